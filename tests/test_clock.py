"""The clock's ticks come, whatever keeps the loop from them."""

from __future__ import annotations

import asyncio
import time
from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram.ext import ApplicationBuilder, JobQueue

from bot.timing import clock
from bot.timing.clock import Clock

PATIENCE = 20


async def test_a_tick_that_is_late_is_still_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop that was busy at the moment of a tick does not skip it until the next."""
    monkeypatch.setattr(clock, "TICK_SECONDS", 3600)
    ticked = asyncio.Event()

    async def tick(_: object) -> None:
        ticked.set()

    async def other(_: object) -> None:
        pass

    jobs: JobQueue[Any] = JobQueue()
    # Kept: the queue holds it by a weak reference.
    application = ApplicationBuilder().token("1:x").updater(None).job_queue(jobs).build()
    assert application.job_queue is jobs
    await jobs.start()
    try:
        driven = SimpleNamespace(tick=tick, fetch=other, tidy=other)
        Clock.drive(cast("Clock", driven), jobs)
        time.sleep(2.5)  # noqa: ASYNC251 - it is blocked for longer than a scheduler forgives
        async with asyncio.timeout(PATIENCE):
            await ticked.wait()
    finally:
        await jobs.stop(wait=False)
