"""An index between two waves, whoever came back: methodology §2.7."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import reduce

from scoring.chances import CONFIDENCE, p_of_z, z_quantile
from scoring.compare import POINTS, Difference, difference, independent
from scoring.instrument import RATINGS
from scoring.tally import IndexTally, Tally
from scoring.weights import exact, exact_equal

_RATED = frozenset(RATINGS)

ENOUGH_FOR_Z = 10
"""With fewer people in both waves than this, t stands for z."""


class Design(Enum):
    """Who answered in both waves."""

    INDEPENDENT = "independent"
    OVERLAPPING = "overlapping"
    PAIRED = "paired"


@dataclass(frozen=True, slots=True)
class Trend:
    """What an index gained: later less earlier wave, in points, and how sure that is.

    `returning` people are in both waves. `equal_points` is the same difference with every
    stakeholder group counting alike, None where a group has no index; `steady` says that the two
    do not point in opposite directions, so that the change is not one of who answered.
    """

    difference: Difference
    design: Design
    returning: int
    equal_points: float | None
    steady: bool


def trend(
    index_id: str,
    earlier: Mapping[str, Tally],
    later: Mapping[str, Tally],
    returning: Sequence[tuple[str, str]] = (),
    confidence: float = CONFIDENCE,
) -> Trend:
    """Compare a city's index between two waves; the tallies are by stakeholder group.

    `returning` holds for each person with a rating in both waves their two texts of the index,
    earlier first. Nobody: Welch. Everybody: paired t. Some: SE² = SE²_1 + SE²_2 -
    2·n_12·cov_12/(n_1 n_2), with z, or t with min(n) - 1 degrees of freedom below 10 returning
    people. cov_12 is taken of the influence values of §2.2, so missing answers are allowed for.
    Raises ValueError if the waves had not the same instrument, or a side has no group, fewer than
    two people or an item without a rating.
    """
    if not earlier or not later:
        raise ValueError("a comparison needs a group on each side")
    before, now = (reduce(Tally.__add__, groups.values()) for groups in (earlier, later))
    if before.layout != now.layout:
        raise ValueError("waves with another instrument cannot be compared")
    first, second = before.index(index_id), now.index(index_id)
    if not all(rated(text) for pair in returning for text in pair):
        raise ValueError("a returning person has a rating in both waves")
    welch = independent(second, first, confidence)
    if not returning:
        found, design = welch, Design.INDEPENDENT
    else:
        shared = len(returning) * covariance(first, second, returning)
        squared = welch.se**2 - 2 * shared / (first.n * second.n)
        se = math.sqrt(squared) if squared > 0 else 0.0
        everyone = len(returning) == first.n == second.n
        design = Design.PAIRED if everyone else Design.OVERLAPPING
        df = float(min(first.n, second.n) - 1)
        found = difference(welch.n, welch.points, se, df, confidence)
        if not everyone and len(returning) >= ENOUGH_FOR_Z and se:
            found = _normal(found, confidence)
    old, new = (
        exact_equal({group: tally.index(index_id) for group, tally in groups.items()})
        for groups in (earlier, later)
    )
    equal = None if old is None or new is None else new - old
    steady = equal is None or equal * (exact(second) - exact(first)) >= 0
    points = None if equal is None else float(equal)
    return Trend(found, design, len(returning), points, steady)


def _normal(found: Difference, confidence: float) -> Difference:
    half = z_quantile(confidence) * found.se
    low, high = found.points - half, found.points + half
    return Difference(
        found.n, found.points, found.se, math.inf, low, high, p_of_z(found.points / found.se)
    )


def covariance(
    first: IndexTally, second: IndexTally, returning: Sequence[tuple[str, str]]
) -> float:
    """Return the covariance, in points², of the influence values of those in both waves.

    The covariance of their mean ratings where nothing is missing; 0 of fewer than two people.
    """
    n = len(returning)
    if n < 2:  # noqa: PLR2004 - a spread needs two
        return 0.0
    pairs = [(influence(old, first), influence(new, second)) for old, new in returning]
    products = math.fsum(a * b for a, b in pairs)
    sums = math.fsum(a for a, _ in pairs) * math.fsum(b for _, b in pairs)
    return POINTS**2 * (products - sums / n) / (n - 1)


def influence(text: str, tally: IndexTally) -> float:
    """Return u_i = Σ_j δ_ij (x_ij - m_j)·n/(J·n_j), in steps of the scale; `text` has J codes."""
    items = zip(text, tally.sums, tally.counts, strict=True)
    terms = ((int(x) * n - s) / (n * n) for x, s, n in items if x in RATINGS)
    return math.fsum(terms) * tally.n / len(tally.counts)


def rated(text: str) -> bool:
    """Say whether a text has a rating in it."""
    return not _RATED.isdisjoint(text)
