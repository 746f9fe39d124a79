from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.emulator.markup import parse
from bot.facts import CityResult, GroupResult, IndexResult, ItemResult
from bot.interviewer import COMMANDS, ERRANDS, View, scope
from bot.screens.drawing import DRAWN
from bot.screens.screen import Screen, whole
from bot.taps import LIMIT, data
from bot.texts import LOCALES
from scoring.groups import GROUPS
from scoring.instrument import DONT_KNOW, SKIPPED
from tests.town import TEXTS
from tests.walker import CHAT, SCREENS, SEALS, SURVEY, Walker, answered, entered

ITEMS = [item.id for item in SURVEY.instrument.items]
FEW = CityResult("shu", 3, 10, wave="2026-11", made=date(2026, 11, 2))
FIGURES = tuple(
    IndexResult(
        index.id,
        20,
        40,
        50,
        37.5,
        30.25,
        44.75,
        tuple(GroupResult(group, 11, 41.0 if group != "ict" else None) for group in GROUPS),
        before=33.3,
        mine=62.5,
    )
    for index in SURVEY.instrument.indices
)
DAY = date(2026, 11, 2)
RESULT = CityResult(
    "shu",
    53,
    10,
    FIGURES,
    wave="2026-11",
    made=DAY,
    before="2026-05",
    group="society",
    items=tuple(ItemResult(item.id, "?", 2.25) for item in SURVEY.instrument.items),
)


@pytest.mark.parametrize("language", LOCALES)
def test_groups_that_are_not_shown_share_a_line(language: str) -> None:
    """Once for all indices, or under the one that lacks them: no group has a line of its own."""
    say = TEXTS.speaking(language)
    first, *others = FIGURES
    groups = tuple(
        replace(one, value=None) if one.group == "planners" else one for one in first.groups
    )
    found = replace(RESULT, indices=(replace(first, groups=groups), *others))
    person = replace(answered("12345").shown, language=language)
    text, _ = parse(SCREENS.draw(SURVEY, person, View("results"), found).text)
    ict, planners = (say(f"group-{group}.report") for group in ("ict", "planners"))
    lines = text.splitlines()
    assert [line for line in lines if ict in line] == [say("results-groups-few", groups=ict)]
    assert [planners in line for line in lines].count(True) == len(FIGURES)
    assert lines.count(say("results-groups-few", groups=planners)) == 1


def _every(language: str, result: CityResult | None = RESULT) -> Iterator[tuple[str, Screen]]:
    """All screens in a language, of somebody with five answers."""
    walker = answered("12345")
    person = replace(walker.shown, language=language)
    for name in DRAWN:
        yield name, SCREENS.draw(walker.survey, person, View(name), result)
    for item in ITEMS:
        yield item, SCREENS.draw(walker.survey, person, View("item", item))


def _texts(language: str) -> Iterator[tuple[str, str]]:
    for result in (RESULT, FEW, None):
        yield from ((name, screen.text) for name, screen in _every(language, result))


@pytest.mark.parametrize("language", LOCALES)
def test_every_screen_has_a_way_on_and_room_in_telegram(language: str) -> None:
    """Sound HTML, at most 4096 characters, buttons with words, data of at most 64 bytes."""
    seal = SEALS.seal(CHAT, scope(SURVEY, entered().shown))
    for name, text in _texts(language):
        shown, _ = parse(text)
        assert 0 < len(shown) <= 4096, name
        assert shown.strip() == shown, name
    for name, screen in _every(language):
        assert screen.rows, name
        taps = [button.tap for row in screen.rows for button in row]
        assert len(set(taps)) == len(taps), name
        for row in screen.rows:
            assert all(button.label.strip() for button in row), name
            assert all(len(data(button.tap, seal).encode()) <= LIMIT for button in row), name


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("item", ITEMS)
def test_a_rating_screen_has_the_agreed_buttons(language: str, item: str) -> None:
    """1 to 5 in one row, hard to say, rather not say, then back, language and later."""
    say, walker = TEXTS.speaking(language), entered()
    screen = SCREENS.draw(SURVEY, replace(walker.shown, language=language), View("item", item))
    assert [[button.label for button in row] for row in screen.rows] == [
        ["1", "2", "3", "4", "5"],
        [say("button-unknown")],
        [say("button-refuse")],
        [say("button-back"), say("button-language"), say("button-later")],
    ]
    assert [button.tap for button in screen.rows[0]] == [f"rate:{item}:{n}" for n in range(1, 6)]
    assert screen.rows[1][0].tap == f"rate:{item}:{DONT_KNOW}"
    assert screen.rows[2][0].tap == f"rate:{item}:{SKIPPED}"
    for text in (
        say(item),
        say(f"{item}.question"),
        *(whole(say(f"scale-{n}")) for n in range(1, 6)),
    ):
        assert text in parse(screen.text)[0]
    assert "%" not in screen.text


