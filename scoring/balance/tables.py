"""Additive integers about ratings side by side: all that the analyses of answers rest on.

A design says which characters of the answers' texts are counted and which are put side by side.
Its vector, so that the tables of parts add up to the table of the whole:

    | block   | integers | content                                                          |
    |---------|----------|------------------------------------------------------------------|
    | head    | 2        | responses; with at least one rating in the columns               |
    | columns | 8 C      | for each column, responses with the code 1 2 3 4 5 ? - .         |
    | pairs   | 25 P     | for each pair, how many gave r to the first and s to the second, |
    |         |          | r by r; who gave no rating to one of them is left out            |
    | ranked  | 3C + 3   | if columns are ranked, over the people who rated all of them:    |
    |         |          | people; twice the rank sums; Σ(t³ - t) of ties; sums; sums of    |
    |         |          | squares; the sum of squared totals                               |

Reading needs no NumPy; counting does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.instrument import RATINGS
from scoring.places import CODES

HEAD = 2
SIDE = len(RATINGS)
CHUNK = 1 << 15
"""Responses counted at once: a few megabytes of working memory."""

Joint = tuple[tuple[int, ...], ...]
"""People by their rating of a first thing (row, 1 to 5) and of a second (column)."""


@dataclass(frozen=True, slots=True)
class Design:
    """What of an instrument's texts is counted.

    `columns` are names, `places` where their characters stand (0-based) in texts of `width`
    characters; `pairs` are pairs of column names; `ranked` says that the columns are ranked
    within each person.
    """

    width: int
    columns: tuple[str, ...]
    places: tuple[int, ...]
    pairs: tuple[tuple[str, str], ...]
    ranked: bool = False

    def __post_init__(self) -> None:
        if len(self.places) != len(self.columns) or not set(self.places) <= set(range(self.width)):
            raise ValueError(f"every column needs its place, from 0 to {self.width - 1}")

    @property
    def length(self) -> int:
        """How many integers a table has."""
        many = len(self.columns)
        ranked = 3 * many + 3 if self.ranked else 0
        return HEAD + len(CODES) * many + SIDE * SIDE * len(self.pairs) + ranked

    def zero(self) -> Table:
        """Return the table of nobody: where a sum begins."""
        return Table(self, (0,) * self.length)

    def count(self, answers: Sequence[str]) -> Table:
        """Count stored texts; ValueError for one of another length or an unknown character."""
        from scoring.balance import counting

        return Table(self, counting.count(self, answers))


@dataclass(frozen=True, slots=True)
class Ranked:
    """What ranks within people come to, over those who rated every column."""

    n: int
    doubled: tuple[int, ...]
    ties: int
    sums: tuple[int, ...]
    squares: tuple[int, ...]
    total_squares: int


@dataclass(frozen=True, slots=True)
class Table:
    """The integers of one cell, or of several added; read-only."""

    design: Design
    values: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.values) != self.design.length:
            raise ValueError(
                f"a table of this design has {self.design.length} integers, not {len(self.values)}"
            )

    @property
    def responses(self) -> int:
        """Responses counted."""
        return self.values[0]

    @property
    def answered(self) -> int:
        """Responses with at least one rating."""
        return self.values[1]

    def column(self, name: str) -> Mapping[str, int]:
        """Return how many responses have each code; ValueError for an unknown column."""
        start = HEAD + len(CODES) * self.design.columns.index(name)
        return dict(zip(CODES, self.values[start : start + len(CODES)], strict=True))

    def joint(self, first: str, second: str) -> Joint:
        """Return a pair's joint histogram, in either order; ValueError if it is not counted."""
        if (second, first) in self.design.pairs:
            return tuple(zip(*self.joint(second, first), strict=True))
        start = HEAD + len(CODES) * len(self.design.columns)
        start += SIDE * SIDE * self.design.pairs.index((first, second))
        cells = self.values[start : start + SIDE * SIDE]
        return tuple(cells[row * SIDE : (row + 1) * SIDE] for row in range(SIDE))

    def ranks(self) -> Ranked:
        """Return what ranks within people come to; ValueError if the design has none."""
        if not self.design.ranked:
            raise ValueError("this design ranks nothing")
        many = len(self.design.columns)
        n, *rest = self.values[-3 * many - 3 :]
        return Ranked(
            n=n,
            doubled=tuple(rest[:many]),
            ties=rest[many],
            sums=tuple(rest[many + 1 : 2 * many + 1]),
            squares=tuple(rest[2 * many + 1 : -1]),
            total_squares=rest[-1],
        )

    def __add__(self, other: Table) -> Table:
        self._check_same(other)
        return Table(self.design, tuple(map(int.__add__, self.values, other.values)))

    def __sub__(self, other: Table) -> Table:
        self._check_same(other)
        return Table(self.design, tuple(map(int.__sub__, self.values, other.values)))

    def _check_same(self, other: Table) -> None:
        if self.design != other.design:
            raise ValueError("tables of two designs cannot be joined")
