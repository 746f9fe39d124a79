"""The profiles of cities that a paper prints: as printed, with source and day, never a weight."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from datetime import date
from importlib import resources

FACETS = ("role", "economy", "issues", "priorities")
"""What a profile tells in words, each an attribute of the text `town-<city>`."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A city as a paper prints it; the population is a range in thousands.

    `doubtful` says that the printed population looks like that of the district, not the town.
    """

    city: str
    population: tuple[int, int]
    doubtful: bool
    source: str
    dated: date


@functools.cache
def profiles() -> dict[str, Profile]:
    """Return the profiles that come with the package, by city, in the paper's order."""
    file = resources.files("scoring.documents") / "profiles.toml"
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        entry["id"]: Profile(
            city=entry["id"],
            population=(entry["population"][0], entry["population"][1]),
            doubtful=entry.get("reading") == "district",
            source=document["source"],
            dated=document["dated"],
        )
        for entry in document["city"]
    }
