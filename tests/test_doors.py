"""The ways in: what a worker says of Telegram's troubles, and when it ends over them."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.app import Saualnama
from bot.delivery import doors, polling
from bot.delivery.doors import Doors
from bot.emulator import Emulator, Fault
from bot.opening import open_archive
from bot.outgoing.connection import StartError
from bot.settings import Settings, load
from tests.town import TEXTS, Town

SECRET = "what-only-telegram-and-we-know"
KEY = "a secret that nobody may read"


def _settings(emulator: Emulator, folder: Path) -> Settings:
    return load(
        {
            "telegram_token": emulator.token,
            "telegram_api_url": emulator.address,
            "database_url": f"sqlite:///{folder / 'saualnama.sqlite3'}",
            "secret_key": KEY,
            "webhook_url": "https://saualnama.example/telegram",
            "webhook_secret": SECRET,
        }
    )


@pytest.mark.parametrize("method", ["getMe", "getWebhookInfo", "setWebhook"])
async def test_a_server_that_echoes_secrets_gets_none_of_them_told(
    tmp_path: Path, method: str
) -> None:
    """Why a start fails is said in our words: a server's may repeat what it was told."""
    emulator = Emulator()
    await emulator.start()
    echo = Fault(400, f"Bad Request: {emulator.token} {KEY} {SECRET}")

    def faults(called: str, _: Mapping[str, object]) -> Fault | None:
        return echo if called == method else None

    emulator.faults = faults
    settings = _settings(emulator, tmp_path)
    archive = open_archive(settings)
    worker = Saualnama(settings, archive, TEXTS)
    try:
        # The record says that the webhook is set: then Telegram is asked about it.
        if method == "getWebhookInfo":
            emulator.faults = None
            await worker.doors.hang()
            emulator.faults = faults
        with pytest.raises(StartError, match="SAUALNAMA_") as raised:
            await worker.run(asyncio.Event())
    finally:
        await worker.bot.shutdown()
        archive.close()
        await emulator.stop()
    assert [one for one in (emulator.token, KEY, SECRET) if one in str(raised.value)] == []


async def test_a_refused_token_makes_a_worker_unready_and_then_ends_it(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A balancer hears of it at once; after minutes the worker ends, and says what to do."""
    monkeypatch.setattr(polling, "BACKOFF", (0.01,))
    monkeypatch.setattr(doors, "LOCK_SECONDS", 0.05)
    town._expected.add("Unauthorized")
    phone = town.phone()
    await phone.say("/start")
    worker, running = town.worker, town._running
    assert worker is not None
    assert running is not None
    assert await worker.doors.ready() is None
    refused = asyncio.Event()

    def faults(method: str, _: Mapping[str, object]) -> Fault | None:
        if method != "getUpdates":
            return None
        refused.set()
        return Fault(401, "Unauthorized")

    town.emulator.faults = faults
    town.emulator.say(phone.person, "/help")  # ends the poll that is under way
    await refused.wait()
    async with asyncio.timeout(10):
        while await worker.doors.ready() != polling.UNKNOWN:  # noqa: ASYNC110 - it is asked for
            await asyncio.sleep(0)
    assert not running.done()
    monkeypatch.setattr(polling, "REVOKED_SECONDS", 0.0)
    with pytest.raises(StartError, match="revoked"):
        await asyncio.wait_for(running, 10)
    town._running = None
    town.emulator.faults = None


async def test_a_wrong_token_ends_the_command_with_one_line(tmp_path: Path) -> None:
    """Status 2, for a supervisor to see, and what to do; the token is not repeated."""
    emulator = Emulator()
    await emulator.start()
    emulator.faults = lambda *_: Fault(401, "Unauthorized")
    told = {name: value for name, value in os.environ.items() if not name.startswith("SAUALNAMA_")}
    told |= {
        "SAUALNAMA_TELEGRAM_TOKEN": emulator.token,
        "SAUALNAMA_TELEGRAM_API_URL": emulator.address,
        "SAUALNAMA_DATABASE_URL": f"sqlite:///{tmp_path / 'saualnama.sqlite3'}",
    }
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"), env=told, stderr=asyncio.subprocess.PIPE
        )
        _, words = await asyncio.wait_for(process.communicate(), 30)
    finally:
        await emulator.stop()
    (line,) = words.decode().splitlines()
    assert process.returncode == 2
    assert line.startswith("saualnama: SAUALNAMA_TELEGRAM_TOKEN: ")
    assert emulator.token not in line


async def test_a_worker_that_is_about_to_end_is_not_ready(town: Town) -> None:
    """A balancer sends nothing more to it, while calls under way are still answered."""
    await town.phone().say("/start")
    assert town.worker is not None
    ways: Doors = town.worker.doors
    assert await ways.ready() is None
    await town.stop()
    assert await ways.ready() == "stopping"
