"""Who they are and what they have answered: the record, read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select

from storage.models import Contact, Respondent, Response, Wave


@dataclass(frozen=True, slots=True)
class Sheet:
    """One city's answers: codes and the languages shown, character by character.

    `instrument` is empty for the wave's own, the core; a further block says its name.
    """

    city: str
    group: str
    answers: str
    languages: str
    language: str
    complete: bool = False
    id: int | None = None
    instrument: str = ""


NO_SHEETS: Mapping[str, Sheet] = MappingProxyType({})
NO_BLOCKS: Mapping[tuple[str, str], Sheet] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Person:
    """All that the record knows of a person in the present wave.

    `sheets` are those of the core by city, `blocks` those of further instruments by city and
    name; `block` is the further instrument in hand, if one is.
    """

    pseudonym: str
    chat_id: int
    place: str
    language: str | None = None
    city: str | None = None
    consent: str | None = None
    invitation: str | None = None
    message_id: int | None = None
    turn: int = 0
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    id: int | None = None
    blocked: bool = False  # they blocked the bot
    owed: bool = False  # their last screen was not shown yet, as far as the record knows
    stopped: bool = False  # they want no messages but answers
    recontact: bool | None = None  # may be told of results and asked again; None: not asked yet
    vouched: str = ""  # groups that a used invitation has opened for them, apart by spaces
    block: str | None = None
    blocks: Mapping[tuple[str, str], Sheet] = field(default_factory=dict)

    @property
    def sheet(self) -> Sheet | None:
        """The sheet in hand."""
        city = self.city or ""
        return self.blocks.get((city, self.block)) if self.block else self.sheets.get(city)


@dataclass(frozen=True, slots=True)
class WaveRow:
    """A wave; the open one takes answers now."""

    id: int
    name: str
    instrument: str
    opened_at: datetime
    closed_at: datetime | None = None
    blocks: str = ""


_PEOPLE = (
    select(  # a Person's fields, by name
        Respondent.id,
        Respondent.pseudonym,
        Respondent.place,
        Respondent.language,
        Respondent.city,
        Respondent.block,
        Respondent.consent,
        Respondent.invitation,
        Respondent.turn,
        Contact.chat_id,
        Contact.message_id,
        Contact.blocked_at.is_not(None).label("blocked"),
        (Respondent.turn > Respondent.spoken).label("owed"),
        Respondent.stopped_at.is_not(None).label("stopped"),
        Respondent.recontact,
        Respondent.vouched,
    )
    .join(Contact, Contact.respondent_id == Respondent.id)
    .order_by(Respondent.id)
)
# Workers lock people in one order, so that they wait for each other but never in a circle. Both
# rows are locked, since only a locked row is read as it is after the wait.
_NAMED = Respondent.pseudonym.in_(bindparam("pseudonyms", expanding=True))
_KNOWN = _PEOPLE.where(_NAMED).with_for_update(of=[Respondent, Contact])
_LOCK = (
    select(Respondent.id)
    .join(Contact, Contact.respondent_id == Respondent.id)
    .where(or_(_NAMED, Respondent.id.in_(bindparam("keys", expanding=True))))
    .order_by(Respondent.id)
    .with_for_update(of=[Respondent, Contact])
)
_SHEET = (  # a Sheet's fields in their order
    *(Response.city, Response.stakeholder_group, Response.answers, Response.languages),
    *(Response.language, Response.complete, Response.id),
)
_SHEETS = select(Response.respondent_id, *_SHEET, Response.instrument).where(
    Response.respondent_id.in_(bindparam("people", expanding=True)),
    Response.wave_id == bindparam("wave"),
)
WAVE = (  # a WaveRow's fields in their order
    *(Wave.id, Wave.name, Wave.instrument, Wave.opened_at, Wave.closed_at),
    Wave.blocks,
)
_WAVE = select(*WAVE).where(Wave.closed_at.is_(None))


def open_wave(connection: Connection) -> WaveRow | None:
    """The wave in the field, if any."""
    row = connection.execute(_WAVE).first()
    return WaveRow(*row) if row else None


def lock(connection: Connection, keys: Iterable[int], pseudonyms: Iterable[str] = ()) -> None:
    """Lock all people that a transaction is about to change, at once: before it changes any.

    SQLite has one writer at a time: there is nothing to cross.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(_LOCK, {"keys": list(keys), "pseudonyms": list(pseudonyms)})


def people(
    connection: Connection, pseudonyms: Iterable[str], wave: WaveRow | None
) -> dict[str, Person]:
    """The known people among `pseudonyms`, locked until the transaction ends."""
    rows = connection.execute(_KNOWN, {"pseudonyms": list(pseudonyms)}).all()
    return {person.pseudonym: person for person in _assembled(connection, rows, wave)}


def language(connection: Connection, pseudonym: str) -> str | None:
    """The language that somebody has chosen."""
    return connection.scalar(select(Respondent.language).where(Respondent.pseudonym == pseudonym))


def sheet_of(
    connection: Connection, person: int, *, wave: str | None = None, city: str | None = None
) -> Sheet | None:
    """A person's newest sheet of the core, of a wave (by name) and a city where they are given."""
    query = (
        select(*_SHEET)
        .join(Wave, Wave.id == Response.wave_id)
        .where(Response.respondent_id == person, Response.instrument == Wave.instrument)
    )
    if wave is not None:
        query = query.where(Wave.name == wave)
    if city is not None:
        query = query.where(Response.city == city)
    row = connection.execute(query.order_by(Response.id.desc()).limit(1)).first()
    return Sheet(*row) if row else None


def among(connection: Connection, keys: Iterable[int], wave: WaveRow | None) -> list[Person]:
    """The people of these ids, as they are."""
    rows = connection.execute(_PEOPLE.where(Respondent.id.in_(list(keys)))).all()
    return _assembled(connection, rows, wave)


def _assembled(connection: Connection, rows: Sequence[Any], wave: WaveRow | None) -> list[Person]:
    sheets: dict[int, dict[str, Sheet]] = {}
    blocks: dict[int, dict[tuple[str, str], Sheet]] = {}
    if wave and rows:
        found: Iterable[Any] = connection.execute(
            _SHEETS, {"people": [row[0] for row in rows], "wave": wave.id}
        )
        for owner, *sheet, instrument in found:
            if instrument == wave.instrument:
                sheets.setdefault(owner, {})[sheet[0]] = Sheet(*sheet)
            else:
                block = replace(Sheet(*sheet), instrument=instrument)
                blocks.setdefault(owner, {})[sheet[0], instrument] = block
    return [
        Person(
            **row._mapping,  # noqa: SLF001 - its public name
            sheets=sheets.get(row.id, NO_SHEETS),
            blocks=blocks.get(row.id, NO_BLOCKS),
        )
        for row in rows
    ]
