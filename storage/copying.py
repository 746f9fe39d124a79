"""A pilot's move from one database to another: all of it, checked, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from storage.archive import Archive
from storage.models import Base

CHUNK = 2000
SEEDED = {"position"}  # a migration fills these


class CopyError(RuntimeError):
    """The copy was not made; the message says why. The target is as it was."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A table's rows and the hash of their content, the same on both sides."""

    table: str
    rows: int
    hash: str


def copy(source: Archive, target: Archive, told: Callable[[Copied], None]) -> list[Copied]:
    """Copy every table in one transaction of the target.

    Both must be at the same revision, and the target empty. The source is read as it is at one
    moment; stop the bot before, so that nobody's answer comes after that moment.

    Raises:
        CopyError: the target holds data, or what arrived is not what was sent.
    """
    tables = [table for table in Base.metadata.sorted_tables if table.name not in SEEDED]
    done = []
    with source.read() as reading, target.begin() as writing:
        for table in tables:
            if writing.scalar(select(func.count()).select_from(table)):
                raise CopyError(f"the target's table {table.name} is not empty: use a new database")
        for table in tables:
            for chunk in _chunks(reading, table):
                writing.execute(insert(table), chunk)
            sent, arrived = _sum(reading, table), _sum(writing, table)
            if sent != arrived:
                raise CopyError(f"{table.name}: {sent} was sent, {arrived} arrived")
            done.append(sent)
            told(sent)
        if not target.embedded:
            _count_on(writing, tables)
    return done


def _chunks(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    rows = connection.execute(select(table).execution_options(yield_per=CHUNK))
    for part in rows.mappings().partitions():
        yield [dict(row) for row in part]


def _sum(connection: Connection, table: Table) -> Copied:
    """Count and hash a table's rows in whatever order: databases sort texts differently."""
    query = select(table).execution_options(yield_per=CHUNK)
    total, rows = 0, 0
    for row in connection.execute(query):
        total += int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest())
        rows += 1
    return Copied(table.name, rows, f"{total % (1 << 256):064x}")


def _count_on(connection: Connection, tables: Iterable[Table]) -> None:
    """PostgreSQL's counters go on after the highest number that was copied."""
    for table in tables:
        column = table.autoincrement_column
        if column is None:
            continue
        highest = connection.scalar(select(func.max(column)))
        if highest is not None:
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)"),
                {"table": table.name, "column": column.name, "highest": highest},
            )
