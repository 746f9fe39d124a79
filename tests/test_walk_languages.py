from __future__ import annotations

import re

import pytest

from bot.interviewer import COMMANDS, ERRANDS
from bot.texts import LOCALES, Say
from tests.phone import Phone
from tests.town import INSTRUMENT, TEXTS, Town, enter, label, rate, title

KK, RU, EN = (TEXTS.speaking(code) for code in ("kk", "ru", "en"))
KAZAKH_ALONE = re.compile("[әғқңөұүһі]", re.IGNORECASE)
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def _menu(town: Town, phone: Phone) -> list[tuple[str, str]]:
    commands = town.emulator.telegram.profile.commands_for(
        phone.person.id, phone.person.language_code
    )
    return [(one["command"], one["description"]) for one in commands]


def _described(say: Say, *names: str) -> list[tuple[str, str]]:
    return [(name, say(f"command-{name}")) for name in names]


@pytest.mark.parametrize("language", LOCALES)
async def test_the_walk_is_whole_in_each_language(town: Town, language: str) -> None:
    """Every screen of a walk speaks the chosen language and no other."""
    say, phone = TEXTS.speaking(language), town.phone(language_code="de")
    await enter(phone, say)
    seen = []
    for item in INSTRUMENT.items:
        phone.sees(say(item.id), say(f"{item.id}.question"), say("scale-1"), say("scale-5"))
        seen.append(phone.text)
        await phone.tap(label(say, "?" if item.number % 4 == 0 else "3"))
    phone.sees(say("review-how"))
    seen.append(phone.text)
    await phone.tap(say("button-send"))
    phone.sees(say("done-thanks"))
    (response,) = town.responses()
    assert response.languages == language[0] * 23
    for text in seen:
        kazakh, cyrillic = KAZAKH_ALONE.search(text), CYRILLIC.search(text)
        assert (bool(kazakh), bool(cyrillic)) == (language == "kk", language != "en"), text


async def test_the_first_screen_greets_in_all_languages_and_marks_the_apps(town: Town) -> None:
    """Kazakh is first for everybody; the app's language only stands out."""
    phone = town.phone("Олег", "ru")
    await phone.say("/start")
    phone.sees(KK("welcome"), RU("welcome"), EN("welcome"))
    assert phone.buttons == [["Қазақша"], ["Русский"], ["English"]]
    styles = [button.get("style") for row in phone.message.keyboard for button in row]
    assert styles == [None, "primary", None]


async def test_the_language_changes_at_any_question_and_each_answer_keeps_its_own(
    town: Town,
) -> None:
    """Nothing is lost by a change; the record knows the language of every answer."""
    phone = town.phone()
    await enter(phone, KK)
    await rate(phone, KK, "12")
    before = len(phone.messages)
    await phone.tap(KK("button-language"))
    await phone.tap("Русский")
    phone.sees(title(RU, 3))
    assert phone.toast == RU("toast-language")
    assert len(phone.messages) == before, "a change by button edits"
    await rate(phone, RU, "3?")
    await phone.say("/language")
    assert len(phone.messages) == before + 2, "a change by command is a new message"
    await phone.tap("English")
    phone.sees(title(EN, 5))
    await rate(phone, EN, "5")
    await phone.tap(EN("button-back"))
    await phone.tap("4")
    (response,) = town.responses()
    assert response.answers == "123?4" + "." * 18
    assert response.languages == "kkrre" + "." * 18
    assert response.language == "en"


@pytest.mark.parametrize("language", LOCALES)
async def test_each_command_answers_in_the_persons_language(town: Town, language: str) -> None:
    """All commands of the menu show their screen, and each leads back to the question."""
    say, phone = TEXTS.speaking(language), town.phone()
    await enter(phone, say)
    await rate(phone, say, "1")
    notice = {"operator": "Saualnama", "contact": "—", "minimum": 5}
    shown = {
        "start": say("resume-text", city=say("city-shu"), number=2, total=23),
        "continue": say("SCRI2"),
        "language": say("language-choose"),
        "results": say("results-title", city=say("city-shu")),
        "mydata": say("mydata-title"),
        "privacy": say("privacy-text", **notice),
        "stop": say("stopped-text"),
        "withdraw": say("withdraw-ask"),
        "verify": say("verify-ask", example="/verify K7QM2XWD"),
        "help": say("help-text"),
    }
    assert list(shown) == list(COMMANDS)
    for command, text in shown.items():
        await phone.say(f"/{command}")
        await phone.waits_for(text)
    await phone.tap(say("button-continue"))
    phone.sees(say("SCRI2"))
    assert town.responses()[0].answers == "1" + "." * 22


async def test_the_menu_follows_the_app_until_a_language_is_chosen_in_the_bot(town: Town) -> None:
    """Telegram describes the commands in the person's language, also after a restart."""
    phone = town.phone(language_code="ru")
    await phone.say("/start")
    assert _menu(town, phone) == _described(RU, *COMMANDS)
    await phone.tap("English")
    await town.until(lambda: _menu(town, phone) == _described(EN, *COMMANDS), "an English menu")
    await town.restart()
    # A bot that starts describes itself to everybody meanwhile: only this chat's menu is counted.
    scope = {"type": "chat", "chat_id": phone.person.id}

    def described() -> int:
        return sum(call.params.get("scope") == scope for call in town.emulator.calls)

    await phone.say("/language")
    before = described()
    assert before
    await phone.tap("English")
    await phone.say("/language")
    assert described() == before
    assert _menu(town, phone) == _described(EN, *COMMANDS)


async def test_a_coordinators_menu_holds_the_errands_too(town: Town) -> None:
    """In whatever language they choose."""
    phone = Phone(town.emulator, person=town.coordinator)
    await phone.say("/start")
    await phone.tap("Русский")
    both = _described(RU, *COMMANDS, *ERRANDS)
    await town.until(lambda: _menu(town, phone) == both, "a Russian menu")
    await phone.say("/help")
    phone.sees(RU("help-text"), RU("coordinator-help"))
    phone.hang_up()


async def test_mydata_names_a_language_only_where_it_is_another(town: Town) -> None:
    """What was answered in the language of the screen needs no mark; the rest says its own."""
    phone = town.phone()
    await enter(phone, KK)
    await rate(phone, KK, "1")
    await phone.say("/language")
    await phone.tap(RU("language-name"))
    await phone.tap("2")
    await phone.say("/mydata")
    await phone.waits_for(RU("mydata-title"))
    phone.sees(f"1. {RU('SCRI1.short')} — 1 · {KK('language-name')}")
    phone.sees(f"2. {RU('SCRI2.short')} — 2\n\n")
