"""What the chaos suite breaks: bots as processes, their databases, a balancer, an emulator."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import signal
import socket
import sqlite3
import sys
import uuid
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import aiohttp
import psycopg
from aiohttp import web
from sqlalchemy import make_url

from scoring.instrument import load

LONG: Final = os.environ.get("SAUALNAMA_CHAOS", "short") == "long"
POSTGRESQL: Final = os.environ.get("SAUALNAMA_TEST_POSTGRESQL", "")
TOKEN: Final = "7203045117:" + "AAHchaosQkz_w-" + "x7" * 10
KEY: Final = "chaos-key-" + "9f2c" * 8
HOOK_SECRET: Final = "chaos-hook-" + "b81e" * 6
SECRETS: Final = (TOKEN, TOKEN.partition(":")[2], KEY, HOOK_SECRET)
CITIES: Final = ("shu", "ayagoz", "shalkar", "almaty", "astana", "shymkent", "pavlodar", "aktobe")
WAVE: Final = (
    "INSERT INTO wave (name, instrument, opened_at)"
    f" VALUES ('2026-11', '{load().name}', now() - interval '3 days')"
)
START_SECONDS: Final = 60.0 if LONG else 20.0
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"


class Database(Protocol):
    """A database of a test's own, seen through SQL."""

    url: str

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query finds."""

    def run(self, statement: str) -> None:
        """Change something behind the bot's back."""

    def busy(self) -> contextlib.AbstractContextManager[object]:
        """Keep everybody else from writing for a while."""

    def close(self) -> None:
        """Remove what was made."""


class SQLite:
    """A file."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "archive.sqlite3"
        self.url = f"sqlite:///{self.path}"

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with contextlib.closing(sqlite3.connect(self.path, timeout=30)) as connection:
            return connection.execute(query).fetchall()

    def run(self, statement: str) -> None:
        with contextlib.closing(sqlite3.connect(self.path, timeout=30)) as connection:
            connection.execute(statement)
            connection.commit()

    @contextlib.contextmanager
    def busy(self) -> Iterator[None]:
        with contextlib.closing(
            sqlite3.connect(self.path, isolation_level=None, timeout=30)
        ) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            yield

    def close(self) -> None:
        """The test's folder goes with the test."""


class PostgreSQL:
    """A database and a role of a test's own: limits bind the role, not the superuser we are."""

    def __init__(self) -> None:
        self.name = f"chaos_{uuid.uuid4().hex[:12]}"
        self.admin(
            f"CREATE ROLE {self.name} LOGIN PASSWORD 'chaos'",
            f"CREATE DATABASE {self.name} OWNER {self.name}",
        )
        server = make_url(POSTGRESQL).set(database=self.name)
        self._own = server.render_as_string(hide_password=False)
        mine = server.set(username=self.name, password="chaos")
        self.url = mine.render_as_string(hide_password=False)

    @staticmethod
    def admin(*statements: str) -> None:
        with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        """A superuser's connection to it."""
        return psycopg.connect(self._own, autocommit=True)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.connect() as connection:
            return connection.execute(query.encode()).fetchall()

    def run(self, statement: str) -> None:
        with self.connect() as connection:
            connection.execute(statement.encode())

    @contextlib.contextmanager
    def busy(self) -> Iterator[None]:
        with self.connect() as connection, connection.transaction(force_rollback=True):
            connection.execute("LOCK TABLE respondent, response IN EXCLUSIVE MODE")
            yield

    def cut(self) -> None:
        """End every connection that the bots have."""
        self.admin(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{self.name}'"
        )

    def close(self) -> None:
        self.admin(f"DROP DATABASE {self.name} WITH (FORCE)", f"DROP ROLE {self.name}")


LATE: Final = """
import datetime, sys
import bot.app
bot.app.now = lambda: datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds={seconds})
from bot.__main__ import main
main(["run"])
"""
"""A bot whose clock is not the others'."""


