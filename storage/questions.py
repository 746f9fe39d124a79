"""Questions to coordinators: what became of a post whose outcome nobody knows.

Each coordinator is asked about each attempt once, whichever worker does it; a question that may
not have arrived is asked again. Coordinators go by pseudonym.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from storage.digests import CLAIMED, SENT, UNCERTAIN
from storage.models import Digest, Post, Question, Wave
from storage.upserts import INSERTS

AGAIN, POSTED = "again", "posted"
DECISIONS = {AGAIN: CLAIMED, POSTED: SENT}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A post of which nobody knows whether it stands in the channel."""

    post: int
    attempt: int
    state: str
    language: str
    part: str
    channel: str
    wave: str
    claimed_at: datetime


_DOUBT = (
    select(
        Post.id,
        Post.attempt,
        Post.state,
        Post.language,
        Post.part,
        Digest.channel,
        Wave.name,
        Digest.claimed_at,
    )
    .join(Digest, Digest.id == Post.digest_id)
    .join(Wave, Wave.id == Digest.wave_id)
)


def take(
    connection: Connection, coordinators: Iterable[str], now: datetime, until: datetime
) -> list[tuple[str, Doubt]]:
    """Take the questions that are to be asked now, by coordinator; no other worker does `until`."""
    doubts = [
        Doubt(*row)
        for row in connection.execute(_DOUBT.where(Post.state == UNCERTAIN).order_by(Post.id))
    ]
    if not doubts:
        return []
    rows = [
        {
            "post_id": doubt.post,
            "attempt": doubt.attempt,
            "coordinator": coordinator,
            "not_before": now,
        }
        for doubt in doubts
        for coordinator in sorted(coordinators)
    ]
    if rows:
        connection.execute(
            INSERTS[connection.dialect.name](Question).on_conflict_do_nothing(), rows
        )
    known = {(doubt.post, doubt.attempt): doubt for doubt in doubts}
    taken = connection.execute(
        update(Question)
        .where(Question.asked_at.is_(None), Question.not_before <= now)
        .where(Question.post_id.in_([doubt.post for doubt in doubts]))
        .values(not_before=until)
        .returning(Question.post_id, Question.attempt, Question.coordinator)
    ).all()
    return [(row[2], known[row[0], row[1]]) for row in sorted(taken) if (row[0], row[1]) in known]


def asked(connection: Connection, doubt: Doubt, coordinator: str, now: datetime) -> None:
    """Note that the question has arrived: it is not asked again."""
    _note(connection, doubt, coordinator, asked_at=now)


def later(connection: Connection, doubt: Doubt, coordinator: str, until: datetime) -> None:
    """Ask again after a time."""
    _note(connection, doubt, coordinator, not_before=until)


def _note(connection: Connection, doubt: Doubt, coordinator: str, **values: datetime) -> None:
    connection.execute(
        update(Question)
        .where(
            Question.post_id == doubt.post,
            Question.attempt == doubt.attempt,
            Question.coordinator == coordinator,
        )
        .values(**values)
    )


def decide(connection: Connection, post: int, attempt: int, decision: str) -> None:
    """Do what a coordinator says of a post, where it is still uncertain in that attempt."""
    connection.execute(
        update(Post)
        .where(Post.id == post, Post.attempt == attempt, Post.state == UNCERTAIN)
        .values(state=DECISIONS[decision], not_before=None, trouble=None)
    )


def doubt(connection: Connection, post: int) -> Doubt | None:
    """How it stands with a post now, or None where there is none of this number."""
    row = connection.execute(_DOUBT.where(Post.id == post)).first()
    return Doubt(*row) if row else None
