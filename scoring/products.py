"""An index's sums of products, by NumPy and BLAS: many responses of many cells at once.

Sums are taken in float32, whose integers are exact up to 2^24: a block of responses stays far
below.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from scoring.places import LOWEST, Section
from scoring.tally import Layout

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]
Small = NDArray[np.uint8]

BLOCK = 32
"""Responses whose products are summed at once; a cell's last block is filled up with nothing."""

CACHED = 128
"""Blocks that are multiplied at once: what they need stays in the processor's cache."""


def add_indices(table: Integers, layout: Layout, ratings: Small, rows: Integers) -> None:
    """Add each index's part; a block's empty places belong to its row and change nothing."""
    many = len(table)
    place, starts, present = _blocks(rows)
    blocks = -(-(place[-1] + 1) // BLOCK)
    padded = np.zeros((blocks * BLOCK, ratings.shape[1]), np.uint8)
    padded[place] = ratings
    owners = present.repeat(np.diff(starts, append=blocks) * BLOCK)
    for section, columns in _columns(layout):
        x = np.ascontiguousarray(padded[:, columns])
        rated, totals, sums = _products(x)
        table[:, section.n] += np.bincount(owners[rated > 0], minlength=many)
        whole = rated == x.shape[1]
        span = section.totals.stop - section.totals.start
        places = totals[whole].astype(np.int64) - LOWEST * x.shape[1]
        table[:, section.totals] += histogram(owners[whole], places, many, span)
        found = np.add.reduceat(sums, starts, axis=0, dtype=np.int64)
        table[present, section.pair_counts.start : section.listwise_sums.stop] += found


def histogram(rows: Integers, places: Integers, many: int, width: int) -> Integers:
    """Count how often each row has each place, 0 to width - 1."""
    found = np.bincount((rows * width + places).ravel(), minlength=many * width)
    return found.reshape(many, width)


def chunks(many: int, size: int) -> Iterator[slice]:
    """Give the parts of `many` that are worked on one after another."""
    for start in range(0, many, size):
        yield slice(start, min(start + size, many))


def _blocks(rows: Integers) -> tuple[Integers, Integers, Integers]:
    """Lay rows that are in order out in blocks, none of which holds two rows' responses.

    Returns each response's place, the first block of each row that is present, and these rows.
    """
    present, first, counts = np.unique(rows, return_index=True, return_counts=True)
    needed = -(-counts // BLOCK)
    starts = np.cumsum(needed) - needed
    place = np.arange(len(rows)) + np.repeat(starts * BLOCK - first, counts)
    return place, starts, present


def _products(x: Small) -> tuple[Floats, Floats, Floats]:
    """Return how many items each response rates, their sum, and each block's part of the vector.

    `x` are the ratings of an index's items, 0 where there is none; blocks follow one another.
    """
    places, many = x.shape
    ones = np.ones(many, np.float32)
    rated, totals = np.empty((2, places), np.float32)
    picks = _picks(many)
    sums = np.empty((places // BLOCK, len(picks)), np.float32)
    table = np.empty((CACHED * BLOCK, 3 * many), np.float32)
    for part in chunks(places, len(table)):
        wide = table[: len(x[part])]
        given, own, listwise = (wide[:, k * many : (k + 1) * many] for k in range(3))
        given[:], own[:] = x[part] > 0, x[part]
        rated[part], totals[part] = given @ ones, own @ ones
        np.multiply(own, (rated[part] == many)[:, None], out=listwise)
        blocks = wide.reshape(-1, BLOCK, 3 * many)
        squares = blocks.transpose(0, 2, 1) @ blocks
        sums[part.start // BLOCK : part.stop // BLOCK] = squares.reshape(len(blocks), -1)[:, picks]
    return rated, totals, sums


@cache
def _picks(many: int) -> Integers:
    """Return where the square of [δ | x | x of who rates all] has an index's sums, in their order.

    Whoever rates all items rates the first: so its δ makes the listwise sums.
    """
    square = np.arange((3 * many) ** 2).reshape(3, many, 3, many)
    upper = np.triu_indices(many)
    parts = (
        square[0, :, 0][upper],
        square[1, :, 0].ravel(),
        square[1, :, 1][upper],
        square[2, :, 2][upper],
        square[2, :, 0, 0],
    )
    return np.concatenate(parts)


def _columns(layout: Layout) -> Iterator[tuple[Section, slice | list[int]]]:
    """Give each index with its columns: as a slice where they follow one another, for speed."""
    numbers = {item.id: number for number, item in enumerate(layout.places.rated)}
    for section in layout.sections:
        found = [numbers[item.id] for item in section.index.items]
        start, end = found[0], found[0] + len(found)
        yield section, slice(start, end) if found == [*range(start, end)] else found
