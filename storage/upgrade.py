"""Migrations: the only way in which the schema changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.archive import Archive

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0001"
LOCK = 7_225_625  # any number of our own: one migration at a time


class SchemaError(RuntimeError):
    """The database's schema is not the one this version works with."""


def revision(archive: Archive) -> str | None:
    """The schema's revision, or None where there is none yet."""
    with archive.read() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def upgrade(archive: Archive, target: str = "head") -> None:
    """Bring the schema to `target`; safe to call from many processes at once.

    A copy of an embedded database is kept beside it. A migration that fails changes nothing.
    """
    from alembic import command

    if archive.embedded and revision(archive) not in {None, HEAD}:
        _keep_copy(archive)
    with changing(archive) as connection:
        command.upgrade(configured(connection), target)


def ensure(archive: Archive) -> None:
    """Make the embedded database ready; ask the operator to migrate any other.

    Raises:
        SchemaError: PostgreSQL whose schema is older than this version's, or any that is newer
            by more than one revision.
    """
    found = revision(archive)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        # In a rolling upgrade the schema of the next version serves this one, too.
        if int(found) - int(HEAD) == 1:
            return
        raise SchemaError(f"the database is at revision {found}, newer than this version's {HEAD}")
    if not archive.embedded:
        raise SchemaError("the database needs migrating: run `saualnama database upgrade`")
    upgrade(archive)


def configured(connection: Connection) -> Config:
    """Alembic's configuration for one connection."""
    # Alembic is loaded only where something is to be migrated: a start need not wait for it.
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def changing(archive: Archive) -> Iterator[Connection]:
    """A transaction in which tables may change: all of it or nothing, one process at a time."""
    with archive.engine.connect() as connection:
        if not archive.embedded:
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
                # Whoever waits for a table's lock holds up everybody behind: better try later.
                connection.execute(text("SET LOCAL lock_timeout = '10s'"))
                yield connection
            return
        # SQLite changes a table by making it anew, and dropping the old one would erase what
        # refers to it. This can be switched only outside a transaction.
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - the only driver we take
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if lost:
                    raise SchemaError(f"the migration would leave {len(lost)} rows without owner")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _keep_copy(archive: Archive) -> None:
    """Keep the embedded database as it was before a migration: one file, nothing beside it."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    name = str(archive.url.database)
    with (
        closing(sqlite3.connect(name)) as source,
        closing(sqlite3.connect(f"{name}.{stamp}.before-upgrade")) as copy,
    ):
        source.backup(copy)
