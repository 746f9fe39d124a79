"""An export's files: the rows, the tables made from them, and what explains them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from sqlalchemy import Connection

from bot.exporting import (
    columnar,
    datapackage,
    ddi,
    evidence,
    labelled,
    readme,
    rows,
    tables,
    workbook,
)
from bot.exporting.counts import Counts
from bot.exporting.datapackage import FileEntry
from bot.exporting.order import ALWAYS, CSV, FORMATS, SCRIPTS, SHARED, Order, Story
from bot.office import Office
from scoring import anonymity, codebook, meanings
from scoring.anonymity import TECHNICAL, WITHHELD, Coarsening
from scoring.codebook import Variable
from scoring.groups import GROUPS
from scoring.instrument import Instrument
from storage.frames import funnel, stream_responses


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
    counting = Counts(used)
    counts, coarsening = _rows(connection, folder, order, used, counting)
    tallies = counting.tallies(coarsening.cells)
    settled = order.office.settings.cities
    cities = [*settled, *sorted({cell[2] for cell in tallies} - set(settled))]
    columns = _columns(order, used, coarsening, cities)
    waves = {one.name: known[one.instrument] for one in order.waves}
    minimum = order.office.settings.minimum_cell
    indices = tables.indices(waves, tallies, minimum, columns)
    book = tables.meanings(order.texts, columns, tallies)
    for name, frame in (("indices.csv", indices), ("codebook.csv", book)):
        frame.to_csv(folder / name, index=False, lineterminator="\r\n", encoding="utf-8")
        counts[name] = len(frame)
    counts["notes.csv"] = evidence.write(connection, folder / "notes.csv", order)
    story = Story(order, counting, coarsening, funnel(connection), tallies, columns, counts)
    if "xlsx" in order.formats:
        workbook.write(
            folder / "tables.xlsx",
            tables.figures(waves, tallies, minimum, cities),
            {"tables-indices": indices, "tables-codebook": book},
            GROUPS,
            order.texts.speaking(order.language),
        )
    heads = meanings.described(map(str, book))
    return Contents(counts, tuple(used), coarsening, _files(folder, story, heads))


def _rows(
    connection: Connection,
    folder: Path,
    order: Order,
    used: dict[str, Instrument],
    counting: Counts,
) -> tuple[Counter[str], Coarsening]:
    """Write the raw rows: all are read first, to see which details would tell who it was."""
    settings, shared = order.office.settings, order.tier == SHARED
    stream = stream_responses(connection, order.wave, order.city)
    ids = rows.Pseudonyms(order.key)
    lines = rows.records(stream, ids, settings.zone, counting, shared=shared)
    # The order of the rows says nothing about who came first.
    with rows.in_order(lines, folder) as ordered:
        if shared:
            coarsening = anonymity.coarsen(counting.traits, settings.minimum_cell)
        else:
            coarsening = anonymity.untouched(counting.traits)
        heads: dict[str, list[str]] = {}
        for one in _columns(order, used, coarsening, ()):
            heads.setdefault(one.file, []).append(one.name)
        plan = rows.Plan(used, heads, coarsening, ids)
        return rows.write(ordered, folder, plan, order.progress), coarsening


def _columns(
    order: Order, used: dict[str, Instrument], coarsening: Coarsening, cities: Sequence[str]
) -> tuple[Variable, ...]:
    shared = order.tier == SHARED
    return codebook.variables(
        list(used.values()),
        cities,
        (*GROUPS, TECHNICAL, WITHHELD) if shared else GROUPS,
        (*order.texts.languages, WITHHELD) if shared else order.texts.languages,
        months=coarsening.months,
    )


def _files(folder: Path, story: Story, heads: Sequence[Variable]) -> tuple[FileEntry, ...]:
    """Write what is made from the rows, keep what was asked for, and describe it.

    `heads` are the columns of codebook.csv itself.
    """
    order, wide, columns = story.order, folder / "responses.csv", story.columns
    say = order.texts.speaking(order.language)
    if "sav" in order.formats:
        labelled.write_sav(wide, folder / "responses.sav", columns, say)
    if "dta" in order.formats:
        labelled.write_dta(wide, folder / "responses.dta", columns, say)
    if "parquet" in order.formats:
        for name in ("responses", "answers"):
            columnar.write(folder / f"{name}.csv", columns, order.texts)
    for name in SCRIPTS:
        script = resources.files("bot.exporting.scripts") / name
        (folder / name).write_bytes(script.read_bytes())
    files = [entry(folder / name, story.counts[name]) for name in CSV]
    package = datapackage.descriptor(
        f"saualnama-{order.day}", str(order.day), files, [*columns, *heads]
    )
    write_json(folder / "datapackage.json", package)
    ddi.write(folder / "codebook.xml", story)
    kept = {*ALWAYS, *(name for form in order.formats for name in FORMATS[form])}
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
