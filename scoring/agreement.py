"""Do people agree? The average deviation of an item's ratings, and Krippendorff's alpha."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from scoring.instrument import RATINGS

CUT_OFF = Fraction(len(RATINGS), 6)
"""A/6 of A categories: raters who answer at random deviate more (Burke and Dunlap 2002)."""

ENOUGH = 5
"""No word about agreement among fewer people, methodology §2.6."""


class Accord(Enum):
    """The plain word for an item's agreement."""

    AGREE = "agree"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Deviation:
    """AD_M of an item in rating points, and its word; None with too few ratings."""

    n: int
    value: float | None
    accord: Accord | None


def deviation(counts: Mapping[str, int]) -> Deviation:
    """Return AD_M = mean |x - mean|, Burke, Finkelstein and Dusig (1999), from an item's counts.

    Other codes than ratings are left out. With fewer than 5 ratings there is no word. The sign
    of value - 5/6 is taken in integers. `multilevel::ad.m` averages the same over items.
    """
    ratings = [(int(code), counts.get(code, 0)) for code in RATINGS]
    n = sum(count for _, count in ratings)
    if not n:
        return Deviation(0, None, None)
    total = sum(x * count for x, count in ratings)
    value = Fraction(sum(abs(x * n - total) * count for x, count in ratings), n * n)
    if n < ENOUGH:
        return Deviation(n, float(value), None)
    return Deviation(n, float(value), Accord.AGREE if value <= CUT_OFF else Accord.SPLIT)


class Metric(Enum):
    """How far two codes are apart: all alike, or by the ranks between them."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"


def krippendorff(units: Sequence[Sequence[int | None]], metric: Metric) -> float | None:
    """Return Krippendorff's alpha of a table of units by coders; None is a missing code.

    α = 1 - D_o / D_e over the coincidence matrix, in which a unit of m codes gives each of its
    ordered pairs 1/(m - 1); Krippendorff (2019), ch. 12. Units with fewer than two codes say
    nothing. Codes are numbers in their order; nominal codes are any numbers. None if there is
    nothing to pair, or only one code was ever given: agreement by chance is then certain.
    """
    pairs: dict[tuple[int, int], Fraction] = {}
    for unit in units:
        codes = Counter(code for code in unit if code is not None)
        many = codes.total()
        for c, c_times in codes.items() if many > 1 else ():
            for k, k_times in codes.items():
                times = c_times * (k_times - (c == k))
                pairs[c, k] = pairs.get((c, k), Fraction(0)) + Fraction(times, many - 1)
    margins: dict[int, Fraction] = {}
    for (c, _), weight in sorted(pairs.items()):
        margins[c] = margins.get(c, Fraction(0)) + weight
    whole = sum(margins.values(), Fraction(0))
    apart = {(c, k): _distance(margins, c, k, metric) for c in margins for k in margins}
    expected = sum((margins[c] * margins[k] * d for (c, k), d in apart.items()), Fraction(0))
    if not expected:
        return None
    observed = sum((weight * apart[pair] for pair, weight in pairs.items()), Fraction(0))
    return float(1 - (whole - 1) * observed / expected)


PUBLISHABLE, PREFERRED = 0.67, 0.80
"""Codings below the first are not published; from the second on they need no caution, §2.8."""


class Trust(Enum):
    """What an alpha of coders is good for; undefined where only one code was ever given."""

    UNDEFINED = "undefined"
    POOR = "poor"
    TENTATIVE = "tentative"
    GOOD = "good"

    @property
    def publishable(self) -> bool:
        """Whether what rests on such codes may be published."""
        return self in {Trust.TENTATIVE, Trust.GOOD}


@dataclass(frozen=True, slots=True)
class Coding:
    """Several coders of the same units: alpha, what it allows, and where they differ.

    `n` units have two codes or more; `disputed` are the places of those with different ones.
    """

    n: int
    alpha: float | None
    trust: Trust
    disputed: tuple[int, ...]

    @property
    def publishable(self) -> bool:
        """Whether what rests on these codes may be published."""
        return self.trust.publishable


def coding(units: Sequence[Sequence[Hashable | None]]) -> Coding:
    """Judge nominal codes, a row a unit and a column a coder; None where a coder gave none.

    Codes are any labels; a set of labels is one code. Alpha is `krippendorff`'s, nominal.
    """
    given = [[code for code in unit if code is not None] for unit in units]
    numbers: dict[Hashable, int] = {}
    for code in (code for unit in given for code in unit):
        numbers.setdefault(code, len(numbers))
    alpha = krippendorff([[numbers[code] for code in unit] for unit in given], Metric.NOMINAL)
    return Coding(
        n=sum(len(unit) > 1 for unit in given),
        alpha=alpha,
        trust=_trust(alpha),
        disputed=tuple(place for place, unit in enumerate(given) if len(set(unit)) > 1),
    )


def _trust(alpha: float | None) -> Trust:
    if alpha is None:
        return Trust.UNDEFINED
    if alpha < PUBLISHABLE:
        return Trust.POOR
    return Trust.GOOD if alpha >= PREFERRED else Trust.TENTATIVE


def _distance(margins: Mapping[int, Fraction], c: int, k: int, metric: Metric) -> Fraction:
    """Return δ²: 1 for other codes, or the squared number of values between, ends by half."""
    if c == k:
        return Fraction(0)
    if metric is Metric.NOMINAL:
        return Fraction(1)
    low, high = min(c, k), max(c, k)
    between = sum((n for code, n in margins.items() if low <= code <= high), Fraction(0))
    return (between - (margins[c] + margins[k]) / 2) ** 2
