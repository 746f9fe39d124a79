from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.events import Event
from bot.interviewer import COMMANDS, TAPS, View, again, hear, present, scope, settled, walking
from bot.taps import LIMIT, data
from scoring.instrument import DONT_KNOW, NOT_REACHED, RATINGS, SKIPPED
from storage.people import Person, Sheet
from storage.record import Given
from tests.walker import CHAT, SCREENS, SEALS, SURVEY, Walker, answered, entered

ITEMS = [item.id for item in SURVEY.instrument.items]
COORDINATED = replace(SURVEY, coordinators=frozenset({CHAT}))


# Before the walk


def test_the_way_in_asks_language_consent_city_group_and_then_the_first_item() -> None:
    """Each screen before the walk leads to the next, and the last to item 1."""
    walker = Walker()
    assert walker.say("/start").view.name == "language"
    assert walker.press("language:ru").view.name == "consent"
    assert walker.press("agree").view.name == "city"
    assert walker.press("city:shu").view.name == "group"
    assert walker.press("group:ict").view == View("item", "SCRI1")
    assert walker.sheet == Sheet("shu", "ict", "." * 23, "." * 23, "ru")


def test_consent_is_written_with_version_and_language_and_may_be_declined_and_given() -> None:
    """Each answer to the notice is kept; who declined sees a way back."""
    walker = Walker()
    walker.say("/start")
    walker.press("language:en")
    assert walker.press("decline").consents == (Given("2026-11", "en", agreed=False),)
    assert walker.turn.view.name == "declined"
    assert walker.say("/continue").view.name == "declined"
    assert walker.press("agree").consents == (Given("2026-11", "en", agreed=True),)
    assert walker.turn.view.name == "city"


@pytest.mark.parametrize("tap", ["city:shu", "group:ict", "rate:SCRI1:5", "send", "later"])
def test_nothing_of_the_walk_can_be_pressed_before_consent(tap: str) -> None:
    """A button with a good seal does not lead around the notice."""
    walker = Walker()
    walker.say("/start")
    walker.press("language:kk", tap)
    assert walker.turn.view.name == "consent"
    assert not walker.shown.sheets


def test_a_new_notice_is_asked_about_before_the_walk_goes_on_from_its_item() -> None:
    """Another version of the notice asks again, writes nothing before, and loses nothing."""
    walker = answered("12345")
    walker.survey = replace(walker.survey, consent="2027-01")
    assert walker.press("rate:SCRI6:5").view.name == "consent"
    assert walker.sheet.answers.startswith("12345.")
    assert walker.press("agree").view == View("item", "SCRI6")
    assert walker.turn.consents == (Given("2027-01", "kk", agreed=True),)


@pytest.mark.parametrize(
    ("payload", "place", "city", "group"),
    [
        ("shu_society_ru_poster7", "at:SCRI1", "shu", "society"),
        ("shu", "group", "shu", None),
        ("society", "city", None, None),
        ("nowhere_society", "city", None, None),
        ("кириллица", "city", None, None),
        ("shu society", "city", None, None),
        ("x" * 65, "city", None, None),
    ],
)
def test_an_invitation_outlives_language_and_consent(
    payload: str, place: str, city: str | None, group: str | None
) -> None:
    """City and group of a deep link are chosen at the end of the way in; other words are not."""
    walker = Walker()
    walker.say(f"/start {payload}")
    walker.press("language:kk", "agree")
    assert (walker.shown.place, walker.shown.city) == (place, city)
    assert {sheet.group for sheet in walker.shown.sheets.values()} == ({group} - {None})


def test_an_invitations_group_holds_for_a_city_that_the_person_chooses() -> None:
    """A link that names a group alone leaves only the city to be asked."""
    walker = Walker()
    walker.say("/start society")
    walker.press("language:kk", "agree", "city:ayagoz")
    assert walker.sheet.group == "society"


