"""Do stakeholder groups differ? Kruskal-Wallis and Dunn on integer sums: methodology §2.6."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from scoring.chances import p_of_chi_squared, p_of_z
from scoring.holm import holm
from scoring.ranks import Histogram, double_ranks, merged, rank_variance

FEW = 15
FEW_IN_A_GROUP = 5
"""With fewer people in all, or in a group, chi-squared is too rough and groups are shuffled."""

SHUFFLES = 1999
SEED = 2025


@dataclass(frozen=True, slots=True)
class Contrast:
    """Dunn's comparison of two groups; z is above 0 where the first ranks higher.

    `p_holm` is p corrected by Holm for all pairs of the groups.
    """

    first: str
    second: str
    z: float
    p: float
    p_holm: float


@dataclass(frozen=True, slots=True)
class Kruskal:
    """Kruskal-Wallis: H, its chi-squared p, the p to go by, and epsilon squared (0-1).

    `shuffled` says that `p` is from a permutation, because a group is too small for chi-squared.
    """

    n: int
    h: float
    df: int
    p_chi_squared: float
    p: float
    shuffled: bool
    epsilon_squared: float
    contrasts: tuple[Contrast, ...]


def compare(groups: Mapping[str, Histogram]) -> Kruskal:
    """Compare groups: H with ties, Kruskal and Wallis (1952); ε² = H/(n - 1); Dunn (1964).

    `kruskal.test` gives the same H. With fewer than 15 people, or 5 in a group, p is the share of
    1,999 shuffles of the people over the groups that are as far apart; the shuffles are seeded,
    so the same numbers give the same p. Groups of nobody are left out. ValueError with fewer than
    two groups.
    """
    samples = {group: merged([sums]) for group, sums in groups.items()}
    sizes = {group: sample.total() for group, sample in samples.items() if sample}
    if len(sizes) < 2:  # noqa: PLR2004 - a comparison needs two
        raise ValueError("a comparison needs two groups with people in them")
    together = merged(samples.values())
    n, ranks = together.total(), double_ranks(together)
    totals = {g: sum(ranks[x] * count for x, count in samples[g].items()) for g in sizes}
    variance = rank_variance(together)
    whole = sum(totals.values())
    # Deviations from the mean rank, doubled and times n: integers.
    squares = math.fsum(
        (n * totals[g] - size * whole) ** 2 / (4 * n * n * size) for g, size in sizes.items()
    )
    h = squares / variance / n if variance else 0.0
    df = len(sizes) - 1
    by_table = p_of_chi_squared(h, df)
    shuffled = n < FEW or min(sizes.values()) < FEW_IN_A_GROUP
    return Kruskal(
        n=n,
        h=h,
        df=df,
        p_chi_squared=by_table,
        p=_shuffled(together, ranks, sizes, totals) if shuffled and variance else by_table,
        shuffled=shuffled,
        epsilon_squared=h / (n - 1),
        contrasts=_dunn(totals, sizes, n * variance),
    )


def _dunn(
    totals: Mapping[str, int], sizes: Mapping[str, int], variance: float
) -> tuple[Contrast, ...]:
    z: dict[tuple[str, str], float] = {}
    for first, second in combinations(sizes, 2):
        m, n = sizes[first], sizes[second]
        apart = (totals[first] * n - totals[second] * m) / (2 * m * n)
        z[first, second] = apart / math.sqrt(variance * (1 / m + 1 / n)) if variance else 0.0
    p = {pair: p_of_z(value) for pair, value in z.items()}
    corrected = holm(p)
    return tuple(Contrast(*pair, value, p[pair], corrected[pair]) for pair, value in z.items())


def _shuffled(
    together: Histogram, ranks: Histogram, sizes: Mapping[str, int], totals: Mapping[str, int]
) -> float:
    """Return the share of shuffles with an H as large; drawn sum by sum, whatever n is."""
    import numpy as np

    draw = np.random.default_rng(SEED)
    sums = sorted(together)
    doubled = np.array([ranks[x] for x in sums])
    scale = math.lcm(*sizes.values())
    # H grows with Σ R²/n alone; times a common multiple it is an integer, so ties stay ties.
    observed = sum(totals[g] ** 2 * (scale // size) for g, size in sizes.items())
    as_far = 1
    ordered = sorted(sizes.values())
    for _ in range(SHUFFLES):
        left = np.array([together[x] for x in sums])
        found = 0
        for size in ordered:
            taken = draw.multivariate_hypergeometric(left, size, method="marginals")
            left = left - taken
            found += int(taken @ doubled) ** 2 * (scale // size)
        as_far += found >= observed
    return as_far / (SHUFFLES + 1)
