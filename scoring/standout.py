"""Which items stand out from the others of their index: rule R4 of methodology §5.

An item is held against the mean of all items of the index, within each respondent, so that mild
and severe raters do not matter. From a tally's listwise sums and products: integers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scoring.chances import CONFIDENCE
from scoring.compare import POINTS, Difference, difference
from scoring.holm import holm
from scoring.reliability import covariances
from scoring.tally import IndexTally


@dataclass(frozen=True, slots=True)
class Standout:
    """An item less the mean of its index's items, in index points, and p corrected by Holm."""

    id: str
    difference: Difference
    p_holm: float


def standouts(tally: IndexTally, confidence: float = CONFIDENCE) -> tuple[Standout, ...]:
    """Return every item of the index, over the people who rated all; none of fewer than two.

    A one-sample t test of d_i = x_ij - mean_k x_ik, whose variance is that of
    (J·x_j - Σ_k x_k)/J; Holm over the J items.
    """
    n, many = tally.listwise_n, len(tally.index.items)
    if n < 2:  # noqa: PLR2004 - a spread needs two
        return ()
    spread = covariances(tally)
    whole, total = sum(map(sum, spread)), sum(tally.listwise_sums)
    found: dict[str, Difference] = {}
    for j, item in enumerate(tally.index.items):
        points = POINTS * (many * tally.listwise_sums[j] - total) / (n * many)
        # n(n - 1)·J² times the variance of d.
        squares = many * many * spread[j][j] - 2 * many * sum(spread[j]) + whole
        se = POINTS * math.sqrt(squares / (n - 1)) / (n * many)
        found[item.id] = difference((n, n), points, se, n - 1, confidence)
    corrected = holm({item: one.p for item, one in found.items()})
    return tuple(Standout(item, one, corrected[item]) for item, one in found.items())
