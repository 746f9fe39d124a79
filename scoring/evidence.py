"""From tallies to all that claims are made from, for cities with raters of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import combinations

from scoring import index as precise
from scoring import weights
from scoring.claims import Evidence, Pair
from scoring.compare import Difference, independent, paired
from scoring.figures import CityFigures, index_figures
from scoring.gates import comparable
from scoring.instrument import DONT_KNOW, NOT_REACHED, Instrument
from scoring.standout import Standout, standouts
from scoring.tally import Layout, Tally
from scoring.trend import Trend, trend
from scoring.weights import Weighted

FEW_CITIES = 12
"""Of more cities, every pair is too many comparisons for any to be clear, and to be read."""

Texts = Sequence[tuple[str, str]]
"""Two texts of an index of each person."""

Cells = Mapping[tuple[str, str], Tally]
"""Tallies by city and stakeholder group."""


def gather(  # noqa: PLR0913 - what a digest is about, by name
    instrument: Instrument,
    cells: Cells,
    figures: Sequence[CityFigures],
    minimum: int,
    groups: Sequence[str],
    *,
    final: bool,
    earlier: Cells | None = None,
    returning: Mapping[Pair, Texts] | None = None,
    raters: Mapping[tuple[str, str, str], Texts] | None = None,
) -> Evidence:
    """Return the evidence behind published figures.

    A city whose published figures are not those of these tallies, because they are held until
    more people come (`batches.steady`), has no evidence beside them: a sentence may not tell what
    a figure holds back. `groups` are all groups of the design. `earlier` are the tallies of the
    last wave, `returning` by city and index the texts of people in both (`trend.trend`).
    `raters` are by index, first and second city the texts of people who rated both: where they
    are most of the two cities' people, the comparison is theirs (`compare.paired`).
    """
    fresh = {
        city.city: _groups(instrument, cells, city.city, groups)
        for city in figures
        if city.shown and _current(instrument, cells, city, minimum)
    }
    shown = {
        (city.city, index.id)
        for city in figures
        for index in city.indices
        if city.city in fresh and index.index is not None
    }
    before = {city: _groups(instrument, earlier or {}, city, groups) for city in fresh}
    wholes = {city: reduce(Tally.__add__, parts.values()) for city, parts in fresh.items()}
    items = {
        city.city: {
            item.id: precise.item(wholes[city.city].item(item.id))
            for item in city.items
            if item.score is not None
        }
        for city in figures
        if city.city in fresh
    }
    return Evidence(
        figures=tuple(figures),
        items=items,
        comparisons=_comparisons(instrument, wholes, shown, raters or {}) if final else {},
        trends=_trends(fresh, shown, before, returning or {}) if final else {},
        standouts=_standouts(instrument, wholes, shown) if final else {},
        equal=_equal(fresh, shown, _whole(fresh, figures, minimum)),
        unknown={city: _unknown(wholes[city], minimum) for city in items},
        final=final,
    )


def _groups(
    instrument: Instrument, cells: Cells, city: str, groups: Sequence[str]
) -> dict[str, Tally]:
    """Return a city's tallies by group, also of groups of which nobody answered."""
    nobody = Layout(instrument).zero()
    others = [group for place, group in sorted(cells) if place == city and group not in groups]
    return {group: cells.get((city, group), nobody) for group in (*groups, *others)}


def _current(instrument: Instrument, cells: Cells, city: CityFigures, minimum: int) -> bool:
    parts = [tally for (place, _), tally in cells.items() if place == city.city]
    if not parts:
        return False
    whole = reduce(Tally.__add__, parts)
    now = (index_figures(whole.index(index.id), minimum) for index in instrument.indices)
    return tuple(now) == city.indices


def _whole(
    fresh: Mapping[str, Mapping[str, Tally]], figures: Sequence[CityFigures], minimum: int
) -> set[Pair]:
    """Return where every group's index is shown as it is now.

    With the city's own, a figure of equal groups would tell of one that is hidden or held.
    """
    return {
        (city.city, index.id)
        for city in figures
        if city.city in fresh
        for column, index in enumerate(city.indices)
        if all(
            group in city.views
            and city.views[group][column].index is not None
            and city.views[group][column] == index_figures(tally.index(index.id), minimum)
            for group, tally in fresh[city.city].items()
        )
    }


def _unknown(whole: Tally, minimum: int) -> dict[str, float]:
    """Return of each item the share, 0-1, of "don't know" among those who reached it.

    Also of items whose ratings are not shown: where most do not know, few are left to rate.
    """
    found: dict[str, float] = {}
    for item in whole.layout.places.items:
        counts = whole.item(item)
        reached = sum(counts.values()) - counts[NOT_REACHED]
        if reached >= max(minimum, 1):
            found[item] = counts[DONT_KNOW] / reached
    return found


def _comparisons(
    instrument: Instrument,
    wholes: Mapping[str, Tally],
    shown: set[Pair],
    raters: Mapping[tuple[str, str, str], Texts],
) -> dict[tuple[str, str, str], Difference]:
    found: dict[tuple[str, str, str], Difference] = {}
    for index in instrument.indices:
        tallies = {
            city: whole.index(index.id)
            for city, whole in wholes.items()
            if (city, index.id) in shown
        }
        enough = [city for city, tally in tallies.items() if comparable(tally.n)]
        if len(enough) > FEW_CITIES:
            continue
        for first, second in combinations(enough, 2):
            sides = tallies[first], tallies[second]
            both = raters.get((index.id, first, second), ())
            if comparable(len(both)) and 2 * len(both) >= max(side.n for side in sides):
                found[index.id, first, second] = paired(both).difference
            else:
                found[index.id, first, second] = independent(*sides)
    return found


def _standouts(
    instrument: Instrument, wholes: Mapping[str, Tally], shown: set[Pair]
) -> dict[Pair, tuple[Standout, ...]]:
    tallies = {
        (city, index.id): whole.index(index.id)
        for city, whole in wholes.items()
        for index in instrument.indices
        if (city, index.id) in shown
    }
    return {p: standouts(tally) for p, tally in tallies.items() if comparable(tally.listwise_n)}


def _trends(
    fresh: Mapping[str, Mapping[str, Tally]],
    shown: set[Pair],
    before: Mapping[str, Mapping[str, Tally]],
    returning: Mapping[Pair, Sequence[tuple[str, str]]],
) -> dict[Pair, Trend]:
    found: dict[Pair, Trend] = {}
    for city, index in sorted(shown):
        old, new = (
            reduce(Tally.__add__, parts[city].values()).index(index) for parts in (before, fresh)
        )
        if all(old.counts) and comparable(old.n, new.n):
            people = returning.get((city, index), ())
            found[city, index] = trend(index, before[city], fresh[city], people)
    return found


def _equal(
    fresh: Mapping[str, Mapping[str, Tally]], shown: set[Pair], whole: set[Pair]
) -> dict[Pair, Weighted]:
    """Weigh the groups alike, where that tells nothing new or cannot be told for small groups."""
    found = {
        (city, index): weights.equal({g: tally.index(index) for g, tally in fresh[city].items()})
        for city, index in sorted(shown)
    }
    return {pair: one for pair, one in found.items() if pair in whole or one.thin}