def test_a_second_invitation_leads_whoever_stands_before_a_city_into_it() -> None:
    """At the list of cities a deep link chooses; in the middle of a city it does not disturb."""
    walker = Walker()
    walker.say("/start")
    walker.press("language:kk", "agree")
    assert walker.say("/start shalkar_ict").view == View("item", "SCRI1")
    assert walker.say("/start shu").view == View("item", "SCRI1")
    assert walker.shown.city == "shalkar"


@pytest.mark.parametrize(
    ("text", "app", "likely"),
    [
        ("/start", "ru", "ru"),
        ("/start", "kk-KZ", "kk"),
        ("/start", "de", None),
        ("/start shu_en", "ru", "en"),
        ("hello", "en", "en"),
    ],
)
def test_the_likely_language_stands_out_and_kazakh_stays_first(
    text: str, app: str, likely: str | None
) -> None:
    """The link's language, else the app's, is marked; the order of the buttons never changes."""
    walker = Walker()
    walker.say(text, app)
    assert [(b.tap, b.likely) for b in walker.buttons] == [
        (f"language:{code}", code == likely) for code in ("kk", "ru", "en")
    ]


# The walk


def test_a_rating_is_kept_with_its_language_and_leads_to_the_next_item() -> None:
    """The language may change at any item; each answer keeps the one it was shown in."""
    walker = answered("12")
    walker.press("languages", "language:ru", "rate:SCRI3:?", "languages", "language:en")
    walker.press("rate:SCRI4:-")
    assert walker.sheet.answers == "12?-" + "." * 19
    assert walker.sheet.languages == "kkre" + "." * 19
    assert walker.turn.view == View("item", "SCRI5")


def test_of_two_taps_on_one_question_the_first_counts() -> None:
    """A second tap on an answered question changes nothing and shows where the person stands."""
    walker = entered()
    first, second = walker.data("rate:SCRI1:2"), walker.data("rate:SCRI1:5")
    walker.carry(first)
    turn = walker.carry(second)
    assert walker.sheet.answers == "2" + "." * 22
    assert (turn.view, turn.toast) == (View("item", "SCRI2"), "error-old-button")


@pytest.mark.parametrize("code", ["0", "6", ".", "", "55", "٣", "1:1", "yes"])
def test_only_the_instruments_codes_are_ever_written(code: str) -> None:
    """Whatever a button claims, a code that is not offered changes nothing."""
    walker = entered()
    turn = walker.press(f"rate:SCRI1:{code}")
    assert walker.sheet.answers == "." * 23
    assert (turn.view, turn.toast) == (View("item", "SCRI1"), "error-old-button")


def test_back_shows_the_item_before_with_its_answer_and_loses_nothing() -> None:
    """Going back keeps all answers; an answer given anew leads to the first open item."""
    walker = answered("12345")
    walker.press("back", "back")
    assert walker.turn.view == View("item", "SCRI4")
    assert "4 ✓" in [button.label for button in walker.buttons]
    walker.press("rate:SCRI4:1")
    assert walker.sheet.answers == "12315" + "." * 18
    assert walker.turn.view == View("item", "SCRI6")


def test_back_leads_from_the_first_item_to_group_and_city_and_forward_again() -> None:
    """The group can still be changed, and answers stay."""
    walker = answered("1")
    walker.press("back", "back")
    assert walker.turn.view.name == "group"
    walker.press("back")
    assert walker.turn.view.name == "city"
    walker.press("city:shu")
    assert walker.turn.view == View("item", "SCRI2")
    walker.press("back", "back", "group:ict")
    assert (walker.sheet.group, walker.sheet.answers[0]) == ("ict", "1")


def test_the_review_changes_any_answer_and_sending_completes() -> None:
    """An edited answer leads back to the review; sending leads to the thanks."""
    walker = answered("3" * 23)
    assert walker.turn.view.name == "review"
    assert walker.press("edit:SI4").view == View("item", "SI4")
    assert walker.press("back").view.name == "review"
    assert walker.press("edit:SI4", "rate:SI4:5").view.name == "review"
    assert walker.sheet.answers == "3" * 10 + "5" + "3" * 12
    assert not walker.sheet.complete
    assert walker.press("send").view.name == "done"
    assert walker.sheet.complete
    assert walker.press("review", "edit:GC8", "rate:GC8:?").view.name == "review"
    assert walker.sheet.complete


