"""Weighted indices are what R's survey package gives, and no group is dropped in silence."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import weights
from scoring.groups import GROUPS
from scoring.instrument import Instrument
from scoring.tally import Layout
from scoring.weights import exact, exact_equal, profile
from tests.vectors import R, answers, close, groups, of_index, rows, tallied, tally


@pytest.mark.parametrize("cell", R["weights"])
def test_the_equal_index_is_what_r_gives(cell: str) -> None:
    """Value, error, interval, design effect and effective n agree with survey::svymean."""
    city, name = cell.split("|")
    expected = R["weights"][cell]
    parts = of_index(groups("vectors.csv", city), name)
    found = weights.equal(parts)
    assert found.value == close(expected["equal_groups"])
    assert found.se == close(expected["equal_groups_se"])
    assert found.df == expected["df"]
    assert (found.low, found.high) == close((expected["lo"], expected["hi"]))
    assert found.deff == close(expected["kish_deff"])
    assert found.n_eff == close(expected["n_eff"])
    # Four ICT professionals are too few behind a published figure.
    assert (found.thin, found.publishable) == (("ict",), False)
    equal = exact_equal(parts)
    assert equal is not None
    assert float(equal) == close(expected["equal_groups"])
    assert {g: float(exact(t)) for g, t in parts.items()} == close(expected["group_index"])


@pytest.mark.parametrize("cell", R["weights"])
def test_known_shares_give_rs_raked_mean(cell: str) -> None:
    """With the cells' shares that raking found in R, the weighted mean and n_eff are R's."""
    city, name = cell.split("|")
    expected = R["weights"][cell]
    people = [row for row in rows("vectors.csv") if row["city"] == city]
    texts: dict[str, list[str]] = {}
    for row in people:
        kind = f"{row['stakeholder_group']}|{row['language']}"
        texts.setdefault(kind, []).append(answers(row))
    parts = {kind: tallied(some).index(name) for kind, some in texts.items()}
    shares = {kind: R["rake_cells"][kind] * len(some) for kind, some in texts.items()}
    # One person alone has no spread, so there is no error and no figure: the mean by hand.
    assert min(part.n for part in parts.values()) == 1
    assert weights.to_shares(parts, shares).value is None
    each = weights.weights({kind: part.n for kind, part in parts.items()}, shares)
    people_in = {kind: part.n for kind, part in parts.items()}
    whole = sum(each[kind] * n for kind, n in people_in.items())
    mean = sum(each[kind] * n * float(exact(parts[kind])) for kind, n in people_in.items()) / whole
    assert mean == pytest.approx(expected["raked"], rel=1e-8)
    squares = sum(each[kind] ** 2 * n for kind, n in people_in.items())
    assert whole**2 / squares == pytest.approx(expected["raked_n_eff"], rel=1e-8)


def test_shares_as_they_came_change_nothing() -> None:
    """Weighted to its own composition, a sample has the plain index and no design effect."""
    parts = of_index(groups("vectors.csv", "shu"), "SI")
    found = weights.to_shares(parts, {group: part.n for group, part in parts.items()})
    assert found.value == close(R["weights"]["shu|SI"]["unweighted"])
    assert found.deff == close(1)


def test_an_absent_group_leaves_no_figure() -> None:
    """A group of one or none is named and takes the figure away; it is never left out."""
    parts = of_index(groups("vectors.csv", "shu"), "SI")
    nobody = Layout(parts_instrument()).zero().index("SI")
    found = weights.equal({**parts, "ict": nobody})
    assert (found.value, found.low, found.n_eff) == (None, None, None)
    assert found.thin == ("ict",)
    assert exact_equal({**parts, "ict": nobody}) is None
    with pytest.raises(ValueError, match="every group needs a share"):
        weights.to_shares(parts, dict.fromkeys(GROUPS[1:], 1))
    with pytest.raises(ValueError, match="every group needs a share"):
        weights.to_shares(parts, {**dict.fromkeys(GROUPS, 1), "ict": 0})


def parts_instrument() -> Instrument:
    return tally("vectors.csv", "shu").layout.instrument


def test_a_sample_that_does_not_vary_claims_no_certainty() -> None:
    """Where everybody says the same there is a value, but no interval."""
    parts = {group: tallied(["3" * 23] * 6).index("GC") for group in GROUPS}
    found = weights.equal(parts)
    assert (found.value, found.low, found.high) == (50, None, None)


def test_respondents_weights_have_mean_one() -> None:
    """A respondent of a group of half its share counts twice; the mean weight is 1."""
    counts = Counter(a=10, b=30)
    found = weights.weights(counts, {"a": 0.5, "b": 0.5})
    assert found == {"a": 2.0, "b": pytest.approx(2 / 3)}
    assert sum(found[g] * counts[g] for g in counts) == pytest.approx(40)
    assert weights.weights({"a": 3, "b": 0}, {"a": 1, "b": 1})["b"] == 0


def test_the_papers_sample_has_the_papers_profile() -> None:
    """The paper's 9/5/4/23/12: J' .881, D .260, and society, 43.4%, is dominant."""
    found = profile(dict(zip(GROUPS, (9, 5, 4, 23, 12), strict=True)))
    assert (found.n, found.dominant) == (53, "society")
    assert found.evenness == pytest.approx(0.881, abs=5e-4)
    assert found.dissimilarity == pytest.approx(0.260, abs=5e-4)


def test_a_profile_has_its_ends() -> None:
    """Even groups: J' 1 and D 0. One group of five: J' 0 and D .8. Nobody: nothing. 40%: silent."""
    even = profile(dict.fromkeys(GROUPS, 7))
    assert (even.evenness, even.dissimilarity, even.dominant) == (close(1), close(0), None)
    lone = profile({**dict.fromkeys(GROUPS, 0), "ict": 9})
    assert (lone.evenness, lone.dissimilarity, lone.dominant) == (0, close(0.8), "ict")
    assert profile(dict.fromkeys(GROUPS, 0)).evenness is None
    assert profile({"a": 4, "b": 3, "c": 3}).dominant is None
    wanted = profile({"a": 4, "b": 3, "c": 3}, {"a": 4, "b": 3, "c": 3})
    assert wanted.dissimilarity == close(0)


@settings(deadline=None)
@given(st.lists(st.text("12345?", min_size=23, max_size=23), min_size=4, max_size=9), st.randoms())
def test_the_order_of_respondents_does_not_matter(people: list[str], chance: random.Random) -> None:
    """Shuffled respondents, and groups in another order, give the same digits."""
    half = len(people) // 2
    parts = {"a": people[:half], "b": people[half:]}
    one = {g: tallied(some).index("SI") for g, some in parts.items()}
    other = {g: tallied(chance.sample(parts[g], len(parts[g]))).index("SI") for g in ("b", "a")}
    assert weights.equal(one) == weights.equal(other)
    equal = exact_equal(one)
    assert equal is None or isinstance(equal, Fraction)
