"""The precise method gives R's numbers, and its influence-value formula with answers missing."""

from __future__ import annotations

import csv
import json
import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import index
from scoring.index import IndexScore
from scoring.instrument import load
from scoring.interval import dirichlet_interval, t_interval
from scoring.tally import Layout, Tally

REFERENCE = Path(__file__).parent / "reference"
R: dict[str, Any] = json.loads((REFERENCE / "reference.json").read_text())
FILES = {"all_cities": "vectors.csv", "one_city": "vectors_onecity.csv"}
CELLS = [(design, cell) for design in FILES for cell in R[design]]
ITEMS = [item.id for item in load().items]


def tallied(answers: list[str]) -> Tally:
    layout = Layout(load())
    return layout.tally(layout.count(answers, [True] * len(answers)))


def tally_of(file: str, city: str, group: str | None = None) -> Tally:
    with (REFERENCE / file).open(newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["city"] == city]
    wanted = [row for row in rows if group in (None, row["stakeholder_group"])]
    return tallied(["".join(row[item] for item in ITEMS) for row in wanted])


@pytest.mark.parametrize(("design", "cell"), CELLS)
def test_an_index_is_what_r_gives(design: str, cell: str) -> None:
    """Value, total, percent and interval of every index agree with R to 1e-9."""
    city, name = cell.split("|")
    expected = R[design][cell]
    found = index.score(tally_of(FILES[design], city).index(name))
    assert found.n == expected["n"]
    assert found.value == pytest.approx(expected["index_arith"], rel=1e-9, abs=1e-9)
    assert found.total == pytest.approx(expected["total_unrounded"], rel=1e-9, abs=1e-9)
    assert found.percent_of_maximum == pytest.approx(
        expected["percent_of_max_unrounded"], rel=1e-9, abs=1e-9
    )
    assert (found.low, found.high) == pytest.approx(
        (expected["index_ci"]["lo"], expected["index_ci"]["hi"]), rel=1e-9, abs=1e-9
    )
    assert not found.incomplete
    error = index.standard_error(tally_of(FILES[design], city).index(name))
    assert error == pytest.approx(25 * expected["composite"]["se"], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("design", "cell"), CELLS)
def test_an_item_is_what_r_gives(design: str, cell: str) -> None:
    """Sums, means, deviations and t intervals of every item agree with R to 1e-9."""
    city, name = cell.split("|")
    expected = R[design][cell]
    tally = tally_of(FILES[design], city)
    section = tally.index(name)
    assert list(section.sums) == expected["item_sums"]
    for place, item in enumerate(section.index.items):
        counts = tally.item(item.id)
        found = index.item(counts)
        assert found.mean == pytest.approx(expected["item_means"][place], rel=1e-9, abs=1e-9)
        assert found.sd == pytest.approx(expected["item_sd"][place], rel=1e-9, abs=1e-9)
        interval = expected["item_ci"][place]
        plain = index.item_t_interval(counts)
        assert plain == pytest.approx((interval["lo"], interval["hi"]), rel=1e-9, abs=1e-9)
        assert found.mean is not None
        if 1.25 < found.mean < 4.75:
            assert (found.low, found.high) == plain
        else:
            assert (found.low, found.high) == dirichlet_interval(found.counts)


@pytest.mark.parametrize("cell", R["weights"])
def test_a_groups_index_is_what_r_gives(cell: str) -> None:
    """Each stakeholder group's index agrees with R, whatever its size."""
    city, name = cell.split("|")
    for group, expected in R["weights"][cell]["group_index"].items():
        found = index.score(tally_of("vectors.csv", city, group).index(name))
        assert found.value == pytest.approx(expected, rel=1e-9, abs=1e-9)
        assert found.incomplete == (found.n < 5)


@pytest.mark.parametrize("cell", R["trend"])
def test_the_second_wave_is_what_r_gives(cell: str) -> None:
    """The index of the second wave agrees with R."""
    city, name = cell.split("|")
    found = index.score(tally_of("vectors_wave2.csv", city).index(name))
    assert found.value == pytest.approx(R["trend"][cell]["w2"], rel=1e-9, abs=1e-9)


