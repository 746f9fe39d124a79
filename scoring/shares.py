"""Shares of high and low ratings with Wilson's interval: methodology §2.6."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from scoring.chances import CONFIDENCE, z_quantile
from scoring.instrument import RATINGS

TOP = RATINGS[-2:]
BOTTOM = RATINGS[:2]

MASKED = 10
"""Below so many ratings a share of 0% or 100% tells what each of them was, §3.1."""


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n` ratings: the share (0-1) and its interval, None of nobody.

    `masked` says that the share may not be published: it is 0 or 1 of fewer than 10 ratings.
    """

    count: int
    n: int
    share: float | None
    low: float | None
    high: float | None

    @property
    def masked(self) -> bool:
        """Whether it would give every single rating away."""
        return self.n < MASKED and self.count in (0, self.n)


def wilson(count: int, n: int, confidence: float = CONFIDENCE) -> Share:
    """Return a share with Wilson's (1927) score interval, which holds near 0 and 1 at small n.

    (p + z²/2n ± z·√(p(1 - p)/n + z²/4n²)) / (1 + z²/n). ValueError unless 0 ≤ count ≤ n.
    """
    if not 0 <= count <= n:
        raise ValueError(f"{count} of {n} is no share")
    if not n:
        return Share(count, n, None, None, None)
    z, p = z_quantile(confidence), count / n
    middle = p + z * z / (2 * n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    # The ends are exactly 0 and 1 there; rounding would miss them by a hair.
    low = 0.0 if count == 0 else (middle - half) / whole
    high = 1.0 if count == n else (middle + half) / whole
    return Share(count, n, p, low, high)


def top(counts: Mapping[str, int], confidence: float = CONFIDENCE) -> Share:
    """Return the share of ratings of 4 and 5 among an item's ratings."""
    return _box(counts, TOP, confidence)


def bottom(counts: Mapping[str, int], confidence: float = CONFIDENCE) -> Share:
    """Return the share of ratings of 1 and 2 among an item's ratings."""
    return _box(counts, BOTTOM, confidence)


def _box(counts: Mapping[str, int], codes: tuple[str, ...], confidence: float) -> Share:
    ratings = sum(counts.get(code, 0) for code in RATINGS)
    return wilson(sum(counts.get(code, 0) for code in codes), ratings, confidence)
