"""The responses as a stream of columns, for the export: never all of them in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select

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
        Response.started_at,
        Response.completed_at,
    ).where(*_asked(connection, wave, city))
    return in_columns(connection, query, Response.id)


def how_many(connection: Connection, wave: str | None = None, city: str | None = None) -> int:
    """Count what `stream_responses` would give."""
    query = select(func.count(Response.id)).where(*_asked(connection, wave, city))
    return connection.scalar(query) or 0


def _asked(
    connection: Connection, wave: str | None, city: str | None
) -> Iterator[ColumnElement[bool]]:
    yield Response.respondent_id.is_not(None)
    waves = select(Wave.instrument, Wave.id)
    if wave is not None:
        waves = waves.where(Wave.name == wave)
    asked: defaultdict[str, list[int]] = defaultdict(list)
    for instrument, number in connection.execute(waves):
        asked[instrument].append(number)
    # The sum keeps databases from the index of waves: for every block they would read all of it.
    yield or_(
        false(),
        *(
            and_(Response.instrument == instrument, (Response.wave_id + 0).in_(numbers))
            for instrument, numbers in asked.items()
        ),
    )
    if city is not None:
        yield Response.city == city


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
