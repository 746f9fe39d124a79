"""The bots that are compared: how each is started, and what its process uses (Linux's /proc)."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cores import used
from bot.emulator import Emulator
from bot.interviewer import Survey, View
from bot.screens.drawing import Screens
from bot.screens.sight import Notice
from bot.settings import LANGUAGES
from bot.texts import Texts
from scoring.groups import GROUPS
from scoring.instrument import load
from storage.people import Person, Sheet

PEERS = Path(__file__).parent / "peers"
END_SECONDS = 15.0
STEP_SECONDS = 0.05
FIVE = 5  # buttons of the smallest screen


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot: its name in the table and the words of its command.

    `{address}`, `{token}`, `{walk}` (the screens, as JSON), `{small}` (the same with five short
    buttons and one line of text), `{folder}` (its own) and `{port}` (where it listens, if `hooked`:
    Telegram comes to it) are filled in.
    """

    name: str
    command: Sequence[str]
    hooked: bool = False


def contenders(peers: str | None, *, hooked: bool = False) -> list[Contender]:
    """All bots, ours first; aiogram's only where `peers` names a Python that has it.

    `hooked` are those that are written for a webhook too.
    """
    ours = Contender("Saualnama, committed", (sys.executable, "-m", "bot", "run"), hooked)
    told = ("{address}", "{token}", "{walk}", "{folder}")
    script = str(PEERS / "aiogram_sqlalchemy.py")
    aiogram = "aiogram + SQLAlchemy, committed"
    if hooked:
        there = (Contender(aiogram, (peers, script, *told, "{port}"), hooked),) if peers else ()
        return [ours, *there]
    small = ("{address}", "{token}", "{small}", "{folder}")
    stock = str(PEERS / "stock.py")
    found = [
        ours,
        Contender("stock PTB, five buttons, storing nothing", (sys.executable, stock, *small)),
        Contender("stock PTB, our screens, storing nothing", (sys.executable, stock, *told)),
        Contender(
            "stock PTB, five buttons, concurrent, storing nothing",
            (sys.executable, stock, *small, "concurrent"),
        ),
        Contender("asyncio by hand", (sys.executable, str(PEERS / "floor.py"), *told)),
    ]
    if peers is not None:
        found.insert(-1, Contender(aiogram, (peers, script, *told)))
    return found


@dataclass(frozen=True, slots=True)
class Running:
    """A bot's process."""

    pid: int
    start_seconds: float

    def cpu(self) -> float:
        """Seconds of CPU so far, user and system, all threads."""
        return used([self.pid])

    def resident(self) -> float:
        """Megabytes resident."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024


@contextlib.asynccontextmanager
async def running(who: Contender, emulator: Emulator, folder: Path) -> AsyncIterator[Running]:
    """Start a bot in a process of its own and wait until it takes updates; end it at the end."""
    walk, small = folder / "walk.json", folder / "small.json"
    screens = drawn()
    walk.write_text(json.dumps(screens), encoding="utf-8")
    small.write_text(json.dumps(smaller(screens)), encoding="utf-8")
    (port,) = free_ports(1)
    filled = {
        "address": emulator.address,
        "token": emulator.token,
        "walk": str(walk),
        "small": str(small),
        "folder": str(folder),
        "port": str(port),
    }
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SAUALNAMA_")}
    settings = {
        "SAUALNAMA_TELEGRAM_TOKEN": emulator.token,
        "SAUALNAMA_TELEGRAM_API_URL": emulator.address,
        "SAUALNAMA_DATABASE_URL": f"sqlite:///{folder / 'ours.sqlite3'}",
    }
    if who.hooked:
        settings["SAUALNAMA_WEBHOOK_URL"] = f"http://127.0.0.1:{port}/hook"
        settings["SAUALNAMA_WEBHOOK_LISTEN"] = f"127.0.0.1:{port}"
    clock = asyncio.get_running_loop().time
    begun = clock()
    with (folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(word.format(**filled) for word in who.command),
            env={**clean, **settings},
            stdout=log,
            stderr=log,
        )
        try:
            taking = asyncio.create_task(_taking(emulator, port if who.hooked else None))
            ending = asyncio.create_task(process.wait())
            await asyncio.wait({taking, ending}, return_when=asyncio.FIRST_COMPLETED)
            taking.cancel()
            if ending.done():
                words = (folder / "log").read_text(encoding="utf-8")
                raise RuntimeError(f"{who.name} has ended:\n{words}")
            yield Running(process.pid, clock() - begun)
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                await asyncio.wait_for(process.wait(), END_SECONDS)
            except TimeoutError:
                process.kill()
                await process.wait()


async def _taking(emulator: Emulator, port: int | None) -> None:
    """Wait until a bot takes updates: it asks for them, or listens and has said where."""
    if port is None:
        await emulator.mailbox.polling.wait()
        return
    await listening(port)
    while not emulator.mailbox.info()["url"]:  # noqa: ASYNC110 - nobody is told
        await asyncio.sleep(STEP_SECONDS)


async def listening(port: int) -> None:
    """Wait until a process listens: it tells nobody."""
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(STEP_SECONDS)
        else:
            writer.close()
            return


def free_ports(many: int) -> list[int]:
    """Ports that nobody listens on."""
    with contextlib.ExitStack() as stack:
        ones = [stack.enter_context(socket.socket()) for _ in range(many)]
        for one in ones:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in ones]


Drawn = list[tuple[str, list[list[tuple[str, str]]]]]
"""Screens: HTML and rows of buttons (label, data `number:code`)."""


def drawn() -> Drawn:
    """The 23 rating screens as our own bot draws them, in Kazakh, for the peers to show."""
    instrument = load()
    survey = Survey(instrument, None, ("shu",), GROUPS, LANGUAGES, "")
    screens = Screens(Texts(), Notice("", "", FIVE))
    sheet = Sheet("shu", GROUPS[0], instrument.blank, instrument.blank, "kk")
    person = Person("", 1, "", language="kk", city="shu", sheets={"shu": sheet})
    found: Drawn = []
    for number, item in enumerate(instrument.items):
        screen = screens.draw(survey, person, View("item", item.id))
        rows = [
            # As long as ours: format, verb, item and seal.
            [(button.label, f"{number}:{button.tap[-1]}:{'x' * 20}") for button in row]
            for row in screen.rows
        ]
        found.append((screen.text, rows))
    return found


def smaller(screens: Drawn) -> Drawn:
    """The least that such a bot can show: a line and five buttons."""
    return [
        (f"Question {number + 1}", [[(label, data[:6]) for label, data in rows[0]]])
        for number, (_, rows) in enumerate(screens)
    ]
