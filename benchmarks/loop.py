"""`python -m benchmarks.loop`: how our bot starts, and what holds up its event loop.

A loop that is held up answers nobody. Beside the longest delay stands how much of it the process
itself was computing: what remains is the machine's other work.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

import uvloop

from benchmarks.bots import Contender, Running, contenders, running
from bot.demo.respondents import Hand, answer_all
from bot.emulator import Emulator, Person
from bot.texts import Texts

STARTS: Final = 5
PEOPLE: Final = 53
BEAT_SECONDS: Final = 0.002
QUIET_SECONDS: Final = 6.0  # the clock ticks once in it
WATCHED: Final = ("-m", "benchmarks.loop", "--watched")


# In the bot's process


async def _watched(beats: Path) -> None:
    """Work as `saualnama run` does; at SIGUSR1 write the longest delay since the last one."""
    from bot.app import work
    from bot.settings import load

    longest = [(0.0, 0.0)]

    def tell() -> None:
        beats.with_suffix(".new").write_text(json.dumps(longest[0]), encoding="ascii")
        beats.with_suffix(".new").rename(beats)
        longest[0] = (0.0, 0.0)

    async def beat() -> None:
        before, used = time.perf_counter(), time.process_time()
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            now, cpu = time.perf_counter(), time.process_time()
            longest[0] = max(longest[0], (now - before - BEAT_SECONDS, cpu - used))
            before, used = now, cpu

    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, tell)
    beating = asyncio.create_task(beat())
    try:
        await work(load())
    finally:
        beating.cancel()


# Outside of it


async def _starts(who: Contender) -> tuple[float, float]:
    """Seconds to the first getUpdates, and megabytes then: medians."""
    found: list[tuple[float, float]] = []
    for _ in range(STARTS):
        emulator = Emulator(record_calls=False)
        await emulator.start()
        try:
            with tempfile.TemporaryDirectory() as folder:
                async with running(who, emulator, Path(folder)) as bot:
                    found.append((bot.start_seconds, bot.resident()))
        finally:
            await emulator.stop()
    seconds, megabytes = zip(*found, strict=True)
    return statistics.median(seconds), statistics.median(megabytes)


async def _longest(bot: Running, beats: Path) -> tuple[float, float]:
    """The longest delay since the last call, and the CPU that the process used in it, ms."""
    os.kill(bot.pid, signal.SIGUSR1)
    delay, cpu = await asyncio.to_thread(_read, beats)
    return delay * 1000, min(delay, cpu) * 1000


def _read(beats: Path) -> tuple[float, float]:
    while not beats.exists():
        time.sleep(0.01)
    delay, cpu = json.loads(beats.read_text(encoding="ascii"))
    beats.unlink()
    return delay, cpu


async def _delays(folder: Path) -> dict[str, tuple[float, float]]:
    """The longest delay under each kind of work."""
    texts, emulator = Texts().checked(), Emulator(record_calls=False)
    await emulator.start()
    boss = emulator.person("Координатор", "kk")
    channel = emulator.channel("Saualnama")
    beats = folder / "beats"
    who = Contender(
        "watched",
        (
            *("env", f"SAUALNAMA_CHANNEL_ID={channel}", f"SAUALNAMA_COORDINATOR_IDS={boss.id}"),
            *(sys.executable, *WATCHED, str(beats)),
        ),
    )
    found = {}
    try:
        async with running(who, emulator, folder) as bot:
            for name, work in _works(emulator, texts, boss):
                await work()
                found[name] = await _longest(bot, beats)
    finally:
        await emulator.stop()
    return found


def _works(
    emulator: Emulator, texts: Texts, boss: Person
) -> list[tuple[str, Callable[[], Awaitable[object]]]]:
    hand, say = Hand(emulator, boss), texts.speaking(texts.languages[0])

    async def ask(command: str, answer: str) -> None:
        async with asyncio.timeout(120):
            await hand.say(command)
            await hand.hear(answer)

    return [
        ("the start", lambda: asyncio.sleep(1)),
        ("nothing to do", lambda: asyncio.sleep(QUIET_SECONDS)),
        ("people answering", lambda: answer_all(emulator, texts, PEOPLE)),
        ("the recount", lambda: asyncio.sleep(QUIET_SECONDS)),
        ("a digest", lambda: ask("/digest", say("digest-posted"))),
        ("an export", lambda: ask("/export", say("export-ready", rows=PEOPLE))),
    ]


async def _main() -> None:
    seconds, megabytes = await _starts(contenders(None)[0])
    print(f"start to the first getUpdates: {seconds:.2f} s, {megabytes:.0f} MB resident")
    with tempfile.TemporaryDirectory() as folder:
        found = await _delays(Path(folder))
    print(f"{'longest delay of the loop under':34}{'ms':>8}{'own CPU ms':>12}")
    for name, (delay, cpu) in found.items():
        print(f"{name:34}{delay:8.0f}{cpu:12.0f}")


if __name__ == "__main__":
    if "--watched" in sys.argv:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_watched(Path(sys.argv[-1])))
    else:
        asyncio.run(_main())
