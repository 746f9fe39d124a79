"""A digest under fire: killed between claim, send and note, each part is posted once or asked."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.emulator import Fault, Message
from tests.chaos.crowd import Manners, online, people, walk
from tests.chaos.machine import LONG, Bot, PostgreSQL, bots, until

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(3600 if LONG else 120)]

ROUNDS = 60 if LONG else 3
WORKERS = 3
CLOCKS = (-120.0, 0.0, 120.0)  # seconds by which the workers' clocks are wrong
POSTS = "SELECT id, language, part, state, message_id FROM post ORDER BY id"


class Trap:
    """Kills every worker at one call to the channel: before Telegram has it, or right after."""

    def __init__(self, channel: int) -> None:
        self.channel = channel
        self.crew: list[Bot] = []
        self.at: int | None = None
        self.applied = False
        self.calls = 0
        self.sprung = asyncio.Event()

    def set(self, at: int, *, applied: bool) -> None:
        """Wait for a call; the next one is number 0."""
        self.at, self.applied, self.calls = at, applied, 0
        self.sprung.clear()

    def __call__(self, method: str, parameters: Mapping[str, object]) -> Fault | None:
        if method not in {"sendMessage", "sendPhoto", "sendMediaGroup"}:
            return None
        if str(parameters.get("chat_id")) != str(self.channel):
            return None
        self.calls += 1
        if self.at is None or self.calls <= self.at:
            return None
        self.at = None
        self.sprung.set()
        # The answer is held back until the workers are dead.
        return Fault(drop=True, applied=self.applied, hang=1.0)


@pytest.mark.postgresql
async def test_a_digest_is_never_posted_twice_and_never_forgotten(tmp_path: Path) -> None:
    """Three workers, clocks apart, killed at every step: sent once, or known to be uncertain."""
    database = PostgreSQL()
    dice = random.Random(5)
    try:
        async with online() as telegram:
            channel = telegram.channel("Saualnama")
            trap = Trap(channel)
            telegram.faults = trap
            settings = {
                "CHANNEL_ID": str(channel),
                "CHANNEL_LANGUAGES": "kk,ru",
                "DIGEST_CRON": "0 0 * * *",
                "MINIMUM_CELL": "1" if LONG else "50",  # figures bring pictures; these take time
            }
            async with bots(
                tmp_path,
                database,
                telegram.address,
                workers=WORKERS,
                settings=settings,
                ahead=CLOCKS,
            ) as (crew, _):
                await walk(people(telegram, 6, 9, manners=Manners(think=(0.0, 0.05))))
                await asyncio.gather(*(bot.end() for bot in crew))
                # The wave began days ago: last midnight's digest is due, for every worker at once.
                for number in range(ROUNDS):
                    await _round(database, crew, trap, dice, number)
                    _judge(database, telegram.messages(channel), number)
                    database.run("UPDATE digest SET period = 'round ' || id WHERE period LIKE '2%'")
                    # A round is a day: the limit of posts a minute is not for all of them together.
                    database.run("UPDATE post SET begun_at = begun_at - interval '1 day'")
    finally:
        database.close()


async def _round(
    database: PostgreSQL, crew: list[Bot], trap: Trap, dice: random.Random, number: int
) -> None:
    """One digest: killed at the claim, before or after a send; then the workers come back."""
    step = number % 3
    trap.set(dice.randrange(2), applied=step == 2)
    if step == 0:
        trap.at = None
    await asyncio.gather(*(bot.start() for bot in crew))
    if step:
        await asyncio.wait_for(trap.sprung.wait(), 30)
    else:
        await until(lambda: database.rows("SELECT 1 FROM digest WHERE period LIKE '2%'"))
        await asyncio.sleep(dice.uniform(0, 0.5))
    await asyncio.gather(*(bot.end() for bot in crew))
    await asyncio.sleep(1.2 if step else 0)  # what was on its way has arrived
    assert database.rows("SELECT count(*) FROM digest WHERE period LIKE '2%'") == [(1,)]
    # Whatever a dead worker had in hand counts as lost once its time has passed.
    database.run("UPDATE post SET lease_until = now() - interval '1 s' WHERE state = 'sending'")
    await asyncio.gather(*(bot.start() for bot in crew))
    waiting = "SELECT 1 FROM post WHERE state IN ('claimed', 'sending')"
    await until(lambda: not database.rows(waiting), 90)
    await asyncio.gather(*(bot.end() for bot in crew))


def _judge(database: PostgreSQL, messages: list[Message], number: int) -> None:
    """Each part stands in the channel once where it is noted as sent, else at most once."""
    posts = database.rows(POSTS)
    assert len(database.rows("SELECT 1 FROM digest")) == number + 1
    assert {state for _, _, _, state, _ in posts} <= {"sent", "uncertain"}
    noted = [message for *_, state, message in posts if state == "sent"]
    assert set(noted) <= {message.id for message in messages}
    assert len(noted) == len(set(noted))
    uncertain = sum(1 for *_, state, _ in posts if state == "uncertain")
    posted = {message.content.get("media_group_id", message.id) for message in messages}
    assert len(noted) <= len(posted) <= len(noted) + uncertain
    assert uncertain <= WORKERS * (number + 1), "a worker has one post on its way, not more"
