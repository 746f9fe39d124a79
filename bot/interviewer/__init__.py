"""The walk: what a person did, and where they stand, make where they stand next.

Pure: nothing is sent or stored here. A turn says what became of the person and which view to
show; the view is drawn from the record, so drawing it again is always safe.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.events import Event
from bot.interviewer.answers import typed
from bot.interviewer.commands import COMMANDS, DECISIONS, DESK, ERRANDS, INTERVIEWS, OFFICE
from bot.interviewer.place import AT, EDIT, offered, present, settled, stay
from bot.interviewer.pressed import TAPS, Press
from bot.interviewer.turn import Survey, Turn, View, asked, invitation, scope, walking
from bot.taps import Seals
from bot.texts import language_of
from storage.people import Person

__all__ = [
    "AT",
    "COMMANDS",
    "DECISIONS",
    "EDIT",
    "ERRANDS",
    "OFFICE",
    "TAPS",
    "Press",
    "Survey",
    "Turn",
    "View",
    "again",
    "asked",
    "hear",
    "invitation",
    "offered",
    "present",
    "scope",
    "settled",
    "walking",
]

POST = re.compile(r"[0-9]{1,18}:[0-9]{1,9}")  # a post's number and attempt, as the record has them
NUMBER = re.compile(r"[0-9]{1,18}")
HINT = "hint-commands"


def hear(survey: Survey, seals: Seals, person: Person | None, event: Event) -> Turn:
    """Apply what a person did, and say what comes next."""
    who = person or Person(pseudonym="", chat_id=event.chat_id, place="language")
    who = settled(survey, who)
    turn = (_tapped if event.kind == "tapped" else _said)(survey, seals, who, event)
    if turn.view.name == "language" and turn.view.likely is None:
        likely = language_of(event.language_code)
        return replace(turn, view=replace(turn.view, likely=likely))
    return turn


def _said(survey: Survey, _: Seals, person: Person, event: Event) -> Turn:
    command = event.command
    if command in ERRANDS and event.chat_id in survey.coordinators:
        deed = (command, event.payload) if command in INTERVIEWS else ()
        told = replace(stay(survey, person), errand=command, asked=event.payload, file=event.file)
        return replace(told, deed=deed)
    if command is None and event.chat_id in survey.typing and event.text.strip():
        return replace(stay(survey, person), errand="typed", deed=("typed", event.text))
    if command is None:
        return replace(typed(survey, person, event), anew=True)
    known = COMMANDS.get(command)
    turn = known(survey, person, event.payload) if known else stay(survey, person, hint=HINT)
    return replace(turn, anew=True)


def _tapped(survey: Survey, seals: Seals, person: Person, event: Event) -> Turn:
    if event.chat_id in survey.coordinators and (decided := _decided(seals, event)):
        verb, decision = decided
        return replace(stay(survey, person), errand=verb, decision=decision)
    if event.chat_id in survey.coordinators and (deed := _deed(seals, event)):
        return replace(stay(survey, person), errand=deed[0], deed=deed)
    person = replace(person, message_id=event.message_id or person.message_id)
    tap = seals.open(event.text, person.chat_id, scope(survey, person))
    pressed = TAPS.get(tap.verb) if tap else None
    turn = pressed(survey, person, tap.arguments) if pressed and tap else None
    if turn is None:
        turn = replace(stay(survey, person), toast="error-old-button")
    return turn if event.message_id else replace(turn, anew=True)


def _decided(seals: Seals, event: Event) -> tuple[str, tuple[int, int]] | None:
    """What a coordinator's button says of a post: the verb, the post's number and attempt."""
    tap = seals.open(event.text, event.chat_id, OFFICE)
    if tap is None or tap.verb not in DECISIONS or not POST.fullmatch(":".join(tap.arguments)):
        return None
    post, attempt = map(int, tap.arguments)
    return tap.verb, (post, attempt)


def _deed(seals: Seals, event: Event) -> tuple[str, ...] | None:
    """What a coordinator's button does with interviews."""
    tap = seals.open(event.text, event.chat_id, OFFICE)
    known = tap is not None and tap.verb in DESK and all(map(NUMBER.fullmatch, tap.arguments))
    return (tap.verb, *tap.arguments) if tap and known else None


def again(survey: Survey, person: Person) -> Turn:
    """The turn of an update that was applied before: the present screen once more."""
    return stay(survey, settled(survey, person))
