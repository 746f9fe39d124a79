"""What goes by is counted: what became of it, how long it took, and how many are alike."""

from __future__ import annotations

from array import array
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


class Counts:
    """Outcomes and durations, and how many responses are of each kind.

    It keeps 8 bytes a response until their sizes are asked for, and nothing else that grows with
    their number.
    """

    def __init__(self, kinds: Kinds) -> None:
        """Begin with nobody."""
        self.outcomes: Counter[str] = Counter()
        self.kinds = kinds
        self._seconds: Counter[int] = Counter()
        self._numbers = array("q")
        self._sizes: tuple[Numbers, Numbers] | None = None

    def add(self, rows: NDArray[Any], times: Times) -> None:
        """Count responses: as rows, and when each was begun and sent."""
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

    def sizes(self) -> tuple[Numbers, Numbers]:
        """Return the kinds that there are, in order, and how many responses are of each.

        Nothing is added after that: of the responses themselves nothing is kept any longer.
        """
        import numpy as np

        if self._sizes is None:
            found = np.frombuffer(self._numbers, np.int64)
            found.sort()
            new = np.ones(len(found), bool)
            np.not_equal(found[1:], found[:-1], out=new[1:])
            starts = np.flatnonzero(new)
            self._sizes = found[starts], np.diff(starts, append=len(found))
            self._numbers = array("q")
        return self._sizes

    def minutes(self, minimum: int) -> float | None:
        """Return the median minutes of a complete response; None if there are fewer."""
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
        return found
