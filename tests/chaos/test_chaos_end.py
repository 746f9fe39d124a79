"""The end under load, the memory of a long run, and what all of it says."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic

import pytest

from bot.emulator import Fault
from tests.chaos.crowd import Manners, differences, online, people, walk
from tests.chaos.machine import (
    HOOK_SECRET,
    KEY,
    LONG,
    TOKEN,
    Database,
    PostgreSQL,
    SQLite,
    bots,
    until,
)

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(7200 if LONG else 120)]

END_SECONDS = 10
ENDS = 20 if LONG else 1
TAPS = 300_000 if LONG else 3_000
GROWTH = 0.05 if LONG else 0.20  # a short run still fills the caches of a young process


@pytest.fixture(
    name="database", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def _database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    database: Database = PostgreSQL() if request.param == "postgresql" else SQLite(tmp_path)
    yield database
    database.close()


async def test_sigterm_under_load(tmp_path: Path, database: Database) -> None:
    """SIGTERM ends a busy bot within ten seconds with status 0, and nobody notices."""
    workers = 2 if isinstance(database, PostgreSQL) else 0
    async with (
        online() as telegram,
        bots(tmp_path, database, telegram.address, workers=workers) as (crew, _),
    ):
        crowd = people(telegram, 30, 21, manners=Manners(think=(0.0, 0.1)))
        over = asyncio.Event()
        walking = asyncio.create_task(walk(crowd, lambda: not over.is_set()))
        try:
            for number in range(ENDS * len(crew)):
                await asyncio.sleep(1.5)
                bot = crew[number % len(crew)]
                before = monotonic()
                status = await bot.end(signal.SIGTERM)
                assert (status, monotonic() - before < END_SECONDS) == (0, True), bot.said[-2000:]
                await bot.start()
                await bot.hear()
            over.set()
            await walking
        finally:
            walking.cancel()
            await asyncio.gather(walking, return_exceptions=True)
        await until(lambda: not len(telegram.mailbox))
        assert differences(database, telegram, crowd) == []


async def test_sigterm_while_telegram_hangs(tmp_path: Path) -> None:
    """SIGTERM is not held up by calls that get no answer."""
    async with (
        online() as telegram,
        bots(tmp_path, SQLite(tmp_path), telegram.address) as (crew, _),
    ):
        crowd = people(telegram, 10, 22)
        for one in crowd:
            telegram.say(one.person, "/start")
        hanging = asyncio.Event()

        def hang(method: str, _: Mapping[str, object]) -> Fault | None:
            if method == "sendMessage":
                hanging.set()
                return Fault(hang=30.0)
            return None

        telegram.faults = hang
        async with asyncio.timeout(20):
            for one in crowd:
                telegram.say(one.person, "/help")
            await hanging.wait()
        before = monotonic()
        os.kill(crew[0].pid, signal.SIGTERM)
        assert await crew[0].end(signal.SIGTERM) == 0  # said twice, it means the same
        assert monotonic() - before < END_SECONDS


async def test_memory_is_flat(tmp_path: Path) -> None:
    """In the second half of a long run the resident memory does not grow."""
    async with (
        online() as telegram,
        bots(tmp_path, SQLite(tmp_path), telegram.address) as (crew, _),
    ):
        crowd = people(telegram, 50, 23, manners=Manners(think=(0.0, 0.0), double=0.0))
        sizes: list[tuple[int, int]] = []

        def more() -> bool:
            return sum(one.taps for one in crowd) < TAPS

        walking = asyncio.create_task(walk(crowd, more))
        while not walking.done():
            sizes.append((sum(one.taps for one in crowd), _resident(crew[0].pid)))
            del telegram.updates[:-1000]
            await asyncio.wait({walking}, timeout=0.25)
        await walking
        taps = sizes[-1][0]
        assert taps >= TAPS
        middle = next(size for count, size in sizes if count >= taps / 2)
        assert sizes[-1][1] < middle * (1 + GROWTH), sizes[:: max(1, len(sizes) // 40)]


def _resident(pid: int) -> int:
    """Resident memory, kB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


async def test_no_secret_in_a_bad_days_output(tmp_path: Path) -> None:
    """Wrong tokens, refused calls, lost databases, tracebacks: nothing of it tells a secret.

    Every other test of this suite reads its own output in the same way (`machine.discreet`).
    """
    database = SQLite(tmp_path)
    async with online() as telegram, bots(tmp_path, database, telegram.address) as (crew, _):
        bot = crew[0]
        await walk(people(telegram, 5, 24, manners=Manners(think=(0.0, 0.02))))
        texts = (
            "Not Found: " + f"{TOKEN} {KEY} {HOOK_SECRET}",
            f"cannot reach /bot{TOKEN}/getUpdates",
        )
        calls = 0

        def echo(_: str, __: Mapping[str, object]) -> Fault | None:
            nonlocal calls
            calls += 1
            return Fault((400, 403, 500, 409)[calls % 4], texts[calls % 2])

        telegram.faults = echo
        crowd = people(telegram, 5, 25)
        for one in crowd:
            telegram.say(one.person, "/start")
        await bot.hear("no updates for")
        telegram.faults = None
        await until(lambda: not len(telegram.mailbox))
        telegram.faults = echo
        for one in crowd:
            telegram.say(one.person, texts[0])
        database.run("ALTER TABLE respondent RENAME TO gone")
        telegram.faults = None
        await bot.hear("Traceback")
        for code in (401, 404, 500):
            await bot.end()
            telegram.faults = lambda *_, code=code: Fault(code, texts[0])
            await bot.start()
            await bot.ended()
        assert "<secret>" in bot.output.decode()
