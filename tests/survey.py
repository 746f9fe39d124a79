"""A survey in a real archive: the reference answers, put straight into the tables."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, insert, select

from bot.digests.newsroom import Newsroom
from bot.exporting.export import Manifest, export
from bot.office import Office
from bot.settings import Settings
from bot.texts import Say
from scoring.figures import CityFigures, city_figures
from scoring.instrument import load
from scoring.tally import Layout, Tally
from storage.archive import Archive
from storage.models import Respondent, Response, Wave
from tests.databases import lay
from tests.town import TEXTS

REFERENCE = Path(__file__).parent / "reference"
INSTRUMENT = load()
ITEMS = [item.id for item in INSTRUMENT.items]
# Half past eleven at night in Almaty is the evening of the same day in UTC, but not at 20:00 UTC.
BEGUN = datetime(2025, 5, 18, 20, 0, tzinfo=UTC)

Row = Mapping[str, str]


def reference(name: str = "vectors_onecity.csv") -> list[dict[str, str]]:
    """The rows of a reference file."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def townspeople(groups: Iterable[str]) -> list[dict[str, str]]:
    """People of Shu who speak for these groups, one after another."""
    return [
        {**row, "city": "shu", "stakeholder_group": group}
        for row, group in zip(reference(), groups, strict=False)
    ]


def answers(row: Row) -> str:
    """A row's ratings as the record keeps them."""
    return "".join(row[item] for item in ITEMS)


def cells(rows: Iterable[Row]) -> dict[tuple[str, str], Tally]:
    """The tallies of rows by city and group; `status` other than complete is partial."""
    layout = Layout(INSTRUMENT)
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["city"], row["stakeholder_group"]), []).append(row)
    return {
        cell: layout.tally(layout.count([answers(row) for row in part], [True] * len(part)))
        for cell, part in found.items()
    }


@contextmanager
def office(folder: Path) -> Iterator[Office]:
    """An office over a fresh SQLite archive in `folder`."""
    chosen = Settings()
    file = folder / "archive.sqlite3"
    lay(file)
    archive = Archive(f"sqlite:///{file}")
    try:
        yield Office(archive, INSTRUMENT, chosen, Newsroom(TEXTS, chosen))
    finally:
        archive.close()


def fill(connection: Connection, rows: Iterable[Row], instrument: str = INSTRUMENT.name) -> None:
    """Put rows into the archive, each respondent once and each wave once."""
    people: dict[str, int] = {}
    waves: dict[str, int] = {}
    for row in rows:
        wave, who = row["wave"], row["respondent_id"]
        if wave not in waves:
            waves[wave] = _put(connection, Wave, name=wave, instrument=instrument, opened_at=BEGUN)
        if who not in people:
            known = connection.scalar(select(Respondent.id).where(Respondent.pseudonym == who))
            people[who] = known or _put(
                connection, Respondent, pseudonym=who, place="done", created_at=BEGUN
            )
        given = answers(row)
        connection.execute(
            insert(Response).values(
                respondent_id=people[who],
                wave_id=waves[wave],
                city=row["city"],
                instrument=instrument,
                stakeholder_group=row["stakeholder_group"],
                language=row["language"],
                answers=given,
                languages="".join("." if code == "." else row["language"][0] for code in given),
                complete="." not in given,
                started_at=BEGUN,
                completed_at=None if "." in given else BEGUN,
            )
        )


def fill_block(connection: Connection, answered: Mapping[str, str], block: str) -> None:
    """Put answers to a further block into the archive, by respondent, beside those to the core."""
    beside = select(Response.__table__).join(Respondent).where(Respondent.pseudonym.in_(answered))
    people = connection.execute(select(Respondent.id, Respondent.pseudonym))
    names = {key: name for key, name in people}  # noqa: C416 - rows, not pairs
    for row in connection.execute(beside.where(Response.instrument == INSTRUMENT.name)).mappings():
        given = answered[names[row["respondent_id"]]]
        own = {"instrument": block, "answers": given, "languages": row["language"][0] * len(given)}
        kept = ("respondent_id", "wave_id", "city", "stakeholder_group", "language", "started_at")
        connection.execute(
            insert(Response).values({name: row[name] for name in kept} | own | {"complete": True})
        )


def exported(
    office: Office,
    folder: Path,
    now: datetime = BEGUN,
    **asked: Any,  # noqa: ANN401 - export's keywords
) -> Manifest:
    """Export what an office holds."""
    with office.archive.read() as connection:
        return export(connection, folder, office=office, texts=TEXTS, now=now, **asked)


def _put(connection: Connection, model: type, **values: object) -> int:
    result = connection.execute(insert(model).values(**values))
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


class _Country:
    """Words for cities that no text names: `c00` to `c87`, each with an awkward name."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.language = say.language

    def __call__(self, key: str, /, **values: object) -> str:
        if re.fullmatch(r"city-c\d+", key):
            return f"Усть-Қаменогорск & <{key[6:]}>"
        return self.say(key, **values)


def countrywide(say: Say) -> Say:
    """The words of a language with names for the cities of `country`."""
    return cast("Say", _Country(say))


def country(minimum: int = 5) -> tuple[CityFigures, ...]:
    """The figures of 88 cities, every third of them small."""
    rows = reference()
    many = [
        {**rows[(7 * number + k) % len(rows)], "city": f"c{number:02d}"}
        for number in range(88)
        for k in range((3, 9, 21)[number % 3])
    ]
    return city_figures(INSTRUMENT, cells(many), minimum)
