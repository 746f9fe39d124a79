"""Where each number stands in a tally's vector; the table is in `tally`."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise
from typing import TypeVar

from scoring.analysis import CONTRAST, GAPS, SEVERITY
from scoring.instrument import DONT_KNOW, NOT_REACHED, RATINGS, SKIPPED, Index, Instrument, Item
from scoring.items import RATING

CODES = (*RATINGS, DONT_KNOW, SKIPPED, NOT_REACHED)
"""The order in which an item's codes are counted."""

HEAD = 3
SIDE = len(RATINGS)
LOWEST, HIGHEST = int(RATINGS[0]), int(RATINGS[-1])

Name = TypeVar("Name", str, tuple[str, str])

MAIN, CONTRASTS = "", "contrasts"
PARTS = (MAIN, CONTRASTS)
"""The vectors of an instrument: what it counts itself, and its contrasts."""


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


@dataclass(frozen=True, slots=True)
class Places:
    """Where all blocks of a vector stand, by what they are about.

    `rated` are the instrument's ratings: what is counted of its texts. `joints` are by the ids of
    two items; `ranked` is where the ranks of some items stand.
    """

    rated: tuple[Item, ...]
    items: Mapping[str, slice]
    sections: tuple[Section, ...]
    joints: Mapping[tuple[str, str], slice]
    ranked: tuple[tuple[str, ...], slice] | None
    length: int


@functools.cache
def places(instrument: Instrument, part: str) -> Places:
    """Return where everything of a vector stands."""
    rated = tuple(item for item in instrument.items if item.kind == RATING)
    if part == CONTRASTS:
        found, end = _sections(_contrasts(instrument), HEAD)
        return Places(rated, {}, found, {}, None, end)
    items = _slices([item.id for item in rated], HEAD, len(CODES))
    found, end = _sections(instrument.indices, HEAD + len(CODES) * len(rated))
    joints = _slices(_pairs(instrument), end, SIDE * SIDE)
    end += SIDE * SIDE * len(joints)
    severity, ranked = instrument.analysis(SEVERITY), None
    if severity:
        ranked = (severity.items, slice(end, end + 3 * len(severity.items) + 3))
        end = ranked[1].stop
    return Places(rated, items, found, joints, ranked, end)


def _contrasts(instrument: Instrument) -> tuple[Index, ...]:
    """Return each contrast as an index of the items of both sides."""
    return tuple(
        Index(one.id, tuple(map(instrument.item, one.items)), "")
        for one in instrument.analyses
        if one.kind == CONTRAST
    )


def _pairs(instrument: Instrument) -> list[tuple[str, str]]:
    gaps, severity = instrument.analysis(GAPS), instrument.analysis(SEVERITY)
    pairs = [(first, second) for _, (first, second) in gaps.of] if gaps else []
    return [*pairs, *(combinations(severity.items, 2) if severity else ())]


def _slices(names: Sequence[Name], start: int, width: int) -> dict[Name, slice]:
    edges = range(start, start + width * len(names), width)
    return {name: slice(edge, edge + width) for name, edge in zip(names, edges, strict=True)}


def _sections(indices: tuple[Index, ...], place: int) -> tuple[tuple[Section, ...], int]:
    """Return the blocks of each index from a place on, and where they end."""
    found: list[Section] = []
    for index in indices:
        many = len(index.items)
        upper = many * (many + 1) // 2
        span = (HIGHEST - LOWEST) * many + 1
        lengths = (upper, many * many, upper, upper, many, span)
        edges = list(accumulate(lengths, initial=place + 1))
        blocks = [slice(*edge) for edge in pairwise(edges)]
        found.append(Section(index, place, *blocks))
        place = edges[-1]
    return tuple(found), place
