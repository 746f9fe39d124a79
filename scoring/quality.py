"""What the data are worth: what many did not know, and where people disagree, §2.3 and §2.6."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.agreement import Accord, deviation
from scoring.claims import Claim, Evidence, Part, Value
from scoring.highlights import NAMED
from scoring.instrument import RATINGS

MANY_UNKNOWN = 0.3
"""Above this share of "don't know" an item's silence is a finding, §2.3."""


def unknowns(evidence: Evidence) -> Iterator[Claim]:
    """Name the items that many could not rate."""
    for city in evidence.figures:
        shares = evidence.unknown.get(city.city, {})
        many = {item: share for item, share in shares.items() if share > MANY_UNKNOWN}
        if many:
            values: dict[str, Value] = {"city": city.city, "items": tuple(many)}
            values["percent"] = int(100 * MANY_UNKNOWN)
            yield Claim(Part.QUALITY, "§2.3", "sentence-unknown", values, many)


def splits(evidence: Evidence) -> Iterator[Claim]:
    """Name up to three items on which a city's people disagree most, by AD > 5/6, §2.6."""
    for city in evidence.figures:
        found = {
            item: deviation(dict(zip(RATINGS, score.counts, strict=True)))
            for item, score in evidence.items.get(city.city, {}).items()
        }
        apart = {i: one.value or 0.0 for i, one in found.items() if one.accord is Accord.SPLIT}
        named = sorted(apart, key=lambda item: -apart[item])[:NAMED]
        if named:
            values: dict[str, Value] = {"city": city.city, "items": tuple(named)}
            grounds = {item: apart[item] for item in named}
            yield Claim(Part.QUALITY, "§2.6", "sentence-split", values, grounds)
