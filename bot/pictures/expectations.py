"""Importance against how good it is now: an element a row, both marks on it, both numbers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures.page import WIDTH, Ink, Page, length, wrap
from bot.pictures.strips import NUMBER, QUIET, Strip, dot
from bot.pictures.style import BODY, INK, MARGIN, ROOM, RULE, SECTION, TRACK
from bot.texts import Say
from scoring.balance.gap import Gap
from scoring.balance.published import BlockFigures
from scoring.instrument import RATINGS

NAMES = 366
"""Room for an element's name before its strip."""

SIDES = {"importance": False, "performance": True}
"""What is marked in every row, and whether its dots are hollow."""

COLUMNS = (WIDTH - MARGIN - 132, WIDTH - MARGIN)
"""Where the numbers of either end."""

LANES = (-10, 10)
"""Importance lies over how good it is now, so that neither hides the other."""

HEAD, ROW, LINE = 40, 46, 31
NAME = Ink(26, INK)
LOWEST, HIGHEST = int(RATINGS[0]), int(RATINGS[-1])
STRIP = Strip(MARGIN + NAMES, WIDTH - MARGIN - 340, LOWEST, HIGHEST)


def draw(page: Page, y: float, cities: Sequence[BlockFigures], say: Say) -> float:
    """Draw each city's elements, the widest gap first; return the bottom."""
    for city in cities:
        page.line((MARGIN, y), (WIDTH - MARGIN, y), RULE, 2)
        people = say("digest-people", count=city.basis)
        page.text(WIDTH - MARGIN, y + 44, people, BODY, "right")
        room = ROOM - length(people, BODY) - 24
        y = page.lines(MARGIN, y + 16, say(f"city-{city.city}"), SECTION, room)
        y = _heads(page, y, say)
        for one in widest(city):
            y = _element(page, y, one, say)
        y += 18
    return y


def widest(city: BlockFigures) -> list[Gap]:
    """Return a city's elements by how far importance is above how good it is now."""
    gaps = city.expectations.gaps if city.expectations else ()
    return sorted(gaps, key=lambda one: -(one.difference.points if one.difference else 0.0))


def _heads(page: Page, y: float, say: Say) -> float:
    """Write the scale over the strips and each side's name, with its mark, over its numbers."""
    middle = y + HEAD / 2
    for code in RATINGS:
        page.text(STRIP.place(int(code)), middle, code, QUIET, "center")
    for (side, hollow), right in zip(SIDES.items(), COLUMNS, strict=True):
        name = say(f"picture-{side}")
        page.text(right, middle, name, QUIET, "right")
        dot(page, right - length(name, QUIET) - 16, middle, hollow=hollow)
    return y + HEAD


def _element(page: Page, y: float, one: Gap, say: Say) -> float:
    lines = wrap(say(f"element-{one.element}"), NAME, NAMES - 20)
    height = max(ROW, LINE * len(lines) + 6)
    middle = y + height / 2
    for number, line in enumerate(lines):
        page.text(MARGIN, middle + (number - (len(lines) - 1) / 2) * LINE, line, NAME)
    page.bar(STRIP.left, middle - 19, STRIP.right - STRIP.left, 38, TRACK)
    scores = (one.importance, one.performance)
    for score, hollow, lane, right in zip(scores, SIDES.values(), LANES, COLUMNS, strict=True):
        told = "—" if score.mean is None else say("picture-mean", value=score.mean)
        page.text(right, middle, told, NUMBER, "right")
        if score.mean is not None:
            ends = score.low, score.high
            STRIP.mark(page, middle + lane, score.mean, ends, hollow=hollow)
    return y + height
