"""What responses have in common, as numbers: a million share some thousand kinds."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from scoring.anonymity import MONTH, Coarsening, Traits
from storage.columns import NONE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

BITS = 20  # of a day's number in a kind's
DAYS = (1 << 2 * BITS) - 1  # both of them
QUARTER = 900  # seconds; the zones of today differ by multiples of it

Key = tuple[int, str, str, str, bool]
"""Wave (its number in the record), city, stakeholder group, language, complete."""


class Place(NamedTuple):
    """All that a row says but its ids, days and answers."""

    instrument: str
    wave: str
    city: str
    group: str
    language: str
    complete: bool

    @property
    def cell(self) -> tuple[str, str, str, str]:
        """What its answers are counted by: instrument, wave, city, stakeholder group."""
        return self[:4]


class Kinds:
    """A kind is a place, the day of the start and that of the end, in one number.

    What is told of a kind is a kind again: of a coarser place, of months instead of days.
    """

    def __init__(self, waves: Mapping[int, tuple[str, str]], zone: tzinfo) -> None:
        """Begin with none; `waves` gives the instrument and the name of each of the record's."""
        import numpy as np

        self._waves = waves
        self._zone = zone
        self._places: defaultdict[Key, int] = defaultdict(lambda: len(self._places))
        self._named: list[Place] = []
        self._days: defaultdict[str, int] = defaultdict(lambda: len(self._days))
        self._days[""] = 0
        self._first, self._day_at = 0, np.zeros(1, np.int64)

    def numbers(self, keys: Iterable[Key], started: Numbers, completed: Numbers) -> Numbers:
        """Return the number of each row's kind, by times in seconds; NONE where there is none."""
        import numpy as np

        found = np.fromiter(map(self._places.__getitem__, keys), np.int64, len(started))
        for moments in (started, completed):
            found = found << BITS | self._days_of(moments)
        return found

    def all_places(self) -> list[Place]:
        """Return the places by their numbers."""
        new = list(self._places)[len(self._named) :]
        for wave, city, group, language, complete in new:
            self._named.append(Place(*self._waves[wave], city, group, language, complete))
        return self._named

    def all_days(self) -> list[str]:
        """Return the days and the months by their numbers; the first is none."""
        return list(self._days)

    def traits(self, numbers: Numbers) -> Iterator[Traits]:
        """Give what each of some numbers says of the person."""
        places, days = self.all_places(), self.all_days()
        for place, *about in zip(*(part.tolist() for part in parts(numbers)), strict=True):
            yield Traits(*places[place][1:5], *(days[number] for number in about))

    def in_months(self, numbers: Numbers) -> Numbers:
        """Return the kinds with months in the place of days."""
        import numpy as np

        month_of: Numbers = np.array([self._days[day[:MONTH]] for day in self.all_days()])
        place, started, completed = parts(numbers)
        made: Numbers = (place << BITS | month_of[started]) << BITS | month_of[completed]
        return made

    def told(self, numbers: Numbers, coarsening: Coarsening) -> Numbers:
        """Return the kinds that some are told as; -1: it is left out."""
        import numpy as np

        alike = np.unique(numbers)
        keys, found = list(self._places), array("q")
        for number, one in zip(alike.tolist(), self.traits(alike), strict=True):
            new = coarsening.told(one)
            if new is None:
                found.append(-1)
                continue
            wave, *_, complete = keys[number >> 2 * BITS]
            place = self._places[wave, new.city, new.group, new.language, complete]
            days = self._days[new.started] << BITS | self._days[new.completed]
            found.append(place << 2 * BITS | days)
        told: Numbers = np.array(found, np.int64)[np.searchsorted(alike, numbers)]
        return told

    def classes(self, numbers: Numbers) -> Numbers:
        """Return numbers that agree where kinds say the same of the person; left out stays -1."""
        import numpy as np

        first: dict[Key, int] = {}
        same = [first.setdefault((*key[:4], True), len(first)) for key in self._places]
        found = np.array([*same, -1])[numbers >> 2 * BITS] << 2 * BITS | numbers & DAYS
        return np.where(numbers < 0, -1, found)

    def _days_of(self, moments: Numbers) -> Numbers:
        """Return the number of the day of each moment, 0 where there is none.

        A table has the day of every quarter between the first and the last one met, -1 where it was
        not asked for yet; before them stands that of none.
        """
        import numpy as np

        quarters = moments // QUARTER
        met = quarters[moments != NONE]
        if len(met):
            first, last = int(met.min()), int(met.max())
            known = len(self._day_at) - 1
            self._first = self._first if known else first
            before, after = self._first - first, last - self._first - known + 1
            if before > 0 or after > 0:
                self._first = min(self._first, first)
                of_none, of_quarters = np.split(self._day_at, [1])
                new = np.pad(of_quarters, (max(before, 0), max(after, 0)), constant_values=-1)
                self._day_at = np.concatenate([of_none, new])
        at = np.where(moments == NONE, 0, quarters - self._first + 1)
        unknown = np.unique(at[self._day_at[at] < 0])
        days = [self._day_of(place + self._first - 1) for place in unknown.tolist()]
        self._day_at[unknown] = days
        return self._day_at[at]

    def _day_of(self, quarter: int) -> int:
        moment = datetime.fromtimestamp(quarter * QUARTER, UTC)
        return self._days[moment.astimezone(self._zone).date().isoformat()]


def parts(numbers: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the numbers of the places, of the first days and of the last ones."""
    mask = (1 << BITS) - 1
    return numbers >> 2 * BITS, numbers >> BITS & mask, numbers & mask
