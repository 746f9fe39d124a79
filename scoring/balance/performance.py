"""How the ratings of two sides of a city compare: methodology §2.8, 3; a secondary figure.

Technology against social, infrastructure against participation; which items stand on which side
is data, `performance.toml`. It measures perceived levels, not what plans and ratings emphasise,
and the two belong on no common axis.
"""

from __future__ import annotations

import functools
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import combinations

from scoring import index as precise
from scoring.balance.tables import Design, Table
from scoring.chances import CONFIDENCE, t_quantile
from scoring.compare import POINTS, Difference, difference
from scoring.instrument import RATINGS, Instrument

LEAST = 5.0
"""Points that both sides need for a ratio: 0 is possible, and little above it a ratio is wild."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two sides, each of items that speak of it."""

    id: str
    first: tuple[str, ...]
    second: tuple[str, ...]

    def design(self, instrument: Instrument) -> Design:
        """Return what is counted of the instrument's texts; KeyError if an item is not asked."""
        items = (*self.first, *self.second)
        places = tuple(instrument.position(item) for item in items)
        return Design(len(instrument.items), items, places, tuple(combinations(items, 2)))


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


@functools.cache
def contrasts() -> tuple[Contrast, ...]:
    """Return the contrasts that come with the package."""
    text = (resources.files("scoring.balance") / "performance.toml").read_text(encoding="utf-8")
    return tuple(
        Contrast(entry["id"], tuple(entry["first"]), tuple(entry["second"]))
        for entry in tomllib.loads(text)["contrast"]
    )


def performance(
    contrast: Contrast, table: Table, minimum: int = 5, confidence: float = CONFIDENCE
) -> Performance:
    """Compare two sides; `table` is of the contrast's design.

    With a = 25·(mean m_j - 1) of each side, the interval of a - b is that of influence values,
    as in the index (§2.2): u_i = Σ_j w_j δ_ij (x_ij - m_j)·n/n_j. Without missing ratings it is
    R's paired `t.test` of the people's two means. The ratio's interval is the delta method's on
    the logarithm, var = s²_a/a² + s²_b/b² - 2·s_ab/(a·b).
    """
    n = table.answered
    means = {item: _mean(table.column(item)) for item in table.design.columns}
    if n < max(minimum, 2) or not all(precise.enough(count, n) for _, count in means.values()):
        return Performance(n)
    one = {item: 1 / len(contrast.first) for item in contrast.first}
    other = {item: 1 / len(contrast.second) for item in contrast.second}
    a, b = (
        POINTS * math.fsum(w * (means[item][0] - precise.LOWEST) for item, w in side.items())
        for side in (one, other)
    )
    var_a, var_b, cov = (
        POINTS**2 * _covariance(table, means, *sides)
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


def _mean(counts: Mapping[str, int]) -> tuple[float, int]:
    n = sum(counts[code] for code in RATINGS)
    total = sum(int(code) * counts[code] for code in RATINGS)
    return (total / n if n else 0.0), n


def _covariance(
    table: Table,
    means: Mapping[str, tuple[float, int]],
    first: Mapping[str, float],
    second: Mapping[str, float],
) -> float:
    """Return the covariance of two weighted sums of item means, by their influence values."""
    n = table.answered
    terms = [
        w
        * v
        * _product(_cells(table, j, k), means[j][0], means[k][0])
        / (means[j][1] * means[k][1])
        for j, w in first.items()
        for k, v in second.items()
    ]
    return math.fsum(terms) * n / (n - 1)


def _cells(table: Table, j: str, k: str) -> Sequence[Sequence[int]]:
    """Return a pair's joint histogram; an item beside itself stands on the diagonal."""
    if j != k:
        return table.joint(j, k)
    counts = table.column(j)
    return [[counts[r] if r == s else 0 for s in RATINGS] for r in RATINGS]


def _product(cells: Sequence[Sequence[int]], j_mean: float, k_mean: float) -> float:
    """Return Σ (x_j - m_j)(x_k - m_k) over the people who rated both."""
    return math.fsum(
        count * (r - j_mean) * (s - k_mean)
        for r, row in enumerate(cells, start=1)
        for s, count in enumerate(row, start=1)
    )
