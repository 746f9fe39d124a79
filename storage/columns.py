"""Rows by the million, as columns: the database puts them together, a block of rows at a time.

A value that is fetched by itself costs more than all work that is done with it. So a block's whole
numbers come as one value that NumPy reads at once: their eight bytes each from PostgreSQL, a text
apart by commas from SQLite. Texts that are never NULL come as one, apart by a control character;
the others, and where a text has that character, as one JSON array, which keeps apart whatever a
text can hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from sqlite3 import sqlite_version_info
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    Select,
    SQLColumnExpression,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    select,
)

from storage.models import UTCDateTime

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

BLOCK = 1 << 12
"""Rows put together at once: under a megabyte."""

NONE = -(1 << 63)
"""NULL among whole numbers, as it is among NumPy's times (NaT)."""

APART = "\x1f"
"""Between texts: no code has it, and the block of a text that does is asked for anew."""

Apart = Callable[[Any], Any]
Aparts = tuple[Apart, ...]

_NONE: ColumnElement[int] = literal_column(str(NONE))
_NEVER: ColumnElement[Any] = literal_column("TIMESTAMPTZ '-infinity'")  # it is sent as NONE
_JSON = {"sqlite": func.json_group_array, "postgresql": func.json_agg}


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows as the database put them together: a value a column, and how it is taken apart.

    To take them apart is for whoever works on them, meanwhile the next block is put together.
    """

    values: tuple[Any, ...]
    aparts: Aparts

    def columns(self) -> list[Any]:
        """Return the columns."""
        return [apart(value) for apart, value in zip(self.aparts, self.values, strict=True)]

    def ambiguous(self, many: int) -> bool:
        """Whether a text of these many rows has in itself what the texts are apart by."""
        pairs = zip(self.aparts, self.values, strict=True)
        return any(apart is _texts and value.count(APART) >= many for apart, value in pairs)


def in_columns(
    connection: Connection,
    query: Select[*tuple[Any, ...]],
    key: SQLColumnExpression[int],
) -> Iterator[Block]:
    """Give the columns of a query's rows, in blocks that follow the key, none of which is empty.

    A column of whole numbers, truths or times (whole seconds since 1970, in UTC) is an array of
    int64, NONE where there is none; a column of texts is a list, None where there is none. Within
    a block rows are in the order in which the database comes upon them. The key is a number that
    is never NULL and has an index; a block has the rows of BLOCK keys, or what the query leaves
    of them.
    """
    columns, dialect = list(query.selected_columns), connection.dialect.name
    after = bindparam("after", type_=BigInteger)
    keys = select(key.label("key")).where(key > after).order_by(key).limit(BLOCK).subquery()
    reach = select(func.max(keys.c.key).label("last")).cte()
    last = select(reach.c.last).scalar_subquery()

    def joined(*, plainly: bool) -> tuple[Select[*tuple[Any, ...]], Aparts]:
        made = [_joined(column, dialect, plainly=plainly) for column in columns]
        values, aparts = zip(*made, strict=True)
        rows = query.with_only_columns(last, func.count(), *values, maintain_column_froms=True)
        return rows.where(key > after, key <= last).execution_options(binary=True), aparts

    (rows, aparts), (careful, all_aparts) = joined(plainly=True), joined(plainly=False)
    done = NONE
    while True:
        asked = {"after": done}
        done, many, *found = connection.execute(rows, asked).one()
        if done is None:
            return
        if not many:
            continue
        block = Block(tuple(found), aparts)
        if block.ambiguous(many):
            _, _, *found = connection.execute(careful, asked).one()
            block = Block(tuple(found), all_aparts)
        yield block


def _joined(
    column: ColumnElement[Any], dialect: str, *, plainly: bool
) -> tuple[ColumnElement[Any], Apart]:
    """Return a column's values as one, and what takes it apart."""
    known = getattr(column, "nullable", True) is False
    if isinstance(column.type, UTCDateTime):
        if dialect == "postgresql":
            return _sent(func.timestamptz_send(func.coalesce(column, _NEVER))), _moments
        return func.group_concat(func.coalesce(_epoch(column), _NONE)), _read
    if isinstance(column.type, Integer | Boolean):
        whole = cast(column, Integer) if isinstance(column.type, Boolean) else column
        number = whole if known else func.coalesce(whole, _NONE)
        if dialect == "postgresql":
            return _sent(func.int8send(cast(number, BigInteger))), _numbers
        return func.group_concat(number), _read
    if plainly and known:
        return func.aggregate_strings(column, APART), _texts
    return cast(_JSON[dialect](column), Text), json.loads


def _sent(value: ColumnElement[bytes]) -> ColumnElement[bytes]:
    return func.string_agg(value, literal_column("''::bytea"), type_=LargeBinary)


def _epoch(moment: ColumnElement[Any]) -> ColumnElement[int]:
    second = func.substr(moment, 1, 19)  # SQLite would round
    # What writes no text is three times as fast; SQLite has it since 3.38.
    if sqlite_version_info >= (3, 38):
        return func.unixepoch(second, type_=BigInteger)
    return cast(func.strftime("%s", second), BigInteger)


def _numbers(sent: bytes) -> Numbers:
    import numpy as np

    return np.frombuffer(sent, ">i8").astype(np.int64)


def _moments(sent: bytes) -> Numbers:
    """Return seconds since 1970; PostgreSQL sends millionths of them since 2000."""
    import numpy as np

    found = _numbers(sent)
    return np.where(found == NONE, NONE, found // 1_000_000 + 946_684_800)


def _read(text: str) -> Numbers:
    import numpy as np

    return np.fromstring(text, np.int64, sep=",")


def _texts(text: str) -> list[str]:
    return text.split(APART)
