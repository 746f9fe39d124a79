"""Tiers instead of ranks: a cut only where the differences bear it out, rule R8."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def tiers(ordered: Sequence[str], clear: Callable[[str, str], bool]) -> list[tuple[str, ...]]:
    """Cut what is ordered, highest first, where everything above clearly differs from all below.

    `clear(higher, lower)` says whether two of them differ.
    """
    found: list[tuple[str, ...]] = [()]
    for place, one in enumerate(ordered):
        above, below = ordered[:place], ordered[place:]
        if above and all(clear(higher, lower) for higher in above for lower in below):
            found.append(())
        found[-1] += (one,)
    return found
