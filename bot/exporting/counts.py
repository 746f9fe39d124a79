"""What goes by is counted, so that the tables are about these very rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.exporting.kinds import Kinds
from scoring.anonymity import Cell as Place
from scoring.instrument import NOT_REACHED, SKIPPED, Instrument
from scoring.outcomes import COMPLETE, outcome_of
from scoring.tally import Layout, Tally
from storage.frames import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Cell = tuple[str, str, str, str]  # instrument, wave, city, stakeholder group


class Counts:
    """Tallies, outcomes and durations, and how many responses are of each kind.

    It keeps 20 bytes a response and nothing else that grows with their number.
    """

    def __init__(self, instruments: Mapping[str, Instrument], kinds: Kinds) -> None:
        """Begin with nobody."""
        self.outcomes: Counter[str] = Counter()
        self.kinds = kinds
        self._layouts = {name: Layout(one) for name, one in instruments.items()}
        self._vectors: dict[Cell, NDArray[np.int64]] = {}
        self._seconds: list[NDArray[np.float32]] = []
        self._numbers: list[NDArray[np.int64]] = []
        self._people: list[NDArray[np.uint64]] = []

    def add(self, batch: Responses, rows: NDArray[Any], seconds: NDArray[np.float64]) -> None:
        """Count responses: as the record has them, as rows, and how long each took."""
        import numpy as np

        self._numbers.append(rows["kind"].copy())
        self._people.append(rows["person"].copy())
        given = rows["answers"]
        asked = np.char.str_len(given)
        silent = sum(np.char.count(given, code.encode()) for code in (SKIPPED, NOT_REACHED))
        became = np.unique_all(asked << 16 | asked - silent)
        outcomes = [outcome_of(n & 0xFFFF, n >> 16) for n in became.values.tolist()]
        for what, rows_of in zip(outcomes, np.bincount(became.inverse_indices), strict=True):
            self.outcomes[what] += int(rows_of)
        whole = np.array([what == COMPLETE for what in outcomes])[became.inverse_indices]
        self._seconds.append(seconds[whole & ~np.isnan(seconds)].astype(np.float32))
        self._tally(batch, rows)

    def sizes(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the kinds that there are, in order, and how many responses are of each."""
        import numpy as np

        found = np.concatenate([np.empty(0, np.int64), *self._numbers])
        found.sort()
        starts = np.flatnonzero(np.diff(found, prepend=-1))
        return found[starts], np.diff(starts, append=len(found))

    def people(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """Return of each response whose it is and of which kind."""
        import numpy as np

        people = np.concatenate([np.empty(0, np.uint64), *self._people])
        return people, np.concatenate([np.empty(0, np.int64), *self._numbers])

    def minutes(self, minimum: int) -> float | None:
        """Return the median minutes of a complete response; None if there are fewer."""
        import numpy as np

        seconds = np.concatenate([np.empty(0, np.float32), *self._seconds])
        return float(np.median(seconds)) / 60 if len(seconds) >= max(minimum, 1) else None

    def tallies(self, cells: Mapping[Place, Place | None]) -> dict[Cell, Tally]:
        """Return the tallies of all that was added, by what each wave, city and group becomes.

        A cell that is not among `cells` stays what it is.
        """
        found: dict[Cell, Tally] = {}
        for (instrument, *place), vector in sorted(self._vectors.items()):
            old = (place[0], place[1], place[2])
            new = cells.get(old, old)
            if new is None:
                continue
            tally = self._layouts[instrument].tally(vector)
            known = found.get((instrument, *new))
            found[instrument, *new] = known + tally if known else tally
        return dict(sorted(found.items()))

    def _tally(self, batch: Responses, rows: NDArray[Any]) -> None:
        import numpy as np

        places, place_of = self.kinds.places(rows["kind"])
        for name, layout in self._layouts.items():
            cells = sorted({place.cell for place in places if place.instrument == name})
            numbers = {cell: number for number, cell in enumerate(cells)}
            cell_of = np.array([numbers.get(place.cell, -1) for place in places])[place_of]
            own = np.flatnonzero(cell_of >= 0).tolist()
            table = layout.count_cells(
                [batch.answers[row] for row in own],
                [batch.complete[row] for row in own],
                cell_of[own].tolist(),
                len(cells),
            )
            for cell, vector in zip(cells, table, strict=True):
                known = self._vectors.get(cell)
                self._vectors[cell] = vector if known is None else known + vector
