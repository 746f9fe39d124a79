"""kill -9 at random moments: what a person saw as taken is stored, each update counts once."""

from __future__ import annotations

import asyncio
import contextlib
import random
from pathlib import Path

import aiohttp
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
from tests.chaos.machine import (
    LONG,
    Balancer,
    Bot,
    Database,
    PostgreSQL,
    SQLite,
    bots,
    until,
)

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(3600 if LONG else 120)]

PEOPLE = 100 if LONG else 20
KILLS = 110 if LONG else 10  # on each of the two databases
EARLY = 0.2  # of the kills hit a bot that has not yet begun
PAUSE = (0.1, 1.0)  # seconds that a bot lives
MOMENT = 0.05  # seconds after an update came in: about as long as it is under way
THINK = (0.2, 1.4) if LONG else (0.1, 0.5)


async def test_killed_while_polling_on_sqlite(tmp_path: Path) -> None:
    """One poller on SQLite, killed again and again: nothing taken is lost, nothing counts twice."""
    database = SQLite(tmp_path)
    async with online() as telegram, bots(tmp_path, database, telegram.address) as (crew, _):
        crowd = people(telegram, PEOPLE, 1, manners=Manners(think=THINK))
        await _under_fire(database, telegram, crowd, crew)
        await _settled(database, telegram, crowd, crew)


@pytest.mark.postgresql
async def test_killed_with_two_workers_on_postgresql(tmp_path: Path) -> None:
    """Two workers, killed in turn and together, with updates delivered twice and at once."""
    database = PostgreSQL()
    try:
        async with (
            online() as telegram,
            bots(tmp_path, database, telegram.address, workers=2) as (crew, balancer),
        ):
            crowd = people(telegram, PEOPLE, 2, manners=Manners(think=THINK))
            replaying = asyncio.create_task(_replay(telegram, balancer))
            try:
                await _under_fire(database, telegram, crowd, crew)
            finally:
                replaying.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await replaying
            await _settled(database, telegram, crowd, crew)
            _no_deadlock(database)
    finally:
        database.close()


async def _under_fire(
    database: Database, telegram: Telegram, crowd: list[Someone], crew: list[Bot]
) -> None:
    """Everybody answers while workers die; at each death the record is held to the screens."""
    dice = random.Random(KILLS)
    ended = asyncio.Event()
    walking = asyncio.create_task(walk(crowd, lambda: not ended.is_set()))
    try:
        for _ in range(KILLS):
            if dice.random() > EARLY:
                await asyncio.gather(*(bot.hear() for bot in crew))
            await asyncio.sleep(dice.uniform(*PAUSE))
            victims = crew if dice.random() < 0.2 else [dice.choice(crew)]
            # Half of them die with something in hand: what came in waits for the database.
            held = database.busy() if dice.random() < 0.5 else contextlib.nullcontext()
            with held:
                telegram.news.clear()
                await telegram.news.wait()
                await asyncio.sleep(dice.uniform(0, MOMENT))
                for bot in victims:
                    assert bot.running, bot.said
                    await bot.end()
            seen = promised(crowd)
            assert kept(database, seen) == []
            for bot in victims:
                await bot.start()
        ended.set()
        await walking
    finally:
        walking.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await walking
    assert all(one.finished for one in crowd)


async def _settled(
    database: Database, telegram: Telegram, crowd: list[Someone], crew: list[Bot]
) -> None:
    """After the last recount: the record is what the walk makes of the updates, tallies agree."""
    await until(
        lambda: (
            not len(telegram.mailbox) and not database.rows("SELECT 1 FROM response WHERE changed")
        )
    )
    assert differences(database, telegram, crowd) == []
    assert database.rows("SELECT update_id, trouble FROM dead_letter") == []
    ledger = {row[0] for row in database.rows("SELECT update_id FROM update_ledger")}
    assert ledger == {update.number for update in telegram.updates}
    status, said = await crew[0].once("tally", "verify")
    assert status == 0, said


async def _replay(telegram: Telegram, balancer: Balancer) -> None:
    """Deliver again, by hand and to several workers at once, what is or may be delivered now."""
    dice = random.Random(3)
    while True:
        await asyncio.sleep(0.03)
        recent = telegram.updates[-100:]
        if not recent:
            continue
        update = dice.choice(recent)
        if update.number not in telegram.waiting(update.lane)[:1] and update.number in {
            *telegram.waiting(update.lane)
        }:
            continue  # Telegram keeps the order of a lane, and so do we
        posts = [balancer.post(worker, update.raw) for worker in balancer.workers]
        for outcome in await asyncio.gather(*posts, return_exceptions=True):
            if isinstance(outcome, BaseException):
                assert isinstance(outcome, aiohttp.ClientError | TimeoutError), outcome
            else:
                assert outcome[0] in {200, 503}, outcome


def _no_deadlock(database: PostgreSQL) -> None:
    """Workers wait for each other, but never in a circle."""
    query = f"SELECT deadlocks FROM pg_stat_database WHERE datname = '{database.name}'"
    assert database.rows(query) == [(0,)]
