"""What may be told of each kind of response: decided on kinds, for all their responses at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.exporting.counts import Counts
from bot.exporting.kinds import BITS, DAYS, Kinds
from scoring.anonymity import Coarsening, Traits, coarsen, rarest_set, untouched
from scoring.partition import Published

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    People = Callable[[], tuple[NDArray[np.uint64], Numbers]]


PIECE = 1 << 14
"""Kinds that are worked on at once: arrays on the way stay small beside those that stay."""


@dataclass(frozen=True, slots=True)
class Protection:
    """What becomes of details, and what the kinds `numbers` are told as (in order; -1: not)."""

    coarsening: Coarsening
    numbers: Numbers
    becomes: Numbers

    def told(self, kinds: Numbers) -> Numbers:
        """Return what some responses' kinds are told as; -1: the response is left out."""
        import numpy as np

        if self.becomes is self.numbers:
            return kinds
        order = np.argsort(kinds)  # what is looked up in order lies beside each other
        found = np.empty_like(kinds)
        found[order] = self.becomes[np.searchsorted(self.numbers, kinds[order])]
        return found

    def shown(self, kinds: Numbers) -> NDArray[np.bool_]:
        """Return of some responses' kinds whether anything is told of them."""
        import numpy as np

        none_left_out = not self.coarsening.left_out
        return np.ones(len(kinds), bool) if none_left_out else self.told(kinds) >= 0


def everything(counting: Counts) -> Protection:
    """Tell all, to those who may know it."""
    import numpy as np

    numbers, counts = counting.sizes()
    return Protection(untouched(np.unique_counts(counts).values.tolist()), numbers, numbers)


def decide(
    counting: Counts, people: People, k: int, published: Published = MappingProxyType({})
) -> Protection:
    """Decide what of each response may be told, and whether a person's may be joined.

    `published` are the groups that digests told of. `people` gives of each response whose it is and
    of which kind, where that has to be known. Where a single day would tell who it was, months
    decide: of these there are few, while of a million responses every fifth or so is of a kind of
    its own by days.
    """
    import numpy as np

    kinds, (numbers, counts) = counting.kinds, counting.sizes()
    before = _smallest(_by_class(numbers, counts, kinds.classes(_placed(kinds))))
    by_days = _days_may_be_told(kinds, numbers, counts, k, published)
    shown = np.asarray if by_days else kinds.in_months
    coarsening = coarsen(_summed(kinds, shown, numbers, counts), k, published)
    becomes = np.empty_like(numbers)
    for part in _pieces(numbers):
        becomes[part] = kinds.told(shown(numbers[part]), coarsening)
    made = Protection(coarsening, numbers, becomes)
    linkable = coarsening.linkable
    if linkable:
        whose, of = people()
        linkable = rarest_set(whose, kinds.classes(made.told(of))) >= k
    months = not by_days and any(new and new.started for new in coarsening.becomes.values())
    return replace(
        made, coarsening=replace(coarsening, before=before, months=months, linkable=linkable)
    )


def _days_may_be_told(
    kinds: Kinds, numbers: Numbers, counts: Numbers, k: int, published: Published
) -> bool:
    """Return whether no single day tells who it was, once the places are coarse enough."""
    by_place = _summed(kinds, lambda part: part & ~DAYS, numbers, counts)
    rule = coarsen(by_place, k, published)
    told = kinds.classes(kinds.told(_placed(kinds), rule))
    return all(size >= k for size in _by_class(numbers, counts, told))


def _smallest(sizes: Iterable[int]) -> int:
    """Return the smallest size, 0 if there is none; nobody is fewer than one."""
    smallest = 0
    for size in sizes:
        smallest = min(size, smallest or size)
        if smallest == 1:
            break
    return smallest


def _by_class(numbers: Numbers, counts: Numbers, classes: Numbers) -> Iterator[int]:
    """Give for each class of places how many responses its rarest pair of days has.

    `classes` numbers the class of each place, below 0: it is left out. Mostly the first few tell
    what one wants to know, and a class alone needs little memory.
    """
    import numpy as np

    ends = np.searchsorted(numbers, np.arange(len(classes) + 1) << 2 * BITS)
    order = np.argsort(classes, kind="stable")
    for places in np.split(order, np.flatnonzero(np.diff(classes[order])) + 1):
        rows = np.concatenate([np.arange(0), *(np.arange(*ends[one : one + 2]) for one in places)])
        if len(rows) and classes[places[0]] >= 0:
            yield int(_together(numbers[rows] & DAYS, counts[rows])[1].min())


def _summed(
    kinds: Kinds, shown: Callable[[Numbers], Numbers], numbers: Numbers, counts: Numbers
) -> Counter[Traits]:
    """Return what is shown of kinds, and of how many responses."""
    summed: Counter[Traits] = Counter()
    for part in _pieces(numbers):
        found, sizes = _together(shown(numbers[part]), counts[part])
        for one, size in zip(kinds.traits(found), sizes.tolist(), strict=True):
            summed[one] += size
    return summed


def _together(numbers: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Return the numbers that there are, in order, and the sum of each one's counts."""
    import numpy as np

    order = np.argsort(numbers)
    found = numbers[order]
    new = np.ones(len(found), bool)
    np.not_equal(found[1:], found[:-1], out=new[1:])
    starts = np.flatnonzero(new)
    return found[starts], np.add.reduceat(counts[order], starts)


def _placed(kinds: Kinds) -> Numbers:
    """Return the kinds of all places without a day, in the places' order."""
    import numpy as np

    return np.arange(len(kinds.all_places())) << 2 * BITS


def _pieces(numbers: Numbers) -> Iterator[slice]:
    return (slice(start, start + PIECE) for start in range(0, len(numbers), PIECE))
