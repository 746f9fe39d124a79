"""What coders came to, gathered from the record for whoever asks: the terminal, a report, files."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from scoring.instrument import Instrument
from scoring.interviews.coded import QUOTABLE, Coded, Codings, Spoken, coded
from scoring.interviews.passages import Mark, Marks, moved
from scoring.interviews.sentences import plain
from scoring.interviews.themes import Theme, packaged
from storage import interviews, themes
from storage.interviews import Place, TextRow
from storage.themes import ThemeRow


@dataclass(frozen=True, slots=True)
class Gathered:
    """The texts that can be coded, the marks by one version of the codebook, and what they say."""

    version: int
    themes: tuple[Theme, ...]
    texts: Mapping[int, TextRow]
    codings: Codings
    coded: Coded


def gathered(  # noqa: PLR0913 - its choices are keywords
    connection: Connection,
    instruments: Mapping[str, Instrument],
    minimum: int,
    *,
    wave: str | None = None,
    city: str | None = None,
    coders: Collection[str] = (),
    version: int | None = None,
) -> Gathered | None:
    """Gather a wave's interviews by a codebook, the newest without any; None where nobody coded.

    `coders` are those to be compared, all without any.
    """
    version = version or themes.newest(connection)
    if version is None:
        return None
    known = themes_of(connection, version)
    rows = interviews.texts(connection, wave)
    texts = {row.id: row for row in rows if city in {None, row.city}}
    given: dict[int, dict[str, Marks]] = {
        key: {
            name: tuple(Mark(*place) for place in places)
            for name, places in own.items()
            if not coders or name in coders
        }
        for key, own in interviews.codings(connection, version).items()
        if key in texts
    }
    told = {key: _spoken(row, instruments) for key, row in texts.items()}
    names = [theme.code for theme in known]
    found = coded(told, given, names, interviews.people(connection, wave), minimum)
    return Gathered(version, known, texts, given, found)


def _spoken(row: TextRow, instruments: Mapping[str, Instrument]) -> Spoken:
    about = (row.city, row.group, row.language)
    return Spoken(row.text or "", row.person, *about, quotable=_quotable(row, instruments))


def _quotable(row: TextRow, instruments: Mapping[str, Instrument]) -> bool:
    """Whether the person said yes to being quoted, in the questionnaire that the text is from."""
    one, (name, allowed) = instruments.get(row.instrument), QUOTABLE
    if one is None or not one.asks(name) or len(row.answers) != len(one.blank):
        return False
    item = one.item(name)
    return item.value(one.given(row.answers, item)) == allowed


def newest(connection: Connection) -> tuple[int | None, tuple[Theme, ...]]:
    """Return the newest codebook and its version; the packaged one, without any, before coding."""
    version = themes.newest(connection)
    return version, themes_of(connection, version) if version else packaged()


def codebook(connection: Connection) -> int:
    """Return the newest version of the codebook; where there is none, keep the packaged one."""
    return themes.newest(connection) or kept(connection, packaged())


def themes_of(connection: Connection, version: int) -> tuple[Theme, ...]:
    """Return the themes of a version of the codebook."""
    rows = themes.themes(connection, version)
    return tuple(Theme(row.code, row.labels, row.definitions) for row in rows)


def kept(connection: Connection, found: Sequence[Theme]) -> int:
    """Keep a codebook, and return the number of its version."""
    return themes.keep(connection, [ThemeRow(t.code, t.labels, t.definitions) for t in found])


def transcribed(connection: Connection, key: int, text: str, by: str, now: datetime) -> None:
    """Keep a transcript; the marks of the one before move with its words."""
    before = interviews.answer(connection, key)
    if before is None:
        return
    clean = plain(text)
    interviews.transcribe(connection, key, clean, by, now)
    if not before.text or before.text == clean:
        return
    for version, coder in interviews.coders(connection, key):
        places, done_at = interviews.coding(connection, key, version, coder) or ([], None)
        marks = moved(before.text, clean, [Mark(*place) for place in places])
        interviews.code(connection, {key: places_of(marks)}, version, coder, done_at)


def places_of(marks: Collection[Mark]) -> list[Place]:
    """Return marks as the record keeps them."""
    return [(mark.start, mark.stop, mark.theme, mark.quote) for mark in marks]
