"""A country that answered: N made-up responses in a real database, and changes to some of them.

88 cities of unequal size, the paper's five groups in its proportions, three waves in which half of
the people return, three languages, every kind of non-answer, and people who stopped half way.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, insert, select, text, update

from bot.texts import Texts
from scoring.groups import GROUPS
from scoring.instrument import load
from storage.archive import Archive
from storage.models import Respondent, Response, Wave

CITIES = tuple(f"c{number:02d}" for number in range(88))
SHARES = np.array([9, 5, 4, 23, 12]) / 53  # of the groups, as in the paper's sample
LANGUAGES = ("kk", "ru", "en")
WAVES = ("2025-05", "2025-11", "2026-05")
BEGUN = datetime(2025, 5, 18, tzinfo=UTC)
LENGTH = 30  # days of a wave
CODES = np.frombuffer(b"12345?-", np.uint8)
CHUNK = 50_000
SILENT, STOPPED = 0.03, 0.05  # shares of non-answers, and of people who stopped half way
INSTRUMENT = load()

Bytes = NDArray[np.uint8]


def fill(archive: Archive, many: int, seed: int = 1) -> None:
    """Put `many` responses into an empty archive, as counted as if the job had just run."""
    draw = np.random.default_rng(seed)
    with archive.begin() as connection:
        _waves(connection)
        people = 2 * many // 3 + 1
        for start in range(1, people + 1, CHUNK):
            _copy(connection, Respondent, _people(range(start, min(start + CHUNK, people + 1))))
        for start in range(0, many, CHUNK):
            numbers = np.arange(start, min(start + CHUNK, many))
            _copy(connection, Response, _responses(draw, numbers, many))
        if not archive.embedded:
            for table, last in (("wave", len(WAVES)), ("respondent", people), ("response", many)):
                connection.execute(text(f"SELECT setval('{table}_id_seq', {last})"))
    if archive.embedded:
        with archive.begin() as connection:
            connection.execute(text("ANALYZE"))
        archive.engine.dispose()  # the last connection empties the log of changes
    else:
        settled = archive.engine.execution_options(isolation_level="AUTOCOMMIT")
        with settled.connect() as connection:
            connection.execute(text("VACUUM ANALYZE"))
            connection.execute(text("CHECKPOINT"))


def change(connection: Connection, many: int, seed: int) -> None:
    """Let people of the open wave change one rating each: no value stays what it was."""
    draw = np.random.default_rng(seed)
    ids = connection.scalars(select(Response.id).where(Response.wave_id == len(WAVES))).all()
    chosen = [int(one) for one in draw.choice(ids, many, replace=False)]
    for key in chosen:
        given = connection.scalar(select(Response.answers).where(Response.id == key)) or ""
        place = int(draw.integers(len(given)))
        new = str(1 + int(given[place]) % 5) if given[place].isdigit() else "3"
        answers = given[:place] + new + given[place + 1 :]
        connection.execute(
            update(Response).where(Response.id == key).values(answers=answers, changed=True)
        )


def texts(folder: Path) -> Texts:
    """The words of the house, with names for the cities of this country."""
    for language in LANGUAGES:
        source = resources.files("locales") / language
        with resources.as_file(source) as path:
            shutil.copytree(path, folder / language)
        names = "".join(f"city-{city} = City {city[1:]}\n" for city in CITIES)
        (folder / language / "country.ftl").write_text(names, encoding="utf-8")
    return Texts(folder)


def _waves(connection: Connection) -> None:
    for number, name in enumerate(WAVES):
        begun = BEGUN + timedelta(days=180 * number)
        closed = None if name == WAVES[-1] else begun + timedelta(days=LENGTH)
        connection.execute(
            insert(Wave).values(
                id=number + 1,
                name=name,
                instrument=INSTRUMENT.name,
                opened_at=begun,
                closed_at=closed,
            )
        )


def _people(numbers: range) -> Iterator[dict[str, object]]:
    for number in numbers:
        yield {
            "id": number,
            "pseudonym": f"{number:032x}",
            "token": f"{number:016x}",
            "place": "done",
            "turn": 0,
            "spoken": 0,
            "created_at": BEGUN,
        }


def _responses(
    draw: np.random.Generator, numbers: NDArray[np.int64], many: int
) -> Iterator[dict[str, object]]:
    size = len(numbers)
    each = many // len(WAVES) + 1
    waves = numbers // each
    # The second half of a wave's people are the first half of the next one's.
    people = 1 + (waves * each // 2) + numbers % each
    weights = 1 / np.arange(1, len(CITIES) + 1) ** 0.7
    # A city is the person's, so that nobody rates one twice in a wave.
    cities = np.searchsorted(np.cumsum(weights) / weights.sum(), (people * 0.618034) % 1)
    groups = np.searchsorted(np.cumsum(SHARES), (people * 0.754878) % 1).clip(0, len(SHARES) - 1)
    tongues = draw.choice(3, size, p=(0.55, 0.42, 0.03))
    answers = _answers(draw, size, cities)
    shown = np.array(["k", "r", "e"], "S1").view(np.uint8)[tongues]
    spoken = np.where(answers == ord("."), ord("."), shown[:, None]).astype(np.uint8)
    begun = draw.integers(0, LENGTH * 86_400, size)
    lasted = draw.integers(150, 1500, size)
    for row in range(size):
        given = answers[row].tobytes().decode()
        complete = "." not in given
        started = BEGUN + timedelta(days=180 * int(waves[row]), seconds=int(begun[row]))
        group = GROUPS[groups[row]]
        yield {
            "id": int(numbers[row]) + 1,
            "respondent_id": int(people[row]),
            "wave_id": int(waves[row]) + 1,
            "city": CITIES[cities[row]],
            "stakeholder_group": group,
            "language": LANGUAGES[tongues[row]],
            "answers": given,
            "languages": spoken[row].tobytes().decode(),
            "complete": complete,
            "started_at": started,
            "completed_at": started + timedelta(seconds=int(lasted[row])) if complete else None,
            "instrument": INSTRUMENT.name,
            "changed": False,
            "counted_group": group,
            "counted_answers": given,
            "counted_complete": complete,
        }


def _answers(draw: np.random.Generator, size: int, cities: NDArray[np.int64]) -> Bytes:
    """Ratings that lean towards their city's own mean, with non-answers and break-offs."""
    items = len(INSTRUMENT.items)
    means = 1.4 + 2.2 * np.modf(cities * 0.381966)[0]
    ratings = np.rint(draw.normal(means[:, None], 0.9, (size, items))).clip(1, 5).astype(np.int64)
    codes = CODES[ratings - 1]
    absent = draw.random((size, items)) < SILENT
    codes = np.where(absent, CODES[draw.integers(5, 7, (size, items))], codes)
    reached = np.where(draw.random(size) < STOPPED, draw.integers(1, items, size), items)
    codes = np.where(np.arange(items) >= reached[:, None], ord("."), codes)
    return np.ascontiguousarray(codes, np.uint8)


def _copy(connection: Connection, table: type, rows: Iterator[dict[str, object]]) -> None:
    """Insert rows: on PostgreSQL by COPY, which is twenty times faster."""
    if connection.dialect.name == "sqlite":
        connection.execute(insert(table), list(rows))
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    first, *others = rows
    names = ", ".join(first)
    with driver.cursor() as cursor:
        target = table.__tablename__  # type: ignore[attr-defined]
        with cursor.copy(f"COPY {target} ({names}) FROM STDIN") as copy:
            for row in (first, *others):
                copy.write_row(list(row.values()))
