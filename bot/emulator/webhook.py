"""The pushing side: updates by POST, serial in each lane, again and again until a 2xx."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import aiohttp
import orjson

from .world import Json

DELAYS: Final = (0.0, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds before each next try; the last one stays. (Telegram: 0, 2, 4, 8 … 60.)"""
_PATIENCE: Final = 60.0
_LONGEST_RETRY_AFTER: Final = 3600


@dataclass(frozen=True, slots=True)
class Parcel:
    """An update on its way. `lane` names its queue, `expires` is in seconds since 1970."""

    number: int
    update: Json
    lane: str
    expires: float


@dataclass(frozen=True, slots=True)
class Hook:
    """Where to deliver."""

    url: str
    secret: str = ""
    max_connections: int = 40


class Pusher:
    """Delivers to one hook. `delivered` is called with each number that is done with."""

    def __init__(
        self, hook: Hook, delivered: Callable[[int], None], clock: Callable[[], float]
    ) -> None:
        self._hook = hook
        self._delivered = delivered
        self._clock = clock
        self._lanes: dict[str, deque[Parcel]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(hook.max_connections)
        self._session: aiohttp.ClientSession | None = None
        self._headers = {"Content-Type": "application/json"}
        if hook.secret:
            self._headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        self._trouble: tuple[int, str] | None = None

    def push(self, parcel: Parcel) -> None:
        """Queue a parcel behind the others of its lane."""
        lane = self._lanes.get(parcel.lane)
        if lane is not None:
            lane.append(parcel)
            return
        self._lanes[parcel.lane] = deque([parcel])
        task = asyncio.create_task(self._serve(parcel.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def info(self) -> Json:
        """What getWebhookInfo tells of it."""
        about: Json = {"url": self._hook.url, "max_connections": self._hook.max_connections}
        if self._trouble is not None:
            about["last_error_date"], about["last_error_message"] = self._trouble
        return about

    async def close(self) -> None:
        """Stop at once; what is not delivered stays with the mailbox."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def _serve(self, name: str) -> None:
        lane = self._lanes[name]
        while lane:
            await self._deliver(lane[0])
            lane.popleft()
        del self._lanes[name]

    async def _deliver(self, parcel: Parcel) -> None:
        body = orjson.dumps(parcel.update)
        tries = 0
        while parcel.expires > self._clock():
            async with self._slots:
                wait = await self._post(body)
            if wait is None:
                break
            await asyncio.sleep(wait or DELAYS[min(tries, len(DELAYS) - 1)])
            tries += 1
        self._delivered(parcel.number)

    async def _post(self, body: bytes) -> float | None:
        """None: taken. Otherwise the seconds that the other side asked to wait, or 0."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                timeout=aiohttp.ClientTimeout(total=_PATIENCE),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        try:
            async with self._session.post(
                self._hook.url, data=body, headers=self._headers, allow_redirects=False
            ) as answer:
                await answer.read()
                if answer.ok and answer.status < 300:  # noqa: PLR2004 - 2xx
                    return None
                after = answer.headers.get("Retry-After", "")
                fault = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            after, fault = "", f"Connection failed: {type(error).__name__}"
        self._trouble = (int(self._clock()), fault)
        return float(min(int(after), _LONGEST_RETRY_AFTER)) if after.isdecimal() else 0.0
