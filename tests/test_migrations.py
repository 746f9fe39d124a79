"""The schema changes by migrations alone, on both databases, and never costs an answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, func, insert, inspect, select, text, update

from scoring.instrument import load
from storage.archive import Archive
from storage.models import Base, Contact, Position, Respondent
from storage.upgrade import HEAD, SchemaError, changing, configured, ensure, revision, upgrade
from tests.databases import DATABASES, POSTGRESQL, fresh, migrated

NOW = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture(name="bare", params=DATABASES)
def _bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    """An archive without any table."""
    with fresh(request.param, tmp_path) as url:
        archive = Archive(url)
        yield archive
        archive.close()


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Iterator[Archive]:
    """An embedded archive without any table."""
    archive = Archive(f"sqlite:///{tmp_path / 'archive.sqlite3'}")
    yield archive
    archive.close()


def _meet(connection: Connection) -> None:
    who = insert(Respondent).returning(Respondent.id)
    key = connection.scalar(who, {"pseudonym": "p", "place": "done", "created_at": NOW})
    connection.execute(insert(Contact), {"respondent_id": key, "chat_id": 7_000_000_001})


def test_the_schema_goes_up_down_and_up_again(bare: Archive) -> None:
    """Every migration can be undone to nothing, and made again."""
    assert revision(bare) is None
    upgrade(bare)
    assert revision(bare) == HEAD
    with changing(bare) as connection:
        command.downgrade(configured(connection), "base")
    with bare.read() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
        assert inspect(connection).get_view_names() == []
    assert revision(bare) is None
    upgrade(bare)
    assert revision(bare) == HEAD


def test_the_models_are_what_the_migrations_make(bare: Archive) -> None:
    """Nothing is in the models that no migration has made, nor the other way round."""
    upgrade(bare)
    with bare.begin() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_head_is_the_newest_migration(file: Archive) -> None:
    """The revision that this version works with is the newest there is, and there is one."""
    with changing(file) as connection:
        assert ScriptDirectory.from_config(configured(connection)).get_heads() == [HEAD]


def test_upgrading_twice_changes_nothing(bare: Archive) -> None:
    """An upgrade of what is new already leaves everything as it was, and keeps no copy."""
    upgrade(bare)
    with bare.begin() as connection:
        _meet(connection)
    upgrade(bare)
    with bare.read() as connection:
        assert connection.scalar(select(func.count()).select_from(Contact)) == 1
    if bare.embedded:
        assert not list(Path(str(bare.url.database)).parent.glob("*.before-upgrade"))


@pytest.mark.parametrize("kind", DATABASES)
def test_two_processes_upgrade_at_once(kind: str, tmp_path: Path) -> None:
    """Workers that start together migrate once."""
    with fresh(kind, tmp_path) as url:
        archives = [Archive(url) for _ in range(4)]
        with ThreadPoolExecutor(len(archives)) as threads:
            list(threads.map(upgrade, archives))
        assert [revision(archive) for archive in archives] == [HEAD] * 4
        for archive in archives:
            archive.close()


def test_an_embedded_database_upgrades_itself_and_keeps_a_copy(file: Archive) -> None:
    """A start with an older file brings it up to date, with the file as it was beside it."""
    upgrade(file)
    with file.begin() as connection:
        _meet(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(CommandError, match="0000"):  # no migration goes on from there: it fails
        ensure(file)

    (copy,) = Path(str(file.url.database)).parent.glob("*.before-upgrade")
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [("0000",)]
        assert kept.execute("SELECT chat_id FROM contact").fetchall() == [(7_000_000_001,)]
    assert revision(file) == "0000"


def test_an_embedded_database_is_made_where_there_is_none(file: Archive) -> None:
    """The first start makes the tables and needs no copy."""
    ensure(file)
    assert revision(file) == HEAD
    assert not list(Path(str(file.url.database)).parent.glob("*.before-upgrade"))


def test_a_database_of_a_newer_version_is_left_alone(bare: Archive) -> None:
    """A version never works with a schema that a later one has made."""
    upgrade(bare)
    with bare.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaError, match="9999, newer than"):
        ensure(bare)


def test_the_schema_of_the_next_version_serves_this_one(bare: Archive) -> None:
    """While workers are replaced one by one, those of this version work on, and migrate nothing."""
    upgrade(bare)
    following = f"{int(HEAD) + 1:04}"
    with bare.begin() as connection:
        connection.execute(
            text("UPDATE alembic_version SET version_num = :one"), {"one": following}
        )
    ensure(bare)
    assert revision(bare) == following
    with bare.begin() as connection:
        _meet(connection)


@pytest.mark.parametrize("kind", [POSTGRESQL])
def test_postgresql_is_migrated_by_its_operator_alone(kind: str, tmp_path: Path) -> None:
    """A worker that finds no schema touches nothing and says which command makes it."""
    with fresh(kind, tmp_path) as url:
        archive = Archive(url)
        with pytest.raises(SchemaError, match="run `saualnama database upgrade`"):
            ensure(archive)
        with archive.read() as connection:
            assert inspect(connection).get_table_names() == []
        upgrade(archive)
        ensure(archive)
        archive.close()


def test_a_table_can_be_made_anew_without_losing_what_refers_to_it(bare: Archive) -> None:
    """A migration that rebuilds `respondent` keeps contacts: SQLite would cascade the drop."""
    upgrade(bare)
    with bare.begin() as connection:
        _meet(connection)
    with changing(bare) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("respondent", recreate="auto") as table:
            table.alter_column("place", nullable=True)
    with bare.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(Contact)) == 1
        if bare.embedded:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        connection.execute(update(Respondent).values(place=None))


def _botch(connection: Connection) -> None:
    connection.execute(text("DROP TABLE question"))
    raise RuntimeError("power cut")


def test_a_migration_that_fails_changes_nothing(bare: Archive) -> None:
    """Half a migration is never left behind."""
    upgrade(bare)
    with pytest.raises(RuntimeError, match="power cut"), changing(bare) as connection:
        _botch(connection)
    with bare.read() as connection:
        assert inspect(connection).has_table("question")


def test_a_migration_that_orphans_rows_is_undone(file: Archive) -> None:
    """What SQLite does not check while tables are made anew is checked before the commit."""
    upgrade(file)
    with file.begin() as connection:
        _meet(connection)
    with pytest.raises(SchemaError, match="1 rows without owner"), changing(file) as connection:
        connection.execute(text("DELETE FROM respondent"))
    with file.read() as connection:
        assert connection.scalar(select(func.count()).select_from(Respondent)) == 1


@pytest.mark.parametrize("kind", [POSTGRESQL])
def test_a_busy_table_does_not_stall_everybody(kind: str, tmp_path: Path) -> None:
    """A migration that waits for a table gives up after seconds: all taps queue behind it."""
    with migrated(kind, tmp_path) as archive, changing(archive) as connection:
        assert connection.scalar(text("SHOW lock_timeout")) == "10s"


def test_the_view_has_a_number_for_every_item(bare: Archive) -> None:
    """The positions that the view of answers cuts at reach beyond the longest instrument."""
    upgrade(bare)
    with bare.read() as connection:
        numbers = list(connection.scalars(select(Position.number).order_by(Position.number)))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= len(load().items)
