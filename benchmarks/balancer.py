"""A balancer without stickiness: whoever connects gets the next worker."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from itertools import cycle
from typing import cast


class Balancer:
    """Hands each connection to the next worker, and carries bytes both ways."""

    def __init__(self, ports: Sequence[int]) -> None:
        """Nothing listens yet."""
        self._next = cycle(ports)

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator[int]:
        """The port, while it listens."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Near(next(self._next)), "127.0.0.1", 0)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()


class _Side(asyncio.Protocol):
    """One side of a connection: what it hears, the other one says; they end together."""

    def __init__(self) -> None:
        self.other: _Side | None = None
        self.way: asyncio.Transport | None = None
        self._early = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.way = cast("asyncio.Transport", transport)

    def join(self, other: _Side) -> None:
        """Say what came before there was another side, and go on from there."""
        self.other = other
        if self._early and other.way is not None:
            other.way.write(self._early)

    def data_received(self, data: bytes) -> None:
        if self.other is None or self.other.way is None:
            self._early += data
        else:
            self.other.way.write(data)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's name
        if self.other is not None and self.other.way is not None:
            self.other.way.close()


class _Near(_Side):
    """Telegram's side: it has the worker's side connected."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._joining = asyncio.get_running_loop().create_task(self._join())

    async def _join(self) -> None:
        assert self.way is not None
        try:
            loop = asyncio.get_running_loop()
            _, far = await loop.create_connection(_Side, "127.0.0.1", self._port)
        except OSError:  # the worker has ended
            self.way.close()
            return
        far.join(self)
        self.join(far)
