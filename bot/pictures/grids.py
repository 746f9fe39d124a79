"""Tables of many cities: a row each, the numbers in shaded cells, the columns named above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures.page import Ink, Page, wrap
from bot.pictures.style import INK, MARGIN, MUTED, ROOM, RULE, shade
from bot.pictures.waves import Waves
from bot.texts import Say
from scoring.balance.gap import Gap
from scoring.balance.published import BlockFigures
from scoring.figures import CityFigures
from scoring.groups import GROUPS

NAMES = 330
GAP = 4
HEAD = 40
ROW = 42
LINE = 32
FURTHEST = 4
"""From one end of the scale to the other."""

NAME = Ink(26, INK)
QUIET = Ink(26, MUTED)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and how dark it is from 0 to 1."""

    text: str
    level: float


Row = tuple[str, Sequence[Cell | None]]


def profile(page: Page, y: float, cities: Sequence[CityFigures], say: Say) -> float:
    """Draw the first index's items, a column each."""
    index = cities[0].indices[0].id
    items = [item.id for item in cities[0].items if item.index == index]
    rows: list[Row] = []
    for city in cities:
        means = {item.id: item.mean for item in city.items}
        cells = [_rated(means[item], say) for item in items]
        rows.append((say(f"city-{city.city}"), cells))
    return grid(page, y, [say(f"{item}.short") for item in items], rows)


def _rated(mean: float | None, say: Say) -> Cell | None:
    return None if mean is None else Cell(say("picture-mean", value=mean), (mean - 1) / 4)


def groups(page: Page, y: float, cities: Sequence[CityFigures], say: Say) -> float:
    """Draw the first index of every group."""
    rows: list[Row] = []
    for city in cities:
        values = [city.views[group][0].index if group in city.views else None for group in GROUPS]
        rows.append((say(f"city-{city.city}"), [_points(value, say) for value in values]))
    return grid(page, y, [say(f"group-{group}.short") for group in GROUPS], rows)


def _points(value: float | None, say: Say) -> Cell | None:
    return None if value is None else Cell(say("picture-whole", value=value), value / 100)


def waves(page: Page, y: float, rows: Sequence[tuple[CityFigures, Waves]], say: Say) -> float:
    """Draw every index of the present wave, with its change since the last one."""
    names = [say(f"index-{index.id}.short") for index in rows[0][0].indices]
    told: list[Row] = []
    for city, told_of in rows:
        _, past = told_of[-2]
        before = {index.id: index.index for index in past.indices}
        cells: list[Cell | None] = []
        for index in city.indices:
            last = before.get(index.id)
            if index.index is None or last is None:
                cells.append(None)
            else:
                change = round(index.index) - round(last)
                sign = "±" if not change else "+" if change > 0 else "−"
                words = f"{say('picture-whole', value=index.index)} ({sign}{abs(change)})"
                cells.append(Cell(words, index.index / 100))
        told.append((say(f"city-{city.city}"), cells))
    return grid(page, y, names, told)


def expectations(page: Page, y: float, cities: Sequence[BlockFigures], say: Say) -> float:
    """Draw every element's importance less how good it is now, a column each."""
    told = {
        one.city: {gap.element: gap for gap in one.expectations.gaps}
        for one in cities
        if one.expectations
    }
    elements = [*max(told.values(), key=len)]
    rows: list[Row] = [
        (say(f"city-{city}"), [_gap(gaps.get(one), say) for one in elements])
        for city, gaps in told.items()
    ]
    return grid(page, y, [say(f"element-{one}") for one in elements], rows)


def _gap(gap: Gap | None, say: Say) -> Cell | None:
    if gap is None or gap.difference is None:
        return None
    points = gap.difference.points
    sign = "−" if points < 0 else "+"
    return Cell(f"{sign}{say('picture-mean', value=abs(points))}", max(0.0, points) / FURTHEST)


def grid(page: Page, y: float, heads: Sequence[str], rows: Sequence[Row]) -> float:
    """Draw rows of cells under their heads; return the bottom."""
    cell = (ROOM - NAMES) / len(heads)
    left = MARGIN + NAMES
    y = named(page, y, [left + cell * (n + 0.5) for n in range(len(heads))], heads)
    for name, cells in rows:
        lines = wrap(name, NAME, NAMES - 12)
        height = max(ROW, LINE * len(lines) + 6)
        middle = y + height / 2
        for number, line in enumerate(lines):
            page.text(MARGIN, middle + (number - (len(lines) - 1) / 2) * LINE, line, NAME)
        for column, one in enumerate(cells):
            x = left + column * cell
            if one is None:
                page.text(x + cell / 2, middle, "—", QUIET, "center")
                continue
            fill, ink = shade(one.level, 26)
            page.bar(x, y, cell - GAP, height, fill)
            page.text(x + (cell - GAP) / 2, middle, one.text, ink, "center")
        y += height + GAP
    return y + 28


def named(
    page: Page, y: float, stems: Sequence[float], names: Sequence[str], height: float = HEAD
) -> float:
    """Name the columns: each name on a line of its own, a stem from its end to its column.

    The names are far wider than the columns. The rightmost has the top line, so that no stem
    runs through another's name.
    """
    bottom = y + height * len(names) + 10
    for line, (stem, name) in enumerate(zip(reversed(stems), reversed(names), strict=True)):
        middle = y + height * line + height / 2
        page.text(stem - 12, middle, name, QUIET, "right")
        page.line((stem, middle - 8), (stem, bottom - 6), RULE, 3)
    return bottom