def test_the_published_integers_give_the_published_index() -> None:
    """Respondents who all answer the printed scores give the index of the printed scores."""
    answers = "2223312" + "33322333" + "33333333"
    tally = tallied([answers] * 20)
    values = [index.score(tally.index(name)).value for name in ("SCRI", "SI", "GC")]
    assert values == pytest.approx([28.571428571, 43.75, 50.0])


RATINGS = st.sampled_from("1122334455?-.")
SHORT = st.lists(st.text(RATINGS, min_size=7, max_size=7), min_size=2, max_size=12)


def squared_error(rows: list[str]) -> Fraction | None:
    """SE² by the formula of §2.2, person by person, in exact fractions."""
    x = [[int(c) if c.isdigit() else None for c in row] for row in rows]
    x = [row for row in x if any(value is not None for value in row)]
    n, many = len(x), 7
    columns = [[row[j] for row in x if row[j] is not None] for j in range(many)]
    if n < 2 or not all(columns):
        return None
    means = [Fraction(sum(v for v in c if v is not None), len(c)) for c in columns]
    total = Fraction(0)
    for row in x:
        u = Fraction(0)
        for j, value in enumerate(row):
            if value is not None:
                u += (value - means[j]) * Fraction(n, many * len(columns[j]))
        total += u * u
    return 625 * total / (n - 1) / n


@given(SHORT)
def test_the_error_from_pairs_is_the_error_person_by_person(rows: list[str]) -> None:
    """Whatever is missing, the tally's pairs give the influence-value formula's result."""
    cell = tallied([row + "." * 16 for row in rows]).index("SCRI")
    expected = squared_error(rows)
    if expected is None:
        found = index.score(cell)
        assert found.low is None
        assert found.high is None
    else:
        error = index.standard_error(cell)
        assert error is not None
        # Squared: a root turns a rounding of 1e-17 into 1e-9.
        assert error**2 == pytest.approx(float(expected), rel=1e-12, abs=1e-12)


def test_the_error_is_close_to_the_jackknife() -> None:
    """With a tenth of the answers missing, leaving one person out at a time agrees within 1 %."""
    with (REFERENCE / "vectors.csv").open(newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["city"] == "shu"]
    answers = [
        "".join("?" if (7 * i + 3 * j) % 10 == 0 else row[item] for j, item in enumerate(ITEMS))
        for i, row in enumerate(rows)
    ]
    whole = tallied(answers)
    for name in ("SCRI", "SI", "GC"):
        values = []
        for text in answers:
            value = index.score((whole - tallied([text])).index(name)).value
            assert value is not None
            values.append(value)
        n = len(values)
        centre = math.fsum(values) / n
        jackknife = math.sqrt((n - 1) / n * math.fsum((v - centre) ** 2 for v in values))
        assert index.standard_error(whole.index(name)) == pytest.approx(jackknife, rel=0.01)


def test_the_order_of_answers_changes_no_digit() -> None:
    """The score is a function of integers: shuffled rows give the same bits."""
    rows = ["1234512" + "." * 16, "55?4-.1" + "." * 16, "2211334" + "." * 16, "4" * 23]
    assert index.score(tallied(rows).index("SCRI")) == index.score(
        tallied(rows[::-1]).index("SCRI")
    )


def test_an_interval_stays_on_the_scale() -> None:
    """An interval is clipped to 0-100."""
    found = index.score(tallied(["1" * 23, "1" * 23, "3" * 23]).index("SI"))
    assert found.low == 0
    assert found.value == pytest.approx(100 / 6)
    high = index.score(tallied(["5" * 23, "5" * 23, "3" * 23]).index("SI")).high
    assert high == 100