def test_a_further_city_asks_the_items_but_not_the_group_again() -> None:
    """The group is the person's, the answers are the city's; the way back is the thanks."""
    walker = answered("4" * 23)
    walker.press("send", "another")
    assert walker.press("back").view.name == "done"
    assert walker.press("another", "city:ayagoz").view == View("item", "SCRI1")
    assert (walker.sheet.group, walker.sheet.answers) == ("society", "." * 23)
    assert walker.shown.sheets["shu"].complete


# Commands


def test_start_in_the_middle_offers_to_go_on_and_elsewhere_shows_the_present_screen() -> None:
    """/start never begins anew: with answers in hand it asks whether to go on."""
    assert entered().say("/start").view == View("item", "SCRI1")
    walker = answered("12345")
    assert walker.say("/start").view.name == "resume"
    assert walker.press("go").view == View("item", "SCRI6")
    walker.press("back", "back", "back", "back", "back", "back")
    assert walker.say("/start").view.name == "group"
    walker = answered("3" * 23)
    assert walker.say("/start").view.name == "review"
    walker.press("send")
    assert walker.say("/start").view.name == "done"


@pytest.mark.parametrize("name", ["language", "results", "privacy", "withdraw", "help"])
def test_a_commands_screen_lies_over_the_walk_and_the_walk_goes_on_under_it(name: str) -> None:
    """What is asked for by command is a new message, and the place in the walk stays."""
    walker = answered("12")
    turn = walker.say(f"/{name}@saualnama_bot now")
    assert (turn.view.name, turn.anew, turn.hint) == (name, True, "")
    assert walker.say("/continue").view == View("item", "SCRI3")


def test_a_language_chosen_over_the_walk_changes_menu_and_screen_only() -> None:
    """By button the overlay is an edit; the menu is told only when the language is another."""
    walker = answered("12")
    assert not walker.press("languages").anew
    turn = walker.press("language:ru")
    assert (turn.menu, turn.anew, turn.toast) == (True, False, "toast-language")
    assert turn.view == View("item", "SCRI3")
    assert not walker.press("languages", "language:ru").menu


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        *(
            (text, "hint-buttons")
            for text in ("hello", "", "/", "/ start", "//start", "4", "/старт")
        ),
        ("/unknown", "hint-commands"),
    ],
)
def test_whatever_else_is_written_gets_a_hint_and_the_present_question(
    text: str, hint: str
) -> None:
    """Words, stickers and unknown commands change nothing; the last are told of those there are."""
    walker = answered("12")
    before = walker.person
    turn = walker.say(text)
    assert (turn.view, turn.hint, turn.anew) == (View("item", "SCRI3"), hint, True)
    assert walker.person == before


def test_only_a_coordinator_runs_errands() -> None:
    """To anybody else the coordinators' commands are words like others."""
    assert Walker(COORDINATED).say("/export").errand == "export"
    turn = Walker().say("/export")
    assert (turn.errand, turn.hint) == (None, "hint-commands")


def test_withdrawing_asks_first_and_then_forgets_everything() -> None:
    """Nothing of a person is left in the turn but what the farewell needs."""
    walker = answered("12345")
    assert walker.say("/withdraw").view.name == "withdraw"
    assert walker.press("go").view == View("item", "SCRI6")
    turn = walker.press("withdraw")
    assert (turn.forget, turn.view.name) == (True, "withdrawn")
    assert (turn.person.sheets, turn.person.consent, turn.person.city) == ({}, None, None)
    assert walker.press("go").view.name == "language"


# Waves


def test_while_no_wave_is_open_nothing_is_written_and_a_way_on_is_shown() -> None:
    """A tap after the end shows the end; language and withdrawal still work."""
    walker = answered("12")
    tap = walker.data("rate:SCRI3:5")
    walker.begin_wave(None)
    assert walker.carry(tap).view.name == "closed"
    assert walker.press("rate:SCRI3:5").view.name == "closed"
    assert walker.buttons
    assert walker.press("results").view.name == "results"
    assert walker.shown.city == "shu"
    assert walker.press("language:en").view.name == "closed"
    assert walker.press("withdraw").forget


