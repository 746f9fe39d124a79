"""The groups against each other: in every city a row a group, a strip an index."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures.page import WIDTH, Ink, Page, wrap
from bot.pictures.strips import QUIET, Strip
from bot.pictures.style import INK, MARGIN, ROOM, RULE, SECTION, SMALL
from bot.texts import Say
from scoring.figures import CityFigures
from scoring.groups import GROUPS

NAMES = 320
COUNT = 70
"""Room for the number of people behind a group's name."""

NUMBER = 64
GUTTER = 18
NAME = Ink(27, INK)
LINE = 33


def draw(page: Page, y: float, cities: Sequence[CityFigures], say: Say) -> float:
    """Draw each city's groups; return the bottom."""
    for city in cities:
        y = _city(page, y, city, [group for group in GROUPS if city.groups.get(group)], say)
    return y


def told(city: CityFigures) -> bool:
    """Whether a city has a group to show."""
    return any(index.index is not None for views in city.views.values() for index in views)


def _city(page: Page, y: float, city: CityFigures, groups: Sequence[str], say: Say) -> float:
    page.line((MARGIN, y), (WIDTH - MARGIN, y), RULE, 2)
    y = page.lines(MARGIN, y + 18, say(f"city-{city.city}"), SECTION, ROOM) + 4
    strips = _strips(len(city.indices))
    heads = [
        wrap(say(f"index-{index.id}.short"), SMALL, strip.right + NUMBER - strip.left)
        for strip, index in zip(strips, city.indices, strict=True)
    ]
    deepest = max(map(len, heads))
    for strip, lines in zip(strips, heads, strict=True):
        for number, line in enumerate(lines, start=deepest - len(lines)):
            page.text(strip.left, y + 18 + number * LINE, line, SMALL)
    page.text(
        MARGIN + NAMES - 18, y + 18 + LINE * (deepest - 1), say("picture-count"), SMALL, "right"
    )
    y += LINE * deepest + 14
    for group in groups:
        views = city.views.get(group, ())
        basis = max((view.n for view in views), default=city.groups[group])
        lines = wrap(say(f"group-{group}.short"), NAME, NAMES - COUNT)
        height = max(52, LINE * len(lines) + 12)
        for number, line in enumerate(lines):
            page.text(MARGIN, y + height / 2 + (number - (len(lines) - 1) / 2) * LINE, line, NAME)
        page.text(MARGIN + NAMES - 18, y + height / 2, str(basis), QUIET, "right")
        for strip, view in zip(strips, views, strict=True):
            told = "" if view.index is None else say("picture-whole", value=view.index)
            strip.draw(page, y + height / 2, view.index, (view.low, view.high), told)
        y += height
    for strip in strips:
        page.text(strip.left, y + 16, "0", QUIET)
        page.text(strip.right, y + 16, "100", QUIET, "right")
    return y + 54


def _strips(count: int) -> list[Strip]:
    """Lay as many strips side by side as there are indices."""
    left = MARGIN + NAMES
    room = (WIDTH - MARGIN - left - GUTTER * (count - 1)) / count
    starts = [left + number * (room + GUTTER) for number in range(count)]
    return [Strip(start, start + room - NUMBER, 0, 100) for start in starts]
