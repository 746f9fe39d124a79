"""A city's figures: what a digest, a picture and a table may say, and nothing more.

A city with fewer than the minimum of people has no figure about ratings in it at all, so that
nothing made from figures can let one slip.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from scoring import index as precise
from scoring import paper, suppress
from scoring.instrument import RATINGS, Instrument
from scoring.tally import IndexTally, Tally

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
    """An item's paper score and unrounded mean (1-5) with its 95% interval.

    They are None where too few rated it.
    """

    id: str
    index: str
    n: int
    score: int | None = None
    mean: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class CityFigures:
    """One city: who answered (`n` people, by group), and what may be said of their ratings.

    `basis` is how many people stand behind the ratings: less or more than `n` while the figures
    of the last digest are held (`batches.steady`), 0 where none are shown. `views` are the
    indices by group, without figures where they would tell on few people. `behind` counts by
    group the ratings of each item, in the instrument's order, that were published last; a city
    whose ratings are not shown any more still remembers them.
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
    views: Mapping[str, tuple[IndexFigures, ...]] = field(default_factory=dict)
    behind: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

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
    for tally in rated:
        for item, s, n in zip(tally.index.items, tally.sums, tally.counts, strict=True):
            figures = ItemFigures(item.id, item.index, n)
            if may_be_shown(n, tally.n, minimum):
                exact = precise.item(whole.item(item.id))
                score = paper.half_up(s, n)
                figures = ItemFigures(
                    item.id, item.index, n, score, exact.mean, exact.low, exact.high
                )
            items.append(figures)
    return replace(
        counts,
        basis=counts.n,
        provisional=counts.n < FIRM * minimum,
        indices=tuple(index_figures(tally, minimum) for tally in rated),
        items=tuple(items),
        views=views(instrument, groups, minimum),
        behind={group: _ratings(instrument, tally) for group, tally in groups.items()},
    )


def views(
    instrument: Instrument, groups: Mapping[str, Tally], minimum: int
) -> dict[str, tuple[IndexFigures, ...]]:
    """Return the indices of a city's groups, to be published for the first time.

    A group's index is left without figures where fewer than `minimum` rated an item of it, or
    where another group's could be had from it and the city's (`suppress.told`).
    """
    found: dict[str, tuple[IndexFigures, ...]] = dict.fromkeys(groups, ())
    for index in instrument.indices:
        tallies = {group: tally.index(index.id) for group, tally in groups.items()}
        told = suppress.told({g: min(t.counts) for g, t in tallies.items() if t.n}, minimum)
        for group, tally in tallies.items():
            blank = IndexFigures(index.id, tally.n, index.maximum)
            figures = index_figures(tally, minimum) if group in told else blank
            found[group] += (figures,)
    return found


def _ratings(instrument: Instrument, tally: Tally) -> tuple[int, ...]:
    """Count the ratings of each item."""
    counts = (tally.item(item.id) for item in instrument.items)
    return tuple(sum(one[code] for code in RATINGS) for one in counts)


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


def read(cities: Sequence[dict[str, Any]]) -> tuple[CityFigures, ...]:
    """Read figures from plain data, as `dataclasses.asdict` and JSON leave them."""
    return tuple(_read(city) for city in cities)


def _read(city: dict[str, Any]) -> CityFigures:
    lists = {
        "indices": tuple(IndexFigures(**index) for index in city["indices"]),
        "items": tuple(ItemFigures(**item) for item in city["items"]),
        "views": {
            group: tuple(IndexFigures(**index) for index in indices)
            for group, indices in city["views"].items()
        },
        "behind": {group: tuple(counts) for group, counts in city["behind"].items()},
    }
    return CityFigures(**{**city, **lists})
