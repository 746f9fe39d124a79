"""The responses as a stream of rows, for the export: nothing is held in memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from storage.models import Consent, Respondent, Response, Wave


class ResponseRow(NamedTuple):
    """A response with the names around it; times are UTC. `pseudonym` never leaves the house."""

    pseudonym: str
    wave: str
    instrument: str
    city: str
    stakeholder_group: str
    language: str
    answers: str
    languages: str
    complete: bool
    started_at: datetime
    completed_at: datetime | None


def stream_responses(
    connection: Connection, wave: str | None = None, city: str | None = None, chunk: int = 5000
) -> Iterator[ResponseRow]:
    """Give every response to a wave's own instrument that still has a respondent.

    A withdrawn response has none and is left out. The order is the database's own.
    """
    query = (
        select(
            Respondent.pseudonym,
            Wave.name,
            Wave.instrument,
            Response.city,
            Response.stakeholder_group,
            Response.language,
            Response.answers,
            Response.languages,
            Response.complete,
            Response.started_at,
            Response.completed_at,
        )
        .join(Respondent, Respondent.id == Response.respondent_id)
        .join(Wave, (Wave.id == Response.wave_id) & (Wave.instrument == Response.instrument))
        .execution_options(yield_per=chunk)
    )
    if wave is not None:
        query = query.where(Wave.name == wave)
    if city is not None:
        query = query.where(Response.city == city)
    for rows in connection.execute(query).partitions():
        yield from (ResponseRow(*row) for row in rows)


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
