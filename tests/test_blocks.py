"""Further blocks in front of the pure walk: kinds, conditions, and any sequence of deeds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.events import Event, Voice
from bot.interviewer import asked, hear
from bot.taps import LIMIT
from scoring.instrument import NOT_ASKED, NOT_REACHED, load, names
from storage.messages import Message
from storage.people import Sheet
from tests.town import TEXTS
from tests.walker import SCREENS, SEALS, SURVEY, Walker

INTERVIEW, EXPECTATIONS, PROBLEMS = map(
    load, ("interview-2022", "expectations-2022", "problems-2022")
)
BLOCKS = (EXPECTATIONS, INTERVIEW, PROBLEMS)
OFFERED = replace(SURVEY, blocks=BLOCKS)
KK = TEXTS.speaking("kk")
CORE = Sheet("shu", "officials", "3" * 23, "k" * 23, "kk", complete=True, id=1)


class Guest(Walker):
    """Somebody who has sent the core, and the messages that the record holds of them."""

    def __init__(self, group: str = "officials") -> None:
        super().__init__(OFFERED)
        self.said: dict[tuple[str, str], list[Message]] = {}
        self.say("/start")
        self.press("language:kk", "agree")
        assert self.person is not None
        core = replace(CORE, group=group)
        self.person = replace(self.person, place="done", city="shu", sheets={"shu": core})
        self.say("/continue")

    def hear(self, event: Event) -> Any:  # noqa: ANN401 - the base's
        """Whatever happens; messages are kept and taken back as the record does."""
        turn = super().hear(event)
        for one in turn.messages:
            mine = self.said.setdefault((one.instrument, one.item), [])
            if one.kind:
                mine.append(one)
            else:
                mine.clear()
        return turn

    def speak(self, size: int = 1000) -> None:
        """Send a voice message."""
        voice = Voice("file", 3, size, "audio/ogg")
        self.hear(Event(self._next(), "said", self.chat, voice=voice))

    @property
    def block(self) -> Sheet:
        """The sheet of the block in hand."""
        assert self.shown.sheet is not None
        return self.shown.sheet


def interviewed() -> Guest:
    """Somebody at the first question of the interview."""
    guest = Guest()
    guest.press(f"block:{INTERVIEW.name}")
    return guest


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("officials", ["expectations", "interview", "problems"]),
        ("society", ["expectations", "problems"]),
    ],
)
def test_who_has_sent_the_core_is_offered_what_is_for_their_group(
    group: str, names: list[str]
) -> None:
    """Blocks stand on the thanks by name, after the way to another city; nobody is led into one."""
    guest = Guest(group)
    taps = [button.tap for button in guest.buttons]
    assert taps[0] == "another"
    assert [tap[6:].split("-")[0] for tap in taps if tap.startswith("block:")] == names
    assert "16 сұрақ, шамамен 4 минут" in guest.screen.text
    guest.press("languages", "language:ru")
    assert "16 вопросов, примерно 4 мин" in guest.screen.text


def test_an_offer_counts_what_the_next_screen_counts() -> None:
    """Where answers open further questions, it says so, and never more than are then shown."""
    guest = Guest()
    assert "шамамен 10 сұрақ, 9 минут" in guest.screen.text
    guest.press(f"block:{INTERVIEW.name}")
    assert KK("question-header", number=1, total=10) in guest.screen.text
    guest.press("rate:IV1:decide", "rate:IV2:-", "rate:IV3:-", "rate:IV4:yes")
    assert KK("question-header", number=5, total=11) in guest.screen.text
    guest.press("later", "leave")
    assert "шамамен 11 сұрақ, 9 минут" in guest.screen.text


@pytest.mark.parametrize("name", names())
def test_what_takes_longer_is_said_to_take_longer(name: str) -> None:
    """One rule for all: the core's six minutes, and no rating costs more in a block than there."""
    core, one = load(), load(name)
    assert core.minutes == 6
    if one.rated:
        assert abs(one.minutes - core.minutes * len(one.items) / len(core.items)) < 1


