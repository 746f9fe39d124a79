"""Answers counted by the language in which their question was shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.exporting.kinds import Place
from scoring.anonymity import WITHHELD, Traits
from scoring.languages import Counts
from scoring.places import CODES
from scoring.tally import Layout

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[Any]

LETTERS = {"k": "kk", "r": "ru", "e": "en"}
"""The letters beside the answers, and the languages they stand for."""


class Tongues:
    """Counts of one instrument by wave, language and item."""

    def __init__(self, layout: Layout) -> None:
        """Begin with nobody."""
        self._layout = layout
        self._tables: dict[str, NDArray[np.int64]] = {}

    def add(self, wave: str, answers: Sequence[str], languages: Sequence[str]) -> None:
        """Count some responses."""
        from scoring.counting import count_languages

        table = count_languages(self._layout, answers, languages, "".join(LETTERS))
        known = self._tables.get(wave)
        self._tables[wave] = table if known is None else known + table

    def counts(self) -> dict[str, Counts]:
        """Return by wave how many answers have each code, by item and language."""
        items = [item.id for item in self._layout.instrument.items]
        return {
            wave: {
                item: {
                    language: dict(zip(CODES, map(int, table[number, place]), strict=True))
                    for number, language in enumerate(LETTERS.values())
                }
                for place, item in enumerate(items)
            }
            for wave, table in sorted(self._tables.items())
        }


def listen(
    rows: Iterable[Rows],
    kinds: NDArray[np.int64],
    told: Iterable[tuple[Place, Traits | None]],
    tongues: Mapping[str, Tongues],
) -> Iterator[Rows]:
    """Count rows as they go by, by instrument; what is not told of a response is not counted.

    `kinds` are the numbers of all kinds in order, `told` says of each what becomes of it.
    """
    import numpy as np

    places: dict[tuple[str, str], int] = {}
    of = np.array(
        [
            places.setdefault((place.instrument, traits.wave), len(places))
            if traits and traits.language != WITHHELD
            else -1
            for place, traits in told
        ],
        np.int64,
    )
    names = list(places)
    for part in rows:
        which = of[np.searchsorted(kinds, part["kind"])]
        for number in np.unique(which[which >= 0]).tolist():
            instrument, wave = names[number]
            own = part[which == number]
            texts = (own[name].astype("U").tolist() for name in ("answers", "spoken"))
            if instrument in tongues:
                tongues[instrument].add(wave, *texts)
        yield part
