"""The page of the emulator in a real browser, at the size of a cheap telephone."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import aiohttp
import orjson
import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.emulator import Emulator
from tests.phone import Phone

_BROWSER: Final = shutil.which("chromium")
_WORDS: Final = Path(__file__).parents[1] / "bot" / "emulator" / "page" / "words.json"
_ROWS: Final = (
    ("1", "2", "3", "4", "5"),
    ("Жауап беруге қиналамын",),
    ("Жауап бергім келмейді",),
    ("‹ Артқа", "Тоқтата тұру", "Тіл"),
)
_KEYBOARD: Final = {
    "inline_keyboard": [[{"text": t, "callback_data": t[:20]} for t in row] for row in _ROWS]
}
_FAULTS: Final = """() => [
  document.documentElement.scrollWidth > innerWidth ? "scrolls sideways" : "",
  ...[...document.querySelectorAll("button, a, select, input")]
    .filter((e) => {
      const box = e.getBoundingClientRect();
      return box.width && (box.height < 40 || box.width < 40);
    })
    .map((e) => "small: " + e.outerHTML),
  ...[...document.querySelectorAll(".key, .words, h1")]
    .filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => "cut: " + e.textContent),
].filter(Boolean)"""


@pytest.fixture(name="emulator")
async def _emulator() -> AsyncIterator[Emulator]:
    emulator = Emulator()
    await emulator.start()
    yield emulator
    await emulator.stop()


@pytest.fixture(name="page")
async def _page() -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=_BROWSER,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield await browser.new_page(viewport={"width": 360, "height": 740})
        await browser.close()


async def _call(emulator: Emulator, method: str, **params: object) -> Any:  # noqa: ANN401 - JSON
    address = f"{emulator.address}/bot{emulator.token}/{method}"
    async with aiohttp.ClientSession() as session, session.post(address, json=params) as answer:
        told = orjson.loads(await answer.read())
        assert told["ok"], told
        return told["result"]


async def _next(emulator: Emulator) -> Any:  # noqa: ANN401 - JSON
    """The next update, confirmed at once."""
    update = (await _call(emulator, "getUpdates", limit=1, timeout=10))[0]
    await _call(emulator, "getUpdates", offset=update["update_id"] + 1)
    return update


@pytest.mark.browser
@pytest.mark.skipif(_BROWSER is None, reason="Chromium is not installed")
async def test_a_question_is_answered_on_a_small_telephone(emulator: Emulator, page: Page) -> None:
    """Start, a rating screen, a tap and its toast work at 360x740; all fits and can be tapped."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    phone = Phone(emulator, name="Айгүл")
    channel = emulator.channel("Ақылды қала: үйлестірушілер")
    emulator.coordinator = emulator.person("Нұрлан", "ru")

    await page.goto(f"{emulator.address}/?person={phone.person.id}&start=shu")
    await page.click("#start")
    await expect(page.locator(".mine .words")).to_have_text("/start shu")
    assert (await _next(emulator))["message"]["text"] == "/start shu"

    sent = await _call(
        emulator,
        "sendMessage",
        chat_id=phone.person.id,
        text="<b>Цифрлық инфрақұрылым</b>\n\nҚалаңыздағы деңгейді қалай бағалайсыз?",
        parse_mode="HTML",
        reply_markup=_KEYBOARD,
    )
    await expect(page.locator(".key")).to_have_count(10)
    assert await page.evaluate(_FAULTS) == []

    await page.click(".key >> text='4'")
    query = (await _next(emulator))["callback_query"]
    assert query["data"] == "4"
    await _call(emulator, "answerCallbackQuery", callback_query_id=query["id"], text="Сақталды")
    await _call(
        emulator,
        "editMessageText",
        chat_id=phone.person.id,
        message_id=sent["message_id"],
        text="Рақмет!",
    )
    await expect(page.locator("#toast")).to_have_text("Сақталды")
    await expect(page.locator(".message:last-child .words")).to_have_text("Рақмет!")

    again = {"inline_keyboard": [[{"text": "Қайта жариялау", "callback_data": "again"}]]}
    await _call(emulator, "sendMessage", chat_id=channel, text="47-апта", reply_markup=again)
    await page.click("[data-open=channel]")
    await expect(page.locator("#posts .words")).to_have_text("47-апта")
    await page.click("#posts .key")
    query = (await _next(emulator))["callback_query"]
    assert query["message"]["chat"]["id"] == channel
    assert query["from"]["id"] == emulator.coordinator.id
    await _call(emulator, "answerCallbackQuery", callback_query_id=query["id"], text="Жарайды")
    await expect(page.locator("#toast")).to_be_visible()
    await page.click("#digest")
    assert (await _next(emulator))["message"]["text"] == "/digest"
    assert await page.evaluate(_FAULTS) == []
    assert faults == []


def test_the_page_speaks_three_languages_completely() -> None:
    """Kazakh comes first, and each language has every word, none of them empty."""
    words = orjson.loads(_WORDS.read_bytes())

    assert list(words) == ["kk", "ru", "en"]
    assert words["kk"].keys() == words["ru"].keys() == words["en"].keys()
    assert all(text.strip() for language in words.values() for text in language.values())


def test_the_page_asks_only_for_words_it_has() -> None:
    """Each word that the page's HTML or script names stands in words.json, and none is idle."""
    folder = _WORDS.parent
    words = orjson.loads(_WORDS.read_bytes())["kk"]
    source = (folder / "index.html").read_text("utf-8") + (folder / "page.js").read_text("utf-8")

    assert [word for word in words if f'"{word}"' not in source] == []
