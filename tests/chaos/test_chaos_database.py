"""The database goes away: nothing acknowledged is lost, nothing else is confirmed to Telegram."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import signal
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.chaos.crowd import (
    Manners,
    Someone,
    Telegram,
    differences,
    kept,
    online,
    people,
    promised,
    walk,
)
from tests.chaos.machine import LONG, Balancer, Bot, Database, PostgreSQL, SQLite, bots, until

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(900 if LONG else 120)]

SECONDS = 60.0 if LONG else 2.0  # that the database is away
BUSY_SECONDS = 10.0  # that the bot waits for a locked SQLite by itself
MANNERS = Manners(think=(0.02, 0.12))
PEOPLE = 60 if LONG else 15


@contextlib.asynccontextmanager
async def _answering(
    database: Database, telegram: Telegram, crew: list[Bot]
) -> AsyncIterator[list[Someone]]:
    """People answer while the test breaks the database; afterwards the record is right."""
    crowd = people(telegram, PEOPLE, 11, manners=MANNERS)
    over = asyncio.Event()
    walking = asyncio.create_task(walk(crowd, lambda: not over.is_set()))
    try:
        await until(lambda: all(one.taken for one in crowd))
        yield crowd
        over.set()
        await walking
    finally:
        walking.cancel()
        await asyncio.gather(walking, return_exceptions=True)
    await until(lambda: not len(telegram.mailbox))
    assert differences(database, telegram, crowd) == []
    assert database.rows("SELECT trouble FROM dead_letter") == []
    assert all(bot.running for bot in crew), [bot.said[-1000:] for bot in crew]


def _ledger(database: Database) -> set[int]:
    return {row[0] for row in database.rows("SELECT update_id FROM update_ledger")}


def _confirmed(telegram: Telegram) -> set[int]:
    """What Telegram has forgotten, because it was told that it may."""
    return {update.number for update in telegram.updates} - telegram.mailbox._waiting.keys()


# SQLite, polling


async def test_sqlite_locked_by_another_process(tmp_path: Path) -> None:
    """While another process holds the file nothing is confirmed; then everybody goes on."""
    database = SQLite(tmp_path)
    async with (
        online() as telegram,
        bots(tmp_path, database, telegram.address) as (crew, _),
        _answering(database, telegram, crew) as crowd,
    ):
        with database.busy():
            await asyncio.sleep(0.3)  # what was committed before is confirmed by now
            before = _confirmed(telegram)
            await asyncio.sleep(SECONDS + BUSY_SECONDS)
            assert _confirmed(telegram) == before
            assert len(telegram.mailbox)
        assert before <= _ledger(database)
        assert kept(database, promised(crowd)) == []


async def test_sqlite_on_a_full_disk(tmp_path: Path) -> None:
    """While the files cannot grow nothing is confirmed; when they can, everybody goes on."""
    database = SQLite(tmp_path)
    async with online() as telegram, bots(tmp_path, database, telegram.address) as (crew, _):
        async with _answering(database, telegram, crew) as crowd:
            _, hard = resource.prlimit(crew[0].pid, resource.RLIMIT_FSIZE, (4096, -1))
            await asyncio.sleep(0.5)
            before = _confirmed(telegram)
            await asyncio.sleep(SECONDS)
            stuck = _confirmed(telegram)
            resource.prlimit(crew[0].pid, resource.RLIMIT_FSIZE, (hard, hard))
            assert stuck == before
            assert stuck <= _ledger(database)
            assert kept(database, promised(crowd)) == []
        assert "no updates for" in crew[0].said


# PostgreSQL, two workers behind a balancer


@pytest.fixture(name="postgresql")
def _postgresql() -> Iterator[PostgreSQL]:
    database = PostgreSQL()
    yield database
    database.close()


@pytest.mark.postgresql
@pytest.mark.parametrize("way", ["cut", "locked", "exhausted", "disk full", "slow", "deadlock"])
async def test_postgresql_goes_away(tmp_path: Path, postgresql: PostgreSQL, way: str) -> None:
    """Away, locked, out of connections, full, slow, or crossing others' locks: nothing is lost."""
    async with (
        online() as telegram,
        bots(tmp_path, postgresql, telegram.address, workers=2) as (crew, balancer),
    ):
        async with _answering(postgresql, telegram, crew) as crowd:
            balancer.statuses.clear()
            loop = asyncio.get_running_loop()
            until = loop.time() + SECONDS
            if way == "cut":
                while loop.time() < until:
                    await asyncio.to_thread(postgresql.cut)
                    await asyncio.sleep(0.1)
            elif way == "locked":
                await _held(postgresql, telegram, SECONDS)
            elif way in AILMENTS:
                await _ailing(postgresql, telegram, way)
            elif way == "deadlock":
                await asyncio.to_thread(_crossing, postgresql, SECONDS)
            else:
                postgresql.admin(f"ALTER ROLE {postgresql.name} CONNECTION LIMIT 0")
                postgresql.cut()
                await asyncio.sleep(0.3)
                before = _confirmed(telegram)
                await asyncio.sleep(SECONDS)
                assert _confirmed(telegram) == before
                postgresql.admin(f"ALTER ROLE {postgresql.name} CONNECTION LIMIT -1")
            assert _confirmed(telegram) <= _ledger(postgresql)
            assert kept(postgresql, promised(crowd)) == []
        _answered(balancer, way)


