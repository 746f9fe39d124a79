"""The webhook: 200 only after the commit, 503 while the database is away."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

import orjson
import uvicorn
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name, not its value
BODY_LIMIT = 1 << 20  # bytes; Telegram's updates are far smaller
BATCH = 200
RETRY_AFTER = {"Retry-After": "2"}

Take = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]


class Counter:
    """Gathers the updates of concurrent calls, so that one transaction serves them all."""

    def __init__(self, take: Take) -> None:
        """`take` returns when its batch is committed."""
        self._take = take
        self._waiting: list[tuple[dict[str, Any], asyncio.Future[None]]] = []
        self._serving: asyncio.Task[None] | None = None

    async def hand_over(self, update: dict[str, Any]) -> None:
        """Return when the update is committed; raise what kept it from being so."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((update, done))
        if self._serving is None:
            self._serving = asyncio.create_task(self._serve())
        await done

    async def _serve(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
                trouble: Exception | None = None
                try:
                    await self._take([update for update, _ in batch])
                except Exception as error:  # noqa: BLE001 - each caller is told
                    trouble = error
                for _, done in batch:
                    if done.cancelled():
                        continue
                    if trouble is None:
                        done.set_result(None)
                    else:
                        done.set_exception(trouble)
        finally:
            self._serving = None


def application(
    path: str,
    secret: str,
    take: Take,
    *,
    extra: Sequence[Route] = (),
) -> Starlette:
    """The ASGI application: one door for Telegram, and what else is served beside it."""
    counter = Counter(take)

    async def receive(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return PlainTextResponse("forbidden", 403)
        try:
            body = await _body(request)
        except ClientDisconnect:  # it comes again, whole
            return PlainTextResponse("gone", 400)
        if body is None:
            return PlainTextResponse("too large", 413)
        try:
            update = orjson.loads(body)
        except orjson.JSONDecodeError:
            update = {"unreadable": body[:1000].decode(errors="replace")}
        if not isinstance(update, dict):
            update = {"unreadable": update}
        try:
            await counter.hand_over(update)
        except SQLAlchemyError as error:
            log.warning("an update must come again: %s", type(error).__name__)
            return PlainTextResponse("later", 503, RETRY_AFTER)
        return Response(status_code=200)

    return Starlette(routes=[Route(path, receive, methods=["POST"]), *extra])


async def _body(request: Request) -> bytes | None:
    """The body, or None where it is larger than any update is."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            return None
    return bytes(body)


class Server(uvicorn.Server):
    """uvicorn inside our loop: the composition root alone listens for signals."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone."""
        yield


def server(app: Starlette, listen: str) -> Server:
    """A server for `host:port`."""
    host, _, port = listen.rpartition(":")
    config = uvicorn.Config(
        app,
        host=host,
        port=int(port),
        http="httptools",
        log_config=None,
        access_log=False,
        timeout_keep_alive=75,  # longer than Telegram leaves a connection idle
        timeout_graceful_shutdown=3,
        lifespan="off",
        ws="none",
    )
    return Server(config)


def watch(ready: Callable[[], Awaitable[str | None]], metrics: Callable[[], bytes]) -> list[Route]:
    """What a balancer and a monitor ask: `/live`, `/ready` and `/metrics`.

    `ready` gives the reason why this worker is not, or None.
    """

    async def live(_: Request) -> Response:
        return PlainTextResponse("live")

    async def is_ready(_: Request) -> Response:
        reason = await ready()
        return PlainTextResponse(reason or "ready", 503 if reason else 200)

    async def measured(_: Request) -> Response:
        return Response(metrics(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return [Route("/live", live), Route("/ready", is_ready), Route("/metrics", measured)]