def test_a_given_answer_is_marked_and_its_label_still_begins_with_the_digit() -> None:
    """Whoever goes back sees what they said, on the button and in words."""
    walker = answered("4?")
    walker.press("back", "back")
    assert [b.label for b in walker.screen.rows[0]] == ["1", "2", "3", "4 ✓", "5"]
    assert TEXTS.speaking("kk")("scale-4") in walker.screen.text
    walker.press("rate:SCRI1:4", "back")
    assert walker.screen.rows[1][0].label.endswith(" ✓")


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("language", "language:kk"),
        ("consent", "agree"),
        ("consent-more", "go"),
        ("declined", "agree"),
        ("city", "city:shu"),
        ("group", "group:officials"),
        ("review", "send"),
        ("done", "another"),
        ("later", "go"),
        ("resume", "go"),
        ("results", "go"),
        ("privacy", "go"),
        ("help", "go"),
        ("withdrawn", "go"),
        ("closed", "results"),
    ],
)
def test_the_first_button_of_any_other_screen_is_the_way_forward(name: str, first: str) -> None:
    """Whoever presses the top button always gets on."""
    screens = dict(_every("kk"))
    assert screens[name].rows[0][0].tap == first


def test_the_top_buttons_alone_lead_through_the_whole_survey() -> None:
    """From /start to a sent questionnaire by the first button of each screen."""
    walker = Walker()
    walker.say("/start")
    for _ in range(40):
        walker.press(walker.buttons[0].tap)
        if walker.turn.view.name == "done":
            break
    assert (walker.sheet.answers, walker.sheet.complete) == ("1" * 23, True)


@pytest.mark.parametrize("language", LOCALES)
def test_the_review_shows_every_answer_and_opens_each(language: str) -> None:
    """All titles with what was said, and a button an item that names its number and code."""
    walker = answered("12345?-" * 3 + "12")
    walker.press("languages", f"language:{language}")
    text, say = parse(walker.screen.text)[0], TEXTS.speaking(language)
    for item, code in zip(SURVEY.instrument.items, walker.sheet.answers, strict=True):
        words = {"?": say("answer-unknown"), "-": say("answer-refused")}.get(code, code)
        assert f"{item.number}. {say(f'{item.id}.short')} — {words}" in text
        assert f"edit:{item.id}" in [button.tap for button in walker.buttons]
    assert max(len(row) for row in walker.screen.rows[1:-1]) == 4


def test_a_city_is_shown_with_figures_only_where_there_are_some() -> None:
    """Few people: no percent. Enough: every index with its percent and points."""
    person = answered("3" * 23).press("send").person
    few = SCREENS.draw(SURVEY, person, View("done"), FEW).text
    assert "%" not in few
    enough = SCREENS.draw(SURVEY, person, View("done"), RESULT).text
    assert len(re.findall(r"50\D{0,2}%", enough)) == 3


def test_many_cities_are_offered_in_pages() -> None:
    """Eight a page; the last page and one that is not there are the same."""
    survey = replace(SURVEY, cities=(SURVEY.cities * 6)[:17])
    walker = Walker(survey)
    walker.say("/start")
    walker.press("language:kk", "agree")
    taps = [button.tap for button in walker.buttons]
    assert (taps[-2:], len(taps)) == (["cities:1", "languages"], 10)
    walker.press("cities:1")
    assert [button.tap for button in walker.buttons][-3:] == ["cities:0", "cities:2", "languages"]
    walker.press("cities:2")
    last = walker.screen
    walker.press("cities:99999")
    assert walker.screen == last
    assert [button.tap for button in walker.buttons] == ["city:ayagoz", "cities:1", "languages"]


@pytest.mark.parametrize("language", LOCALES)
def test_operators_words_cannot_break_the_html(language: str) -> None:
    """An ampersand in the operator's name is shown as one."""
    assert "Operator &amp; sons" in dict(_every(language))["privacy"].text
    assert "Operator & sons" in parse(dict(_every(language))["consent-more"].text)[0]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "kk",
            "ерікті|жұмысыңызға|өткізіп|18 жасқа|иесіздендірілген|шетелде|зерттеу аяқт|нөмір",
        ),
        (
            "ru",
            "добровольное|работу|пропустить|18 лет|обезличенные|рубежом|конца исследования|номер",
        ),
        ("en", "voluntary|job|skip|aged 18|de-identified|abroad|study ends|number"),
    ],
)
def test_the_notice_says_all_that_it_must(language: str, told: str) -> None:
    """Every element of methodology §3.2 stands in the long notice, in each language."""
    shown = parse(dict(_every(language))["consent-more"].text)[0]
    said = ("Operator & sons", "mail@example.org", "Sponsor <1>", "2026-11", " 5 ", " 6 ")
    commands = ("/withdraw", "/mydata", "/stop")
    missing = [one for one in (*said, *commands, *told.split("|"), "Telegram") if one not in shown]
    assert missing == []
    more = TEXTS.speaking(language)
    assert more("recontact-ask") not in shown, "being written to later is a consent of its own"


def test_a_hint_stands_above_the_screen_once_a_language_is_known() -> None:
    """Before that the first screen says in three languages what to do."""
    screen = Screen("question")
    assert SCREENS.hinted(screen, "hint-buttons", None) == screen
    for language in LOCALES:
        words = TEXTS.speaking(language)("hint-buttons")
        assert SCREENS.hinted(screen, "hint-buttons", language).text == f"{words}\n\nquestion"


def test_the_menu_holds_what_a_person_can_use() -> None:
    """Commands for everybody, errands for coordinators, each described."""
    person = entered().shown
    assert list(SCREENS.menu(SURVEY, person)) == list(COMMANDS)
    led = replace(SURVEY, coordinators=frozenset({CHAT}))
    menu = SCREENS.menu(led, replace(person, language="ru"))
    assert list(menu) == [*COMMANDS, *ERRANDS]
    assert menu["start"] == TEXTS.speaking("ru")("command-start")
