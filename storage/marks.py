"""Marks: what a deploy has done once for all workers, by name."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.models import Mark


def read(connection: Connection, name: str) -> str | None:
    """What was noted under a name."""
    return connection.scalar(select(Mark.value).where(Mark.name == name))


def write(connection: Connection, name: str, value: str) -> None:
    """Note it, in the place of what was noted before."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(Mark).values(name=name, value=value)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )
