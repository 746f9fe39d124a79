"""Flagged responses: marked as rows pass, and counted apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bot.exporting.counts import Cell
from bot.exporting.kinds import Kinds, parts
from bot.exporting.protection import Protection
from scoring.flags import flags
from scoring.instrument import Instrument
from scoring.tally import Layout, Tally
from storage.columns import NONE
from storage.frames import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Rows = NDArray[Any]

ENOUGH = 1 << 13
"""Flagged responses that are counted at once; mostly there are fewer."""


def flags_of(batch: Responses, codes: Bytes, asked: Mapping[int, Instrument]) -> Bytes:
    """Return the flags of responses; `asked` says by a wave's number what it asked.

    Who has not sent a response is not judged.
    """
    import numpy as np

    found = np.zeros(len(codes), np.uint8)
    sent = (batch.complete != 0) & (batch.completed != NONE)
    lasted = batch.completed - batch.started
    for wave in sorted({*batch.waves.tolist()}):
        if asked[wave].rated:
            own = slice(None) if (batch.waves == wave).all() else batch.waves == wave
            found[own] = flags(asked[wave], codes[own], lasted[own])
    found[~sent] = 0
    return found


class Flagged:
    """The tallies of flagged responses, by what is told of their place and by their flags."""

    def __init__(self, kinds: Kinds, used: Mapping[str, Instrument]) -> None:
        """Begin with nobody."""
        self._kinds = kinds
        self._layouts = {name: Layout(one) for name, one in used.items() if one.rated}
        self._waiting: list[tuple[Rows, NDArray[np.int64]]] = []
        self._counted: dict[tuple[Cell, int], Tally] = {}

    def watch(self, rows: Iterable[Rows], protection: Protection) -> Iterator[Rows]:
        """Give rows as they come, and keep those that are flagged and told."""
        for part in rows:
            some = part[part["flags"] > 0]
            told = protection.told(some["kind"])
            self._waiting.append((some[told >= 0], parts(told[told >= 0])[0]))
            if sum(len(waiting) for waiting, _ in self._waiting) >= ENOUGH:
                self._settle()
            yield part

    def tallies(self) -> dict[Cell, dict[int, Tally]]:
        """Return by cell the tally of each set of flags that somebody has there."""
        self._settle()
        found: dict[Cell, dict[int, Tally]] = {}
        for (cell, of), tally in self._counted.items():
            found.setdefault(cell, {})[of] = tally
        return found

    def _settle(self) -> None:
        places = self._kinds.all_places()
        cells: dict[tuple[Cell, int], list[bytes]] = {}
        for rows, where in self._waiting:
            told = (where.tolist(), rows["flags"].tolist(), rows["answers"].tolist())
            for place, of, answers in zip(*told, strict=True):
                cells.setdefault((places[place].cell, of), []).append(answers)
        self._waiting.clear()
        for name, layout in self._layouts.items():
            own = {key: texts for key, texts in cells.items() if key[0][0] == name}
            texts = [one.decode() for many in own.values() for one in many]
            numbers = [number for number, many in enumerate(own.values()) for _ in many]
            table = layout.count_cells(texts, [True] * len(texts), numbers, len(own))
            for key, counts in zip(own, table, strict=True):
                tally, known = layout.tally(counts), self._counted.get(key)
                self._counted[key] = known + tally if known else tally
