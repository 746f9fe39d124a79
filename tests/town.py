"""A small town: a Telegram of its own, a database, and the bot at work in one of three ways."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from sqlalchemy import Connection, select, update

from bot.app import Saualnama
from bot.emulator import Emulator, Fault
from bot.library import texts
from bot.opening import open_archive, open_first_wave
from bot.settings import Settings, load
from bot.texts import Say, Texts
from scoring.instrument import load as instrument
from storage import waves
from storage.archive import Archive
from storage.models import (
    Base,
    Mark,
    Position,
    Respondent,
    Response,
    Tally,
    Theme,
    UpdateLedger,
    Wave,
    Withdrawal,
)
from tests.databases import lay
from tests.phone import PATIENCE, Phone

T = TypeVar("T")

INSTRUMENT: Final = instrument()
TEXTS: Final = Texts()
EXPECTED: Final = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "query is too old",
    "bot was blocked by the user",
    "terminated by other getUpdates request",  # a restart's first poll ends the one before it
)
"""Refusals that a bot meets in an ordinary life."""
END_SECONDS: Final = 15
FILE: Final = "saualnama.sqlite3"
IMPERSONAL: Final = {Wave, Withdrawal, UpdateLedger, Tally, Mark, Position, Theme}


class Town:
    """Where people live who answer the bot.

    The bot is a part of this process (`start`, `stop`: fast), or a process of its own
    (`launch`, `end`, `kill`); both work on the same database, one after the other.
    """

    def __init__(self, folder: Path, **settings: str | None) -> None:
        """`settings` are those of the bot that differ from the town's own."""
        self.folder = folder
        self.emulator = Emulator()
        self.phones: list[Phone] = []
        self.worker: Saualnama | None = None
        self._chosen = settings
        self._expected = set(EXPECTED)
        self._archive: Archive | None = None
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        await self.emulator.start()
        self.channel = self.emulator.channel("Saualnama")
        self.coordinator = self.emulator.person("Координатор", "kk")
        self.settings = self._settings()
        return self

    async def __aexit__(self, kind: object, error: object, trace: object) -> None:
        await self.stop()
        if self._process is not None:
            await self.kill()
        for phone in self.phones:
            phone.hang_up()
        if self._archive is not None:
            self._archive.close()
        await self.emulator.stop()
        if error is None:
            assert self.refused() == [], "the bot made requests that Telegram refuses"

    def _settings(self) -> Settings:
        own: dict[str, str | None] = {
            "telegram_token": self.emulator.token,
            "telegram_api_url": self.emulator.address,
            "database_url": f"sqlite:///{self.folder / FILE}",
            "secret_key": "a secret that everybody knows",
            "channel_id": str(self.channel),
            "coordinator_ids": str(self.coordinator.id),
            "digest_cron": "0 0 1 1 *",
        }
        return load({**own, **self._chosen})

    def refused(self) -> list[str]:
        """Requests that Telegram refused and that no ordinary life explains."""
        return [
            f"{call.method}: {call.error.description}"
            for call in self.emulator.calls
            if call.error and not any(word in call.error.description for word in self._expected)
        ]

    # The bot

    @property
    def archive(self) -> Archive:
        """The database, opened and with a wave in the field."""
        if self._archive is None:
            if self._process is None:  # one that was launched makes its own
                lay(self.folder / FILE)
            self._archive = open_archive(self.settings)
            open_first_wave(self._archive, INSTRUMENT, self.settings)
        return self._archive

    async def start(self) -> None:
        """The bot begins to work in this process."""
        self._stop = asyncio.Event()
        folder = self.settings.instruments
        self.worker = Saualnama(self.settings, self.archive, texts(folder) if folder else TEXTS)
        self._running = asyncio.create_task(self.worker.run(self._stop))

    async def stop(self) -> None:
        """It ends what is under way and goes."""
        if self._running is not None:
            self._stop.set()
            await self._running
            self._running = None

    async def restart(self) -> None:
        """It ends, and a new one begins that remembers nothing."""
        await self.stop()
        await self.start()

    async def launch(self) -> None:
        """The bot begins to work in a process of its own."""
        told = {
            "TELEGRAM_TOKEN": self.settings.token(),
            "TELEGRAM_API_URL": self.settings.telegram_api_url,
            "DATABASE_URL": self.settings.database_url.text,
            "SECRET_KEY": self.settings.key().decode(),
        }
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env={**os.environ, **{f"SAUALNAMA_{name}": value for name, value in told.items()}},
            stderr=asyncio.subprocess.DEVNULL,
        )

    async def end(self) -> int:
        """It is asked to end (SIGTERM); its exit status."""
        return await self._send(signal.SIGTERM)

    async def kill(self) -> int:
        """It is ended at once (SIGKILL)."""
        return await self._send(signal.SIGKILL)

    async def _send(self, number: signal.Signals) -> int:
        assert self._process is not None
        process, self._process = self._process, None
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(number)
        return await asyncio.wait_for(process.wait(), END_SECONDS)

    # People and the record

    def phone(self, name: str = "Айгүл", language_code: str = "kk") -> Phone:
        """Somebody new with a telephone."""
        phone = Phone(self.emulator, name, language_code)
        self.phones.append(phone)
        return phone

    def read(self, work: Callable[[Connection], T]) -> T:
        """Look into the record."""
        with self.archive.read() as connection:
            return work(connection)

    def responses(self) -> list[Any]:
        """All responses, oldest first."""
        return list(self.read(lambda c: c.execute(select(Response).order_by(Response.id)).all()))

    def traces(self) -> dict[str, list[Any]]:
        """Rows of the tables that speak of people."""
        tables = [m.class_ for m in Base.registry.mappers if m.class_ not in IMPERSONAL]
        return {
            table.__name__: rows
            for table in tables
            if (rows := self.read(lambda c, t=table: list(c.execute(select(t)).all())))  # type: ignore[misc]
        }

    async def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something holds of this Telegram; `what` names it where it never does."""
        stirred = asyncio.Event()
        end = self.emulator.listen(None, lambda _: stirred.set())
        try:
            async with asyncio.timeout(PATIENCE):
                while not holds():
                    stirred.clear()
                    await stirred.wait()
        except TimeoutError:
            raise AssertionError(f"waited {PATIENCE:g} s for {what}") from None
        finally:
            end()

    def close_wave(self) -> None:
        """The wave in the field ends."""
        with self.archive.begin() as connection:
            found = waves.latest(connection)
            assert found is not None
            waves.end(connection, found.name, datetime.now(UTC))

    def open_wave(self, name: str) -> None:
        """A further wave begins."""
        with self.archive.begin() as connection:
            waves.start(connection, name, INSTRUMENT.name, datetime.now(UTC))

    def spoil(self, method: str, times: int, fault: Fault) -> None:
        """The next calls of a method go wrong."""
        left = [times]
        if fault.description:
            self._expected.add(fault.description)

        def faults(name: str, _: object) -> Fault | None:
            if name != method or not left[0]:
                return None
            left[0] -= 1
            return fault

        self.emulator.faults = faults


async def send_core(phone: Phone, say: Say, town: Town, group: str = "society") -> None:
    """The core questionnaire, sent: from /start to the thanks, its ratings put in at once."""
    await enter(phone, say, group=group)
    with town.archive.begin() as connection:
        size = len(INSTRUMENT.items)
        values = {"answers": "3" * size, "languages": say.language[0] * size, "complete": True}
        mine = select(Respondent.id).order_by(Respondent.id.desc()).limit(1).scalar_subquery()
        connection.execute(update(Response).where(Response.respondent_id == mine).values(values))
        connection.execute(update(Respondent).where(Respondent.id == mine).values(place="done"))
    await phone.say("/continue")
    phone.sees(say("done-thanks"))


async def enter(phone: Phone, say: Say, city: str = "shu", group: str = "society") -> None:
    """From /start to the first item, in the language of `say`."""
    await phone.say("/start")
    await phone.tap(say("language-name"))
    await phone.tap(say("consent-agree"))
    await phone.tap(say(f"city-{city}"))
    await phone.tap(say(f"group-{group}"))


async def rate(phone: Phone, say: Say, codes: Sequence[str]) -> None:
    """Answer the items on the screen, one after the other."""
    for code in codes:
        await phone.tap(label(say, code))


def label(say: Say, code: str) -> str:
    """The button that gives a code."""
    return {"?": say("button-unknown"), "-": say("button-refuse")}.get(code, code)


def title(say: Say, number: int) -> str:
    """The title of the item of this number."""
    return say(INSTRUMENT.items[number - 1].id)
