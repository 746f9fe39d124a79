"""The responses as a stream of columns, for the export: never all of them in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from storage.columns import in_columns
from storage.models import Consent, Respondent, Response, Wave


class Responses(NamedTuple):
    """Some responses, a column each; times are whole seconds since 1970, in UTC.

    `ids` and `people` are the record's own numbers and never leave the house.
    """

    ids: list[int]
    people: list[int]
    waves: list[int]
    cities: list[str]
    groups: list[str]
    languages: list[str]
    answers: list[str]
    spoken: list[str]
    complete: list[bool]
    started: list[int]
    completed: list[int | None]


def stream_responses(
    connection: Connection, wave: str | None = None, city: str | None = None, chunk: int = 20_000
) -> Iterator[Responses]:
    """Give every response to a wave's own instrument that still has a respondent.

    A withdrawn response has none and is left out. They come in the order of their numbers.
    """
    query = select(
        Response.id,
        Response.respondent_id,
        Response.wave_id,
        Response.city,
        Response.stakeholder_group,
        Response.language,
        Response.answers,
        Response.languages,
        Response.complete,
        _seconds(Response.started_at),
        _seconds(Response.completed_at),
    )
    # As they came, they also lie beside each other on the disk.
    query = query.join(Wave, _OWN).where(*_asked(wave, city)).order_by(Response.id)
    for columns in in_columns(connection, query, chunk):
        yield Responses(*columns)


def how_many(connection: Connection, wave: str | None = None, city: str | None = None) -> int:
    """Count what `stream_responses` would give."""
    query = select(func.count(Response.id)).join(Wave, _OWN).where(*_asked(wave, city))
    return connection.scalar(query) or 0


_OWN = (Wave.id == Response.wave_id) & (Wave.instrument == Response.instrument)


def _asked(wave: str | None, city: str | None) -> Iterator[ColumnElement[bool]]:
    yield Response.respondent_id.is_not(None)
    if wave is not None:
        yield Wave.name == wave
    if city is not None:
        yield Response.city == city


class _seconds(FunctionElement[int]):  # noqa: N801 - it reads as a function of SQL
    """A time as whole seconds since 1970: a million of them need no datetime each."""

    type = BigInteger()
    inherit_cache = True


@compiles(_seconds)
def _on_postgresql(element: _seconds, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    return (
        f"CAST(FLOOR(EXTRACT(EPOCH FROM {compiler.process(element.clauses, **options)})) AS BIGINT)"
    )


@compiles(_seconds, "sqlite")
def _on_sqlite(element: _seconds, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    return f"CAST(STRFTIME('%s', {compiler.process(element.clauses, **options)}) AS INTEGER)"


class Funnel(NamedTuple):
    """People of the whole record: who began, agreed and declined; responses withdrawn since."""

    started: int
    agreed: int
    declined: int
    withdrawn: int


def funnel(connection: Connection) -> Funnel:
    """Count who came as far as each step before a questionnaire, whatever the wave and city."""
    started = connection.scalar(select(func.count()).select_from(Respondent))
    asked = select(func.count(Consent.respondent_id.distinct()))
    agreed = connection.scalar(asked.where(Consent.agreed))
    decided = connection.scalar(asked)
    withdrawn = connection.scalar(select(func.count()).where(Response.withdrawn_at.is_not(None)))
    return Funnel(started or 0, agreed or 0, (decided or 0) - (agreed or 0), withdrawn or 0)
