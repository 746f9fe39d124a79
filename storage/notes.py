"""Notes of what documents show: kept beside the ratings, in no score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select, update

from storage.models import Note


class NoteError(ValueError):
    """A note cannot be found; the message says what to do."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as it is kept; texts are empty where there is nothing."""

    city: str
    subject: str
    dated: date
    title: str
    shows: str
    link: str
    file_name: str
    file_id: str
    sha256: str
    noted_by: str
    noted_at: datetime
    id: int | None = None


def signature(pseudonym: str) -> str:
    """Return how a coordinator signs: told apart from others, and no Telegram id."""
    return f"coordinator-{pseudonym[:8]}"


def keep(connection: Connection, notes: Sequence[NoteRow]) -> list[int]:
    """Keep notes; return their numbers."""
    found: list[int] = []
    for note in notes:
        values = asdict(note)
        del values["id"]
        found.append(connection.execute(insert(Note).returning(Note.id), values).scalar_one())
    return found


def every(connection: Connection, city: str | None = None) -> list[NoteRow]:
    """Return the notes, of a city or all, by the day they tell of."""
    columns = [getattr(Note, name) for name in NoteRow.__slots__]
    asked = select(*columns).order_by(Note.dated, Note.id)
    if city is not None:
        asked = asked.where(Note.city == city)
    return [NoteRow(*row) for row in connection.execute(asked)]


def drop(connection: Connection, number: int) -> None:
    """Take a note out.

    Raises:
        NoteError: there is no such note.
    """
    if connection.execute(delete(Note).where(Note.id == number)).rowcount == 0:
        raise NoteError(f"there is no note {number}: see `saualnama notes list`")


def fetched(connection: Connection, number: int, sha256: str) -> None:
    """Keep the SHA-256 of a note's file."""
    connection.execute(update(Note).where(Note.id == number).values(sha256=sha256))
