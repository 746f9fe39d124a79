"""Whoever rated two cities or more, or came back in another wave: their texts of each index.

Of two cities at a time, or one, are in memory at once; of all cities only where they are few.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection

from scoring.evidence import Texts
from scoring.instrument import Index, Instrument
from scoring.trend import rated
from storage import twice

ByIndex = dict[str, Texts]


def raters(
    connection: Connection, wave_id: int, instrument: Instrument
) -> Iterator[tuple[tuple[str, str], ByIndex]]:
    """Give two cities at a time, in order of code, with the texts of who rated both in a wave."""
    rows = twice.raters(connection, wave_id, instrument.name)
    for cities, found in groupby(rows, key=itemgetter(0)):
        yield cities, _by_index(instrument, (row[1:] for row in found))


def everywhere(
    connection: Connection, wave_id: int, instrument: Instrument, cities: Collection[str]
) -> dict[str, list[tuple[str, ...]]]:
    """Return each index's part of the texts of who rated it in all these cities in a wave."""
    parts = {index.id: _part(instrument, index) for index in instrument.indices}
    found: dict[str, list[tuple[str, ...]]] = {name: [] for name in parts}
    for texts in twice.everywhere(connection, wave_id, instrument.name, cities):
        for name, part in parts.items():
            cut = tuple(map(part, texts))
            if all(map(rated, cut)):
                found[name].append(cut)
    return found


def returning(
    connection: Connection, earlier: int, later: int, instrument: Instrument
) -> Iterator[tuple[str, ByIndex]]:
    """Give a city at a time, with the texts of who rated it in both waves, the earlier first."""
    rows = twice.returning(connection, earlier, later, instrument.name)
    for city, found in groupby(rows, key=itemgetter(0)):
        yield city, _by_index(instrument, (row[1:] for row in found))


def _by_index(instrument: Instrument, texts: Iterable[tuple[str, str]]) -> ByIndex:
    """Return each index's part of two texts, where both have a rating in it."""
    parts = {index.id: _part(instrument, index) for index in instrument.indices}
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in parts}
    for first, second in texts:
        for name, part in parts.items():
            if rated(one := part(first)) and rated(two := part(second)):
                found[name].append((one, two))
    return {name: pairs for name, pairs in found.items() if pairs}


def _part(instrument: Instrument, index: Index) -> Callable[[str], str]:
    """Return what cuts an index's characters out of a text: most follow one another."""
    places = [instrument.position(item.id) for item in index.items]
    if places == [*range(places[0], places[0] + len(places))]:
        return itemgetter(slice(places[0], places[0] + len(places)))
    return lambda text: "".join(text[place] for place in places)
