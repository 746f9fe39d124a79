from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.emulator import Fault
from bot.outgoing import caller, lines
from storage.models import DeadLetter
from tests.phone import PATIENCE, Phone
from tests.town import TEXTS, Town, enter, rate, title

KK, RU = (TEXTS.speaking(code) for code in ("kk", "ru"))
OLD = KK("error-old-button")


def _data(phone: Phone, label: str) -> str:
    found = [b for row in phone.message.keyboard for b in row if b["text"].startswith(label)]
    return str(found[0]["callback_data"])


def _answers(town: Town) -> list[str]:
    return [response.answers.rstrip(".") for response in town.responses()]


async def _begun(town: Town, codes: str = "12") -> Phone:
    phone = town.phone()
    await enter(phone, KK)
    await rate(phone, KK, codes)
    return phone


# Buttons that say something else than what was offered


async def test_of_two_taps_at_once_the_first_counts(town: Town) -> None:
    """A trembling finger leaves one answer, and both taps are answered."""
    phone = await _begun(town)
    number, first, second = phone.message.id, _data(phone, "4"), _data(phone, "5")
    await town.stop()
    taps = [asyncio.create_task(phone.press(number, data)) for data in (first, second, first)]
    await asyncio.sleep(0)
    await town.start()
    await asyncio.gather(*taps)
    await phone.waits_for(title(KK, 4))
    assert _answers(town) == ["124"]
    assert sorted(phone.answers.values())[-3:] == ["", OLD, OLD]


@pytest.mark.parametrize(
    "forge",
    [
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data + "A",
        lambda data: data.replace(":3:", ":9:"),
        lambda data: data.replace(":3:", ":٣:"),
        lambda data: data.replace("SCRI3", "SCRI9"),
        lambda data: data.replace("SCRI3", "SI1"),
        lambda data: data.replace("rate", "forget"),
        lambda data: data.replace("1:", "2:", 1),
        lambda data: data.rpartition(":")[0] + ":" + "A" * 12,
        lambda _: "қазақша",
        lambda _: "💥" * 16,
        lambda _: "1:rate:SCRI3:3:",
        lambda _: "x",
        lambda _: ":" * 64,
        lambda _: "1:" + "rate:" * 12,
    ],
)
async def test_forged_and_broken_buttons_write_nothing(town: Town, forge: Any) -> None:  # noqa: ANN401 - a lambda
    """Whatever a client sends, the record stays, and the person sees where they are."""
    phone = await _begun(town)
    await phone.press(phone.message.id, forge(_data(phone, "3")), changes=False)
    assert (phone.toast, _answers(town)) == (OLD, ["12"])
    phone.sees(title(KK, 3))
    await phone.tap("3")
    assert _answers(town) == ["123"]


async def test_another_persons_button_writes_nothing(town: Town) -> None:
    """A button is its owner's: in other hands it shows the other's own present screen."""
    mine, theirs = await _begun(town, "12"), await _begun(town, "12")
    await mine.press(mine.message.id, _data(theirs, "5"), changes=False)
    assert (mine.toast, _answers(town)) == (OLD, ["12", "12"])
    stranger = town.phone()
    await stranger.say("/start")
    await stranger.press(stranger.message.id, _data(theirs, "5"), changes=False)
    assert stranger.toast == OLD
    stranger.sees("Қазақша", "Русский", "English")
    assert _answers(town) == ["12", "12"]


async def test_a_button_of_an_old_message_shows_the_present_state_in_its_place(town: Town) -> None:
    """The old message becomes the present screen; no further message is sent."""
    phone = await _begun(town)
    old, data = phone.message, _data(phone, "5")
    await phone.say("/continue")
    await phone.tap("3")
    await phone.say("/help")
    count = len(phone.messages)
    await phone.press(old.id, data)
    assert phone.toast == OLD
    assert phone.message.id == old.id
    phone.sees(title(KK, 4))
    assert len(phone.messages) == count
    await phone.tap("4")
    assert (phone.message.id, _answers(town)) == (old.id, ["1234"])


