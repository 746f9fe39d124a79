"""Telegram misbehaves in every way at every kind of call: the survey completes all the same."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

from bot.emulator import Fault
from tests.chaos.crowd import Manners, differences, online, people, walk
from tests.chaos.machine import LONG, Bot, SQLite, bots, discreet, told_to, until

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(1200 if LONG else 150)]

HANG: Final = 11.0  # seconds; the bot waits for ten
TROUBLE: Final[Mapping[str, Fault]] = {
    "dropped before": Fault(drop=True),
    "dropped after": Fault(drop=True, applied=True),
    "late": Fault(hang=2.0),
    "too late": Fault(hang=HANG, applied=True),
    "429 with a time": Fault(429, "Too Many Requests: retry after 1", retry_after=1),
    "429": Fault(429, "Too Many Requests"),
    "500 before": Fault(500, html=True),
    "502 after": Fault(502, html=True, applied=True),
    "200 that is no JSON": Fault(200, html=True),
    "400": Fault(400, "Bad Request: something new"),
    "403": Fault(403, "Forbidden: bot was blocked by the user"),
    "409": Fault(409, "Conflict: terminated by other getUpdates request"),
    "401": Fault(401, "Unauthorized"),
}
CALLS: Final = ("getUpdates", "sendMessage", "editMessageText", "answerCallbackQuery")
START: Final = (
    *("getMe", "deleteWebhook", "getMyCommands", "setMyCommands", "getMyDescription"),
    *("setMyDescription", "getMyShortDescription", "setMyShortDescription"),
)
TIMES: Final = 5 if LONG else 1
APPLIED: Final = ("dropped after", "too late", "502 after")
SOME: Final = ("dropped before", "dropped after", "429", "502 after", "200 that is no JSON", "403")
QUICK: Final = TROUBLE.keys() - {"too late", "late", "502 after", "dropped after"}


@dataclass
class Weather:
    """Troubles that wait for a call of their kind; each strikes as often as is said."""

    due: dict[str, list[str]] = field(default_factory=dict)
    every: int = 3
    struck: Counter[tuple[str, str]] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)

    def __call__(self, method: str, _: Mapping[str, object]) -> Fault | None:
        self.calls[method] += 1
        waiting = self.due.get(method)
        if not waiting or self.calls[method] % self.every:
            return None
        name = waiting.pop()
        self.struck[method, name] += 1
        return TROUBLE[name]

    @property
    def over(self) -> bool:
        """Whether all of it has come down."""
        return not any(self.due.values())


async def _supervise(bot: Bot, statuses: list[int]) -> None:
    """Start it again whenever it ends, as a supervisor does."""
    while True:
        statuses.append(await bot.ended(3600))
        await bot.start()


async def test_everybody_finishes_in_bad_weather(tmp_path: Path) -> None:
    """Each trouble at each kind of call: everybody finishes, and no process ends over it."""
    dice = random.Random(7)
    database = SQLite(tmp_path)
    async with (
        online() as telegram,
        bots(tmp_path, database, telegram.address) as (crew, _),
    ):
        weather = Weather()
        for method in CALLS:
            weather.due[method] = dice.sample([*TROUBLE] * TIMES, len(TROUBLE) * TIMES)
        if not LONG:
            weather.due["getUpdates"].remove("too late")
        crowd = people(telegram, 40 * TIMES, 4, manners=Manners(think=(0.1, 0.4)))
        statuses: list[int] = []
        watch = asyncio.create_task(_supervise(crew[0], statuses))
        telegram.faults = weather
        try:
            await walk(crowd, lambda: not weather.over)
            await until(lambda: not len(telegram.mailbox), 60)
        finally:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)
        assert len(weather.struck) >= len(CALLS) * len(TROUBLE) - 1
        assert differences(database, telegram, crowd) == []
        assert statuses == [], crew[0].output.decode()[-2000:]


@pytest.mark.parametrize("method", START)
async def test_a_start_in_bad_weather_ends_plainly_or_goes_well(
    tmp_path: Path, method: str
) -> None:
    """Whatever a start's calls meet, the bot works, or ends with one clear line and status 2."""
    dice = random.Random(method)
    some = 4 if method == "getMe" else 1
    names = [*TROUBLE] if LONG else dice.sample(sorted(QUICK), some)
    found = []
    for name in names:
        async with online() as telegram:
            telegram.faults = weather = Weather({method: [name]}, every=1)
            (one,) = people(telegram, 1, 6)
            telegram.say(one.person, "/start")
            bot = Bot(tmp_path, told_to(SQLite(tmp_path), telegram.address))
            await bot.start()
            answered = asyncio.create_task(until(lambda one=one: one.screen))  # type: ignore[misc]
            ended = asyncio.create_task(bot.ended())
            await asyncio.wait({answered, ended}, return_when=asyncio.FIRST_COMPLETED)
            plainly = ended.done() and ended.result() == 2 and "Traceback" not in bot.said
            if not weather.over or not (plainly or one.screen):
                found.append(f"{name}: {bot.said[-600:]}")
            answered.cancel()
            await bot.end()
            await asyncio.gather(answered, ended, return_exceptions=True)
            discreet(bot)
    assert found == []


