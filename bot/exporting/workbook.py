"""tables.xlsx: the paper's tables, the sample, the indices and the codebook, for Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.texts import Say
from scoring.codebook import OURS
from scoring.figures import CityFigures
from scoring.instrument import Index, Instrument

if TYPE_CHECKING:
    import pandas as pd

NARROW, WIDE = 12, 60


@dataclass(frozen=True, slots=True)
class WaveFigures:
    """What one wave's tables show."""

    wave: str
    instrument: Instrument
    cities: tuple[CityFigures, ...]


class Book:
    """An open workbook; every text goes in as text, never as a formula or a link."""

    def __init__(self, writer: pd.ExcelWriter[Any]) -> None:
        """Prepare the formats."""
        self.writer = writer
        book: Any = writer.book  # xlsxwriter has no types
        self.head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
        self.strong = book.add_format({"bold": True})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        self.share = book.add_format({"num_format": "0.00"})

    def sheet(self, name: str, *widths: int) -> Any:  # noqa: ANN401 - xlsxwriter has no types
        """Add a sheet with columns of these widths, in letters."""
        book: Any = self.writer.book
        sheet = book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return sheet

    def row(self, sheet: Any, number: int, values: Sequence[Any], form: Any = None) -> None:  # noqa: ANN401 - xlsxwriter has no types
        """Write a row: texts as texts, numbers as numbers, None as nothing."""
        for column, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(number, column, value, form or self.plain)
            elif value is not None:
                sheet.write_number(number, column, value, form or self.plain)


def write(  # noqa: PLR0913, PLR0917 - what a workbook is made of
    path: Path,
    waves: Sequence[WaveFigures],
    frames: Mapping[str, pd.DataFrame],
    groups: Sequence[str],
    say: Say,
    day: date,
) -> None:
    """Write the workbook: a sheet for each table of the paper, the sample, and each frame.

    `frames` are written as they are, under the text that their key names. Of the time of writing
    it tells the `day`.
    """
    import pandas as pd

    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
    with pd.ExcelWriter(path, engine="xlsxwriter", engine_kwargs=options) as writer:
        book = Book(writer)
        writer.book.set_properties({"created": datetime.combine(day, time(), UTC)})
        for source, tables in _tables(waves).items():
            _scores(book, source, tables, say)
        _sample(book, waves, groups, say)
        for key, frame in frames.items():
            frame.to_excel(writer, sheet_name=say(key), index=False, freeze_panes=(1, 0))


Tables = list[tuple[WaveFigures, Index]]


def _tables(waves: Sequence[WaveFigures]) -> dict[str, Tables]:
    """Return the indices by the table of the paper that they come from."""
    found: dict[str, Tables] = {}
    for wave in waves:
        for index in wave.instrument.indices:
            found.setdefault(_sheet_name(index.source), []).append((wave, index))
    return found


def _sheet_name(text: str) -> str:
    """Leave out what Excel does not allow in a sheet's name, and all after 31 letters."""
    return "".join(sign for sign in text if sign not in r"[]:*?/\'")[:31]


def _scores(book: Book, name: str, tables: Tables, say: Say) -> None:
    """Lay indices out as the paper does: number, wording, a city a column, total, percent."""
    sheet = book.sheet(name, 5, WIDE, *[NARROW] * max(len(wave.cities) for wave, _ in tables))
    line = 0
    for wave, index in tables:
        found = [{one.id: one for one in city.indices} for city in wave.cities]
        scores = [{one.id: one.score for one in city.items} for city in wave.cities]
        sheet.write_string(line, 0, f"{say(f'index-{index.id}.report')} · {wave.wave}", book.strong)
        names = [say(f"city-{city.city}") for city in wave.cities]
        book.row(sheet, line + 2, ["№", say("tables-item"), *names], book.head)
        line += 3
        for number, item in enumerate(index.items, start=1):
            values = [score.get(item.id) for score in scores]
            book.row(sheet, line, [number, say(item.id), *values])
            line += 1
        figures = [one.get(index.id) for one in found]
        totals = [one.total if one else None for one in figures]
        percents = [one.percent if one else None for one in figures]
        total = say("tables-total", maximum=index.maximum)
        book.row(sheet, line, ["", total, *totals], book.strong)
        book.row(sheet, line + 1, ["", say("tables-percent"), *percents], book.strong)
        book.row(sheet, line + 2, ["", say("tables-people"), *(c.n for c in wave.cities)])
        line += 3
        if not all(city.shown for city in wave.cities):
            sheet.write_string(line, 1, say("tables-few"))
        line += 3


def _sample(book: Book, waves: Sequence[WaveFigures], groups: Sequence[str], say: Say) -> None:
    """Lay the sample out: a group a row, a city a column, all of them and their share."""
    cities = max((len(wave.cities) for wave in waves), default=0)
    sheet = book.sheet(say("tables-sample"), WIDE, *[NARROW] * (cities + 2))
    line = 0
    for wave in waves:
        names = [say(f"city-{city.city}") for city in wave.cities]
        sheet.write_string(line, 0, wave.wave, book.strong)
        ends = [say("tables-all"), say("tables-share")]
        book.row(sheet, line + 2, [say("tables-people"), *names, *ends], book.head)
        line += 3
        whole = sum(city.n for city in wave.cities)
        ours = {group for city in wave.cities for group in city.groups} - set(groups)
        for group in (*groups, *sorted(ours)):
            counts = [city.groups.get(group, 0) for city in wave.cities]
            name = say(OURS.get(group, f"group-{group}.report"))
            book.row(sheet, line, [name, *counts, sum(counts)])
            if whole:
                share = 100 * sum(counts) / whole
                sheet.write_number(line, len(counts) + 2, share, book.share)
            line += 1
        counts = [city.n for city in wave.cities]
        book.row(sheet, line, [say("tables-all"), *counts, whole], book.strong)
        line += 3
