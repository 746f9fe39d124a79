"""A wide file for Excel, row by row: a workbook of answers, and of what its columns mean.

Excel has neither labels nor codes for what is missing. What can be reckoned with is a number, all
else its words, a non-answer too: a mean of a column is a mean of answers.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.texts import Say
from scoring.variables import Variable

ROWS = 1_048_575
"""What a sheet of Excel holds below its head; more go on in the next."""

HEADS = ("name", "label", "question", "code", "meaning")
"""The columns of the sheet that says what the others hold."""

Line = Sequence[str | int | None]


def write(source: Path, target: Path, columns: Iterable[Variable], say: Say, day: date) -> None:
    """Write a CSV's workbook; of the time of writing it tells the `day`."""
    import xlsxwriter

    asked = [column for column in columns if column.file == source.name]
    words = [{code: say(key) for code, key in one.labels.items() if key} for one in asked]
    # What was written goes to the disk at once, so that memory does not grow with the rows.
    options = {"constant_memory": True, "tmpdir": str(target.parent)}
    with (
        source.open(encoding="utf-8", newline="") as file,
        xlsxwriter.Workbook(str(target), options) as book,
    ):
        book.set_properties({"created": datetime.combine(day, time(), UTC)})
        rows = csv.reader(file)
        head = next(rows)
        for number, part in groupby(enumerate(rows), lambda one: one[0] // ROWS):
            name = say("tables-answers") + (f" {number + 1}" if number else "")
            lines = (list(map(_cell, row, asked, words)) for _, row in part)
            _sheet(book, name, head, lines)
        _sheet(book, say("tables-codebook"), HEADS, _meanings(asked, words, say))


def _cell(text: str, column: Variable, words: Mapping[str, str]) -> str | int | None:
    if not text:
        return None
    if column.missing and text not in column.absent and (column.ordered or not column.codes):
        return int(text)
    return words.get(text, text)


def _meanings(
    columns: Iterable[Variable], words: Iterable[Mapping[str, str]], say: Say
) -> Iterator[Line]:
    """Give a row a column, and under it one a code."""
    for column, meanings in zip(columns, words, strict=True):
        question = say(f"{column.item}.question") if column.item else None
        yield column.name, say(column.key), question
        for code, meaning in meanings.items():
            yield column.name, None, None, code, meaning


def _sheet(book: Any, name: str, head: Sequence[str], lines: Iterable[Line]) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Add a sheet under a head that stays in sight; texts go in as texts, never as formulas."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    bold = book.add_format({"bold": True})
    for place, text in enumerate(head):
        sheet.write_string(0, place, text, bold)
    for number, line in enumerate(lines, start=1):
        for place, value in enumerate(line):
            if isinstance(value, str):
                sheet.write_string(number, place, value)
            elif value is not None:
                sheet.write_number(number, place, value)
