from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events import Event, UnreadableError, read

PERSON = {"id": 7, "is_bot": False, "first_name": "Айгүл", "language_code": "kk"}
PRIVATE = {"id": 7, "type": "private"}
SAID = {"message_id": 3, "date": 0, "chat": PRIVATE, "from": PERSON}
TAPPED = {"id": "99", "from": PERSON, "message": {"message_id": 3, "chat": PRIVATE}, "data": "x"}


def _member(status: str, chat: dict[str, Any] = PRIVATE) -> dict[str, Any]:
    return {"chat": chat, "from": PERSON, "new_chat_member": {"status": status}}


@pytest.mark.parametrize(
    ("update", "event"),
    [
        ({"message": {**SAID, "text": "hi"}}, Event(1, "said", 7, "hi", language_code="kk")),
        ({"message": {**SAID, "sticker": {}}}, Event(1, "said", 7, language_code="kk")),
        ({"callback_query": TAPPED}, Event(1, "tapped", 7, "x", 3, "99", "kk")),
        (
            {"callback_query": {"id": "9", "from": {"id": 7}}},
            Event(1, "tapped", 7, query_id="9"),
        ),
        ({"my_chat_member": _member("kicked")}, Event(1, "left", 7)),
        ({"my_chat_member": _member("member")}, Event(1, "returned", 7)),
    ],
)
def test_what_people_do_is_read(update: dict[str, Any], event: Event) -> None:
    """Words, things that are no words, taps, leaving and returning each become an event."""
    assert read({"update_id": 1, **update}) == event


@pytest.mark.parametrize(
    "update",
    [
        {"message": {**SAID, "chat": {"id": -5, "type": "group"}}},
        {"message": {**SAID, "from": {**PERSON, "is_bot": True}}},
        {"callback_query": {**TAPPED, "message": {"message_id": 1, "chat": {"type": "channel"}}}},
        {"my_chat_member": _member("kicked", {"id": -5, "type": "channel"})},
        {"poll": {}},
        {},
    ],
)
def test_what_is_not_a_private_chat_is_left_alone(update: dict[str, Any]) -> None:
    """Groups, channels, bots and other kinds of updates are nobody's event."""
    assert read({"update_id": 1, **update}) is None


@pytest.mark.parametrize(
    "update",
    [
        None,
        [],
        {},
        {"update_id": "1", "message": SAID},
        {"update_id": True},
        {"update_id": 1 << 63},
        {"update_id": 1, "message": {"text": "hi"}},
        {"update_id": 1, "message": {**SAID, "text": 5}},
        {"update_id": 1, "message": {**SAID, "from": {**PERSON, "language_code": 5}}},
        {"update_id": 1, "message": {**SAID, "chat": {"id": 1 << 80, "type": "private"}}},
        {"update_id": 1, "callback_query": {**TAPPED, "data": ["x"]}},
        {"update_id": 1, "callback_query": "x"},
    ],
)
def test_what_telegram_never_sends_is_told_apart(update: Any) -> None:  # noqa: ANN401 - on purpose
    """An update of another shape is an UnreadableError, so that it can be kept as it came."""
    with pytest.raises(UnreadableError):
        read(update)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["update_id", "message", "callback_query", "from", "chat", "id"]),
                inner,
            )
        ),
    )
)
def test_no_json_breaks_the_reading(update: object) -> None:
    """Any JSON is an event, nobody's, or unreadable."""
    try:
        found = read(update)  # type: ignore[arg-type]
    except UnreadableError:
        return
    assert found is None or isinstance(found, Event)


@pytest.mark.parametrize(
    ("text", "command", "payload"),
    [
        ("/start", "start", ""),
        ("/START@saualnama_bot  shu_ict ", "start", "shu_ict"),
        ("/start\nshu", "start", "shu"),
        ("/", None, ""),
        ("/ start", None, "start"),
        ("//start", None, ""),
        ("/start!", None, ""),
        (" /start", None, ""),
        ("start", None, ""),
        ("", None, ""),
    ],
)
def test_commands_are_read_as_telegram_marks_them(
    text: str, command: str | None, payload: str
) -> None:
    """A command stands at the beginning, in Latin letters; what follows it is the payload."""
    event = Event(1, "said", 7, text)
    assert event.command == command
    assert event.payload == payload


def test_signs_that_no_database_takes_are_left_out() -> None:
    """NUL and halves of letters do not reach the record."""
    event = read({"update_id": 1, "message": {**SAID, "text": "a\x00b\ud800c"}})
    assert event is not None
    assert event.text == "abc"


def test_a_tap_is_no_command() -> None:
    """Whatever a button carries, it is never taken for something written."""
    assert Event(1, "tapped", 7, "/withdraw").command is None
