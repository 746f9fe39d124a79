"""Where each number stands in a tally's vector; the table is in `tally`."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from itertools import accumulate, pairwise

from scoring.instrument import DONT_KNOW, NOT_REACHED, RATINGS, SKIPPED, Index, Instrument

CODES = (*RATINGS, DONT_KNOW, SKIPPED, NOT_REACHED)
"""The order in which an item's codes are counted."""

HEAD = 3
LOWEST, HIGHEST = int(RATINGS[0]), int(RATINGS[-1])


@dataclass(frozen=True, slots=True)
class Section:
    """Where an index's blocks stand in the vector."""

    index: Index
    n: int
    pair_counts: slice
    pair_sums: slice
    pair_products: slice
    listwise_products: slice
    listwise_sums: slice
    totals: slice


@functools.cache
def sections(instrument: Instrument) -> tuple[Section, ...]:
    """Return the blocks of each index, in the instrument's order."""
    place = HEAD + len(CODES) * len(instrument.items)
    found: list[Section] = []
    for index in instrument.indices:
        many = len(index.items)
        upper = many * (many + 1) // 2
        span = (HIGHEST - LOWEST) * many + 1
        lengths = (upper, many * many, upper, upper, many, span)
        edges = list(accumulate(lengths, initial=place + 1))
        blocks = [slice(*edge) for edge in pairwise(edges)]
        found.append(Section(index, place, *blocks))
        place = edges[-1]
    return tuple(found)
