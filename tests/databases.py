"""Databases for tests: every storage test runs on both that are supported.

A PostgreSQL case carries the marker `postgresql`, and fails where SAUALNAMA_TEST_POSTGRESQL
names no server: whoever selects it means it. Each case has a database of its own; a SQLite file
begins as a copy of one that was migrated once.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from storage.archive import Archive
from storage.upgrade import upgrade

VARIABLE = "SAUALNAMA_TEST_POSTGRESQL"
POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)
DATABASES = ("sqlite", POSTGRESQL)


@contextmanager
def fresh(kind: str, folder: Path) -> Iterator[URL]:
    """An empty database, gone afterwards."""
    if kind == "sqlite":
        yield make_url(f"sqlite:///{folder / f'{uuid.uuid4().hex}.sqlite3'}")
        return
    server = os.environ.get(VARIABLE)
    assert server, f"set {VARIABLE} to the URL of a PostgreSQL on which databases may be created"
    name = f"saualnama_{uuid.uuid4().hex}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
            try:
                yield make_url(server).set(database=name)
            finally:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        admin.dispose()


@contextmanager
def migrated(kind: str, folder: Path) -> Iterator[Archive]:
    """An archive at the newest schema."""
    with fresh(kind, folder) as url:
        if kind == "sqlite":
            lay(Path(str(url.database)))
        archive = Archive(url)
        try:
            if kind != "sqlite":
                upgrade(archive)
            yield archive
        finally:
            archive.close()


def lay(file: Path) -> None:
    """A SQLite file at the newest schema with nothing in it, where there is none yet."""
    if not file.exists():
        file.write_bytes(_migrated_once())


@cache
def _migrated_once() -> bytes:
    """What `upgrade` makes of nothing: tests/test_migrations.py says that it does."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "saualnama.sqlite3"
        archive = Archive(f"sqlite:///{file}")
        upgrade(archive)
        archive.close()
        return file.read_bytes()
