"""What goes by is counted, so that the tables are about these very rows."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain, compress
from typing import TYPE_CHECKING, Any

from bot.exporting.kinds import Kinds
from scoring.anonymity import Cell as Place
from scoring.instrument import NOT_REACHED, SKIPPED, Instrument
from scoring.outcomes import COMPLETE, outcome_of
from scoring.places import MAIN
from scoring.tally import Tally, layouts
from storage.columns import NONE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Times = tuple[Numbers, Numbers]

Cell = tuple[str, str, str, str]  # instrument, wave, city, stakeholder group


ENOUGH = 1 << 14
"""Responses that are worth being counted at once."""


class Counts:
    """Tallies, outcomes and durations, and how many responses are of each kind.

    It keeps 8 bytes a response and nothing else that grows with their number.
    """

    def __init__(self, instruments: Mapping[str, Instrument], kinds: Kinds) -> None:
        """Begin with nobody."""
        self.outcomes: Counter[str] = Counter()
        self.kinds = kinds
        self._layouts = {name: layouts(one) for name, one in instruments.items()}
        self._vectors: dict[Cell, NDArray[np.int64]] = {}
        self._seconds: Counter[int] = Counter()
        self._numbers = array("q")
        self._waiting: list[tuple[Numbers, Sequence[str], Sequence[bool]]] = []

    def add(
        self, rows: NDArray[Any], answers: Sequence[str], complete: Sequence[bool], times: Times
    ) -> None:
        """Count responses: as rows and as texts, and when each was begun and sent."""
        import numpy as np

        self._numbers.frombytes(rows["kind"].tobytes())
        given = rows["answers"]
        asked = np.char.str_len(given)
        silent = sum(np.char.count(given, code.encode()) for code in (SKIPPED, NOT_REACHED))
        became = np.unique_all(asked << 16 | asked - silent)
        outcomes = [outcome_of(n & 0xFFFF, n >> 16) for n in became.values.tolist()]
        for what, rows_of in zip(outcomes, np.bincount(became.inverse_indices), strict=True):
            self.outcomes[what] += int(rows_of)
        whole = np.array([what == COMPLETE for what in outcomes])[became.inverse_indices]
        started, completed = times
        of = whole & (completed != NONE)
        lasted = np.unique_counts(completed[of] - started[of])
        self._seconds.update(dict(zip(*(part.tolist() for part in lasted), strict=True)))
        self._waiting.append((rows["kind"].copy(), answers, complete))
        if sum(len(kinds) for kinds, *_ in self._waiting) >= ENOUGH:
            self._tally()

    def sizes(self) -> tuple[Numbers, Numbers]:
        """Return the kinds that there are, in order, and how many responses are of each."""
        import numpy as np

        found = np.frombuffer(self._numbers, np.int64)
        found.sort()
        new = np.ones(len(found), bool)
        new[1:] = found[1:] != found[:-1]
        starts = np.flatnonzero(new)
        return found[starts], np.diff(starts, append=len(found))

    def minutes(self, minimum: int) -> float | None:
        """Return the median minutes of a complete response; None if there are fewer."""
        many = self._seconds.total()
        if many < max(minimum, 1):
            return None
        seconds = sorted(self._seconds)
        ends = list(accumulate(self._seconds[one] for one in seconds))
        low, high = (seconds[bisect_right(ends, nth)] for nth in ((many - 1) // 2, many // 2))
        return (low + high) / 2 / 60

    def tallies(self, cells: Mapping[Place, Place | None], part: str = MAIN) -> dict[Cell, Tally]:
        """Return the tallies of all that was added, by what each wave, city and group becomes.

        A cell that is not among `cells` stays what it is. `part` is that of a layout.
        """
        self._tally()
        kept = {one.key: one for own in self._layouts.values() for one in own if one.part == part}
        counted = (
            ((kept[key].instrument.name, wave, city, group), kept[key].tally(vector))
            for (key, wave, city, group), vector in sorted(self._vectors.items())
            if key in kept
        )
        return become(counted, cells)

    def _tally(self) -> None:
        """Count what waits: of many responses at once each costs less."""
        import numpy as np

        from scoring.counting import count_vectors

        if not self._waiting:
            return
        kinds, *texts = zip(*self._waiting, strict=True)
        answers, complete = (list(chain.from_iterable(parts)) for parts in texts)
        self._waiting.clear()
        places, place_of = self.kinds.places(np.concatenate(kinds))
        for name, kept in self._layouts.items():
            cells = sorted({place.cell for place in places if place.instrument == name})
            numbers = {cell: number for number, cell in enumerate(cells)}
            cell_of = np.array([numbers.get(place.cell, -1) for place in places])[place_of]
            own = cell_of >= 0
            tables = count_vectors(
                kept,
                [*compress(answers, own.tolist())],
                [*compress(complete, own.tolist())],
                cell_of[own].tolist(),
                len(cells),
            )
            for layout, table in zip(kept, tables, strict=True):
                for (_, wave, city, group), vector in zip(cells, table, strict=True):
                    held = (layout.key, wave, city, group)
                    known = self._vectors.get(held)
                    self._vectors[held] = vector if known is None else known + vector


def become(
    counted: Iterable[tuple[Cell, Tally]], cells: Mapping[Place, Place | None]
) -> dict[Cell, Tally]:
    """Return tallies by what each wave, city and group becomes; None: it is left out."""
    found: dict[Cell, Tally] = {}
    for (instrument, wave, city, group), tally in counted:
        old = (wave, city, group)
        new = cells.get(old, old)
        if new is not None:
            known = found.get((instrument, *new))
            found[instrument, *new] = known + tally if known else tally
    return dict(sorted(found.items()))
