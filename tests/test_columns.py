"""What is read as columns is what the rows hold, whatever the rows hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    MetaData,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
)

from storage import columns
from storage.archive import Archive
from storage.columns import NONE, in_columns
from storage.models import UTCDateTime
from tests.databases import DATABASES, fresh

SHEET = Table(
    "sheet",
    MetaData(),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger),
    Column("truth", Boolean),
    Column("word", Text),
    Column("other", Text, nullable=False),
    Column("moment", UTCDateTime),
    Column("born", UTCDateTime, nullable=False),
)
KEYS = st.integers(-(1 << 62), (1 << 63) - 1) | st.integers(0, 9)
NUMBERS = st.none() | st.integers(NONE + 1, (1 << 63) - 1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(1901, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is added
PLAIN = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
ANY = st.characters(exclude_categories=["Cs"])
AWKWARD = (
    "",
    ",",
    '"',
    "[null]",
    "\\u0000",
    "a\r\nb",
    "Шу, «Аягөз»",
    "𝕊\u2028",
    "\x1f\t'",
    " null ",
)


def rows(letters: st.SearchStrategy[str]) -> st.SearchStrategy[dict[int, tuple[Any, ...]]]:
    """Rows by their keys, which are as sparse as they like."""
    words = st.sampled_from(AWKWARD) | st.text(letters, max_size=30)
    values = st.tuples(
        NUMBERS, st.none() | st.booleans(), st.none() | words, words, st.none() | MOMENTS, MOMENTS
    )
    return st.dictionaries(KEYS, values, max_size=40)


@pytest.fixture(name="archive", params=DATABASES)
def _archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    with fresh(request.param, tmp_path) as url:
        archive = Archive(url)
        SHEET.metadata.create_all(archive.engine)
        yield archive
        archive.close()


@pytest.fixture(name="few", autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "BLOCK", 7)


def put(archive: Archive, kept: dict[int, tuple[Any, ...]]) -> None:
    names = SHEET.columns.keys()
    with archive.begin() as connection:
        connection.execute(delete(SHEET))
        for key, values in kept.items():
            row = dict(zip(names, (key, *values), strict=True))
            connection.execute(insert(SHEET), row)


def read(archive: Archive, query: Any) -> list[list[tuple[Any, ...]]]:  # noqa: ANN401 - of any shape
    """The blocks, each as the rows that its columns stand for."""
    with archive.read() as connection:
        return [
            [tuple(row) for row in zip(*map(_listed, found.columns()), strict=True)]
            for found in in_columns(connection, query, SHEET.c.key)
        ]


def _listed(column: Any) -> list[Any]:  # noqa: ANN401 - an array or a list
    if isinstance(column, np.ndarray):
        assert column.dtype == np.int64
        return [None if value == NONE else value for value in column.tolist()]
    assert isinstance(column, list)
    return column


def _told(value: Any) -> Any:  # noqa: ANN401 - a cell
    # Not its timestamp(): as a float the last millionth of a far second is the next one.
    return (value - EPOCH) // timedelta(seconds=1) if isinstance(value, datetime) else value


def _same(archive: Archive, kept: dict[int, tuple[Any, ...]]) -> None:
    put(archive, kept)
    blocks = read(archive, select(SHEET))
    assert sorted(row for block in blocks for row in block) == sorted(
        ((key, *map(_told, values)) for key, values in kept.items()), key=itemgetter(0)
    )
    assert [row[0] for block in map(sorted, blocks) for row in block] == sorted(kept)
    assert all(0 < len(block) <= columns.BLOCK for block in blocks)
    few = select(SHEET.c.other, func.coalesce(SHEET.c.word, "")).where(SHEET.c.number > 0)
    expected = [(v[3], v[2] or "") for v in kept.values() if v[0] is not None and v[0] > 0]
    assert sorted(row for block in read(archive, few) for row in block) == sorted(expected)


QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
BEFORE = datetime(1969, 12, 31, 23, 59, 59, 999999, UTC)
EVERYTHING = {n: (NONE + 1, None, word, word[::-1], None, BEFORE) for n, word in enumerate(AWKWARD)}


@pytest.mark.parametrize("archive", ["sqlite"], indirect=True)
@settings(max_examples=60, suppress_health_check=QUIET)
@given(rows(ANY))
@example(EVERYTHING)
@example({-5: (1, True, "a\0b", "\0", BEFORE, BEFORE)})
@example({1 << 62: (None, False, None, "\0\0", None, BEFORE)})
def test_columns_hold_what_rows_hold(archive: Archive, kept: dict[int, tuple[Any, ...]]) -> None:
    """Any text comes back, absent is not empty, and blocks follow each other by the key."""
    _same(archive, kept)


@pytest.mark.parametrize(
    "archive", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
@settings(max_examples=25, suppress_health_check=QUIET)
@given(rows(PLAIN))
@example(EVERYTHING)
def test_columns_hold_what_rows_hold_on_postgresql(
    archive: Archive, kept: dict[int, tuple[Any, ...]]
) -> None:
    """The same holds on the other database, whose texts have no NUL."""
    _same(archive, kept)


def test_an_empty_table_has_no_block(archive: Archive) -> None:
    """Nothing is given where there is no row, or where the query leaves all out."""
    assert read(archive, select(SHEET)) == []
    put(archive, dict.fromkeys(range(20), (None, None, None, "", None, BEFORE)))
    assert read(archive, select(SHEET).where(SHEET.c.number > 0)) == []
