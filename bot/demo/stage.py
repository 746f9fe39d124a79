"""The whole system on one machine: emulator, the very same bot, people, channel."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from bot.console import commands, desk, numbers
from bot.demo import practitioners
from bot.demo.practitioners import talk
from bot.demo.respondents import TO_WATCH, Hand, answer_all
from bot.emulator import Emulator, Person
from bot.exporting import export
from bot.opening import now
from bot.settings import LANGUAGES, Settings, load
from bot.texts import Texts
from scoring.instrument import Instrument
from scoring.instrument import load as instrument

# Tables 2 to 4 of the 2025 paper: total and percent of the maximum, by index and city.
PAPER = {
    "shu": {"SCRI": (15, 43), "SI": (22, 55), "GC": (24, 60)},
    "ayagoz": {"SCRI": (11, 31), "SI": (14, 35), "GC": (16, 40)},
    "shalkar": {"SCRI": (12, 34), "SI": (14, 35), "GC": (16, 40)},
}
VISITORS = (("Айгүл", "kk"), ("Олег", "ru"), ("Anna", "en"))
END_SECONDS = 12
POST_SECONDS = 60


async def show(directory: Path, *, port: int, once: bool, respondents: int) -> int:
    """Run the demo; the exit status."""
    texts = Texts().checked()
    home = directory / f"{datetime.now():%Y%m%d-%H%M%S}"  # noqa: DTZ005 - a name for people here
    home.mkdir(parents=True)
    emulator = Emulator(record_calls=False)
    await emulator.start(port=0 if once else port)
    try:
        visitors = [emulator.person(name, language) for name, language in VISITORS]
        boss = emulator.person("Координатор", "kk")
        emulator.coordinator = boss
        channel = emulator.channel("Saualnama")
        settings = _settings(emulator, home, boss.id, channel, every_minute=not once)
        async with _bot(settings, home):
            if once:
                return await _once(emulator, texts, settings, home, respondents)
            await _live(emulator, texts, respondents, visitors[0])
    finally:
        await emulator.stop()
    return 0


def _settings(
    emulator: Emulator, home: Path, coordinator: int, channel: int, *, every_minute: bool
) -> Settings:
    return load(
        {
            "telegram_token": emulator.token,
            "telegram_api_url": emulator.address,
            "database_url": f"sqlite:///{home / 'saualnama.sqlite3'}",
            "secret_key": secrets.token_hex(32),
            "channel_id": str(channel),
            "coordinator_ids": str(coordinator),
            "channel_languages": ",".join(LANGUAGES),
            "digest_cron": "* * * * *" if every_minute else "0 9 * * mon",
            "webhook_url": None,
        }
    )


@contextlib.asynccontextmanager
async def _bot(settings: Settings, home: Path) -> AsyncIterator[None]:
    """`saualnama run` in a process of its own: it knows of the emulator by its address alone."""
    told = {
        "TELEGRAM_TOKEN": settings.token(),
        "TELEGRAM_API_URL": settings.telegram_api_url,
        "DATABASE_URL": settings.database_url.text,
        "SECRET_KEY": settings.key().decode(),
        "CHANNEL_ID": settings.channel_id or "",
        "COORDINATOR_IDS": ",".join(map(str, settings.coordinator_ids)),
        "CHANNEL_LANGUAGES": ",".join(settings.channel_languages),
        "DIGEST_CRON": settings.digest_cron,
    }
    others = {key: value for key, value in os.environ.items() if not key.startswith("SAUALNAMA_")}
    with (home / "bot.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env={**others, **{f"SAUALNAMA_{name}": value for name, value in told.items()}},
            stderr=log,
        )
        try:
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                await asyncio.wait_for(process.wait(), END_SECONDS)
            except TimeoutError:
                process.kill()
                await process.wait()


def _blocks() -> tuple[Instrument, ...]:
    """What the simulated people answer after the core."""
    return instrument("expectations-2022"), instrument("problems-2022")


async def _live(emulator: Emulator, texts: Texts, respondents: int, visitor: Person) -> None:
    click.echo(f"Saualnama is at {emulator.address}/?person={visitor.id} (Ctrl-C ends it)")
    stop = asyncio.Event()
    import signal

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    crowd = asyncio.create_task(
        answer_all(emulator, texts, respondents, blocks=_blocks(), talk=talk, at_once=TO_WATCH)
    )
    await stop.wait()
    crowd.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await crowd


async def _once(
    emulator: Emulator, texts: Texts, settings: Settings, home: Path, respondents: int
) -> int:
    with click.progressbar(length=respondents, label="respondents", file=sys.stderr) as bar:
        await answer_all(emulator, texts, respondents, lambda: bar.update(1), _blocks(), talk=talk)
    boss: Person | None = emulator.coordinator
    if boss is None:
        return 1
    hand, say = Hand(emulator, boss), texts.speaking(LANGUAGES[0])
    async with asyncio.timeout(POST_SECONDS):
        await hand.say("/digest")
        await hand.hear(say("digest-posted"))
    pictures = _keep_pictures(emulator, settings, home)
    with desk.office(settings) as office:
        with office.archive.begin() as connection:
            practitioners.read(connection, now())
        data = home / "export"
        with office.archive.read() as connection:
            export.export(connection, data, office=office, texts=texts, now=now())
        commands.reported(office, home / "report", None, LANGUAGES[0])
        rows = numbers.scores(office, None, None)
    click.echo(_table(rows))
    click.echo(f"{'data':10}{data}")
    click.echo(f"{'report':10}{home / 'report'}")
    for picture in pictures:
        click.echo(f"{'picture':10}{picture}")
    agree = all(
        (row["total"], row["percent"]) == PAPER[row["city"]][row["id"]]
        for row in rows
        if row["city"] in PAPER
    )
    complete = respondents % 53 or len(rows) == sum(map(len, PAPER.values()))
    return 0 if complete and (agree or respondents % 53) else 1


def _keep_pictures(emulator: Emulator, settings: Settings, home: Path) -> list[Path]:
    kept: list[Path] = []
    for message in emulator.messages(int(settings.channel_id or 0)):
        for size in message.content.get("photo", [])[-1:]:
            path = home / f"digest-{len(kept) + 1}.png"
            path.write_bytes(emulator.world.files[size["file_id"]].data)
            kept.append(path)
    return kept


def _table(rows: Sequence[dict[str, object]]) -> str:
    shown = []
    for row in rows:
        paper = PAPER.get(str(row["city"]), {}).get(str(row["id"]))
        shown.append(
            {
                "city": row["city"],
                "index": row["id"],
                "n": row["n"],
                "total": f"{row['total']}/{row['maximum']}",
                "percent": f"{row['percent']} %",
                "in the paper": f"{paper[0]}/{row['maximum']} {paper[1]} %" if paper else "–",
                "index 0-100": row["index"],
                "from": row["low"],
                "to": row["high"],
            }
        )
    return numbers.table(shown)
