"""Which groups digests told of: an export is read beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from scoring.findings import Findings, from_json
from scoring.partition import Published, Town
from storage import digests
from storage.people import WaveRow


def published(connection: Connection, waves: Iterable[WaveRow]) -> Published:
    """Return of each wave and city the groups whose figures were posted, a set for each table.

    A group that was told once is told for ever: whoever has read all digests has each table whole.
    """
    found: defaultdict[Town, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for wave in waves:
        for one in digests.every(connection, wave.name):
            for city, table, group in _told(from_json(one.content)):
                found[wave.name, city][table].add(group)
    return {town: {frozenset(one) for one in tables.values()} for town, tables in found.items()}


def _told(found: Findings) -> Iterator[tuple[str, str, str]]:
    """Give the city, what the figure is of, and the group."""
    for city in found.figures:
        for group, indices in city.views.items():
            yield from ((city.city, one.id, group) for one in indices if one.index is not None)
    for block in found.blocks:
        views = block.expectations.stakeholders.gaps if block.expectations else {}
        for group, gaps in views.items():
            yield from ((block.city, one.element, group) for one in gaps if one.difference)
