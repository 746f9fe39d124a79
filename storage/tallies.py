"""The running tallies: what changed is taken out and put in again, in one transaction.

What a tally holds is the method's business: this room moves rows and bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, null, select, text, update

from storage.columns import BLOCK, in_columns
from storage.models import Response, Tally
from storage.upserts import INSERTS

BLOCKS = 8
"""That are counted at once: a cell's responses together cost less each.

They are fetched one by one: a text of some hundred thousand letters is what a database makes best.
"""

LOCK = 7_225_626  # one job at a time among the workers

Cell = tuple[int, str, str, str]
"""Wave, city, stakeholder group; then of a response its instrument, of a tally its vector."""


class Counted(NamedTuple):
    """Responses as they are or were counted, a column each; of many the cells are a stream."""

    cells: Iterable[Cell]
    answers: list[str]
    complete: list[bool]


_WAITING = select(
    Response.id,
    Response.wave_id,
    Response.city,
    Response.stakeholder_group,
    Response.answers,
    Response.complete,
    Response.respondent_id,
    Response.instrument,
    Response.counted_group,
    Response.counted_answers,
    Response.counted_complete,
).where(text("changed"))

# Given what goes out, what comes in and the cells as they are: the cells as they become.
Recount = Callable[[Counted, Counted, Mapping[Cell, bytes]], dict[Cell, bytes]]


def apply_changes(connection: Connection, recount: Recount, limit: int = 1000) -> int:
    """Bring the tallies up to date with at most `limit` changed responses; how many it took."""
    alone(connection)
    asked = _WAITING.order_by(Response.id).limit(limit).with_for_update(skip_locked=True)
    rows = connection.execute(asked).all()
    if not rows:
        return 0
    gone, come = _both(rows)
    touched = {cell[:3] for cell in (*gone.cells, *come.cells)}
    _put(connection, recount(gone, come, _cells(connection, touched)))
    _mark(connection, [row.id for row in rows])
    return len(rows)


def standing(connection: Connection, recount: Recount) -> dict[Cell, bytes]:
    """Return the tallies as the job would leave them; nothing is written."""
    cells = every(connection)
    asked = _WAITING.execution_options(yield_per=BLOCK)
    for rows in connection.execute(asked).partitions():
        cells |= recount(*_both(rows), cells)
    return cells


def _both(rows: Sequence[Any]) -> tuple[Counted, Counted]:
    """Return what goes out of the tallies and what comes in, of responses that wait."""
    held = [row for row in rows if row.counted_answers is not None]
    kept = [row for row in rows if row.respondent_id is not None]
    gone = Counted(
        [(row.wave_id, row.city, row.counted_group or "", row.instrument) for row in held],
        [row.counted_answers for row in held],
        [bool(row.counted_complete) for row in held],
    )
    come = Counted(
        [(row.wave_id, row.city, row.stakeholder_group, row.instrument) for row in kept],
        [row.answers for row in kept],
        [row.complete for row in kept],
    )
    return gone, come


def alone(connection: Connection) -> None:
    """Hold off the other workers' jobs; SQLite's writer is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def every(
    connection: Connection, wave: int | None = None, city: str | None = None
) -> dict[Cell, bytes]:
    """The tallies, by cell."""
    query = select(Tally.wave_id, Tally.city, Tally.stakeholder_group, Tally.vector, Tally.counts)
    if wave is not None:
        query = query.where(Tally.wave_id == wave)
    if city is not None:
        query = query.where(Tally.city == city)
    return {(row[0], row[1], row[2], row[3]): row[4] for row in connection.execute(query)}


def counted(connection: Connection) -> Iterator[Counted]:
    """What the tallies should hold, in blocks: for the rebuild and the audit."""
    query = select(
        Response.wave_id,
        Response.city,
        func.coalesce(Response.counted_group, ""),
        Response.instrument,
        Response.counted_answers,
        Response.counted_complete,
    ).where(Response.counted_answers.is_not(None))
    blocks = in_columns(connection, query, Response.id)
    while some := [one.columns() for one in islice(blocks, BLOCKS)]:
        cells = (zip(waves.tolist(), *rest, strict=True) for waves, *rest, _, _ in some)
        answers, complete = ([*chain.from_iterable(one[at] for one in some)] for at in (-2, -1))
        yield Counted(chain.from_iterable(cells), answers, [*map(bool, complete)])


def replace(connection: Connection, cells: Mapping[Cell, bytes]) -> None:
    """Put a full rebuild in the place of all tallies."""
    connection.execute(delete(Tally))
    _put(connection, cells)


def waiting(connection: Connection) -> int:
    """How many responses changed since they were last counted."""
    return connection.scalar(select(func.count()).select_from(Response).where(text("changed"))) or 0


def _cells(connection: Connection, touched: set[tuple[int, str, str]]) -> dict[Cell, bytes]:
    found: dict[Cell, bytes] = {}
    for wave, city in {(wave, city) for wave, city, _ in touched}:
        found.update(every(connection, wave, city))
    return {cell: counts for cell, counts in found.items() if cell[:3] in touched}


def _put(connection: Connection, cells: Mapping[Cell, bytes]) -> None:
    statement = INSERTS[connection.dialect.name](Tally)
    statement = statement.on_conflict_do_update(
        index_elements=["wave_id", "city", "stakeholder_group", "vector"],
        set_={"counts": statement.excluded.counts},
    )
    rows = [
        {
            "wave_id": wave,
            "city": city,
            "stakeholder_group": group,
            "vector": vector,
            "counts": counts,
        }
        for (wave, city, group, vector), counts in cells.items()
    ]
    if rows:
        connection.execute(statement, rows)


_COUNTED = (
    update(Response)
    .where(Response.id.in_(bindparam("keys", expanding=True)), Response.respondent_id.is_not(None))
    .values(
        changed=False,
        counted_group=Response.stakeholder_group,
        counted_answers=Response.answers,
        counted_complete=Response.complete,
    )
)
_TAKEN_OUT = (
    update(Response)
    .where(Response.id.in_(bindparam("keys", expanding=True)), Response.respondent_id.is_(None))
    .values(changed=False, counted_group=null(), counted_answers=null(), counted_complete=null())
)


def _mark(connection: Connection, keys: list[int]) -> None:
    for statement in (_COUNTED, _TAKEN_OUT):
        connection.execute(statement, {"keys": keys})
