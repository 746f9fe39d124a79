"""Uncertainty intervals of a mean: Student's t, and Dirichlet-multinomial for ratings.

Both assume that respondents are exchangeable with their group; a self-selected sample has no
margin of sampling error (methodology §2.2). SciPy and NumPy are loaded at the first use.
"""

from __future__ import annotations

import functools
import math

PRIOR = 0.2
"""Added to the count of each of the five ratings: one respondent's worth in all. §2.2."""

_STEP = 0.05
_SPAN = 45.0
_EXACT = 1e-14


def t_interval(
    mean: float, standard_error: float, n: int, confidence: float = 0.95
) -> tuple[float, float]:
    """Return mean ± t·SE with n - 1 degrees of freedom; ValueError if n < 2."""
    half = t_quantile(n - 1, confidence) * standard_error
    return mean - half, mean + half


@functools.lru_cache(maxsize=4096)
def t_quantile(degrees: int, confidence: float = 0.95) -> float:
    """Return the two-sided quantile of Student's t; ValueError below one degree of freedom."""
    if degrees < 1:
        raise ValueError("an interval needs at least two observations")
    from scipy.special import stdtrit

    return float(stdtrit(degrees, (1 + confidence) / 2))


@functools.lru_cache(maxsize=4096)
def dirichlet_interval(counts: tuple[int, ...], confidence: float = 0.95) -> tuple[float, float]:
    """Return the interval of a mean rating given how many gave 1, 2 and so on.

    The quantiles of Σ k·p_k where p is Dirichlet with parameters count + PRIOR: an interval
    that keeps its width when everybody agrees. §2.2.

    Found on the exact distribution (Brent 1973), not by simulation, so that the same counts give
    the same digits everywhere.
    """
    weights = [count + PRIOR for count in counts]
    tail = (1 - confidence) / 2
    return _quantile(weights, tail), _quantile(weights, 1 - tail)


def _quantile(weights: list[float], share: float) -> float:
    from scipy.optimize import brentq

    whole = math.fsum(weights)
    mean = math.fsum(k * w for k, w in enumerate(weights, start=1)) / whole
    squares = math.fsum((k - mean) ** 2 * w for k, w in enumerate(weights, start=1)) / whole
    deviation = math.sqrt(squares / (whole + 1))
    # Cantelli's inequality: no quantile lies further from the mean than this.
    tail = min(share, 1 - share)
    reach = deviation * math.sqrt((1 - tail) / tail)
    low, high = max(1.0, mean - reach), min(float(len(weights)), mean + reach)
    found = brentq(lambda value: _probability_below(weights, value) - share, low, high, xtol=_EXACT)
    return float(found)


def _probability_below(weights: list[float], value: float) -> float:
    """Return the probability that Σ k·p_k ≤ value.

    With p as gamma variables G over their sum, the event is Σ (k - value)·G_k ≤ 0, a sum of
    independent variables whose characteristic function is a product: Gil-Pelaez (1951),
    P = 1/2 - (1/π) ∫ Im φ(u) d(ln u). In ln u the trapezoid rule is exact to rounding.
    """
    import numpy as np

    shapes = np.array(weights)[:, None]
    scales = np.arange(1, len(weights) + 1)[:, None] - value
    u = np.exp(np.arange(-_SPAN, _SPAN, _STEP)) / np.sqrt(shapes.sum())
    size = np.exp(-0.5 * (shapes * np.log1p((scales * u) ** 2)).sum(axis=0))
    angle = (shapes * np.arctan(scales * u)).sum(axis=0)
    return 0.5 - _STEP * float((size * np.sin(angle)).sum()) / math.pi
