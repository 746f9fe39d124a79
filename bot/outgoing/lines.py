"""HTTP/1.1 to one server over connections that are kept: asyncio carries, httptools reads.

The Bot API needs none of what makes general clients dear: redirects, cookies, compression.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from typing import cast
from urllib.parse import urlsplit

import httptools
from aiohappyeyeballs import start_connection

CONNECT_SECONDS = 5.0
NEXT_ADDRESS_SECONDS = 0.25
"""After so long without an answer the server's next address is tried beside the first."""
KEEP_SECONDS = 60.0
"""A connection that was idle for longer is not used again: the server may be about to end it."""
MOST = 256


class UnconnectedError(OSError):
    """There is no connection: nothing was sent."""


class BrokenError(OSError):
    """A request was sent, and the connection ended before the whole answer had come."""


class Lines:
    """Connections to the server of a URL, at most `MOST`; one request at a time on each."""

    def __init__(self, url: str) -> None:
        """Connect to nothing yet."""
        parts = urlsplit(url)
        secure = parts.scheme == "https"
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if secure else 80)
        self._ssl = ssl.create_default_context() if secure else None
        self._opening = f"HTTP/1.1\r\nHost: {parts.netloc.rpartition('@')[2]}\r\n"
        self._room = asyncio.Semaphore(MOST)
        self._lines: set[_Line] = set()
        self._free: list[_Line] = []

    async def ask(
        self, method: str, target: str, body: bytes = b"", kind: str = "application/json"
    ) -> tuple[int, bytes]:
        """Send a request and wait for its answer: status and body.

        `target` is path and query, `kind` the body's content type.

        Raises:
            UnconnectedError: nothing was sent.
            BrokenError: it was sent, and nobody knows what came of it.
        """
        head = f"{method} {target} {self._opening}Content-Type: {kind}\r\n"
        request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        async with self._room:
            line = self._idle() or await self._connected()
            try:
                answer = await line.ask(request)
            except BaseException:
                line.end()  # an answer that comes now would be taken for the next one's
                raise
            self._free.append(line)
            return answer

    async def close(self) -> None:
        """End all connections."""
        self._free.clear()
        ending = tuple(self._lines)
        for line in ending:
            line.end()
        await asyncio.gather(*(line.gone for line in ending))

    def _idle(self) -> _Line | None:
        long_ago = asyncio.get_running_loop().time() - KEEP_SECONDS
        while self._free:
            line = self._free.pop()
            if line.open and line.since > long_ago:
                return line
            line.end()
        return None

    async def _connected(self) -> _Line:
        loop = asyncio.get_running_loop()
        line = _Line(self._lines)
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                found = await loop.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
                opened = await start_connection(found, happy_eyeballs_delay=NEXT_ADDRESS_SECONDS)
                name = self._host if self._ssl else None
                await loop.create_connection(
                    lambda: line, sock=opened, ssl=self._ssl, server_hostname=name
                )
        except OSError as error:  # a TimeoutError too
            raise UnconnectedError(f"cannot connect: {type(error).__name__}") from None
        return line


class _Line(asyncio.Protocol):
    """One connection; a member of `all_lines` while it stands."""

    def __init__(self, all_lines: set[_Line]) -> None:
        self.open = False
        self.since = 0.0  # the loop's time of the last answer
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._all = all_lines
        self._parts: list[bytes] = []
        self._waiter: asyncio.Future[tuple[int, bytes]] | None = None

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request that is ready to go; its answer."""
        if not self.open:
            raise UnconnectedError("the connection has ended")
        waiter: asyncio.Future[tuple[int, bytes]] = asyncio.get_running_loop().create_future()
        self._waiter = waiter
        self._transport.write(request)
        return await waiter

    def end(self) -> None:
        """Disconnect at once."""
        if self.open:
            self.open = False
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)
        self._parser = httptools.HttpResponseParser(self)
        self.open = True
        self._all.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.open = False
        self._all.discard(self)
        self.gone.set_result(None)
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            words = "closed" if exc is None else type(exc).__name__
            waiter.set_exception(BrokenError(f"connection lost: {words}"))

    def data_received(self, data: bytes) -> None:
        # Words that nobody asked for, such as a proxy's farewell, or words that are not HTTP.
        if self._waiter is None:
            self.end()
            return
        with contextlib.suppress(httptools.HttpParserError):
            self._parser.feed_data(data)
            return
        self.end()

    def on_body(self, part: bytes) -> None:
        """A part of the answer's body, from the parser."""
        self._parts.append(part)

    def on_message_complete(self) -> None:
        """The answer is whole, says the parser."""
        body = b"".join(self._parts)
        self._parts.clear()
        self.since = asyncio.get_running_loop().time()
        waiter, self._waiter = self._waiter, None
        if not self._parser.should_keep_alive():
            self.end()
        if waiter is not None and not waiter.done():
            waiter.set_result((self._parser.get_status_code(), body))
