"""What is still to be said: screens that are due in the record and were not shown yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, or_, select, update

from storage.models import Contact, Respondent

_OWED = (Respondent.turn > Respondent.spoken, Contact.blocked_at.is_(None))
_MAY = or_(Respondent.not_before.is_(None), Respondent.not_before <= bindparam("now"))
_KEYS = (
    select(Respondent.id)
    .join(Contact, Contact.respondent_id == Respondent.id)
    .where(*_OWED, _MAY)
    .order_by(Respondent.not_before, Respondent.id)
    .limit(bindparam("limit"))
)
_TAKEN = _KEYS.with_for_update(of=Respondent, skip_locked=True)
_LATER = (
    update(Respondent).where(Respondent.id == bindparam("key")).values(not_before=bindparam("at"))
)
_SPOKEN = (
    update(Respondent)
    .where(Respondent.id == bindparam("key"), Respondent.spoken < bindparam("said"))
    .values(spoken=bindparam("said"))
)
# A worker that is late must not point back to an older message.
_MOVED = (
    update(Contact)
    .where(
        Contact.respondent_id == bindparam("key"),
        select(Respondent.spoken).where(Respondent.id == bindparam("key")).scalar_subquery()
        <= bindparam("said"),
    )
    .values(message_id=bindparam("message_id"))
)


@dataclass(frozen=True, slots=True)
class Depth:
    """How many people are owed a screen, and since when the longest."""

    people: int
    since: datetime | None


def waits(connection: Connection, now: datetime) -> bool:
    """Whether anything may be said now that was not."""
    return connection.execute(_KEYS, {"now": now, "limit": 1}).first() is not None


def take(
    connection: Connection, now: datetime, until: datetime, limit: int = 1000
) -> tuple[int, ...]:
    """Take people who are owed a screen, longest waiting first; no other worker does `until`."""
    found = tuple(connection.scalars(_TAKEN, {"now": now, "limit": limit}))
    hold(connection, found, until)
    return found


def hold(connection: Connection, keys: Collection[int], until: datetime) -> None:
    """Say nothing to these people on our own before a time; what is owed stays owed."""
    if keys:
        connection.execute(_LATER, [{"key": key, "at": until} for key in sorted(keys)])


def spoken(connection: Connection, said: Sequence[tuple[int, int, int | None]]) -> None:
    """Note which turns were shown: (person, turn, message id or None where it stayed)."""
    rows = [
        {"key": key, "said": turn, "message_id": message}
        for key, turn, message in sorted(said, key=lambda one: one[:2])
    ]
    moved = [row for row in rows if row["message_id"] is not None]
    if moved:
        connection.execute(_MOVED, moved)
    if rows:
        shown = [{"key": row["key"], "said": row["said"]} for row in rows]
        connection.execute(_SPOKEN, shown)


def depth(connection: Connection) -> Depth:
    """How much waits to be said."""
    query = (
        select(func.count(), func.min(Respondent.due_at))
        .select_from(Respondent)
        .join(Contact, Contact.respondent_id == Respondent.id)
        .where(*_OWED)
    )
    return Depth(*connection.execute(query).one())
