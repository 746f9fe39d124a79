"""How the ratings of two sides of a city compare: methodology §2.8, 3; a secondary figure.

Technology against social, infrastructure against participation; which items stand on which side
is data of the instrument. It measures perceived levels, not what plans and ratings emphasise,
and the two belong on no common axis.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from scoring import index as precise
from scoring.analysis import Analysis
from scoring.chances import CONFIDENCE, t_quantile
from scoring.compare import POINTS, Difference, difference
from scoring.tally import IndexTally

LEAST = 5.0
"""Points that both sides need for a ratio: 0 is possible, and little above it a ratio is wild."""


@dataclass(frozen=True, slots=True)
class Performance:
    """Two sides in index points (0-100), and the first less the second within people.

    `symmetric` is (a - b)/(a + b), -1 to 1; `ratio` a/b with its interval, only where both
    sides are 5 points or more. What cannot be had is None; nothing can while an item has too few
    ratings to be shown.
    """

    n: int
    first: float | None = None
    second: float | None = None
    difference: Difference | None = None
    symmetric: float | None = None
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None


def performance(
    contrast: Analysis, both: IndexTally, minimum: int = 5, confidence: float = CONFIDENCE
) -> Performance:
    """Compare two sides; `both` are the ratings of the contrast's items.

    With a = 25·(mean m_j - 1) of each side, the interval of a - b is that of influence values,
    as in the index (§2.2): u_i = Σ_j w_j δ_ij (x_ij - m_j)·n/n_j. Without missing ratings it is
    R's paired `t.test` of the people's two means. The ratio's interval is the delta method's on
    the logarithm, var = s²_a/a² + s²_b/b² - 2·s_ab/(a·b).
    """
    n = both.n
    if n < max(minimum, 2) or not all(
        count >= minimum and precise.enough(count, n) for count in both.counts
    ):
        return Performance(n)
    places = {item.id: place for place, item in enumerate(both.index.items)}
    one, other = ({places[item]: 1 / len(items) for item in items} for _, items in contrast.of)
    a, b = (
        POINTS
        * math.fsum(w * (both.sums[j] / both.counts[j] - precise.LOWEST) for j, w in side.items())
        for side in (one, other)
    )
    var_a, var_b, cov = (
        POINTS**2 * _covariance(both, *sides)
        for sides in ((one, one), (other, other), (one, other))
    )
    se = math.sqrt(max(0.0, var_a + var_b - 2 * cov))
    ratio = low = high = None
    if a >= LEAST and b >= LEAST:
        ratio = a / b
        spread = var_a / a**2 + var_b / b**2 - 2 * cov / (a * b)
        reach = math.exp(t_quantile(n - 1, confidence) * math.sqrt(max(0.0, spread)))
        low, high = ratio / reach, ratio * reach
    return Performance(
        n=n,
        first=a,
        second=b,
        difference=difference((n, n), a - b, se, n - 1, confidence),
        symmetric=(a - b) / (a + b) if a + b else None,
        ratio=ratio,
        ratio_low=low,
        ratio_high=high,
    )


def _covariance(both: IndexTally, first: Mapping[int, float], second: Mapping[int, float]) -> float:
    """Return the covariance of two weighted sums of item means, by their influence values."""
    terms = [w * v * _product(both, j, k) for j, w in first.items() for k, v in second.items()]
    return math.fsum(terms) * both.n / (both.n - 1)


def _product(both: IndexTally, j: int, k: int) -> float:
    """Return Σ (x_j - m_j)(x_k - m_k)/(n_j·n_k) over the people who rated both.

    The numerator, times n_j·n_k, is an integer: what does not vary is 0.
    """
    (n_j, s_j), (n_k, s_k) = ((both.counts[i], both.sums[i]) for i in (j, k))
    above = n_j * n_k * both.pair_products[j][k] + both.pair_counts[j][k] * s_j * s_k
    above -= n_k * s_j * both.pair_sums[k][j] + n_j * s_k * both.pair_sums[j][k]
    return above / (n_j * n_k) ** 2
