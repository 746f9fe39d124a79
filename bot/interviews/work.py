"""What a coordinator does with interviews in chat, written into the record: no word is said here.

A deed is a verb and its arguments: of a command, of a button, or `typed` with the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.interviews.gathering import codebook, places_of, themes_of, transcribed
from scoring.interviews.passages import Mark, Marks, quoted, toggled
from scoring.interviews.sentences import Span, sentences
from storage import interviews
from storage.interviews import CODE, TRANSCRIBE, Work
from storage.messages import VOICE
from storage.notes import signature

Arguments = tuple[str, ...]


def apply(connection: Connection, coordinator: str, deed: Arguments, now: datetime) -> None:
    """Apply a deed of a coordinator, who goes by pseudonym; one that is no good changes nothing."""
    verb, *arguments = deed
    DEEDS[verb](connection, coordinator, tuple(arguments), now)


def _transcribe(connection: Connection, who: str, arguments: Arguments, _: datetime) -> None:
    """Take a voice in hand: the one that is named, or one that waits and nobody has."""
    named = _number(arguments)
    row = interviews.answer(connection, named) if named else None
    if row is not None and row.kind == VOICE:
        interviews.take(connection, who, Work(TRANSCRIBE, row.id, 0))
        return
    taken = interviews.hands(connection, TRANSCRIBE)
    others = {answer for name, answer in taken.items() if name != who}
    waiting = [one.id for one in interviews.voices(connection, waiting=True)]
    free = [key for key in waiting if key not in others] or waiting
    _take(connection, who, TRANSCRIBE, free, after=taken.get(who))


def _typed(connection: Connection, who: str, arguments: Arguments, now: datetime) -> None:
    """Keep what was typed: the first message is the transcript, the next ones go on with it."""
    work = interviews.work(connection, who)
    row = interviews.answer(connection, work.answer) if work and work.task == TRANSCRIBE else None
    if work is None or row is None:
        return
    text = "\n".join([*([row.text or ""] if work.place else []), *arguments])
    transcribed(connection, row.id, text, signature(who), now)
    interviews.take(connection, who, work._replace(place=work.place + 1))


def _code(connection: Connection, who: str, arguments: Arguments, _: datetime) -> None:
    """Take a text in hand: the one that is named, or one that the coder is not done with."""
    version, named = codebook(connection), _number(arguments)
    row = interviews.answer(connection, named) if named else None
    if row is not None and row.text:
        interviews.take(connection, who, Work(CODE, row.id, 0))
        return
    left = interviews.uncoded(connection, version, signature(who))
    _take(connection, who, CODE, left, after=interviews.hands(connection, CODE).get(who))


def _take(
    connection: Connection, who: str, task: str, keys: Sequence[int], *, after: int | None
) -> None:
    """Take the next of some answers in hand, round and round; nothing where there is none."""
    key = next((key for key in keys if after is None or key > after), keys[0] if keys else None)
    interviews.take(connection, who, None if key is None else Work(task, key, 0))


def _at(connection: Connection, who: str, arguments: Arguments, _: datetime) -> None:
    """Turn to a sentence."""
    work = _coding(connection, who, arguments)
    if work is None:
        return
    spans = hand(connection, who, work)[1]
    if (place := int(arguments[1])) < len(spans):
        interviews.take(connection, who, work._replace(place=place))


def _put(connection: Connection, who: str, arguments: Arguments, _: datetime) -> None:
    """Put a theme on a sentence, or take it off."""
    work = _coding(connection, who, arguments)
    if work is None:
        return
    version, spans, marks = hand(connection, who, work)
    themes, place, number = themes_of(connection, version), int(arguments[1]), int(arguments[2])
    if place < len(spans) and number < len(themes):
        changed = toggled(marks, spans, place, themes[number].code)
        _mark(connection, who, work, version, changed)


def _quote(connection: Connection, who: str, arguments: Arguments, _: datetime) -> None:
    """Make a sentence quotable, or not so any more."""
    work = _coding(connection, who, arguments)
    if work is None:
        return
    version, spans, marks = hand(connection, who, work)
    if (place := int(arguments[1])) < len(spans):
        _mark(connection, who, work, version, quoted(marks, spans[place]))


def _coded(connection: Connection, who: str, arguments: Arguments, now: datetime) -> None:
    """Be done with a text, and take the next."""
    work = _coding(connection, who, arguments)
    if work is None:
        return
    version, _, marks = hand(connection, who, work)
    key = {work.answer: places_of(marks)}
    interviews.code(connection, key, version, signature(who), now)
    _code(connection, who, (), now)


def _rest(connection: Connection, who: str, _: Arguments, __: datetime) -> None:
    interviews.take(connection, who, None)


def hand(connection: Connection, who: str, work: Work) -> tuple[int, tuple[Span, ...], Marks]:
    """Return of a text in hand: the codebook's version, the sentences, the coder's own marks."""
    version = codebook(connection)
    row = interviews.answer(connection, work.answer)
    own = interviews.coding(connection, work.answer, version, signature(who))
    marks = tuple(Mark(*place) for place in (own[0] if own else ()))
    return version, sentences((row.text if row else None) or ""), marks


def _coding(connection: Connection, who: str, arguments: Arguments) -> Work | None:
    """The text in hand, where it is the one that the button was made for."""
    work = interviews.work(connection, who)
    good = work and work.task == CODE and arguments and str(work.answer) == arguments[0]
    return work if good and all(word.isdecimal() for word in arguments) else None


def _mark(connection: Connection, who: str, work: Work, version: int, marks: Marks) -> None:
    own = interviews.coding(connection, work.answer, version, signature(who))
    done_at = own[1] if own else None
    key = {work.answer: places_of(marks)}
    interviews.code(connection, key, version, signature(who), done_at)


def _number(arguments: Arguments) -> int | None:
    """The number of an answer that a command or button names."""
    word = arguments[0].strip() if arguments else ""
    return int(word) if word.isdecimal() and len(word) < len(str(1 << 63)) else None


DEEDS: Mapping[str, Callable[[Connection, str, Arguments, datetime], None]] = {
    "transcribe": _transcribe,
    "typed": _typed,
    "code": _code,
    "at": _at,
    "put": _put,
    "quote": _quote,
    "coded": _coded,
    "rest": _rest,
}
