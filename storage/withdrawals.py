"""Who left, under a name that means nothing any more: to forget them again in a restored backup."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.models import Respondent, Withdrawal


def note(connection: Connection, token: str, day: date) -> None:
    """Enter somebody who left into the list."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(Withdrawal).on_conflict_do_nothing()
    connection.execute(statement, {"token": token, "day": day})


def every(connection: Connection) -> list[tuple[str, date]]:
    """The list, oldest first."""
    rows = connection.execute(
        select(Withdrawal.token, Withdrawal.day).order_by(Withdrawal.day, Withdrawal.token)
    )
    return [(row.token, row.day) for row in rows]


def here(connection: Connection, tokens: Iterable[str]) -> list[int]:
    """The ids of people on a list who are in this database: it is older than the list."""
    found = (
        connection.scalar(select(Respondent.id).where(Respondent.token == token))
        for token in tokens
    )
    return [key for key in found if key is not None]


def unscrubbed(connection: Connection) -> bool:
    """Whether the database's files may still hold something of somebody who left."""
    return bool(connection.scalar(select(exists().where(~Withdrawal.scrubbed))))


def scrubbed(connection: Connection) -> None:
    """Note that they do not."""
    connection.execute(update(Withdrawal).where(~Withdrawal.scrubbed).values(scrubbed=True))
