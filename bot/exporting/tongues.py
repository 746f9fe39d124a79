"""Answers counted by the language in which their question was shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.exporting.kinds import Kinds, parts
from bot.exporting.protection import Protection
from scoring.languages import Counts
from scoring.partition import WITHHELD
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
    rows: Iterable[Rows], kinds: Kinds, protection: Protection, tongues: Mapping[str, Tongues]
) -> Iterator[Rows]:
    """Count rows as they go by, by instrument; what is not told of a response is not counted."""
    import numpy as np

    waves: dict[tuple[str, str], int] = {}
    wave_of = [
        -1 if place.language == WITHHELD else waves.setdefault(place[:2], len(waves))
        for place in kinds.all_places()
    ]
    of, names = np.array([*wave_of, -1]), list(waves)  # the last is of what is left out
    for part in rows:
        which = of[parts(protection.told(part["kind"]))[0]]
        for number in sorted({*which[which >= 0].tolist()}):
            instrument, wave = names[number]
            own = part[which == number]
            texts = (own[name].astype("U").tolist() for name in ("answers", "spoken"))
            if instrument in tongues:
                tongues[instrument].add(wave, *texts)
        yield part
