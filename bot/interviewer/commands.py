"""What is typed: each command and what it comes to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.interviewer.place import choose_city, present, speaking_for, stay
from bot.interviewer.turn import Survey, Turn, View, asked, invitation, walking
from bot.interviewer.vouching import received, vouched
from bot.invitations import sealed
from storage.people import Person

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def _start(survey: Survey, person: Person, payload: str) -> Turn:
    person = replace(person, stopped=False)
    if sealed(payload):
        return _invited(survey, person, payload)
    if PAYLOAD.fullmatch(payload):
        person = replace(person, invitation=payload)
        return _led(survey, person, payload)
    return _led(survey, person, "")


def _invited(survey: Survey, person: Person, payload: str) -> Turn:
    """Somebody opened a single-use link; who takes part already uses it now."""
    person, hint = received(survey, person, payload)
    used = ""
    if person.consent == survey.consent and not hint:
        person, used, hint = vouched(survey, person)
    leads = "" if hint else person.invitation or ""
    known = invitation(survey, leads)
    if used and "city" in known:  # what they have answered so far is given for that group, too
        person = speaking_for(person, known["city"], known["group"])
    return replace(_led(survey, person, leads), hint=hint, used=used)


def _led(survey: Survey, person: Person, payload: str) -> Turn:
    """To where a link leads, or where the person stands."""
    city = invitation(survey, payload).get("city")
    if city and walking(survey, person) and (there := choose_city(survey, person, city)):
        return stay(survey, there)
    view = present(survey, person)
    sheet = person.sheet
    begun = sheet is not None and sheet.answers != asked(survey, person).begin(sheet.group)
    return Turn(person, View("resume") if view.name == "item" and begun else view)


def _continue(survey: Survey, person: Person, _: str) -> Turn:
    return stay(survey, replace(person, stopped=False))


def _stop(survey: Survey, person: Person, _: str) -> Turn:
    person = replace(person, stopped=True)
    turn = Turn(person, View("stopped")) if person.language else stay(survey, person)
    return replace(turn, remind="never")


def _overlay(name: str) -> Callable[[Survey, Person, str], Turn]:
    """A view shown over the walk; the place in it stays. Before a language is chosen, that."""

    def show(survey: Survey, person: Person, _: str) -> Turn:
        return Turn(person, View(name)) if person.language else stay(survey, person)

    return show


def _verify(survey: Survey, person: Person, payload: str) -> Turn:
    """Look behind a digest: answered aside, so the questionnaire stays where it is."""
    return replace(stay(survey, person), errand="verify", asked=payload)


COMMANDS: Mapping[str, Callable[[Survey, Person, str], Turn]] = {
    "start": _start,
    "continue": _continue,
    "language": _overlay("language"),
    "results": _overlay("results"),
    "mydata": _overlay("mydata"),
    "privacy": _overlay("privacy"),
    "stop": _stop,
    "withdraw": _overlay("withdraw"),
    "verify": _verify,
    "help": _overlay("help"),
}
ERRANDS = ("digest", "export", "status", "note", "transcribe", "code")
INTERVIEWS = ("transcribe", "code")  # errands that take something in hand
DESK = (*INTERVIEWS, "at", "put", "quote", "coded", "rest")  # what their buttons do
DECISIONS = ("again", "posted")  # of a post whose outcome nobody knows
OFFICE = "office"  # what a coordinator's buttons are sealed for
