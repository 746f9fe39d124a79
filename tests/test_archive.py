"""The archive keeps what it took, takes it in order, and tells passing trouble from the rest."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    InvalidRequestError,
    OperationalError,
    SQLAlchemyError,
)

from storage import marks
from storage.archive import Archive, DatabaseURLError, parse_url, passing
from storage.copying import CopyError, copy
from storage.locks import Lock
from storage.models import Mark
from storage.people import open_wave
from tests.databases import DATABASES, POSTGRESQL, migrated
from tests.mailroom import Mailroom


@pytest.fixture(name="archive", params=DATABASES)
def _archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    with migrated(request.param, tmp_path) as archive:
        yield archive


@pytest.fixture(name="other")
async def _other(archive: Archive) -> AsyncIterator[Archive]:
    """The same database, opened by another process."""
    other = Archive(archive.url)
    yield other
    await asyncio.to_thread(other.close)


# Addresses


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///a.sqlite3",
        "sqlite:////srv/a.sqlite3",
        "postgresql://u@h/d",
        "postgresql+psycopg://u@h/d",
    ],
)
def test_two_kinds_of_database_are_taken(url: str) -> None:
    """A file, or PostgreSQL through the driver that is tested."""
    assert parse_url(url).render_as_string(hide_password=False) == url


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("saualnama.sqlite3", "write sqlite:///"),
        ("", "write sqlite:///"),
        ("mysql://u@h/d", "mysql is not supported"),
        ("postgresql+psycopg2://u@h/d", "use sqlite:///… or postgresql://…"),
        ("sqlite+aiosqlite:///a", "not supported"),
        ("sqlite://", "need a file"),
        ("sqlite:///:memory:", "need a file"),
    ],
)
def test_any_other_address_is_refused_with_what_to_write(url: str, reason: str) -> None:
    """What would fail later, or would forget, is refused when it is read; no secret is said."""
    with pytest.raises(DatabaseURLError, match=reason):
        parse_url(url)


# Transactions


@pytest.mark.parametrize("archive", ["sqlite"], indirect=True)
def test_what_was_acknowledged_survives_a_power_cut(archive: Archive) -> None:
    """Every connection to a file syncs each commit, checks references and waits its turn."""
    for transaction in (archive.begin, archive.read):
        with transaction() as connection:
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
        assert found == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "busy_timeout": 10000,
        }


async def test_writes_happen_in_the_order_in_which_they_were_asked_for(archive: Archive) -> None:
    """One writer takes one piece of work after the other, each in a transaction of its own."""
    seen: list[int] = []

    def work(number: int) -> Callable[[Connection], int]:
        def write(connection: Connection) -> int:
            marks.write(connection, "last", str(number))
            seen.append(number)
            return number

        return write

    done = await asyncio.gather(*(archive.write(work(number)) for number in range(20)))
    assert done == seen == list(range(20))
    assert await archive.look(lambda c: marks.read(c, "last")) == "19"


async def test_work_that_fails_leaves_nothing(archive: Archive) -> None:
    """An exception undoes all of its transaction and reaches whoever asked; the next one works."""

    def fail(connection: Connection) -> None:
        marks.write(connection, "a", "1")
        raise LookupError

    with pytest.raises(LookupError):
        await archive.write(fail)
    assert await archive.look(lambda c: marks.read(c, "a")) is None
    await archive.write(lambda c: marks.write(c, "a", "2"))
    assert await archive.look(lambda c: marks.read(c, "a")) == "2"


async def test_a_reader_sees_one_moment_and_waits_for_nobody(archive: Archive) -> None:
    """What is committed during a reading is not in it, and a writer at work does not hold it up."""
    await archive.write(lambda c: marks.write(c, "a", "1"))
    with archive.read() as reading:
        assert marks.read(reading, "a") == "1"
        await archive.write(lambda c: marks.write(c, "a", "2"))
        assert marks.read(reading, "a") == "1"
    with archive.begin() as writing:
        marks.write(writing, "a", "3")
        with archive.read() as reading:
            assert marks.read(reading, "a") == "2"


@pytest.mark.parametrize("archive", [POSTGRESQL], indirect=True)
def test_a_reading_cannot_write(archive: Archive) -> None:
    """A mistake in an export or a status cannot change an answer."""
    with pytest.raises(DBAPIError, match="read-only"), archive.read() as connection:
        marks.write(connection, "a", "1")


@pytest.mark.parametrize("archive", [POSTGRESQL], indirect=True)
async def test_workers_that_cross_both_get_through(archive: Archive, other: Archive) -> None:
    """Of two transactions that wait for each other one is run again, and both take effect."""
    rows = [{"name": name, "value": "0"} for name in "ab"]
    await archive.write(lambda c: c.execute(insert(Mark), rows))
    meet = threading.Barrier(2, timeout=30)
    runs: list[str] = []

    def crossing(names: str) -> Callable[[Connection], None]:
        def work(connection: Connection) -> None:
            runs.append(names)
            first = runs.count(names) == 1
            for name in names:
                step = update(Mark).where(Mark.name == name)
                connection.execute(step.values(value=Mark.value + names))
                if first and name == names[0]:
                    meet.wait()

        return work

    await asyncio.gather(archive.write(crossing("ab")), other.write(crossing("ba")))
    assert len(runs) > 2
    values = await archive.look(lambda c: list(c.scalars(select(Mark.value))))
    assert [len(value) for value in values] == [5, 5]


# Trouble


def test_trouble_that_passes_is_told_from_what_stays(archive: Archive) -> None:
    """A database that is away or lacks a table may come round; a value refused stays refused."""
    away = Archive("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(OperationalError) as trouble, away.begin():
        pass
    assert passing(trouble.value)
    away.close()
    with archive.begin() as connection:
        with pytest.raises(SQLAlchemyError) as missing, connection.begin_nested():
            connection.execute(text("SELECT * FROM nothing"))
        assert passing(missing.value)
        marks.write(connection, "a", "1")
        with pytest.raises(IntegrityError) as twice, connection.begin_nested():
            connection.execute(insert(Mark), {"name": "a", "value": "2"})
        assert not passing(twice.value)
    assert not passing(ValueError("half a letter"))
    assert passing(InvalidRequestError("the pool is closed"))


def test_no_error_says_what_people_sent(archive: Archive) -> None:
    """An error's text may reach a log: the values are not in it."""
    with archive.begin() as connection, pytest.raises(SQLAlchemyError) as trouble:
        connection.execute(text("SELECT * FROM nothing WHERE a = :a"), {"a": "a secret"})
    assert "a secret" not in str(trouble.value)


