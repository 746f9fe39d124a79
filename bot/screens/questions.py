"""The screen of one question: its head, how it is answered, and the buttons of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from bot.screens.answer import answer_words
from bot.screens.screen import HERE, Button, Row, Screen, paragraphs, whole
from bot.texts import Say
from scoring.instrument import DONT_KNOW, NOT_ASKED, NOT_REACHED, RATINGS, SKIPPED, Instrument, Item
from scoring.items import MANY, NUMBER, ONE, RATING


@dataclass(frozen=True, slots=True)
class Question:
    """An item, and all that is known of it in a sheet."""

    instrument: Instrument
    item: Item
    answers: str
    editing: bool = False

    @property
    def given(self) -> str:
        """The characters of the answer."""
        return self.instrument.given(self.answers, self.item)

    @property
    def count(self) -> tuple[int, int]:
        """Its number among the questions that are asked, and how many there are."""
        if not self.instrument.conditional:
            return self.item.number, len(self.instrument.items)
        asked = [i.number for i in self.instrument.items if self.answers[i.start] != NOT_ASKED]
        return asked.index(self.item.number) + 1, len(asked)

    @property
    def blank(self) -> bool:
        """Whether nothing was answered yet."""
        return self.given[0] == NOT_REACHED


def screen(say: Say, question: Question) -> Screen:
    """The question in words over its buttons; the navigation comes last."""
    item = question.item
    parts = [
        _head(say, question),
        f"<b>{escape(say(item.id))}</b>\n{escape(say(f'{item.id}.question'))}",
        _how(say, item),
    ]
    if not question.blank:
        given = answer_words(say, item, question.given)
        parts.append(f"<i>{escape(say('answer-current', answer=given))}</i>")
    if question.editing:
        parts.insert(0, escape(say("edit-header")))
    navigation = (
        Button(say("button-back"), "back"),
        Button(say("button-language"), "languages"),
        Button(say("button-later"), "later"),
    )
    return Screen(paragraphs(*parts), (*_rows(say, question), navigation))


def _head(say: Say, question: Question) -> str:
    sections = question.instrument.sections
    section, _ = question.instrument.section_of(question.item)
    name = say(section.key)
    if len(sections) > 1:
        place = sections.index(section) + 1
        name = say("section-header", number=place, total=len(sections), name=name)
    number, total = question.count
    count = say("question-header", number=number, total=total)
    return f"<i>{escape(name)}</i>\n{escape(count)}"


def _how(say: Say, item: Item) -> str:
    """How it is answered: the scale in one line of words, so that its digits stay in sight."""
    if item.kind == RATING:
        words = ((code, whole(escape(say(f"{item.scale}-{code}")))) for code in RATINGS)
        return " · ".join(f"<b>{code}</b>{whole(' — ')}{word}" for code, word in words)
    if item.kind == NUMBER:
        return escape(say("number-how", low=str(item.low), high=str(item.high)))
    return "" if item.kind == ONE else escape(say(f"{item.kind}-how"))


def _rows(say: Say, question: Question) -> Iterator[Row]:
    item, given = question.item, question.given

    def rate(code: str, label: str, signs: str | None = None) -> Button:
        here = HERE if (signs or code * item.width) == given else ""
        return Button(label + here, f"rate:{item.id}:{code}")

    if item.spoken and not question.blank and given != SKIPPED:
        yield (Button(say("button-next"), f"next:{item.id}"),)
        yield (Button(say("button-clear"), f"clear:{item.id}"),)
        return
    if item.kind == RATING:
        yield tuple(rate(code, code) for code in RATINGS)
    if item.kind == MANY or (item.kind == NUMBER and not question.blank):
        yield (Button(say("button-next"), f"next:{item.id}"),)
    for place, option in enumerate(item.options):
        label = say(f"{item.id}-{option}")
        if item.kind == ONE:
            yield (rate(option, label, item.signs(option)),)
        else:
            chosen = HERE if given[place] == "1" else ""
            yield (Button(label + chosen, f"mark:{item.id}:{option}"),)
    if item.spoken:
        yield (rate(SKIPPED, say("button-skip")),)
        return
    yield (rate(DONT_KNOW, say("button-unknown")),)
    yield (rate(SKIPPED, say("button-refuse")),)