# What the server does with every update that is entered, in its own words.
AILMENTS = {
    "slow": "PERFORM pg_sleep(0.4)",
    "disk full": "RAISE EXCEPTION 'could not extend file: No space left' USING ERRCODE = '53100'",
}


async def _ailing(postgresql: PostgreSQL, telegram: Telegram, way: str) -> None:
    """The server is slow or full for a while."""
    postgresql.run(
        "CREATE FUNCTION ail() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {AILMENTS[way]}; RETURN NULL; END $$"
    )
    postgresql.run("CREATE TRIGGER ail BEFORE INSERT ON update_ledger EXECUTE FUNCTION ail()")
    await asyncio.sleep(0.6)
    before = _confirmed(telegram)
    await asyncio.sleep(SECONDS)
    if way == "disk full":
        assert _confirmed(telegram) == before
    else:
        assert _confirmed(telegram) > before
    postgresql.run("DROP FUNCTION ail CASCADE")


def _crossing(postgresql: PostgreSQL, seconds: float) -> None:
    """Take the workers' rows in the other order, until somebody has to give way."""
    deadlocks = f"SELECT deadlocks FROM pg_stat_database WHERE datname = '{postgresql.name}'"
    until = time.monotonic() + seconds
    while time.monotonic() < until or not postgresql.rows(deadlocks)[0][0]:
        assert time.monotonic() < until + 60, "the locks never crossed"
        with (
            contextlib.suppress(psycopg.errors.DeadlockDetected),
            postgresql.connect() as connection,
            connection.transaction(force_rollback=True),
        ):
            connection.execute("SET LOCAL deadlock_timeout = '3s'")  # the worker notices first
            connection.execute("SELECT 1 FROM response FOR UPDATE")
            time.sleep(0.3)
            connection.execute("SELECT 1 FROM respondent FOR UPDATE")


async def _held(postgresql: PostgreSQL, telegram: Telegram, seconds: float) -> None:
    with postgresql.busy():
        await asyncio.sleep(0.3)
        before = _confirmed(telegram)
        await asyncio.sleep(seconds)
        assert _confirmed(telegram) == before


def _answered(balancer: Balancer, way: str) -> None:
    assert set(balancer.statuses) <= {200, 503}, balancer.statuses
    if way not in {"locked", "slow", "deadlock"}:
        assert balancer.statuses.get(503), balancer.statuses
        assert all(after.isdecimal() for after in balancer.retry_after)


@pytest.mark.postgresql
async def test_a_poller_on_postgresql_lives_through_an_outage(
    tmp_path: Path, postgresql: PostgreSQL
) -> None:
    """A poller whose lock and connections are cut takes the lock again when it can."""
    async with (
        online() as telegram,
        bots(tmp_path, postgresql, telegram.address) as (crew, _),
        _answering(postgresql, telegram, crew),
    ):
        postgresql.admin(f"ALTER ROLE {postgresql.name} CONNECTION LIMIT 0")
        postgresql.cut()
        await asyncio.sleep(SECONDS)
        postgresql.admin(f"ALTER ROLE {postgresql.name} CONNECTION LIMIT -1")


@pytest.mark.postgresql
async def test_sigterm_while_the_database_does_not_answer(
    tmp_path: Path, postgresql: PostgreSQL
) -> None:
    """A worker that waits for a locked table still ends within ten seconds."""
    async with (
        online() as telegram,
        bots(tmp_path, postgresql, telegram.address, workers=2) as (crew, _),
        _answering(postgresql, telegram, crew),
    ):
        with postgresql.busy():
            await asyncio.sleep(1.0)
            assert await crew[0].end(signal.SIGTERM, 10) == 0
        await crew[0].start()
