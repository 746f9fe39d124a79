"""Digests: claimed once a period, each post followed from claim to outcome.

claimed → sending → sent
                  → claimed again (certainly not sent; `not_before` says when to try)
                  → uncertain (nobody knows: never sent again blindly; `storage.questions` asks)
                  → failed
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from storage.models import Digest, Post, Wave
from storage.people import WaveRow
from storage.upserts import INSERTS

CLAIMED, SENDING, SENT, UNCERTAIN, FAILED = "claimed", "sending", "sent", "uncertain", "failed"
STATES = (CLAIMED, SENDING, SENT, UNCERTAIN, FAILED)

# Telegram lets a bot say so much to one group or channel, edits included; all workers share it.
MOST, MINUTE = 20, timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Edition:
    """What a digest says, as data, and `before`, what the one before of the same wave said."""

    wave: str
    code: str
    content: str
    before: str | None
    claimed_at: datetime


@dataclass(frozen=True, slots=True)
class DuePost:
    """A post to send now; `attempt` fences off a worker that was thought dead."""

    id: int
    attempt: int
    language: str
    part: str
    channel: str
    edition: Edition


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a post."""

    state: str
    message_id: int | None = None
    trouble: str | None = None
    not_before: datetime | None = None


def last_period(connection: Connection, channel: str) -> str | None:
    """The last period that was claimed for a channel by the clock."""
    return connection.scalar(
        select(func.max(Digest.period)).where(Digest.channel == channel, Digest.period.like("2%"))
    )


def last_content(
    connection: Connection, channel: str, wave_id: int, before: datetime | None = None
) -> str | None:
    """What the newest digest of a wave said, or the one before a time."""
    query = select(Digest.content).where(Digest.channel == channel, Digest.wave_id == wave_id)
    if before is not None:
        query = query.where(Digest.claimed_at < before)
    return connection.scalar(query.order_by(Digest.claimed_at.desc(), Digest.id.desc()).limit(1))


def newest(connection: Connection, channel: str, wave_id: int | None = None) -> str | None:
    """The code of the newest digest, of a wave where it is given."""
    query = select(Digest.code).where(Digest.channel == channel)
    if wave_id is not None:
        query = query.where(Digest.wave_id == wave_id)
    return connection.scalar(query.order_by(Digest.claimed_at.desc(), Digest.id.desc()).limit(1))


def last_word(connection: Connection) -> int | None:
    """The wave that was closed last, once a digest of all of it was published; None before."""
    closed = select(Wave.id, Wave.closed_at).where(Wave.closed_at.is_not(None))
    wave = connection.execute(closed.order_by(Wave.closed_at.desc(), Wave.id.desc())).first()
    if wave is None:
        return None
    final = (Digest.wave_id == wave.id, Digest.claimed_at >= wave.closed_at)
    return wave.id if connection.scalar(select(exists().where(*final))) else None


def claim(  # noqa: PLR0913, PLR0917 - a digest is these
    connection: Connection,
    channel: str,
    period: str,
    wave_id: int,
    edition: Edition,
    posts: Sequence[tuple[str, str]],
) -> bool:
    """Claim a period with its content and (language, part) posts; False if a worker did before."""
    values = {
        "channel": channel,
        "period": period,
        "wave_id": wave_id,
        "code": edition.code,
        "content": edition.content,
        "claimed_at": edition.claimed_at,
    }
    statement = INSERTS[connection.dialect.name](Digest).on_conflict_do_nothing()
    key: int | None = connection.scalar(statement.returning(Digest.id), values)
    if key is None:
        return False
    rows = [
        {"digest_id": key, "language": language, "part": part, "state": CLAIMED}
        for language, part in posts
    ]
    if rows:
        connection.execute(insert(Post), rows)
    return True


_before = aliased(Post)
_EARLIER = (
    _before.digest_id == Post.digest_id,
    _before.id < Post.id,
    _before.state.in_((CLAIMED, SENDING)),
)
_recent, _there = aliased(Post), aliased(Digest)
_SAID_LATELY = (
    select(func.count())
    .select_from(_recent)
    .join(_there, _there.id == _recent.digest_id)
    .where(_there.channel == Digest.channel, _recent.begun_at > bindparam("minute_ago"))
    .correlate(Digest)
    .scalar_subquery()
)


