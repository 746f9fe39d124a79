"""Which city is higher and what has changed: rules R3, R7 and R8 of methodology §5.

The difference's own interval decides, corrected for all comparisons shown together, never the
overlap of two intervals. Nobody gets a rank that the differences do not bear out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from scoring.claims import LARGE, SURE, Claim, Evidence, Part, Value
from scoring.compare import Difference
from scoring.figures import IndexFigures
from scoring.gates import comparable
from scoring.holm import holm
from scoring.tiers import tiers


@dataclass(frozen=True, slots=True)
class _Ladder:
    """The comparable cities of one index, highest first, and which pairs clearly differ."""

    index: str
    cities: tuple[str, ...]
    apart: dict[tuple[str, str], tuple[Difference, float]]

    def clear(self, higher: str, lower: str) -> bool:
        return (higher, lower) in self.apart

    def tiers(self) -> list[tuple[str, ...]]:
        """Cut where everybody above clearly differs from everybody below."""
        return tiers(self.cities, self.clear)


def comparisons(evidence: Evidence) -> Iterator[Claim]:
    """Give what may be said of the cities beside each other, index by index."""
    shown = evidence.pairs()
    family = {
        (index, first, second): one
        for (index, first, second), one in evidence.comparisons.items()
        if _comparable(one) and {(first, index), (second, index)} <= {*shown}
    }
    corrected = holm({key: one.p for key, one in family.items()})
    for index in dict.fromkeys(index for _, index in shown):
        figures = {
            city.city: one for city in evidence.figures for one in city.indices if one.id == index
        }
        apart: dict[tuple[str, str], tuple[Difference, float]] = {}
        compared = {key[1:] for key in family if key[0] == index}
        for first, second in compared:
            one = family[index, first, second]
            p = corrected[index, first, second]
            if p < SURE and abs(one.points) >= LARGE:
                apart[(first, second) if one.points > 0 else (second, first)] = (one, p)
        cities = sorted({city for pair in compared for city in pair})
        cities.sort(key=lambda city: _points(figures[city]), reverse=True)
        # Tiers say something of every pair, so every pair must have been compared.
        if cities and 2 * len(compared) == len(cities) * (len(cities) - 1):
            yield from _said(_Ladder(index, tuple(cities), apart), figures)


def _comparable(one: Difference) -> bool:
    return comparable(*one.n) and one.tested


def _points(figures: IndexFigures) -> float:
    return figures.index or 0.0


def _said(ladder: _Ladder, figures: dict[str, IndexFigures]) -> Iterator[Claim]:
    tiers = ladder.tiers()
    if len(tiers) == len(ladder.cities) > 2:  # noqa: PLR2004 - ranks begin with three, R8
        values: dict[str, Value] = {"index": ladder.index, "cities": ladder.cities}
        yield Claim(Part.COMPARISON, "R8", "sentence-order", values)
    for upper, lower in pairwise(tiers):
        yield _higher(ladder, upper, lower)
    for tier in tiers:
        within = [pair for pair in combinations(tier, 2) if ladder.clear(*pair)]
        # Some differ and some do not: there is no calling the rest alike.
        yield from (_higher(ladder, (one,), (other,)) for one, other in within)
        if len(tier) > 1 and not within:
            yield _alike(ladder.index, tier, figures)
    for one, other in combinations(ladder.cities, 2):
        yield from _reversed(ladder.index, (one, other), figures)


def _higher(ladder: _Ladder, upper: Sequence[str], lower: Sequence[str]) -> Claim:
    found = [ladder.apart[one, other] for one in upper for other in lower]
    sizes = [abs(one.points) for one, _ in found]
    grounds = {"p": max(p for _, p in found)}
    values: dict[str, Value] = {"index": ladder.index}
    if len(found) > 1:
        values |= {"cities": tuple(upper), "others": tuple(lower)}
        values |= {"least": min(sizes), "most": max(sizes)}
        return Claim(Part.COMPARISON, "R8", "sentence-higher-many", values, grounds)
    values |= {"first": upper[0], "second": lower[0], "points": sizes[0]}
    ends = sorted(abs(end) for end in (found[0][0].low, found[0][0].high) if end is not None)
    values |= {"low": ends[0], "high": ends[1]}
    return Claim(Part.COMPARISON, "R3", "sentence-higher", values, grounds)


def _alike(index: str, cities: tuple[str, ...], figures: dict[str, IndexFigures]) -> Claim:
    values: dict[str, Value] = {"index": index, "cities": cities}
    totals = [figures[city].total for city in cities]
    if len(set(totals)) > 1:
        values["totals"] = tuple(str(total) for total in totals)
        return Claim(Part.UNSAID, "R3", "sentence-alike-totals", values)
    return Claim(Part.UNSAID, "R3", "sentence-alike", values)


def _reversed(
    index: str, pair: tuple[str, str], figures: dict[str, IndexFigures]
) -> Iterator[Claim]:
    """Note two cities whose paper totals are in the other order than the unrounded index, §2.1."""
    first, second = (figures[city] for city in pair)
    if first.total is None or second.total is None:
        return
    if _points(first) > _points(second) and first.total < second.total:
        values: dict[str, Value] = {"index": index, "first": pair[0], "second": pair[1]}
        values |= {"total": first.total, "other": second.total}
        yield Claim(Part.UNSAID, "R3", "sentence-reversed", values)


def changes(evidence: Evidence) -> Iterator[Claim]:
    """Give what may be said of the cities against the last wave, R7."""
    family = {
        pair: evidence.trends[pair]
        for pair in evidence.pairs()
        if pair in evidence.trends and _comparable(evidence.trends[pair].difference)
    }
    corrected = holm({pair: one.difference.p for pair, one in family.items()})
    for (city, index), one in family.items():
        found, p = one.difference, corrected[city, index]
        values: dict[str, Value] = {"city": city, "index": index}
        if p >= SURE or abs(found.points) < LARGE or found.low is None or found.high is None:
            yield Claim(Part.UNSAID, "R7", "sentence-unchanged", values, {"p": p})
            continue
        key = "sentence-rose" if found.points > 0 else "sentence-fell"
        low, high = sorted((abs(found.low), abs(found.high)))
        told = values | {"points": abs(found.points), "low": low, "high": high}
        yield Claim(Part.CHANGES, "R7", key, told, {"p": p})
        if not one.steady:
            yield Claim(Part.CHANGES, "R7", "sentence-composition", values)


def made(evidence: Evidence) -> int:
    """Return how many comparisons were made, R12."""
    every = [
        *evidence.comparisons.values(),
        *(one.difference for one in evidence.trends.values()),
        *(one.difference for found in evidence.standouts.values() for one in found),
    ]
    return sum(one.tested for one in every)
