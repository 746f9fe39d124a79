"""The verbs of the record: what was given is written, what is withdrawn is erased."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, case, delete, func, insert, select, update

from storage import interviews, messages, withdrawals
from storage.messages import Message
from storage.models import (
    Consent,
    Contact,
    DeadLetter,
    Note,
    Nudge,
    Respondent,
    Response,
    UpdateLedger,
)
from storage.notes import signature
from storage.people import NO_BLOCKS, NO_SHEETS, Person, Sheet, WaveRow
from storage.upserts import INSERTS


@dataclass(frozen=True, slots=True)
class Given:
    """A consent given or refused: to taking part, or to being written to later (recontact)."""

    version: str
    language: str
    agreed: bool
    purpose: str = "survey"


@dataclass(frozen=True, slots=True)
class Change:
    """What one batch makes of one person; `messages` are open answers given and taken back."""

    before: Person | None
    after: Person
    consents: tuple[Given, ...] = ()
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Dead:
    """An update that could not be applied: as it came, and the traceback."""

    update_id: int | None
    chat_id: int | None
    raw: str
    trouble: str


SAYING = timedelta(seconds=10)
"""So long a screen may take on its way before another worker takes it for lost."""

_SAID = bindparam("not_before", type_=Respondent.not_before.type)
_STANDING = (  # what a turn may change of a person, as Person and Respondent both name it
    *("place", "language", "city", "block", "consent", "turn"),
    *("invitation", "vouched", "recontact"),
)
_TURN = (
    update(Respondent)
    .where(Respondent.id == bindparam("key"))
    .values({name: bindparam(name) for name in (*_STANDING, "due_at")})
    # What Telegram has asked for is not forgotten with the next tap.
    .values(not_before=case((Respondent.not_before > _SAID, Respondent.not_before), else_=_SAID))
)
_ANSWERS = (
    update(Response)
    .where(Response.id == bindparam("key"))
    .values(
        answers=bindparam("answers"),
        languages=bindparam("languages"),
        language=bindparam("language"),
        stakeholder_group=bindparam("stakeholder_group"),
        complete=bindparam("complete"),
        # What is changed after it was sent keeps the day on which it was sent.
        completed_at=case(
            (bindparam("complete"), func.coalesce(Response.completed_at, bindparam("now"))),
            else_=None,
        ),
        changed=True,
    )
)
_MESSAGE = (
    update(Contact)
    .where(Contact.respondent_id == bindparam("key"))
    .values(message_id=bindparam("message_id"))
)
_BLOCKED = (
    update(Contact)
    .where(Contact.respondent_id == bindparam("key"))
    .values(blocked_at=bindparam("at"))
)
_STOPPED = (
    update(Respondent).where(Respondent.id == bindparam("key")).values(stopped_at=bindparam("at"))
)
_ENTER = {
    name: upsert(UpdateLedger).on_conflict_do_nothing().returning(UpdateLedger.update_id)
    for name, upsert in INSERTS.items()
}
_CONSENT = insert(Consent)
_RESPONSE = insert(Response)


def fresh(connection: Connection, updates: Sequence[int], now: datetime) -> set[int]:
    """Enter updates into the ledger; those that were there before are not returned."""
    if not updates:
        return set()
    # In one order, so that workers wait for each other but never in a circle.
    rows = [{"update_id": number, "received_at": now} for number in sorted(set(updates))]
    return set(connection.scalars(_ENTER[connection.dialect.name], rows))


def save(
    connection: Connection, changes: Iterable[Change], wave: WaveRow | None, now: datetime
) -> dict[str, int]:
    """Write what changed of each person, each kind of change in one statement.

    Returns the ids of the people who were not known before, by pseudonym.
    """
    met: dict[str, int] = {}
    rows: dict[Executable, list[dict[str, Any]]] = {}
    # In one order, so that workers wait for each other but never in a circle.
    ordered = sorted(changes, key=lambda one: one.after.pseudonym)
    for change in ordered:
        after = change.after
        key = after.id
        if key is None:
            key = met[after.pseudonym] = _meet(connection, after, now)
        for statement, values in _written(change, key, wave, now):
            rows.setdefault(statement, []).append(values)
    for statement, all_values in rows.items():
        connection.execute(statement, all_values)
    for change in ordered if wave else ():
        key = change.after.id or met[change.after.pseudonym]
        messages.apply(connection, key, wave, change.messages, now)
    return met


def _written(
    change: Change, key: int, wave: WaveRow | None, now: datetime
) -> Iterator[tuple[Executable, dict[str, Any]]]:
    """The statements that one person's change comes to."""
    before, after = change.before, change.after
    if after.id is not None:
        yield _TURN, {"key": key, **_turn(after, now)}
        if before is None or before.message_id != after.message_id:
            yield _MESSAGE, {"key": key, "message_id": after.message_id}
    if after.blocked != (before is not None and before.blocked):
        yield _BLOCKED, {"key": key, "at": now if after.blocked else None}
    if after.stopped != (before is not None and before.stopped):
        yield _STOPPED, {"key": key, "at": now if after.stopped else None}
    for given in change.consents:
        yield _CONSENT, {"respondent_id": key, "given_at": now, **asdict(given)}
    known = before.sheets if before else NO_SHEETS
    blocks = before.blocks if before else NO_BLOCKS
    written = [sheet for city, sheet in after.sheets.items() if sheet != known.get(city)]
    written += [sheet for place, sheet in after.blocks.items() if sheet != blocks.get(place)]
    for sheet in written:
        if wave is None:
            break
        if sheet.id is not None:
            yield _ANSWERS, {"key": sheet.id, "now": now, **_sheet(sheet)}
        else:
            place = {"respondent_id": key, "wave_id": wave.id, "city": sheet.city}
            place |= {"instrument": sheet.instrument or wave.instrument, "started_at": now}
            done = {"completed_at": now if sheet.complete else None}
            yield _RESPONSE, {**place, **done, **_sheet(sheet)}