def take_post(connection: Connection, now: datetime, lease_until: datetime) -> DuePost | None:
    """Take the next post that may be sent, and note that it is being sent.

    The posts of a digest go out in their order, whoever sends them: one that is on its way or is
    to be tried again holds back those after it.
    """
    expired = (
        update(Post)
        .where(Post.state == SENDING, Post.lease_until < now)
        .values(state=UNCERTAIN, trouble="the worker ended while the post was on its way")
    )
    connection.execute(expired)
    found = connection.execute(
        select(Post.id, Post.attempt, Post.language, Post.part)
        .join(Digest, Digest.id == Post.digest_id)
        .where(Post.state == CLAIMED, or_(Post.not_before.is_(None), Post.not_before <= now))
        .where(~exists().where(*_EARLIER), _SAID_LATELY < MOST)
        .order_by(Post.id)
        .limit(1)
        .with_for_update(of=Post, skip_locked=True),
        {"minute_ago": now - MINUTE},
    ).first()
    if found is None:
        return None
    attempt = found.attempt + 1
    connection.execute(
        update(Post)
        .where(Post.id == found.id)
        .values(state=SENDING, attempt=attempt, begun_at=now, lease_until=lease_until)
    )
    digest = connection.execute(
        _EDITIONS.add_columns(Digest.channel, Digest.wave_id)
        .join(Post, Post.digest_id == Digest.id)
        .where(Post.id == found.id)
    ).one()
    before = last_content(connection, digest.channel, digest.wave_id, digest.claimed_at)
    edition = Edition(digest.name, digest.code, digest.content, before, digest.claimed_at)
    return DuePost(found.id, attempt, found.language, found.part, digest.channel, edition)


_EDITIONS = select(Wave.name, Digest.code, Digest.content, Digest.claimed_at).join(
    Wave, Wave.id == Digest.wave_id
)


def find(connection: Connection, code: str) -> Edition | None:
    """The digest of a code, without the one before it."""
    # Where nothing changed a code stands for several digests, which say the same.
    found = _EDITIONS.where(Digest.code == code).order_by(Digest.claimed_at, Digest.id)
    row = connection.execute(found).first()
    return Edition(row.name, row.code, row.content, None, row.claimed_at) if row else None


def every(connection: Connection, wave: str | None = None) -> Iterator[Edition]:
    """All digests of a wave, or of all, oldest first, each without the one before it."""
    query = _EDITIONS.order_by(Digest.claimed_at, Digest.id)
    for row in connection.execute(query if wave is None else query.where(Wave.name == wave)):
        yield Edition(row.name, row.code, row.content, None, row.claimed_at)


def unfinished(connection: Connection, channel: str) -> WaveRow | None:
    """The oldest closed wave that a channel heard of, but not since it was closed."""
    heard = (Digest.wave_id == Wave.id, Digest.channel == channel)
    row = connection.execute(
        select(*(Wave.id, Wave.name, Wave.instrument, Wave.opened_at, Wave.closed_at), Wave.blocks)
        .where(Wave.closed_at.is_not(None), exists().where(*heard))
        .where(~exists().where(*heard, Digest.claimed_at >= Wave.closed_at))
        .order_by(Wave.opened_at, Wave.id)
        .limit(1)
    ).first()
    return WaveRow(*row) if row else None


def finished(connection: Connection, channel: str, wave: WaveRow) -> bool:
    """Whether a wave is closed and a channel was told of all of it."""
    if wave.closed_at is None:
        return False
    told = (Digest.wave_id == wave.id, Digest.channel == channel)
    return bool(
        connection.scalar(select(exists().where(*told, Digest.claimed_at >= wave.closed_at)))
    )


def settle(connection: Connection, post: DuePost, outcome: Outcome) -> None:
    """Note what became of a post, unless another attempt has begun since.

    A worker that was thought dead and was only slow knows better than "uncertain".
    """
    unsettled = Post.state.in_((SENDING, UNCERTAIN))
    connection.execute(
        update(Post)
        .where(Post.id == post.id, unsettled, Post.attempt == post.attempt)
        .values(
            state=outcome.state,
            message_id=outcome.message_id,
            trouble=outcome.trouble,
            not_before=outcome.not_before,
            lease_until=None,
        )
    )
    if outcome.not_before is not None:  # it is the channel that is to be left alone
        connection.execute(
            update(Post)
            .where(Post.state == CLAIMED, Post.digest_id.in_(_of(post.channel)))
            .values(not_before=outcome.not_before)
        )


def _of(channel: str) -> Select[int]:
    return select(Digest.id).where(Digest.channel == channel)


def states(connection: Connection) -> dict[str, int]:
    """How many posts are in each state."""
    rows = connection.execute(select(Post.state, func.count()).group_by(Post.state))
    return {row[0]: row[1] for row in rows}