# Locks


async def test_a_lock_is_held_by_one_until_it_is_left(archive: Archive, other: Archive) -> None:
    """Another process is refused at once, and gets it when the holder leaves; names are apart."""
    mine, theirs = Lock(archive, "poller"), Lock(other, "poller")
    assert mine.enter()
    assert mine.held()
    assert not theirs.enter()
    assert not theirs.held()
    apart = Lock(other, "webhook")
    assert apart.enter()
    apart.leave()
    mine.leave()
    assert not mine.held()
    assert theirs.enter()
    theirs.leave()


@pytest.mark.parametrize("archive", [POSTGRESQL], indirect=True)
async def test_a_lost_connection_loses_the_lock(archive: Archive, other: Archive) -> None:
    """Whoever is cut off from the database knows that the lock is another's now."""
    mine, theirs = Lock(archive, "poller"), Lock(other, "poller")
    assert mine.enter()
    with other.engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    assert not mine.held()
    assert theirs.enter()
    assert not mine.enter()
    theirs.leave()
    assert mine.enter()
    mine.leave()


# Moving


@pytest.mark.parametrize("target", DATABASES)
async def test_a_pilot_moves_with_every_row(archive: Archive, tmp_path: Path, target: str) -> None:
    """After a copy both hold the same, people go on where they were, and ids go on counting."""
    room = Mailroom(archive)
    room.open()
    for chat in range(1, 6):
        await room.take(*room.walk(chat))
    await room.take(room.tapped(2, "withdraw"), *room.entry(9), {"update_id": 1, "message": 5})
    with migrated(target, tmp_path) as moved:
        told: list[str] = []
        done = copy(archive, moved, lambda one: told.append(one.table))
        assert told == [one.table for one in done]
        assert {one.table: one.rows for one in done}["response"] == 6

        there = Mailroom(moved)
        assert there.known(9) == room.known(9)
        await there.take(there.tapped(9, "rate:SCRI1:5", number=10_000))
        await there.take(*[{**u, "update_id": u["update_id"] + 50_000} for u in there.walk(77)])
        assert there.known(9).place == "at:SCRI2"
        assert (there.known(77).id or 0) > (there.known(9).id or 0)
        with moved.begin() as connection:
            assert open_wave(connection) is not None
        with pytest.raises(CopyError, match="is not empty"):
            copy(archive, moved, lambda _: None)
