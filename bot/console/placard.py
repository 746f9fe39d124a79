"""A poster for a wall, A4: the code that opens the bot, and why one would, in every language."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import segno
from fpdf import FPDF

from bot.texts import Say

FAMILY = "letters"
MARGIN, WIDTH, CODE = 18.0, 210.0, 105.0  # millimetres: of the edge, of the sheet, of the code
INK, QUIET, ACCENT = (27, 36, 48), (85, 96, 110), (31, 95, 139)


def poster(
    link: str, city: str, minutes: int, says: Sequence[Say], fonts: tuple[Path, Path]
) -> bytes:
    """Return a PDF for a city (its code); `fonts` are the plain and the bold type."""
    sheet = FPDF(format="A4")
    for style, path in zip(("", "B"), fonts, strict=True):
        sheet.add_font(FAMILY, style, path)
    sheet.set_margins(MARGIN, MARGIN, MARGIN)
    sheet.set_auto_page_break(auto=True, margin=MARGIN)
    sheet.add_page()
    sheet.set_title(" · ".join(dict.fromkeys(say(f"city-{city}") for say in says)))
    first, *others = says
    _line(sheet, first(f"city-{city}"), 40, ACCENT, bold=True)
    _invite(sheet, first, minutes, 27, 15)
    drawn = io.BytesIO()
    # A quarter of the code may be torn or wet.
    segno.make(link, error="q").save(drawn, kind="png", scale=16, border=4)
    sheet.image(drawn, x=(WIDTH - CODE) / 2, y=sheet.get_y(), w=CODE, alt_text=link)
    sheet.set_y(sheet.get_y() + CODE)
    _line(sheet, link.removeprefix("https://"), 13, QUIET)
    for say in others:
        sheet.ln(4)
        _invite(sheet, say, minutes, 19, 13)
    return bytes(sheet.output())


def _invite(sheet: FPDF, say: Say, minutes: int, title: float, body: float) -> None:
    _line(sheet, say("poster-title"), title, INK, bold=True)
    _line(sheet, say("poster-text", minutes=minutes), body, QUIET)


def _line(
    sheet: FPDF, text: str, size: float, colour: tuple[int, int, int], *, bold: bool = False
) -> None:
    sheet.set_font(FAMILY, "B" if bold else "", size)
    sheet.set_text_color(*colour)
    sheet.multi_cell(0, size * 1.35 * 25.4 / 72, text, align="C", new_x="LMARGIN", new_y="NEXT")
    sheet.ln(1.5)
