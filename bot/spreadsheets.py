"""Tables that people made, CSV or Excel, as rows of texts."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile


class SheetError(ValueError):
    """A table cannot be opened; the message says what to do."""


def rows(path: Path) -> list[list[str]]:
    """Read the first sheet of an .xlsx, or a CSV in UTF-8 whose cells are parted by , ; or tabs.

    Raises:
        SheetError: it is neither.
    """
    if path.suffix.lower() == ".xlsx":
        return next(iter(sheets(path).values()))
    if path.suffix.lower() != ".csv":
        raise SheetError(f"{path.name}: neither .csv nor .xlsx; save it as one of them")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SheetError(f"{path.name}: not UTF-8; save it as CSV UTF-8, or as .xlsx") from None
    heading = text.partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def sheets(path: Path) -> dict[str, list[list[str]]]:
    """Read all sheets of an .xlsx by name, in their order.

    Raises:
        SheetError: it is none.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError):
        raise SheetError(f"{path.name}: not an Excel workbook; save it anew as .xlsx") from None
    try:
        return {
            sheet.title: [
                [_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)
            ]
            for sheet in book.worksheets
        }
    finally:
        book.close()


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
