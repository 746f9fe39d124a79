"""A city's figures: what a digest, a picture and a table may say, and nothing more.

A city with fewer than the minimum of people has no figure about ratings in it at all, so that
nothing made from figures can let one slip.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from functools import reduce
from typing import Any

from scoring import index as precise
from scoring import paper
from scoring.instrument import Instrument
from scoring.tally import IndexTally, Tally

NAMED = 3
"""At most so many items are named as rated highest, and as many as rated lowest."""

FIRM = 2
"""A city with fewer than FIRM times the minimum of people is provisional, methodology §2.4."""


@dataclass(frozen=True, slots=True)
class IndexFigures:
    """An index by both methods; figures are None while an item of it may not be shown.

    `total` of `maximum` and `percent` are the paper's integers; `level` is the unrounded percent
    of the maximum (20-100); `index` is 0-100, with `low` and `high` its 95% interval. `n` counts
    people with a rating in the index.
    """

    id: str
    n: int
    maximum: int
    total: int | None = None
    percent: int | None = None
    level: float | None = None
    index: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """An item's paper score (1-5) and unrounded mean; None where too few rated it."""

    id: str
    index: str
    n: int
    score: int | None = None
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class CityFigures:
    """One city: who answered (`n` people, by group), and what may be said of their ratings.

    `basis` is how many people stand behind the ratings: less or more than `n` while the figures
    of the last digest are held (`steady`), 0 where none are shown.
    """

    city: str
    responses: int
    n: int
    complete: int
    groups: Mapping[str, int]
    basis: int = 0
    provisional: bool = False
    indices: tuple[IndexFigures, ...] = ()
    items: tuple[ItemFigures, ...] = ()
    strongest: tuple[str, ...] = ()
    weakest: tuple[str, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether enough people answered for ratings to be shown."""
        return self.basis > 0


def city_figures(
    instrument: Instrument,
    cells: Mapping[tuple[str, str], Tally],
    minimum: int,
    order: Sequence[str] = (),
) -> tuple[CityFigures, ...]:
    """Return the figures of every city in `cells` (city, group), those in `order` first.

    The other cities follow by code. A city of fewer than `minimum` people, of whom at least one
    rating each is known, has counts only.
    """
    cities: dict[str, dict[str, Tally]] = {}
    for (city, group), tally in sorted(cells.items()):
        cities.setdefault(city, {})[group] = tally
    places = {city: place for place, city in enumerate(order)}
    ordered = sorted(cities, key=lambda city: (places.get(city, len(places)), city))
    return tuple(_city(instrument, city, cities[city], minimum) for city in ordered)


def _city(
    instrument: Instrument, city: str, groups: Mapping[str, Tally], minimum: int
) -> CityFigures:
    whole = reduce(Tally.__add__, groups.values())
    counts = CityFigures(
        city=city,
        responses=whole.responses,
        n=whole.answered,
        complete=whole.complete,
        groups={group: tally.answered for group, tally in groups.items()},
    )
    if whole.answered < max(minimum, 1):
        return counts
    rated = [whole.index(index.id) for index in instrument.indices]
    items: list[ItemFigures] = []
    means: dict[str, Fraction] = {}
    for tally in rated:
        for item, s, n in zip(tally.index.items, tally.sums, tally.counts, strict=True):
            figures = ItemFigures(item.id, item.index, n)
            if may_be_shown(n, tally.n, minimum):
                figures = replace(figures, score=paper.half_up(s, n), mean=s / n)
                means[item.id] = Fraction(s, n)
            items.append(figures)
    return replace(
        counts,
        basis=counts.n,
        provisional=counts.n < FIRM * minimum,
        indices=tuple(index_figures(tally, minimum) for tally in rated),
        items=tuple(items),
        strongest=extremes(means, highest=True),
        weakest=extremes(means, highest=False),
    )


def may_be_shown(item_n: int, index_n: int, minimum: int) -> bool:
    """Say whether an item has ratings enough, of the people who rated anything in its index."""
    return item_n >= max(minimum, 1) and precise.enough(item_n, index_n)


def index_figures(tally: IndexTally, minimum: int) -> IndexFigures:
    """Score an index by both methods; without figures where an item of it may not be shown.

    One hidden item hides the index: it could be had from the total and the other items.
    """
    blank = IndexFigures(tally.index.id, tally.n, tally.index.maximum)
    if not all(may_be_shown(n, tally.n, minimum) for n in tally.counts):
        return blank
    printed = paper.score(tally.sums, tally.counts)
    exact = precise.score(tally)
    return replace(
        blank,
        total=printed.total,
        percent=printed.percent,
        level=exact.percent_of_maximum,
        index=exact.value,
        low=exact.low,
        high=exact.high,
    )


def extremes(means: Mapping[str, Fraction], *, highest: bool) -> tuple[str, ...]:
    """Return up to NAMED items that stand above (or below) the mean of all, most extreme first.

    The cut never runs through a tie: items that share the mean at the cut are all left out, so
    nothing is named for its place in the questionnaire. None are left if none stands out.
    """
    if not means:
        return ()
    middle = sum(means.values(), Fraction(0)) / len(means)
    sign = 1 if highest else -1
    apart = [item for item, mean in means.items() if sign * (mean - middle) > 0]
    ranked = sorted(apart, key=lambda item: -sign * means[item])  # stable: the instrument's order
    cut = min(NAMED, len(ranked))
    while 0 < cut < len(ranked) and means[ranked[cut - 1]] == means[ranked[cut]]:
        cut -= 1
    return tuple(ranked[:cut])


def steady(
    now: Sequence[CityFigures], before: Sequence[CityFigures], minimum: int
) -> tuple[CityFigures, ...]:
    """Keep a city's last published ratings until at least `minimum` people came or left.

    Two means an answer apart give that answer away (methodology §3.1), so a figure that is
    published again and again moves only by several people at once. Counts are always of today.
    """
    past = {figures.city: figures for figures in before}
    return tuple(_held(city, past.get(city.city), minimum) for city in now)


def _held(now: CityFigures, before: CityFigures | None, minimum: int) -> CityFigures:
    if not before or not (now.shown and before.shown) or abs(now.n - before.basis) >= minimum:
        return now
    return replace(
        before,
        responses=now.responses,
        n=now.n,
        complete=now.complete,
        groups=now.groups,
    )


def to_json(figures: Sequence[CityFigures]) -> str:
    """Write figures as JSON; nothing is rounded."""
    return json.dumps([asdict(city) for city in figures], separators=(",", ":"))


def from_json(text: str) -> tuple[CityFigures, ...]:
    """Read what `to_json` wrote; ValueError or TypeError for anything else."""
    return tuple(_read(city) for city in json.loads(text))


def _read(city: dict[str, Any]) -> CityFigures:
    lists = {
        "indices": tuple(IndexFigures(**index) for index in city["indices"]),
        "items": tuple(ItemFigures(**item) for item in city["items"]),
        "strongest": tuple(city["strongest"]),
        "weakest": tuple(city["weakest"]),
    }
    return CityFigures(**{**city, **lists})
