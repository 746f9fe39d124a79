"""Answers to further blocks as a stream of rows, for the export: each beside its core response."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, exists, select
from sqlalchemy.orm import aliased

from storage.models import OpenAnswer, Response, Wave


class BlockRow(NamedTuple):
    """A response to a further block, and what is known of the one to the core beside it.

    `core` is the number of that one, `times` when it was begun and sent; `others`: the person has
    more to the core among what is asked for.
    """

    core: int
    wave: str
    city: str
    group: str
    language: str
    languages: str
    times: tuple[datetime, datetime | None]
    id: int
    instrument: str
    answers: str
    complete: bool
    others: bool


class OpenRow(NamedTuple):
    """One message of an open answer; `content` is the sound of a voice that was fetched."""

    id: int
    item: str
    ordinal: int
    language: str
    kind: str
    seconds: int | None
    text: str | None
    mime: str | None
    content: bytes | None


def stream(
    connection: Connection, wave: str | None = None, city: str | None = None, chunk: int = 2000
) -> Iterator[BlockRow]:
    """Give every response to a further block whose person still has one to the core."""
    core = aliased(Response)
    beside = and_(
        core.respondent_id == Response.respondent_id,
        core.wave_id == Response.wave_id,
        core.city == Response.city,
        core.instrument == Wave.instrument,
    )
    more, then = aliased(Response), aliased(Wave)
    others = (
        exists()
        .where(more.respondent_id == core.respondent_id, more.id != core.id)
        .where(then.id == more.wave_id, then.instrument == more.instrument)
    )
    if wave is not None:
        others = others.where(then.name == wave)
    if city is not None:
        others = others.where(more.city == city)
    about = (core.id, Wave.name, core.city, core.stakeholder_group, core.language)
    walk = (core.languages, core.started_at, core.completed_at)
    block = (Response.id, Response.instrument, Response.answers, Response.complete, others)
    query = (
        select(*about, *walk, *block)
        .select_from(Response)
        .join(Wave, and_(Wave.id == Response.wave_id, Wave.instrument != Response.instrument))
        .join(core, beside)
        .execution_options(yield_per=chunk)
    )
    if wave is not None:
        query = query.where(Wave.name == wave)
    if city is not None:
        query = query.where(Response.city == city)
    for rows in connection.execute(query).partitions():
        for row in rows:
            core_id, name, place, group, language, languages, started, completed, *rest = row
            times = (started, completed)
            about_core = (core_id, name, place, group, language, languages, times)
            yield BlockRow(*about_core, *rest)


def open_answers(connection: Connection, response: int) -> list[OpenRow]:
    """The messages of a response, in the order in which they were given."""
    columns = (
        OpenAnswer.id,
        *(OpenAnswer.item, OpenAnswer.ordinal, OpenAnswer.language, OpenAnswer.kind),
        *(OpenAnswer.seconds, OpenAnswer.text, OpenAnswer.mime, OpenAnswer.content),
    )
    query = select(*columns).where(OpenAnswer.response_id == response).order_by(OpenAnswer.id)
    return [OpenRow(*row) for row in connection.execute(query)]
