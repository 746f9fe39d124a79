"""Figures that are published again and again move by several people at once: methodology §3.1.

Two means a person apart give that person's answer away. So a city's ratings change only where
every item has ratings of at least the minimum of new people, and a group's likewise
(`suppress.told`), or, for the city's, when the wave closes. Counts are always of today.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scoring import suppress
from scoring.figures import CityFigures, IndexFigures

Behind = Mapping[str, tuple[int, ...]]


def steady(
    now: Sequence[CityFigures],
    before: Sequence[CityFigures],
    minimum: int,
    *,
    final: bool = False,
) -> tuple[CityFigures, ...]:
    """Return what may be published after `before`; `final` says that the wave is closed.

    A city that was not published before, or never with ratings, is free. One whose ratings were
    shown, then not, has none again until enough people came on top of those.
    """
    past = {figures.city: figures for figures in before}
    return tuple(_next(city, past.get(city.city), minimum, final=final) for city in now)


def _next(
    now: CityFigures, before: CityFigures | None, minimum: int, *, final: bool
) -> CityFigures:
    if before is None or not before.behind:
        return now
    if not now.shown:
        return replace(now, behind=before.behind)
    if not final and _grown(now, before) < minimum:
        counts = {name: getattr(now, name) for name in ("responses", "n", "complete", "groups")}
        return replace(before, **counts)
    return replace(now, views=_views(now, before, minimum))


def _grown(now: CityFigures, before: CityFigures) -> int:
    """Return by how many ratings the item grew that grew least, of those that are shown."""
    old, new = _sums(before.behind), _sums(now.behind)
    shown = [place for place, item in enumerate(now.items) if item.score is not None]
    return min((new[place] - old[place] for place in shown), default=0)


def _sums(behind: Behind) -> list[int]:
    return [sum(counts) for counts in zip(*behind.values(), strict=True)]


def _views(
    now: CityFigures, before: CityFigures, minimum: int
) -> dict[str, tuple[IndexFigures, ...]]:
    """Put each group's index anew where it may be told, and as it was told last elsewhere."""
    found: dict[str, list[IndexFigures]] = {group: [] for group in now.views}
    for column, index in enumerate(now.indices):
        places = [place for place, item in enumerate(now.items) if item.index == index.id]
        growth = {
            group: _least(now.behind, before.behind, group, places)
            for group in {**now.behind, **before.behind}
            if any((*now.behind.get(group, ()), *before.behind.get(group, ())))
        }
        free = suppress.told(growth, minimum)
        for group, figures in found.items():
            last = before.views.get(group)
            fresh = now.views[group][column]
            held = last[column] if last else IndexFigures(fresh.id, fresh.n, fresh.maximum)
            figures.append(fresh if group in free else held)
    return {group: tuple(figures) for group, figures in found.items()}


def _least(now: Behind, before: Behind, group: str, places: Sequence[int]) -> int:
    new, old = now.get(group), before.get(group)
    return min((new[place] if new else 0) - (old[place] if old else 0) for place in places)
