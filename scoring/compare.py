"""Two cities, by the design of the survey: other raters in each, or the same ones in both.

Methodology §2.4 and §2.6. Other raters: all from tallies. The same raters: from the stored texts
of an index, one a city, side by side a respondent. A difference is first less second, in index
points. Whether it may be put into words is for `sentences`: it corrects for all comparisons that
are shown together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring import index as precise
from scoring import kruskal, ranks
from scoring.chances import CONFIDENCE, p_of_t, t_quantile
from scoring.instrument import RATINGS
from scoring.kruskal import Kruskal
from scoring.ranks import Dominance
from scoring.tally import IndexTally
from scoring.weights import exact

POINTS = 100 / precise.SPAN
"""Index points to a step of the scale."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An index difference in points with its standard error, interval and p; first less second.

    `n` are the people on each side. Where no rating varies there is no interval, and p is 1: the
    test has nothing to go by.
    """

    n: tuple[int, int]
    points: float
    se: float
    df: float
    low: float | None
    high: float | None
    p: float

    @property
    def tested(self) -> bool:
        """Whether p says anything: two sides that differ and do not vary cannot be tested."""
        return self.low is not None or not self.points


@dataclass(frozen=True, slots=True)
class Paired:
    """The same raters in two cities: the difference, Wilcoxon's V with its p, and dominance.

    `dominance` is the share of raters who put the first higher less the share who put it lower;
    `effect` the mean difference over its standard deviation (None where it does not vary).
    """

    difference: Difference
    v: float | None
    p_rank: float
    dominance: float
    effect: float | None


def independent(
    first: IndexTally, second: IndexTally, confidence: float = CONFIDENCE
) -> Difference:
    """Compare an index between two cities with raters of their own: Welch (1947).

    SE² = SE²_1 + SE²_2 of the two indices, with Welch-Satterthwaite degrees of freedom; R's
    `t.test` where nothing is missing. ValueError while an item has no rating or a side has
    fewer than two people.
    """
    errors = precise.standard_error(first), precise.standard_error(second)
    if errors[0] is None or errors[1] is None:
        raise ValueError("a comparison needs two people on each side")
    a, b = errors[0] ** 2, errors[1] ** 2
    below = a * a / (first.n - 1) + b * b / (second.n - 1)
    df = (a + b) ** 2 / below if below else float(first.n + second.n - 2)
    points = float(exact(first) - exact(second))
    return difference((first.n, second.n), points, math.sqrt(a + b), df, confidence)


def difference(
    n: tuple[int, int], points: float, se: float, df: float, confidence: float = CONFIDENCE
) -> Difference:
    """Return a difference with its t interval and p; see `Difference` for an error of 0."""
    if not se:
        return Difference(n, points, 0.0, df, None, None, 1.0)
    half = t_quantile(df, confidence) * se
    return Difference(n, points, se, df, points - half, points + half, p_of_t(points / se, df))


def dominance(first: IndexTally, second: IndexTally, confidence: float = CONFIDENCE) -> Dominance:
    """Compare two cities' sums by rank, over the people who rated all items: `ranks.dominance`."""
    return ranks.dominance(first.totals, second.totals, confidence)


def groups(tallies: Mapping[str, IndexTally]) -> Kruskal:
    """Compare groups, or several cities at once, over the people who rated all items."""
    return kruskal.compare({group: tally.totals for group, tally in tallies.items()})


def composites(rows: Iterable[Sequence[str]]) -> tuple[int, list[tuple[int, ...]]]:
    """Return each rater's mean ratings as integers over one denominator, which comes first.

    A row holds a rater's texts of one index, one an object: `("223-3", "3?123")`. Only items
    rated in all texts of the row count; a rater with fewer than half of the items so rated is
    left out (§2.3). ValueError for texts of several lengths.
    """
    listed = [tuple(row) for row in rows]
    lengths = {len(text) for row in listed for text in row}
    if len(lengths) > 1:
        raise ValueError("every text of an index has the same items")
    many = max(lengths, default=0)
    scale = math.lcm(*range(1, many + 1))
    found: list[tuple[int, ...]] = []
    for row in listed:
        rated = [place for place in range(many) if all(text[place] in RATINGS for text in row)]
        if rated and 2 * len(rated) >= many:
            share = scale // len(rated)
            found.append(tuple(share * sum(int(text[p]) for p in rated) for text in row))
    return scale, found


def paired(rows: Iterable[tuple[str, str]], confidence: float = CONFIDENCE) -> Paired:
    """Compare two cities, or waves, that the same people rated; rows as in `composites`.

    Student's paired t; Wilcoxon's signed ranks and every sign on integers. ValueError with fewer
    than two raters.
    """
    scale, pairs = composites(rows)
    apart = [first - second for first, second in pairs]
    n, total = len(apart), sum(apart)
    if n < 2:  # noqa: PLR2004 - a spread needs two
        raise ValueError("a paired comparison needs two raters")
    squares = n * sum(d * d for d in apart) - total * total
    sd = math.sqrt(squares / (n * (n - 1)))
    points = POINTS / scale
    v, p_rank = ranks.signed_ranks(apart) if any(apart) else (None, 1.0)
    return Paired(
        difference=difference(
            (n, n), points * total / n, points * sd / math.sqrt(n), n - 1, confidence
        ),
        v=v,
        p_rank=p_rank,
        dominance=sum((d > 0) - (d < 0) for d in apart) / n,
        effect=total / n / sd if sd else None,
    )
