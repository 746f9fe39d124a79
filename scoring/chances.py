"""Two-sided probabilities and quantiles of the usual distributions; SciPy loads at the first use.

Only `scipy.special` is needed, which loads in a fraction of the time of `scipy.stats`.
"""

from __future__ import annotations

import math

CONFIDENCE = 0.95


def p_of_z(z: float) -> float:
    """Return the two-sided probability of a standard normal value."""
    from scipy.special import ndtr

    return float(2 * ndtr(-abs(z)))


def p_of_t(t: float, degrees: float) -> float:
    """Return the two-sided probability of a value of Student's t."""
    from scipy.special import stdtr

    return float(2 * stdtr(degrees, -abs(t)))


def p_of_chi_squared(value: float, degrees: int) -> float:
    """Return the probability of a chi-squared value at least as large."""
    from scipy.special import chdtrc

    return float(chdtrc(degrees, value))


def z_quantile(confidence: float = CONFIDENCE) -> float:
    """Return the two-sided quantile of the standard normal distribution."""
    from scipy.special import ndtri

    return float(ndtri((1 + confidence) / 2))


def t_quantile(degrees: float, confidence: float = CONFIDENCE) -> float:
    """Return the two-sided quantile of Student's t; `degrees` need not be whole (Welch)."""
    from scipy.special import stdtrit

    if not degrees > 0 or math.isnan(degrees):
        raise ValueError("Student's t needs degrees of freedom above 0")
    return float(stdtrit(degrees, (1 + confidence) / 2))


def f_quantile(share: float, above: int, below: int) -> float:
    """Return the quantile of F with `above` and `below` degrees of freedom."""
    from scipy.special import fdtri

    return float(fdtri(above, below, share))
