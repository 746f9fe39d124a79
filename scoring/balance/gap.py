"""What people want of an element and what they have: importance less performance, §2.8, 4.

All figures of an element rest on the people who rated both: then the gap is the difference of
the two means that stand beside it, and none of the three gives anybody away who rated only one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from scoring import index as precise
from scoring.analysis import GAPS
from scoring.chances import CONFIDENCE
from scoring.compare import Difference, difference
from scoring.holm import holm
from scoring.index import ItemScore
from scoring.instrument import RATINGS
from scoring.tally import Joint, Tally

MIDDLE = 3.0
"""The middle of the scale, the second pair of cross-hairs."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An element: its importance and performance (1-5), and the first less the second.

    `difference` is in rating points, within people; it is None with fewer people than may be
    shown, and then no test was made of it. `p_holm` allows for all elements that were tested.
    """

    element: str
    importance: ItemScore
    performance: ItemScore
    difference: Difference | None
    p_holm: float | None

    @property
    def n(self) -> int:
        """People who rated both."""
        return self.importance.n


def gaps(whole: Tally, minimum: int = 5, confidence: float | None = CONFIDENCE) -> tuple[Gap, ...]:
    """Return every element's gap: paired t interval, Holm (1979) over the elements; R's `t.test`.

    The elements are those of the instrument. One of fewer than max(minimum, half of all) people
    has no difference. Without a confidence only differences have intervals.
    """
    declared = whole.layout.instrument.analysis(GAPS)
    found: dict[str, Difference] = {}
    sides: dict[str, tuple[ItemScore, ItemScore]] = {}
    for element, (importance, performance) in declared.of if declared else ():
        joint = whole.joint(importance, performance)
        sides[element] = both(joint, confidence)
        n = sides[element][0].n
        if n >= max(minimum, 2) and 2 * n >= whole.answered:
            found[element] = paired(joint, confidence or CONFIDENCE)
    corrected = holm({element: one.p for element, one in found.items()})
    return tuple(
        Gap(element, *pair, found.get(element), corrected.get(element))
        for element, pair in sides.items()
    )


def both(joint: Joint, confidence: float | None = CONFIDENCE) -> tuple[ItemScore, ItemScore]:
    """Score the two things of a joint histogram, over the people who rated both."""
    first = [sum(row) for row in joint]
    second = [sum(column) for column in zip(*joint, strict=True)]
    one, other = (
        precise.item(dict(zip(RATINGS, counts, strict=True)), confidence)
        for counts in (first, second)
    )
    return one, other


def paired(joint: Joint, confidence: float = CONFIDENCE) -> Difference:
    """Return first less second in rating points, within people; ValueError if n < 2."""
    apart = differences(joint)
    n, total = sum(apart.values()), sum(d * count for d, count in apart.items())
    if n < 2:  # noqa: PLR2004 - a spread needs two
        raise ValueError("a paired comparison needs two people")
    squares = n * sum(d * d * count for d, count in apart.items()) - total * total
    return difference((n, n), total / n, math.sqrt(squares / (n - 1)) / n, n - 1, confidence)


def differences(joint: Joint) -> Mapping[int, int]:
    """Return how many people have each difference of first less second, -4 to 4."""
    apart: dict[int, int] = {}
    for r, row in enumerate(joint):
        for s, count in enumerate(row):
            apart[r - s] = apart.get(r - s, 0) + count
    return apart


class Quadrant(Enum):
    """Where an element stands by importance and performance, Martilla and James (1977)."""

    ATTENTION = "attention"  # important, and not good
    STRENGTH = "strength"  # important and good
    SECONDARY = "secondary"  # neither
    SURPLUS = "surplus"  # good, and less important
    UNASSIGNED = "unassigned"  # an interval straddles a line


_BY_SIDE = {
    (True, False): Quadrant.ATTENTION,
    (True, True): Quadrant.STRENGTH,
    (False, False): Quadrant.SECONDARY,
    (False, True): Quadrant.SURPLUS,
}


def grand_means(found: Sequence[Gap]) -> tuple[float, float] | None:
    """Return the means of all importances and all performances; None if an element has none.

    Elements weigh alike, however many rated them.
    """
    shown = [one for one in found if one.difference is not None]
    if len(shown) < len(found) or not shown:
        return None
    sides = [(one.importance.mean or 0.0, one.performance.mean or 0.0) for one in shown]
    importance, performance = (math.fsum(side) / len(shown) for side in zip(*sides, strict=True))
    return importance, performance


def quadrants(found: Sequence[Gap], cross: tuple[float, float]) -> dict[str, Quadrant]:
    """Return the quadrant of every element that may be shown.

    `cross` are the lines, of importance and of performance. A point whose interval contains a
    line stands in no quadrant: it could as well be on the other side.
    """
    return {
        one.element: _quadrant(one.importance, one.performance, cross)
        for one in found
        if one.difference is not None
    }


def _quadrant(
    importance: ItemScore, performance: ItemScore, cross: tuple[float, float]
) -> Quadrant:
    sides = tuple(
        _side(score, line) for score, line in zip((importance, performance), cross, strict=True)
    )
    first, second = sides
    if first is None or second is None:
        return Quadrant.UNASSIGNED
    return _BY_SIDE[first, second]


def _side(score: ItemScore, line: float) -> bool | None:
    """Say whether a score is above a line; None where its interval straddles it."""
    if score.low is None or score.high is None or score.low <= line <= score.high:
        return None
    return score.low > line
