from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviewer import TAPS
from bot.taps import LIMIT, Seals, Tap, data
from tests.walker import CHAT, SEALS, SURVEY

SEAL = SEALS.seal(CHAT, "1.shu")
GOOD = data("rate:SCRI1:4", SEAL)


def test_a_sealed_button_says_what_it_said() -> None:
    """Verb and arguments come back for the same person, wave and city."""
    assert SEALS.open(GOOD, CHAT, "1.shu") == Tap("rate", ("SCRI1", "4"))
    assert SEALS.open(data("go", SEAL), CHAT, "1.shu") == Tap("go", ())


@pytest.mark.parametrize(
    ("chat", "scope", "why"),
    [
        (CHAT + 1, "1.shu", "another person's"),
        (CHAT, "2.shu", "another wave's"),
        (CHAT, "1.ayagoz", "another city's"),
        (CHAT, "1.", "before the city"),
    ],
)
def test_a_button_opens_only_where_it_was_made(chat: int, scope: str, why: str) -> None:
    """Foreign and stale buttons are shut."""
    assert SEALS.open(GOOD, chat, scope) is None, why


def test_another_key_opens_nothing() -> None:
    """Without the key nobody makes a seal."""
    assert Seals(b"another secret of theirs").open(GOOD, CHAT, "1.shu") is None


@pytest.mark.parametrize("data", ["", ":", "1", "1:", "1:go", "::::", "2" + GOOD[1:], f"1:{SEAL}"])
def test_what_is_not_a_button_of_ours_is_shut(data: str) -> None:
    """Broken data, and those of another format, are no tap."""
    assert SEALS.open(data, CHAT, "1.shu") is None


@given(st.text(max_size=64) | st.sampled_from(["é", "\ud800", "𐍈", "٣"]).map(GOOD.__add__))
def test_no_text_breaks_the_seal(text: str) -> None:
    """Whatever a client sends, signs beyond ASCII included, is shut and never an error."""
    assert SEALS.open(text, CHAT, "1.shu") is None


@given(st.integers(0, len(GOOD) - 1))
def test_truncated_data_are_shut(length: int) -> None:
    """A button that lost its end, or any part of it, is no tap."""
    assert SEALS.open(GOOD[:length], CHAT, "1.shu") is None


def test_every_button_has_room_in_telegram() -> None:
    """The longest verb, item and city stay within 64 bytes, with the widest ids."""
    seal = SEALS.seal(2**52, f"{2**31}.{'x' * 30}")
    longest = max((item.id for item in SURVEY.instrument.items), key=len)
    for tap in (f"rate:{longest}:5", f"city:{'x' * 30}", "cities:999", *TAPS):
        assert len(data(tap, seal).encode()) <= LIMIT
