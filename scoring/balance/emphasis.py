"""What a rating's indicators lay weight on: methodology §2.8, 2.

Counts, not a sample: no interval. What two coders tag differently is in no count but in a list;
nothing is published before their agreement is (`agreement.coding`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.agreement import Coding, coding
from scoring.balance.catalogue import FACETS, TWO, Indicator, Tags, coders

SIDES = {"focus": ("technology", "social"), "approach": ("infrastructure", "participation")}
"""The two sides that are balanced; the stages are three and have no balance."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A facet's tags among the indicators on which the coders agree.

    `n` such indicators; `counts` by tag (several may apply); `symmetric` is
    (n_1 - n_2)/(n_1 + n_2), -1 to 1; `ratio` n_1/n_2 where n_2 is not 0.
    """

    n: int
    counts: Mapping[str, int]
    symmetric: float | None
    ratio: float | None

    def share(self, tag: str) -> float | None:
        """Return the share of indicators with a tag (0-1)."""
        return self.counts[tag] / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet of a catalogue: its coders' agreement, the whole, and each area.

    `disputed` are the codes of indicators that were tagged differently. Whole and areas are
    counted whatever the agreement; `coding.publishable` says whether they may leave the house.
    """

    id: str
    coding: Coding
    disputed: tuple[str, ...]
    whole: Emphasis
    areas: Mapping[str, Emphasis]


def emphasis(indicators: Sequence[Indicator]) -> tuple[Facet, ...]:
    """Return the emphasis of a catalogue, facet by facet; areas in the catalogue's order."""
    people = coders(indicators)
    found: list[Facet] = []
    for facet in FACETS:
        codes = [[one.tags.get((facet, coder)) for coder in people] for one in indicators]
        judged = coding(codes)
        agreed = [
            (one.area, given[0])
            for one, unit in zip(indicators, codes, strict=True)
            if len(given := [tags for tags in unit if tags is not None]) >= TWO
            and len(set(given)) == 1
        ]
        areas = dict.fromkeys(one.area for one in indicators)
        found.append(
            Facet(
                id=facet,
                coding=judged,
                disputed=tuple(indicators[place].code for place in judged.disputed),
                whole=_emphasis(facet, [tags for _, tags in agreed]),
                areas={
                    area: _emphasis(facet, [tags for place, tags in agreed if place == area])
                    for area in areas
                },
            )
        )
    return tuple(found)


def _emphasis(facet: str, tagged: Sequence[Tags]) -> Emphasis:
    counts = {tag: sum(tag in tags for tags in tagged) for tag in FACETS[facet]}
    if facet not in SIDES:
        return Emphasis(len(tagged), counts, None, None)
    one, other = (counts[tag] for tag in SIDES[facet])
    return Emphasis(
        n=len(tagged),
        counts=counts,
        symmetric=(one - other) / (one + other) if one + other else None,
        ratio=one / other if other else None,
    )
