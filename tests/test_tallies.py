"""Running tallies equal rebuilt ones to the last integer, whatever happened in which order."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, text

from bot.digests.newsroom import Newsroom
from bot.office import Office
from bot.settings import Settings
from bot.texts import Texts
from scoring.groups import GROUPS
from scoring.tally import layouts
from storage import people, record, tallies, waves
from storage.archive import Archive
from storage.models import Contact, Respondent, Response, Tally
from storage.people import Person, Sheet, WaveRow
from storage.record import Change
from storage.tallies import Cell
from tests.databases import DATABASES, migrated
from tests.mailroom import INSTRUMENT, NOW

CITIES = ("shu", "ayagoz")
ANSWERS = st.text(st.sampled_from("12345?-."), min_size=23, max_size=23)
BLOCKS = ("expectations-2022/1", "problems-2022/1")
WIDTHS = dict(zip(BLOCKS, (16, 7), strict=True))
PEOPLE = st.integers(0, 3)

# (verb, its arguments): what may happen between two runs of the job, and the job itself.
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("answer"),
            PEOPLE,
            st.sampled_from(CITIES),
            st.sampled_from(GROUPS[:2]),
            ANSWERS,
            st.booleans(),
        ),
        st.tuples(
            st.just("answer_block"),
            PEOPLE,
            st.sampled_from(CITIES),
            st.sampled_from(GROUPS[:2]),
            ANSWERS,
            st.sampled_from(BLOCKS),
        ),
        st.tuples(st.just("withdraw"), PEOPLE),
        st.tuples(st.just("count"), st.integers(1, 3)),
    ),
    max_size=25,
)
WITHDRAWN_AFTER_COUNTING = [
    ("answer", 0, "shu", GROUPS[0], "5" * 23, True),
    ("answer_block", 0, "shu", GROUPS[0], "53" * 8 + "." * 7, BLOCKS[0]),
    ("count", 1),
    ("answer", 0, "shu", GROUPS[1], "4" * 23, True),
    ("answer_block", 0, "shu", GROUPS[1], "5?34-12" + "." * 16, BLOCKS[1]),
    ("count", 3),
    ("withdraw", 0),
    ("count", 1),
    ("answer", 0, "shu", GROUPS[1], "1" * 23, False),
]


class Field:
    """An office, and people whose answers come and go."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        chosen = Settings()
        self.office = Office(archive, INSTRUMENT, chosen, Newsroom(Texts(), chosen))
        with archive.begin() as connection:
            self.wave: WaveRow = waves.start(connection, "w1", INSTRUMENT.name, NOW)

    def answer(self, who: int, city: str, group: str, answers: str, complete: bool) -> None:
        with self.archive.begin() as connection:
            before = people.people(connection, [str(who)], self.wave).get(str(who))
            after = before or Person(str(who), who, "done")
            known = after.sheets.get(city)
            key = known.id if known else None
            sheet = Sheet(city, group, answers, "k" * 23, "kk", complete, key)
            changed = replace(after, sheets={**after.sheets, city: sheet})
            record.save(connection, [Change(before, changed)], self.wave, NOW)

    def answer_block(self, who: int, city: str, group: str, answers: str, block: str) -> None:
        with self.archive.begin() as connection:
            before = people.people(connection, [str(who)], self.wave).get(str(who))
            after = before or Person(str(who), who, "done")
            known = after.blocks.get((city, block))
            given = answers[: WIDTHS[block]]
            key = known.id if known else None
            sheet = Sheet(city, group, given, "k" * len(given), "kk", True, key, block)
            changed = replace(after, blocks={**after.blocks, (city, block): sheet})
            record.save(connection, [Change(before, changed)], self.wave, NOW)

    def withdraw(self, who: int) -> None:
        with self.archive.begin() as connection:
            found = people.people(connection, [str(who)], self.wave).get(str(who))
            if found:
                record.forget(connection, found, NOW)

    def count(self, limit: int = 1000) -> int:
        with self.archive.begin() as connection:
            return tallies.apply_changes(connection, self.office.recount, limit)

    def running(self) -> dict[Cell, bytes]:
        """The cells in which anybody is counted."""
        with self.archive.read() as connection:
            cells = tallies.every(connection)
        return {cell: counts for cell, counts in cells.items() if any(counts)}

    def standing(self) -> dict[Cell, bytes]:
        """The cells in which anybody would be counted by now."""
        with self.archive.read() as connection:
            cells = self.office.standing(connection)
        return {cell: counts for cell, counts in cells.items() if any(counts)}

    def by_hand(self) -> dict[Cell, bytes]:
        """What the cells should hold, from the responses as they stand."""
        cells: dict[Cell, list[Any]] = {}
        present = text(
            "SELECT wave_id, city, stakeholder_group, instrument, answers, complete FROM response "
            "WHERE respondent_id IS NOT NULL"
        )
        with self.archive.read() as connection:
            for *cell, answers, complete in connection.execute(present):
                wave, city, group, instrument = cell
                cells.setdefault((wave, city, group, instrument), []).append(
                    (answers, bool(complete))
                )
        return {
            (wave, city, group, layout.key): layout.tally(
                layout.count([a for a, _ in rows], [c for _, c in rows])
            ).to_bytes()
            for (wave, city, group, name), rows in cells.items()
            for layout in layouts(self.office.instruments[name])
        }

    def clear(self) -> None:
        with self.archive.begin() as connection:
            for table in (Response, Contact, Respondent, Tally):
                connection.execute(delete(table))


