from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.emulator import Call
from bot.emulator.refusals import Refusal
from tests import botapi
from tests.phone import Phone
from tests.town import TEXTS, Town, enter, rate

KK = TEXTS.speaking("kk")

pytestmark = pytest.mark.skipif(
    not botapi.PLACE.is_file(), reason="../shared/botapi.json is not at hand"
)


@pytest.fixture(name="town")
async def _town(tmp_path: Path) -> AsyncIterator[Town]:
    """Its channel reads one language: a request has the same form in each."""
    async with Town(tmp_path, channel_languages="kk") as town:
        await town.start()
        yield town


async def test_every_request_of_walk_digest_and_errands_is_in_the_published_api(town: Town) -> None:
    """Known methods, known parameters of the right types, all required ones, sizes, sound HTML."""
    phones = [town.phone(f"{number}") for number in range(10)]
    await asyncio.gather(*(_walk(phone) for phone in phones))
    for command in ("results", "privacy", "help", "language", "start", "withdraw"):
        await phones[0].say(f"/{command}")
    boss = Phone(town.emulator, person=town.coordinator)
    await boss.say("/start")
    await boss.tap(KK("language-name"))
    for errand, done in (("status", "status-title"), ("digest", "digest-posted")):
        await boss.say(f"/{errand}")
        await boss.waits_for(KK(done))
    await boss.say("/export")
    await boss.until(lambda: "document" in boss.message.content, "the data")
    boss.hang_up()
    await town.stop()
    calls = list(town.emulator.calls)
    assert [fault for call in calls for fault in botapi.faults(call)] == []
    assert {call.method for call in calls} >= {
        *("getMe", "getUpdates", "sendMessage", "editMessageText", "answerCallbackQuery"),
        *("setMyCommands", "setMyDescription", "setMyShortDescription"),
        *("sendPhoto", "sendDocument"),
    }
    assert town.refused() == []


async def _walk(phone: Phone) -> None:
    await enter(phone, KK)
    await phone.tap(KK("button-language"))
    await phone.tap(KK("language-name"))
    await rate(phone, KK, "4" * 23)
    await phone.tap(KK("button-send"))


def _call(method: str, **params: Any) -> Call:  # noqa: ANN401 - JSON
    return Call(method, params)


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (_call("sendMesage", chat_id=1, text="x"), "no such method"),
        (_call("sendMessage", chat_id=1, text="x", silent=True), "there is no silent"),
        (_call("sendMessage", text="x"), "chat_id is missing"),
        (_call("sendMessage", chat_id=1, text=5), "not String"),
        (_call("sendMessage", chat_id=True, text="x"), "not Integer"),
        (_call("sendMessage", chat_id=1, text="қ" * 4097), "text has 4097"),
        (_call("sendPhoto", chat_id=1, photo="x", caption="😀" * 513), "caption has 1026"),
        (_call("answerCallbackQuery", callback_query_id="1", text="x" * 201), "text has 201"),
        (
            _call(
                "sendMessage",
                chat_id=1,
                text="x",
                reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "қ" * 33}]]},
            ),
            "too long",
        ),
        (
            _call("sendMessage", chat_id=1, text="x", reply_markup={"inline_keyboard": [[{}]]}),
            "text is missing",
        ),
        (
            _call("setMyCommands", commands=[{"command": "x", "descriptoin": "y"}]),
            "description is missing",
        ),
        (_call("setMyCommands", commands={"command": "x"}), "not a list"),
    ],
)
def test_a_request_that_strays_from_the_published_api_is_found(call: Call, fault: str) -> None:
    """The check itself sees each kind of fault."""
    assert fault in " ".join(botapi.faults(call))


def test_html_that_telegram_would_refuse_is_found() -> None:
    """A tag that is never closed does not pass."""
    call = _call("sendMessage", chat_id=1, text="<b>x", parse_mode="HTML")
    with pytest.raises(Refusal, match="end tag"):
        list(botapi.faults(call))


def test_markup_does_not_count_towards_the_length() -> None:
    """Telegram counts what is read, not what is written."""
    call = _call("sendMessage", chat_id=1, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    assert list(botapi.faults(call)) == []
