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


def told(growth: Mapping[str, int], minimum: int) -> frozenset[str]:
    """Return which parts of a whole to tell anew, when the whole is told anew as well.

    `growth` says by how many people each part that has people is larger now than when the whole
    was told last, so at least so many are in no figure yet. Told are parts with `minimum` new
    people, as long as the others have together as many, or there are no others. Then nobody
    can work out few people from all that was ever told, whoever left meanwhile. Take any
    combination of published sums, and the newest whole w and parts p in it, with the weights c.
    New people weigh c_w + c_p in a told part and c_w elsewhere, and nothing else weighs on them.
    Both are many, so if the combination is a plain sum of few people, both weights are 0, and
    it needed nothing that is new. What is told by itself is the case of one part.
    """
    chosen = {part for part, more in growth.items() if more >= minimum}
    rest = sum(max(0, more) for part, more in growth.items() if part not in chosen)
    while chosen and len(chosen) < len(growth) and rest < minimum:
        smallest = min(chosen, key=lambda part: (growth[part], part))
        chosen.remove(smallest)
        rest += growth[smallest]
    return frozenset(chosen)


def mask(
    sums: Mapping[Cell, Sum[Atom]], people: Mapping[Atom, int], minimum: int
) -> frozenset[Cell]:
    """Return the names of the sums to hide, so that those that are left leak nothing."""
    size = {name: sum(people.get(atom, 0) for atom in one) for name, one in sums.items()}
    visible = [name for name in sums if not 0 < size[name] < minimum]
    while found := leak([sums[name] for name in visible], people, minimum):
        used = [visible[place] for place in found.through]
        visible.remove(min(used, key=lambda name: (len(sums[name]), size[name], name)))
    return frozenset(sums) - frozenset(visible)
