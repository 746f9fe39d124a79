"""What may be told of each kind of response: decided on kinds, for all their responses at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.exporting.counts import Counts
from bot.exporting.kinds import DAYS, Kinds
from scoring.anonymity import Coarsening, Traits, coarsen, rarest_set, untouched

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    People = Callable[[], tuple[NDArray[np.uint64], Numbers]]


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
    sizes = np.unique(counts).tolist()
    return Protection(untouched(sizes), numbers, numbers)


def decide(counting: Counts, people: People, k: int) -> Protection:
    """Decide what of each response may be told, and whether a person's may be joined.

    `people` gives of each response whose it is and of which kind, where that has to be known.
    Where a single day would tell who it was, months decide: of these there are few, while of a
    million responses every fifth or so is of a kind of its own by days.
    """
    kinds, (numbers, counts) = counting.kinds, counting.sizes()
    before = min(_sizes(kinds.classes(numbers), counts).tolist(), default=0)
    by_days = _days_may_be_told(kinds, numbers, counts, k)
    shown = numbers if by_days else kinds.in_months(numbers)
    coarsening = coarsen(_summed(kinds, shown, counts), k)
    made = Protection(coarsening, numbers, kinds.told(shown, coarsening))
    linkable = coarsening.linkable
    if linkable:
        whose, of = people()
        linkable = rarest_set(whose, kinds.classes(made.told(of))) >= k
    months = not by_days and any(new and new.started for new in coarsening.becomes.values())
    return replace(
        made, coarsening=replace(coarsening, before=before, months=months, linkable=linkable)
    )


def _days_may_be_told(kinds: Kinds, numbers: Numbers, counts: Numbers, k: int) -> bool:
    """Return whether no single day tells who it was, once the places are coarse enough."""
    import numpy as np

    places = numbers & ~DAYS
    told = kinds.told(places, coarsen(_summed(kinds, places, counts), k))
    told = np.where(told < 0, told, told | numbers & DAYS)
    return bool((_sizes(kinds.classes(told), counts) >= k).all())


def _sizes(classes: Numbers, counts: Numbers) -> Numbers:
    """Return how many responses are of each class; below 0 is none."""
    found, sizes = _together(classes, counts)
    return sizes[found >= 0]


def _summed(kinds: Kinds, numbers: Numbers, counts: Numbers) -> Counter[Traits]:
    found, sizes = _together(numbers, counts)
    summed: Counter[Traits] = Counter()
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
