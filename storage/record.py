"""The verbs of the record: what was given is written, what is withdrawn is erased."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, IntegrityError

from storage.models import Consent, Contact, DeadLetter, Respondent, Response, UpdateLedger
from storage.people import NO_SHEETS, Person, Sheet, WaveRow

# What the database says of a value that it will never take: trying again is of no use.
REFUSED = (DataError, IntegrityError)


@dataclass(frozen=True, slots=True)
class Change:
    """What one batch makes of one person; `consents` are (version, language, agreed)."""

    before: Person | None
    after: Person
    consents: tuple[tuple[str, str, bool], ...] = ()
    forget: bool = False
    blocked: bool | None = None  # the person blocked the bot, or came back


@dataclass(frozen=True, slots=True)
class Dead:
    """An update that could not be applied: as it came, and the traceback."""

    update_id: int | None
    chat_id: int | None
    raw: str
    trouble: str


_TURN = (
    update(Respondent)
    .where(Respondent.id == bindparam("key"))
    .values({name: bindparam(name) for name in ("place", "language", "city", "consent", "turn")})
    .values(invitation=bindparam("invitation"))
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
        completed_at=bindparam("completed_at"),
        changed=True,
    )
)
_SPOKEN = (
    update(Respondent)
    .where(Respondent.id == bindparam("key"), Respondent.spoken < bindparam("said"))
    .values(spoken=bindparam("said"))
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
_CONSENT = insert(Consent)
_RESPONSE = insert(Response)


def fresh(connection: Connection, updates: Sequence[int], now: datetime) -> set[int]:
    """Enter updates into the ledger; those that were there before are not returned."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(UpdateLedger).on_conflict_do_nothing()
    rows = [{"update_id": number, "received_at": now} for number in dict.fromkeys(updates)]
    known = set(
        connection.scalars(
            select(UpdateLedger.update_id).where(UpdateLedger.update_id.in_(updates))
        )
    )
    new = [row for row in rows if row["update_id"] not in known]
    if not new:
        return set()
    if dialect is sqlite:  # one writer: nobody can have entered them since
        connection.execute(statement, new)
        return {int(row["update_id"]) for row in new}  # type: ignore[call-overload]
    entered = connection.scalars(statement.returning(UpdateLedger.update_id), new)
    return set(entered)


def save(
    connection: Connection, changes: Iterable[Change], wave: WaveRow | None, now: datetime
) -> dict[str, int]:
    """Write what changed of each person, each kind of change in one statement.

    Returns the ids of the people who were not known before, by pseudonym.
    """
    met: dict[str, int] = {}
    rows: dict[Executable, list[dict[str, Any]]] = {}
    for change in changes:
        after = change.after
        if change.forget:
            if after.id is not None:
                forget(connection, after.id, after.chat_id, now)
            continue
        key = after.id
        if key is None:
            key = met[after.pseudonym] = _meet(connection, after, now)
        for statement, values in _written(change, key, wave, now):
            rows.setdefault(statement, []).append(values)
    for statement, all_values in rows.items():
        connection.execute(statement, all_values)
    return met


def _written(
    change: Change, key: int, wave: WaveRow | None, now: datetime
) -> Iterator[tuple[Executable, dict[str, Any]]]:
    """The statements that one person's change comes to."""
    before, after = change.before, change.after
    if after.id is not None:
        yield _TURN, {"key": key, **_turn(after)}
        if before is None or before.message_id != after.message_id:
            yield _MESSAGE, {"key": key, "message_id": after.message_id}
    if change.blocked is not None:
        yield _BLOCKED, {"key": key, "at": now if change.blocked else None}
    for version, language, agreed in change.consents:
        said = {"version": version, "language": language, "agreed": agreed, "given_at": now}
        yield _CONSENT, {"respondent_id": key, **said}
    known = before.sheets if before else NO_SHEETS
    for city, sheet in after.sheets.items():
        if wave is None or sheet is known.get(city):
            continue
        if sheet.id is not None:
            yield _ANSWERS, {"key": sheet.id, **_sheet(sheet, now)}
        else:
            place = {"respondent_id": key, "wave_id": wave.id, "city": city, "started_at": now}
            yield _RESPONSE, {**place, **_sheet(sheet, now)}


def _turn(person: Person) -> dict[str, Any]:
    return {
        "place": person.place,
        "language": person.language,
        "city": person.city,
        "consent": person.consent,
        "invitation": person.invitation,
        "turn": person.turn,
    }


def _sheet(sheet: Sheet, now: datetime) -> dict[str, Any]:
    return {
        "answers": sheet.answers,
        "languages": sheet.languages,
        "language": sheet.language,
        "stakeholder_group": sheet.group,
        "complete": sheet.complete,
        "completed_at": now if sheet.complete else None,
    }


def _meet(connection: Connection, person: Person, now: datetime) -> int:
    """Enter a person who was not known."""
    key = connection.execute(
        insert(Respondent).returning(Respondent.id),
        {"pseudonym": person.pseudonym, "created_at": now, **_turn(person)},
    ).scalar_one()
    connection.execute(
        insert(Contact),
        {"respondent_id": key, "chat_id": person.chat_id, "message_id": person.message_id},
    )
    return key


def forget(connection: Connection, key: int, chat_id: int, now: datetime) -> None:
    """Erase a person: answers and contact at once; the tallies follow with the next job."""
    connection.execute(
        update(Response)
        .where(Response.respondent_id == key)
        .values(
            respondent_id=None,
            answers="",
            languages="",
            language="",
            complete=False,
            completed_at=None,
            withdrawn_at=now,
            changed=True,
        )
    )
    connection.execute(delete(DeadLetter).where(DeadLetter.chat_id == chat_id))
    for table, column in (
        (Consent, Consent.respondent_id),
        (Contact, Contact.respondent_id),
        (Respondent, Respondent.id),
    ):
        connection.execute(delete(table).where(column == key))


def spoken(connection: Connection, said: Sequence[tuple[int, int, int | None]]) -> None:
    """Note which turns were shown: (person, turn, message id or None where it stayed)."""
    connection.execute(_SPOKEN, [{"key": key, "said": turn} for key, turn, _ in said])
    moved = [{"key": key, "message_id": number} for key, _, number in said if number is not None]
    if moved:
        connection.execute(_MESSAGE, moved)


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
