"""What follows from published sums by adding and subtracting: linear algebra in exact fractions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

Weight = int | Fraction
Row = dict[int, Weight]


class Span:
    """The combinations of vectors over `atoms` places, kept in reduced row echelon form.

    A row is a sparse vector. Behind the atoms' places each row keeps, at the place of each vector
    that was added, how much of it the row is made of.
    """

    def __init__(self, atoms: int) -> None:
        self._atoms = atoms
        self._added = 0
        self._rows: dict[int, Row] = {}
        # Which pivots' rows have something at a place.
        self._users: dict[int, set[int]] = {}

    def add(self, vector: Mapping[int, Weight]) -> None:
        """Add a vector: its weights other than 0, by place."""
        row: Row = {place: weight for place, weight in vector.items() if weight}
        row[self._atoms + self._added] = 1
        self._added += 1
        for pivot in [place for place in row if place in self._rows]:
            _add(row, self._rows[pivot], -row[pivot])
        pivot = min(row)
        if pivot >= self._atoms:
            return
        head = row[pivot]
        if head != 1:
            row = {place: Fraction(weight) / head for place, weight in row.items()}
        for user in list(self._users.get(pivot, ())):
            self._combine(user, row, -self._rows[user][pivot])
        self._rows[pivot] = row
        for place in row:
            self._users.setdefault(place, set()).add(pivot)

    def _combine(self, user: int, row: Row, times: Weight) -> None:
        own = self._rows[user]
        _add(own, row, times)
        for place in row:
            if place in own:
                self._users.setdefault(place, set()).add(user)
            else:
                self._users.get(place, set()).discard(user)

    def small_sum(self, counts: Sequence[int], most: int) -> frozenset[int] | None:
        """Find places with at most `most` people whose plain sum is in the span, if there are any.

        `counts` are the people at each place, 1 or more. Modulo the rows, the place of a pivot is
        minus the rest of its row and any other is itself; a sum is in the span if these
        remainders add up to nothing. Each step adds a place that touches the first remainder
        still standing: if some of a solution is left, one of it must.
        """
        remainders = [self._remainder(place) for place in range(self._atoms)]
        touching: dict[int, list[int]] = {}
        for place, remainder in enumerate(remainders):
            for other in remainder:
                touching.setdefault(other, []).append(place)

        def extend(chosen: frozenset[int], rest: Row, left: int) -> Iterator[frozenset[int]]:
            if not rest:
                yield chosen
                return
            for place in touching[min(rest)]:
                if counts[place] <= left and place not in chosen:
                    more = dict(rest)
                    _add(more, remainders[place], 1)
                    yield from extend(chosen | {place}, more, left - counts[place])

        for place, remainder in enumerate(remainders):
            if counts[place] <= most:
                for found in extend(frozenset({place}), remainder, most - counts[place]):
                    return found
        return None

    def _remainder(self, place: int) -> Row:
        if place not in self._rows:
            return {place: 1}
        row = self._rows[place]
        return {other: -w for other, w in row.items() if other < self._atoms and other != place}

    def through(self, chosen: Collection[int]) -> tuple[int, ...]:
        """Return which added vectors the plain sum of places in the span is made of, in order."""
        made: Row = {}
        for pivot in chosen:
            if pivot in self._rows:
                _add(made, self._rows[pivot], 1)
        return tuple(sorted(place - self._atoms for place in made if place >= self._atoms))


def _add(row: Row, other: Row, times: Weight) -> None:
    """Add a multiple of a row to another, in place; what becomes 0 is taken out."""
    for place, weight in other.items():
        total = row.get(place, 0) + times * weight
        if total:
            row[place] = total
        else:
            row.pop(place, None)
