"""Transcripts, codes and a project file where all is told; what may be quoted, for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path

from sqlalchemy import Connection

from bot.exporting.blocks import Written
from bot.exporting.order import SHARED, Order
from bot.exporting.rows import guard
from bot.interviews import qdpx
from bot.interviews.gathering import Gathered, gathered
from scoring import codebook_blocks as columns
from scoring.interviews.coded import Quotation
from scoring.interviews.themes import NONE
from storage import interviews

PROJECT = "interviews.qdpx"


def write(connection: Connection, folder: Path, order: Order, done: Written) -> None:
    """Write what the tier may hold: in one that is shared no voice, coder or response's id.

    `done` says what stands beside, and is told what is written.
    """
    office = order.office
    found = gathered(
        connection,
        office.instruments,
        office.settings.minimum_cell,
        wave=order.wave,
        city=order.city,
    )
    if order.tier != SHARED:
        _transcripts(connection, folder, done)
        if found is not None:
            _codes(folder, found, done)
            _project(folder, order, found, done)
    if found is not None:
        # What is shared holds what reports may quote: a passage more would tell who came.
        free = interviews.quoted(connection) if order.tier == SHARED else found.texts.keys()
        told = [one for one in found.coded.quotations if one.answer in free]
        _quotations(folder, told, done)
        if order.tier != SHARED or told:
            _themes(folder, order, found, done)


def _transcripts(connection: Connection, folder: Path, done: Written) -> None:
    rows = [
        [*done.texts[row.id], row.transcribed_by, guard(row.text)]
        for row in interviews.voices(connection)
        if row.text and row.id in done.texts
    ]
    done.table(folder / "transcripts.csv", columns.transcripts(), sorted(rows))


def _codes(folder: Path, found: Gathered, done: Written) -> None:
    rows: list[list[object]] = []
    for key, own in found.codings.items():
        if key not in done.texts:
            continue
        text = found.texts[key].text or ""
        for coder, marks in own.items():
            about = [*done.texts[key], coder, found.version]
            for mark in marks:
                place = [mark.start, mark.stop, mark.theme, str(mark.quote).lower()]
                rows.append([*about, *place, guard(text[mark.start : mark.stop])])
            if not marks:
                rows.append([*about, 0, len(text), NONE, "false", guard(text)])
    done.table(folder / "codes.csv", columns.codes(), sorted(rows, key=str))


def _project(folder: Path, order: Order, found: Gathered, done: Written) -> None:
    places = sorted((place, key) for key, place in done.texts.items() if key in found.texts)
    sources = [
        qdpx.Source(
            "-".join(map(str, place)), found.texts[key].text or "", found.codings.get(key, {})
        )
        for place, key in places
    ]
    if sources:
        title = order.texts.speaking(order.language)("readme-title", date=order.day)
        made = datetime.combine(order.day, time(), UTC)
        content = qdpx.write(title, found.themes, sources, made, order.language)
        (folder / PROJECT).write_bytes(content)
        done.beside.append(PROJECT)


def _themes(folder: Path, order: Order, found: Gathered, done: Written) -> None:
    languages = order.texts.languages
    rows = [
        [
            found.version,
            theme.code,
            *(guard(theme.labels[language]) for language in languages),
            *(guard(theme.definitions[language]) for language in languages),
        ]
        for theme in found.themes
    ]
    done.table(folder / "themes.csv", columns.themes(languages), rows)


def _quotations(folder: Path, told: Sequence[Quotation], done: Written) -> None:
    rows = [
        [number, one.city, one.group, one.theme, guard(one.text)]
        for number, one in enumerate(told, start=1)
    ]
    done.table(folder / "quotations.csv", columns.quotations(), rows)
