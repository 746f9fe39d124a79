"""Nothing hidden can be worked out: the tables are attacked as a reader with a computer would."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import indices
from scoring.groups import GROUPS
from scoring.suppress import (
    ALL,
    Atom,
    Cell,
    hidden,
    leak,
    margins,
    told,
)
from tests.vectors import R, rows

MINIMUM = 5


def solvable(
    published: Sequence[Mapping[Atom, float]], people: Mapping[Atom, int]
) -> list[set[Atom]]:
    """Every set of fewer than MINIMUM people whose sum the published figures determine.

    By least squares over every such set, one by one: slow, and with nothing of our own in it.
    """
    atoms = [atom for atom, count in people.items() if count]
    matrix = np.array([[float(one.get(atom, 0)) for one in published] for atom in atoms])
    few = (s for k in range(1, MINIMUM) for s in combinations(range(len(atoms)), k))
    found = []
    for chosen in few:
        if sum(people[atoms[place]] for place in chosen) < MINIMUM:
            wanted = np.zeros(len(atoms))
            wanted[list(chosen)] = 1
            if not matrix.size:
                continue
            weights = np.linalg.lstsq(matrix, wanted, rcond=None)[0]
            if np.allclose(matrix @ weights, wanted, atol=1e-7):
                found.append({atoms[place] for place in chosen})
    return found


def plain(cells: Collection[Atom]) -> dict[Atom, float]:
    return dict.fromkeys(cells, 1.0)


COUNTS = st.integers(0, 12)
CITY = st.fixed_dictionaries({("a", group): COUNTS for group in GROUPS})
TOWNS = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", "z"])), COUNTS, min_size=1
)


@settings(deadline=None)
@given(TOWNS, st.booleans())
def test_no_hidden_cell_can_be_solved_from_the_margins(
    counts: dict[Cell, int], across: bool
) -> None:
    """Least squares finds no sum over few people in what is shown of any table with its margins."""
    sums = margins(counts, across=across)
    veiled = hidden(counts, MINIMUM, across=across)
    shown = [plain(atoms) for name, atoms in sums.items() if name not in veiled]
    assert solvable(shown, counts) == []


@settings(deadline=None)
@given(TOWNS, st.booleans())
def test_the_solver_finds_what_least_squares_finds(counts: dict[Cell, int], across: bool) -> None:
    """Of what is shown with small cells alone hidden, both find a leak or neither does."""
    sums = margins(counts, across=across)
    shown = [atoms for atoms in sums.values() if not 0 < sum(counts[a] for a in atoms) < MINIMUM]
    brute = solvable([plain(atoms) for atoms in shown], counts)
    found = leak([dict.fromkeys(atoms, 1) for atoms in shown], counts, MINIMUM)
    if found is None:
        assert brute == []
    else:
        assert set(found.people) in brute
        through = [plain(shown[place]) for place in found.through]
        assert set(found.people) in solvable(through, counts)


@settings(deadline=None)
@given(CITY)
def test_a_single_city_is_masked_as_the_methodology_says(counts: dict[Cell, int]) -> None:
    """In one table the mask is §3.1's: small cells, and the smallest visible until two or more."""
    expected = indices.hidden({group: n for (_, group), n in counts.items()}, MINIMUM)
    veiled = hidden(counts, MINIMUM)
    assert {group for _, group in veiled} - {ALL} == expected
    assert (("a", ALL) in veiled) == (0 < sum(counts.values()) < MINIMUM)


@pytest.mark.parametrize(
    ("design", "file", "city"),
    [("all_cities", "vectors.csv", "shu")]
    + [(f"one_city {city}", "vectors_onecity.csv", city) for city in ("shu", "ayagoz", "shalkar")],
)
def test_the_reference_tables_are_masked_as_in_the_reference(
    design: str, file: str, city: str
) -> None:
    """The paper's own groups: four ICT professionals hide, and five planners with them."""
    expected = R["privacy"]["suppression_t5"][design]
    answered = [row["stakeholder_group"] for row in rows(file) if row["city"] == city]
    counts = {(city, group): answered.count(group) for group in GROUPS}
    veiled = {group for _, group in hidden(counts, MINIMUM)}
    assert veiled == {*expected["primary"], *expected["complementary"]}
    assert {*GROUPS} - veiled == {*expected["shown"]}


def test_sums_over_cities_need_more_hidden() -> None:
    """With group sums shown too, one line's complement is another line's leak: both are closed."""
    counts = {(c, g): 20 for c in "abc" for g in "xyz"} | {("a", "x"): 2}
    alone = hidden(counts, MINIMUM)
    both = hidden(counts, MINIMUM, across=True)
    assert len(alone) == 2
    assert len(both) == 4
    assert ("a", "x") in both
    assert not any(ALL in cell for cell in both)


def test_a_city_of_few_is_hidden_whole() -> None:
    """A city's sum over few people is hidden with all its groups."""
    counts = {("a", "x"): 2, ("a", "y"): 2, ("b", "x"): 30, ("b", "y"): 30}
    assert hidden(counts, MINIMUM) == {("a", "x"), ("a", "y"), ("a", ALL)}
    # With sums over cities, something of b must go too: a is all less b.
    assert len(hidden(counts, MINIMUM, across=True)) > 3


def test_two_weightings_of_two_hidden_groups_leak() -> None:
    """A respondent-weighted and a group-equal figure solve for two hidden groups, not for three."""
    people = {("a", "x"): 4, ("a", "y"): 6, ("a", "z"): 9}
    pooled = dict.fromkeys(people, 1)
    equal = {atom: Fraction(1, n) for atom, n in people.items()}
    found = leak([pooled, equal, {("a", "z"): 1}], people, MINIMUM)
    assert found is not None
    assert found.people == {("a", "x")}
    assert found.through == (0, 1, 2)
    assert leak([pooled, equal], people, MINIMUM) is None


# Many publications: told parts and wholes


@given(st.dictionaries(st.sampled_from("abcde"), st.integers(-9, 12)), st.integers(1, 6))
def test_what_is_told_anew_and_what_is_not_are_both_many(
    growth: dict[str, int], minimum: int
) -> None:
    """Each told part has the minimum of new people, and so have the others together."""
    chosen = told(growth, minimum)
    rest = [more for part, more in growth.items() if part not in chosen]
    assert all(growth[part] >= minimum for part in chosen)
    assert not chosen or not rest or sum(max(0, more) for more in rest) >= minimum


@given(st.dictionaries(st.sampled_from("abcde"), st.integers(1, 12)))
def test_told_for_the_first_time_is_masked_as_in_a_table(counts: dict[str, int]) -> None:
    """Where nothing was told before, growth is size, and the rule is that of a single table."""
    assert told(counts, MINIMUM) == {*counts} - indices.hidden(counts, MINIMUM)
