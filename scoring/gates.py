"""From how many people on a figure may be shown, and to whom: methodology §2.4.

The numbers follow from the minimum cell where the methodology derives them from it; `minimum`
is the setting, 5 unless an operator chose a stricter one.
"""

from __future__ import annotations

from enum import Enum

COMPARABLE = 15
"""A sentence that compares needs so many people on each side."""

TESTABLE = 10
"""A test of cities or waves needs so many people on each side, §2.6."""

RELIABLE = {"public": 30, "coordinator": 20}
"""Reliability at small n is nearly empty: for α = .85 and n = 10 the interval is .65 to .96."""


class Audience(Enum):
    """Who will read a figure."""

    PUBLIC = "public"
    COORDINATOR = "coordinator"
    RESEARCHER = "researcher"


def index_shown(n: int, audience: Audience, minimum: int = 5) -> bool:
    """Say whether a city's index may be shown: public 2·minimum, coordinators minimum."""
    needed = {Audience.PUBLIC: 2 * minimum, Audience.COORDINATOR: minimum}
    return n >= max(1, needed.get(audience, 1))


def reliability_shown(n: int, audience: Audience) -> bool:
    """Say whether a reliability figure may be shown, always with its interval."""
    return n >= RELIABLE.get(audience.value, 1)


def comparable(*people: int) -> bool:
    """Say whether a sentence may compare: every side has enough people."""
    return all(n >= COMPARABLE for n in people)


def enough_to_test(*people: int) -> bool:
    """Say whether a test of cities or waves is worth running: every side has enough people."""
    return all(n >= TESTABLE for n in people)
