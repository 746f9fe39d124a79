"""Seen from outside: two workers say how they are, and tell Telegram of themselves once."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import aiohttp
import orjson
import pytest

from tests.chaos.crowd import Manners, online, people, walk
from tests.chaos.machine import PostgreSQL, bots

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(120)]

NAMES = (
    *('updates_total{kind="tapped",outcome="applied"}', "commit_seconds_count", "outbox_depth"),
    *('api_calls_total{method="editMessageText",result="200"}', "outbox_age_seconds"),
)


@pytest.mark.postgresql
async def test_two_workers_can_be_watched(tmp_path: Path) -> None:
    """/live, /ready and /metrics of each; one setWebhook a deploy; a line of the log an update."""
    database = PostgreSQL()
    try:
        async with (
            online(record_calls=True) as telegram,
            bots(tmp_path, database, telegram.address, workers=2) as (crew, balancer),
            aiohttp.ClientSession() as session,
        ):
            await asyncio.gather(*(bot.hear("running on") for bot in crew))
            await walk(people(telegram, 6, 31, manners=Manners(think=(0.0, 0.1))))
            for bot in crew:
                assert await _get(session, bot.listen, "live") == (200, "live")
                assert await _get(session, bot.listen, "ready") == (200, "ready")
                status, page = await _get(session, bot.listen, "metrics")
                assert status == 200
                assert [name for name in NAMES if f"saualnama_{name}" not in page] == []
                lines = [orjson.loads(line) for line in bot.said.splitlines()]
                taken = [line for line in lines if line["said"] == "taken"]
                assert all({"update", "kind", "outcome"} <= line.keys() for line in taken)
                taps = [line for line in taken if (line["kind"], line["outcome"]) == TAPPED]
                counted = re.search(rf"^saualnama_{re.escape(NAMES[0])} (\S+)", page, re.MULTILINE)
                assert counted
                assert float(counted[1]) == len(taps)
            methods = [call.method for call in telegram.calls]
            assert methods.count("setWebhook") == 1
            (hook,) = (call for call in telegram.calls if call.method == "setWebhook")
            assert "drop_pending_updates" not in hook.params
            assert hook.params["allowed_updates"] == ["message", "callback_query", "my_chat_member"]
            with database.busy():
                await asyncio.gather(*(bot.end() for bot in crew))
            await asyncio.gather(*(bot.start() for bot in crew))
            await asyncio.gather(*(bot.hear("running on") for bot in crew))
            assert [call.method for call in telegram.calls].count("setWebhook") == 1
            database.admin(f"ALTER ROLE {database.name} CONNECTION LIMIT 0")
            database.cut()
            for bot in crew:
                status, reason = await _get(session, bot.listen, "ready")
                assert (status, "no database" in reason) == (503, True)
                assert await _get(session, bot.listen, "live") == (200, "live")
            database.admin(f"ALTER ROLE {database.name} CONNECTION LIMIT -1")
            assert balancer.statuses.keys() <= {200, 503}
    finally:
        database.close()


TAPPED = ("tapped", "applied")


async def _get(session: aiohttp.ClientSession, listen: str, path: str) -> tuple[int, str]:
    async with session.get(f"http://{listen}/{path}") as answer:
        return answer.status, await answer.text()
