"""What others may know of a person and a block asks for: their part, their years of work. Pure.

A response is recognised by its traits (`anonymity`), and by such facts beside them. Whoever knows
several facts of a person must still find k people: a fact is told where k responses agree in it,
in their traits, and in every fact before it. Of single choices those that too few made are withheld
together, so that none is found by being the only one left. Numbers are told as the mean of the
nearest k or more (microaggregation): where k people gave the same number, it stays what it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

from scoring.anonymity import pool

WITHHELD = -5
"""The number that exports give to a fact that is not told."""

Name = TypeVar("Name", bound=Hashable)

Facts = Mapping[Name, Mapping[str, int]]
"""By fact the number of each response that has one; non-answers are below 0."""


def veiled(
    classes: Mapping[str, Hashable], facts: Facts[Name], means: Collection[Name], k: int
) -> dict[Name, dict[str, int]]:
    """Return what of each fact is told, in the order of the facts.

    `classes` says by response which others it cannot be told apart from; of one without a class no
    fact is told. `means` are the facts that are numbers, all others are choices. Who gave no
    answer stays so: that is nothing that others know.
    """
    now: dict[str, Hashable] = dict(classes)
    made: dict[Name, dict[str, int]] = {}
    for name, numbers in facts.items():
        alike: defaultdict[Hashable, list[str]] = defaultdict(list)
        told = {one: WITHHELD if number >= 0 else number for one, number in numbers.items()}
        for one, number in numbers.items():
            if number >= 0 and one in now:
                alike[now[one]].append(one)
        for many in alike.values():
            counts = Counter(numbers[one] for one in many)
            becomes = _means(counts, k) if name in means else _choices(counts, k)
            told |= {one: becomes[numbers[one]] for one in many}
        now = {one: (before, told.get(one)) for one, before in now.items()}
        made[name] = told
    return made


def _choices(counts: Counter[int], k: int) -> dict[int, int]:
    few = pool(counts, k, WITHHELD)
    return {number: WITHHELD if number in few else number for number in counts}


def _means(counts: Counter[int], k: int) -> dict[int, int]:
    """Put numbers that lie beside each other together until they are of k; the rest go along."""
    sets: list[list[int]] = [[]]
    for number in sorted(counts):
        if _many(sets[-1], counts) >= k:
            sets.append([])
        sets[-1].append(number)
    if len(sets) > 1 and _many(sets[-1], counts) < k:
        rest = sets.pop()
        sets[-1] += rest
    return {
        number: _mean(one, counts) if _many(one, counts) >= k else WITHHELD
        for one in sets
        for number in one
    }


def _many(numbers: Sequence[int], counts: Counter[int]) -> int:
    return sum(counts[number] for number in numbers)


def _mean(numbers: Sequence[int], counts: Counter[int]) -> int:
    """The mean as a whole number, halves up."""
    many = _many(numbers, counts)
    return (2 * sum(number * counts[number] for number in numbers) + many) // (2 * many)
