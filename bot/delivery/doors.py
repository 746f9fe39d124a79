"""The ways in: the webhook where a public address is set, else polling; and who watches them."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.delivery import webhook
from bot.delivery.polling import ALLOWED, BACKOFF, poll
from bot.outgoing.connection import StartError
from bot.outgoing.transport import Transport
from bot.settings import Settings
from storage import marks
from storage.archive import Archive
from storage.locks import Lock

log = logging.getLogger(__name__)

LOCK_SECONDS = 2.0
READY_SECONDS = 2.0
SILENT_SECONDS = 90.0  # without an answer to a poll; a poll takes less than half of it
WEBHOOK_CONNECTIONS = 100  # the most that Telegram opens


class Doors:
    """Opens the ways in and keeps them until the worker ends."""

    def __init__(  # noqa: PLR0913 - joined in one place
        self,
        *,
        settings: Settings,
        archive: Archive,
        bot: Bot,
        transport: Transport,
        take: Callable[[Sequence[dict[str, Any]]], Awaitable[None]],
        metrics: Callable[[], bytes],
    ) -> None:
        """`take` returns when a batch is committed; `metrics` is the page for monitors."""
        self._settings = settings
        self._archive = archive
        self._bot = bot
        self._transport = transport
        self._take = take
        self._metrics = metrics
        self._secret = settings.webhook_secret_for(settings.key())
        self._answered = float("inf")  # when Telegram last answered the poller, once it polls
        self._trouble: str | None = None
        self.closing = False

    def ways(self) -> Iterator[Coroutine[Any, Any, None]]:
        """What is to run until it is cancelled."""
        watch = webhook.watch(self.ready, self._metrics)
        url = self._settings.webhook_url
        if url is not None:
            path = urlsplit(url).path or "/"
            app = webhook.application(path, self._secret, self._take, extra=watch)
            yield serve(app, self._settings.webhook_listen)
            return
        yield self._poll()
        if self._settings.health_listen is not None:
            yield serve(Starlette(routes=watch), self._settings.health_listen)

    async def hang(self) -> None:
        """Tell Telegram where to deliver, once a deploy: each call disturbs the deliveries.

        Raises:
            StartError: Telegram did not take it.
        """
        url = self._settings.webhook_url
        if url is None:
            return
        said = hashlib.sha256(f"{url} {self._secret} {ALLOWED}".encode()).hexdigest()
        lock = Lock(self._archive, "webhook")
        await _entered(lock)
        try:
            known = await self._archive.look(lambda c: marks.read(c, "webhook"))
            if known != said or (await self._bot.get_webhook_info()).url != url:
                await self._bot.set_webhook(
                    url,
                    secret_token=self._secret,
                    allowed_updates=ALLOWED,
                    max_connections=WEBHOOK_CONNECTIONS,
                )
                await self._archive.write(lambda c: marks.write(c, "webhook", said))
        except TelegramError as error:
            # Not the text: what a server says may repeat the secret that it was told.
            raise StartError(
                f"SAUALNAMA_WEBHOOK_URL: Telegram did not take {url} ({type(error).__name__}):"
                " give a public https address on port 443, 80, 88 or 8443, and start again"
            ) from None
        finally:
            lock.leave()

    async def ready(self) -> str | None:
        """Why this worker should get no updates now, or None."""
        if self.closing:
            return "stopping"
        try:
            async with asyncio.timeout(READY_SECONDS):
                await self._archive.look(lambda c: c.exec_driver_sql("SELECT 1"))
        except (TimeoutError, SQLAlchemyError) as error:
            return f"no database: {type(error).__name__}"
        silent = asyncio.get_running_loop().time() - self._answered
        return self._trouble or ("no updates from Telegram" if silent > SILENT_SECONDS else None)

    def _polled(self, trouble: str | None) -> None:
        self._trouble = trouble
        if trouble is None:
            self._answered = asyncio.get_running_loop().time()

    async def _poll(self) -> None:
        """Poll while no other process does: two pollers would lose each other's updates."""
        lock = Lock(self._archive, "poller")
        try:
            while True:
                await _entered(lock)
                await self._unhook()
                await self._poll_while(lock)
                self._answered, self._trouble = float("inf"), None
                log.warning("the poller's lock was lost")
        finally:
            lock.leave()

    async def _unhook(self) -> None:
        """One way in: while a webhook is set Telegram refuses polls. What waits is not dropped."""
        for seconds in BACKOFF:
            try:
                await self._bot.delete_webhook()
            except TelegramError as error:
                log.warning("the webhook is not taken away yet: %s", error)
                await asyncio.sleep(seconds)
            else:
                return

    async def _poll_while(self, lock: Lock) -> None:
        self._polled(None)
        way = poll(self._transport, self._take, polled=self._polled)
        polling = asyncio.create_task(way)
        try:
            while not polling.done() and await asyncio.to_thread(lock.held):
                await asyncio.wait({polling}, timeout=LOCK_SECONDS)
            if polling.done():
                polling.result()
        except InvalidToken:
            raise StartError("Telegram has revoked the token: get a new one") from None
        finally:
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)


async def _entered(lock: Lock) -> None:
    """Wait for a lock, and say so once."""
    told = False
    while not await asyncio.to_thread(_taken, lock):
        if not told:
            log.info("another process holds the %s: waiting for it to end", lock.name)
            told = True
        await asyncio.sleep(LOCK_SECONDS)  # another process sets it free: there is no event


def _taken(lock: Lock) -> bool:
    """Whether the lock is ours now; while the database is away it is nobody's."""
    try:
        return lock.enter()
    except SQLAlchemyError as error:
        log.warning("no %s while the database is away: %s", lock.name, type(error).__name__)
        return False


async def serve(app: Starlette, listen: str) -> None:
    """Serve until cancelled; calls under way are answered first."""
    server = webhook.server(app, listen)
    serving = asyncio.create_task(server.serve())
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise
