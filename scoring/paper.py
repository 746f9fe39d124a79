"""The paper's method, exact: means rounded half up, their sum, its percent of the maximum.

Method `paper-2025`, methodology §2.1. Integers only: a float mean has lost the tie before it is
rounded, and Python's `round` sends ties to even (2.5 to 2), which readers of a table do not expect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

METHOD = "paper-2025"

HIGHEST = 5


@dataclass(frozen=True, slots=True)
class PaperScore:
    """An index as the paper prints it: item scores 1-5, total, maximum, percent (20-100).

    An item nobody rated is None, and then so are the total and the percent.
    """

    items: tuple[int | None, ...]
    total: int | None
    maximum: int
    percent: int | None


def half_up(numerator: int, denominator: int) -> int:
    """Return numerator/denominator rounded to the nearest integer, ties upward.

    floor(a/b + 1/2) = (2a + b) // 2b. Raises ValueError unless the denominator is positive.
    """
    if denominator <= 0:
        raise ValueError(f"the denominator must be positive, not {denominator}")
    return (2 * numerator + denominator) // (2 * denominator)


def score(sums: Sequence[int], counts: Sequence[int]) -> PaperScore:
    """Score an index from each item's sum of ratings S_j and number of ratings n_j.

    p_j = half-up(S_j / n_j); total T = Σ p_j; percent = half-up(100·T / 5J). §2.1.
    Raises ValueError if the two differ in length.
    """
    items = tuple(half_up(s, n) if n else None for s, n in zip(sums, counts, strict=True))
    maximum = HIGHEST * len(items)
    scored = [item for item in items if item is not None]
    if len(scored) < len(items) or not items:
        return PaperScore(items, None, maximum, None)
    total = sum(scored)
    return PaperScore(items, total, maximum, half_up(100 * total, maximum))
