"""A digest's pictures, for a phone held upright: findings in, PNG or SVG out.

One hue, dark for more; every mark carries its number or its name beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.digests.captions import earlier, expected
from bot.digests.message import DETAIL
from bot.pictures import (
    cities,
    expectations,
    grids,
    groups,
    items,
    many,
    page,
    profile,
    style,
    waves,
)
from bot.pictures.page import Page
from bot.texts import Say
from scoring.findings import Findings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Drawn = Callable[[Page, float, Findings, Say], float]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of picture is titled, drawn for few cities and for many, and explained."""

    title: Callable[[Findings, Say], str]
    few: Drawn
    many: Drawn
    legend: str
    legend_many: str


def _fixed(key: str) -> Callable[[Findings, Say], str]:
    return lambda _, say: say(key)


def _of_first(key: str) -> Callable[[Findings, Say], str]:
    def titled(found: Findings, say: Say) -> str:
        shown = next(city for city in found.figures if city.shown)
        return say(key, name=say(f"index-{shown.indices[0].id}.short"))

    return titled


def _shown(draw: Callable[..., float]) -> Drawn:
    """A drawing that needs no more than the cities that are shown."""
    return lambda sheet, y, found, say: draw(
        sheet, y, [city for city in found.figures if city.shown], say
    )


def _all(draw: Callable[..., float]) -> Drawn:
    return lambda sheet, y, found, say: draw(sheet, y, found.figures, say)


def _waves(sheet: Page, y: float, found: Findings, say: Say) -> float:
    rows = [(city, earlier(city, found)) for city in found.figures if city.shown]
    return waves.draw(sheet, y, [row for row in rows if row[1]], found.wave, say)


def _waves_many(sheet: Page, y: float, found: Findings, say: Say) -> float:
    rows = [(city, earlier(city, found)) for city in found.figures if city.shown]
    return grids.waves(sheet, y, [(city, past[-1][1]) for city, past in rows if past], say)


def _expected(draw: Callable[..., float]) -> Drawn:
    """A drawing of the cities whose expectations are shown."""
    return lambda sheet, y, found, say: draw(sheet, y, expected(found), say)


KINDS: Mapping[str, Kind] = {
    "cities": Kind(
        _fixed("picture-heading"),
        _all(cities.draw),
        _all(many.cities),
        "picture-legend",
        "picture-legend-many",
    ),
    "profile": Kind(
        _of_first("picture-dimensions"),
        _shown(profile.draw),
        _shown(grids.profile),
        "picture-legend-profile",
        "picture-legend-profile-many",
    ),
    "items": Kind(
        _fixed("picture-all-items"),
        _shown(items.draw),
        _shown(items.draw),
        "picture-legend-items",
        "picture-legend-items",
    ),
    "groups": Kind(
        _fixed("picture-groups"),
        _shown(groups.draw),
        _shown(grids.groups),
        "picture-legend-groups",
        "picture-legend-groups-many",
    ),
    "waves": Kind(
        _fixed("picture-waves"),
        _waves,
        _waves_many,
        "picture-legend-waves",
        "picture-legend-waves-many",
    ),
    "expectations": Kind(
        _fixed("picture-expectations"),
        _expected(expectations.draw),
        _expected(grids.expectations),
        "picture-legend-expectations",
        "picture-legend-expectations-many",
    ),
}


def picture(kind: str, found: Findings, say: Say, code: str) -> bytes:
    """Return a picture as a PNG, 1080 pixels wide."""
    return page.png(draw(kind, found, say, code))


def vector(kind: str, found: Findings, say: Say, code: str) -> str:
    """Return a picture as an SVG, for pages and print."""
    return page.svg(draw(kind, found, say, code))


def draw(kind: str, found: Findings, say: Say, code: str) -> Figure:
    """Draw a picture; `code` is the digest's, to be found again by."""
    sheet, chosen = Page(style.PAPER), KINDS[kind]
    lines = [
        say("digest-about", wave=found.wave, date=found.made),
        say("digest-sample", count=sum(city.n for city in found.figures)),
    ]
    few = len(found.figures) <= DETAIL
    y = style.heading(sheet, chosen.title(found, say), lines)
    y = (chosen.few if few else chosen.many)(sheet, y, found, say)
    notes = [say(chosen.legend if few else chosen.legend_many), say("digest-note-sample")]
    return sheet.figure(style.footing(sheet, y, [*notes, say("picture-code", code=code)]))
