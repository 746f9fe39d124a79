"""How a city's groups are told in data that are read beside published figures of groups. Pure.

Data tell some groups by name and others together; a digest tells some and hides others. If the two
choose differently, what one hides comes out of the other: of planners and ICT people told
together, less ICT people told alone, the few planners are left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from scoring.suppress import leak

WITHHELD = "*"
"""Stands for a group or a language that would tell who it was."""

Town = tuple[str, str]  # wave, city

Published = Mapping[Town, Collection[frozenset[str]]]
"""The groups of a city whose figures were published, a set for each table of figures."""


def agreeing(
    told: Mapping[str, str], people: Mapping[str, int], tables: Collection[frozenset[str]], k: int
) -> Mapping[str, str]:
    """Return what each group of a city is told as, so that fewer than `k` cannot be worked out.

    `told` is what is wished, and stays where it does no harm beside the published `tables`. If it
    does, the groups of every table keep their names and the others are withheld together; if that
    does harm, too, all are.
    """
    *tries, last = (told, *_by_tables(people, tables, k), dict.fromkeys(told, WITHHELD))
    for one in tries:
        if not any(_leaks(one, people, groups, k) for groups in tables):
            return one
    return last


def _by_tables(
    people: Mapping[str, int], tables: Collection[frozenset[str]], k: int
) -> Iterator[Mapping[str, str]]:
    named = {group for group, many in people.items() if many >= k}.intersection(*tables)
    rest = sum(many for group, many in people.items() if group not in named)
    if not 0 < rest < k:
        yield {group: group if group in named else WITHHELD for group in people}


def _leaks(
    told: Mapping[str, str], people: Mapping[str, int], groups: Collection[str], k: int
) -> bool:
    sums: dict[str, dict[tuple[str], int]] = {}
    for group, name in told.items():
        sums.setdefault(name, {})[group,] = 1
    alone = [{(group,): 1} for group in sorted(groups)]
    atoms = {(group,): many for group, many in people.items()}
    return leak([*sums.values(), *alone], atoms, k) is not None
