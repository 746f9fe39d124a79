"""The parts of a tally as the statistics need them; the vector is described in `tally`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.instrument import Index
from scoring.places import LOWEST, Section

Matrix = tuple[tuple[int, ...], ...]

Joint = Matrix
"""People by their rating of a first item (row, 1 to 5) and of a second (column)."""


@dataclass(frozen=True, slots=True)
class IndexTally:
    """What an index's statistics need; `pair_*` use whoever rated both items, j by k.

    `sums` and `counts` are S_j and n_j; `pair_sums[j][k]` sums the ratings of j. The `listwise_*`
    parts use only whoever rated every item; `totals` maps a respondent's sum of ratings to how
    many have it.
    """

    index: Index
    n: int
    sums: tuple[int, ...]
    counts: tuple[int, ...]
    pair_counts: Matrix
    pair_sums: Matrix
    pair_products: Matrix
    listwise_n: int
    listwise_sums: tuple[int, ...]
    listwise_products: Matrix
    totals: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Ranked:
    """What ranks within people come to, over those who rated every item that is ranked."""

    n: int
    doubled: tuple[int, ...]
    ties: int
    sums: tuple[int, ...]
    squares: tuple[int, ...]
    total_squares: int


def read(values: tuple[int, ...], section: Section) -> IndexTally:
    """Return an index's part of a vector."""
    many = len(section.index.items)
    pair_counts = _mirrored(values[section.pair_counts], many)
    flat = values[section.pair_sums]
    pair_sums = tuple(flat[row * many : (row + 1) * many] for row in range(many))
    totals = dict(enumerate(values[section.totals], start=LOWEST * many))
    return IndexTally(
        index=section.index,
        n=values[section.n],
        sums=tuple(pair_sums[j][j] for j in range(many)),
        counts=tuple(pair_counts[j][j] for j in range(many)),
        pair_counts=pair_counts,
        pair_sums=pair_sums,
        pair_products=_mirrored(values[section.pair_products], many),
        listwise_n=sum(totals.values()),
        listwise_sums=values[section.listwise_sums],
        listwise_products=_mirrored(values[section.listwise_products], many),
        totals=totals,
    )


def _mirrored(upper: tuple[int, ...], many: int) -> Matrix:
    """Return the symmetric matrix of an upper triangle."""
    cells = iter(upper)
    matrix = [[0] * many for _ in range(many)]
    for j in range(many):
        for k in range(j, many):
            matrix[j][k] = matrix[k][j] = next(cells)
    return tuple(map(tuple, matrix))
