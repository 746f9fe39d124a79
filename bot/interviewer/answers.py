"""An answer: a tap, a typed number, a message in words or by voice, and what it changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.events import Event
from bot.interviewer.place import AT, EDIT, onward, stay, with_sheet
from bot.interviewer.turn import Survey, Turn, asked, walking
from scoring.instrument import NOT_ASKED, NOT_REACHED, Item
from scoring.items import MANY, MANY_MESSAGES, NUMBER
from storage.messages import TEXT, VOICE, Message
from storage.people import Person, Sheet

UNSET = NOT_REACHED + NOT_ASKED


def rate(survey: Survey, person: Person, item_id: str, code: str) -> Turn | None:
    """Give an answer to the item on the screen, so that a double tap counts once."""
    item = on_screen(survey, person, item_id)
    sheet = person.sheet
    signs = item.signs(code) if item else None
    if item is None or sheet is None or signs is None:
        return None
    if item.spoken and _messages(sheet, item):
        return stay(survey, onward(survey, person))  # what was said is kept, not skipped
    return _further(survey, person, _put(survey, person, item, signs))


def mark(survey: Survey, person: Person, item_id: str, option: str) -> Turn | None:
    """Choose an option among many, or take it back."""
    item = on_screen(survey, person, item_id)
    if item is None or item.kind != MANY or option not in item.options or person.sheet is None:
        return None
    given = asked(survey, person).given(person.sheet.answers, item)
    chosen = item.value(given)
    chosen = chosen if isinstance(chosen, frozenset) else frozenset()
    signs = item.signs(" ".join(chosen ^ {option}))
    return _here(survey, person, _put(survey, person, item, signs or given))


def further(survey: Survey, person: Person, item_id: str) -> Turn | None:
    """Go on from an item that is answered in several steps."""
    item = on_screen(survey, person, item_id)
    if item is None or person.sheet is None:
        return None
    if person.sheet.answers[item.start] != NOT_REACHED:
        return stay(survey, onward(survey, person))
    if item.kind != MANY:
        return None
    return _further(survey, person, _put(survey, person, item, item.signs("") or ""))


def clear(survey: Survey, person: Person, item_id: str) -> Turn | None:
    """Take back what was said to an open item."""
    item = on_screen(survey, person, item_id)
    if item is None or not item.spoken or person.sheet is None:
        return None
    return _said(survey, person, item, NOT_REACHED, _message(person, item.id))


def typed(survey: Survey, person: Person, event: Event) -> Turn:
    """Hear what is no command: a number, words or a voice where the item takes them."""
    item = on_screen(survey, person)
    sheet = person.sheet
    if item is None or sheet is None:
        return stay(survey, person, hint="hint-buttons")
    if item.kind == NUMBER and event.voice is None:
        signs = item.signs("".join(event.text.split()))
        if signs is None or not signs.isdigit():
            return stay(survey, person, hint="hint-number")
        return _further(survey, person, _put(survey, person, item, signs))
    kind = VOICE if event.voice else TEXT
    hint = _refused(survey, item, event)
    if hint:
        return stay(survey, person, hint=hint)
    message = replace(_message(person, item.id), kind=kind, text=event.text or None)
    if event.voice:
        voice = event.voice
        message = replace(message, file_id=voice.file_id, seconds=voice.seconds, mime=voice.mime)
    many = min(_messages(sheet, item) + 1, MANY_MESSAGES)
    return _said(survey, person, item, str(many), message)


def _refused(survey: Survey, item: Item, event: Event) -> str:
    """The key of the word for a message that the item does not take; empty where it does."""
    if not item.spoken or (event.voice is None and not event.text.strip()):
        return "hint-open" if item.spoken else "hint-buttons"
    if event.voice is None:
        return "" if item.takes(TEXT) else "hint-voice"
    if not item.takes(VOICE):
        return "hint-text"
    return "hint-long" if event.voice.size > survey.voice_bytes else ""


def on_screen(survey: Survey, person: Person, item_id: str | None = None) -> Item | None:
    """The item at which a person stands; None where it is none, or not the one that is meant."""
    kind, _, name = person.place.partition(":")
    instrument = asked(survey, person)
    if f"{kind}:" not in {AT, EDIT} or item_id not in {None, name} or not instrument.asks(name):
        return None
    if not walking(survey, person) or person.sheet is None or person.language is None:
        return None
    return instrument.item(name)


def _messages(sheet: Sheet, item: Item) -> int:
    """How many messages an open item has, by its mark."""
    sign = sheet.answers[item.start]
    return int(sign) if sign.isdigit() else 0


def _message(person: Person, item_id: str) -> Message:
    return Message(person.city or "", person.block or "", item_id, person.language or "")


def _said(survey: Survey, person: Person, item: Item, sign: str, message: Message) -> Turn:
    """The turn of a message: the person stays, to say more or to go on."""
    turn = _here(survey, person, _put(survey, person, item, sign))
    return replace(turn, messages=(message, *turn.messages))


def _here(survey: Survey, before: Person, after: Person) -> Turn:
    """The turn of somebody who is not done with an item."""
    return replace(stay(survey, after), messages=tuple(_dropped(survey, before, after)))


def _further(survey: Survey, before: Person, after: Person) -> Turn:
    """The turn of somebody whose item is answered."""
    turn = stay(survey, onward(survey, after))
    dropped = tuple(_dropped(survey, before, after))
    return replace(turn, messages=dropped) if dropped else turn


def _dropped(survey: Survey, before: Person, after: Person) -> Iterator[Message]:
    """What goes with a question that is asked no longer: open answers to it."""
    for item in asked(survey, after).conditional:
        if not item.spoken or before.sheet is None or after.sheet is None:
            continue
        if _messages(before.sheet, item) and after.sheet.answers[item.start] == NOT_ASKED:
            yield _message(after, item.id)


def _put(survey: Survey, person: Person, item: Item, signs: str) -> Person:
    """The same person with an item's characters in the sheet, and every condition applied."""
    sheet = person.sheet
    assert sheet is not None  # noqa: S101 - the item is on the screen
    instrument, language = asked(survey, person), person.language or ""
    end = item.start + item.width
    answers = sheet.answers[: item.start] + signs + sheet.answers[end:]
    letter = NOT_REACHED if signs == NOT_REACHED else language[0]
    languages = sheet.languages[: item.start] + letter * item.width + sheet.languages[end:]
    if instrument.conditional:
        answers = instrument.routed(answers, sheet.group)
        languages = _aligned(answers, languages)
    sent = sheet.complete and NOT_REACHED not in answers
    put = replace(sheet, answers=answers, languages=languages, language=language, complete=sent)
    return with_sheet(person, put)


def _aligned(answers: str, languages: str) -> str:
    """The languages of the answers that there are."""
    return "".join(
        NOT_REACHED if sign in UNSET else letter
        for sign, letter in zip(answers, languages, strict=True)
    )
