from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
from sqlalchemy.exc import OperationalError

from bot.delivery import webhook

SECRET = "what-only-telegram-knows"
LET_IN = {webhook.SECRET_HEADER: SECRET}


class Desk:
    """Takes batches; may be slow or refuse."""

    def __init__(self) -> None:
        self.batches: list[list[dict[str, Any]]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.trouble: Exception | None = None

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        await self.open.wait()
        if self.trouble:
            raise self.trouble
        self.batches.append(list(updates))

    @property
    def taken(self) -> list[int]:
        return sorted(update["update_id"] for batch in self.batches for update in batch)


class Door:
    """The served application, as one knocks at it."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url, self._session = url, session
        self.headers: Mapping[str, str] = {}
        self.text = ""

    async def post(self, *, given: Mapping[str, str] = LET_IN, **body: Any) -> int:  # noqa: ANN401
        """Deliver; the status."""
        async with self._session.post(f"{self._url}/telegram", headers=given, **body) as answer:
            self.headers = answer.headers
            await answer.read()
            return answer.status

    async def get(self, path: str) -> int:
        """Ask; the status."""
        async with self._session.get(f"{self._url}{path}") as answer:
            self.text = await answer.text()
            return answer.status


@asynccontextmanager
async def served(desk: Desk) -> AsyncIterator[Door]:
    async def ready() -> str | None:
        return None if desk.open.is_set() else "no database"

    watch = webhook.watch(ready, lambda: b"saualnama_updates_total 1\n")
    app = webhook.application("/telegram", SECRET, desk.take, extra=watch)
    server = webhook.server(app, "127.0.0.1:0")
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110
        await asyncio.sleep(0)  # uvicorn has no event for it
    port = server.servers[0].sockets[0].getsockname()[1]
    async with aiohttp.ClientSession() as session:
        try:
            yield Door(f"http://127.0.0.1:{port}", session)
        finally:
            server.should_exit = True
            await serving


async def test_200_comes_after_the_commit() -> None:
    """While the batch is not committed, Telegram gets no answer."""
    desk = Desk()
    async with served(desk) as door:
        desk.open.clear()
        call = asyncio.create_task(door.post(json={"update_id": 1}))
        done, _ = await asyncio.wait({call}, timeout=0.2)
        assert not done
        desk.open.set()
        assert await call == 200
        assert desk.taken == [1]


async def test_concurrent_calls_are_taken_in_batches() -> None:
    """What arrives while a batch is being committed goes into the next one together."""
    desk = Desk()
    async with served(desk) as door:
        desk.open.clear()
        calls = [asyncio.create_task(door.post(json={"update_id": number})) for number in range(20)]
        await asyncio.wait(calls, timeout=0.3)
        desk.open.set()
        assert {await call for call in calls} == {200}
        assert desk.taken == list(range(20))
        assert len(desk.batches) < 20


async def test_no_database_means_come_again() -> None:
    """503 with Retry-After keeps the update at Telegram."""
    desk = Desk()
    desk.trouble = OperationalError("BEGIN", {}, Exception("gone"))
    async with served(desk) as door:
        assert await door.post(json={"update_id": 1}) == 503
        assert int(door.headers["Retry-After"]) >= 1


async def test_only_telegram_is_let_in() -> None:
    """Without the secret nothing is even read."""
    desk = Desk()
    async with served(desk) as door:
        for headers in ({}, {webhook.SECRET_HEADER: "wrong"}):
            assert await door.post(json={"update_id": 1}, given=headers) == 403
        assert desk.batches == []


async def test_whoever_only_looks_is_told_that_one_delivers_here() -> None:
    """A browser or a scanner that asks for the address gets 405, and nothing is taken."""
    desk = Desk()
    async with served(desk) as door:
        assert await door.get("/telegram") == 405
    assert desk.taken == []


async def test_a_body_has_a_limit() -> None:
    """A body larger than any update is refused."""
    desk = Desk()
    async with served(desk) as door:
        body = b"x" * (webhook.BODY_LIMIT + 1)
        with suppress(aiohttp.ClientConnectionError):  # hung up on before all of it was sent
            assert await door.post(data=io.BytesIO(body)) == 413
        assert desk.batches == []


async def test_what_is_no_update_is_taken_in_all_the_same() -> None:
    """It would be delivered for a day; the desk keeps it as a dead letter instead."""
    desk = Desk()
    async with served(desk) as door:
        for count, body in enumerate((b"", b"{", b"[1]", b'"text"', b"\xff\xfe"), start=1):
            assert await door.post(data=body) == 200
            assert len(desk.batches) == count


async def test_a_balancer_and_a_monitor_get_their_answers() -> None:
    """/live, /ready and /metrics are served beside the door."""
    desk = Desk()
    async with served(desk) as door:
        assert await door.get("/live") == 200
        assert await door.get("/ready") == 200
        assert await door.get("/metrics") == 200
        assert "saualnama_updates" in door.text
        desk.open.clear()
        assert await door.get("/ready") == 503