def test_a_pair_is_two_rating_screens_in_sequence() -> None:
    """Importance and performance of one element follow each other; each has the agreed buttons."""
    guest = Guest("society")
    guest.press(f"block:{EXPECTATIONS.name}")
    for number, item in enumerate(EXPECTATIONS.items, start=1):
        assert guest.turn.view.item == item.id
        assert [b.tap for b in guest.screen.rows[0]] == [f"rate:{item.id}:{n}" for n in range(1, 6)]
        guest.press(f"rate:{item.id}:{number % 5 + 1}")
    assert guest.block.answers == "2345123451234512"
    guest.press("send")
    assert (guest.turn.view.name, guest.shown.block) == ("done", None)
    assert guest.shown.blocks["shu", EXPECTATIONS.name].complete
    labels = [button.label for button in guest.buttons if "expectations" in button.tap]
    assert [label.endswith("✓") for label in labels] == [True]
    assert "16 сұрақ" not in guest.screen.text, "what was sent is not offered again"
    assert "7 сұрақ" in guest.screen.text


def test_a_follow_up_depends_on_the_answer_before() -> None:
    """What a condition leaves out is marked as not asked, and its answer goes with it."""
    guest = interviewed()
    guest.press("rate:IV1:decide", "rate:IV2:-", "rate:IV3:-", "rate:IV4:yes")
    assert guest.turn.view.item == "IV5"
    guest.say("Жарық")
    guest.say("және жол")
    assert [m.text for m in guest.said[INTERVIEW.name, "IV5"]] == ["Жарық", "және жол"]
    guest.press("back", "rate:IV4:no")
    assert guest.turn.view.item == "IV6"
    assert guest.said[INTERVIEW.name, "IV5"] == []
    assert INTERVIEW.given(guest.block.answers, INTERVIEW.item("IV5")) == NOT_ASKED
    guest.press("back")
    assert guest.turn.view.item == "IV4"


def test_an_open_question_takes_words_and_voice_as_often_as_one_likes() -> None:
    """Each message is kept in its order; taking them back is one tap; skipping loses nothing."""
    guest = interviewed()
    guest.press("rate:IV1:none")
    guest.say("Бірінші")
    guest.speak()
    assert [(m.kind, m.text) for m in guest.said[INTERVIEW.name, "IV2"]] == [
        ("text", "Бірінші"),
        ("voice", None),
    ]
    assert guest.buttons[0].tap == "next:IV2"
    guest.press("rate:IV2:-")  # an old button: what was said stays
    assert guest.turn.view.item == "IV3"
    assert guest.block.answers[1] == "2"
    guest.press("back", "clear:IV2")
    assert guest.said[INTERVIEW.name, "IV2"] == []
    assert guest.block.answers[1] == NOT_REACHED
    guest.speak(size=1 << 40)
    assert guest.turn.hint == "hint-long"
    assert guest.said[INTERVIEW.name, "IV2"] == []


def test_what_is_typed_where_a_number_is_asked_is_read_or_kindly_refused() -> None:
    """Digits within the limits are the answer, anything else gets a word that says so."""
    guest = interviewed()
    guest.press("rate:IV1:none", *(f"rate:IV{n}:-" for n in (2, 3)), "rate:IV4:?", "rate:IV7:-")
    assert guest.turn.view.item == "IV8"
    guest.say("жоқ")
    assert guest.turn.hint == "hint-buttons"
    guest.press("mark:IV8:budget", "mark:IV8:online", "mark:IV8:budget", "next:IV8", "rate:IV9:-")
    assert INTERVIEW.given(guest.block.answers, INTERVIEW.item("IV8")) == "00010"
    guest.press("rate:IV10:-")
    for typed in ("жетпіс", "61", "-3", "?", ""):
        guest.say(typed)
        assert (guest.turn.view.item, guest.turn.hint) == ("IV11", "hint-number")
    guest.say(" 7 ")
    assert guest.turn.view.item == "IV12"
    assert INTERVIEW.given(guest.block.answers, INTERVIEW.item("IV11")) == "07"


