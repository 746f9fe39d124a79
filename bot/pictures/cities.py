"""The cities' indices as bars with their intervals, each with its name and number beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures.page import WIDTH, Align, Ink, Page, length
from bot.pictures.style import (
    BAR,
    BODY,
    DARK,
    HIGHEST,
    LARGE,
    LOWEST,
    MARGIN,
    ROOM,
    RULE,
    SECTION,
    SMALL,
    TRACK,
)
from bot.texts import Say
from scoring.figures import CityFigures, IndexFigures

ROOMY = 3
"""Up to so many cities a bar has its name above it; with more, beside it."""

SCALE = (20, 40, 60, 80, 100)


@dataclass(frozen=True, slots=True)
class Track:
    """Where the bars stand: a scale in percent of the maximum from `left` to `right`."""

    left: float
    right: float
    number: Ink
    names_above: bool

    def place(self, percent: float) -> float:
        """Return where on the track a percent stands."""
        return self.left + (self.right - self.left) * (percent - LOWEST) / (HIGHEST - LOWEST)


WIDE = Track(MARGIN, WIDTH - MARGIN - 190, LARGE, names_above=True)
NARROW = Track(MARGIN + 310, WIDTH - MARGIN - 140, Ink(40, DARK, bold=True), names_above=False)


def draw(page: Page, y: float, figures: Sequence[CityFigures], say: Say) -> float:
    """Draw every city's indices, one city under the other; return the bottom."""
    track = WIDE if len(figures) <= ROOMY else NARROW
    for city in figures:
        y = _city(page, y, city, track, say)
    return _scale(page, y, track)


def _city(page: Page, y: float, city: CityFigures, track: Track, say: Say) -> float:
    page.line((MARGIN, y), (WIDTH - MARGIN, y), RULE, 2)
    people = say("digest-people", count=city.n)
    room = ROOM - length(people, BODY) - 24
    page.text(WIDTH - MARGIN, y + 48, people, BODY, "right")
    y = page.lines(MARGIN, y + 20, say(f"city-{city.city}"), SECTION, room) + 4
    if not city.shown:
        return page.lines(MARGIN, y, say("digest-few"), BODY, ROOM) + 24
    if city.provisional:
        y = page.lines(MARGIN, y, say("digest-provisional"), SMALL, ROOM) + 4
    for index in city.indices:
        name = say(f"index-{index.id}.short")
        if index.n != city.n:
            name = f"{name} · {say('digest-people', count=index.n)}"
        mark = (
            say("picture-few")
            if index.percent is None
            else say("digest-percent", percent=index.percent)
        )
        y = _index(page, y, index, (name, mark), track)
    return y + 16


def _index(
    page: Page, y: float, index: IndexFigures, words: tuple[str, str], track: Track
) -> float:
    """Write an index's name, bar and percent; `words` are the name and the percent."""
    name, mark = words
    if track.names_above:
        bottom = page.lines(MARGIN, y, name, BODY, track.right - MARGIN) + 44
        middle, centre = bottom - 27, (y + bottom) / 2
    else:
        written = page.lines(MARGIN, y + 4, name, SMALL, track.left - MARGIN - 16) + 4
        bottom = max(written, y + 48)
        middle = centre = (y + bottom) / 2
    if index.percent is None:
        page.text(track.left, middle, mark, SMALL)
        return bottom
    _marks(page, middle, index, track)
    page.text(WIDTH - MARGIN, centre, mark, track.number, "right")
    return bottom


def _marks(page: Page, y: float, index: IndexFigures, track: Track) -> None:
    """Draw a bar to the paper's percent; dot and line are the unrounded level and its interval."""
    page.bar(track.left, y - 13, track.right - track.left, 26, TRACK)
    if index.percent is not None and index.percent > LOWEST:
        page.bar(track.left, y - 13, track.place(index.percent) - track.left, 26, BAR)
    if index.low is not None and index.high is not None:
        low, high = (LOWEST + (HIGHEST - LOWEST) * end / 100 for end in (index.low, index.high))
        page.line((track.place(low), y), (track.place(high), y), DARK, 4)
    if index.level is not None:
        page.dot(track.place(index.level), y, 10, DARK)


def _scale(page: Page, y: float, track: Track) -> float:
    """Write the scale once, under the last bars."""
    for percent in SCALE:
        align: Align = "left" if percent == LOWEST else "right" if percent == HIGHEST else "center"
        page.text(track.place(percent), y + 4, str(percent), SMALL, align)
    return y + 40