class Bot:
    """One `saualnama run`: started, killed, started again. All that it says is kept."""

    def __init__(
        self, folder: Path, settings: Mapping[str, str], listen: str = "", ahead: float = 0.0
    ) -> None:
        """`ahead`: seconds by which its clock is wrong."""
        self._folder = folder
        self._words = ("-c", LATE.format(seconds=ahead)) if ahead else ("-m", "bot", "run")
        own = {"WEBHOOK_LISTEN": listen} if listen else {}
        others = {k: v for k, v in os.environ.items() if not k.startswith("SAUALNAMA_")}
        self._env = {**others, **{f"SAUALNAMA_{k}": v for k, v in {**settings, **own}.items()}}
        self.listen = listen
        self.output = bytearray()
        self.starts = 0
        self._process: asyncio.subprocess.Process | None = None
        self._drain: asyncio.Task[None] | None = None
        self._heard = asyncio.Event()
        self._since = 0

    @property
    def pid(self) -> int:
        """The process now."""
        assert self._process is not None
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process is not None and self._process.returncode is None

    @property
    def said(self) -> str:
        """What it has said since it was started last."""
        return self.output[self._since :].decode(errors="replace")

    async def start(self) -> None:
        """Begin; returns at once."""
        self.starts += 1
        self._since = len(self.output)
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, *self._words),
            cwd=self._folder,
            env=self._env,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        assert self._process.stderr is not None
        self._drain = asyncio.create_task(self._listen(self._process.stderr))

    async def _listen(self, stream: asyncio.StreamReader) -> None:
        while chunk := await stream.read(1 << 16):
            self.output += chunk
            self._heard.set()
        self._heard.set()

    async def hear(self, words: str = "at work as", seconds: float = START_SECONDS) -> None:
        """Wait until it has said something since its last start."""
        try:
            async with asyncio.timeout(seconds):
                while words not in self.said:
                    assert self._drain is not None
                    assert not self._drain.done(), f"ended without {words!r}:\n{self.said}"
                    self._heard.clear()
                    await self._heard.wait()
        except TimeoutError:
            raise AssertionError(f"{words!r} was not said in {seconds} s:\n{self.said}") from None

    async def end(self, how: signal.Signals = signal.SIGKILL, seconds: float = 60) -> int:
        """Send a signal and wait for the end; the exit status."""
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(how)
        return await self.ended(seconds)

    async def ended(self, seconds: float = 60) -> int:
        """Wait for the end; the exit status."""
        assert self._process is not None
        assert self._drain is not None
        status = await asyncio.wait_for(self._process.wait(), seconds)
        await self._drain
        return status

    async def once(self, *words: str) -> tuple[int, str]:
        """Run another command with the same settings; its exit status and all that it said."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words),
            cwd=self._folder,
            env=self._env,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        self.output += said
        assert process.returncode is not None
        return process.returncode, said.decode()


class Balancer:
    """Hands each request to the next worker, whoever asked; without stickiness."""

    def __init__(self) -> None:
        self.workers: list[str] = []
        self.statuses: dict[int, int] = {}
        self.retry_after: set[str] = set()
        self.url = ""
        self._turn = 0
        self._session: aiohttp.ClientSession | None = None
        self._runner: web.ServerRunner | None = None

    async def start(self) -> None:
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        self._runner = web.ServerRunner(web.Server(self._serve, access_log=None))
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, backlog=1024).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/telegram"

    async def stop(self) -> None:
        assert self._runner is not None
        assert self._session is not None
        await self._runner.cleanup()
        await self._session.close()

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        body = await request.read()
        secret = request.headers.get(SECRET_HEADER, "")
        for _ in self.workers:
            self._turn += 1
            worker = self.workers[self._turn % len(self.workers)]
            try:
                status, after = await self.post(worker, body, secret)
            except aiohttp.ClientConnectorError:
                continue  # it is not there: the next
            except (aiohttp.ClientError, TimeoutError):
                break  # nobody knows what became of it
            self.statuses[status] = self.statuses.get(status, 0) + 1
            if status == 503:
                self.retry_after.add(after)
            return web.Response(status=status, headers={"Retry-After": after} if after else None)
        return web.Response(status=502)

    async def post(self, worker: str, body: bytes, secret: str = HOOK_SECRET) -> tuple[int, str]:
        """Give a body to one worker; the status and how long to wait."""
        assert self._session is not None
        headers = {SECRET_HEADER: secret, "Content-Type": "application/json"}
        async with self._session.post(
            f"http://{worker}/telegram", data=io.BytesIO(body), headers=headers
        ) as answer:
            await answer.read()
            return answer.status, answer.headers.get("Retry-After", "")


async def until(holds: Callable[[], object], seconds: float = 30.0) -> None:
    """Look again and again until something holds in a database or another process."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - databases and processes send no event
            await asyncio.sleep(0.05)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def told_to(database: Database, api: str) -> dict[str, str]:
    """A bot's settings."""
    return {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api,
        "DATABASE_URL": database.url,
        "SECRET_KEY": KEY,
        "WEBHOOK_SECRET": HOOK_SECRET,
        "CITIES": ",".join(CITIES),
    }


@contextlib.asynccontextmanager
async def bots(  # noqa: PLR0913 - what a machine room holds
    folder: Path,
    database: Database,
    api: str,
    *,
    workers: int = 0,
    settings: Mapping[str, str] | None = None,
    started: bool = True,
    ahead: Sequence[float] = (),
) -> AsyncIterator[tuple[list[Bot], Balancer]]:
    """One poller, or `workers` behind a balancer. Ends them all, and reads what they said.

    `ahead`: by how many seconds each worker's clock is wrong.
    """
    balancer = Balancer()
    await balancer.start()
    told = {
        **told_to(database, api),
        **({"WEBHOOK_URL": balancer.url} if workers else {}),
        **(settings or {}),
    }
    listens: Sequence[str] = [f"127.0.0.1:{free_port()}" for _ in range(workers)] or [""]
    balancer.workers = [listen for listen in listens if listen]
    wrong = [*ahead, *[0.0] * len(listens)]
    crew = [Bot(folder, told, one, by) for one, by in zip(listens, wrong, strict=False)]
    try:
        if isinstance(database, PostgreSQL):  # an embedded database is made by the bot itself
            status, said = await crew[0].once("database", "upgrade")
            assert status == 0, said
            database.run(WAVE)
        if started:
            for bot in crew:
                await bot.start()
            for bot in crew:
                await bot.hear()
        yield crew, balancer
    finally:
        for bot in crew:
            if bot.running:
                await bot.end()
        await balancer.stop()
    discreet(*crew)


def discreet(*crew: Bot) -> None:
    """Whatever happened, no secret was said."""
    for bot in crew:
        said = bot.output.decode(errors="replace")
        for secret in SECRETS:
            assert secret not in said, (
                "a secret was said: …" + said[said.index(secret) - 500 :][:500]
            )
