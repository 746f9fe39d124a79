"""Migrations: the only way in which the schema changes."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import inspect, text

from storage.archive import Archive

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
    """Bring the schema to `target`; safe to call from many processes at once."""
    # Alembic is loaded only where something is to be migrated: a start need not wait for it.
    from alembic import command
    from alembic.config import Config

    _keep_copy(archive)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with archive.begin() as connection:
        if not archive.embedded:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, target)


def ensure(archive: Archive) -> None:
    """Make the embedded database ready; ask the operator to migrate any other.

    Raises:
        SchemaError: PostgreSQL whose schema is older or newer than this version's.
    """
    found = revision(archive)
    if found == HEAD:
        return
    if archive.embedded and (found is None or found < HEAD):
        upgrade(archive)
        return
    if found is not None and found > HEAD:
        raise SchemaError(f"the database is at revision {found}, newer than this version's {HEAD}")
    raise SchemaError("the database needs migrating: run `saualnama database upgrade`")


def _keep_copy(archive: Archive) -> None:
    """Keep the embedded database's file as it was before a migration."""
    name = archive.url.database
    if not archive.embedded or not name or not Path(name).is_file() or revision(archive) is None:
        return
    with archive.read() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint")
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    shutil.copy2(name, f"{name}.{stamp}.before-upgrade")
