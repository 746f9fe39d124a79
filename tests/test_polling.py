"""An update is confirmed to Telegram after it was taken, and never before."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from telegram.error import InvalidToken

from bot.delivery import polling
from bot.delivery.polling import ALLOWED, poll
from bot.emulator import Emulator, Fault, Person
from bot.outgoing.transport import Transport

Take = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]
PATIENCE = 10


@pytest.fixture(name="emulator")
async def _emulator(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Emulator]:
    monkeypatch.setattr(polling, "BACKOFF", (0.0,))
    emulator = Emulator()
    await emulator.start()
    yield emulator
    await emulator.stop()


@pytest.fixture(name="person")
def _person(emulator: Emulator) -> Person:
    return emulator.person("Айгүл", "kk")


@asynccontextmanager
async def at_work(
    emulator: Emulator, take: Take, polled: Callable[[str | None], None] = lambda _: None
) -> AsyncIterator[asyncio.Task[None]]:
    """A poller, until the end of the block."""
    transport = Transport(emulator.address, emulator.token)
    work = asyncio.create_task(poll(transport, take, polled=polled))
    try:
        async with asyncio.timeout(PATIENCE):
            yield work
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await transport.shutdown()


class Hands:
    """Takes updates; fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.texts: list[str] = []
        self.batches: list[int] = []
        self.stirred = asyncio.Event()

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        self.batches.append(len(updates))
        self.stirred.set()
        if self.failures:
            self.failures -= 1
            raise OperationalError("COMMIT", {}, OSError("the database is away"))
        self.texts += [update["message"]["text"] for update in updates]

    async def hold(self, texts: list[str]) -> None:
        """Wait until these were taken."""
        while self.texts != texts:
            self.stirred.clear()
            await self.stirred.wait()


def waiting(emulator: Emulator) -> int:
    return len(emulator.mailbox)


async def confirmed(emulator: Emulator) -> None:
    """Wait until nothing waits: the next poll carries the offset."""
    while waiting(emulator):
        await emulator.mailbox.polling.wait()
        await asyncio.sleep(0)


