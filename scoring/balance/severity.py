"""How grave people find the seven problems: methodology §2.8, 6.

The scale is ours: 1 not a problem … 5 critical. The paper names the problems of major cities;
asking about them in small ones is ours too. They are not added up: two of them overlap.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from scoring import index as precise
from scoring import ranks, shares
from scoring.analysis import SEVERITY
from scoring.balance.gap import paired
from scoring.chances import CONFIDENCE
from scoring.claims import SURE
from scoring.compare import POINTS, Difference
from scoring.holm import holm
from scoring.index import ItemScore
from scoring.instrument import RATINGS
from scoring.ranks import Friedman
from scoring.shares import Share
from scoring.tally import Ranked, Tally
from scoring.tiers import tiers


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem: mean severity (1-5) with interval, 0-100, and the share of ratings 4 and 5."""

    id: str
    score: ItemScore
    index: float | None
    top: Share


@dataclass(frozen=True, slots=True)
class Severity:
    """The problems that enough people rated, gravest first, and what may be said of their order.

    `friedman` holds Kendall's W (0-1): how alike people order the problems, over those who rated
    all. `alpha` is Cronbach's over the same people, to show that the problems are no scale.
    `differences` are by graver and other problem, with p corrected for all pairs. `graver` says
    which problems are clearly less grave than one, corrected p below .05; those in one tier are
    tied.
    """

    problems: tuple[Problem, ...]
    friedman: Friedman | None
    alpha: float | None
    differences: Mapping[tuple[str, str], tuple[Difference, float]]
    graver: Mapping[str, tuple[str, ...]]
    tiers: tuple[tuple[str, ...], ...]

    def clear(self, graver: str, other: str) -> bool:
        """Say whether one problem is clearly graver than another."""
        return other in self.graver.get(graver, ())

    def told(self, *, final: bool) -> Severity:
        """Return what may be published again and again.

        Differences rest on whoever rated both problems, means on whoever rated one: together
        they could tell of a single person. So only their order is told, of a closed wave.
        """
        shown = replace(self, alpha=None, differences={})
        return shown if final else replace(shown, graver={}, tiers=())


def severity(table: Tally, minimum: int = 5, confidence: float = CONFIDENCE) -> Severity:
    """Return the severity of the problems.

    Each problem over the people who rated it; pairs over those who rated both, by paired t with
    Holm over all pairs; Friedman (1937) over those who rated all. A problem of fewer than
    max(minimum, half of all) ratings is left out, and so is a test of fewer people. The problems
    are those of the instrument, KeyError if it has none.
    """
    declared = table.layout.instrument.analysis(SEVERITY)
    if declared is None:
        raise KeyError(SEVERITY)
    item = dict(zip(declared.names, declared.items, strict=True))
    counts = {problem: table.item(item[problem]) for problem in item}
    rated = {problem: sum(counts[problem][code] for code in RATINGS) for problem in item}
    least = max(minimum, 2)
    shown = [p for p in item if rated[p] >= least and 2 * rated[p] >= table.answered]
    ordered = sorted(shown, key=lambda problem: -_mean(counts[problem]))
    found: dict[tuple[str, str], Difference] = {}
    for graver, other in combinations(ordered, 2):
        joint = table.joint(item[graver], item[other])
        if sum(map(sum, joint)) >= least:
            found[graver, other] = paired(joint, confidence)
    corrected = holm({pair: one.p for pair, one in found.items()})
    whole = table.ranks()
    complete = whole.n >= least and len(shown) == len(item)
    differences = {pair: (one, corrected[pair]) for pair, one in found.items()}
    below = _graver(ordered, differences)
    unknown = {pair for pair, (one, _) in differences.items() if not one.tested}
    return Severity(
        problems=tuple(_problem(problem, counts[problem], confidence) for problem in ordered),
        friedman=ranks.ranked(whole.n, whole.doubled, whole.ties) if complete else None,
        alpha=_alpha(whole) if complete else None,
        differences=differences,
        graver=below,
        tiers=_tiers(ordered, below, unknown),
    )


def _graver(
    ordered: Sequence[str], differences: Mapping[tuple[str, str], tuple[Difference, float]]
) -> dict[str, tuple[str, ...]]:
    """Return the problems that are clearly less grave than each."""
    clear = {pair for pair, (one, p) in differences.items() if one.points > 0 and p < SURE}
    return {one: tuple(other for other in ordered if (one, other) in clear) for one in ordered}


def _tiers(
    ordered: Sequence[str],
    below: Mapping[str, tuple[str, ...]],
    unknown: Collection[tuple[str, str]],
) -> tuple[tuple[str, ...], ...]:
    """Return problems that are tied together; what could not be tested is not called tied."""
    if not ordered:
        return ()
    return tuple(tiers(ordered, lambda one, two: two in below[one] or (one, two) in unknown))


def _problem(problem: str, counts: Mapping[str, int], confidence: float) -> Problem:
    score = precise.item(counts, confidence)
    level = None if score.mean is None else POINTS * (score.mean - precise.LOWEST)
    return Problem(problem, score, level, shares.top(counts, confidence))


def _mean(counts: Mapping[str, int]) -> Fraction:
    """Return an exact mean, so that what is tied is tied."""
    ratings = [(int(code), counts[code]) for code in RATINGS]
    return Fraction(sum(r * count for r, count in ratings), sum(count for _, count in ratings))


def _alpha(ranked: Ranked) -> float | None:
    """Return Cronbach's alpha from integers: k/(k - 1)·(1 - Σs²_j / s²_T)."""
    n, k = ranked.n, len(ranked.sums)
    whole = n * ranked.total_squares - sum(ranked.sums) ** 2
    parts = sum(n * q - s * s for q, s in zip(ranked.squares, ranked.sums, strict=True))
    return k / (k - 1) * (1 - parts / whole) if whole else None
