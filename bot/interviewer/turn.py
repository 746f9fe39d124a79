"""What a turn is: who asks what, which view is shown, and what a person's doing comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.events import Attached
from bot.invitations import Invitation
from scoring.instrument import Instrument
from storage.messages import Message
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
    typing: frozenset[int] = frozenset()  # coordinators who have a voice in hand to transcribe
    blocks: tuple[Instrument, ...] = ()  # offered after the wave's own
    voice_bytes: int = 20 << 20  # the largest voice message that is kept
    vouched: frozenset[str] = frozenset()  # groups that are open by invitation alone
    invitations: Mapping[str, Invitation] = field(default_factory=dict)  # that are shown now


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

    `anew` asks for a new message instead of an edit; `hint` is the key of a kind word above the
    screen; `messages` are open answers given and taken back;
    `toast` is the key of the short note over the screen; `menu` says that the menu of commands
    is to be shown in another language; `errand` is what is answered in a message of its own
    (`asked` what stands after the command, `file` what came with it), or what a coordinator decided
    of a digest's post: `decision` names it and its attempt; `deed` is what a coordinator does with
    interviews: a verb and its arguments; `remind` says when to remind the
    person: tonight, tomorrow or never; `quiet` that the message makes no sound; `used` is the
    single-use invitation that this turn uses up.
    """

    person: Person
    view: View
    toast: str | None = None
    anew: bool = False
    hint: str = ""
    menu: bool = False
    quiet: bool = False
    consents: tuple[Given, ...] = ()
    messages: tuple[Message, ...] = ()
    forget: bool = False
    errand: str | None = None
    asked: str = ""
    file: Attached | None = None
    remind: str | None = None
    decision: tuple[int, int] | None = None
    deed: tuple[str, ...] = ()
    used: str = ""


def scope(survey: Survey, person: Person) -> str:
    """What a person's buttons are sealed for: this wave, and the city and block in hand."""
    place = f"{survey.wave.id if survey.wave else 0}.{person.city or ''}"
    return f"{place}.{person.block}" if person.block else place


def asked(survey: Survey, person: Person) -> Instrument:
    """The instrument in hand: a further block, or else the wave's own."""
    if person.block is None:
        return survey.instrument
    return next((one for one in survey.blocks if one.name == person.block), survey.instrument)


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
