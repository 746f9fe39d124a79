"""What goes by is counted, so that the tables are about these very rows."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping
from statistics import median
from typing import TYPE_CHECKING

from scoring.anonymity import Cell as Place
from scoring.anonymity import Traits
from scoring.instrument import Instrument
from scoring.outcomes import COMPLETE, outcome
from scoring.tally import Layout, Tally
from storage.frames import ResponseRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK = 20_000
"""Responses held in memory at once, whatever the size of the survey."""

Cell = tuple[str, str, str, str]  # instrument, wave, city, stakeholder group


class Counts:
    """Tallies, outcomes, durations, and how many responses share the same traits."""

    def __init__(self, instruments: Mapping[str, Instrument]) -> None:
        """Begin with nobody."""
        self.traits: Counter[Traits] = Counter()
        self.outcomes: Counter[str] = Counter()
        self._minutes = array("d")
        self._layouts = {name: Layout(one) for name, one in instruments.items()}
        self._waiting: list[tuple[Cell, str, bool]] = []
        self._vectors: dict[Cell, NDArray[np.int64]] = {}

    def add(self, row: ResponseRow, traits: Traits) -> None:
        """Count one response."""
        self.traits[traits] += 1
        became = outcome(row.answers)
        self.outcomes[became] += 1
        if became == COMPLETE and row.completed_at is not None:
            self._minutes.append((row.completed_at - row.started_at).total_seconds() / 60)
        cell = (row.instrument, row.wave, row.city, row.stakeholder_group)
        self._waiting.append((cell, row.answers, row.complete))
        if len(self._waiting) >= CHUNK:
            self._flush()

    def minutes(self, minimum: int) -> float | None:
        """Return the median minutes of a complete response; None if there are fewer."""
        return median(self._minutes) if len(self._minutes) >= max(minimum, 1) else None

    def tallies(self, cells: Mapping[Place, Place | None]) -> dict[Cell, Tally]:
        """Return the tallies of all that was added, by what each wave, city and group becomes."""
        self._flush()
        found: dict[Cell, Tally] = {}
        for (instrument, *place), vector in sorted(self._vectors.items()):
            new = cells[place[0], place[1], place[2]]
            if new is None:
                continue
            tally = self._layouts[instrument].tally(vector)
            known = found.get((instrument, *new))
            found[instrument, *new] = known + tally if known else tally
        return dict(sorted(found.items()))

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for name in sorted({cell[0] for cell, _, _ in waiting}):
            part = [one for one in waiting if one[0][0] == name]
            cells = sorted({cell for cell, _, _ in part})
            places = {cell: place for place, cell in enumerate(cells)}
            table = self._layouts[name].count_cells(
                [answers for _, answers, _ in part],
                [complete for _, _, complete in part],
                [places[cell] for cell, _, _ in part],
                len(cells),
            )
            for cell, place in places.items():
                known = self._vectors.get(cell)
                self._vectors[cell] = table[place] if known is None else known + table[place]
