"""What changed between two digests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.figures import CityFigures, IndexFigures


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
