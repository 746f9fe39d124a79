"""Figures say what the paper says, and nothing about a city where too few answered."""

from __future__ import annotations

import json
import random
from dataclasses import asdict, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.changes import Change, changes
from scoring.figures import (
    CityFigures,
    IndexFigures,
    ItemFigures,
    city_figures,
    read,
)
from scoring.indices import hidden, table
from tests.survey import INSTRUMENT, cells, reference

ORDER = ("shu", "ayagoz", "shalkar")
PAPER = {
    "shu": ((15, 43), (22, 55), (24, 60)),
    "ayagoz": ((11, 31), (14, 35), (16, 40)),
    "shalkar": ((12, 34), (14, 35), (16, 40)),
}


def figures(minimum: int = 5, **changed: str) -> tuple[CityFigures, ...]:
    rows = [{**row, **changed} for row in reference()]
    return city_figures(INSTRUMENT, cells(rows), minimum, ORDER)


def test_the_papers_tables_come_out() -> None:
    """Tables 2 to 4 and the sample of 53 are reproduced to the last digit, in the given order."""
    found = figures()
    assert [city.city for city in found] == list(ORDER)
    for city in found:
        assert tuple((one.total, one.percent) for one in city.indices) == PAPER[city.city]
    assert [item.score for item in found[0].items[:7]] == [2, 2, 2, 3, 3, 1, 2]
    sample = [sum(city.groups[group] for city in found) for group in ("officials", "society")]
    assert sample == [9, 23]
    assert found[0].indices[0].index == pytest.approx(24.80, abs=0.005)
    assert found[0].indices[0].low == pytest.approx(18.37, abs=0.005)
    assert found[0].indices[0].high == pytest.approx(31.23, abs=0.005)


def test_cities_without_a_place_follow_by_code() -> None:
    """The order does not depend on the order in which cells are given."""
    whole = list(cells(reference()).items())
    random.Random(1).shuffle(whole)
    found = city_figures(INSTRUMENT, dict(whole), 5, ("shalkar",))
    assert [city.city for city in found] == ["shalkar", "ayagoz", "shu"]


def test_a_city_below_the_minimum_has_counts_only() -> None:
    """With one person too few, no field about ratings holds anything."""
    for city in figures(minimum=19):
        assert not city.shown
        about_ratings = {"basis", "provisional", "indices", "items", "views", "behind"}
        assert {f.name for f in fields(city) if getattr(city, f.name)} == {
            f.name for f in fields(city)
        } - about_ratings
    assert [city.shown for city in figures(minimum=18)] == [True, True, False]


def test_a_city_of_nobody_is_not_shown_whatever_the_minimum() -> None:
    """Where no one rated anything there is nothing to show, also with a minimum of 0."""
    blank = dict.fromkeys([item.id for item in INSTRUMENT.items], "?")
    for city in figures(0, **blank):
        assert (city.n, city.shown) == (0, False)
        assert city.responses > 0


def test_an_item_with_few_ratings_hides_itself_and_its_index() -> None:
    """A hidden item could be had from the total and the others, so the index goes with it."""
    rows = reference()
    for row in rows:
        if row["city"] == "shu" and int(row["respondent_id"][1:]) > 12:
            row["SI5"] = "?"
    shu = city_figures(INSTRUMENT, cells(rows), 5, ORDER)[0]
    item = next(one for one in shu.items if one.id == "SI5")
    assert 0 < item.n < 5
    assert (item.score, item.mean) == (None, None)
    assert [one.percent is None for one in shu.indices] == [False, True, False]
    assert shu.indices[1].index is None


def test_a_small_city_is_provisional() -> None:
    """Below twice the minimum a city is shown with a warning."""
    assert [city.provisional for city in figures(minimum=9)] == [False, False, True]