def test_a_new_wave_asks_for_the_city_again_and_old_buttons_write_nothing() -> None:
    """What was answered before belongs to the wave before."""
    walker = answered("12")
    tap = walker.data("rate:SCRI3:5")
    walker.begin_wave(None)
    walker.begin_wave(2)
    turn = walker.carry(tap)
    assert (turn.view.name, turn.toast) == ("city", "error-old-button")
    assert walker.press("city:shu", "group:ict").view == View("item", "SCRI1")


def test_who_agreed_while_no_wave_was_open_is_asked_at_once_when_one_is() -> None:
    """The invitation waits, too."""
    walker = Walker()
    walker.begin_wave(None)
    walker.say("/start shu_ict")
    assert walker.press("language:kk", "agree").view.name == "closed"
    walker.begin_wave(3)
    assert walker.say("/continue").view == View("item", "SCRI1")


# Whatever happens

CODES = st.sampled_from("12345?-")
TEXTS = st.sampled_from(
    [*(f"/{name}" for name in COMMANDS), "/start shu_ict", "/start ayagoz", "hello", "", "/", "/ x"]
)
ARGUMENTS = st.sampled_from(
    [*ITEMS, *SURVEY.cities, *SURVEY.groups, *"12345?-", *"06.", "kk", "ru"]
)
TAPPED = st.builds(
    lambda verb, words: ":".join([verb, *words]),
    st.sampled_from(sorted(TAPS)),
    st.lists(ARGUMENTS, max_size=2),
)
FORGED = st.builds("rate:{}:{}".format, st.sampled_from(ITEMS[:12]), st.sampled_from("12345?-60."))
KINDS: dict[str, tuple[int, st.SearchStrategy[Any]]] = {  # how often, and with what
    "button": (6, st.integers(0, 40)),
    "rate": (6, CODES),
    "old": (3, st.integers(0, 200)),
    "tap": (3, FORGED | TAPPED),
    "say": (2, TEXTS),
    "wave": (1, st.sampled_from([None, 1, 1, 1, 2])),
}
DEEDS = st.sampled_from([kind for kind in KINDS for _ in range(KINDS[kind][0])]).flatmap(
    lambda kind: st.tuples(st.just(kind), KINDS[kind][1])
)


def _do(walker: Walker, deed: tuple[str, Any], seen: list[str]) -> None:
    kind, what = deed
    buttons = walker.buttons
    if kind == "button" and buttons:
        walker.press(buttons[what % len(buttons)].tap)
    elif kind == "rate" and walker.turn.view.item:
        walker.press(f"rate:{walker.turn.view.item}:{what}")
    elif kind == "old" and seen:
        walker.carry(seen[what % len(seen)])
    elif kind == "tap":
        walker.press(what)
    elif kind == "wave":
        walker.begin_wave(what)
    else:
        walker.say(what if kind == "say" else "/start")


def _check(before: Person | None, walker: Walker) -> None:
    person = walker.shown
    for city, sheet in person.sheets.items():
        assert len(sheet.answers) == len(sheet.languages) == len(ITEMS)
        assert set(sheet.answers) <= {*RATINGS, DONT_KNOW, SKIPPED, NOT_REACHED}
        for code, letter in zip(sheet.answers, sheet.languages, strict=True):
            assert letter == "." if code == NOT_REACHED else letter in "kre"
        assert not sheet.complete or NOT_REACHED not in sheet.answers
        assert (sheet.city, sheet.group in SURVEY.groups) == (city, True)
    if before is None or walker.turn.forget:
        return
    changed = []
    for city, sheet in before.sheets.items():
        pairs = list(zip(ITEMS, sheet.answers, person.sheets[city].answers, strict=True))
        changed += [item for item, old, new in pairs if old != new]
        assert not [item for item, old, new in pairs if new == NOT_REACHED != old], "lost"
        assert person.sheets[city].complete or not sheet.complete
    if changed:
        (item,) = changed
        assert walking(walker.survey, before)
        assert f":rate:{item}:" in walker.event.text
        assert before.place in {f"at:{item}", f"edit:{item}"}, "it was not on the screen"