async def test_a_button_of_another_city_writes_nothing(town: Town) -> None:
    """What was offered for one city is never written to another."""
    phone = await _begun(town, "1" * 22)
    data, number = _data(phone, "5"), phone.message.id
    await phone.tap("1")
    await phone.tap(KK("button-send"))
    await phone.tap(KK("button-another-city"))
    await phone.tap(KK("city-ayagoz"))
    await phone.press(number, data, changes=False)
    assert (phone.toast, _answers(town)) == (OLD, ["1" * 23, ""])


# Words where a button was expected


@pytest.mark.parametrize("kind", ["text", "sticker", "photo", "voice", "number", "command"])
async def test_words_and_pictures_get_a_hint_and_the_question_anew(town: Town, kind: str) -> None:
    """The question comes again below what was written; nothing is taken for an answer."""
    phone = await _begun(town)
    emulator, person, before = town.emulator, phone.person, phone.changes
    send = {
        "text": lambda: emulator.say(person, "Сәлем!"),
        "sticker": lambda: emulator.send_sticker(person),
        "photo": lambda: emulator.send_photo(person, b"\x89PNG\r\n\x1a\n", "3"),
        "voice": lambda: emulator.send_voice(person, b"OggS"),
        "number": lambda: emulator.say(person, "5"),
        "command": lambda: emulator.say(person, "/export"),
    }
    sent = send[kind]()
    await phone.until(lambda: phone.changes > before, "an answer")
    phone.sees(KK("hint-commands" if kind == "command" else "hint-buttons"), title(KK, 3))
    assert phone.message.id > sent.id
    assert _answers(town) == ["12"]
    await phone.tap("3")
    assert KK("hint-buttons") not in phone.text
    assert _answers(town) == ["123"]


# Waves


async def test_a_tap_after_the_wave_has_closed_writes_nothing(town: Town) -> None:
    """The person is told, can see results and leave; the next wave begins with the city."""
    phone = await _begun(town)
    town.close_wave()
    await phone.tap("3")
    phone.sees(KK("wave-closed"))
    assert _answers(town) == ["12"]
    await phone.tap(KK("button-results"))
    phone.sees(KK("results-title", city=KK("city-shu")))
    await phone.tap(KK("button-continue"))
    phone.sees(KK("wave-closed"))
    await phone.say("/start shu_ict")
    phone.sees(KK("wave-closed"))
    town.open_wave("next")
    await phone.say("/continue")
    phone.sees(KK("city-ask"))
    await phone.tap(KK("city-shu"))
    await phone.tap("5")
    assert [(r.wave_id, r.answers.rstrip(".")) for r in town.responses()] == [(1, "12"), (2, "5")]


# Others at the same time


async def test_people_who_come_in_one_batch_do_not_mix(town: Town) -> None:
    """Taps that arrive together are applied together, each to its own person."""
    phones = [await _begun(town, "12") for _ in range(5)]
    await town.stop()
    taps = [asyncio.create_task(phone.tap(f"{n}")) for n, phone in enumerate(phones, start=1)]
    await asyncio.sleep(0)
    await town.start()
    await asyncio.gather(*taps)
    for phone in phones:
        phone.sees(title(KK, 4))
    assert _answers(town) == ["121", "122", "123", "124", "125"]


async def test_whole_walks_at_once_are_each_whole(town: Town) -> None:
    """Many people in different languages answer at the same time; every row is theirs alone."""

    async def walk(number: int) -> str:
        say = (KK, RU)[number % 2]
        phone = town.phone(f"{number}")
        await enter(phone, say, city=("shu", "ayagoz", "shalkar")[number % 3])
        codes = (f"{number:03}" * 8)[:23].translate(str.maketrans("06789", "12345"))
        await rate(phone, say, codes)
        await phone.tap(say("button-send"))
        return codes

    given = await asyncio.gather(*(walk(number) for number in range(12)))
    assert sorted(_answers(town)) == sorted(given)
    assert all(response.complete for response in town.responses())


# A bad day between the bot and Telegram


