"""HTTP by hand on asyncio's protocols: what a tap costs when nothing is checked or stored."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import deque
from pathlib import Path
from typing import Any, ClassVar, cast
from urllib.parse import urlsplit

import orjson
import uvloop

ADDRESS, TOKEN, WALK = sys.argv[1:4]
SCREENS = json.loads(Path(WALK).read_text(encoding="utf-8"))
MESSAGES: list[dict[str, Any]] = [
    {
        "text": text,
        "parse_mode": "HTML",
        "reply_markup": {
            "inline_keyboard": [
                [{"text": label, "callback_data": data} for label, data in row] for row in rows
            ]
        },
    }
    for text, rows in SCREENS
]
# Each message without its chat and id, and without the first brace.
BODIES = [orjson.dumps(message)[1:] for message in MESSAGES]


class Line(asyncio.Protocol):
    """One connection, one call at a time; back in `free` when its answer has come."""

    free: ClassVar[deque[Line]] = deque()

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._answer = bytearray()
        self._waiter: asyncio.Future[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way out."""
        self._transport = cast("asyncio.Transport", transport)

    def send(self, method: str, body: bytes, waiter: asyncio.Future[bytes] | None = None) -> None:
        """Call a method; `waiter` is given the answer's body."""
        assert self._transport
        self._waiter = waiter
        head = (
            f"POST /bot{TOKEN}/{method} HTTP/1.1\r\nHost: localhost\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._transport.write(head.encode() + body)

    def data_received(self, data: bytes) -> None:
        """Gather an answer: it ends where its Content-Length says."""
        self._answer += data
        head, gap, body = self._answer.partition(b"\r\n\r\n")
        if not gap:
            return
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        if len(body) < length:
            return
        self._answer.clear()
        if self._waiter is not None:
            self._waiter.set_result(bytes(body))
        else:
            self.free.append(self)


async def call(method: str, body: bytes) -> None:
    """Begin a call on a free line; its answer is not looked at."""
    (Line.free.pop() if Line.free else await line()).send(method, body)


async def line() -> Line:
    """Open a new line."""
    host = urlsplit(ADDRESS)
    loop = asyncio.get_running_loop()
    return (await loop.create_connection(Line, host.hostname or "", host.port or 80))[1]


async def main() -> None:
    """Poll until killed."""
    loop, poller, offset = asyncio.get_running_loop(), await line(), 0
    while True:
        waiter = loop.create_future()
        poller.send("getUpdates", orjson.dumps({"offset": offset, "timeout": 25}), waiter)
        for update in orjson.loads(await waiter)["result"]:
            offset = update["update_id"] + 1
            query = update.get("callback_query")
            if query is None:
                chat = update["message"]["chat"]["id"]
                await call("sendMessage", b'{"chat_id":%d,' % chat + BODIES[0])
                continue
            message = query["message"]
            following = (int(query["data"].partition(":")[0]) + 1) % len(BODIES)
            place = b'{"chat_id":%d,"message_id":%d,' % (
                message["chat"]["id"],
                message["message_id"],
            )
            await call("answerCallbackQuery", b'{"callback_query_id":"%s"}' % query["id"].encode())
            await call("editMessageText", place + BODIES[following])


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())