def _turn(person: Person, now: datetime) -> dict[str, Any]:
    standing = {name: getattr(person, name) for name in _STANDING}
    return {**standing, "due_at": now, "not_before": now + SAYING}


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "answers": sheet.answers,
        "languages": sheet.languages,
        "language": sheet.language,
        "stakeholder_group": sheet.group,
        "complete": sheet.complete,
    }


def _meet(connection: Connection, person: Person, now: datetime) -> int:
    """Enter a person who was not known."""
    key = connection.execute(
        insert(Respondent).returning(Respondent.id),
        {"pseudonym": person.pseudonym, "created_at": now, **_turn(person, now)},
    ).scalar_one()
    connection.execute(
        insert(Contact),
        {"respondent_id": key, "chat_id": person.chat_id, "message_id": person.message_id},
    )
    return key


def forget(connection: Connection, person: Person, now: datetime) -> None:
    """Erase a person: answers and contact at once; the tallies follow with the next job.

    What is left of a response says only where something is to be taken out of a tally.
    """
    connection.execute(delete(DeadLetter).where(DeadLetter.chat_id == person.chat_id))
    signed = Note.noted_by == signature(person.pseudonym)
    connection.execute(update(Note).where(signed).values(noted_by=""))
    stranger = f"coder-{secrets.token_hex(4)}"
    interviews.forget(connection, person.pseudonym, signature(person.pseudonym), stranger)
    if person.id is None:
        return
    token = connection.scalar(select(Respondent.token).where(Respondent.id == person.id))
    if token is not None:
        withdrawals.note(connection, token, now.date())
    messages.erase(connection, person.id)
    connection.execute(
        update(Response)
        .where(Response.respondent_id == person.id)
        .values(
            respondent_id=None,
            stakeholder_group="",
            answers="",
            languages="",
            language="",
            complete=False,
            started_at=now,
            completed_at=None,
            withdrawn_at=now,
            changed=True,
        )
    )
    for table, column in (
        (Consent, Consent.respondent_id),
        (Nudge, Nudge.respondent_id),
        (Contact, Contact.respondent_id),
        (Respondent, Respondent.id),
    ):
        connection.execute(delete(table).where(column == person.id))


def blocked(connection: Connection, key: int, at: datetime | None) -> None:
    """Note that a person cannot be reached (or, with None, can again)."""
    connection.execute(_BLOCKED, {"key": key, "at": at})


def bury(connection: Connection, letters: Sequence[Dead], now: datetime) -> None:
    """Keep updates that could not be applied, with the reason."""
    if letters:
        rows = [{**asdict(letter), "kept_at": now} for letter in letters]
        connection.execute(insert(DeadLetter), rows)


def prune_ledger(connection: Connection, before: datetime) -> None:
    """Forget updates so old that Telegram cannot deliver them again."""
    connection.execute(delete(UpdateLedger).where(UpdateLedger.received_at < before))
