"""Change over the waves: in every city a small chart an index, the first and last value written."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.pictures.page import WIDTH, Ink, Page, wrap
from bot.pictures.style import BAR, DARK, INK, MARGIN, MUTED, ROOM, RULE, SECTION, SMALL, TRACK
from bot.texts import Say
from scoring.figures import CityFigures, IndexFigures

GUTTER = 40
HEIGHT = 210
NUMBER = Ink(27, INK, bold=True)
LABEL = Ink(26, DARK)
QUIET = Ink(26, MUTED)
LINE = 33
AXIS = 62
"""Room at the left for the ends of the scale, where they cannot be taken for values."""

INSET = 34
"""Room at a chart's ends for the numbers of the first and the last wave."""

Waves = Sequence[tuple[str, CityFigures]]
"""A city in its waves, each by its name, this one the last."""


def draw(page: Page, y: float, rows: Sequence[tuple[CityFigures, Waves]], say: Say) -> float:
    """Draw a row of charts for every city with its earlier waves; return the bottom."""
    for city, told_of in rows:
        page.line((MARGIN, y), (WIDTH - MARGIN, y), RULE, 2)
        y = page.lines(MARGIN, y + 18, say(f"city-{city.city}"), SECTION, ROOM) + 4
        waves = [(name, one.indices) for name, one in told_of]
        room = (ROOM - GUTTER * (len(city.indices) - 1)) / len(city.indices)
        heads = [wrap(say(f"index-{i.id}.short"), SMALL, room) for i in city.indices]
        deepest = max(map(len, heads))
        for column, lines in enumerate(heads):
            left = MARGIN + column * (room + GUTTER)
            for number, line in enumerate(lines, start=deepest - len(lines)):
                page.text(left, y + 18 + number * LINE, line, SMALL)
            points = [(name, _of(indices, city.indices[column].id)) for name, indices in waves]
            _chart(page, (left, y + LINE * deepest + 22), room, points, say)
        y += LINE * deepest + 22 + HEIGHT + 62
    return y


def _of(indices: Sequence[IndexFigures], name: str) -> IndexFigures | None:
    return next((one for one in indices if one.id == name and one.index is not None), None)


def _chart(
    page: Page,
    corner: tuple[float, float],
    room: float,
    points: Sequence[tuple[str, IndexFigures | None]],
    say: Say,
) -> None:
    left, top = corner

    def height(value: float) -> float:
        return top + HEIGHT * (100 - value) / 100

    start = left + AXIS
    for level in (0, 100):
        page.line((start, height(level)), (left + room, height(level)), TRACK, 3)
        page.text(start - 10, height(level), str(level), QUIET, "right")
    step = (room - AXIS - 2 * INSET) / max(1, len(points) - 1)
    placed = [
        (start + INSET + number * step, one)
        for number, (_, one) in enumerate(points)
        if one is not None
    ]
    for (x, one), (other_x, other) in pairwise(placed):
        page.line((x, height(one.index or 0)), (other_x, height(other.index or 0)), BAR, 5)
    for x, one in placed:
        if one.low is not None and one.high is not None:
            page.line((x, height(one.low)), (x, height(one.high)), DARK, 4)
        page.dot(x, height(one.index or 0), 8, DARK)
    for x, one in dict.fromkeys([*placed[:1], *placed[-1:]]):
        upper = max(one.high or 0, one.index or 0) + 9
        page.text(
            x,
            max(top + 14, height(upper) - 4),
            say("picture-whole", value=one.index),
            NUMBER,
            "center",
        )
    first, last = points[0][0], points[-1][0]
    page.text(start, top + HEIGHT + 26, first, LABEL)
    page.text(left + room, top + HEIGHT + 26, last, LABEL, "right")