def _draw(walker: Walker, seen: list[str]) -> None:
    person = walker.shown
    seal = SEALS.seal(walker.chat, scope(walker.survey, person))
    for view in {walker.turn.view, present(walker.survey, person)}:
        for language in SURVEY.languages if person.language else (None,):
            screen = SCREENS.draw(walker.survey, replace(person, language=language), view)
            carried = [data(button.tap, seal) for row in screen.rows for button in row]
            assert all(len(one.encode()) <= LIMIT for one in carried)
            assert len(screen.text) <= 4096
            assert carried, "no way on"
    seen.extend(data(button.tap, seal) for button in walker.buttons)


@settings(max_examples=100, deadline=None)
@given(st.lists(DEEDS, min_size=20, max_size=60), st.booleans())
def test_whatever_happens_the_record_stays_consistent(
    deeds: list[tuple[str, Any]], begun: bool
) -> None:
    """Any taps, backs, words, languages and waves leave legal codes, and lose no answer.

    Each screen can be drawn in each language, and the same event again changes no answer more.
    """
    walker = answered("1?-45" * 4) if begun else Walker()
    seen: list[str] = []
    for deed in deeds:
        walker.begin_wave(walker.survey.wave.id if walker.survey.wave else None)
        before = walker.person
        _do(walker, deed, seen)
        if deed[0] == "wave":
            continue
        _check(before, walker)
        _draw(walker, seen)
        if walker.person is not None:
            twice = hear(walker.survey, SEALS, walker.person, walker.event)
            assert twice.forget or _answers(twice.person) == _answers(walker.person)


def _answers(person: Person) -> dict[str, str]:
    return {city: sheet.answers for city, sheet in person.sheets.items()}


SHEETS = st.builds(
    lambda city, given, complete: Sheet(
        city,
        "ict",
        given,
        "".join("." if code == "." else "k" for code in given),
        "kk",
        complete=complete,
    ),
    st.sampled_from([*SURVEY.cities, "gone"]),
    st.text("12345?-.", min_size=23, max_size=23) | st.just("3" * 23),
    st.booleans(),
)
PLACES = st.one_of(
    st.sampled_from(["language", "consent", "declined", "city", "group", "review", "done", ""]),
    st.sampled_from(["at:SCRI1", "edit:GC8", "at:", "edit:", "at", "at:GC9", "edit:X:Y", "x:SI1"]),
    st.text(max_size=8),
)


@settings(max_examples=300, deadline=None)
@given(
    PLACES,
    st.sampled_from([*SURVEY.cities, "gone", "", None]),
    st.sampled_from(["kk", None]),
    st.sampled_from([SURVEY.consent, "older", None]),
    st.lists(SHEETS, max_size=3),
    st.sampled_from([SURVEY, replace(SURVEY, wave=None)]),
)
def test_whatever_the_record_holds_there_is_a_screen(  # noqa: PLR0913, PLR0917 - its whole state
    place: str,
    city: str | None,
    language: str | None,
    consent: str | None,
    sheets: list[Sheet],
    survey: Any,  # noqa: ANN401 - hypothesis gives one of two surveys
) -> None:
    """Where a person stands can be settled and shown, and settling twice settles nothing more."""
    person = Person(
        "somebody",
        CHAT,
        place,
        language=language,
        city=city,
        consent=consent,
        sheets={sheet.city: sheet for sheet in sheets},
    )
    stands = settled(survey, person)
    assert settled(survey, stands) == stands
    assert stands.sheets.items() >= person.sheets.items()
    assert present(survey, person) == present(survey, stands)
    turn = again(survey, person)
    assert SCREENS.draw(survey, turn.person, turn.view).rows
    for text in ("/start", "/continue", "hello"):
        turn = hear(survey, SEALS, person, Event(1, "said", CHAT, text))
        assert SCREENS.draw(survey, turn.person, turn.view).rows