@pytest.fixture(name="field", params=DATABASES)
def _field(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Field]:
    with migrated(request.param, tmp_path) as archive:
        yield Field(archive)


def _happens(field: Field, steps: list[Any]) -> None:
    field.clear()
    for verb, *arguments in [*WITHDRAWN_AFTER_COUNTING, *steps]:
        getattr(field, verb)(*arguments)
        if verb == "count":
            with field.archive.read() as connection:
                assert field.office.verify(connection).different == ()
    before = field.running()
    assert field.standing() == field.by_hand()
    assert field.running() == before, "looking counts nothing"
    while field.count(2):
        pass
    assert field.running() == field.standing() == field.by_hand()
    with field.archive.begin() as connection:
        assert tallies.waiting(connection) == 0
        field.office.replace(connection)
    assert field.running() == field.by_hand()


QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.mark.parametrize("field", ["sqlite"], indirect=True)
@settings(max_examples=60, deadline=None, suppress_health_check=QUIET)
@given(steps=STEPS)
def test_running_tallies_equal_rebuilt_ones(field: Field, steps: list[Any]) -> None:
    """Edits, other groups, withdrawals and returns, counted in whatever chunks, add up.

    Before the last of them is counted, what an export takes in its stead is the same.
    """
    _happens(field, steps)


@pytest.mark.parametrize(
    "field", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
@settings(max_examples=10, deadline=None, suppress_health_check=QUIET)
@given(steps=STEPS)
def test_running_tallies_equal_rebuilt_ones_on_postgresql(field: Field, steps: list[Any]) -> None:
    """The same holds on the other database."""
    _happens(field, steps)


def test_who_withdrew_is_counted_out(field: Field) -> None:
    """After the next job no tally and no row holds anything of a withdrawn answer."""
    field.answer(1, "shu", "ict", "5" * 23, complete=True)
    assert field.count() == 1
    field.withdraw(1)
    assert list(field.running())  # the aggregates are corrected by the next job
    assert field.count() == 1
    assert field.running() == {}
    with field.archive.read() as connection:
        assert "5555" not in repr(connection.execute(text("SELECT * FROM response")).all())
    assert field.count() == 0


def test_a_job_costs_what_changed(field: Field) -> None:
    """What was counted is not looked at again."""
    for who in range(5):
        field.answer(who, "shu", "ict", "5" * 23, complete=True)
    assert [field.count(2), field.count(2), field.count(2), field.count(2)] == [2, 2, 1, 0]
    field.answer(3, "shu", "ict", "4" * 23, complete=True)
    with field.archive.read() as connection:
        assert tallies.waiting(connection) == 1
    assert field.count() == 1


def test_a_job_that_fails_counts_nothing(field: Field) -> None:
    """Tallies and marks change together or not at all."""
    field.answer(1, "shu", "ict", "5" * 23, complete=True)
    with pytest.raises(ZeroDivisionError), field.archive.begin() as connection:
        _count_and_fail(field, connection)
    assert field.running() == {}
    assert field.count() == 1
    assert field.running() == field.by_hand()


def _count_and_fail(field: Field, connection: Connection) -> None:
    assert tallies.apply_changes(connection, field.office.recount) == 1
    raise ZeroDivisionError


def test_jobs_of_many_workers_add_up(field: Field) -> None:
    """Workers that count at once take turns, and none counts what another has."""
    for who in range(30):
        field.answer(who, CITIES[who % 2], GROUPS[who % 5], "35" * 11 + ".", complete=False)
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(field.count, [7] * 6))
    assert sum(done) == 30
    assert field.running() == field.by_hand()


def test_a_wrong_tally_is_found_and_mended(field: Field) -> None:
    """The audit names the cell that differs; a rebuild puts it right."""
    field.answer(1, "shu", "ict", "5" * 23, complete=True)
    field.count()
    with field.archive.begin() as connection:
        zero = field.office.layout.zero().to_bytes()
        cell = (field.wave.id, "shu", "ict", INSTRUMENT.name)
        tallies.replace(connection, {cell: zero})
        assert cell in field.office.verify(connection).different
        assert field.office.replace(connection) == 2  # the second is of the contrasts
        assert field.office.verify(connection).different == ()
    assert field.running() == field.by_hand()
