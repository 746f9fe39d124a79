"""`python -m benchmarks.workers URL`: one webhook worker against two, on one PostgreSQL.

Twice the workers have twice the people: what a commit costs is shared by whoever taps meanwhile,
and half the people a worker would share it by half. CPU counts the workers and the database's own
processes. Emulator, crowd and balancer take a core to themselves: on a machine of two, two workers
share the other one, and the rate says little.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import socket
import statistics
import sys
from collections.abc import AsyncIterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Final

import psycopg
import uvloop
from sqlalchemy import URL, make_url

from benchmarks.bots import TICKS
from benchmarks.crowd import Crowd
from bot.emulator import Emulator

NAME: Final = "saualnama_workers"
START_SECONDS: Final = 30.0
WARM_SECONDS: Final = 2.0


class Balancer:
    """Hands each connection to the next worker, and carries bytes both ways."""

    def __init__(self, ports: Sequence[int]) -> None:
        """Nothing listens yet."""
        self._next = cycle(ports)

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator[int]:
        """The port, while it listens."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection("127.0.0.1", next(self._next))
        except OSError:  # the worker has ended
            writer.close()
            return
        await asyncio.gather(_carry(reader, back), _carry(there, writer))


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while some := await reader.read(1 << 16):
            writer.write(some)
    writer.close()


def free_ports(many: int) -> list[int]:
    """Ports that nobody listens on."""
    with contextlib.ExitStack() as stack:
        ones = [stack.enter_context(socket.socket()) for _ in range(many)]
        for one in ones:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in ones]


def cpu(pids: Sequence[int]) -> float:
    """Seconds of CPU of some processes so far, user and system."""
    ticks = 0
    for pid in pids:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
            ticks += sum(map(int, stat.rpartition(")")[2].split()[11:13]))
    return ticks / TICKS


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
                    await _heard(own)
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


async def _heard(port: int) -> None:
    """Wait until a worker listens."""
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)  # a process that starts tells nobody
        else:
            writer.close()
            return


async def _tapped(
    emulator: Emulator, server: URL, pids: list[int], options: argparse.Namespace
) -> tuple[float, float]:
    clock = asyncio.get_running_loop().time
    crowd = Crowd(emulator, options.people * len(pids))
    crowd.begin()
    await crowd.last(WARM_SECONDS)
    pids = [*pids, *backends(server)]
    crowd.count()
    before, begun = cpu(pids), clock()
    await crowd.last(options.seconds)
    taps = crowd.counted.taps
    return 1000 * (cpu(pids) - before) / taps, taps / (clock() - begun)


def main() -> None:
    """Read the command line, measure in turn, print ratios."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workers", description=__doc__)
    parser.add_argument("url", help="a PostgreSQL on which a database may be made and dropped")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=6.0, help="of each measurement")
    parser.add_argument("--people", type=int, default=64, help="for each worker")
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
