"""How the digest's pictures look: one hue on warm paper, large type, wide margins."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures.page import WIDTH, Ink, Page

MARGIN = 56
ROOM = WIDTH - 2 * MARGIN

PAPER = "#FBFAF6"
INK = "#16282E"
MUTED = "#56676D"
RULE = "#D9DEDC"
TRACK = "#E9EDEB"
BAR = "#9FCBD1"
DARK = "#0F4C5C"

TITLE = Ink(56, INK, bold=True)
SECTION = Ink(42, INK, bold=True)
LARGE = Ink(58, DARK, bold=True)
BODY = Ink(30, INK)
SMALL = Ink(27, MUTED)
STRONG = Ink(30, INK, bold=True)

LOWEST, HIGHEST = 20, 100
"""The ends of the scale in percent of the maximum: all ones, all fives."""

# From very low to high: lightness falls by even steps, so that it reads in grey and by any eye.
SHADES = ("#E3EFF0", "#B5D6DA", "#7DB4BC", "#3F8592", "#0F4C5C")
LAST_LIGHT = 2  # dark figures stand on shades up to this one, white ones on the others


def shade(level: float, size: int) -> tuple[str, Ink]:
    """Return the fill and the ink for a level from 0 to 1."""
    step = min(len(SHADES) - 1, max(0, int(level * len(SHADES))))
    return SHADES[step], Ink(size, INK if step <= LAST_LIGHT else "#FFFFFF", bold=True)


def heading(page: Page, title: str, lines: Sequence[str]) -> float:
    """Write what the picture is about; return where the next part begins."""
    y = page.lines(MARGIN, 52, title, TITLE, ROOM) + 10
    for line in lines:
        y = page.lines(MARGIN, y, line, BODY, ROOM)
    return y + 22


def footing(page: Page, y: float, notes: Sequence[str]) -> float:
    """Write the notes that explain the marks; return the height of the whole picture."""
    page.line((MARGIN, y), (WIDTH - MARGIN, y), RULE, 2)
    y += 20
    for note in notes:
        y = page.lines(MARGIN, y, note, SMALL, ROOM) + 8
    return y + 34
