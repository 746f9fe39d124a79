"""The screen of one question, and a given answer in words."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from bot.screens.screen import HERE, Button, Screen, paragraphs
from bot.texts import Say
from scoring.instrument import DONT_KNOW, NOT_REACHED, SKIPPED, Instrument


def rating(say: Say, instrument: Instrument, item_id: str, given: str, *, editing: bool) -> Screen:
    """The digits in one row, the non-answers, the navigation."""
    item = instrument.item(item_id)
    index, _ = instrument.section_of(item)
    section = instrument.indices.index(index) + 1
    header = say(
        "section-header",
        number=section,
        total=len(instrument.indices),
        name=say(f"index-{index.id}"),
    )
    number = say("question-header", number=item.number, total=len(instrument.items))
    # One line of words, not five: the question and its digits share a small phone's screen.
    scale = " · ".join(
        f"<b>{code}</b> — {escape(say(f'scale-{code}'))}" for code in instrument.ratings
    )
    parts = [
        f"<i>{escape(header)}</i>\n{escape(number)}",
        f"<b>{escape(say(item.id))}</b>\n{escape(say(f'{item.id}.question'))}",
        scale,
    ]
    if given != NOT_REACHED:
        parts.append(f"<i>{escape(say('answer-current', answer=answer_words(say, given)))}</i>")
    if editing:
        parts.insert(0, escape(say("edit-header")))

    def rate(code: str, label: str) -> Button:
        return Button(label + (HERE if code == given else ""), f"rate:{item.id}:{code}")

    rows = (
        tuple(rate(code, code) for code in instrument.ratings),
        (rate(DONT_KNOW, say("button-unknown")),),
        (rate(SKIPPED, say("button-refuse")),),
        (
            Button(say("button-back"), "back"),
            Button(say("button-language"), "languages"),
            Button(say("button-later"), "later"),
        ),
    )
    return Screen(paragraphs(*parts), rows)


def answer_words(say: Callable[[str], str], code: str) -> str:
    """A stored code in words: the digit with its label, or what kind of non-answer it is."""
    missing = {
        DONT_KNOW: "answer-unknown",
        SKIPPED: "answer-refused",
        NOT_REACHED: "answer-missing",
    }
    return say(missing[code]) if code in missing else f"{code} — {say(f'scale-{code}')}"
