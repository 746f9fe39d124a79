"""What may be said of the 2022 paper's matters: from results to claims, by rules like §5's.

A difference is claimed if its Holm p is below .05 and it has at least 5 points of 100, and if 15
people stand on each side; while a wave is open nothing of people's answers is compared (R10).
Words are in locales/*/balance.ftl; `NAMES` says which texts name the codes in a claim's values.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from scoring.balance import documented
from scoring.balance.coverage import Coverage
from scoring.balance.emphasis import Facet
from scoring.balance.gap import Gap, Quadrant
from scoring.balance.performance import Performance
from scoring.balance.results import Expectations
from scoring.balance.severity import Severity
from scoring.claims import LARGE, SURE, Claim, Part, Value
from scoring.compare import POINTS, Difference, difference
from scoring.gates import comparable
from scoring.holm import holm
from scoring.index import ItemScore

NAMES = {
    "city": "city-{}",
    "element": "element-{}.inside",
    "elements": "element-{}.inside",
    "areas": "area-{}.inside",
    "group": "group-{}.report",
    "other_group": "group-{}.report",
    "graver": "problem-{}.quoted",
    "lesser": "problem-{}.quoted",
    "problems": "problem-{}.quoted",
    "side": "side-{}.inside",
    "other_side": "side-{}.inside",
}
"""By the name of a value, the key of the text that names its code, or each of its codes.

What is not here is a number, or (`lines`: `means` or `middle`) a code that the sentence chooses by.
"""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that claims are made from; what may not be shown is not in it.

    `expectations` and `problems` are by city, `performance` by city and contrast. Of `coverages`
    the first is the default reading.
    """

    expectations: Mapping[str, Expectations] = field(default_factory=dict)
    problems: Mapping[str, Severity] = field(default_factory=dict)
    performance: Mapping[tuple[str, str], Performance] = field(default_factory=dict)
    coverages: Sequence[Coverage] = ()
    facets: Sequence[Facet] = ()
    final: bool = True


def licensed(findings: Findings) -> tuple[Claim, ...]:
    """Return every claim that the findings allow, by part of a digest."""
    claims: list[Claim] = []
    if findings.final:
        for city, found in findings.expectations.items():
            claims += [*_gaps(city, found), *_quadrants(city, found), *_groups(city, found)]
        for city, severity in findings.problems.items():
            claims += _problems(city, severity)
        if findings.problems:
            claims.append(Claim(Part.NOTES, "P3", "balance-problems-source"))
        claims += _performance(findings.performance)
    claims += documented.licensed(findings.coverages, findings.facets)
    order = list(Part)
    return tuple(sorted(claims, key=lambda claim: order.index(claim.part)))


def _gaps(city: str, found: Expectations) -> Iterator[Claim]:
    """Name the elements where importance and performance clearly differ, widest gap first, E1."""
    sides: dict[str, list[tuple[float, Gap]]] = {"more": [], "less": [], "none": []}
    for one in found.gaps:
        if one.difference is None or not one.difference.tested or not comparable(one.n):
            continue
        points = one.difference.points
        sure = one.p_holm is not None and one.p_holm < SURE and abs(points) * POINTS >= LARGE
        sides[("more" if points > 0 else "less") if sure else "none"].append((points, one))
    for side, gaps in sides.items():
        if not gaps:
            continue
        if side != "none":
            gaps.sort(key=lambda one: -abs(one[0]))
        part = Part.UNSAID if side == "none" else Part.EXPECTATIONS
        values: dict[str, Value] = {"city": city}
        values["elements"] = tuple(one.element for _, one in gaps)
        grounds = {one.element: one.p_holm for _, one in gaps if one.p_holm is not None}
        yield Claim(part, "E1", f"balance-gap-{side}", values, grounds)


def _quadrants(city: str, found: Expectations) -> Iterator[Claim]:
    """Tell where the elements stand by importance and performance, E2."""
    able = {one.element for one in found.gaps if comparable(one.n)}
    for lines, placed in found.quadrants.items():
        for quadrant in Quadrant:
            elements = tuple(e for e, q in placed.items() if q is quadrant and e in able)
            if elements:
                unsaid = quadrant is Quadrant.UNASSIGNED
                part = Part.UNSAID if unsaid else Part.EXPECTATIONS
                values: dict[str, Value] = {"city": city, "lines": lines, "elements": elements}
                yield Claim(part, "E2", f"balance-quadrant-{quadrant.value}", values)


