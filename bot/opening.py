"""What is there before anybody works: the database, its first wave, and the time."""

from __future__ import annotations

from datetime import UTC, datetime

from bot import library
from bot.settings import Settings
from scoring.instrument import Instrument
from storage import waves
from storage.archive import Archive
from storage.upgrade import ensure


def now() -> datetime:
    """The time, aware."""
    return datetime.now(UTC)


def open_archive(settings: Settings) -> Archive:
    """The database, ready to be used; an embedded one is made and brought up to date.

    Raises:
        SchemaError: PostgreSQL that needs migrating.
        SQLAlchemyError: it cannot be reached.
    """
    archive = Archive(settings.database_url.text)
    ensure(archive)
    return archive


def open_first_wave(archive: Archive, instrument: Instrument, settings: Settings) -> None:
    """A fresh embedded database asks at once: the wave is named after the month."""
    with archive.begin() as connection:
        if waves.latest(connection) is None:
            name = datetime.now(settings.zone).strftime("%Y-%m")
            blocks = library.blocks(settings.instruments, instrument.name)
            waves.start(connection, name, instrument.name, now(), blocks)
