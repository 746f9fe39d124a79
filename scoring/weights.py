"""Equal weight to the stakeholder groups, or weights to known shares: methodology §2.5.

Every group's tally is scored by itself and the scores are averaged, so a group counts for its
share and not for how many of its people happened to answer. No group is dropped in silence: with
one too small there is no figure, and the figure says which.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring import index as precise
from scoring.chances import CONFIDENCE, t_quantile
from scoring.tally import IndexTally

ESTIMABLE = 2
"""A group's spread needs two people."""

PUBLISHABLE = 5
"""A group behind a published weighted figure needs so many."""

DOMINANT = Fraction(2, 5)
"""A group above this share of the answers is named, rule R9 (43.4% in the paper)."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """An index with weighted groups: 0-100, standard error, interval, and what weighting costs.

    `deff` is Kish's design effect of the weights and `n_eff` = n/deff. All figures are None
    where a group has fewer than two people with every item rated at least once; `thin` names the
    groups too small for the figure to be published.
    """

    n: int
    value: float | None
    se: float | None
    df: int
    low: float | None
    high: float | None
    deff: float | None
    n_eff: float | None
    thin: tuple[str, ...]

    @property
    def publishable(self) -> bool:
        """Whether there is a figure and every group behind it is large enough."""
        return self.value is not None and not self.thin


@dataclass(frozen=True, slots=True)
class Profile:
    """How even a sample is: Pielou's J' (1 is even) and dissimilarity D from the shares wanted."""

    n: int
    evenness: float | None
    dissimilarity: float | None
    dominant: str | None


def equal(groups: Mapping[str, IndexTally], confidence: float = CONFIDENCE) -> Weighted:
    """Return the stakeholder-equal index: I = (1/G) Σ I_g, SE² = (1/G²) Σ s²_g/n_g, df = n - G.

    `groups` holds every group of the design, also one without a single answer. The same as R's
    `survey::svymean` with groups as strata.
    """
    return to_shares(groups, dict.fromkeys(groups, 1), confidence)


def to_shares(
    groups: Mapping[str, IndexTally], shares: Mapping[str, float], confidence: float = CONFIDENCE
) -> Weighted:
    """Return the index with each group at its known share of the population.

    I = Σ P_g I_g, SE² = Σ P²_g s²_g/n_g, df = n - G; Holt and Smith (1979), with the group sizes
    as they came. `shares` need not sum to 1. Raises ValueError if a group has no share above 0 or
    a share no group.
    """
    if set(groups) != set(shares) or not groups or min(shares.values()) <= 0:
        raise ValueError("every group needs a share above 0, and every share a group")
    n = sum(tally.n for tally in groups.values())
    df = n - len(groups)
    thin = tuple(sorted(group for group, tally in groups.items() if tally.n < PUBLISHABLE))
    if any(tally.n < ESTIMABLE or not all(tally.counts) for tally in groups.values()):
        return Weighted(n, None, None, df, None, None, None, None, thin)
    whole = math.fsum(shares.values())
    part = {group: share / whole for group, share in shares.items()}
    value = math.fsum(part[group] * float(exact(tally)) for group, tally in groups.items())
    errors = {group: precise.standard_error(tally) or 0.0 for group, tally in groups.items()}
    se = math.sqrt(math.fsum((part[group] * error) ** 2 for group, error in errors.items()))
    half = t_quantile(df, confidence) * se
    low, high = (max(0.0, value - half), min(100.0, value + half)) if se else (None, None)
    deff = n * math.fsum(part[group] ** 2 / tally.n for group, tally in groups.items())
    return Weighted(n, value, se, df, low, high, deff, n / deff, thin)


def exact(tally: IndexTally) -> Fraction:
    """Return the index as an exact fraction, for signs; ValueError while an item has no rating."""
    if not all(tally.counts):
        raise ValueError(f"{tally.index.id}: an item has no rating, so there is no index")
    means = (Fraction(s, n) for s, n in zip(tally.sums, tally.counts, strict=True))
    mean = sum(means, Fraction(0)) / len(tally.counts)
    return 100 * (mean - precise.LOWEST) / precise.SPAN


def exact_equal(groups: Mapping[str, IndexTally]) -> Fraction | None:
    """Return the stakeholder-equal index as a fraction; None while a group has no index."""
    if not groups or not all(all(tally.counts) for tally in groups.values()):
        return None
    return sum((exact(tally) for tally in groups.values()), Fraction(0)) / len(groups)


def weights(counts: Mapping[str, int], shares: Mapping[str, float]) -> dict[str, float]:
    """Return each respondent's weight by group, n·P_g/n_g, with mean 1; a group of nobody has 0.

    Raises ValueError if a group has no share.
    """
    if set(counts) != set(shares):
        raise ValueError("every group needs a share, and every share a group")
    n, whole = sum(counts.values()), math.fsum(shares.values())
    return {g: n * shares[g] / whole / count if count else 0.0 for g, count in counts.items()}


def profile(counts: Mapping[str, int], wanted: Mapping[str, float] | None = None) -> Profile:
    """Return how even the groups are: J' = -Σ p ln p / ln G, D = ½ Σ |p - w|.

    `wanted` are the shares aimed at, equal ones unless given. Pielou (1966), Duncan and Duncan
    (1955). None while nobody answered, J' also with a single group. `dominant` is the group
    above 40%, if there is one.
    """
    n, many = sum(counts.values()), len(counts)
    if not n:
        return Profile(0, None, None, None)
    aim = wanted or dict.fromkeys(counts, 1.0)
    whole = math.fsum(aim.values())
    entropy = -math.fsum(c / n * math.log(c / n) for c in counts.values() if c)
    apart = math.fsum(abs(c / n - aim.get(g, 0.0) / whole) for g, c in counts.items())
    apart += math.fsum(share / whole for group, share in aim.items() if group not in counts)
    largest = max(counts, key=lambda group: (counts[group], group))
    return Profile(
        n,
        entropy / math.log(many) if many > 1 else None,
        apart / 2,
        largest if counts[largest] > DOMINANT * n else None,
    )
