"""Marks: what a deploy has done once for all workers, by name."""

from __future__ import annotations

from sqlalchemy import Connection, select

from storage.models import Mark
from storage.upserts import INSERTS


def read(connection: Connection, name: str) -> str | None:
    """What was noted under a name."""
    return connection.scalar(select(Mark.value).where(Mark.name == name))


def write(connection: Connection, name: str, value: str) -> None:
    """Note it, in the place of what was noted before."""
    statement = INSERTS[connection.dialect.name](Mark).values(name=name, value=value)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )
