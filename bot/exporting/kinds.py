"""What responses have in common, as numbers: a million share some thousand kinds."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from sys import intern
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
SLOTS = 1 << 15  # quarters whose days are kept: nearly a year of them

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


class Places(dict[Key, int]):
    """Places are numbered as they come; what many of them say is kept once."""

    def __missing__(self, key: Key) -> int:
        wave, city, group, language, complete = key
        new = (wave, intern(city), intern(group), intern(language), complete)
        return self.setdefault(new, len(self))


class Kinds:
    """A kind is a place, the day of the start and that of the end, in one number.

    What is told of a kind is a kind again: of a coarser place, of months instead of days.
    """

    def __init__(self, waves: Mapping[int, tuple[str, str]], zone: tzinfo) -> None:
        """Begin with none; `waves` gives the instrument and the name of each of the record's."""
        import numpy as np

        self._waves = waves
        self._zone = zone
        self._places = Places()
        self._named: list[Place] = []
        self._days: defaultdict[str, int] = defaultdict(lambda: len(self._days))
        self._days[""] = 0
        self._kept = np.full(SLOTS, NONE)  # is no quarter
        self._days_kept = np.zeros(SLOTS, np.int64)

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

        alike, which = np.unique_inverse(numbers)
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
        told: Numbers = np.array(found, np.int64)[which]
        return told

    def classes(self, numbers: Numbers) -> Numbers:
        """Return numbers that agree where kinds say the same of the person; left out stays -1."""
        import numpy as np

        first: dict[Key, int] = {}
        same = [first.setdefault((*key[:4], True), len(first)) for key in self._places]
        found = np.array([*same, -1])[numbers >> 2 * BITS] << 2 * BITS | numbers & DAYS
        return np.where(numbers < 0, -1, found)

    def _days_of(self, moments: Numbers) -> Numbers:
        """Return the number of the day of each moment, 0 where there is none."""
        import numpy as np

        quarters = moments // QUARTER
        slots = quarters & (SLOTS - 1)
        days: Numbers = self._days_kept[slots]
        new = self._kept[slots] != quarters
        if new.any():
            found, rows = np.unique(quarters[new], return_inverse=True)
            made = np.array([self._day_of(quarter) for quarter in found.tolist()], np.int64)
            days[new] = made[rows]
            self._kept[found & (SLOTS - 1)] = found
            self._days_kept[found & (SLOTS - 1)] = made
        return days

    def _day_of(self, quarter: int) -> int:
        if quarter == NONE // QUARTER:
            return 0
        moment = datetime.fromtimestamp(quarter * QUARTER, UTC)
        return self._days[moment.astimezone(self._zone).date().isoformat()]


def parts(numbers: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the numbers of the places, of the first days and of the last ones."""
    mask = (1 << BITS) - 1
    return numbers >> 2 * BITS, numbers >> BITS & mask, numbers & mask
