"""Small cells hidden so that nothing about few people can be worked out: methodology §3.1.

What is published is a set of sums over people: of a group in a city, of a city, of a group in all
cities. A reader may add and subtract what is published, now and in earlier digests; so the
question is whether a sum over few people is a combination of the published ones. `leak` answers
it by elimination in exact fractions, not by a rule of thumb, and `mask` hides until nothing leaks.

Sums and means are covered, not what follows from the ends of the scale: a share of 0 or 100% of
few people tells each answer without any subtraction (`shares.Share.masked`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from scoring.span import Span, Weight

ALL = "all"

Cell = tuple[str, str]
"""A city and a group; `ALL` in either place is the sum over it."""

Atom = TypeVar("Atom", bound=tuple[str, ...])
"""People who are always counted together: (city, group), or that and a cohort."""

Sum = Mapping[Atom, Weight]
"""A published figure: the weight it gives to the sum of each atom's ratings."""

Cohort = tuple[str, str, str]
"""A city, a group, and whether people stayed, joined or left between two publications."""

STAYED, JOINED, LEFT = "stayed", "joined", "left"


@dataclass(frozen=True, slots=True)
class Leak:
    """Few people whose sum can be worked out, and the places of the published sums it takes."""

    people: frozenset[tuple[str, ...]]
    through: tuple[int, ...]


def leak(published: Sequence[Sum[Atom]], people: Mapping[Atom, int], minimum: int) -> Leak | None:
    """Find 1 to minimum - 1 people whose sum is a combination of the published ones, if any.

    `people` counts those of each atom. An atom of nobody adds nothing and is known.
    """
    atoms = [atom for atom, count in people.items() if count > 0]
    places = {atom: place for place, atom in enumerate(atoms)}
    span = Span(len(atoms))
    for one in published:
        span.add({places[atom]: weight for atom, weight in one.items() if atom in places})
    found = span.small_sum([people[atom] for atom in atoms], minimum - 1)
    if found is None:
        return None
    return Leak(frozenset(atoms[place] for place in found), span.through(found))


def margins(cells: Collection[Cell], *, across: bool) -> dict[Cell, tuple[Cell, ...]]:
    """Return what a table publishes: each cell, each city's sum, and the sums over the cities.

    Those over cities, of each group and of everybody, only if `across`.
    """
    ordered = sorted(cells)
    sums: dict[Cell, tuple[Cell, ...]] = {cell: (cell,) for cell in ordered}
    for city in sorted({city for city, _ in ordered}):
        sums[city, ALL] = tuple(cell for cell in ordered if cell[0] == city)
    if across:
        for group in sorted({group for _, group in ordered}):
            sums[ALL, group] = tuple(cell for cell in ordered if cell[1] == group)
        sums[ALL, ALL] = tuple(ordered)
    return sums


def hidden(counts: Mapping[Cell, int], minimum: int, *, across: bool = False) -> frozenset[Cell]:
    """Return which cells and sums of a table to hide; `counts` are people by city and group.

    Hidden are those of 1 to minimum - 1 people, and the smallest others that would give them
    away, cells before sums. One mask for the mean, the percent, the picture and the export.
    """
    sums = {name: dict.fromkeys(atoms, 1) for name, atoms in margins(counts, across=across).items()}
    return mask(sums, counts, minimum)


def hidden_next(  # noqa: PLR0913 - two publications, by name
    stayed: Mapping[Cell, int],
    joined: Mapping[Cell, int],
    left: Mapping[Cell, int],
    shown: Collection[Cell],
    minimum: int,
    *,
    across: bool = False,
) -> frozenset[Cell]:
    """Return which cells and sums of a second publication to hide, given what the first showed.

    The first counted who stayed and who left, and showed `shown`; the second counts who stayed
    and who joined. A figure that would move by few people stays hidden, or as it was: a newcomer
    would be told by the difference. ValueError if the first leaked by itself.
    """
    people: dict[Cohort, int] = {}
    for cohort, counts in ((STAYED, stayed), (JOINED, joined), (LEFT, left)):
        people |= {(*cell, cohort): count for cell, count in counts.items()}
    sums = margins({*stayed, *joined, *left}, across=across)
    first = [_of_cohorts(sums[name], STAYED, LEFT) for name in sorted(shown)]
    second = {name: _of_cohorts(atoms, STAYED, JOINED) for name, atoms in sums.items()}
    return mask(second, people, minimum, first)


def _of_cohorts(cells: Collection[Cell], *cohorts: str) -> dict[Cohort, Weight]:
    return {(*cell, cohort): 1 for cell in cells for cohort in cohorts}


def far_enough(n: int, published: Collection[int], minimum: int) -> bool:
    """Say whether figures of `n` people may be published after those of so many people each.

    At least `minimum` more or fewer than every earlier publication, not only the last: 8 come and
    are published, 6 of them leave and that is published, and the first and the third differ by
    the 2 who stayed. So no two publications give few people away; where many leave, several
    together still may, which `hidden_next` and `leak` find.
    """
    return all(abs(n - earlier) >= minimum for earlier in published)


def mask(
    sums: Mapping[Cell, Sum[Atom]],
    people: Mapping[Atom, int],
    minimum: int,
    known: Sequence[Sum[Atom]] = (),
) -> frozenset[Cell]:
    """Return the names of the sums to hide, so that they and `known` leak nothing.

    ValueError if `known`, which is out already, leaks by itself.
    """
    size = {name: sum(people.get(atom, 0) for atom in one) for name, one in sums.items()}
    visible = [name for name in sums if not 0 < size[name] < minimum]
    while found := leak([*known, *(sums[name] for name in visible)], people, minimum):
        used = [visible[place - len(known)] for place in found.through if place >= len(known)]
        if not used:
            raise ValueError("what is published already gives few people away")
        visible.remove(min(used, key=lambda name: (len(sums[name]), size[name], name)))
    return frozenset(sums) - frozenset(visible)
