"""The picture's list of many cities: a row each, the percents in shaded cells, two columns."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures.grids import named
from bot.pictures.page import Ink, Page, wrap
from bot.pictures.style import HIGHEST, INK, LOWEST, MARGIN, MUTED, ROOM, shade
from bot.texts import Say
from scoring.figures import CityFigures, IndexFigures

GUTTER = 40
COLUMN = (ROOM - GUTTER) / 2
CELL = 50
GAP = 4
COUNT = 50  # room for the number of people
LINE = 32  # from one line of a name to the next
HEAD = 38
ROW = 39
NAME = Ink(26, INK)
QUIET = Ink(26, MUTED)


def cities(page: Page, y: float, figures: Sequence[CityFigures], say: Say) -> float:
    """List the cities in their order, down one column and then the other; return the bottom."""
    indices = [index.id for index in next((c.indices for c in figures if c.shown), ())]
    cells = COLUMN - len(indices) * (CELL + GAP)
    rows = [(city, wrap(say(f"city-{city.city}"), NAME, cells - COUNT)) for city in figures]
    half = (len(rows) + 1) // 2
    bottoms = []
    for number, part in enumerate((rows[:half], rows[half:])):
        left = MARGIN + number * (COLUMN + GUTTER)
        bottom = _heads(page, left + cells, y, indices, say)
        for city, lines in part:
            bottom = _row(page, (left, left + cells), bottom, city, lines)
        bottoms.append(bottom)
    return max(bottoms) + 28


def _heads(page: Page, x: float, y: float, indices: Sequence[str], say: Say) -> float:
    """Name the number of people and the indices over their columns."""
    stems = [x - 24, *(x + n * (CELL + GAP) + GAP + CELL / 2 for n in range(len(indices)))]
    names = [say("picture-count"), *(say(f"index-{index}.short") for index in indices)]
    return named(page, y, stems, names, HEAD)


def _row(
    page: Page, places: tuple[float, float], y: float, city: CityFigures, lines: Sequence[str]
) -> float:
    left, cells = places
    height = max(ROW, LINE * len(lines) + 6)
    middle = y + height / 2
    for number, line in enumerate(lines):
        page.text(left, middle + (number - (len(lines) - 1) / 2) * LINE, line, NAME)
    page.text(cells - 8, middle, str(city.n), QUIET, "right")
    for number, index in enumerate(city.indices):
        _cell(page, cells + number * (CELL + GAP) + GAP, y, height, index)
    if not city.shown:
        page.text(left + (cells - left + COLUMN + GAP) / 2, middle, "—", QUIET, "center")
    return y + height + GAP


def _cell(page: Page, x: float, y: float, height: float, index: IndexFigures) -> None:
    if index.percent is None:
        page.text(x + CELL / 2, y + height / 2, "—", QUIET, "center")
        return
    fill, ink = shade((index.percent - LOWEST) / (HIGHEST - LOWEST), 26)
    page.bar(x, y, CELL, height, fill)
    page.text(x + CELL / 2, y + height / 2, str(index.percent), ink, "center")