def test_unanimity_is_not_shown_as_certainty() -> None:
    """Without variation an index has no interval, and an item has one of some width."""
    tally = tallied(["1" * 23] * 12)
    found = index.score(tally.index("GC"))
    assert (found.value, found.low, found.high) == (0, None, None)
    item = index.item(tally.item("GC1"))
    assert (item.mean, item.sd) == (1, 0)
    assert item.low is not None
    assert item.high is not None
    assert item.low < item.high
    assert item.high > 1.5


def test_one_person_has_a_value_and_no_interval() -> None:
    """A single respondent gives a value; a spread needs two."""
    found = index.score(tallied(["1234512" + "3" * 16]).index("SCRI"))
    assert found.n == 1
    assert found.value is not None
    assert found.low is None
    assert index.item({"4": 1}).sd is None


def test_nobody_has_nothing() -> None:
    """An empty cell has no figures at all, and is incomplete."""
    empty = Layout(load()).zero()
    assert index.score(empty.index("SI")) == IndexScore(0, None, None, None, None, None, True)
    found = index.item(empty.item("SI1"))
    assert (found.n, found.mean, found.low) == (0, None, None)
    with pytest.raises(ValueError, match="no rating"):
        index.standard_error(empty.index("SI"))


@pytest.mark.parametrize(
    ("item_n", "index_n", "shown"),
    [(5, 5, True), (4, 4, False), (5, 10, True), (5, 11, False), (27, 53, True), (26, 53, False)],
)
def test_an_item_needs_five_ratings_and_half_the_people(
    item_n: int, index_n: int, shown: bool
) -> None:
    """An item is shown from max(5, n/2) ratings on, and the index when all its items are."""
    assert index.enough(item_n, index_n) is shown
    rows = ["1234512" + "." * 16] * item_n + ["?234512" + "." * 16] * (index_n - item_n)
    assert index.score(tallied(rows).index("SCRI")).incomplete is not shown


def test_non_answers_never_enter_a_mean() -> None:
    """Don't know, skipped and not reached leave mean and interval as they are."""
    ratings = {"1": 3, "2": 8, "3": 7, "4": 2}
    assert index.item(ratings | {"?": 40, "-": 9, ".": 11}) == index.item(ratings)


def test_a_t_interval_needs_two() -> None:
    """One observation has no interval, and says so."""
    with pytest.raises(ValueError, match="at least two"):
        t_interval(3.0, 1.0, 1)
    with pytest.raises(ValueError, match="at least two"):
        index.item_t_interval({"3": 1})


@pytest.mark.parametrize(
    "counts",
    [(12, 0, 0, 0, 0), (1, 0, 0, 0, 1), (3, 8, 2, 0, 0), (0, 0, 1, 4, 30), (1, 0, 0, 0, 0)],
)
def test_the_dirichlet_interval_holds_its_share(counts: tuple[int, ...]) -> None:
    """A simulation of the same Dirichlet distribution has its quantiles at the interval's ends."""
    import numpy as np

    low, high = dirichlet_interval(counts)
    draws = np.random.default_rng(2025).dirichlet(np.array(counts) + 0.2, 200_000) @ range(1, 6)
    assert (draws < low).mean() == pytest.approx(0.025, abs=0.002)
    assert (draws > high).mean() == pytest.approx(0.025, abs=0.002)


@given(st.tuples(*[st.integers(0, 200)] * 5))
def test_the_dirichlet_interval_mirrors(counts: tuple[int, ...]) -> None:
    """Turning the scale round turns the interval round, and it never leaves the scale."""
    low, high = dirichlet_interval(counts)
    assert 1 <= low < high <= 5
    assert dirichlet_interval(counts[::-1]) == pytest.approx((6 - high, 6 - low), abs=1e-9)


def test_two_categories_are_a_beta() -> None:
    """With two categories the interval is the beta distribution's, which SciPy knows."""
    from scipy.stats import beta

    for counts in [(7, 2), (0, 4), (500, 3), (1, 1)]:
        low, high = dirichlet_interval(counts)
        a, b = counts[1] + 0.2, counts[0] + 0.2
        assert (low - 1, high - 1) == pytest.approx(beta.ppf([0.025, 0.975], a, b), abs=1e-9)
