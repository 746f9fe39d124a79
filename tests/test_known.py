"""What others may know of a person: nobody is found by it, and what many share stays as it was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.instrument import Instrument, InstrumentError, build, load
from scoring.known import WITHHELD, veiled

Facts = dict[str, dict[str, int]]


@st.composite
def surveys(draw: Callable[..., Any]) -> tuple[dict[str, Hashable], Facts, set[str], int]:
    """People in a few classes, some in none, with choices and numbers, some not given."""
    people = [f"{n:02x}" for n in range(draw(st.integers(0, 40)))]
    classes = {one: draw(st.sampled_from(["a", "b", None])) for one in people}
    few = st.sampled_from([1, 1, 1, 2, 3, -9, -6])
    wide = st.sampled_from([-9, -8, -7, -6]) | st.integers(0, 60)
    facts: Facts = {
        name: {one: draw(kind) for one in people if draw(st.integers(0, 9))}
        for name, kind in draw(st.permutations([("part", few), ("years", wide), ("place", few)]))
    }
    known = {one: name for one, name in classes.items() if name}
    return known, facts, {"years"}, draw(st.integers(2, 6))


@given(surveys())
def test_who_knows_every_fact_still_finds_enough_people(
    survey: tuple[dict[str, Hashable], Facts, set[str], int],
) -> None:
    """A fact that is told is shared, with the class and all facts before it, by k responses."""
    classes, facts, means, k = survey
    told = veiled(classes, facts, means, k)
    shared: Counter[tuple[object, ...]] = Counter()
    rows = []
    for one, alike in classes.items():
        row: tuple[object, ...] = (alike,)
        for name in facts:
            row += (told[name].get(one),)
            shared[row] += 1
            if told[name].get(one, -1) >= 0:
                rows.append(row)
    assert all(shared[row] >= k for row in rows)
    for numbers in told.values():
        assert all(number < 0 for one, number in numbers.items() if one not in classes)


@given(surveys())
def test_nobody_is_found_by_being_left_over(
    survey: tuple[dict[str, Hashable], Facts, set[str], int],
) -> None:
    """Beside answers that are told, those that are withheld are as many as k, or none."""
    classes, facts, means, k = survey
    told = veiled(classes, facts, means, k)
    before: dict[str, tuple[Hashable, ...]] = {one: (alike,) for one, alike in classes.items()}
    for numbers in told.values():
        shown = {before[one] for one in before if numbers.get(one, -1) >= 0}
        hidden = Counter(before[one] for one in before if numbers.get(one) == WITHHELD)
        assert all(hidden[alike] == 0 or hidden[alike] >= k for alike in shown)
        before = {one: (*alike, numbers.get(one)) for one, alike in before.items()}


@given(surveys(), st.randoms(use_true_random=False))
def test_what_is_told_is_near_what_was_given(
    survey: tuple[dict[str, Hashable], Facts, set[str], int], random: Random
) -> None:
    """A choice is told as it is; numbers keep their order and a mean; the order of rows is none."""
    classes, facts, means, k = survey
    told = veiled(classes, facts, means, k)
    for name, numbers in facts.items():
        assert told[name].keys() == numbers.keys()
        for one, number in numbers.items():
            fixed = number < 0 or name not in means
            assert told[name][one] in {number, WITHHELD} if fixed else told[name][one] >= WITHHELD
            assert number >= 0 or told[name][one] == number
    people = [*classes]
    random.shuffle(people)
    mixed = {name: dict(sorted(numbers.items(), reverse=True)) for name, numbers in facts.items()}
    assert veiled({one: classes[one] for one in people}, mixed, means, k) == told


@given(st.lists(st.integers(0, 60), min_size=5, max_size=40))
def test_the_mean_of_numbers_stays(years: list[int]) -> None:
    """Each is told as the mean of its neighbours: half a year is all that the whole can differ."""
    facts = {"years": {str(n): number for n, number in enumerate(years)}}
    told = veiled(dict.fromkeys(facts["years"], "a"), facts, {"years"}, 5)["years"]
    assert abs(sum(told.values()) - sum(years)) <= len(years) / 2
    pairs = sorted((number, told[one]) for one, number in facts["years"].items())
    assert [now for _, now in pairs] == sorted(told.values()), "who has more is not told as less"
    assert all(count >= 5 for count in Counter(told.values()).values())


def test_what_enough_people_share_stays_as_it_was() -> None:
    """Five with seven years are told as seven; the one beside them goes along with the nearest."""
    years = dict(enumerate([7] * 5 + [20, 21, 22, 23, 24, 60]))
    facts = {"years": {str(one): number for one, number in years.items()}}
    told = veiled(dict.fromkeys(facts["years"], "a"), facts, {"years"}, 5)["years"]
    assert list(told.values()) == [7] * 5 + [28] * 6


def test_a_questionnaire_says_what_others_know() -> None:
    """A number is such a fact unless it says no, a choice only by saying so, and nothing else."""
    interview = load("interview-2022")
    assert [item.id for item in interview.items if item.known] == ["IV1", "IV11"]
    number = {"id": "Q1", "kind": "number", "min": 0, "max": 9, "source": "s"}
    rating = {"id": "Q2", "kind": "rating", "source": "s"}

    def asked(*items: dict[str, object]) -> Instrument:
        section = {"id": "S", "source": "s", "items": [*items]}
        return build({"id": "own", "version": 1, "source": "s", "section": [section]})

    assert not asked({**number, "known": False}).item("Q1").known
    with pytest.raises(InstrumentError) as caught:
        asked({**number, "known": "yes"}, {**rating, "known": True})
    assert [bool(re.search(r"\bknown\b", fault)) for fault in caught.value.faults] == [True] * 2
