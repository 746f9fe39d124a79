"""What responses have in common, as numbers: a million share some thousand kinds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from scoring.anonymity import Traits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Seconds = NDArray[np.float64]

BITS = 20  # of a day's number in a kind's
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
    """A kind is a place, the day of the start and that of the end, in one number."""

    def __init__(self, waves: Mapping[int, tuple[str, str]], zone: tzinfo) -> None:
        """Begin with none; `waves` gives the instrument and the name of each of the record's."""
        self._waves = waves
        self._zone = zone
        self._places: defaultdict[Key, int] = defaultdict(lambda: len(self._places))
        self._days: defaultdict[str, int] = defaultdict(lambda: len(self._days))

    def numbers(self, keys: Iterable[Key], started: Seconds, completed: Seconds) -> Numbers:
        """Return the number of each row's kind; a time that is not a number is none."""
        import numpy as np

        found = np.fromiter(map(self._places.__getitem__, keys), np.int64, len(started))
        for moments in (started, completed):
            quarters, rows = np.unique(moments // QUARTER, return_inverse=True)
            days = [self._days[self._day(quarter)] for quarter in quarters.tolist()]
            found = found << BITS | np.array(days, np.int64)[rows]
        return found

    def places(self, numbers: Numbers) -> tuple[list[Place], Numbers]:
        """Return the places that some kinds are of, and which of them each one's is."""
        import numpy as np

        found, rows = np.unique(numbers >> 2 * BITS, return_inverse=True)
        known = list(self._places)
        return [self._place(known[number]) for number in found.tolist()], rows

    def named(self, numbers: Numbers) -> Iterator[tuple[Place, Traits]]:
        """Give what each of some numbers stands for."""
        places, days = [self._place(key) for key in self._places], list(self._days)
        mask = (1 << BITS) - 1
        for number in numbers.tolist():
            place = places[number >> 2 * BITS]
            about = days[number >> BITS & mask], days[number & mask]
            yield place, Traits(place.wave, place.city, place.group, place.language, *about)

    def _place(self, key: Key) -> Place:
        wave, city, group, language, complete = key
        return Place(*self._waves[wave], city, group, language, complete)

    def _day(self, quarter: float) -> str:
        if quarter != quarter:  # noqa: PLR0124 - not a number
            return ""
        moment = datetime.fromtimestamp(quarter * QUARTER, UTC)
        return moment.astimezone(self._zone).date().isoformat()
