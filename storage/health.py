"""How the bot is, as far as the record knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from storage import digests, marks, outbox, tallies
from storage.models import DeadLetter, Mark, UpdateLedger
from storage.outbox import Depth

WORKER = "worker "


@dataclass(frozen=True, slots=True)
class Health:
    """What a coordinator and a monitor want to know."""

    owed: Depth
    letters: int  # updates that could not be applied
    posts: dict[str, int]  # by state
    uncounted: int  # responses that changed since they were counted
    last_update: datetime | None
    workers: int  # that said lately that they are at work


def health(connection: Connection, since: datetime) -> Health:
    """How it is now; a worker counts that was seen `since` then."""
    seen = select(func.count()).where(
        Mark.name.startswith(WORKER, autoescape=True), Mark.value >= since.isoformat()
    )
    return Health(
        owed=outbox.depth(connection),
        letters=connection.scalar(select(func.count()).select_from(DeadLetter)) or 0,
        posts=digests.states(connection),
        uncounted=tallies.waiting(connection),
        last_update=connection.scalar(select(func.max(UpdateLedger.received_at))),
        workers=connection.scalar(seen) or 0,
    )


def seen(connection: Connection, worker: str, now: datetime, before: datetime) -> None:
    """Note that a worker is at work, and forget those not seen since `before`."""
    marks.write(connection, WORKER + worker, now.isoformat())
    gone(connection, before=before)


def gone(connection: Connection, worker: str = "", before: datetime | None = None) -> None:
    """Forget a worker that ends, or those that nobody saw lately."""
    statement = delete(Mark).where(Mark.name.startswith(WORKER + worker, autoescape=True))
    if before is not None:
        statement = statement.where(Mark.value < before.isoformat())
    connection.execute(statement)
