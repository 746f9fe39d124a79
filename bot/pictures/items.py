"""The table of all items: the paper's score of each in every city, in shaded cells."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures.page import WIDTH, Ink, Page, length, wrap
from bot.pictures.style import INK, MARGIN, ROOM, RULE, STRONG, TRACK, shade
from bot.texts import Say
from scoring.figures import CityFigures, ItemFigures

GAP = 4
HEIGHT = 45
NARROWEST = 116
BESIDE = 320
"""Items' names stand beside their cells where they have so much room, and above them else."""

LEADING = 1.2
TIGHT = Ink(26, INK)
LABEL = Ink(27, INK)
TITLE = Ink(36, INK, bold=True)


def draw(
    page: Page, y: float, cities: Sequence[CityFigures], indices: Sequence[str], say: Say
) -> float:
    """Draw these indices' items, an item a row and a city a column; return the bottom."""
    for index in indices:
        y = _index(page, y, index, cities, say)
    return y


def _index(page: Page, y: float, index: str, cities: Sequence[CityFigures], say: Say) -> float:
    rows = [item.id for item in cities[0].items if item.index == index]
    found = [{item.id: item for item in city.items} for city in cities]
    page.line((MARGIN, y), (WIDTH - MARGIN, y), RULE, 2)
    y = page.lines(MARGIN, y + 16, say(f"index-{index}.report"), TITLE, ROOM) + 6
    names = [say(f"city-{city.city}") for city in cities]
    cell = max(NARROWEST, *(length(name, STRONG) + 14 for name in names))
    beside = ROOM - len(cities) * cell >= BESIDE
    cell = cell if beside else (ROOM + GAP) / len(cities)
    left = WIDTH - MARGIN + GAP - cell * len(cities)
    y = _names(page, y, (left, cell), names, STRONG if beside else TIGHT)
    for row in rows:
        if beside:
            height = _label(page, y, say(row), left - MARGIN - 14)
        else:
            y, height = page.lines(MARGIN, y, say(row), TIGHT, ROOM) + 2, HEIGHT - 5
        for column, city in enumerate(found):
            _score(page, (left + column * cell, y), (cell - GAP, height), city[row])
        y += height + (GAP if beside else 2 * GAP)
    return y + 16


def _label(page: Page, y: float, name: str, room: float) -> float:
    """Write an item's name in the middle of its row; return the row's height."""
    lines = wrap(name, LABEL, room)
    height = max(HEIGHT, len(lines) * LEADING * LABEL.size + 8)
    for number, line in enumerate(lines):
        shift = (number - (len(lines) - 1) / 2) * LEADING * LABEL.size
        page.text(MARGIN, y + height / 2 + shift, line, LABEL)
    return height


def _names(
    page: Page, y: float, columns: tuple[float, float], names: Sequence[str], ink: Ink
) -> float:
    """Write the cities' names over their columns, the last lines side by side."""
    left, cell = columns
    wrapped = [wrap(name, ink, cell - GAP) for name in names]
    deepest = max(map(len, wrapped))
    for column, lines in enumerate(wrapped):
        middle = left + column * cell + (cell - GAP) / 2
        for number, line in enumerate(lines, start=deepest - len(lines)):
            page.text(middle, y + (number + 0.5) * LEADING * ink.size, line, ink, "center")
    return y + deepest * LEADING * ink.size + 10


def _score(
    page: Page, corner: tuple[float, float], size: tuple[float, float], item: ItemFigures
) -> None:
    (x, y), (width, height) = corner, size
    fill, ink = (TRACK, LABEL) if item.score is None else shade((item.score - 1) / 4, 34)
    page.bar(x, y, width, height, fill)
    mark = "—" if item.score is None else str(item.score)
    page.text(x + width / 2, y + height / 2, mark, ink, "center")
