"""What is said to people unasked: at most once, and only to those who may be spoken to.

`MAY` is the promise of /stop: every statement that finds somebody to write to goes through it.
What is found is noted as sent in the same transaction. So of many workers one sends it, and what
is lost on the way is lost: better than a nudge that comes twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, delete, exists, insert, select, update
from sqlalchemy.orm import aliased

from storage import marks
from storage.models import Contact, Nudge, Respondent, Response

REMINDERS = ("first", "second")  # at most two in a wave
TOLD, INVITED = "told", "invited"

MAY = (Respondent.stopped_at.is_(None), Contact.blocked_at.is_(None))


@dataclass(frozen=True, slots=True)
class Reminders:
    """How many reminders are left to a person in a wave, and when the next one is due."""

    left: int
    due: datetime | None


def reminders(connection: Connection, person: int, wave: int) -> Reminders:
    """What a person has asked for, and may ask for."""
    rows = connection.execute(
        select(Nudge.due_at, Nudge.sent_at).where(
            Nudge.respondent_id == person, Nudge.wave_id == wave, Nudge.kind.in_(REMINDERS)
        )
    ).all()
    due = next((row.due_at for row in rows if row.sent_at is None), None)
    return Reminders(len(REMINDERS) - sum(row.sent_at is not None for row in rows), due)


def remind(connection: Connection, person: int, wave: int, due: datetime | None) -> None:
    """Remind a person at a time of their choice, or, without one, not at all.

    A later choice takes the place of an earlier one; after the second reminder there is none.
    """
    drop(connection, person)
    if due is None:
        return
    sent = set(
        connection.scalars(
            select(Nudge.kind).where(Nudge.respondent_id == person, Nudge.wave_id == wave)
        )
    )
    kind = next((one for one in REMINDERS if one not in sent), None)
    if kind:
        values = {"respondent_id": person, "wave_id": wave, "kind": kind, "due_at": due}
        connection.execute(insert(Nudge), values)


def drop(connection: Connection, person: int) -> None:
    """Forget what was to be said to a person."""
    connection.execute(delete(Nudge).where(Nudge.respondent_id == person, Nudge.sent_at.is_(None)))


def take_reminders(connection: Connection, wave: int, now: datetime, limit: int) -> list[int]:
    """Take people whose reminder is due, the longest due first."""
    found = connection.execute(
        select(Nudge.respondent_id, Nudge.kind)
        .join(Respondent, Respondent.id == Nudge.respondent_id)
        .join(Contact, Contact.respondent_id == Nudge.respondent_id)
        .where(Nudge.wave_id == wave, Nudge.sent_at.is_(None), Nudge.due_at <= now, *MAY)
        .order_by(Nudge.due_at, Nudge.respondent_id)
        .limit(limit)
        .with_for_update(of=Nudge, skip_locked=True)
    ).all()
    for person, kind in found:
        connection.execute(
            update(Nudge)
            .where(Nudge.respondent_id == person, Nudge.wave_id == wave, Nudge.kind == kind)
            .values(sent_at=now)
        )
    return [person for person, _ in found]


def take_told(connection: Connection, wave: int, now: datetime, limit: int) -> list[int]:
    """Take people who sent their answers in a wave and want to be told what came of it."""
    sent = exists().where(
        Response.respondent_id == Respondent.id, Response.wave_id == wave, Response.complete
    )
    return _take(connection, _willing().where(sent), wave, TOLD, now, limit)


def take_invited(connection: Connection, wave: int, now: datetime, limit: int) -> list[int]:
    """Take people of earlier waves who want to be asked again and have not begun in this one."""
    begun = exists().where(Response.respondent_id == Respondent.id, Response.wave_id == wave)
    return _take(connection, _willing().where(~begun), wave, INVITED, now, limit)


def _willing() -> Select[int]:
    return (
        select(Respondent.id)
        .join(Contact, Contact.respondent_id == Respondent.id)
        .where(Respondent.recontact.is_(True), *MAY)
    )


def _take(  # noqa: PLR0913, PLR0917 - a nudge is these
    connection: Connection,
    people: Select[int],
    wave: int,
    kind: str,
    now: datetime,
    limit: int,
) -> list[int]:
    """Take some of `people` who were not told before. Once nobody is left, nobody is looked for."""
    over = f"{kind} {wave}"
    if marks.read(connection, over):
        return []
    before = aliased(Nudge)
    known = exists().where(
        before.respondent_id == Respondent.id, before.wave_id == wave, before.kind == kind
    )
    found = list(
        connection.scalars(
            people.where(~known)
            .order_by(Respondent.id)
            .limit(limit)
            .with_for_update(of=Respondent, skip_locked=True)
        )
    )
    if not found:
        marks.write(connection, over, now.isoformat())
        return []
    rows = [
        {"respondent_id": key, "wave_id": wave, "kind": kind, "due_at": now, "sent_at": now}
        for key in found
    ]
    connection.execute(insert(Nudge), rows)
    return found
