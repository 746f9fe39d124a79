"""Rows by the million, as columns: a list for each, a chunk at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select

FETCHED = 500
"""Rows taken at once. Of more, the garbage collector would look at each again and again: with 5000
the reading takes three times as long."""

Columns = list[list[Any]]


def in_columns(
    connection: Connection, query: Select[*tuple[Any, ...]], chunk: int
) -> Iterator[list[list[Any]]]:
    """Give the columns of a query's rows, `chunk` rows and a few at a time; nothing if none."""
    columns: Columns = []
    for rows in connection.execute(query.execution_options(yield_per=FETCHED)).partitions():
        columns = columns or [[] for _ in rows[0]]
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column.extend(values)
        if len(columns[0]) >= chunk:
            yield columns
            columns = []
    if columns:
        yield columns
