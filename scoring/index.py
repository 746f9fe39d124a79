"""The precise method: unrounded means, a 0-100 index and its uncertainty interval.

Method `precise-1`, methodology §2.2. Everything comes from a tally's integers, so neither the
order of the answers nor the number of them counted at once can change a digit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from scoring.instrument import RATINGS
from scoring.interval import dirichlet_interval, t_interval
from scoring.tally import IndexTally

METHOD = "precise-1"

LOWEST, HIGHEST = int(RATINGS[0]), int(RATINGS[-1])
SPAN = HIGHEST - LOWEST

ENOUGH = 5
"""No item figure rests on fewer ratings, §2.3."""

ENOUGH_FOR_T = 15
"""Below this many ratings an item's t interval is too narrow, §2.2."""


@dataclass(frozen=True, slots=True)
class IndexScore:
    """An index: 0-100 value with interval, and the same level as percent and as a total.

    `n` counts respondents with a rating in the index. `percent_of_maximum` is 20-100, `total` the
    unrounded sum of item means. All are None while an item has no rating. `low` and `high` are
    also None when the ratings do not vary or one person gave them: an interval without width
    would claim certainty. `incomplete` says that an item has too few ratings to be published.
    """

    n: int
    value: float | None
    low: float | None
    high: float | None
    percent_of_maximum: float | None
    total: float | None
    incomplete: bool


@dataclass(frozen=True, slots=True)
class ItemScore:
    """An item on its scale 1-5: mean, standard deviation (n - 1), interval, ratings' counts."""

    n: int
    mean: float | None
    sd: float | None
    low: float | None
    high: float | None
    counts: tuple[int, ...]


def enough(item_n: int, index_n: int) -> bool:
    """Say whether an item may be shown: n_j ≥ max(5, n/2), n of the item's index. §2.3."""
    return item_n >= ENOUGH and 2 * item_n >= index_n


def score(cell: IndexTally, confidence: float = 0.95) -> IndexScore:
    """Score an index: I = 100·(mean of item means - 1)/4, I ± t·SE, clipped to 0-100. §2.2."""
    incomplete = not all(enough(count, cell.n) for count in cell.counts)
    if not all(cell.counts):
        return IndexScore(cell.n, None, None, None, None, None, incomplete)
    many = len(cell.counts)
    total = math.fsum(s / n for s, n in zip(cell.sums, cell.counts, strict=True))
    value = 100 * (total / many - LOWEST) / SPAN
    percent = 100 * total / (HIGHEST * many)
    low = high = None
    error = standard_error(cell)
    if error:
        low, high = t_interval(value, error, cell.n, confidence)
        low, high = max(0.0, low), min(100.0, high)
    return IndexScore(cell.n, value, low, high, percent, total, incomplete)


def standard_error(cell: IndexTally) -> float | None:
    """Return the index's standard error in points, from influence values; None if n < 2.

    u_i = Σ_j δ_ij (x_ij - m_j)·n/(J·n_j) and SE = 25·√(Σu_i²/(n - 1)/n), §2.2. Squared and summed
    over people, u needs only the tally's pairs:
    Σu_i² = (n/J)² Σ_jk (P_jk - m_j S_kj - m_k S_jk + m_j m_k N_jk)/(n_j n_k).
    Every numerator is an exact integer here, so ratings that do not vary give exactly 0.
    Raises ValueError while an item has no rating.
    """
    if not all(cell.counts):
        raise ValueError(f"{cell.index.id}: an item has no rating, so the index has no error")
    if cell.n < 2:  # noqa: PLR2004 - a spread needs two
        return None
    n, s, many = cell.counts, cell.sums, len(cell.counts)
    terms = []
    for j in range(many):
        for k in range(many):
            numerator = (
                n[j] * n[k] * cell.pair_products[j][k]
                - s[j] * n[k] * cell.pair_sums[k][j]
                - s[k] * n[j] * cell.pair_sums[j][k]
                + s[j] * s[k] * cell.pair_counts[j][k]
            )
            terms.append(numerator / (n[j] * n[k]) ** 2)
    squares = max(0.0, math.fsum(terms)) * (cell.n / many) ** 2
    return 100 / SPAN * math.sqrt(squares / (cell.n - 1) / cell.n)


def item(counts: Mapping[str, int], confidence: float | None = 0.95) -> ItemScore:
    """Score an item from how many gave each code; what is no rating is left out.

    The interval is Student's t, but Dirichlet-multinomial where t is known to fail: fewer than
    15 ratings, no variation, or a mean within 0.25 of an end of the scale. §2.2. Without a
    confidence there is none: finding it takes milliseconds.
    """
    ratings = tuple(counts.get(code, 0) for code in RATINGS)
    n, total, spread = _moments(ratings)
    if not n:
        return ItemScore(0, None, None, None, None, ratings)
    mean = total / n
    sd = math.sqrt(spread / (n * (n - 1))) if n > 1 else None
    if confidence is None:
        return ItemScore(n, mean, sd, None, None, ratings)
    near_an_end = 4 * total <= (4 * LOWEST + 1) * n or 4 * total >= (4 * HIGHEST - 1) * n
    if n < ENOUGH_FOR_T or near_an_end or not sd:
        low, high = dirichlet_interval(ratings, confidence)
    else:
        low, high = item_t_interval(counts, confidence)
    return ItemScore(n, mean, sd, low, high, ratings)


def item_t_interval(counts: Mapping[str, int], confidence: float = 0.95) -> tuple[float, float]:
    """Return an item's plain t interval, not clipped to the scale; ValueError if n < 2."""
    n, total, spread = _moments(tuple(counts.get(code, 0) for code in RATINGS))
    error = math.sqrt(spread / (n * n * (n - 1))) if n > 1 else 0.0
    return t_interval(total / n if n else 0.0, error, n, confidence)


def _moments(ratings: tuple[int, ...]) -> tuple[int, int, int]:
    """Return n, Σx and n·Σx² - (Σx)², the last being n(n - 1) times the variance."""
    n = sum(ratings)
    total = sum(k * count for k, count in enumerate(ratings, start=LOWEST))
    squares = sum(k * k * count for k, count in enumerate(ratings, start=LOWEST))
    return n, total, n * squares - total * total