def _groups(city: str, found: Expectations) -> Iterator[Claim]:
    """Tell which groups clearly differ in how important an element is to them, E3.

    Welch's test of every two groups with enough people in every element, Holm over all.
    """
    tested = _tested(found)
    if not tested:
        yield Claim(Part.UNSAID, "E3", "balance-groups-few", {"city": city})
        return
    corrected = holm({key: one.p for key, one in tested.items()})
    clear = {
        key: one
        for key, one in tested.items()
        if corrected[key] < SURE and abs(one.points) * POINTS >= LARGE
    }
    if not clear:
        yield Claim(Part.UNSAID, "E3", "balance-groups-alike", {"city": city})
    for element in dict.fromkeys(key[0] for key in clear):
        pairs = [key for key in clear if key[0] == element]
        widest = max(pairs, key=lambda key: abs(clear[key].points))
        _, one, other = widest
        first, second = (one, other) if clear[widest].points > 0 else (other, one)
        values: dict[str, Value] = {"city": city, "element": element}
        values |= {"group": first, "other_group": second}
        grounds = {"p": corrected[widest], "points": abs(clear[widest].points)}
        yield Claim(Part.VIEWS, "E3", "balance-groups-differ", values, grounds)


def _tested(found: Expectations) -> dict[tuple[str, str, str], Difference]:
    """Return the tests of an element's importance between two groups with enough people."""
    scores = {
        (one.element, group): one.importance
        for group, gaps in found.stakeholders.gaps.items()
        for one in gaps
        if comparable(one.n)
    }
    return {
        (element, one, other): _welch(scores[element, one], scores[element, other])
        for (element, one), (other_element, other) in combinations(scores, 2)
        if element == other_element
    }


def _welch(one: ItemScore, other: ItemScore) -> Difference:
    """Compare the means of two groups' ratings: Welch (1947)."""
    a, b = ((score.sd or 0.0) ** 2 / score.n for score in (one, other))
    below = a * a / (one.n - 1) + b * b / (other.n - 1)
    df = (a + b) ** 2 / below if below else float(one.n + other.n - 2)
    points = (one.mean or 0.0) - (other.mean or 0.0)
    return difference((one.n, other.n), points, math.sqrt(a + b), df)


def _problems(city: str, found: Severity) -> Iterator[Claim]:
    """Tell which problems are rated clearly graver than which others, P1, and how alike, P2."""
    able = {one.id for one in found.problems if comparable(one.score.n)}
    below: dict[str, tuple[str, ...]] = {}
    for one in found.problems:
        others = [o.id for o in found.problems if {one.id, o.id} <= able]
        below[one.id] = tuple(other for other in others if found.clear(one.id, other))
    together: dict[tuple[str, ...], list[str]] = {}
    for problem, others_below in below.items():
        if others_below:
            together.setdefault(others_below, []).append(problem)
    for lower, graver in together.items():
        values: dict[str, Value] = {"city": city, "graver": tuple(graver), "lesser": lower}
        yield Claim(Part.PROBLEMS, "P1", "balance-problems-graver", values)
    for tier in found.tiers:
        within = any(found.clear(one, other) for one, other in combinations(tier, 2))
        if len(tier) > 1 and not within and {*tier} <= able:
            tied: dict[str, Value] = {"city": city, "problems": tier}
            yield Claim(Part.UNSAID, "P1", "balance-problems-alike", tied)
    if found.friedman is not None and comparable(found.friedman.n):
        alike = found.friedman.p < SURE
        told: dict[str, Value] = {"city": city}
        if alike:
            told["w"] = found.friedman.w
        key = "balance-problems-order" if alike else "balance-problems-no-order"
        part = Part.PROBLEMS if alike else Part.UNSAID
        yield Claim(part, "P2", key, told, {"p": found.friedman.p})


def _performance(found: Mapping[tuple[str, str], Performance]) -> Iterator[Claim]:
    """Tell which side is rated higher, T1; Holm over all cities and contrasts."""
    tested = _sides(found)
    corrected = holm({key: one.p for key, one in tested.items()})
    for (city, contrast), one in tested.items():
        values: dict[str, Value] = {"city": city}
        first, second = contrast.split("_")
        if one.points < 0:
            first, second = second, first
        values |= {"side": first, "other_side": second}
        p = {"p": corrected[city, contrast]}
        sure = corrected[city, contrast] < SURE and abs(one.points) >= LARGE
        if sure and one.low is not None and one.high is not None:
            low, high = sorted((abs(one.low), abs(one.high)))
            values |= {"points": abs(one.points), "low": low, "high": high}
            yield Claim(Part.COMPARISON, "T1", "balance-performance-higher", values, p)
        else:
            yield Claim(Part.UNSAID, "T1", "balance-performance-alike", values, p)
    if tested:
        yield Claim(Part.NOTES, "T1", "balance-performance-note")


def _sides(found: Mapping[tuple[str, str], Performance]) -> dict[tuple[str, str], Difference]:
    """Return the differences of two sides that can be tested, by city and contrast."""
    return {
        key: one.difference
        for key, one in found.items()
        if one.difference is not None and one.difference.tested and comparable(one.n)
    }


def comparisons(findings: Findings) -> int:
    """Return how many comparisons the claims allow for, R12; none while the wave is open."""
    if not findings.final:
        return 0
    made = sum(
        one.p_holm is not None and comparable(one.n)
        for found in findings.expectations.values()
        for one in found.gaps
    )
    made += sum(len(_tested(found)) for found in findings.expectations.values())
    made += sum(math.comb(len(found.problems), 2) for found in findings.problems.values())
    return made + len(_sides(findings.performance))
