"""What may be said, as data: a claim is a rule, a sentence's key and the numbers it rests on.

The rules R1 to R13 stand in methodology §5. No words here: they are in locales/*/sentences.ftl
under the claim's key. Equal evidence gives equal claims, in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from scoring.compare import Difference
from scoring.figures import CityFigures
from scoring.index import ItemScore
from scoring.standout import Standout
from scoring.trend import Trend
from scoring.weights import Weighted

SURE = 0.05
"""A difference counts if its corrected p is below, R3 and R7."""

LARGE = 5.0
"""And if it is at least so many index points: less can be the floor of the scale, §2.7."""

Value = str | int | float | tuple[str, ...]

Pair = tuple[str, str]
"""A city and an index."""


class Part(Enum):
    """Where in a digest a claim belongs; in this order."""

    STATUS = "status"
    LEVELS = "levels"
    STRENGTHS = "strengths"
    WEAKNESSES = "weaknesses"
    OPPORTUNITIES = "opportunities"
    CHANGES = "changes"
    COMPARISON = "comparison"
    UNSAID = "unsaid"
    VIEWS = "views"
    EXPECTATIONS = "expectations"
    PROBLEMS = "problems"
    DOCUMENTS = "documents"
    QUALITY = "quality"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Claim:
    """One licensed sentence.

    `values` are what its words take, by name. `city`, `first`, `second`, `index`, `item`, `group`
    hold codes, `cities`, `others`, `items`, `groups` tuples of them; `level`, `from`, `to` a code
    of the scale; `totals` the paper's totals, as texts; everything else is a number. What the
    claims of the 2022 paper take beside these is told in `balance.said`. `grounds`
    are further numbers that licensed it and are not said.
    """

    part: Part
    rule: str
    key: str
    values: Mapping[str, Value] = field(default_factory=dict)
    grounds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that claims are made from; `evidence.gather` fills it from tallies.

    `figures` are as published: what they do not show is not spoken of. `items` hold, for cities
    whose published figures are those of today's tallies, the scores of the items shown.
    `comparisons` are by index, first and second city; `trends`, `standouts` and `equal` by city
    and index. `unknown` is by city and item the share, 0-1, of "don't know" among those who
    reached the item. `importance` is each item's mean importance (1-5) where it was asked.
    """

    figures: tuple[CityFigures, ...]
    items: Mapping[str, Mapping[str, ItemScore]]
    comparisons: Mapping[tuple[str, str, str], Difference] = field(default_factory=dict)
    trends: Mapping[Pair, Trend] = field(default_factory=dict)
    standouts: Mapping[Pair, tuple[Standout, ...]] = field(default_factory=dict)
    equal: Mapping[Pair, Weighted] = field(default_factory=dict)
    unknown: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    importance: Mapping[str, float] | None = None
    final: bool = True

    def pairs(self) -> list[Pair]:
        """Return the cities and indices whose figures are shown, in the figures' order."""
        return [(c.city, i.id) for c in self.figures for i in c.indices if i.index is not None]
