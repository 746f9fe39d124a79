"""Do an index's items measure one thing? Cronbach's alpha, and each item's part in it.

Methodology §2.6. From a tally's listwise sums and products, integers: who left an item out is
left out here, and neither the order of respondents nor their number changes a digit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scoring.chances import CONFIDENCE, f_quantile
from scoring.parts import IndexTally, Matrix

PAIR = 2


@dataclass(frozen=True, slots=True)
class ItemReliability:
    """An item against the others: its correlation with their sum, and alpha without it."""

    id: str
    rest_correlation: float | None
    alpha_without: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """Cronbach's alpha with Feldt's interval; `n` people rated every item.

    The figures are None where the ratings do not vary, or with fewer than two people or items.
    """

    n: int
    alpha: float | None
    low: float | None
    high: float | None
    items: tuple[ItemReliability, ...]


def reliability(tally: IndexTally, confidence: float = CONFIDENCE) -> Reliability:
    """Return alpha = k/(k - 1)·(1 - Σs²_j / s²_T), Cronbach (1951), and each item's part.

    The interval is Feldt's (1965): 1 - (1 - α)·F with n - 1 and (n - 1)(k - 1) degrees of
    freedom. `psych::alpha` gives the same.
    """
    n, k = tally.listwise_n, len(tally.index.items)
    spread = covariances(tally)
    every = list(range(k))
    alpha = _alpha(spread, every)
    low = high = None
    if alpha is not None:
        above, below = n - 1, (n - 1) * (k - 1)
        tail = (1 - confidence) / 2
        low = 1 - (1 - alpha) * f_quantile(1 - tail, above, below)
        high = 1 - (1 - alpha) * f_quantile(tail, above, below)
    items = tuple(
        ItemReliability(item.id, _rest(spread, j), _alpha(spread, [i for i in every if i != j]))
        for j, item in enumerate(tally.index.items)
    )
    return Reliability(n, alpha, low, high, items)


def covariances(tally: IndexTally) -> Matrix:
    """Return n·Σx_j x_k - Σx_j Σx_k over who rated all items: n(n - 1) times the covariances."""
    n, sums, products = tally.listwise_n, tally.listwise_sums, tally.listwise_products
    places = range(len(sums))
    return tuple(tuple(n * products[j][k] - sums[j] * sums[k] for k in places) for j in places)


def _alpha(spread: Matrix, chosen: list[int]) -> float | None:
    k = len(chosen)
    whole = sum(spread[i][j] for i in chosen for j in chosen)
    if k < PAIR or not whole:
        return None
    own = sum(spread[j][j] for j in chosen)
    return k * (whole - own) / ((k - 1) * whole)


def _rest(spread: Matrix, item: int) -> float | None:
    """Return the correlation of an item with the sum of the others, Nunnally (1978)."""
    others = [j for j in range(len(spread)) if j != item]
    together = sum(spread[item][j] for j in others)
    rest = sum(spread[i][j] for i in others for j in others)
    own = spread[item][item]
    return together / math.sqrt(own * rest) if own and rest else None
