"""The paper's method gives the paper's tables, cell by cell, and rounds half up."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import paper
from scoring.instrument import load
from scoring.tally import Layout

REFERENCE = Path(__file__).parent / "reference"
EXPECTED: dict[str, Any] = json.loads((REFERENCE / "expected_paper_method.json").read_text())

# Tables 2-4 as printed: item scores, total, maximum, percent.
TABLES = {
    ("shu", "SCRI"): ((2, 2, 2, 3, 3, 1, 2), 15, 35, 43),
    ("ayagoz", "SCRI"): ((1, 2, 2, 2, 2, 1, 1), 11, 35, 31),
    ("shalkar", "SCRI"): ((2, 2, 2, 2, 2, 1, 1), 12, 35, 34),
    ("shu", "SI"): ((3, 3, 3, 2, 2, 3, 3, 3), 22, 40, 55),
    ("ayagoz", "SI"): ((2, 2, 2, 1, 1, 2, 2, 2), 14, 40, 35),
    ("shalkar", "SI"): ((2, 2, 2, 1, 1, 2, 2, 2), 14, 40, 35),
    ("shu", "GC"): ((3,) * 8, 24, 40, 60),
    ("ayagoz", "GC"): ((2,) * 8, 16, 40, 40),
    ("shalkar", "GC"): ((2,) * 8, 16, 40, 40),
}


def answers_of(file: str, city: str) -> list[str]:
    with (REFERENCE / file).open(newline="") as lines:
        items = [item.id for item in load().items]
        rows = [row for row in csv.DictReader(lines) if row["city"] == city]
    return ["".join(row[item] for item in items) for row in rows]


def scored(answers: Sequence[str], index: str) -> paper.PaperScore:
    layout = Layout(load())
    cell = layout.tally(layout.count(answers, [True] * len(answers))).index(index)
    return paper.score(cell.sums, cell.counts)


def item_score(ratings: Sequence[int]) -> int | None:
    return paper.score([sum(ratings)], [len(ratings)]).items[0]


@pytest.mark.parametrize("file", ["vectors.csv", "vectors_onecity.csv"])
@pytest.mark.parametrize(("city", "index"), TABLES)
def test_the_published_tables_are_reproduced(file: str, city: str, index: str) -> None:
    """Answers whose means are the published ones give every printed cell of Tables 2-4."""
    answers = answers_of(file, city)
    items, total, maximum, percent = TABLES[city, index]
    assert scored(answers, index) == paper.PaperScore(items, total, maximum, percent)
    expected = EXPECTED["paper_method"][f"{file}|{city}|{index}"]
    assert expected == {
        "n": len(answers),
        "items": list(items),
        "total": total,
        "max": maximum,
        "percent": percent,
    }


@pytest.mark.parametrize("case", EXPECTED["edge"]["rounding_mean"])
def test_a_mean_is_rounded_half_up(case: dict[str, Any]) -> None:
    """Ties go up, where Python's own rounding goes to even."""
    assert Fraction(sum(case["ratings"]), len(case["ratings"])) == Fraction(case["mean"])
    assert round(Fraction(case["mean"])) == case["bankers"]
    assert item_score(case["ratings"]) == case["half_up"]


@pytest.mark.parametrize("case", [c for c in EXPECTED["edge"]["rounding_percent"] if "max" in c])
def test_a_percent_is_rounded_half_up(case: dict[str, Any]) -> None:
    """Of a maximum of 40 every odd total is a tie."""
    assert Fraction(100 * case["total"], case["max"]) == Fraction(case["exact"])
    assert paper.half_up(100 * case["total"], case["max"]) == case["half_up"]


def test_rounding_can_turn_an_order_round() -> None:
    """A city may lead on paper and trail unrounded: the method must not hide it by floats."""
    case = EXPECTED["edge"]["reversal"]
    for city, place in [("A", 0), ("B", 1)]:
        sums = case[f"city{city}_item_sums_n10"]
        found = paper.score(sums, [10] * 7)
        assert list(found.items) == case[f"paper_{city}"]
        assert found.total == case["paper_total"][place]
        assert sum(sums) / 10 == case["unrounded_total"][place]


def test_everybody_at_the_bottom_is_twenty_percent() -> None:
    """The percent's floor is 20, not 0."""
    ratings = EXPECTED["edge"]["degenerate"]["ratings"]
    found = paper.score([sum(ratings)] * 8, [len(ratings)] * 8)
    assert found == paper.PaperScore((1,) * 8, 8, 40, 20)


@pytest.mark.parametrize("cell", EXPECTED["edge"]["published_bounds"])
def test_what_the_print_hides_has_the_known_bounds(cell: str) -> None:
    """The smallest and largest unrounded totals that print a row are half a point an item away."""
    city, index = cell.split("|")
    items = TABLES[city, index][0]
    bounds = EXPECTED["edge"]["published_bounds"][cell]
    lowest = [max(100, 100 * item - 50) for item in items]
    assert sum(lowest) / 100 == bounds["total_unrounded"][0]
    assert paper.score(lowest, [100] * len(items)).items == items
    beyond = [100 * item + 50 for item in items]
    assert sum(beyond) / 100 == bounds["total_unrounded"][1]
    assert paper.score(beyond, [100] * len(items)).items == tuple(item + 1 for item in items)


def test_an_item_without_ratings_leaves_no_total() -> None:
    """A non-answer is missing, never a number."""
    assert paper.score([0, 5], [0, 2]) == paper.PaperScore((None, 3), None, 10, None)
    assert paper.score([], []) == paper.PaperScore((), None, 0, None)


def test_sums_and_counts_must_match() -> None:
    """Two lists of different lengths are a mistake, not a shorter index."""
    with pytest.raises(ValueError, match="shorter"):
        paper.score([3, 4], [1])


@pytest.mark.parametrize("denominator", [0, -2])
def test_a_mean_of_nobody_is_refused(denominator: int) -> None:
    """There is no rounding without a positive count."""
    with pytest.raises(ValueError, match="must be positive"):
        paper.half_up(3, denominator)


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**30))
def test_half_up_is_exact(numerator: int, denominator: int) -> None:
    """Half up on integers equals floor(x + 1/2) on exact fractions, whatever the size."""
    exact = floor(Fraction(numerator, denominator) + Fraction(1, 2))
    assert paper.half_up(numerator, denominator) == exact


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_a_tie_goes_up(whole: int, denominator: int) -> None:
    """Whole and a half rounds to the next whole, below zero too."""
    assert paper.half_up((2 * whole + 1) * denominator, 2 * denominator) == whole + 1
