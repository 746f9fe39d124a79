"""Sufficient statistics of a cell: integers in, integers out.

A tally is one vector of integers for one cell (wave, city, stakeholder group). Vectors of the
same instrument add and subtract, so a city is the sum of its groups, a changed response is the
old copy taken out and the new one put in, and the result equals a full recount to the last
integer, in whatever order things happened.

The vector, for an instrument of I items; an index has J of them, x is a rating, δ is 1 where
there is a rating and 0 where there is none; "upper" is the upper triangle with its diagonal, row
by row, J(J+1)/2 numbers:

    | block               | length    | content                                                 |
    |---------------------|-----------|---------------------------------------------------------|
    | head                | 3         | responses; with at least one rating; complete           |
    | items               | 8 I       | for each item, responses with the code 1 2 3 4 5 ? - .  |
    | then for each index |           |                                                         |
    | n                   | 1         | responses with at least one rating in the index         |
    | pair counts, upper  | J(J+1)/2  | N_jk = Σ δ_j δ_k                                        |
    | pair sums, full     | J·J       | S_jk = Σ δ_j δ_k x_j, row j, column k                   |
    | pair products, upper| J(J+1)/2  | P_jk = Σ δ_j δ_k x_j x_k                                |
    | listwise products,  | J(J+1)/2  | Σ x_j x_k over responses that rate all J items          |
    |   upper             |           |                                                         |
    | listwise sums       | J         | Σ x_j over the same responses                           |
    | totals              | 4J+1      | of the same responses, how many have the sum J, … 5J    |

The bytes are these integers in this order, 64 bits each, signed, little-endian. The 2025
instrument has 785 of them. Reading needs no NumPy; counting does (`counting`).
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.instrument import Index, Instrument
from scoring.places import CODES, HEAD, LOWEST, Section, sections

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Matrix = tuple[tuple[int, ...], ...]


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
class Layout:
    """The vector of one instrument: its places, and the ways in and out of it."""

    instrument: Instrument

    @property
    def length(self) -> int:
        """How many integers a tally has."""
        last = self.sections[-1] if self.sections else None
        return last.totals.stop if last else HEAD + len(CODES) * len(self.instrument.items)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The blocks of each index, in the instrument's order."""
        return sections(self.instrument)

    def item(self, item_id: str) -> slice:
        """Return where the item's counts stand; KeyError if it is not asked."""
        start = HEAD + len(CODES) * self.instrument.position(item_id)
        return slice(start, start + len(CODES))

    def zero(self) -> Tally:
        """Return the tally of nobody: where a sum begins."""
        return Tally(self, (0,) * self.length)

    def tally(self, vector: Iterable[int]) -> Tally:
        """Return a view of a vector, NumPy's or any other; ValueError if its length is wrong."""
        values = tuple(map(int, vector))
        if len(values) != self.length:
            raise ValueError(
                f"a tally of {self.instrument.name} has {self.length} integers, not {len(values)}"
            )
        return Tally(self, values)

    def from_bytes(self, data: bytes) -> Tally:
        """Read a tally from its bytes; ValueError if there are too many or too few."""
        values = array("q")
        values.frombytes(data)
        if sys.byteorder == "big":
            values.byteswap()
        return self.tally(values)

    def count(self, answers: Sequence[str], complete: Sequence[bool]) -> NDArray[np.int64]:
        """Count responses into one vector of `length` integers; needs NumPy.

        `answers` are the responses' texts, `complete` says of each whether it was sent off.
        Raises ValueError for a text of another length, an unknown character, or two sequences
        that do not match.
        """
        from scoring import counting

        return counting.count(self, answers, complete)

    def count_cells(
        self, answers: Sequence[str], complete: Sequence[bool], cells: Sequence[int], size: int
    ) -> NDArray[np.int64]:
        """Count responses that are scattered over cells: `size` × `length` integers.

        `cells` gives each response's row, 0 to size - 1. The same numbers as `count` for each
        cell's responses, and much cheaper where a cell has few of them. Raises what it raises.
        """
        from scoring import counting

        return counting.count_cells(self, answers, complete, cells, size)


@dataclass(frozen=True, slots=True)
class Tally:
    """The integers of one cell, or of several added; read-only."""

    layout: Layout
    values: tuple[int, ...]

    @property
    def responses(self) -> int:
        """Responses counted."""
        return self.values[0]

    @property
    def answered(self) -> int:
        """Responses with at least one rating, in whatever index."""
        return self.values[1]

    @property
    def complete(self) -> int:
        """Responses that were sent off from the review screen."""
        return self.values[2]

    def item(self, item_id: str) -> dict[str, int]:
        """Return how many responses have each code; KeyError if the item is not asked."""
        return dict(zip(CODES, self.values[self.layout.item(item_id)], strict=True))

    def index(self, index_id: str) -> IndexTally:
        """Return what the index's statistics need; KeyError if there is no such index."""
        for section in self.layout.sections:
            if section.index.id == index_id:
                return _read(self.values, section)
        raise KeyError(index_id)

    def to_bytes(self) -> bytes:
        """Return the integers as little-endian 64-bit words."""
        values = array("q", self.values)
        if sys.byteorder == "big":
            values.byteswap()
        return values.tobytes()

    def __add__(self, other: Tally) -> Tally:
        self._check_same(other)
        return Tally(self.layout, tuple(map(int.__add__, self.values, other.values)))

    def __sub__(self, other: Tally) -> Tally:
        self._check_same(other)
        return Tally(self.layout, tuple(map(int.__sub__, self.values, other.values)))

    def _check_same(self, other: Tally) -> None:
        if self.layout != other.layout:
            raise ValueError("tallies of two instruments cannot be joined")


def _read(values: tuple[int, ...], section: Section) -> IndexTally:
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
