"""Waves: rounds of fieldwork. One is open at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select, text, update

from storage.models import Wave
from storage.people import WAVE, WaveRow, open_wave


class WaveError(ValueError):
    """A wave cannot be opened or closed; the message says why and what to do."""


def start(
    connection: Connection, name: str, instrument: str, now: datetime, blocks: Iterable[str] = ()
) -> WaveRow:
    """Open a wave that takes answers from now on; `blocks` are offered after its instrument."""
    if connection.dialect.name == "postgresql":  # two coordinators at once; SQLite's writer is one
        connection.execute(text("LOCK TABLE wave IN SHARE ROW EXCLUSIVE MODE"))
    current = open_wave(connection)
    if current:
        raise WaveError(f"wave {current.name} is open: close it first")
    if connection.scalar(select(Wave.id).where(Wave.name == name)):
        raise WaveError(f"there was a wave {name} already: choose another name")
    row = {"name": name, "instrument": instrument, "opened_at": now, "blocks": " ".join(blocks)}
    connection.execute(insert(Wave), row)
    opened = open_wave(connection)
    assert opened is not None  # noqa: S101 - it was opened in this transaction
    return opened


def end(connection: Connection, name: str, now: datetime) -> None:
    """Close a wave: its answers stay as they are."""
    closed = connection.execute(
        update(Wave).where(Wave.name == name, Wave.closed_at.is_(None)).values(closed_at=now)
    )
    if closed.rowcount == 0:
        raise WaveError(f"no open wave is called {name}: see `saualnama wave list`")


def every(connection: Connection) -> list[WaveRow]:
    """All waves, oldest first."""
    rows = connection.execute(select(*WAVE).order_by(Wave.opened_at, Wave.id))
    return [WaveRow(*row) for row in rows]


def named(connection: Connection, name: str) -> int:
    """The id of a wave.

    Raises:
        WaveError: there is no such wave.
    """
    key = connection.scalar(select(Wave.id).where(Wave.name == name))
    if key is None:
        raise WaveError(f"there is no wave {name}: see `saualnama wave list`")
    return key


def latest(connection: Connection) -> WaveRow | None:
    """The open wave, or else the one that was opened last."""
    current = open_wave(connection)
    if current:
        return current
    row = connection.execute(
        select(*WAVE).order_by(Wave.opened_at.desc(), Wave.id.desc()).limit(1)
    ).first()
    return WaveRow(*row) if row else None
