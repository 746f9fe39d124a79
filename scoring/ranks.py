"""Rank tests on integer sums, so that what is tied is tied: methodology §2.6.

Float means of seven items miss ties (a p of .590 for .571 in one pair of the reference). Samples
are histograms, a sum and how many have it, as a tally keeps them, so that a test of a million
people costs what a test of ten does. The p values are those of R's `wilcox.test` (normal
approximation with continuity correction) and `friedman.test`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scoring.chances import CONFIDENCE, p_of_chi_squared, p_of_z, z_quantile

Histogram = Mapping[int, int]
"""An integer sum, and how many people have it."""


@dataclass(frozen=True, slots=True)
class Dominance:
    """Two samples: Mann-Whitney's U of the first with its p, and Cliff's delta.

    Delta is P(first higher) - P(first lower), -1 to 1. The interval is None where the variance
    vanishes: samples that do not overlap, or nobody to compare.
    """

    u: float
    p: float
    delta: float
    variance: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Friedman:
    """Friedman's test of raters by objects, and Kendall's W (0-1), how alike they order them."""

    n: int
    chi_squared: float
    df: int
    p: float
    w: float


def dominance(first: Histogram, second: Histogram, confidence: float = CONFIDENCE) -> Dominance:
    """Compare two samples; ValueError if one is of nobody.

    U by Mann and Whitney (1947) with ties; delta by Cliff (1993) with the consistent variance and
    the asymmetric interval of Feng and Cliff (2004).
    """
    m, n = sum(first.values()), sum(second.values())
    if not m or not n:
        raise ValueError("nobody to compare")
    lead = {x: _lead(x, second) for x in first}
    lag = {y: _lead(y, first) for y in second}
    net = sum(count * lead[x] for x, count in first.items())
    ties = sum(count * second.get(x, 0) for x, count in first.items())
    u = (m * n + net) / 2
    spread = rank_variance(merged([first, second])) * (m * n)
    away = max(0.0, abs(net) / 2 - 0.5)
    p = min(1.0, p_of_z(away / math.sqrt(spread))) if spread else 1.0
    delta = net / (m * n)
    if m == 1 or n == 1:
        return Dominance(u, p, delta, 0.0, None, None)
    squares = sum(count * lead[x] ** 2 for x, count in first.items())
    squares += sum(count * lag[y] ** 2 for y, count in second.items())
    # Every sum of squared deviations times m·n, so that all of it is an integer.
    numerator = m * n * (squares - (m * n - ties)) - net * net * (m + n - 1)
    variance = numerator / ((m * n) ** 2 * (m - 1) * (n - 1))
    variance = max(variance, (1 - delta**2) / (m * n - 1))
    low, high = _delta_interval(delta, variance, confidence)
    return Dominance(u, p, delta, variance, low, high)


def _lead(x: int, others: Histogram) -> int:
    """Return how many of the others are below, less how many are above."""
    return sum(count * ((x > y) - (x < y)) for y, count in others.items())


def _delta_interval(
    delta: float, variance: float, confidence: float
) -> tuple[float | None, float | None]:
    if not variance:
        return None, None
    z2 = z_quantile(confidence) ** 2 * variance
    room = 1 - delta**2
    middle, half = delta * room, math.sqrt(z2 * (room**2 + z2))
    return max(-1.0, (middle - half) / (room + z2)), min(1.0, (middle + half) / (room + z2))


def signed_ranks(differences: Iterable[int]) -> tuple[float, float]:
    """Return Wilcoxon's (1945) V, the rank sum of what is above 0, and its p; zeros are left out.

    Raises ValueError if no difference is other than 0.
    """
    apart = [d for d in differences if d]
    if not apart:
        raise ValueError("every difference is 0")
    sizes = Counter(map(abs, apart))
    ranks = double_ranks(sizes)
    doubled = sum(ranks[d] for d in apart if d > 0)
    n = len(apart)
    away = max(0.0, abs(doubled / 2 - n * (n + 1) / 4) - 0.5)
    ties = sum(t**3 - t for t in sizes.values())
    spread = n * (n + 1) * (2 * n + 1) / 24 - ties / 48
    return doubled / 2, min(1.0, p_of_z(away / math.sqrt(spread)))


def friedman(table: Sequence[Sequence[int]]) -> Friedman:
    """Compare objects rated by the same raters: a row a rater, a column an object.

    Friedman (1937) with ties; W = χ²/(n(k - 1)), Kendall and Babington Smith (1939). Raises
    ValueError without two columns, without a row, or with rows of several lengths.
    """
    lengths = {len(row) for row in table}
    if len(lengths) != 1 or min(lengths) < 2:  # noqa: PLR2004 - a comparison needs two
        raise ValueError("every rater must have rated the same two objects or more")
    n, k = len(table), lengths.pop()
    columns, ties = [0] * k, 0
    for row in table:
        counts = Counter(row)
        ranks = double_ranks(counts)
        columns = [total + ranks[x] for total, x in zip(columns, row, strict=True)]
        ties += sum(t**3 - t for t in counts.values())
    return ranked(n, columns, ties)


def ranked(n: int, doubled: Sequence[int], ties: int) -> Friedman:
    """Return Friedman's test of n raters from twice the objects' rank sums and Σ(t³ - t) of ties.

    ValueError with nobody, or with fewer than two objects.
    """
    k = len(doubled)
    if not n or k < 2:  # noqa: PLR2004 - a comparison needs two
        raise ValueError("a comparison needs a rater and two objects")
    # Doubled rank sums, about their mean n(k + 1): all integers.
    squares = sum((total - n * (k + 1)) ** 2 for total in doubled)
    below = n * k * (k + 1) * (k - 1) - ties
    chi_squared = 3 * squares * (k - 1) / below if below else 0.0
    w = chi_squared / (n * (k - 1))
    return Friedman(n, chi_squared, k - 1, p_of_chi_squared(chi_squared, k - 1), w)


def merged(samples: Iterable[Histogram]) -> Counter[int]:
    """Return all samples as one, without the sums nobody has."""
    together: Counter[int] = Counter()
    for sample in samples:
        together.update({x: count for x, count in sample.items() if count})
    return together


def double_ranks(sample: Histogram) -> dict[int, int]:
    """Return twice the mid-rank of each value: an integer."""
    values = sorted(sample)
    ranks = {values[0]: sample[values[0]] + 1}
    for before, value in pairwise(values):
        ranks[value] = ranks[before] + sample[before] + sample[value]
    return ranks


def rank_variance(sample: Histogram) -> float:
    """Return (n + 1)/12 less what ties take away: the variance of a rank, over n."""
    n = sum(sample.values())
    ties = sum(t**3 - t for t in sample.values())
    return (n**3 - n - ties) / (12 * n * (n - 1)) if n > 1 else 0.0
