"""Who rated two cities, or came back in another wave: texts side by side, without a name."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from storage.models import Response

FETCHED = 500
"""Rows taken at once: of more, the garbage collector would look at each again and again."""


def withdrawn(connection: Connection, wave_id: int, instrument: str) -> int:
    """How many responses of a wave to an instrument were withdrawn."""
    query = select(func.count()).where(
        Response.wave_id == wave_id,
        Response.instrument == instrument,
        Response.withdrawn_at.is_not(None),
    )
    return connection.scalar(query) or 0


def raters(
    connection: Connection, wave_id: int, instrument: str
) -> Iterator[tuple[tuple[str, str], str, str]]:
    """Give of each person who rated two cities in a wave both texts, by cities in order of code."""
    other = aliased(Response)
    query = (
        select(Response.city, other.city, Response.answers, other.answers)
        .join(other, other.respondent_id == Response.respondent_id)
        .where(Response.wave_id == wave_id, other.wave_id == wave_id, Response.city < other.city)
        .where(Response.instrument == instrument, other.instrument == instrument)
        .order_by(Response.city, other.city, Response.id, other.id)
    )
    for first, second, one, two in connection.execute(query.execution_options(yield_per=FETCHED)):
        yield (first, second), one, two


def returning(
    connection: Connection, earlier: int, later: int, instrument: str
) -> Iterator[tuple[str, str, str]]:
    """Give of each person who rated a city in two waves city and both texts, by city."""
    after = aliased(Response)
    query = (
        select(Response.city, Response.answers, after.answers)
        .join(after, after.respondent_id == Response.respondent_id)
        .where(Response.wave_id == earlier, after.wave_id == later, Response.city == after.city)
        .where(Response.instrument == instrument, after.instrument == instrument)
        .order_by(Response.city, Response.id)
    )
    for row in connection.execute(query.execution_options(yield_per=FETCHED)):
        yield row[0], row[1], row[2]
