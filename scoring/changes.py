"""What changed between two digests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.figures import CityFigures, IndexFigures
from scoring.findings import Findings, same_ratings


@dataclass(frozen=True, slots=True)
class Change:
    """What an index gained since the last digest: index points, and the paper's percent points."""

    points: float
    percent: int


def changes(
    now: Sequence[CityFigures], before: Sequence[CityFigures]
) -> dict[tuple[str, str], Change | None]:
    """Return by (city, index id) what changed since `before`; None where it cannot be compared."""
    past = {(city.city, index.id): index for city in before for index in city.indices}
    return {
        (city.city, index.id): _change(index, past.get((city.city, index.id)))
        for city in now
        for index in city.indices
    }


def _change(now: IndexFigures, before: IndexFigures | None) -> Change | None:
    if before is None or now.maximum != before.maximum:
        return None
    if now.index is None or before.index is None or now.percent is None or before.percent is None:
        return None
    return Change(now.index - before.index, now.percent - before.percent)


@dataclass(frozen=True, slots=True)
class Moves:
    """What happened between two digests of a wave.

    `begun` questionnaires were begun and `withdrawn` taken back. `anew` are the cities whose
    ratings are other ones, `held` those whose ratings stayed though people came or left.
    `method` says that questionnaire, method or minimum changed, `closed` that the wave ended.
    """

    begun: int
    withdrawn: int
    anew: tuple[str, ...]
    held: tuple[str, ...]
    method: bool
    closed: bool


def moves(now: Findings, before: Findings) -> Moves:
    """Say what moved since the last digest, and why."""
    past = {city.city: city for city in before.figures}
    same = {
        city.city: city.city in past and same_ratings(city, past[city.city])
        for city in now.figures
        if city.shown
    }
    waiting = {city.city for city in now.figures if city.n != city.basis}
    means = [(one.instrument, one.methods, one.minimum) for one in (now, before)]
    return Moves(
        begun=now.begun - before.begun,
        withdrawn=now.withdrawn - before.withdrawn,
        anew=tuple(city for city, stays in same.items() if not stays),
        held=tuple(city for city, stays in same.items() if stays and city in waiting),
        method=means[0] != means[1],
        closed=now.final and not before.final,
    )
