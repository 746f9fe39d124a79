"""Dead letters: updates that could not be applied, until a person has looked at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from storage.models import DeadLetter, UpdateLedger


class LetterError(LookupError):
    """There is no such dead letter."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter: the update as it came, and why it could not be applied."""

    id: int
    update_id: int | None
    raw: str
    trouble: str
    kept_at: datetime


_LETTERS = select(
    DeadLetter.id, DeadLetter.update_id, DeadLetter.raw, DeadLetter.trouble, DeadLetter.kept_at
)


def every(connection: Connection) -> list[Letter]:
    """All of them, oldest first."""
    return [Letter(*row) for row in connection.execute(_LETTERS.order_by(DeadLetter.id))]


def one(connection: Connection, key: int) -> Letter:
    """One of them.

    Raises:
        LetterError: there is none of this number.
    """
    row = connection.execute(_LETTERS.where(DeadLetter.id == key)).first()
    if row is None:
        raise LetterError(f"there is no dead letter {key}: see `saualnama dead-letters list`")
    return Letter(*row)


def drop(connection: Connection, key: int) -> None:
    """Throw one away."""
    connection.execute(delete(DeadLetter).where(DeadLetter.id == one(connection, key).id))


def reopen(connection: Connection, key: int) -> Letter:
    """Take one out to be applied again: its update counts as never seen."""
    letter = one(connection, key)
    connection.execute(delete(DeadLetter).where(DeadLetter.id == key))
    connection.execute(delete(UpdateLedger).where(UpdateLedger.update_id == letter.update_id))
    return letter
