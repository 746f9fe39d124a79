"""The rule table: from figures and comparisons to what may be said, methodology §5, R1 to R13."""

from __future__ import annotations

from collections.abc import Iterator

from scoring import highlights, quality, verdicts
from scoring.claims import Claim, Evidence, Part, Value
from scoring.gates import comparable
from scoring.instrument import RATINGS
from scoring.paper import half_up
from scoring.weights import profile

APART = 3.0
"""Points between the two weightings from which the digest says that they differ, R9."""

STEP = 100 / (len(RATINGS) - 1)


def licensed(evidence: Evidence) -> tuple[Claim, ...]:
    """Return every claim the evidence allows, by part of a digest.

    R1: what figures do not show is not spoken of. R10: while a wave is open nothing is compared.
    """
    claims = [*_status(evidence), *_levels(evidence)]
    if evidence.final:
        claims += [
            *highlights.strengths(evidence),
            *verdicts.changes(evidence),
            *verdicts.comparisons(evidence),
            *_few(evidence),
        ]
    claims += [
        *highlights.weaknesses(evidence),
        *highlights.opportunities(evidence),
        *_views(evidence),
        *quality.unknowns(evidence),
        *quality.splits(evidence),
        *_notes(evidence),
    ]
    order = list(Part)
    return tuple(sorted(claims, key=lambda claim: order.index(claim.part)))


def level(points: float) -> str:
    """Return the scale's code for an index of 0-100 by its borders 1.5, 2.5, 3.5, 4.5, R2."""
    borders = (float(code) + 0.5 for code in RATINGS[:-1])
    return RATINGS[sum(1 + points / STEP >= border for border in borders)]


def _status(evidence: Evidence) -> Iterator[Claim]:
    if not evidence.final:
        yield Claim(Part.STATUS, "R10", "sentence-provisional")


def _levels(evidence: Evidence) -> Iterator[Claim]:
    for city in evidence.figures:
        for index in city.indices:
            if index.low is None or index.high is None:
                continue
            low, high = level(index.low), level(index.high)
            values: dict[str, Value] = {"city": city.city, "index": index.id}
            grounds = {"low": index.low, "high": index.high}
            if low == high:
                values["level"] = low
                yield Claim(Part.LEVELS, "R2", "sentence-level", values, grounds)
            else:
                values |= {"from": low, "to": high}
                yield Claim(Part.LEVELS, "R2", "sentence-level-between", values, grounds)


def _few(evidence: Evidence) -> Iterator[Claim]:
    """Say which published cities have too few people to be compared, R1."""
    several = [city for city in evidence.figures if city.shown]
    few = [city.city for city in several if not comparable(*(i.n for i in city.indices))]
    if few and len(several) > 1:
        yield Claim(Part.UNSAID, "R1", "sentence-few", {"cities": tuple(few)})


def _views(evidence: Evidence) -> Iterator[Claim]:
    """Where one group gave over 40% of the answers, set the group-equal index beside, R9."""
    lacking: dict[tuple[str, ...], list[str]] = {}  # the cities that lack the same groups
    for city in evidence.figures:
        group = profile(city.groups).dominant if city.shown else None
        if group is None:
            continue
        share = half_up(100 * city.groups[group], sum(city.groups.values()))
        told: dict[str, Value] = {"city": city.city, "group": group, "percent": share}
        yield Claim(Part.VIEWS, "R9", "sentence-dominant", told)
        thin: set[str] = set()
        for index in city.indices:
            equal = evidence.equal.get((city.city, index.id))
            if index.index is None or equal is None:
                continue
            if equal.value is None or equal.thin:
                thin |= {*equal.thin}
                continue
            values: dict[str, Value] = {"city": city.city, "index": index.id}
            values |= {"value": index.index, "equal": equal.value}
            differ = abs(index.index - equal.value) > APART
            key = "sentence-equal-differs" if differ else "sentence-equal"
            yield Claim(Part.VIEWS, "R9", key, values)
        if thin:
            lacking.setdefault(tuple(sorted(thin)), []).append(city.city)
    for groups, cities in lacking.items():
        few: dict[str, Value] = {"cities": tuple(cities), "groups": groups}
        yield Claim(Part.UNSAID, "R9", "sentence-equal-none", few)


def _notes(evidence: Evidence) -> Iterator[Claim]:
    if any(index.percent is not None for city in evidence.figures for index in city.indices):
        yield Claim(Part.NOTES, "R11", "sentence-percent")
    count = verdicts.made(evidence) if evidence.final else 0
    if count:
        yield Claim(Part.NOTES, "R12", "sentence-comparisons", {"count": count})