async def test_what_is_being_taken_is_not_yet_confirmed(emulator: Emulator, person: Person) -> None:
    """While a batch is on its way to the disk Telegram still holds it; afterwards no more."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def take(_: Sequence[dict[str, Any]]) -> None:
        begun.set()
        await go_on.wait()

    emulator.say(person, "one")
    emulator.say(person, "two")
    async with at_work(emulator, take):
        await begun.wait()
        assert waiting(emulator) == 2
        go_on.set()
        await confirmed(emulator)


async def test_a_poller_that_ends_loses_nothing(emulator: Emulator, person: Person) -> None:
    """What one poller had in its hands when it ended comes to the next."""
    begun = asyncio.Event()

    async def die(_: Sequence[dict[str, Any]]) -> None:
        begun.set()
        await asyncio.Event().wait()

    emulator.say(person, "one")
    async with at_work(emulator, die):
        await begun.wait()
    hands = Hands()
    async with at_work(emulator, hands.take):
        await hands.hold(["one"])


async def test_what_cannot_be_committed_comes_again(emulator: Emulator, person: Person) -> None:
    """While the database is away the same updates are fetched until they were taken, once."""
    hands = Hands(failures=3)
    emulator.say(person, "one")
    async with at_work(emulator, hands.take):
        await hands.hold(["one"])
        emulator.say(person, "two")
        await hands.hold(["one", "two"])
        await confirmed(emulator)
    assert hands.batches == [1, 1, 1, 1, 1]


@pytest.mark.parametrize(
    "fault",
    [
        Fault(code=502, html=True),
        Fault(drop=True),
        Fault(code=409, description="Conflict: terminated by other getUpdates request"),
        Fault(code=429, description="Too Many Requests: retry after 0", retry_after=0),
        Fault(code=400, description="Bad Request: whatever"),
        Fault(applied=True, drop=True),
    ],
    ids=["html", "drop", "conflict", "flood", "refused", "lost"],
)
async def test_a_bad_connection_loses_nothing(
    emulator: Emulator, person: Person, fault: Fault
) -> None:
    """Whatever becomes of a request, the next ones bring every update, once."""
    left = 3

    def faults(method: str, _: Mapping[str, object]) -> Fault | None:
        nonlocal left
        if method == "getUpdates" and left:
            left -= 1
            return fault
        return None

    emulator.faults = faults
    hands = Hands()
    emulator.say(person, "one")
    async with at_work(emulator, hands.take):
        await hands.hold(["one"])
        await confirmed(emulator)
    assert left == 0


async def test_a_revoked_token_ends_the_poller_after_a_while(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """401 for minutes is no passing trouble: whoever runs the bot is told."""
    monkeypatch.setattr(polling, "REVOKED_SECONDS", 0.0)
    emulator.faults = lambda _, __: Fault(code=401, description="Unauthorized")
    async with at_work(emulator, Hands().take) as work:
        with pytest.raises(InvalidToken):
            await work


@pytest.mark.parametrize("code", [401, 404])
async def test_a_token_that_is_refused_for_a_moment_ends_nothing(
    emulator: Emulator, person: Person, code: int
) -> None:
    """A server that restarts says so; meanwhile the trouble is told, then it is over."""
    left = 3
    told: list[str | None] = []

    def faults(_: str, __: Mapping[str, object]) -> Fault | None:
        nonlocal left
        left -= 1
        return Fault(code, "Unauthorized") if left >= 0 else None

    emulator.faults = faults
    hands = Hands()
    emulator.say(person, "one")
    async with at_work(emulator, hands.take, told.append):
        await hands.hold(["one"])
    assert told[:4] == [polling.UNKNOWN] * 3 + [None]


async def test_numbers_that_begin_anew_lower_are_taken(
    emulator: Emulator, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a silence no offset is kept: it would confirm what nobody has seen."""
    monkeypatch.setattr(polling, "POLL_SECONDS", 0)
    hands = Hands()
    emulator.say(person, "one")
    async with at_work(emulator, hands.take):
        await hands.hold(["one"])
        # Confirmed, answered with nothing, and polled again.
        while waiting(emulator) or "offset" in emulator.calls[-1].params:  # noqa: ASYNC110
            await asyncio.sleep(0)
        emulator.mailbox._next_id = 1
        emulator.say(person, "two")
        await hands.hold(["one", "two"])


async def test_a_webhook_that_is_set_meanwhile_is_said_and_waited_out(
    emulator: Emulator, person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """Polls are refused while another way in is set; nothing is taken away, nothing is lost."""
    refusal = Fault(409, "Conflict: can't use getUpdates method while webhook is active")
    emulator.faults = lambda _, __: refusal
    hands = Hands()
    emulator.say(person, "one")
    async with at_work(emulator, hands.take):
        while "a webhook is set" not in caplog.text:  # noqa: ASYNC110 - a log sends no event
            await asyncio.sleep(0)
        assert not any(call.method == "deleteWebhook" for call in emulator.calls)
        emulator.faults = None
        await hands.hold(["one"])


async def test_updates_without_ids_are_not_taken(
    emulator: Emulator, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be confirmed is asked for again; among others, a nameless one is handed over."""
    call = Transport.call
    nameless: list[list[dict[str, Any]]] = [[{}], [{"update_id": None}]]

    async def spoilt(self: Transport, *args: Any, **more: Any) -> Any:  # noqa: ANN401 - as it is
        return nameless.pop() if nameless else await call(self, *args, **more)

    monkeypatch.setattr(Transport, "call", spoilt)
    hands = Hands()
    emulator.say(person, "one")
    async with at_work(emulator, hands.take):
        await hands.hold(["one"])
        await confirmed(emulator)
    assert hands.batches == [1]


async def test_only_what_the_bot_understands_is_asked_for(
    emulator: Emulator, person: Person
) -> None:
    """Kinds of updates that nobody here reads are not sent; the offset moves past the newest."""
    hands = Hands()
    emulator.say(person, "one")
    async with at_work(emulator, hands.take):
        await hands.hold(["one"])
        await confirmed(emulator)
    calls = [call for call in emulator.calls if call.method == "getUpdates"]
    assert all(call.params["allowed_updates"] == ALLOWED for call in calls)
    assert "offset" not in calls[0].params