async def test_an_update_that_comes_again_is_applied_once(town: Town) -> None:
    """Telegram delivers at least once; the second time only the present screen is shown."""
    phone = await _begun(town)
    data, number = _data(phone, "3"), phone.message.id
    await phone.press(number, data)
    fetched = [c.result for c in town.emulator.calls if c.method == "getUpdates" and c.result]
    again: Any = fetched[-1]
    assert again[0]["callback_query"]["data"] == data
    assert town.worker is not None
    before = [tuple(row) for row in town.responses()]
    await town.worker.take(again)
    assert [tuple(row) for row in town.responses()] == before
    phone.sees(title(KK, 4))


async def test_what_nobody_can_read_holds_nothing_back(town: Town) -> None:
    """One broken update in a batch is kept for a person to look at; the others are applied."""
    phone = await _begun(town)
    assert town.worker is not None
    await town.worker.take([{"update_id": 1, "message": {"text": "no chat"}}])
    await phone.tap("3")
    assert _answers(town) == ["123"]
    (letter,) = town.traces()[DeadLetter.__name__]
    assert letter.update_id == 1


async def test_a_deleted_message_is_sent_anew(town: Town) -> None:
    """Where the message to edit is gone, the next question comes in a new one."""
    phone = await _begun(town)
    old, data = phone.message.id, _data(phone, "3")
    del town.emulator.world.chats[phone.person.id].messages[old]
    await phone.press(old, data)
    phone.sees(title(KK, 4))
    assert phone.message.id > old
    await phone.tap("4")
    assert _answers(town) == ["1234"]


@pytest.mark.parametrize(
    "fault",
    [
        Fault(429, "Too Many Requests: retry after 0", retry_after=0),
        Fault(502, "Bad Gateway", html=True),
        Fault(drop=True),
        Fault(drop=True, applied=True),
        Fault(500, "Internal Server Error", applied=True),
    ],
)
async def test_a_screen_that_telegram_did_not_take_is_shown_again(
    town: Town, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the call was lost on the way there or back, the person sees the next question."""
    monkeypatch.setattr(caller, "PAUSES", (0.01,))
    phone = await _begun(town)
    town.spoil("editMessageText", 1, fault)
    await phone.press(phone.message.id, _data(phone, "3"), changes=False)
    await phone.waits_for(title(KK, 4))
    town.spoil("answerCallbackQuery", 1, fault)
    await phone.tap("4")
    await phone.waits_for(title(KK, 5))
    assert _answers(town) == ["1234"]


async def test_who_blocks_the_bot_is_marked_and_goes_on_when_they_return(town: Town) -> None:
    """An answer given just before the block is kept; back again, they go on after it."""
    phone = await _begun(town)
    await town.stop()
    tap = asyncio.create_task(phone.press(phone.message.id, _data(phone, "3"), changes=False))
    await asyncio.sleep(0)
    town.emulator.block(phone.person)
    await town.start()
    await tap
    await town.restart()
    assert _answers(town) == ["123"]
    assert town.traces()["Contact"][0].blocked_at is not None
    town.emulator.unblock(phone.person)
    await phone.say("/start")
    phone.sees(KK("resume-text", city=KK("city-shu"), number=4, total=23))
    await phone.tap(KK("button-continue"))
    await phone.tap("4")
    assert _answers(town) == ["1234"]
    assert town.traces()["Contact"][0].blocked_at is None


async def test_a_fetch_does_not_queue_behind_screens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a slow Telegram keeps every line busy with screens, updates still come in."""
    monkeypatch.setattr(lines, "MOST", 1)
    async with Town(tmp_path) as town:
        town.spoil("sendMessage", 3, Fault(hang=1))
        await town.start()
        people = [town.emulator.person("Айгүл", "kk") for _ in range(3)]
        for person in people:
            town.emulator.say(person, "/start")
            async with asyncio.timeout(PATIENCE):
                while len(town.emulator.mailbox):  # noqa: ASYNC110 - nobody is told of it
                    await asyncio.sleep(0.01)
        for person in people:
            shown = [one for one in town.emulator.messages(person.id) if one.sender is None]
            assert shown == []
