from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.delivery import polling
from bot.emulator import Emulator
from storage.archive import Archive
from tests import botapi
from tests.databases import DATABASES, migrated
from tests.mailroom import Mailroom
from tests.town import Town

# A busy machine is no fault of the code: time is measured in benchmarks/, not in tests.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

# Tests load much, and to look through all of it for garbage takes long: seldom is enough.
gc.set_threshold(10_000)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own settings are not those of a test."""
    for name in os.environ:
        if name.startswith("SAUALNAMA_") and not name.startswith("SAUALNAMA_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _nobody_waits_for_company(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who taps alone would wait at every tap for others to come."""
    monkeypatch.setattr(polling, "PACE_SECONDS", 0.0)


@pytest.fixture(autouse=True)
def _requests_as_published(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever any test's Telegram has accepted is what the published Bot API takes."""
    emulators: list[Emulator] = []
    start = Emulator.start

    async def started(self: Emulator, port: int = 0, host: str = "127.0.0.1") -> str:
        emulators.append(self)
        return await start(self, port, host)

    monkeypatch.setattr(Emulator, "start", started)
    yield
    if botapi.described() is None:
        return  # tests/test_requests.py says so by name
    calls = [call for emulator in emulators for call in emulator.calls if call.error is None]
    assert [fault for call in calls for fault in botapi.faults(call)] == []


@pytest.fixture(name="town")
async def _town(tmp_path: Path) -> AsyncIterator[Town]:
    """A Telegram, a database and the bot at work."""
    async with Town(tmp_path) as town:
        await town.start()
        yield town


@pytest.fixture(name="room", params=DATABASES)
def _room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Mailroom]:
    """A worker with an open wave."""
    with migrated(request.param, tmp_path) as archive:
        room = Mailroom(archive)
        room.open()
        yield room


@pytest.fixture(name="second")
async def _second(room: Mailroom) -> AsyncIterator[Mailroom]:
    """Another worker at the same database."""
    archive = Archive(room.archive.url)
    yield Mailroom(archive)
    await asyncio.to_thread(archive.close)
