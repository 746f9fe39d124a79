"""Calls over real sockets: what is sent, what comes back, and what may be tried again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.emulator import Emulator, Fault
from bot.outgoing import lines
from bot.outgoing.transport import NotSentError, Transport

TOKEN = "1234567890:" + "a" * 35
OK = b'{"ok":true,"result":%d}'

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture(name="emulator")
async def _emulator() -> AsyncIterator[Emulator]:
    emulator = Emulator(token=TOKEN)
    await emulator.start()
    yield emulator
    await emulator.stop()


@pytest.fixture(name="transport")
async def _transport(emulator: Emulator) -> AsyncIterator[Transport]:
    transport = Transport(emulator.address, TOKEN)
    yield transport
    await transport.shutdown()


@asynccontextmanager
async def served(talk: Talk) -> AsyncIterator[Transport]:
    """A transport to a server that says what `talk` writes."""

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(one, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    transport = Transport(f"http://{host}:{port}", TOKEN)
    try:
        yield transport
    finally:
        await transport.shutdown()
        server.close()


async def heard(reader: asyncio.StreamReader) -> bytes:
    """One request, whole: its head."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
    await reader.readexactly(length)
    return head


def answer(number: int, more: bytes = b"") -> bytes:
    """A good answer whose result is a number."""
    body = OK % number
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%b\r\n%b" % (len(body), more, body)


async def test_a_call_returns_the_result(transport: Transport, emulator: Emulator) -> None:
    """A call's result is what the method returned, as plain JSON."""
    assert (await transport.call("getMe", {}))["username"] == emulator.username


async def test_connections_are_kept() -> None:
    """Calls one after the other share a connection; calls at once have one each."""
    lines_opened = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal lines_opened
        lines_opened += 1
        number = lines_opened
        while True:
            await heard(reader)
            writer.write(answer(number))

    async with served(talk) as transport:
        one_by_one = [await transport.call("getMe", {}) for _ in range(3)]
        at_once = await asyncio.gather(*(transport.call("getMe", {}) for _ in range(3)))
    assert one_by_one == [1, 1, 1]
    assert sorted(at_once) == [1, 2, 3]


async def test_an_answer_in_pieces_is_read_whole() -> None:
    """An answer may come in chunks and in as many pieces as the network likes."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await heard(reader)
            whole = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            whole += b'a\r\n{"ok":true\r\nc\r\n,"result":7}\r\n0\r\n\r\n'
            for position in range(len(whole)):
                writer.write(whole[position : position + 1])
                await writer.drain()

    async with served(talk) as transport:
        assert [await transport.call("getMe", {}) for _ in range(2)] == [7, 7]


async def test_nothing_was_sent_where_nobody_listens() -> None:
    """Without a connection the error says that nothing was sent."""
    with pytest.raises(NotSentError):
        await Transport("http://127.0.0.1:1", TOKEN).call("getMe", {})


async def test_a_lost_answer_is_not_called_unsent(transport: Transport, emulator: Emulator) -> None:
    """Where the connection ends after the request, nobody knows what came of it."""
    emulator.faults = lambda *_: Fault(drop=True, applied=True)
    with pytest.raises(NetworkError) as caught:
        await transport.call("getMe", {})
    assert not isinstance(caught.value, NotSentError)
    emulator.faults = None
    assert await transport.call("getMe", {})


async def test_a_late_answer_is_not_taken_for_the_next_one(
    transport: Transport, emulator: Emulator
) -> None:
    """A call that was given up leaves its connection, so that no later call hears its answer."""
    emulator.faults = lambda method, _: Fault(hang=0.3) if method == "getWebhookInfo" else None
    with pytest.raises(TimedOut):
        await transport.call("getWebhookInfo", {}, read_timeout=0.1)
    answers = [await transport.call("getMe", {}) for _ in range(3)]
    assert {found["username"] for found in answers} == {emulator.username}


@pytest.mark.parametrize("farewell", [b"", answer(99), b"\x00 no HTTP"])
async def test_what_comes_unasked_is_nobodys_answer(farewell: bytes) -> None:
    """A server may end an idle connection, with or without words: the next call opens another."""
    calls = 0
    taken = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal calls
        await heard(reader)
        calls += 1
        writer.write(answer(calls))
        await taken.wait()
        taken.clear()
        writer.write(farewell)

    async with served(talk) as transport:
        for number in (1, 2, 3):
            assert await transport.call("getMe", {}) == number
            taken.set()
            await asyncio.gather(*(line.gone for line in transport._lines._lines))


async def test_a_server_that_closes_is_believed() -> None:
    """After `Connection: close` the connection is not used again."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await heard(reader)
        writer.write(answer(1, b"Connection: close\r\n"))
        await reader.read()

    async with served(talk) as transport:
        assert [await transport.call("getMe", {}) for _ in range(3)] == [1, 1, 1]


async def test_what_is_not_http_is_a_network_error() -> None:
    """An answer that is not HTTP ends the connection; the call may be tried again."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await heard(reader)
        writer.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        await reader.read()

    async with served(talk) as transport:
        with pytest.raises(NetworkError):
            await transport.call("getMe", {})


async def test_there_are_never_too_many_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls beyond the most connections wait for one to be free."""
    monkeypatch.setattr(lines, "MOST", 3)
    opened = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal opened
        opened += 1
        while True:
            await heard(reader)
            await asyncio.sleep(0)
            writer.write(answer(opened))

    async with served(talk) as transport:
        assert len(await asyncio.gather(*(transport.call("getMe", {}) for _ in range(20)))) == 20
    assert opened == 3


async def test_files_arrive_as_they_were(emulator: Emulator) -> None:
    """A file and its fields go as multipart, byte for byte."""
    person = emulator.person("Айгүл", "kk")
    emulator.say(person, "/start")
    data = bytes(range(256)) * 400
    transport = Transport(emulator.address, TOKEN)
    async with Bot(TOKEN, f"{emulator.address}/bot", request=transport) as bot:
        await bot.send_document(person.id, data, caption="Қала «А» & Б", filename="export.zip")
    sent = emulator.messages(person.id)[-1]
    assert sent.text == "Қала «А» & Б"
    assert emulator.world.files[sent.content["document"]["file_id"]].data == data


@pytest.mark.parametrize(
    "fault",
    [
        Fault(code=500, html=True),
        Fault(code=401, description="Unauthorized"),
        Fault(code=404, description="Not Found"),
        Fault(code=429, description="Too Many Requests", retry_after=3),
        Fault(drop=True),
        Fault(hang=5),
    ],
)
async def test_no_error_tells_the_token(
    transport: Transport, emulator: Emulator, fault: Fault
) -> None:
    """Whatever goes wrong, neither the error nor what caused it holds the token."""
    emulator.faults = lambda *_: fault
    with pytest.raises(TelegramError) as caught:
        await transport.call("getMe", {}, read_timeout=0.1)
    error: BaseException | None = caught.value
    while error is not None:
        assert TOKEN not in f"{error!r} {error}"
        error = error.__cause__ or error.__context__
