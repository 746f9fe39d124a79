"""An export's files: the rows, the tables made from them, and what explains them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bot.digests import verification
from bot.exporting import (
    blocks,
    datapackage,
    ddi,
    evidence,
    formats,
    interviews,
    raw,
    readme,
    statistics,
    tables,
    workbook,
)
from bot.exporting.blocks import Written
from bot.exporting.counts import Counts
from bot.exporting.datapackage import FileEntry
from bot.exporting.flagged import Flagged
from bot.exporting.kinds import Kinds
from bot.exporting.order import ALWAYS, CSV, DIGESTS, FORMATS, SCRIPTS, Order, Story
from bot.exporting.tallied import standing, tallied
from bot.exporting.tongues import Tongues
from bot.office import Office
from scoring import meanings
from scoring.anonymity import Coarsening
from scoring.findings import from_json
from scoring.groups import GROUPS
from scoring.instrument import Instrument
from scoring.places import CONTRASTS, MAIN
from scoring.tally import Layout
from scoring.variables import Variable
from storage import digests
from storage.frames import funnel


@dataclass(frozen=True, slots=True)
class Contents:
    """What the files hold."""

    counts: Counter[str]
    instruments: tuple[str, ...]
    coarsening: Coarsening
    files: tuple[FileEntry, ...]


def known_instruments(office: Office) -> dict[str, Instrument]:
    """Return every instrument that can be read, by the name that waves give it."""
    return office.instruments


def fill(connection: Connection, folder: Path, order: Order) -> Contents:
    """Write all files of an export but its manifest into a folder."""
    known = known_instruments(order.office)
    used = {one.instrument: known[one.instrument] for one in order.waves}
    used = used or {order.office.instrument.name: order.office.instrument}
    kinds = Kinds({one.id: (one.instrument, one.name) for one in order.waves}, order.zone)
    counting = Counts(kinds)
    tongues = {name: Tongues(Layout(one)) for name, one in used.items() if one.rated}
    apart = Flagged(kinds, used)
    counts, coarsening = raw.write(
        connection, folder, order, used, counting, tongues=tongues, flagged=apart
    )
    further = blocks.write(connection, folder, order, coarsening)
    interviews.write(connection, folder, order, further)
    counts += further.counts
    counts["veiled"], counts["known"] = further.veiled, further.coarsened
    held, responses = standing(connection, order), counting.cells()
    tallies, sides = (
        tallied(order, held, responses, coarsening.cells, part) for part in (MAIN, CONTRASTS)
    )
    settled = order.office.settings.cities
    cities = [*settled, *sorted({cell[2] for cell in tallies} - set(settled))]
    columns = raw.columns(order, used, coarsening, cities)
    waves = {one.name: known[one.instrument] for one in order.waves}
    minimum = order.office.settings.minimum_cell
    indices = tables.indices(waves, tallies, minimum, columns)
    book = tables.meanings(order.texts, (*columns, *further.columns), tallies)
    asked = further.tallies(known, coarsening.cells)
    marked = apart.tallies()
    without = statistics.without(order, tallies, marked)
    tests = statistics.table(connection, order, (tallies, sides, asked), tongues, without)
    made = (("indices.csv", indices), ("statistics.csv", tests), ("codebook.csv", book))
    for name, frame in made:
        frame.to_csv(folder / name, index=False, lineterminator="\r\n", encoding="utf-8")
        counts[name] = len(frame)
    counts["notes.csv"] = evidence.write(connection, folder / "notes.csv", order)
    write_json(folder / DIGESTS, _digests(connection, order))
    story = Story(
        *(order, counting, coarsening, funnel(connection), tallies, columns, counts),
        flagged=marked,
        without=without,
    )
    if "xlsx" in order.formats:
        workbook.write(
            folder / "tables.xlsx",
            tables.figures(waves, tallies, minimum, cities),
            {"tables-indices": indices, "tables-codebook": book},
            GROUPS,
            order.texts.speaking(order.language),
            order.day,
        )
    heads = meanings.described(map(str, book))
    files = _files(folder, story, heads, further)
    return Contents(counts, tuple(used), coarsening, files)


def _digests(connection: Connection, order: Order) -> list[dict[str, Any]]:
    """Return every digest of the waves, to be held against the data; of the city alone, if one."""
    found = [
        verification.record(one.code, from_json(one.content), order.office.instruments)
        for wave in order.waves
        for one in digests.every(connection, wave.name)
    ]
    for one in found:
        one["cities"] = [c for c in one["cities"] if order.city in {None, c["city"]}]
    return found


def _files(
    folder: Path, story: Story, heads: Sequence[Variable], further: Written
) -> tuple[FileEntry, ...]:
    """Write what is made from the rows, keep what was asked for, and describe it.

    `heads` are the columns of codebook.csv itself, `further` the files of further blocks.
    """
    order, columns = story.order, story.columns
    made = [*formats.write(folder, order, further.wide, [*columns, *further.columns])]
    for name in SCRIPTS:
        script = resources.files("bot.exporting.scripts") / name
        (folder / name).write_bytes(script.read_bytes())
    tabular = (*CSV, *sorted(further.counts))
    files = [entry(folder / name, story.counts[name]) for name in tabular]
    described = [*columns, *further.columns, *heads]
    package = datapackage.descriptor(f"saualnama-{order.day}", str(order.day), files, described)
    write_json(folder / "datapackage.json", package)
    ddi.write(folder / "codebook.xml", story, further.columns)
    kept = {*ALWAYS, *(name for form in order.formats for name in FORMATS[form])}
    kept |= {*made, *further.counts, *further.beside}
    if "csv" not in order.formats:
        kept -= {f"{name}.csv" for name in further.wide}
    readme.write(folder / "README.md", story, kept)
    for path in folder.iterdir():
        if path.name not in kept:
            path.unlink()
    return tuple(entry(folder / name, story.counts.get(name)) for name in sorted(kept))


def entry(path: Path, count: int | None = None) -> FileEntry:
    """Describe a written file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileEntry(path.name, digest, path.stat().st_size, count)


def write_json(path: Path, content: object) -> None:
    """Write JSON as people read it."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
