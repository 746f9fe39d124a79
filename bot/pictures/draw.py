"""A digest's pictures, for a phone held upright: findings in, figures or PNGs out.

One hue, dark for more; every mark carries its number or its name beside it. A picture that would
be higher than a phone is several, which share its cities or its rows among them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

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
from scoring.figures import CityFigures
from scoring.findings import Findings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TALLEST = 2200
"""Twice the width: so high is a phone, and Telegram makes a higher picture the narrower for it."""

MOST = 10
"""So many pictures Telegram takes at once."""

Parts = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Way:
    """How parts of findings are drawn: what the parts are, what draws some, what explains them."""

    parts: Callable[[Findings], Parts]
    draw: Callable[[Page, float, Findings, Parts, Say], float]
    legend: str


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of picture is titled, and drawn for few cities and for many."""

    title: Callable[[Findings, Say], str]
    few: Way
    many: Way


def _fixed(key: str) -> Callable[[Findings, Say], str]:
    return lambda _, say: say(key)


def _dimensions(found: Findings, say: Say) -> str:
    name = say(f"index-{_shown(found)[0].indices[0].id}.short")
    return say("picture-dimensions", name=name)


def _all(found: Findings) -> Parts:
    return found.figures


def _shown(found: Findings) -> Sequence[CityFigures]:
    return [city for city in found.figures if city.shown]


def _items(found: Findings) -> Parts:
    """The first index's items: all cities stand side by side under each."""
    first = _shown(found)[0]
    return [item.id for item in first.items if item.index == first.indices[0].id]


def _indices(found: Findings) -> Parts:
    return [index.id for index in _shown(found)[0].indices]


def _grouped(found: Findings) -> Parts:
    return [city for city in _shown(found) if groups.told(city)]


def _waves(found: Findings) -> Parts:
    """Each city with what it came to in every wave, this one the last."""
    rows = [(city, earlier(city, found)) for city in _shown(found)]
    return [(city, [*past, (found.wave, city)]) for city, past in rows if past]


def _alone(draw: Callable[[Page, float, Parts, Say], float]) -> Callable[..., float]:
    """A drawing that needs nothing but the parts it draws."""
    return lambda sheet, y, _, parts, say: draw(sheet, y, parts, say)


def _beside(draw: Callable[..., float]) -> Callable[..., float]:
    """A drawing that needs all cities that are shown, whichever parts it draws."""
    return lambda sheet, y, found, parts, say: draw(sheet, y, _shown(found), parts, say)


_SCORES = Way(_indices, _beside(items.draw), "picture-legend-items")

KINDS: Mapping[str, Kind] = {
    "cities": Kind(
        _fixed("picture-heading"),
        Way(_all, _alone(cities.draw), "picture-legend"),
        Way(_all, _alone(many.cities), "picture-legend-many"),
    ),
    "profile": Kind(
        _dimensions,
        Way(_items, _beside(profile.draw), "picture-legend-profile"),
        Way(_shown, _alone(grids.profile), "picture-legend-profile-many"),
    ),
    "items": Kind(_fixed("picture-all-items"), _SCORES, _SCORES),
    "groups": Kind(
        _fixed("picture-groups"),
        Way(_grouped, _alone(groups.draw), "picture-legend-groups"),
        Way(_grouped, _alone(grids.groups), "picture-legend-groups-many"),
    ),
    "waves": Kind(
        _fixed("picture-waves"),
        Way(_waves, _alone(waves.draw), "picture-legend-waves"),
        Way(_waves, _alone(grids.waves), "picture-legend-waves-many"),
    ),
    "expectations": Kind(
        _fixed("picture-expectations"),
        Way(expected, _alone(expectations.draw), "picture-legend-expectations"),
        Way(expected, _alone(grids.expectations), "picture-legend-expectations-many"),
    ),
}


def pictures(kind: str, found: Findings, say: Say, code: str) -> list[bytes]:
    """Return a picture as PNGs, 1080 pixels wide: one, or several where one would be too high."""
    return [page.png(figure) for figure in figures(kind, found, say, code)]


def figures(kind: str, found: Findings, say: Say, code: str) -> list[Figure]:
    """Draw a picture on as few sheets as keep it low; `code` is the digest's, to be found by."""
    chosen = KINDS[kind]
    way = chosen.few if len(found.figures) <= DETAIL else chosen.many
    parts = way.parts(found)
    lines = [
        say("digest-about", wave=found.wave, date=found.made),
        say("digest-sample", count=sum(city.n for city in found.figures)),
    ]
    notes = [say(way.legend), say("digest-note-sample"), say("picture-code", code=code)]

    def sheet(part: Parts, about: Sequence[str]) -> tuple[Page, float]:
        """Lay out a sheet, which costs little until it is painted; its height."""
        laid = Page(style.PAPER)
        y = style.heading(laid, chosen.title(found, say), about)
        return laid, style.footing(laid, way.draw(laid, y, found, part, say), notes)

    sheets = [sheet(parts, lines)]
    for count in range(2, min(MOST, len(parts)) + 1):
        if max(height for _, height in sheets) <= TALLEST:
            break
        shares = _shared(parts, count)
        told = [say("picture-part", number=n + 1, total=len(shares)) for n in range(len(shares))]
        sheets = [sheet(one, [*lines, which]) for one, which in zip(shares, told, strict=True)]
    return [laid.figure(height) for laid, height in sheets]


def _shared(parts: Parts, count: int) -> list[Parts]:
    """Cut parts into at most so many shares, as even as they can be."""
    size = ceil(len(parts) / count)
    return [parts[start : start + size] for start in range(0, len(parts), size)]
