"""What of a city's expectations and problems may be shown, and to whom: gates and masks applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

from scoring.balance.gap import MIDDLE, Gap, Quadrant, gaps, grand_means, quadrants
from scoring.balance.severity import Severity, severity
from scoring.balance.stakeholders import Stakeholders, stakeholders
from scoring.gates import Audience, index_shown
from scoring.tally import Tally

Lines = Mapping[str, Mapping[str, Quadrant]]


@dataclass(frozen=True, slots=True)
class Expectations:
    """A city's expectations: `n` people rated something.

    `gaps` are of the elements that may be shown. `quadrants` are by the lines they are drawn at,
    `means` (the grand means, absent unless every element is shown) and `middle` (3.0).
    """

    n: int
    gaps: tuple[Gap, ...]
    cross: tuple[float, float] | None
    quadrants: Lines
    stakeholders: Stakeholders


def expectations(
    cells: Mapping[str, Tally], audience: Audience = Audience.PUBLIC, minimum: int = 5
) -> Expectations | None:
    """Return a city's expectations from its tables by group; None while too few people answered.

    Gates of methodology §2.4, and one mask of the city and its groups an element, §3.1.
    """
    if not cells:
        return None
    whole = reduce(Tally.__add__, cells.values())
    if not index_shown(whole.answered, audience, minimum):
        return None
    return of_city(whole, stakeholders(cells, minimum), minimum)


def of_city(whole: Tally, groups: Stakeholders, minimum: int) -> Expectations:
    """Return a city's expectations beside those of its groups."""
    found = gaps(whole, minimum)
    shown = tuple(
        one for one in found if one.difference is not None and one.element not in groups.hidden
    )
    cross = grand_means(found) if len(shown) == len(found) else None
    lines = {"middle": quadrants(shown, (MIDDLE, MIDDLE))}
    if cross is not None:
        lines["means"] = quadrants(shown, cross)
    return Expectations(whole.answered, shown, cross, lines, groups)


def problems(
    table: Tally, audience: Audience = Audience.PUBLIC, minimum: int = 5
) -> Severity | None:
    """Return how grave a city's people find the problems; None while too few people answered."""
    if not index_shown(table.answered, audience, minimum):
        return None
    return severity(table, minimum)