def test_a_question_that_was_skipped_is_called_skipped() -> None:
    """The review says of an open question what its button said, and of a choice what was meant."""
    guest = interviewed()
    guest.press("rate:IV1:-", *(f"rate:IV{n}:-" for n in (2, 3)), "rate:IV4:?", "rate:IV7:-")
    guest.press("next:IV8", *(f"rate:IV{n}:-" for n in (9, 10)), "rate:IV11:-", "rate:IV12:-")
    guest.press("rate:IV13:no")
    assert guest.turn.view.name == "review"
    for short, words in (("Рөліңіз", "жауап бергім келмейді"), ("Мақсаттар", "өткізіп жіберілді")):
        assert f"{short} — {words}" in guest.screen.text
    assert {"1 · —", "3 · —"} <= {button.label for button in guest.buttons}


def test_a_block_may_be_left_and_taken_up_again() -> None:
    """Later, /start and the offer all lead back to the question where one stopped."""
    guest = interviewed()
    guest.press("rate:IV1:none", "later")
    assert [button.tap for button in guest.buttons] == ["go", "leave"]
    guest.say("/start")
    assert guest.turn.view.name == "resume"
    guest.press("later", "leave")
    assert guest.turn.view.name == "done"
    guest.press(f"block:{INTERVIEW.name}")
    assert guest.turn.view.item == "IV2"
    guest.press("back", "back")
    assert guest.turn.view.name == "done"


ITEMS = [item.id for one in BLOCKS for item in one.items]
DEEDS = st.one_of(
    st.tuples(st.just("button"), st.integers(0, 40)),
    st.tuples(st.just("button"), st.integers(0, 40)),
    st.tuples(st.just("button"), st.integers(0, 3)),
    st.tuples(st.just("say"), st.sampled_from(["7", "99", "сөз", "/start", "/continue", "\u0000"])),
    st.tuples(st.just("speak"), st.sampled_from([1, 1 << 40])),
    st.tuples(st.just("back"), st.just(0)),
    st.tuples(st.just("old"), st.integers(0, 400)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(DEEDS, min_size=10, max_size=60), st.sampled_from([INTERVIEW, EXPECTATIONS]))
def test_any_deeds_leave_a_consistent_record(deeds: list[tuple[str, Any]], block: Any) -> None:  # noqa: ANN401 - hypothesis
    """Taps, backs, old buttons, languages, words and voices in any order, conditions included.

    The text has its width and legal signs, conditions hold, marks count the kept messages, and
    every screen fits into Telegram.
    """
    guest = Guest()
    guest.press(f"block:{block.name}")
    old: list[str] = []
    for kind, what in deeds:
        buttons = guest.buttons
        old += [guest.data(button.tap) for button in buttons]
        if kind == "button":
            guest.press(buttons[what % len(buttons)].tap)
        elif kind == "back":
            guest.press("back")
        elif kind == "old":
            guest.carry(old[what % len(old)])
        elif kind == "speak":
            guest.speak(what)
        else:
            guest.say(what)
        if guest.person is None or guest.person.consent is None:
            return
        _check(guest)


def _check(guest: Guest) -> None:
    person = guest.shown
    screen = SCREENS.draw(guest.survey, person, guest.turn.view)
    assert screen.rows
    assert len(screen.text) <= 4096
    assert all(len(guest.data(b.tap).encode()) <= LIMIT for row in screen.rows for b in row)
    for (_, name), sheet in person.blocks.items():
        one = next(block for block in BLOCKS if block.name == name)
        assert len(sheet.answers) == len(sheet.languages) == len(one.blank)
        assert one.routed(sheet.answers, sheet.group) == sheet.answers
        assert not sheet.complete or one.next_item(sheet.answers) is None
        for item in one.items:
            signs = one.given(sheet.answers, item)
            letters = sheet.languages[item.start : item.start + item.width]
            missing = signs[0] in NOT_REACHED + NOT_ASKED
            assert missing == (set(letters) == {"."}), (item.id, signs, letters)
            item.numbers(signs)
            many = len(guest.said.get((name, item.id), []))
            if item.spoken:
                assert (int(signs) if signs.isdigit() else 0) == min(many, 9)
    twice = hear(guest.survey, SEALS, guest.person, Event(0, "said", guest.chat, "/continue"))
    assert asked(guest.survey, twice.person) == asked(guest.survey, person)
