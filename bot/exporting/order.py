"""What an export is asked to be, and what is known of it once its rows are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from bot.exporting.counts import Cell, Counts
from bot.office import Office
from bot.texts import Texts
from scoring.anonymity import Coarsening
from scoring.tally import Tally
from scoring.variables import Variable
from storage.frames import Funnel
from storage.people import WaveRow

if TYPE_CHECKING:
    from scoring.statistics import Row

CSV = ("responses.csv", "answers.csv", "indices.csv", "statistics.csv", "notes.csv", "codebook.csv")
SCRIPTS = ("recompute.R", "recompute.py")
DIGESTS = "digests.json"
CORE = {"sav": ("responses",), "dta": ("responses",), "parquet": ("responses", "answers")}
"""The core's files that there are in a format beside CSV, without their ending."""

FORMATS = {
    "csv": (*CSV, "datapackage.json", DIGESTS, *SCRIPTS),
    "xlsx": ("tables.xlsx",),
    **{form: tuple(f"{name}.{form}" for name in names) for form, names in CORE.items()},
}
"""What each format consists of, beside a file for each further block that was answered."""

ALWAYS = ("README.md", "codebook.csv", "codebook.xml")
"""What explains the data, whatever their format."""

SHARED, INTERNAL = "shared", "internal"
TIERS = (SHARED, INTERNAL)


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: waves (oldest first), a city or all, in which tier and formats.

    `wave` is the name of the only one, if one was named; `key` derives the ids; `language` is
    that of the labels where a file holds one language; `progress` is told how many steps
    are done: every response is read and written.
    """

    office: Office
    texts: Texts
    now: datetime
    waves: Sequence[WaveRow]
    wave: str | None
    city: str | None
    tier: str
    language: str
    formats: Sequence[str]
    key: bytes = field(repr=False)
    progress: Callable[[int], None] | None = None

    @property
    def whole(self) -> bool:
        """Whether every wave and city is asked for."""
        return self.wave is None and self.city is None

    @property
    def open(self) -> tuple[str, ...]:
        """The names of waves that still take answers: the next export will hold more people."""
        return tuple(wave.name for wave in self.waves if wave.closed_at is None)

    @property
    def shares(self) -> dict[str, float]:
        """Each group's percent of the population, where it was told."""
        told = (one.partition("=") for one in self.office.settings.shares)
        return {group: float(part) for group, _, part in told}

    @property
    def few(self) -> int:
        """So many responses at least must be told of together; the team may know of each."""
        return self.office.settings.minimum_cell if self.tier == SHARED else 1

    @property
    def day(self) -> date:
        """The day of the export, where the survey is."""
        return self.now.astimezone(self.zone).date()

    @property
    def zone(self) -> tzinfo:
        """The zone of the survey's days."""
        return self.office.settings.zone


@dataclass(frozen=True, slots=True)
class Story:
    """What an export's documents tell: who answered, what was withheld, which columns there are.

    `flagged` are the tallies of flagged responses, `without` the indices without these.
    """

    order: Order
    counting: Counts
    coarsening: Coarsening
    funnel: Funnel
    tallies: Mapping[Cell, Tally]
    columns: Sequence[Variable]
    counts: Counter[str]
    flagged: Mapping[Cell, Mapping[int, Tally]]
    without: Sequence[Row]
