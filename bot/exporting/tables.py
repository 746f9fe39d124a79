"""The tables made from an export's rows: indices and codebook, as frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from bot.exporting.counts import Cell
from bot.exporting.rows import guard
from bot.exporting.workbook import WaveFigures
from bot.texts import Texts
from scoring import meanings as book
from scoring.figures import city_figures
from scoring.groups import GROUPS
from scoring.indices import TableRow, table
from scoring.instrument import Instrument
from scoring.tally import Tally
from scoring.variables import Variable

if TYPE_CHECKING:
    import pandas as pd

INTEGERS = ("total", "percent")  # whole numbers that may be absent

Waves = Mapping[str, Instrument]
Tallies = Mapping[Cell, Tally]


def indices(
    waves: Waves, tallies: Tallies, minimum: int, columns: Sequence[Variable]
) -> pd.DataFrame:
    """Return indices.csv: every wave's cities and groups by both methods, small cells empty."""
    import pandas as pd

    found: list[TableRow] = [
        row
        for wave, instrument in waves.items()
        for row in table(instrument, wave, cells(tallies, wave), minimum, GROUPS)
    ]
    names = [column.name for column in columns if column.file == "indices.csv"]
    frame = pd.DataFrame(map(attrgetter(*names), found), columns=names)
    for name in INTEGERS:
        frame[name] = frame[name].astype("Int64")
    frame["suppressed"] = ["true" if row.suppressed else "false" for row in found]
    for name in ("wave", "city", "stakeholder_group"):
        frame[name] = [guard(text) for text in frame[name]]
    return frame


def meanings(texts: Texts, columns: Sequence[Variable], tallies: Tallies) -> pd.DataFrame:
    """Return codebook.csv: every column of every file, in every language."""
    import pandas as pd

    wordings = {language: texts.speaking(language) for language in texts.languages}
    counts = book.frequencies(tallies.values())
    return pd.DataFrame(book.rows(columns, wordings, counts)).map(guard)


def figures(
    waves: Waves, tallies: Tallies, minimum: int, cities: Sequence[str]
) -> list[WaveFigures]:
    """Return what the workbook's sheets show of each wave."""
    return [
        WaveFigures(wave, one, city_figures(one, cells(tallies, wave), minimum, cities))
        for wave, one in waves.items()
    ]


def cells(tallies: Tallies, wave: str) -> dict[tuple[str, str], Tally]:
    """Return a wave's tallies by city and group."""
    return {(cell[2], cell[3]): tally for cell, tally in tallies.items() if cell[1] == wave}