@pytest.mark.parametrize("method", ["setWebhook", "getWebhookInfo"])
async def test_a_webhook_is_hung_in_bad_weather_or_the_start_ends_plainly(
    tmp_path: Path, method: str
) -> None:
    """The same of the calls that a worker with a public address makes."""
    database = SQLite(tmp_path)
    names = [*TROUBLE] if LONG else random.Random(method).sample(sorted(QUICK), 2)
    found = []
    async with (
        online() as telegram,
        bots(tmp_path, database, telegram.address, workers=1, started=False) as (crew, _),
    ):
        bot = crew[0]
        for name in names:
            if method == "getWebhookInfo":  # asked where the record says that it is set
                telegram.faults = None
                await bot.start()
                await bot.hear()
                await bot.end()
            telegram.faults = weather = Weather({method: [name]}, every=1)
            await bot.start()
            working = asyncio.create_task(bot.hear(seconds=60))
            ended = asyncio.create_task(bot.ended())
            await asyncio.wait({working, ended}, return_when=asyncio.FIRST_COMPLETED)
            if "at work" not in bot.said:
                await asyncio.wait({ended}, timeout=60)
            plainly = ended.done() and ended.result() == 2 and "Traceback" not in bot.said
            if not weather.over or not (plainly or "at work" in bot.said):
                found.append(f"{name}: {bot.said[-600:]}")
            working.cancel()
            await bot.end()
            await asyncio.gather(working, ended, return_exceptions=True)
            if method == "setWebhook":
                database.run("DELETE FROM mark")
    assert found == []


async def test_a_file_is_sent_once_at_most_in_bad_weather(tmp_path: Path) -> None:
    """Each trouble at a document: nobody gets it twice, and everybody sees the screen behind it."""
    async with (
        online() as telegram,
        bots(tmp_path, SQLite(tmp_path), telegram.address) as (crew, _),
    ):
        owners = people(telegram, len(TROUBLE), 12, manners=Manners(think=(0.0, 0.05)))
        await walk(owners)
        troubles = {one.person.id: name for one, name in zip(owners, TROUBLE, strict=True)}
        calls: Counter[int] = Counter()

        def faults(method: str, parameters: Mapping[str, object]) -> Fault | None:
            if method != "sendDocument":
                return None
            chat = int(str(parameters["chat_id"]))
            calls[chat] += 1
            return TROUBLE[troubles[chat]]

        telegram.faults = faults
        before = {one.person.id: one.screen for one in owners}
        for one in owners:
            telegram.say(one.person, "/mydata")
        blocked = next(one for one in owners if troubles[one.person.id] == "403")
        others = [one for one in owners if one is not blocked]
        await until(lambda: all(one.screen != before[one.person.id] for one in others), 60)
        assert calls == Counter(troubles.keys())
        assert crew[0].running


async def test_no_post_is_sent_twice_in_bad_weather(tmp_path: Path) -> None:
    """A post whose outcome nobody knows is never sent again; one certainly not sent is."""
    database = SQLite(tmp_path)
    async with online() as telegram:
        channel, boss = telegram.channel("Saualnama"), telegram.person("Координатор")
        due, struck, arrived = [*(TROUBLE if LONG else SOME)], list[str](), 0

        def faults(_: str, parameters: Mapping[str, object]) -> Fault | None:
            """Each post's first call meets the next trouble."""
            nonlocal arrived
            if str(parameters.get("chat_id")) != str(channel):
                return None
            album: Any = parameters.get("media") or [{}]  # its first picture has the caption
            album = json.loads(album) if isinstance(album, str) else album
            said = str(parameters.get("text") or {**parameters, **album[0]}.get("caption"))
            name = ""
            if said not in seen:
                name = due.pop(0) if due else ""
                struck.append(name)
            seen.add(said)
            fault = TROUBLE.get(name)
            if fault is None or fault.applied or not (fault.drop or fault.html or fault.code):
                arrived += 1
            return fault

        telegram.faults = faults
        settings = {
            "CHANNEL_ID": str(channel),
            "COORDINATOR_IDS": str(boss.id),
            "CHANNEL_LANGUAGES": "en",
            "DIGEST_CRON": "0 0 1 1 *",
            "MINIMUM_CELL": "1",
        }
        outcomes: list[tuple[str, str]] = []
        async with bots(tmp_path, database, telegram.address, settings=settings) as (crew, _):
            await walk(people(telegram, 6, 8, manners=Manners(think=(0.0, 0.05))))
            digests = 0
            while due:
                seen = set[str]()
                struck.clear()
                digests += 1
                telegram.say(boss, "/digest")
                await _asked(database, digests)
                rows = database.rows(
                    "SELECT state FROM post WHERE digest_id = (SELECT max(id) FROM digest)"
                    " ORDER BY id"
                )
                outcomes += zip(struck, (state for (state,) in rows), strict=True)
            assert crew[0].running
        assert [(name, state) for name, state in outcomes if state not in _allowed(name)] == []
        certain = sum(state == "sent" for _, state in outcomes)
        unknown = sum(state == "uncertain" and name in APPLIED for name, state in outcomes)
        said_there = telegram.messages(channel)
        posts = {message.content.get("media_group_id", message.id) for message in said_there}
        assert len(posts) == arrived == certain + unknown  # an album is one post


async def _asked(database: SQLite, digests: int) -> None:
    """Wait until so many digests were claimed, and each of their posts has come to an end."""

    def ended() -> bool:
        # No pause, and no limit of posts a minute: what is tested is what is sent at all.
        database.run(
            "UPDATE post SET not_before = NULL, begun_at = NULL"
            " WHERE not_before IS NOT NULL OR begun_at IS NOT NULL"
        )
        (claimed,) = database.rows("SELECT count(*) FROM digest")
        waiting = database.rows("SELECT 1 FROM post WHERE state IN ('claimed', 'sending')")
        return claimed[0] >= digests and not waiting

    await until(ended, 60)


def _allowed(name: str) -> set[str]:
    """What may be said of a post after a trouble: certainly not sent means sent in the end."""
    if name in {"", "late", "429 with a time", "429"}:
        return {"sent"}
    if name in {"400", "403", "409", "401"}:
        return {"failed"}
    return {"uncertain"}
