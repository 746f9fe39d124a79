"""Open answers: what people wrote and said, message by message, and files still to be fetched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from storage.models import OpenAnswer, Response
from storage.people import WaveRow

TEXT, VOICE = "text", "voice"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to an open question; without a kind, all of them to it are taken back."""

    city: str
    instrument: str
    item: str
    language: str
    kind: str = ""
    text: str | None = None
    file_id: str | None = None
    seconds: int | None = None
    mime: str | None = None


class Wanted(NamedTuple):
    """A voice whose file is to be fetched; `attempt` counts the tries so far."""

    id: int
    file_id: str
    attempt: int


_RESPONSE = (
    select(Response.id)
    .where(
        Response.respondent_id == bindparam("person"),
        Response.wave_id == bindparam("wave"),
        Response.city == bindparam("place"),
        Response.instrument == bindparam("block"),
    )
    .scalar_subquery()
)
_ORDINAL = (
    select(func.coalesce(func.max(OpenAnswer.ordinal), 0) + 1)
    .where(OpenAnswer.response_id == _RESPONSE, OpenAnswer.item == bindparam("asked"))
    .scalar_subquery()
)
_GIVEN = insert(OpenAnswer).values(
    response_id=_RESPONSE,
    item=bindparam("asked"),
    ordinal=_ORDINAL,
    language=bindparam("spoken"),
    kind=bindparam("form"),
    text=bindparam("words"),
    file_id=bindparam("file"),
    seconds=bindparam("length"),
    mime=bindparam("type"),
    given_at=bindparam("now"),
    fetch_at=bindparam("due"),
)
_TAKEN_BACK = delete(OpenAnswer).where(
    OpenAnswer.response_id == _RESPONSE, OpenAnswer.item == bindparam("asked")
)


def apply(
    connection: Connection,
    person: int,
    wave: WaveRow | None,
    said: Iterable[Message],
    now: datetime,
) -> None:
    """Keep and take back a person's messages, one after the other."""
    for one in said:
        if wave is None:
            return  # nothing is asked, so nothing was said to it
        place: dict[str, object] = {"person": person, "wave": wave.id, "place": one.city}
        place |= {"block": one.instrument or wave.instrument, "asked": one.item}
        if not one.kind:
            connection.execute(_TAKEN_BACK, place)
            continue
        content: dict[str, object] = {"spoken": one.language, "form": one.kind, "words": one.text}
        content |= {"file": one.file_id, "length": one.seconds, "type": one.mime}
        due = now if one.kind == VOICE else None
        connection.execute(_GIVEN, {**place, **content, "now": now, "due": due})


def erase(connection: Connection, person: int) -> None:
    """Erase all that a person wrote and said."""
    theirs = select(Response.id).where(Response.respondent_id == person)
    connection.execute(delete(OpenAnswer).where(OpenAnswer.response_id.in_(theirs)))


def wanted(connection: Connection, now: datetime, limit: int = 10) -> list[Wanted]:
    """The files that are due to be asked for, the longest waiting first."""
    query = (
        select(OpenAnswer.id, OpenAnswer.file_id, OpenAnswer.attempt)
        .where(OpenAnswer.fetch_at <= now, OpenAnswer.file_id.is_not(None))
        .order_by(OpenAnswer.fetch_at, OpenAnswer.id)
        .limit(limit)
    )
    return [Wanted(row.id, row.file_id or "", row.attempt) for row in connection.execute(query)]


def fetched(connection: Connection, key: int, content: bytes) -> None:
    """Keep a file; where its answer was erased meanwhile, nothing is kept."""
    connection.execute(
        update(OpenAnswer)
        .where(OpenAnswer.id == key)
        .values(content=content, fetch_at=None, trouble=None)
    )


def unfetched(connection: Connection, key: int, trouble: str, again: datetime | None) -> None:
    """Note why a file was not fetched, and when to ask again (None: never)."""
    connection.execute(
        update(OpenAnswer)
        .where(OpenAnswer.id == key)
        .values(fetch_at=again, trouble=trouble, attempt=OpenAnswer.attempt + 1)
    )
