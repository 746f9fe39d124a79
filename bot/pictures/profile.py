"""The profile of an index: its dimensions one by one, the cities side by side, with intervals."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures.page import WIDTH, Ink, Page, wrap
from bot.pictures.strips import QUIET, Strip
from bot.pictures.style import INK, MARGIN, ROOM, RULE, SMALL, STRONG
from bot.texts import Say
from scoring.figures import CityFigures
from scoring.instrument import RATINGS

NAME = Ink(28, INK)
NAMES = 250
"""Room for a city's name before its strip."""

NUMBERS = 84
LANE = 46
SCALE = tuple(map(int, RATINGS))


def draw(
    page: Page, y: float, cities: Sequence[CityFigures], rows: Sequence[str], say: Say
) -> float:
    """Draw these items of the first index, a strip a city under each; return the bottom."""
    found = [{item.id: item for item in city.items} for city in cities]
    left = MARGIN + NAMES if len(cities) > 1 else MARGIN
    strip = Strip(left, WIDTH - MARGIN - NUMBERS, SCALE[0], SCALE[-1])
    y = _scale(page, y, strip, say)
    for row in rows:
        page.line((MARGIN, y), (WIDTH - MARGIN, y), RULE, 2)
        y = page.lines(MARGIN, y + 14, say(row), STRONG, ROOM) + 6
        for city, items in zip(cities, found, strict=True):
            item = items[row]
            height = LANE
            if len(cities) > 1:
                lines = wrap(say(f"city-{city.city}"), NAME, NAMES - 16)
                height = max(LANE, 34 * len(lines) + 8)
                for number, line in enumerate(lines):
                    shift = (number - (len(lines) - 1) / 2) * 34
                    page.text(MARGIN, y + height / 2 + shift, line, NAME)
            told = "" if item.mean is None else say("picture-mean", value=item.mean)
            strip.draw(page, y + height / 2, item.mean, (item.low, item.high), told)
            y += height
        y += 12
    return y + 10


def _scale(page: Page, y: float, strip: Strip, say: Say) -> float:
    """Write the scale over the strips: the digits, the words of its ends under them."""
    for code in SCALE:
        page.text(strip.place(code), y + 16, str(code), QUIET, "center")
    page.text(strip.left, y + 50, say("scale-1").lower(), SMALL)
    page.text(strip.right, y + 50, say("scale-5").lower(), SMALL, "right")
    return y + 80
