"""Answers given in different languages are compared, and small cells stay hidden."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from bot.exporting.tongues import Tongues
from scoring.instrument import load
from scoring.languages import effects, means
from scoring.tally import Layout

LANGUAGES = ("kk", "ru", "en")
INSTRUMENT = load()
ITEMS = [item.id for item in INSTRUMENT.items]


def counts(**ratings: str) -> dict[str, dict[str, dict[str, int]]]:
    """One item's counts from the ratings given in each language."""
    return {"SI1": {one: {c: text.count(c) for c in "12345?"} for one, text in ratings.items()}}


def test_the_difference_is_welchs() -> None:
    """SciPy's test of the same ratings gives the same difference, interval and p."""
    kk, ru = "1223345" * 5, "2334455" * 4
    (found,) = effects(counts(kk=kk, ru=ru), LANGUAGES, 5)
    expected = stats.ttest_ind([*map(int, kk)], [*map(int, ru)], equal_var=False)
    interval = expected.confidence_interval(0.95)
    assert (found.first, found.second, found.difference.n) == ("kk", "ru", (35, 28))
    assert found.p_holm == pytest.approx(expected.pvalue, abs=1e-9)
    assert found.difference.low == pytest.approx(interval.low, abs=1e-9)
    assert found.difference.high == pytest.approx(interval.high, abs=1e-9)


def test_few_answers_in_a_language_are_neither_shown_nor_compared() -> None:
    """Below the minimum a mean is hidden, and another with it; below 15 nothing is compared."""
    few = counts(kk="3" * 30, ru="4" * 20, en="5" * 3)
    assert {one.language: one.value for one in means(few, LANGUAGES, 5)} == {
        "kk": 3,
        "ru": None,
        "en": None,
    }
    assert effects(few, LANGUAGES, 5) == ()
    assert effects(counts(kk="34" * 15, ru="3" * 14), LANGUAGES, 5) == ()
    assert len(effects(counts(kk="34" * 15, ru="3" * 15), LANGUAGES, 5)) == 1


def test_every_comparison_counts_in_the_correction() -> None:
    """Three languages are three comparisons: Holm allows for all of them."""
    found = effects(counts(kk="1122" * 5, ru="2233" * 5, en="3344" * 5), LANGUAGES, 5)
    assert len(found) == 3
    assert all(one.p_holm >= one.difference.p for one in found)
    assert max(one.p_holm / one.difference.p for one in found) == pytest.approx(3)


RESPONSE = st.tuples(
    st.text("12345?-.", min_size=23, max_size=23), st.text("kre.", min_size=23, max_size=23)
)


@given(st.lists(RESPONSE, max_size=8))
def test_answers_are_counted_by_their_own_language(rows: list[tuple[str, str]]) -> None:
    """Each answer counts in the language it was shown in, in whatever order people come."""
    tongues = Tongues(Layout(INSTRUMENT))
    mixed = random.Random(1).sample(rows, len(rows))
    for part in (mixed[:3], mixed[3:]):
        tongues.add("w", [answers for answers, _ in part], [told for _, told in part])
    found = tongues.counts().get("w", {})
    for place, item in enumerate(ITEMS if rows else []):
        for letter, language in zip("kre", LANGUAGES, strict=True):
            given_ = [a[place] for a, told in rows if told[place] == letter]
            assert found[item][language] == {c: given_.count(c) for c in "12345?-."}
