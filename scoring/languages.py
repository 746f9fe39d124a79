"""Does the language of a question change its answers? Items compared between languages.

Each answer keeps the language in which its question was shown, so who changed the language on
the way counts in each. Welch's test on the ratings, Holm over every comparison made. People
choose their language: a difference may be one of who answers, and not of the words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from scoring.compare import Difference, difference
from scoring.gates import comparable
from scoring.holm import holm
from scoring.indices import hidden
from scoring.instrument import RATINGS

LANGUAGES = ("kk", "ru", "en")

Counts = Mapping[str, Mapping[str, Mapping[str, int]]]
"""How many answers have each code, by item and language."""


@dataclass(frozen=True, slots=True)
class Mean:
    """An item's ratings in one language; `value` (1-5) is None where it may not be shown."""

    item: str
    language: str
    n: int
    value: float | None


@dataclass(frozen=True, slots=True)
class Effect:
    """An item in two languages: the first's mean rating less the second's, in rating points."""

    item: str
    first: str
    second: str
    difference: Difference
    p_holm: float


def means(counts: Counts, languages: Sequence[str], minimum: int) -> tuple[Mean, ...]:
    """Return every item's mean in every language, few answers and what would tell them hidden."""
    found = []
    for item, by_language in counts.items():
        told = {one: _moments(by_language.get(one, {})) for one in languages}
        veiled = hidden({one: n for one, (n, _, _) in told.items()}, max(minimum, 1))
        found += [
            Mean(item, one, n, None if one in veiled or not n else total / n)
            for one, (n, total, _) in told.items()
        ]
    return tuple(found)


def effects(counts: Counts, languages: Sequence[str], minimum: int) -> tuple[Effect, ...]:
    """Compare each item between every two languages in which enough people rated it (§2.4).

    Only means that are shown are compared. Welch (1947): SE² = s²_1/n_1 + s²_2/n_2.
    """
    shown = {(one.item, one.language) for one in means(counts, languages, minimum) if one.value}
    made: dict[tuple[str, str, str], Difference] = {}
    for item, by_language in counts.items():
        for first, second in combinations(languages, 2):
            if {(item, first), (item, second)} <= shown:
                sides = [_moments(by_language[one]) for one in (first, second)]
                if comparable(*(n for n, _, _ in sides)):
                    made[item, first, second] = _welch(*sides)
    corrected = holm({key: one.p for key, one in made.items()})
    return tuple(Effect(*key, one, corrected[key]) for key, one in made.items())


def _moments(counts: Mapping[str, int]) -> tuple[int, int, int]:
    """Return n, Σx and n·Σx² - (Σx)²: n(n - 1) times the variance, an integer."""
    ratings = [(int(code), counts.get(code, 0)) for code in RATINGS]
    n, total = sum(c for _, c in ratings), sum(x * c for x, c in ratings)
    return n, total, n * sum(x * x * c for x, c in ratings) - total * total


def _welch(first: tuple[int, int, int], second: tuple[int, int, int]) -> Difference:
    (n, s, v), (m, t, w) = first, second
    a, b = v / (n * n * (n - 1)), w / (m * m * (m - 1))
    below = a * a / (n - 1) + b * b / (m - 1)
    df = (a + b) ** 2 / below if below else float(n + m - 2)
    return difference((n, m), s / n - t / m, (a + b) ** 0.5, df)
