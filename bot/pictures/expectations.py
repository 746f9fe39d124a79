"""Importance against how good it is now: under each element two strips, the words beside them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures.page import WIDTH, Page
from bot.pictures.strips import QUIET, Strip
from bot.pictures.style import MARGIN, ROOM, RULE, SECTION, STRONG
from bot.texts import Say
from scoring.balance.gap import Gap
from scoring.balance.published import BlockFigures
from scoring.instrument import RATINGS

NAMES = 210
"""Room for the words before a strip."""

NUMBERS = 84
LANE = 42
LOWEST, HIGHEST = int(RATINGS[0]), int(RATINGS[-1])


def draw(page: Page, y: float, cities: Sequence[BlockFigures], say: Say) -> float:
    """Draw each city's elements, the widest gap first; return the bottom."""
    strip = Strip(MARGIN + NAMES, WIDTH - MARGIN - NUMBERS, LOWEST, HIGHEST)
    for city in cities:
        page.line((MARGIN, y), (WIDTH - MARGIN, y), RULE, 2)
        y = page.lines(MARGIN, y + 18, say(f"city-{city.city}"), SECTION, ROOM)
        people = say("digest-people", count=city.basis)
        y = page.lines(MARGIN, y, people, QUIET, ROOM) + 8
        for code in RATINGS:
            page.text(strip.place(int(code)), y + 16, code, QUIET, "center")
        y += 44
        for one in widest(city):
            y = _element(page, y, strip, one, say)
    return y + 10


def widest(city: BlockFigures) -> list[Gap]:
    """Return a city's elements by how far importance is above how good it is now."""
    gaps = city.expectations.gaps if city.expectations else ()
    return sorted(gaps, key=lambda one: -(one.difference.points if one.difference else 0.0))


def _element(page: Page, y: float, strip: Strip, one: Gap, say: Say) -> float:
    y = page.lines(MARGIN, y + 8, say(f"element-{one.element}"), STRONG, ROOM)
    for name, score in (("importance", one.importance), ("performance", one.performance)):
        page.text(MARGIN, y + LANE / 2, say(f"picture-{name}"), QUIET)
        told = "" if score.mean is None else say("picture-mean", value=score.mean)
        strip.draw(page, y + LANE / 2, score.mean, (score.low, score.high), told)
        y += LANE
    return y + 10
