"""Reliability is what R's psych::alpha gives, and says nothing where nothing can be said."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import shares
from scoring.gates import Audience, comparable, enough_to_test, index_shown, reliability_shown
from scoring.reliability import reliability
from tests.vectors import CELLS, FILES, ITEMS, R, close, tallied, tally


@pytest.mark.parametrize(("design", "cell"), CELLS)
def test_alpha_is_what_r_gives(design: str, cell: str) -> None:
    """Alpha, Feldt's interval, item-rest correlations and alpha without an item agree with R."""
    city, name = cell.split("|")
    expected = R[design][cell]
    found = reliability(tally(FILES[design], city).index(name))
    assert found.n == expected["n"]
    assert [found.low, found.alpha, found.high] == close(expected["alpha_feldt"])
    assert [item.rest_correlation for item in found.items] == close(expected["item_rest_r"])
    assert [item.alpha_without for item in found.items] == close(expected["alpha_if_dropped"])


def test_items_that_share_nothing_have_an_alpha_below_zero() -> None:
    """Alpha is not clipped: below 0 it says that the items do not belong together."""
    found = reliability(tallied([("1515151" + "." * 16), ("5151515" + "." * 16)]).index("SCRI"))
    assert found.alpha is not None
    assert found.alpha < 0


@pytest.mark.parametrize("rows", [[], ["3333333"], ["3333333"] * 9, ["333333?"] * 9])
def test_without_variation_there_is_no_alpha(rows: list[str]) -> None:
    """Nobody, one person, people who all say the same, or none with all items: no figure."""
    found = reliability(tallied([row + "." * 16 for row in rows]).index("SCRI"))
    assert (found.alpha, found.low, found.high) == (None, None, None)
    assert {item.rest_correlation for item in found.items} == {None}


@settings(deadline=None)
@given(st.lists(st.text("12345?", min_size=7, max_size=7), max_size=12), st.randoms())
def test_the_order_of_respondents_does_not_matter(rows: list[str], chance: random.Random) -> None:
    """Shuffled respondents give the same digits."""
    shuffled = chance.sample(rows, len(rows))
    one, other = (
        reliability(tallied([row + "." * 16 for row in some]).index("SCRI"))
        for some in (rows, shuffled)
    )
    assert one == other


@pytest.mark.parametrize(("design", "cell"), CELLS)
def test_the_boxes_are_what_r_gives(design: str, cell: str) -> None:
    """The shares of high and low ratings over an index's items agree with R."""
    city, name = cell.split("|")
    found = tally(FILES[design], city)
    counts = [found.item(item) for item in ITEMS if item.rstrip("12345678") == name]
    for box, key in ((shares.top, "top2box"), (shares.bottom, "bottom2box")):
        both = [box(one) for one in counts]
        assert sum(s.count for s in both) / sum(s.n for s in both) == close(R[design][cell][key])


def test_wilsons_interval_is_what_r_gives() -> None:
    """The shares of those who find a problem serious, and their intervals, agree with R."""
    for problem in R["expectation"]["severity"]:
        found = shares.wilson(round(53 * problem["top2"]), 53)
        expected = (problem["top2"], problem["top2_lo"], problem["top2_hi"])
        assert (found.share, found.low, found.high) == close(expected)


def test_a_share_of_all_or_none_of_a_few_is_masked() -> None:
    """0% or 100% of fewer than ten ratings may not be published; its interval is never a point."""
    assert shares.wilson(0, 9).masked
    assert shares.wilson(9, 9).masked
    assert not shares.wilson(8, 9).masked
    assert not shares.wilson(0, 10).masked
    everyone = shares.wilson(7, 7)
    assert everyone.low is not None
    assert (everyone.low < 0.7, everyone.high) == (True, 1.0)
    assert shares.wilson(0, 0).share is None
    with pytest.raises(ValueError, match="3 of 2 is no share"):
        shares.wilson(3, 2)


def test_the_gates_are_those_of_the_methodology() -> None:
    """Each audience sees a figure from the number of people that §2.4 names, and not before."""
    public, coordinator, researcher = Audience
    for audience, needed in ((public, 10), (coordinator, 5), (researcher, 1)):
        assert index_shown(needed, audience)
        assert not index_shown(needed - 1, audience)
    for audience, needed in ((public, 30), (coordinator, 20), (researcher, 1)):
        assert reliability_shown(needed, audience)
        assert not reliability_shown(needed - 1, audience)
    assert index_shown(20, public, minimum=10)
    assert not index_shown(19, public, minimum=10)
    assert comparable(15, 15)
    assert not comparable(40, 14)
    assert enough_to_test(10, 10)
    assert not enough_to_test(9, 10)
