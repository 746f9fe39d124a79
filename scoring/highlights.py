"""Strengths, weaknesses and what deserves attention: rules R4, R5 and R6 of methodology §5."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from statistics import median

from scoring.claims import SURE, Claim, Evidence, Part, Value
from scoring.gates import comparable
from scoring.index import ItemScore
from scoring.standout import Standout

LOW = 2.5
"""Below it the scale says low or very low, R2."""

IMPORTANT = 3.5
"""An item is an opportunity from this mean importance on, where importance was asked, R6."""

NAMED = 3
"""At most so many items are named."""

Weak = dict[str, dict[str, Fraction]]
"""By city, its weak items with their means, in the instrument's order."""


def strengths(evidence: Evidence) -> Iterator[Claim]:
    """Name up to three items a city and index that people put clearly above the others, R4."""
    for city, index in evidence.pairs():
        found = evidence.standouts.get((city, index), ())
        shown = evidence.items.get(city, {})
        if not found or not comparable(found[0].difference.n[0]):
            continue
        if not all(one.id in shown for one in found):
            continue  # the mean of all items would tell of the hidden one
        values: dict[str, Value] = {"city": city, "index": index}
        above = _above(found)
        if above:
            values["items"] = tuple(one.id for one in above)
            grounds = {one.id: one.p_holm for one in above}
            yield Claim(Part.STRENGTHS, "R4", "sentence-strengths", values, grounds)
        elif all(one.difference.tested for one in found):
            yield Claim(Part.UNSAID, "R4", "sentence-even", values)


def _above(found: tuple[Standout, ...]) -> list[Standout]:
    """Return the items to name, highest first; a cut never runs through a tie."""
    above = [one for one in found if one.p_holm < SURE and one.difference.points > 0]
    above.sort(key=lambda one: -one.difference.points)
    cut = min(NAMED, len(above))
    while 0 < cut < len(above) and _tied(above[cut - 1], above[cut]):
        cut -= 1
    return above[:cut]


def _tied(one: Standout, other: Standout) -> bool:
    return one.difference.points == other.difference.points


def weaknesses(evidence: Evidence) -> Iterator[Claim]:
    """Name the items that are weak in every published city, else where they are weak, R5."""
    weak = _weak(evidence)
    published = [city.city for city in evidence.figures if city.shown]
    where: dict[str, tuple[str, ...]] = {}
    for items in weak.values():
        for item in items:
            where[item] = tuple(city for city in published if item in weak.get(city, {}))
    together: dict[tuple[str, ...], list[str]] = {}
    for item, cities in where.items():
        together.setdefault(cities, []).append(item)
    for cities in sorted(together, key=len, reverse=True):
        named = together[cities]
        values: dict[str, Value] = {"items": tuple(named)}
        if len(cities) == len(published) > 1:
            yield Claim(Part.WEAKNESSES, "R5", "sentence-common-weaknesses", values)
        elif len(cities) == 1:
            values["city"] = cities[0]
            yield Claim(Part.WEAKNESSES, "R5", "sentence-weaknesses", values)
        else:
            values["cities"] = cities
            yield Claim(Part.WEAKNESSES, "R5", "sentence-weaknesses-many", values)


def opportunities(evidence: Evidence) -> Iterator[Claim]:
    """Name a city's lowest weak items as candidates for attention, R6; no cause and no order."""
    for city, items in _weak(evidence).items():
        asked = evidence.importance
        chosen = [item for item in items if asked is None or asked.get(item, 0.0) >= IMPORTANT]
        chosen.sort(key=items.__getitem__)
        cut = min(NAMED, len(chosen))
        while 0 < cut < len(chosen) and items[chosen[cut - 1]] == items[chosen[cut]]:
            cut -= 1
        if cut:
            values: dict[str, Value] = {"city": city, "items": tuple(chosen[:cut])}
            grounds = {item: float(items[item]) for item in chosen[:cut]}
            yield Claim(Part.OPPORTUNITIES, "R6", "sentence-opportunities", values, grounds)


def _weak(evidence: Evidence) -> Weak:
    """Return the items whose interval is all below 2.5, in the lower half of their index."""
    found: Weak = {}
    for city in evidence.figures:
        scores = evidence.items.get(city.city, {})
        for index in city.indices:
            inside = [item.id for item in city.items if item.index == index.id]
            means = _means({item: scores[item] for item in inside if item in scores})
            if not means:
                continue
            middle = median(means.values())
            for item, mean in means.items():
                high = scores[item].high
                if high is not None and high < LOW and mean < middle:
                    found.setdefault(city.city, {})[item] = mean
    return found


def _means(scores: Mapping[str, ItemScore]) -> dict[str, Fraction]:
    """Return exact means, so that what is tied is tied."""
    return {
        item: Fraction(sum(k * n for k, n in enumerate(score.counts, start=1)), score.n)
        for item, score in scores.items()
        if score.n
    }
