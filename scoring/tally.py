"""Sufficient statistics of a cell: integers in, integers out.

A tally is one vector of integers for one cell (wave, city, stakeholder group). Vectors of the
same instrument add and subtract, so a city is the sum of its groups, a changed response is the
old copy taken out and the new one put in, and the result equals a full recount to the last
integer, in whatever order things happened.

The vector, for an instrument of I ratings (`analysis` says what pairs and ranks it has); an index
has J of them, x is a rating, δ is 1 where there is a rating and 0 where there is none; "upper" is
the upper triangle with its diagonal, row by row, J(J+1)/2 numbers:

    | block               | length    | content                                                 |
    |---------------------|-----------|---------------------------------------------------------|
    | head                | 3         | responses; with at least one rating; complete           |
    | items               | 8 I       | for each rating, responses with the code 1 2 3 4 5 ? - .|
    | then for each index |           |                                                         |
    | n                   | 1         | responses with at least one rating in the index         |
    | pair counts, upper  | J(J+1)/2  | N_jk = Σ δ_j δ_k                                        |
    | pair sums, full     | J·J       | S_jk = Σ δ_j δ_k x_j, row j, column k                   |
    | pair products, upper| J(J+1)/2  | P_jk = Σ δ_j δ_k x_j x_k                                |
    | listwise products,  | J(J+1)/2  | Σ x_j x_k over responses that rate all J items          |
    |   upper             |           |                                                         |
    | listwise sums       | J         | Σ x_j over the same responses                           |
    | totals              | 4J+1      | of the same responses, how many have the sum J, … 5J    |
    | for each pair       | 25        | how many gave r to the first and s to the second, r by  |
    |                     |           | r; who gave no rating to one of them is left out        |
    | ranks of K items    | 3K+3      | over the responses that rate all K: how many; twice the |
    |                     |           | rank sums; Σ(t³ - t) of ties; sums; sums of squares;    |
    |                     |           | the sum of squared totals                               |

A further vector, `CONTRASTS`, has the head and then each contrast as an index of both sides.

The bytes are these integers in this order, 64 bits each, signed, little-endian. The 2025
instrument has 785 of them. Reading needs no NumPy; counting does (`counting`).
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scoring import parts
from scoring.instrument import Instrument
from scoring.parts import IndexTally, Joint, Ranked
from scoring.places import CODES, MAIN, PARTS, SIDE, Places, Section, places

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["IndexTally", "Joint", "Layout", "Ranked", "Tally", "layouts"]


@dataclass(frozen=True, slots=True)
class Layout:
    """A vector of one instrument: its places, and the ways in and out of it.

    `part` is one of `places.PARTS`.
    """

    instrument: Instrument
    part: str = MAIN
    places: Places = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", places(self.instrument, self.part))

    @property
    def key(self) -> str:
        """What the vector is kept under: the instrument's name, and which further part it is."""
        return f"{self.instrument.name} {self.part}".rstrip()

    @property
    def length(self) -> int:
        """How many integers a tally has."""
        return self.places.length

    @property
    def sections(self) -> tuple[Section, ...]:
        """The blocks of each index, in the instrument's order."""
        return self.places.sections

    def item(self, item_id: str) -> slice:
        """Return where the item's counts stand; KeyError if it is not counted."""
        return self.places.items[item_id]

    def zero(self) -> Tally:
        """Return the tally of nobody: where a sum begins."""
        return Tally(self, (0,) * self.length)

    def tally(self, vector: Iterable[int]) -> Tally:
        """Return a view of a vector, NumPy's or any other; ValueError if its length is wrong."""
        values = tuple(map(int, vector))
        if len(values) != self.length:
            raise ValueError(f"a tally of {self.key} has {self.length} integers, not {len(values)}")
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
        """Return what the statistics of an index or a contrast need; KeyError if there is none."""
        for section in self.layout.sections:
            if section.index.id == index_id:
                return parts.read(self.values, section)
        raise KeyError(index_id)

    def joint(self, first: str, second: str) -> Joint:
        """Return a pair's joint histogram, in either order; KeyError if it is not counted."""
        if (second, first) in self.layout.places.joints:
            return tuple(zip(*self.joint(second, first), strict=True))
        cells = self.values[self.layout.places.joints[first, second]]
        return tuple(cells[row * SIDE : (row + 1) * SIDE] for row in range(SIDE))

    def ranks(self) -> Ranked:
        """Return what ranks within people come to; ValueError if nothing is ranked."""
        if self.layout.places.ranked is None:
            raise ValueError(f"{self.layout.key} ranks nothing")
        items, where = self.layout.places.ranked
        many = len(items)
        n, *rest = self.values[where]
        return Ranked(
            n=n,
            doubled=tuple(rest[:many]),
            ties=rest[many],
            sums=tuple(rest[many + 1 : 2 * many + 1]),
            squares=tuple(rest[2 * many + 1 : -1]),
            total_squares=rest[-1],
        )

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


def layouts(instrument: Instrument) -> tuple[Layout, ...]:
    """Return the vectors that are kept of an instrument; none where nothing of it is rated."""
    made = (Layout(instrument, part) for part in PARTS)
    return tuple(one for one in made if one.places.items or one.places.sections)
