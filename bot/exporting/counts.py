"""What goes by is counted: what became of it, how long it took, and how many are alike."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from bot.exporting.kinds import Kinds, parts
from scoring.instrument import NOT_REACHED, SKIPPED
from scoring.outcomes import COMPLETE, outcome_of
from storage.columns import NONE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Times = tuple[Numbers, Numbers]

Cell = tuple[str, str, str, str]  # instrument, wave, city, stakeholder group

ENOUGH = 1 << 15
"""Responses that are worth being put to the kinds at once."""


class Counts:
    """Outcomes and durations, and how many responses are of each kind.

    It keeps 16 bytes a kind, and nothing that grows with the responses.
    """

    def __init__(self, kinds: Kinds) -> None:
        """Begin with nobody."""
        import numpy as np

        self.outcomes: Counter[str] = Counter()
        self.kinds = kinds
        self._seconds: Counter[int] = Counter()
        self._waiting: list[tuple[Numbers, Numbers]] = []
        self._sizes: tuple[Numbers, Numbers] = np.array([], np.int64), np.array([], np.int64)

    def add(self, rows: NDArray[Any], times: Times) -> None:
        """Count responses: as rows, and when each was begun and sent."""
        import numpy as np

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
        self._waiting.append((rows["kind"].copy(), completed[of] - started[of]))
        if sum(len(kinds) for kinds, _ in self._waiting) >= ENOUGH:
            self._settle()

    def sizes(self) -> tuple[Numbers, Numbers]:
        """Return the kinds that there are, in order, and how many responses are of each."""
        self._settle()
        return self._sizes

    def _settle(self) -> None:
        """Put what waits to the kinds and the durations: of many responses each costs less."""
        import numpy as np

        if not self._waiting:
            return
        kinds, lasted = map(np.concatenate, zip(*self._waiting, strict=True))
        self._waiting.clear()
        seconds = np.unique_counts(lasted)
        self._seconds.update(dict(zip(*(part.tolist() for part in seconds), strict=True)))
        (known, sizes), (found, many) = self._sizes, np.unique_counts(kinds)
        place = np.searchsorted(known, found)
        new = np.searchsorted(known, found, side="right") == place
        sizes[place[~new]] += many[~new]
        place, found, many = place[new], found[new], many[new]
        self._sizes = np.insert(known, place, found), np.insert(sizes, place, many)

    def minutes(self, minimum: int) -> float | None:
        """Return the median minutes of a complete response; None if there are fewer."""
        self._settle()
        many = self._seconds.total()
        if many < max(minimum, 1):
            return None
        seconds = sorted(self._seconds)
        ends = list(accumulate(self._seconds[one] for one in seconds))
        low, high = (seconds[bisect_right(ends, nth)] for nth in ((many - 1) // 2, many // 2))
        return (low + high) / 2 / 60

    def cells(self) -> Counter[Cell]:
        """Return how many responses there are of each instrument, wave, city and group."""
        import numpy as np

        numbers, sizes = self.sizes()
        of = np.bincount(parts(numbers)[0], sizes).astype(np.int64).tolist()
        found: Counter[Cell] = Counter()
        for place, many in zip(self.kinds.all_places(), of, strict=False):
            found[place.cell] += many
        return +found
