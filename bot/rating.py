"""The catalogue of a rating's indicators, as the method reads it."""

from __future__ import annotations

from sqlalchemy import Connection

from scoring.balance.catalogue import Indicator
from storage import catalogues

RATING = "rating-2020"
"""The catalogue that is meant where none is named."""


def loaded(connection: Connection, name: str) -> tuple[Indicator, ...]:
    """A catalogue as the method reads it."""
    return tuple(
        Indicator(
            one.code,
            one.area,
            one.titles,
            one.source,
            {key: frozenset(tags.split()) for key, tags in one.tags.items()},
        )
        for one in catalogues.indicators(connection, name)
    )
