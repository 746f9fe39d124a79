"""`python -m benchmarks.workers URL`: one webhook worker against two, on one PostgreSQL.

Twice the workers have twice the people: what a commit costs is shared by whoever taps meanwhile,
and half the people a worker would share it by half. CPU counts the workers and the database's own
processes. With `--share` each worker may use so much of a core: two of them, the database and the
crowd must fit into the machine, or the crowd is what is measured.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
from collections.abc import Sequence
from typing import Final

import psycopg
import uvloop
from sqlalchemy import URL, make_url

from benchmarks.balancer import Balancer
from benchmarks.bots import free_ports, listening
from benchmarks.cores import allowed, used
from benchmarks.crowd import Crowd
from bot.emulator import Emulator

NAME: Final = "saualnama_workers"
START_SECONDS: Final = 30.0
WARM_SECONDS: Final = 2.0


def made(server: URL) -> URL:
    """A fresh database beside the server's own."""
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
    return server.set(database=NAME)


def backends(server: URL) -> list[int]:
    """The processes of the database's connections."""
    query = "SELECT pid FROM pg_stat_activity WHERE datname = %s"
    with psycopg.connect(_plain(server)) as connection:
        return [row[0] for row in connection.execute(query, (NAME,))]


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


async def measure(server: URL, workers: int, options: argparse.Namespace) -> tuple[float, float]:
    """Milliseconds of CPU a tap, database included, and taps a second."""
    database = made(server)
    emulator = Emulator(record_calls=False)
    await emulator.start()
    ports = free_ports(workers)
    async with Balancer(ports).listening() as port:
        told = {name: v for name, v in os.environ.items() if not name.startswith("SAUALNAMA_")} | {
            "SAUALNAMA_TELEGRAM_TOKEN": emulator.token,
            "SAUALNAMA_TELEGRAM_API_URL": emulator.address,
            "SAUALNAMA_DATABASE_URL": database.render_as_string(hide_password=False),
            "SAUALNAMA_SECRET_KEY": "a key for a benchmark, and for nothing else",
            "SAUALNAMA_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        }
        for words in (("database", "upgrade"), ("wave", "open", "2026-11", "--no-blocks")):
            await (await _started(words, told)).wait()
        crew = [
            await _started(("run",), {**told, "SAUALNAMA_WEBHOOK_LISTEN": f"127.0.0.1:{own}"})
            for own in ports
        ]
        try:
            async with asyncio.timeout(START_SECONDS):
                for own in ports:
                    await listening(own)
            return await _tapped(emulator, server, [one.pid for one in crew], options)
        finally:
            await emulator.stop()
            for one in crew:
                one.terminate()
            await asyncio.gather(*(one.wait() for one in crew))


async def _started(words: Sequence[str], told: dict[str, str]) -> asyncio.subprocess.Process:
    quiet = asyncio.subprocess.DEVNULL
    command = (sys.executable, "-m", "bot", *words)
    return await asyncio.create_subprocess_exec(*command, env=told, stdout=quiet, stderr=quiet)


async def _tapped(
    emulator: Emulator, server: URL, pids: list[int], options: argparse.Namespace
) -> tuple[float, float]:
    clock = asyncio.get_running_loop().time
    crowd = Crowd(emulator, options.people * len(pids))
    crowd.begin()
    with allowed(pids, options.share):
        await crowd.last(WARM_SECONDS)
        counted = [*pids, *backends(server)]
        crowd.count()
        before, begun = used(counted), clock()
        await crowd.last(options.seconds)
        taps = crowd.counted.taps
        return 1000 * (used(counted) - before) / taps, taps / (clock() - begun)


def main() -> None:
    """Read the command line, measure in turn, print ratios."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workers", description=__doc__)
    parser.add_argument("url", help="a PostgreSQL on which a database may be made and dropped")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=6.0, help="of each measurement")
    parser.add_argument("--people", type=int, default=64, help="for each worker")
    parser.add_argument("--share", type=float, help="of a core that each worker may use")
    options = parser.parse_args()
    server = make_url(options.url)
    one, two = [], []
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        for _ in range(options.repetitions):
            one.append(runner.run(measure(server, 1, options)))
            two.append(runner.run(measure(server, 2, options)))
    for name, found in (("one worker", one), ("two workers", two)):
        costs, rates = zip(*found, strict=True)
        print(f"{name}: {statistics.median(costs):.3f} ms a tap, {statistics.median(rates):.0f}/s")
    for name, place in (("CPU a tap", 0), ("taps a second", 1)):
        ratios = [b[place] / a[place] for a, b in zip(one, two, strict=True)]
        middle = statistics.median(ratios)
        print(f"two / one, {name}: {middle:.2f} ({min(ratios):.2f} – {max(ratios):.2f})")


if __name__ == "__main__":
    main()
