"""An export's files: the rows, the tables made from them, the codebook, the data package."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bot.exporting import datapackage, rows, workbook
from bot.exporting.datapackage import FileEntry
from bot.exporting.rows import Cell
from bot.exporting.workbook import WaveFigures
from bot.office import Office
from bot.texts import Texts
from scoring import codebook
from scoring.codebook import Variable
from scoring.figures import city_figures
from scoring.groups import GROUPS
from scoring.indices import TableRow, table
from scoring.instrument import Instrument, load, names
from scoring.tally import Tally
from storage.frames import stream_responses

if TYPE_CHECKING:
    import pandas as pd

INTEGERS = ("total", "percent")  # whole numbers that may be absent
CSV = ("responses.csv", "answers.csv", "indices.csv", "codebook.csv")


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: waves (oldest first, each with its instrument's name), a city or all.

    `key` derives the ids; `progress` is told how many responses are written.
    """

    office: Office
    texts: Texts
    now: datetime
    waves: Mapping[str, str]
    wave: str | None = None
    city: str | None = None
    key: bytes = field(default=b"", repr=False)
    progress: Callable[[int], None] | None = None

    @property
    def day(self) -> date:
        """The day of the export, where the survey is."""
        return self.now.astimezone(self.office.settings.zone).date()


@dataclass(frozen=True, slots=True)
class Contents:
    """What the files hold."""

    counts: Counter[str]
    instruments: tuple[str, ...]
    k: int
    files: tuple[FileEntry, ...]


def known_instruments(office: Office) -> dict[str, Instrument]:
    """Return every instrument that can be read, by the name that waves give it."""
    packaged = [load(name) for name in names()]
    return {one.name: one for one in (*packaged, office.instrument)}


def fill(connection: Connection, folder: Path, order: Order) -> Contents:
    """Write all files of an export but its manifest into a folder."""
    known = known_instruments(order.office)
    used = {name: known[name] for name in dict.fromkeys(order.waves.values())}
    used = used or {order.office.instrument.name: order.office.instrument}
    counting = rows.Counts(used)
    stream = stream_responses(connection, order.wave, order.city)
    lines = rows.records(stream, rows.Pseudonyms(order.key), order.office.settings.zone, counting)
    # The order of the rows says nothing about who came first.
    in_order = rows.in_order(lines, folder)
    layout = codebook.variables(list(used.values()), (), GROUPS, order.texts.languages)
    counts = rows.write(in_order, folder, used, _columns(layout), order.progress)
    tallies = counting.tallies()
    settled = order.office.settings.cities
    cities = [*settled, *sorted({cell[2] for cell in tallies} - set(settled))]
    columns = codebook.variables(list(used.values()), cities, GROUPS, order.texts.languages)
    figures = _indices(order, used, tallies, columns)
    meanings = _codebook(order.texts, columns)
    for name, frame in (("indices.csv", figures), ("codebook.csv", meanings)):
        frame.to_csv(folder / name, index=False, lineterminator="\r\n", encoding="utf-8")
        counts[name] = len(frame)
    workbook.write(
        folder / "tables.xlsx",
        _figures(order, used, tallies, cities),
        {"tables-indices": figures, "tables-codebook": meanings},
        GROUPS,
        order.texts.speaking(order.office.settings.channel_languages[0]),
    )
    described = [*columns, *(Variable("codebook.csv", str(c), required=False) for c in meanings)]
    files = [entry(folder / name, counts[name]) for name in CSV]
    package = datapackage.descriptor(f"saualnama-{order.day}", str(order.day), files, described)
    write_json(folder / "datapackage.json", package)
    files += [entry(folder / name) for name in ("tables.xlsx", "datapackage.json")]
    k = min((tally.responses for tally in tallies.values()), default=0)
    return Contents(counts, tuple(used), k, tuple(files))


def entry(path: Path, count: int | None = None) -> FileEntry:
    """Describe a written file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileEntry(path.name, digest, path.stat().st_size, count)


def write_json(path: Path, content: object) -> None:
    """Write JSON as people read it."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def _columns(variables: Sequence[Variable]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for variable in variables:
        found.setdefault(variable.file, []).append(variable.name)
    return found


def _cells(tallies: Mapping[Cell, Tally], wave: str) -> dict[tuple[str, str], Tally]:
    return {(cell[2], cell[3]): tally for cell, tally in tallies.items() if cell[1] == wave}


def _indices(
    order: Order,
    instruments: Mapping[str, Instrument],
    tallies: Mapping[Cell, Tally],
    columns: Sequence[Variable],
) -> pd.DataFrame:
    import pandas as pd

    minimum = order.office.settings.minimum_cell
    found: list[TableRow] = [
        row
        for wave, name in order.waves.items()
        for row in table(instruments[name], wave, _cells(tallies, wave), minimum, GROUPS)
    ]
    frame = pd.DataFrame([asdict(row) for row in found], columns=_columns(columns)["indices.csv"])
    for name in INTEGERS:
        frame[name] = frame[name].astype("Int64")
    frame["suppressed"] = ["true" if row.suppressed else "false" for row in found]
    for name in ("wave", "city", "stakeholder_group"):
        frame[name] = [rows.guard(text) for text in frame[name]]
    return frame


def _codebook(texts: Texts, columns: Sequence[Variable]) -> pd.DataFrame:
    import pandas as pd

    wordings = {language: texts.speaking(language) for language in texts.languages}
    frame = pd.DataFrame(codebook.rows(columns, wordings))
    return frame.map(rows.guard)


def _figures(
    order: Order,
    instruments: Mapping[str, Instrument],
    tallies: Mapping[Cell, Tally],
    cities: Sequence[str],
) -> list[WaveFigures]:
    minimum = order.office.settings.minimum_cell
    return [
        WaveFigures(wave, one, city_figures(one, _cells(tallies, wave), minimum, cities))
        for wave, name in order.waves.items()
        for one in [instruments[name]]
    ]
