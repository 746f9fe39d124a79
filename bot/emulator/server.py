"""The emulator: the Bot API at /bot<token>/, people at /emulator/, and the page at /."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson
from aiohttp import StreamReader, web

from .desk import Desk
from .faults import Fault, Faults
from .methods import METHODS
from .people import People
from .queries import Queries
from .refusals import Refusal
from .requests import LARGEST_UPLOAD, Params, check, read
from .telegram import Telegram
from .updates import Mailbox
from .world import World

TOKEN: Final = "1234567890:" + "demonstration-of-saualnama-0" + "0" * 7
_CALLS: Final = 20_000
_GRACE: Final = 0.2
_NAMES: Final = {name.lower(): name for name in METHODS}


if TYPE_CHECKING:
    from aiohttp.abc import AbstractStreamWriter
    from aiohttp.http_parser import RawRequestMessage
    from aiohttp.web_protocol import RequestHandler


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was made: its parameters as read, and its result or refusal."""

    method: str
    params: Params
    result: object = None
    error: Refusal | None = None


class Emulator(People):
    """Telegram on this machine.

    `clock` gives seconds since 1970; `record_calls` keeps the newest 20 000 requests in `calls`;
    `faults` is asked before each request what shall go wrong with it.
    """

    def __init__(
        self,
        token: str = TOKEN,
        username: str = "saualnama_bot",
        *,
        clock: Callable[[], float] = time.time,
        record_calls: bool = True,
    ) -> None:
        world = World(username=username, clock=clock)
        mailbox, queries = Mailbox(clock), Queries(world)
        super().__init__(world, mailbox, queries)
        self.token = token
        self.username = username
        self.address = ""
        self.faults: Faults | None = None
        self.calls: deque[Call] = deque(maxlen=_CALLS if record_calls else 0)
        self.telegram = Telegram(world, mailbox, queries)
        self._desk = Desk(self, self.telegram.profile)
        self._methods = self.telegram.methods
        self._api = f"/bot{token}/"
        self._files = f"/file/bot{token}/"
        self._runner: web.ServerRunner | None = None

    async def start(self, port: int = 0, host: str = "127.0.0.1") -> str:
        """Listen; the base address, `http://host:port`. Port 0 takes a free one."""
        server = web.Server(self._serve, request_factory=_request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=_GRACE)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port, backlog=1024).start()
        self.address = f"http://{host}:{self._runner.addresses[0][1]}"
        return self.address

    async def stop(self) -> None:
        """End what waits, then close."""
        self._desk.close()
        await self.mailbox.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith(self._api):
            return await self._answer(request, path[len(self._api) :])
        if path.startswith(self._files):
            return self._file(path[len(self._files) :])
        if path.startswith(("/bot", "/file/bot")):
            return _refused(Refusal(401, "Unauthorized"))
        return await self._desk.serve(request)

    async def _answer(self, request: web.BaseRequest, name: str) -> web.StreamResponse:
        method = name if name in METHODS else _NAMES.get(name.lower())
        if method is None:
            return _refused(Refusal(404, "Not Found"))
        params: Params = {}
        try:
            params = await read(request)
            fault = self.faults(method, params) if self.faults is not None else None
            if fault is not None:
                return await self._spoil(request, method, params, fault)
            return _good(await self._call(method, params))
        except Refusal as refusal:
            self.calls.append(Call(method, params, error=refusal))
            return _refused(refusal)

    async def _call(self, method: str, fields: Params) -> object:
        params = check(method, fields)
        result: Any = self._methods[method](params)
        if inspect.isawaitable(result):
            result = await result
        self.calls.append(Call(method, params, result))
        return result

    async def _spoil(
        self, request: web.BaseRequest, method: str, params: Params, fault: Fault
    ) -> web.StreamResponse:
        result = await self._call(method, params) if fault.applied else None
        if fault.hang:
            await asyncio.sleep(fault.hang)
        if fault.drop:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if fault.html:
            page = f"<html><body><h1>{fault.code}</h1></body></html>"
            return web.Response(status=fault.code, text=page, content_type="text/html")
        if fault.code:
            raise Refusal(fault.code, fault.description, fault.retry_after, fault.moved)
        return _good(result if fault.applied else await self._call(method, params))

    def _file(self, path: str) -> web.StreamResponse:
        parts = path.split("/")
        file = self.world.files.get(parts[1]) if len(parts) > 1 else None
        if file is None or file.path != path:
            return _refused(Refusal(404, "Not Found"))
        return web.Response(body=file.data, content_type=file.mime)


def _request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: asyncio.Task[None],
) -> web.BaseRequest:
    """As aiohttp makes it, but with room for an upload."""
    loop = asyncio.get_running_loop()
    room = 2 * LARGEST_UPLOAD
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=room)


def _good(result: object) -> web.Response:
    body = orjson.dumps({"ok": True, "result": result})
    return web.Response(body=body, content_type="application/json")


def _refused(refusal: Refusal) -> web.Response:
    body: dict[str, object] = {
        "ok": False,
        "error_code": refusal.code,
        "description": refusal.description,
    }
    if refusal.retry_after is not None:
        body["parameters"] = {"retry_after": refusal.retry_after}
    if refusal.moved is not None:
        body["parameters"] = {"migrate_to_chat_id": refusal.moved}
    return web.Response(
        status=refusal.code, body=orjson.dumps(body), content_type="application/json"
    )
