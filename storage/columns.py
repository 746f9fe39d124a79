"""Rows by the million, as columns: the database puts them together, a block of rows at a time.

A value that is fetched by itself costs more than all work that is done with it. So the whole
numbers of a block come as one text, apart by commas, which NumPy reads at once; texts come as one
JSON array, which keeps apart whatever a text can hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    Select,
    SQLColumnExpression,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    select,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

BLOCK = 1 << 11
"""Rows put together at once: half a megabyte."""

NONE = -(1 << 63)
"""NULL among whole numbers, as it is among NumPy's times (NaT)."""

_JSON = {"sqlite": func.json_group_array, "postgresql": func.json_agg}


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows as the database put them together: a text a column, and whether it is of numbers.

    To take them apart is for whoever works on them, meanwhile the next block is put together.
    """

    texts: tuple[tuple[str, bool], ...]

    def columns(self) -> list[Any]:
        """Return the columns."""
        return [_read(text) if number else json.loads(text) for text, number in self.texts]


def in_columns(
    connection: Connection,
    query: Select[*tuple[Any, ...]],
    key: SQLColumnExpression[int],
) -> Iterator[Block]:
    """Give the columns of a query's rows, in blocks that follow the key, none of which is empty.

    A column of whole numbers or truths is an array of int64, NONE where there is none; a column of
    texts is a list, None where there is none. Within a block rows are in the order in which the
    database comes upon them. The key is a number that is never NULL and has an index; a block has
    the rows of BLOCK keys, or what the query leaves of them.
    """
    columns = list(query.selected_columns)
    numbers = [isinstance(column.type, Integer | Boolean) for column in columns]
    together = _JSON[connection.dialect.name]
    joined = [
        cast(together(_number(column) if number else column), Text)
        for column, number in zip(columns, numbers, strict=True)
    ]
    after = bindparam("after", type_=BigInteger)
    keys = select(key.label("key")).where(key > after).order_by(key).limit(BLOCK).subquery()
    reach = select(func.max(keys.c.key).label("last")).cte()
    last = select(reach.c.last).scalar_subquery()
    rows = query.with_only_columns(last, func.count(), *joined, maintain_column_froms=True)
    rows = rows.where(key > after, key <= last)
    done = NONE
    while True:
        done, many, *found = connection.execute(rows, {"after": done}).one()
        if done is None:
            return
        if many:
            yield Block(tuple(zip(found, numbers, strict=True)))


def _number(column: ColumnElement[Any]) -> ColumnElement[int]:
    whole = cast(column, Integer) if isinstance(column.type, Boolean) else column
    return func.coalesce(whole, literal_column(str(NONE)))


def _read(text: str) -> Numbers:
    import numpy as np

    return np.fromstring(text[1:-1], np.int64, sep=",")
