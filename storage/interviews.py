"""Interviews: voices with their transcripts, texts to be coded, coders' marks, and who is at it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Select, case, delete, func, insert, select, update

from storage.messages import VOICE
from storage.models import Coding, OpenAnswer, Passage, Response, Transcript, Wave, Workplace
from storage.upserts import INSERTS

TRANSCRIBE, CODE = "transcribe", "code"

Place = tuple[int, int, str, bool]
"""A marked passage: where it starts, the first character after it, its theme, whether quotable."""


class TextRow(NamedTuple):
    """An open answer: a voice has the `text` of its transcript, if there is one.

    `response` and `answers` are those of the sheet that it belongs to, `person` whose it is.
    """

    id: int
    response: int
    person: int
    wave: str
    city: str
    group: str
    instrument: str
    answers: str
    item: str
    ordinal: int
    language: str
    kind: str
    seconds: int | None
    text: str | None
    transcribed_by: str | None


class Work(NamedTuple):
    """What a coordinator has in hand, and the place in it."""

    task: str
    answer: int
    place: int


_TEXT = case((OpenAnswer.kind == VOICE, Transcript.text), else_=OpenAnswer.text)
_ABOUT = (
    select(
        *(OpenAnswer.id, Response.id, Response.respondent_id, Wave.name, Response.city),
        *(Response.stakeholder_group, Response.instrument, Response.answers),
        *(OpenAnswer.item, OpenAnswer.ordinal, OpenAnswer.language, OpenAnswer.kind),
        *(OpenAnswer.seconds, _TEXT, Transcript.transcribed_by),
    )
    .select_from(OpenAnswer)
    .join(Response, Response.id == OpenAnswer.response_id)
    .join(Wave, Wave.id == Response.wave_id)
    .outerjoin(Transcript, Transcript.open_answer_id == OpenAnswer.id)
    .where(Response.respondent_id.is_not(None))
    .order_by(OpenAnswer.id)
)


def texts(connection: Connection, wave: str | None = None) -> list[TextRow]:
    """Return what can be coded: written answers, and voices that were transcribed."""
    return _rows(connection, _ABOUT.where(_TEXT.is_not(None)), wave)


def voices(
    connection: Connection, wave: str | None = None, *, waiting: bool = False
) -> list[TextRow]:
    """Return the voice messages, or only those whose transcript is waited for."""
    query = _ABOUT.where(OpenAnswer.kind == VOICE)
    return _rows(connection, query.where(Transcript.text.is_(None)) if waiting else query, wave)


def answer(connection: Connection, key: int) -> TextRow | None:
    """Return one open answer; None where there is none of this number."""
    return next(iter(_rows(connection, _ABOUT.where(OpenAnswer.id == key), None)), None)


def _rows(
    connection: Connection, query: Select[*tuple[object, ...]], wave: str | None
) -> list[TextRow]:
    chosen = query if wave is None else query.where(Wave.name == wave)
    return [TextRow(*row) for row in connection.execute(chosen)]  # type: ignore[arg-type]


def sound(connection: Connection, key: int) -> tuple[str | None, bytes | None]:
    """Return a voice: what Telegram knows its file by, and the sound itself once it was fetched."""
    query = select(OpenAnswer.file_id, OpenAnswer.content).where(OpenAnswer.id == key)
    row = connection.execute(query).first()
    return (row.file_id, row.content) if row else (None, None)


def transcribe(connection: Connection, key: int, text: str, by: str, now: datetime) -> None:
    """Keep a transcript in the place of the one before."""
    values = {"text": text, "transcribed_by": by, "transcribed_at": now}
    statement = INSERTS[connection.dialect.name](Transcript).values(open_answer_id=key, **values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["open_answer_id"], set_=values)
    )


def people(connection: Connection, wave: str | None = None) -> dict[tuple[str, str, str], int]:
    """Return how many people of each city and group gave open answers in each language."""
    cell = (Response.city, Response.stakeholder_group, OpenAnswer.language)
    query = (
        select(*cell, func.count(Response.respondent_id.distinct()))
        .select_from(OpenAnswer)
        .join(Response, Response.id == OpenAnswer.response_id)
        .join(Wave, Wave.id == Response.wave_id)
        .where(Response.respondent_id.is_not(None))
        .group_by(*cell)
    )
    chosen = query if wave is None else query.where(Wave.name == wave)
    return {
        (city, group, language): count
        for city, group, language, count in connection.execute(chosen)
    }


# Coding


def codings(
    connection: Connection, version: int, *, coder: str | None = None, done: bool = True
) -> dict[int, dict[str, list[Place]]]:
    """Return the marks by answer and coder, of those who are done with it; an empty list is one."""
    query = (
        select(
            *(Coding.open_answer_id, Coding.coder),
            *(Passage.start, Passage.stop, Passage.theme, Passage.quote),
        )
        .outerjoin(Passage, Passage.coding_id == Coding.id)
        .where(Coding.version == version)
        .order_by(Coding.open_answer_id, Coding.coder, Passage.start, Passage.stop, Passage.theme)
    )
    if done:
        query = query.where(Coding.done_at.is_not(None))
    if coder is not None:
        query = query.where(Coding.coder == coder)
    found: dict[int, dict[str, list[Place]]] = {}
    for row in connection.execute(query):
        marks = found.setdefault(row.open_answer_id, {}).setdefault(row.coder, [])
        if row.theme is not None:
            marks.append((row.start, row.stop, row.theme, row.quote))
    return found


def coders(connection: Connection, key: int) -> list[tuple[int, str]]:
    """Return who has coded an answer, done or not, with the version of the codebook."""
    query = select(Coding.version, Coding.coder).where(Coding.open_answer_id == key)
    return [(row.version, row.coder) for row in connection.execute(query.order_by(Coding.id))]


def code(
    connection: Connection,
    marked: Mapping[int, Iterable[Place]],
    version: int,
    coder: str,
    done_at: datetime | None,
) -> None:
    """Put a coder's marks of some answers in the place of the coder's own before."""
    names = ("start", "stop", "theme", "quote")
    for key, places in marked.items():
        about = {"open_answer_id": key, "version": version, "coder": coder}
        insertion = INSERTS[connection.dialect.name](Coding).values(**about, done_at=done_at)
        number = connection.execute(
            insertion.on_conflict_do_update(
                index_elements=list(about), set_={"done_at": done_at}
            ).returning(Coding.id)
        ).scalar_one()
        connection.execute(delete(Passage).where(Passage.coding_id == number))
        rows = [{"coding_id": number, **dict(zip(names, place, strict=True))} for place in places]
        if rows:
            connection.execute(insert(Passage), rows)


def coding(
    connection: Connection, key: int, version: int, coder: str
) -> tuple[list[Place], datetime | None] | None:
    """Return a coder's marks of one answer, and when the coder was done; None before any."""
    query = select(Coding.done_at).where(
        Coding.open_answer_id == key, Coding.version == version, Coding.coder == coder
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return codings(connection, version, coder=coder, done=False)[key][coder], row.done_at


def uncoded(connection: Connection, version: int, coder: str) -> list[int]:
    """Return the numbers of the texts that a coder is not done with."""
    done = select(Coding.open_answer_id).where(
        Coding.version == version, Coding.coder == coder, Coding.done_at.is_not(None)
    )
    found = _ABOUT.where(_TEXT.is_not(None), OpenAnswer.id.not_in(done))
    return [row.id for row in _rows(connection, found, None)]


# What reports quoted


def quoted(connection: Connection) -> frozenset[int]:
    """Return the answers that reports may quote since one of them first did."""
    return frozenset(connection.scalars(select(OpenAnswer.id).where(OpenAnswer.quoted)))


def quote(connection: Connection, keys: Collection[int]) -> None:
    """Let reports quote some answers from now on."""
    connection.execute(update(OpenAnswer).where(OpenAnswer.id.in_(keys)).values(quoted=True))


# The workplace in chat


def work(connection: Connection, coordinator: str) -> Work | None:
    """Return what a coordinator has in hand."""
    query = select(Workplace.task, Workplace.open_answer_id, Workplace.place)
    row = connection.execute(query.where(Workplace.coordinator == coordinator)).first()
    return Work(*row) if row else None


def hands(connection: Connection, task: str) -> dict[str, int]:
    """Return which coordinators have what in hand of a task."""
    query = select(Workplace.coordinator, Workplace.open_answer_id).where(Workplace.task == task)
    return {row.coordinator: row.open_answer_id for row in connection.execute(query)}


def take(connection: Connection, coordinator: str, work: Work | None) -> None:
    """Put something into a coordinator's hand, or nothing."""
    connection.execute(delete(Workplace).where(Workplace.coordinator == coordinator))
    if work is not None:
        connection.execute(
            insert(Workplace),
            {
                "coordinator": coordinator,
                "task": work.task,
                "open_answer_id": work.answer,
                "place": work.place,
            },
        )


def forget(connection: Connection, coordinator: str, signature: str, stranger: str) -> None:
    """Take a coordinator's name off transcripts and codings: what they hold stays.

    `stranger` is the name that coders go by from now on, so that two of them stay two.
    """
    signed = Transcript.transcribed_by == signature
    connection.execute(update(Transcript).where(signed).values(transcribed_by=""))
    connection.execute(update(Coding).where(Coding.coder == signature).values(coder=stranger))
    connection.execute(delete(Workplace).where(Workplace.coordinator == coordinator))
