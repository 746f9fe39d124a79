"""A report as a PDF: A4, its own letters, bookmarks, page numbers. The same report, same bytes."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from itertools import chain, repeat
from pathlib import Path

from fpdf import FPDF, FontFace, ViewerPreferences
from fpdf.enums import TableBordersLayout, XPos, YPos

from bot.reporting.document import Block, Picture, Points, Report, Section, Table, Words

FAMILY = "letters"
MARGIN, WIDEST, TALLEST = 18, 128, 225  # millimetres: of a page, of a picture
BODY, SMALL, HEADING, TITLE = 10, 8.5, 14, 20  # points
INK, QUIET, ACCENT, RULE = (27, 36, 48), (85, 96, 110), (31, 95, 139), (200, 208, 216)
LEADING = 1.45
LINE = SMALL * LEADING * 25.4 / 72  # millimetres, of a table
PADDING = 0.8  # millimetres above and below a cell
TOGETHER, SHORT = 12, 16  # rows that stay on a page; letters of a short name
HEAD_ROOM, TITLE_ROOM = 22, 14  # millimetres of a block's beginning, of a heading


class Sheets(FPDF):
    """Pages of a report, numbered at their foot."""

    def __init__(self, report: Report, fonts: tuple[Path, Path], made: date) -> None:
        """Begin with letters and properties; `fonts` are the plain and the bold type."""
        super().__init__(format="A4")
        for style, path in zip(("", "B"), fonts, strict=True):
            self.add_font(FAMILY, style, path)
        self.told = f"{report.title} · {report.head[0]}"
        self.set_title(self.told)
        self.set_lang(report.language)
        self.set_creator("Saualnama")
        self.set_creation_date(datetime.combine(made, time(), UTC))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN + 4)
        self.add_page()

    def footer(self) -> None:
        """Write what it is and the number of the page."""
        self.set_y(-MARGIN)
        self.type(SMALL, QUIET)
        self.cell(0, 5, self.told)
        self.set_x(MARGIN)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")

    def type(self, size: float, colour: tuple[int, int, int] = INK, *, bold: bool = False) -> None:
        """Choose type and colour."""
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(*colour)

    def write_lines(self, text: str, size: float, *, indent: float = 0) -> None:
        """Write a paragraph in the present type, broken at spaces."""
        self.set_x(MARGIN + indent)
        height = size * LEADING * 25.4 / 72
        self.multi_cell(0, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def document(
    report: Report, pictures: Mapping[str, Sequence[bytes]], fonts: tuple[Path, Path], made: date
) -> bytes:
    """Return the PDF; `pictures` are PNGs by kind, one or several, `made` the day it tells."""
    sheets = Sheets(report, fonts, made)
    sheets.type(TITLE, ACCENT, bold=True)
    sheets.write_lines(report.title, TITLE)
    sheets.ln(2)
    sheets.type(BODY)
    for line in report.head:
        sheets.write_lines(line, BODY)
    for section in report.sections:
        _section(sheets, section, pictures)
    return bytes(sheets.output())


def _section(sheets: Sheets, section: Section, pictures: Mapping[str, Sequence[bytes]]) -> None:
    first = section.blocks[0]
    below = _height(first, pictures)
    if sheets.will_page_break(TITLE_ROOM + below):
        sheets.add_page()
    else:
        sheets.ln(6)
    sheets.type(HEADING, ACCENT, bold=True)
    sheets.start_section(section.title)
    sheets.write_lines(section.title, HEADING)
    sheets.ln(1.5)
    for block in section.blocks:
        _block(sheets, block, pictures)


def _block(sheets: Sheets, block: Block, pictures: Mapping[str, Sequence[bytes]]) -> None:
    match block:
        case Words(text, small):
            size = SMALL if small else BODY
            sheets.type(size, QUIET if small else INK)
            sheets.write_lines(text, size)
            sheets.ln(1)
        case Points(lines):
            sheets.type(BODY)
            for line in lines:
                sheets.set_x(MARGIN)
                sheets.cell(4, BODY * LEADING * 25.4 / 72, "•")
                sheets.write_lines(line, BODY, indent=4)
                sheets.ln(0.8)
        case Table():
            _table(sheets, block)
        case Picture(kind, alt):
            for one, told in zip(pictures[kind], chain([alt], repeat("")), strict=False):
                width, height = _size(one)
                if sheets.will_page_break(height):
                    sheets.add_page()
                sheets.image(io.BytesIO(one), w=width, h=height, alt_text=told)
                sheets.ln(3)


def _table(sheets: Sheets, table: Table) -> None:
    if sheets.will_page_break(_height(table, {})):
        sheets.add_page()
    sheets.ln(2)
    sheets.type(BODY, bold=True)
    sheets.write_lines(table.caption, BODY)
    sheets.type(SMALL)
    sheets.set_draw_color(*RULE)
    columns = len(table.head)
    longest = max((len(row[0]) for row in table.rows), default=0)
    first = 25 if table.words else 18 if longest < SHORT else 32
    widths = (first, *[(100 - first) / (columns - 1)] * (columns - 1))
    align = "LEFT" if table.words else "RIGHT"
    with sheets.table(
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        col_widths=widths,
        headings_style=FontFace(emphasis="BOLD", color=INK),
        line_height=LINE,
        padding=PADDING,
        text_align=("LEFT", *[align] * (columns - 1)),
    ) as grid:
        for cells in (table.head, *table.rows):
            row = grid.row()
            for text in cells:
                row.cell(text)
    sheets.ln(2)


def _height(block: Block, pictures: Mapping[str, Sequence[bytes]]) -> float:
    """Return about how much room a block that stays on one page takes, in millimetres."""
    if isinstance(block, Picture):
        return _size(pictures[block.kind][0])[1]
    if isinstance(block, Table) and len(block.rows) <= TOGETHER:
        return 8 + (len(block.rows) + 2) * (LINE + 2 * PADDING) * (2 if block.words else 1)
    return HEAD_ROOM


def _size(png: bytes) -> tuple[float, float]:
    """Return a picture's width and height on paper, in millimetres."""
    across, down = struct.unpack(">II", png[16:24])
    width = min(WIDEST, TALLEST * across / down)
    return width, width * down / across
