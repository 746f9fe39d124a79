"""Both databases give the same files, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.digests import twofold
from bot.digests.newsroom import Newsroom
from bot.office import Office
from bot.settings import Settings
from bot.texts import Texts
from tests import survey
from tests.databases import DATABASES, migrated
from tests.survey import INSTRUMENT, reference

NOW = datetime(2025, 12, 1, 12, tzinfo=UTC)
TEXTS = Texts()
KEY = b"a key of the test's own"
SAME = {city: city for city in ("shu", "ayagoz", "shalkar")}
NAMES = {"shu": "sa", "ayagoz": "ta", "shalkar": "za"}
"""Codes whose order is another one in an Estonian dictionary: there z comes before t."""


@contextmanager
def filled(kind: str, folder: Path, names: Mapping[str, str] = SAME) -> Iterator[Office]:
    """An office over an archive in which people came back, and some of them rated two cities."""
    first, second = reference(), reference("vectors_wave2.csv")
    also = [{**row, "city": city} for row in first if row["city"] == "shu" for city in NAMES]
    rows = [*first, *second, *(row for row in also if row["city"] != "shu")]
    chosen = Settings()
    with migrated(kind, folder) as archive:
        with archive.begin() as connection:
            survey.fill(connection, [{**row, "city": names[row["city"]]} for row in rows])
        yield Office(archive, INSTRUMENT, chosen, Newsroom(TEXTS, chosen))


def files(office: Office, folder: Path, tier: str) -> dict[str, bytes]:
    """An export's files."""
    survey.exported(office, folder, NOW, key=KEY, tier=tier, formats=("csv",))
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.postgresql
@pytest.mark.parametrize("tier", ["shared", "internal"])
def test_an_export_is_the_same_from_either_database(tmp_path: Path, tier: str) -> None:
    """The same record and key give the same files from both, and again from either."""
    with filled("sqlite", tmp_path) as one, filled("postgresql", tmp_path) as other:
        found = files(one, tmp_path / "sqlite", tier)
        assert files(other, tmp_path / "postgresql", tier) == found
        assert files(other, tmp_path / "again", tier) == found
    assert found["responses.csv"].count(b"\n") > 200
    assert b"paired-t" in found["statistics.csv"]


@pytest.mark.parametrize("kind", DATABASES)
def test_pairs_are_in_the_order_of_codes(tmp_path: Path, kind: str) -> None:
    """Who rated two cities, or came back, is found by codes, also where a database has a tongue."""
    with filled(kind, tmp_path, NAMES) as office:
        if kind == "postgresql":
            with office.archive.begin() as connection:
                spoken = 'ALTER TABLE response ALTER city TYPE varchar(32) COLLATE "et-x-icu"'
                connection.execute(text("DROP VIEW answer"))
                connection.execute(text(spoken))
        with office.archive.read() as connection:
            raters = dict(twofold.raters(connection, 1, INSTRUMENT))
            returning = dict(twofold.returning(connection, 1, 2, INSTRUMENT))
    assert list(raters) == sorted(raters) == [("sa", "ta"), ("sa", "za"), ("ta", "za")]
    assert {len(pairs) for found in raters.values() for pairs in found.values()} == {18}
    assert list(returning) == sorted(returning)
