"""Answers counted by the language in which their question was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.languages import Counts
from scoring.places import CODES
from scoring.tally import Layout

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK = 20_000
"""Responses held in memory at once, whatever the size of the survey."""

LETTERS = {"k": "kk", "r": "ru", "e": "en"}
"""The letters beside the answers, and the languages they stand for."""


class Tongues:
    """Counts of one instrument by wave, language and item; a chunk in memory at once."""

    def __init__(self, layout: Layout) -> None:
        """Begin with nobody."""
        self._layout = layout
        self._waiting: list[tuple[str, str, str]] = []
        self._tables: dict[str, NDArray[np.int64]] = {}

    def add(self, wave: str, answers: str, languages: str) -> None:
        """Count one response."""
        self._waiting.append((wave, answers, languages))
        if len(self._waiting) >= CHUNK:
            self._flush()

    def counts(self) -> dict[str, Counts]:
        """Return by wave how many answers have each code, by item and language."""
        self._flush()
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

    def _flush(self) -> None:
        from scoring.counting import count_languages

        waiting, self._waiting = self._waiting, []
        for wave in sorted({one[0] for one in waiting}):
            part = [one for one in waiting if one[0] == wave]
            answers, languages = [one[1] for one in part], [one[2] for one in part]
            table = count_languages(self._layout, answers, languages, "".join(LETTERS))
            known = self._tables.get(wave)
            self._tables[wave] = table if known is None else known + table
