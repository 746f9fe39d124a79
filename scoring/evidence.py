"""From tallies to all that claims are made from, for cities with raters of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import combinations

from scoring import index as precise
from scoring import weights
from scoring.claims import Evidence, Pair
from scoring.compare import Difference, independent
from scoring.figures import CityFigures, index_figures
from scoring.gates import comparable
from scoring.instrument import Instrument
from scoring.standout import Standout, standouts
from scoring.tally import Layout, Tally
from scoring.trend import Trend, trend
from scoring.weights import Weighted

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
    returning: Mapping[Pair, Sequence[tuple[str, str]]] | None = None,
) -> Evidence:
    """Return the evidence behind published figures.

    A city whose published figures are not those of these tallies, because they are held until
    more people come (`figures.steady`), has no evidence beside them: a sentence may not tell what
    a figure holds back. `groups` are all groups of the design. `earlier` are the tallies of the
    last wave, `returning` by city and index the texts of people in both (`trend.trend`). Where
    the same people rated several cities, replace `comparisons` by `compare.paired`.
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
        comparisons=_comparisons(instrument, wholes, shown) if final else {},
        trends=_trends(fresh, shown, before, returning or {}) if final else {},
        standouts=_standouts(instrument, wholes, shown) if final else {},
        equal=_equal(fresh, shown),
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


def _comparisons(
    instrument: Instrument, wholes: Mapping[str, Tally], shown: set[Pair]
) -> dict[tuple[str, str, str], Difference]:
    found: dict[tuple[str, str, str], Difference] = {}
    for index in instrument.indices:
        tallies = {
            city: whole.index(index.id)
            for city, whole in wholes.items()
            if (city, index.id) in shown
        }
        enough = [city for city, tally in tallies.items() if comparable(tally.n)]
        for first, second in combinations(enough, 2):
            found[index.id, first, second] = independent(tallies[first], tallies[second])
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


def _equal(fresh: Mapping[str, Mapping[str, Tally]], shown: set[Pair]) -> dict[Pair, Weighted]:
    return {
        (city, index): weights.equal({g: tally.index(index) for g, tally in fresh[city].items()})
        for city, index in sorted(shown)
    }