NUMBERS = st.integers(0, 99)
MAYBE = st.none() | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(max_size=8)
INDEX = st.builds(
    IndexFigures, TEXTS, NUMBERS, NUMBERS, st.none() | NUMBERS, st.none() | NUMBERS, *[MAYBE] * 4
)
ITEM = st.builds(ItemFigures, TEXTS, TEXTS, NUMBERS, st.none() | NUMBERS, *[MAYBE] * 3)
CITY = st.builds(
    CityFigures,
    city=TEXTS,
    responses=NUMBERS,
    n=NUMBERS,
    complete=NUMBERS,
    groups=st.dictionaries(TEXTS, NUMBERS, max_size=3),
    basis=NUMBERS,
    provisional=st.booleans(),
    indices=st.lists(INDEX, max_size=3).map(tuple),
    items=st.lists(ITEM, max_size=3).map(tuple),
    views=st.dictionaries(TEXTS, st.lists(INDEX, max_size=2).map(tuple), max_size=2),
    behind=st.dictionaries(TEXTS, st.lists(NUMBERS, max_size=3).map(tuple), max_size=2),
)


@given(st.lists(CITY, max_size=4).map(tuple))
def test_json_loses_nothing(found: tuple[CityFigures, ...]) -> None:
    """What is read back equals what was written, to the last bit of every number."""
    assert read(json.loads(json.dumps([asdict(city) for city in found]))) == found


def test_changes_are_differences_where_both_are_known() -> None:
    """An index is compared with itself; a city or index that was not shown has no change."""
    now = figures()
    shu = now[0]
    lower = replace(shu.indices[0], percent=40, index=20.0)
    before = (replace(shu, indices=(lower, *shu.indices[1:])), replace(now[1], indices=()))
    found = changes(now, before)
    assert shu.indices[0].index is not None
    assert found["shu", "SCRI"] == Change(shu.indices[0].index - 20.0, 3)
    assert found["shu", "SI"] == Change(0.0, 0)
    assert found["ayagoz", "SI"] is None
    assert found["shalkar", "GC"] is None
    shorter = replace(shu, indices=(replace(lower, maximum=30),))
    assert changes(now, (shorter,))["shu", "SCRI"] is None


@given(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 12)), st.integers(1, 6))
def test_a_hidden_cell_cannot_be_worked_out(counts: dict[str, int], minimum: int) -> None:
    """Hidden cells are several and hold the minimum together, or nothing at all is shown."""
    veiled = hidden(counts, minimum)
    assert {cell for cell, count in counts.items() if 0 < count < minimum} <= veiled
    together = sum(counts[cell] for cell in veiled)
    shown = [cell for cell, count in counts.items() if count and cell not in veiled]
    assert not veiled or not shown or (len(veiled) > 1 and together >= minimum)


def test_the_papers_groups_are_hidden_as_the_methodology_says() -> None:
    """With a minimum of 5 the ICT people (4) take the planners (5) with them, §3.1."""
    sample = {"officials": 9, "planners": 5, "ict": 4, "society": 23, "researchers": 12}
    assert hidden(sample, 5) == {"ict", "planners"}
    assert hidden({"officials": 3, "planners": 2, "ict": 1, "society": 8, "researchers": 4}, 5) == {
        "officials",
        "planners",
        "ict",
        "researchers",
    }


def test_the_table_hides_an_item_that_differences_would_give_away() -> None:
    """Where a group skipped an item, the others of that item are checked by its own ratings."""
    rows = [row for row in reference() if row["city"] == "shu"]
    for number, row in enumerate(rows):
        row["stakeholder_group"] = "officials" if number < 9 else "planners"
        if number > 10:
            row["GC1"] = "?"  # two planners rated it
    found = list(table(INSTRUMENT, "w", cells(rows), 5, ("officials", "planners")))
    veiled = {(row.stakeholder_group, row.id) for row in found if row.suppressed}
    both = {(group, key) for group in ("officials", "planners") for key in ("GC", "GC1")}
    assert veiled == both
