"""Do declared goals and monitored criteria coincide? Methodology §2.8, 1.

Two lists of documents and a crosswalk between them, which is data: `crosswalks.toml`. There is
no interval, for nothing was sampled; other crosswalks show how much hangs on the reading.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any


class CrosswalkError(ValueError):
    """A crosswalk cannot be used; `faults` says all that is wrong."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Area:
    """A monitored area: the paper's own words for it, and whether we assume that it is one."""

    id: str
    source: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Which declared elements each monitored area covers; none where it covers none."""

    id: str
    areas: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Crosswalks:
    """All that the file says: the declared elements, the areas, and the readings."""

    declared: tuple[str, ...]
    areas: Mapping[str, Area]
    crosswalks: tuple[Crosswalk, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far `elements` and `areas` coincide; shares are 0-1, None of an empty list.

    `declared` is the share of declared elements that some area covers, `monitored` the share of
    areas that cover something. `jaccard` counts an element and all that covers it as one.
    """

    crosswalk: str
    elements: int
    areas: int
    declared: float | None
    monitored: float | None
    jaccard: float | None
    not_monitored: tuple[str, ...]
    not_declared: tuple[str, ...]


def coverage(declared: Sequence[str], crosswalk: Crosswalk) -> Coverage:
    """Return |D∩M|/|D|, |D∩M|/|M|, Jaccard |D∩M|/|D∪M| and both difference lists, in order."""
    covered = {element for elements in crosswalk.areas.values() for element in elements}
    missing = tuple(element for element in declared if element not in covered)
    beside = tuple(area for area, elements in crosswalk.areas.items() if not elements)
    together = _classes(crosswalk)
    every = together + len(missing) + len(beside)
    many = len(crosswalk.areas)
    return Coverage(
        crosswalk=crosswalk.id,
        elements=len(declared),
        areas=many,
        declared=(len(declared) - len(missing)) / len(declared) if declared else None,
        monitored=(many - len(beside)) / many if many else None,
        jaccard=together / every if every else None,
        not_monitored=missing,
        not_declared=beside,
    )


def _classes(crosswalk: Crosswalk) -> int:
    """Count the groups of elements that areas hold together."""
    classes: list[set[str]] = []
    for elements in crosswalk.areas.values():
        if elements:
            touched = [one for one in classes if one & {*elements}]
            classes = [one for one in classes if one not in touched]
            classes.append({*elements}.union(*touched))
    return len(classes)


@functools.cache
def packaged() -> Crosswalks:
    """Return the paper's lists with our crosswalks, the default first."""
    file = resources.files("scoring.balance") / "crosswalks.toml"
    return parse(file.read_text(encoding="utf-8"))


def parse(text: str) -> Crosswalks:
    """Read declared elements, areas and crosswalks from TOML; CrosswalkError tells all faults."""
    try:
        document: dict[str, Any] = tomllib.loads(text)
        declared = tuple(map(str, document["declared"]))
        areas = {
            entry["id"]: Area(entry["id"], entry["source"], bool(entry.get("assumed", False)))
            for entry in document["area"]
        }
        found = tuple(
            Crosswalk(entry["id"], {area: tuple(to) for area, to in entry["areas"].items()})
            for entry in document["crosswalk"]
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise CrosswalkError(
            (f"not a file of crosswalks ({error}); see scoring/balance/crosswalks.toml",)
        ) from None
    faults = [
        *(
            f"{one.id}: {a} is not an [[area]]"
            for one in found
            for a in one.areas
            if a not in areas
        ),
        *(
            f"{one.id}: {area} covers {element}, which is not declared"
            for one in found
            for area, elements in one.areas.items()
            for element in elements
            if element not in declared
        ),
    ]
    if faults or not found:
        raise CrosswalkError(tuple(faults) or ("there is no [[crosswalk]]",))
    return Crosswalks(declared, areas, found)


TECHNOLOGY, LISTED = 20, 110
"""Indicators of the intensity of technology use, and of the whole 2020 rating: "about" and "more
than", so the shares are upper bounds."""


def technology_shares() -> tuple[float, float]:
    """Return the largest share of technology indicators: if among the 110, and if beside them."""
    return TECHNOLOGY / LISTED, TECHNOLOGY / (LISTED + TECHNOLOGY)
