"""The page with the real bot behind it, on the screen of a cheap telephone."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.texts import LOCALES, Say
from tests.town import TEXTS, Town, enter, rate, title

_BROWSER: Final = shutil.which("chromium")
_FAULTS: Final = """() => [
  document.documentElement.scrollWidth > innerWidth ? "the page scrolls sideways" : "",
  ...[...document.querySelectorAll(".key, .words")]
    .filter((e) => e.scrollWidth > e.clientWidth).map((e) => "cut: " + e.textContent),
  ...[...document.querySelectorAll(".key")]
    .filter((e) => e.offsetParent && e.getBoundingClientRect().right > innerWidth)
    .map((e) => "outside: " + e.textContent),
].filter(Boolean)"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(_BROWSER is None, reason="Chromium is not installed"),
]


@pytest.fixture(name="page")
async def _page() -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=_BROWSER,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = await browser.new_page(viewport={"width": 360, "height": 740})
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
        await browser.close()
        assert faults == []


class Hand:
    """A finger on the page: presses what it sees and looks at what comes."""

    def __init__(self, page: Page, folder: Path, language: str) -> None:
        self._page = page
        self._folder = Path(os.environ.get("SAUALNAMA_TEST_SCREENSHOTS") or folder)
        self._language = language
        self._last = page.locator("#chat .message").last

    async def press(self, label: str) -> None:
        """Press a button of the newest message."""
        await self._last.locator(".key").filter(has_text=label).first.click()

    async def sees(self, *texts: str) -> None:
        """Wait for texts in the newest message; nothing of it is cut or lies outside."""
        for text in texts:
            for line in text.splitlines():
                await expect(self._last).to_contain_text(line.strip())
        assert await self._page.evaluate(_FAULTS) == []

    async def shoot(self, name: str) -> None:
        """Keep a picture for people to look at."""
        self._folder.mkdir(parents=True, exist_ok=True)
        await self._page.screenshot(path=self._folder / f"{self._language}-{name}.png")


@pytest.mark.parametrize("language", LOCALES)
async def test_the_survey_is_answered_on_a_small_telephone(
    town: Town, page: Page, tmp_path: Path, language: str
) -> None:
    """From the start button to the thanks: all is read whole at 360x740, in each language."""
    say, hand = TEXTS.speaking(language), Hand(page, tmp_path, language)
    phone = town.phone(language_code=language)
    await page.goto(f"{town.emulator.address}/?person={phone.person.id}")
    await page.click("#start")
    await hand.sees("Қазақша", "Русский", "English")
    await hand.shoot("1-first")
    await hand.press(say("language-name"))
    await hand.sees(say("consent-ask"), say("consent-agree"))
    await hand.shoot("2-consent")
    await hand.press(say("consent-more-button"))
    await hand.sees(town.settings.operator)
    await hand.shoot("3-more")
    await hand.press(say("consent-agree"))
    await hand.sees(say("city-ask"))
    await hand.press(say("city-shu"))
    await hand.sees(say("group-why"))
    await hand.shoot("4-group")
    await hand.press(say("group-society"))
    await _rate(hand, say)
    await hand.sees(say("review-how"))
    await hand.shoot("7-review")
    await hand.press(say("button-send"))
    await hand.sees(say("done-thanks"))
    await hand.shoot("8-thanks")
    (response,) = town.responses()
    assert (response.answers, response.complete) == ("42" + "3?" * 10 + "5", True)
    assert len(phone.messages) == 2


@pytest.mark.parametrize("language", LOCALES)
async def test_a_document_and_a_photo_are_seen_whole(
    town: Town, page: Page, tmp_path: Path, language: str
) -> None:
    """What /mydata and /results send along lies above the screen, and nothing of it is cut."""
    say, hand = TEXTS.speaking(language), Hand(page, tmp_path, language)
    assert town.worker is not None
    phones = [town.phone(f"{number}") for number in range(10)]
    for phone in phones:
        await enter(phone, say)
        await rate(phone, say, "4" * 23)
        await phone.tap(say("button-send"))
    assert await town.worker.office.claim_now(datetime.now(UTC))
    await page.goto(f"{town.emulator.address}/?person={phones[0].person.id}")
    await phones[0].say("/mydata")
    await hand.sees(say("mydata-not"), say("button-continue"))
    await expect(page.locator("#chat .message", has_text="saualnama-my-data.json")).to_be_visible()
    await hand.shoot("9-my-data")
    await phones[0].say("/results")
    await hand.sees(say("results-people", count=10), say("button-mine"))
    picture = page.locator("#chat .message img").last
    await picture.scroll_into_view_if_needed()
    await expect(picture).to_have_js_property("complete", value=True)
    assert await picture.evaluate("image => image.naturalWidth") == 1080
    await hand.shoot("10-results")


async def _rate(hand: Hand, say: Say) -> None:
    await hand.sees(title(say, 1), say("SCRI1.question"), say("scale-5"), say("button-later"))
    await hand.shoot("5-rating")
    await hand.press("4")
    await hand.sees(title(say, 2))
    await hand.press(say("button-back"))
    await hand.sees(title(say, 1), "4 ✓")
    await hand.shoot("6-again")
    await hand.press("4")
    await hand.sees(title(say, 2))
    await hand.press("2")
    for number, code in enumerate("3?" * 10 + "5", start=3):
        await hand.sees(title(say, number))
        await hand.press(say("button-unknown") if code == "?" else code)
