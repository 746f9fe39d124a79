"""What cannot be said now stays owed: nobody sleeps on it, and each person sees it once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from bot.emulator import Fault
from bot.opening import now
from bot.outgoing.patience import FAILURES, Patience
from bot.timing.clock import Clock
from storage import digests, marks, outbox, waves
from storage.digests import Edition
from storage.models import Contact, DeadLetter
from tests.phone import Phone
from tests.stories import EMPTY
from tests.town import TEXTS, Town, enter, rate, title

KK = TEXTS.speaking("kk")
LONG = 3600


@pytest.fixture(name="quick")
async def _quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """A town whose clock does not tick by itself: `tick` does."""
    monkeypatch.setattr(Clock, "drive", lambda *_: None)
    async with Town(tmp_path) as town:
        await town.start()
        yield town


async def tick(town: Town, later: timedelta = timedelta()) -> None:
    """What the clock does at a time."""
    assert town.worker is not None
    clock = town.worker.clock
    clock._now = lambda: now() + later
    await clock.tick()


def _press(phone: Phone, digit: str) -> asyncio.Task[None]:
    data = next(
        b["callback_data"] for row in phone.message.keyboard for b in row if b["text"] == digit
    )
    return asyncio.create_task(phone.press(phone.message.id, data, changes=False))


async def _begun(town: Town) -> Phone:
    phone = town.phone()
    await enter(phone, KK)
    await rate(phone, KK, "12")
    return phone


def _flood(town: Town, chat: int) -> list[str]:
    """Telegram asks to leave one chat alone for an hour; the calls that it refused so far."""
    refused: list[str] = []

    def faults(method: str, parameters: Mapping[str, object]) -> Fault | None:
        if str(parameters.get("chat_id")) != str(chat):
            return None
        refused.append(method)
        return Fault(429, f"Too Many Requests: retry after {LONG}", retry_after=LONG)

    town._expected.add("Too Many Requests")
    town.emulator.faults = faults
    return refused


async def _answered(town: Town, people: int) -> None:
    """Wait until so many have answered the third item."""
    async with asyncio.timeout(10):
        while sum(r.answers.startswith("123") for r in town.responses()) < people:  # noqa: ASYNC110 - the record sends no event
            await asyncio.sleep(0.01)


async def _reported(town: Town) -> None:
    """Wait until nothing is on its way, and write down what became of it."""
    worker = town.worker
    assert worker is not None
    while worker.speaker._tasks:
        await asyncio.wait(worker.speaker._tasks)
    await worker.clock.note()


async def test_a_chat_that_must_wait_an_hour_holds_up_nobody(quick: Town) -> None:
    """One call is refused; the screen stays owed, others go on, and after the hour it is shown."""
    phone, other = await _begun(quick), await _begun(quick)
    refused = _flood(quick, phone.person.id)
    await _press(phone, "3")
    await _reported(quick)
    await _press(phone, "3")
    await _reported(quick)
    await tick(quick, timedelta(minutes=30))
    assert refused == ["editMessageText"]
    assert quick.worker is not None
    assert quick.worker.speaker._tasks == set()  # nothing sleeps
    await other.tap("3")
    other.sees(title(KK, 4))
    await _reported(quick)
    assert quick.read(outbox.depth).people == 1

    quick.emulator.faults = None
    await quick.restart()  # the hour is in the record, too
    await tick(quick, timedelta(minutes=30))
    phone.sees(title(KK, 3))
    before = phone.changes
    await tick(quick, timedelta(hours=2))
    await phone.waits_for(title(KK, 4))
    await tick(quick, timedelta(hours=3))
    assert phone.changes == before + 1


async def test_an_outage_ends_with_the_right_screen_once(quick: Town) -> None:
    """While Telegram does not answer, taps count; then each person sees where they are, once."""
    phones = [await _begun(quick) for _ in range(FAILURES + 2)]
    speaking = ("editMessageText", "sendMessage", "answerCallbackQuery", "getMe")
    quick.emulator.faults = lambda method, _: Fault(502, html=True) if method in speaking else None
    assert quick.worker is not None
    taps = [_press(phone, "3") for phone in phones]
    await _answered(quick, len(phones))
    await _reported(quick)
    calls = len(quick.emulator.calls)
    for hours in range(1, 4):
        await tick(quick, timedelta(hours=hours))
    assert len(quick.emulator.calls) - calls < 10  # the bot asks whether it is back, no more
    assert quick.read(outbox.depth).people == len(phones)
    changes = [phone.changes for phone in phones]
    quick.emulator.faults = None
    await tick(quick, timedelta(hours=4))
    for phone in phones:
        await phone.waits_for(title(KK, 4))
    await _reported(quick)
    await tick(quick, timedelta(hours=5))
    assert [phone.changes for phone in phones] == [count + 1 for count in changes]
    for tap in taps:
        tap.cancel()
    await asyncio.gather(*taps, return_exceptions=True)


async def test_a_screen_that_telegram_refuses_for_good_is_kept_for_a_person(quick: Town) -> None:
    """First it is shown as plain text; where that is refused as well, it is a dead letter, once."""
    phone = await _begun(quick)
    quick.spoil("editMessageText", 1, Fault(400, "Bad Request: can't parse entities: x"))
    await phone.tap("3")
    phone.sees(title(KK, 4))
    assert phone.message.entities == []

    quick.spoil("editMessageText", 2, Fault(400, "Bad Request: BUTTON_DATA_INVALID"))
    await _press(phone, "4")
    await _reported(quick)
    (letter,) = quick.traces()[DeadLetter.__name__]
    assert letter.chat_id == phone.person.id
    assert "unsaid" in json.loads(letter.raw)
    assert "button_data_invalid" in letter.trouble.lower()
    assert quick.read(outbox.depth).people == 0  # it is not said again and again
    await phone.say("/continue")
    phone.sees(title(KK, 5))


@pytest.mark.parametrize(
    "fault",
    [
        Fault(400, "Bad Request: chat not found"),
        Fault(403, "Forbidden: user is deactivated"),
        Fault(403, "Forbidden: bot can't initiate conversation with a user"),
    ],
)
async def test_who_cannot_be_reached_is_left_alone(quick: Town, fault: Fault) -> None:
    """A chat that is gone is owed nothing until the person writes again."""
    phone = await _begun(quick)
    quick.spoil("editMessageText", 1, fault)
    await _press(phone, "3")
    await _reported(quick)
    assert quick.traces()[Contact.__name__][0].blocked_at is not None
    assert quick.read(outbox.depth).people == 0
    await phone.say("/continue")
    phone.sees(title(KK, 4))
    assert quick.traces()[Contact.__name__][0].blocked_at is None


async def test_a_group_that_moved_gets_its_digest_in_the_new_place(quick: Town) -> None:
    """A group that became a supergroup has a new id: the post goes there, and those after it."""
    new = quick.emulator.channel("Moved")
    quick._expected.add("group chat was upgraded")

    def moved(_: str, parameters: Mapping[str, object]) -> Fault | None:
        if str(parameters.get("chat_id")) != str(quick.channel):
            return None
        return Fault(400, "Bad Request: group chat was upgraded to a supergroup chat", moved=new)

    quick.emulator.faults = moved
    _claim(quick)
    await tick(quick)
    assert len(quick.emulator.messages(new)) == 1
    assert quick.read(digests.states) == {"sent": 1}
    assert quick.read(lambda c: marks.read(c, f"moved {quick.channel}")) == str(new)


def _claim(town: Town) -> None:
    with town.archive.begin() as connection:
        wave = waves.latest(connection)
        assert wave is not None
        edition = Edition(wave.name, "0", EMPTY, None, now())
        parts = [("kk", "text 0")]
        digests.claim(connection, str(town.channel), "p", wave.id, edition, parts)


def test_patience_is_kept_for_a_chat_and_no_longer_than_asked() -> None:
    """The longest wait counts, time frees, and a silent Telegram is away until it answers."""
    time = [0.0]
    patience = Patience(lambda: time[0])
    patience.hold(1, 10)
    patience.hold(1, 5)
    assert patience.held(1)
    assert not patience.held(2)
    time[0] = 10.0
    assert not patience.held(1)
    patience.hold(2, 1)
    assert list(patience._until) == [2]  # what is over is not kept
    for _ in range(FAILURES - 1):
        patience.unanswered()
    assert not patience.away
    patience.unanswered()
    assert patience.away
    patience.answered()
    assert not patience.away
