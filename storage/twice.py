"""Who rated several cities, or came back in another wave: texts side by side, without a name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, SQLColumnExpression, collate, func, select
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
    first, second = (_coded(connection, one.city) for one in (Response, other))
    query = (
        select(first, second, Response.answers, other.answers)
        .join(other, other.respondent_id == Response.respondent_id)
        .where(Response.wave_id == wave_id, other.wave_id == wave_id, first < second)
        .where(Response.instrument == instrument, other.instrument == instrument)
        .order_by(first, second, Response.id, other.id)
    )
    for city, beside, one, two in connection.execute(query.execution_options(yield_per=FETCHED)):
        yield (city, beside), one, two


def everywhere(
    connection: Connection, wave_id: int, instrument: str, cities: Collection[str]
) -> Iterator[tuple[str, ...]]:
    """Give the texts of each person who rated all these cities in a wave, by cities in order."""
    city = _coded(connection, Response.city)
    query = (
        select(Response.respondent_id, Response.answers)
        .where(Response.wave_id == wave_id, Response.instrument == instrument)
        .where(Response.respondent_id.is_not(None), Response.city.in_(cities))
        .order_by(Response.respondent_id, city)
    )
    rows = connection.execute(query.execution_options(yield_per=FETCHED))
    for _, found in groupby(rows, key=itemgetter(0)):
        texts = tuple(row[1] for row in found)
        if len(texts) == len(cities):
            yield texts


def returning(
    connection: Connection, earlier: int, later: int, instrument: str
) -> Iterator[tuple[str, str, str]]:
    """Give of each person who rated a city in two waves city and both texts, by city."""
    after = aliased(Response)
    city = _coded(connection, Response.city)
    query = (
        select(city, Response.answers, after.answers)
        .join(after, after.respondent_id == Response.respondent_id)
        .where(Response.wave_id == earlier, after.wave_id == later, Response.city == after.city)
        .where(Response.instrument == instrument, after.instrument == instrument)
        .order_by(city, Response.id)
    )
    for row in connection.execute(query.execution_options(yield_per=FETCHED)):
        yield row[0], row[1], row[2]


def _coded(connection: Connection, column: SQLColumnExpression[str]) -> SQLColumnExpression[str]:
    """Return a column of codes in the order of their letters, whatever the database's language."""
    return collate(column, {"sqlite": "BINARY", "postgresql": "C"}[connection.dialect.name])
