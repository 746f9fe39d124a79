"""Agreement among raters and coders is what R gives, with codes missing too."""

from __future__ import annotations

import random
from math import fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.agreement import Accord, Metric, deviation, krippendorff
from tests.vectors import CELLS, CITIES, FILES, ITEMS, R, close, rows, tally


@pytest.mark.parametrize(("design", "cell"), CELLS)
def test_the_average_deviation_is_what_r_gives(design: str, cell: str) -> None:
    """AD_M, averaged over an index's items, agrees with R's multilevel::ad.m."""
    city, name = cell.split("|")
    found = tally(FILES[design], city)
    items = [item for item in ITEMS if item.rstrip("12345678") == name]
    each = [deviation(found.item(item)).value for item in items]
    assert None not in each
    mean = fsum(value for value in each if value is not None) / len(items)
    assert mean == close(R[design][cell]["ad_m_j"])


@pytest.mark.parametrize(
    ("ratings", "value", "accord"),
    [
        ("33333", 0.0, Accord.AGREE),
        ("11155555", 15 / 8, Accord.SPLIT),
        ("222222444444" + "3" * 2, 6 / 7, Accord.SPLIT),
        # Exactly at the cut-off of 5/6: five of six are a point away from the mean.
        ("222223344444", 5 / 6, Accord.AGREE),
        ("1155", 2.0, None),
        ("", None, None),
    ],
)
def test_the_word_follows_from_the_cut_off(
    ratings: str, value: float | None, accord: Accord | None
) -> None:
    """Up to 5/6 people agree, above it they are split; fewer than five have no word."""
    counts = {code: ratings.count(code) for code in "12345"} | {"?": 9, "-": 9, ".": 9}
    found = deviation(counts)
    assert (found.n, found.accord) == (len(ratings), accord)
    assert found.value == (None if value is None else pytest.approx(value, abs=1e-15))


def table() -> list[list[int | None]]:
    """The 69 city-items of the vectors, a column a rater."""
    everyone = {
        (row["city"], item): [int(r[item]) for r in rows("vectors.csv") if r["city"] == row["city"]]
        for row in rows("vectors.csv")[: len(CITIES)]
        for item in ITEMS
    }
    return [list(codes) for codes in everyone.values()]


@pytest.mark.parametrize("metric", Metric)
def test_krippendorffs_alpha_is_what_r_gives(metric: Metric) -> None:
    """Nominal and ordinal alpha of raters by city-items agree with R."""
    assert krippendorff(table(), metric) == close(R["agreement"][f"kripp_{metric.value}"])


# Krippendorff's own example, "Computing Krippendorff's Alpha-Reliability" (2011): 12 units,
# four coders, with codes missing.
EXAMPLE = ["1.11", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", ".555"]
EXAMPLE += ["..11", "..3."]


def parsed(units: list[str]) -> list[list[int | None]]:
    return [[None if code == "." else int(code) for code in unit] for unit in units]


@pytest.mark.parametrize(("metric", "alpha"), [(Metric.NOMINAL, 0.743), (Metric.ORDINAL, 0.815)])
def test_krippendorffs_own_example_comes_out(metric: Metric, alpha: float) -> None:
    """The published example with missing codes gives the published values."""
    assert krippendorff(parsed(EXAMPLE), metric) == pytest.approx(alpha, abs=5e-4)


def test_alpha_needs_pairs_and_two_codes() -> None:
    """Perfect agreement is 1; without pairs, or with one code only, there is no alpha."""
    assert krippendorff(parsed(["11", "22", "33"]), Metric.ORDINAL) == 1
    for units in ([], ["1.", ".2"], ["11", "11"]):
        assert krippendorff(parsed(units), Metric.NOMINAL) is None


CODES = st.lists(st.lists(st.sampled_from([None, 1, 2, 3]), min_size=3, max_size=3), max_size=9)


@settings(deadline=None)
@given(CODES, st.sampled_from(Metric), st.randoms())
def test_neither_units_nor_coders_have_an_order(
    units: list[list[int | None]], metric: Metric, chance: random.Random
) -> None:
    """Shuffled units, and coders shuffled within each, give the same digits."""
    shuffled = [chance.sample(unit, len(unit)) for unit in chance.sample(units, len(units))]
    assert krippendorff(shuffled, metric) == krippendorff(units, metric)
