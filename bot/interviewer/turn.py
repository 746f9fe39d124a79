"""What a turn is: who asks what, which view is shown, and what a person's doing comes to."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.instrument import Instrument
from storage.people import Person, WaveRow
from storage.record import Given


@dataclass(frozen=True, slots=True)
class Survey:
    """What is asked, where and of whom."""

    instrument: Instrument
    wave: WaveRow | None
    cities: tuple[str, ...]
    groups: tuple[str, ...]
    languages: tuple[str, ...]
    consent: str  # the version of the notice
    coordinators: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class View:
    """A screen by name, with what it needs beside the person."""

    name: str
    item: str = ""
    page: int = 0
    likely: str | None = None  # the language that a person who has chosen none may want


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person's doing comes to.

    `anew` asks for a new message instead of an edit; `hint` for a kind word above the screen;
    `toast` is the key of the short note over the screen; `menu` says that the menu of commands
    is to be shown in another language; `errand` is what is answered in a message of its own, with
    the `word` behind the command; `remind` says when to remind the person: tonight, tomorrow or
    never; `quiet` that the message makes no sound.
    """

    person: Person
    view: View
    toast: str | None = None
    anew: bool = False
    hint: bool = False
    menu: bool = False
    quiet: bool = False
    consents: tuple[Given, ...] = ()
    forget: bool = False
    errand: str | None = None
    remind: str | None = None
    word: str = ""


def scope(survey: Survey, person: Person) -> str:
    """What a person's buttons are sealed for: this wave and the city in hand."""
    return f"{survey.wave.id if survey.wave else 0}.{person.city or ''}"


def walking(survey: Survey, person: Person) -> bool:
    """Whether a person may answer now: they agreed to the present notice, and a wave is open."""
    agreed = person.language is not None and person.consent == survey.consent
    return agreed and survey.wave is not None


def invitation(survey: Survey, payload: str | None) -> dict[str, str]:
    """What a deep link's payload says of city, group and language; its other words are a label."""
    found: dict[str, str] = {}
    for word in (payload or "").split("_"):
        if word in survey.cities:
            found["city"] = word
        elif word in survey.groups:
            found["group"] = word
        elif word in survey.languages:
            found["language"] = word
    return found
