"""The responses as a stream of columns, for the export: never all of them in memory."""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import sqlite_version_info
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, func, select, tuple_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from storage.columns import Block, in_columns
from storage.models import Consent, Respondent, Response, Wave

if TYPE_CHECKING:
    from storage.columns import Numbers


class Responses(NamedTuple):
    """Some responses, a column each; times are whole seconds since 1970, in UTC.

    `ids` and `people` are the record's own numbers and never leave the house. `complete` is 0 or 1;
    who has not sent a response has `columns.NONE` as its time.
    """

    ids: Numbers
    people: Numbers
    waves: Numbers
    cities: list[str]
    groups: list[str]
    languages: list[str]
    answers: list[str]
    spoken: list[str]
    complete: Numbers
    started: Numbers
    completed: Numbers


def stream_responses(
    connection: Connection, wave: str | None = None, city: str | None = None
) -> Iterator[Responses]:
    """Give every response to a wave's own instrument that still has a respondent.

    A withdrawn response has none and is left out. Blocks come in the order of the record's numbers.
    """
    for block in blocks_of_responses(connection, wave, city):
        yield Responses(*block.columns())


def blocks_of_responses(
    connection: Connection, wave: str | None = None, city: str | None = None
) -> Iterator[Block]:
    """Give the same, whose columns are to be taken apart yet: those of `Responses`."""
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
    ).where(*_asked(wave, city))
    return in_columns(connection, query, Response.id)


def how_many(connection: Connection, wave: str | None = None, city: str | None = None) -> int:
    """Count what `stream_responses` would give."""
    query = select(func.count(Response.id)).where(*_asked(wave, city))
    return connection.scalar(query) or 0


def _asked(wave: str | None, city: str | None) -> Iterator[ColumnElement[bool]]:
    yield Response.respondent_id.is_not(None)
    waves = select(Wave.id, Wave.instrument)
    if wave is not None:
        waves = waves.where(Wave.name == wave)
    # The sum keeps databases from the index of waves: for every block they would read all of it.
    yield tuple_(Response.wave_id + 0, Response.instrument).in_(waves)
    if city is not None:
        yield Response.city == city


class _seconds(FunctionElement[int]):  # noqa: N801 - it reads as a function of SQL
    """A time as whole seconds since 1970: a million of them need no datetime each."""

    type = BigInteger()
    inherit_cache = True


@compiles(_seconds)
def _on_postgresql(element: _seconds, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    # Not EXTRACT, which reckons in decimal digits.
    return (
        f"CAST(FLOOR(DATE_PART('epoch', {compiler.process(element.clauses, **options)})) AS BIGINT)"
    )


@compiles(_seconds, "sqlite")
def _on_sqlite(element: _seconds, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    return _EPOCH.format(compiler.process(element.clauses, **options))


# What writes no text is three times as fast; SQLite has it since 3.38.
_EPOCH = (
    "UNIXEPOCH({})" if sqlite_version_info >= (3, 38) else "CAST(STRFTIME('%s', {}) AS INTEGER)"
)


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
