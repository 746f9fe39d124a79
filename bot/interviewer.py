"""The walk: what a person did, and where they stand, make where they stand next.

Pure: nothing is sent or stored here. A turn says what became of the person and which view to
show; the view is drawn from the record, so drawing it again is always safe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.events import Event
from bot.taps import Seals
from bot.texts import language_of
from scoring.instrument import Instrument
from storage.people import Person, Sheet, WaveRow

AT, EDIT = "at:", "edit:"  # places that name an item
BEFORE = ("language", "consent", "declined")  # places before the walk
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


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
    is to be shown in another language; `errand` is a coordinator's command.
    """

    person: Person
    view: View
    toast: str | None = None
    anew: bool = False
    hint: bool = False
    menu: bool = False
    consents: tuple[tuple[str, str, bool], ...] = ()
    forget: bool = False
    errand: str | None = None


def scope(survey: Survey, person: Person) -> str:
    """What a person's buttons are sealed for: this wave and the city in hand."""
    return f"{survey.wave.id if survey.wave else 0}.{person.city or ''}"


def walking(survey: Survey, person: Person) -> bool:
    """Whether a person may answer now: they agreed to the present notice, and a wave is open."""
    agreed = person.language is not None and person.consent == survey.consent
    return agreed and survey.wave is not None


def present(survey: Survey, person: Person) -> View:
    """The view of where a person stands: a function of the record alone, whatever it holds."""
    if person.language is None:
        return View("language", likely=invitation(survey, person.invitation).get("language"))
    if person.consent != survey.consent:
        return View("declined" if person.place == "declined" else "consent")
    if survey.wave is None:
        return View("closed")
    place, _, item = settled(survey, person).place.partition(":")
    return View("item", item) if item else View(place)


def settled(survey: Survey, person: Person) -> Person:
    """The same person at a place that exists in this wave and instrument.

    Who may not answer now keeps their place: they go on from there when they may.
    """
    if not walking(survey, person):
        return person
    if person.place in BEFORE:
        return _enter(survey, person)
    if person.city not in survey.cities:
        return replace(person, place="city", city=None)
    if person.place in {"city", "group"}:
        return person
    sheet = person.sheets.get(person.city)
    if sheet is None:
        return replace(person, place="city", city=None)
    return person if _stands(survey, person, sheet) else _moved(person, _forward(survey, sheet))


def _stands(survey: Survey, person: Person, sheet: Sheet) -> bool:
    """Whether a place within a sheet exists."""
    if person.place == "done":
        return sheet.complete
    if person.place == "review":
        return survey.instrument.next_item(sheet.answers) is None
    kind, _, item = person.place.partition(":")
    return f"{kind}:" in {AT, EDIT} and _asks(survey, item)


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
        return replace(_stay(survey, person), errand=command)
    known = COMMANDS.get(command or "")
    turn = known(survey, person, event.payload) if known else _stay(survey, person, hint=True)
    return replace(turn, anew=True)


def _tapped(survey: Survey, seals: Seals, person: Person, event: Event) -> Turn:
    person = replace(person, message_id=event.message_id or person.message_id)
    anew = event.message_id is None
    tap = seals.open(event.text, person.chat_id, scope(survey, person))
    pressed = TAPS.get(tap.verb) if tap else None
    turn = pressed(survey, person, tap.arguments) if pressed and tap else None
    if turn is None:
        turn = replace(_stay(survey, person), toast="error-old-button")
    return replace(turn, anew=anew)


def again(survey: Survey, person: Person) -> Turn:
    """The turn of an update that was applied before: the present screen once more."""
    return _stay(survey, settled(survey, person))


def _stay(survey: Survey, person: Person, *, hint: bool = False) -> Turn:
    return Turn(person, present(survey, person), hint=hint)


def _at(survey: Survey, person: Person, place: str) -> Turn:
    moved = _moved(person, place)
    return Turn(moved, present(survey, moved))


def _moved(person: Person, place: str) -> Person:
    return replace(person, place=place)


def _forward(survey: Survey, sheet: Sheet) -> str:
    """The next place of an answered sheet: the first open item, or the review."""
    item = survey.instrument.next_item(sheet.answers)
    return AT + item.id if item else "review"


# Commands: what is typed.


def _start(survey: Survey, person: Person, payload: str) -> Turn:
    if PAYLOAD.fullmatch(payload):
        person = replace(person, invitation=payload)
        city = invitation(survey, payload).get("city")
        if city and walking(survey, person) and (turn := _choose_city(survey, person, (city,))):
            return turn
    view = present(survey, person)
    sheet = person.sheets.get(person.city or "")
    begun = sheet is not None and sheet.answers != survey.instrument.blank
    return Turn(person, View("resume") if view.name == "item" and begun else view)


def _continue(survey: Survey, person: Person, _: str) -> Turn:
    return _stay(survey, person)


def _overlay(name: str) -> Callable[[Survey, Person, str], Turn]:
    """A view shown over the walk; the place in it stays. Before a language is chosen, that."""

    def show(survey: Survey, person: Person, _: str) -> Turn:
        return Turn(person, View(name)) if person.language else _stay(survey, person)

    return show


COMMANDS: Mapping[str, Callable[[Survey, Person, str], Turn]] = {
    "start": _start,
    "continue": _continue,
    "language": _overlay("language"),
    "results": _overlay("results"),
    "privacy": _overlay("privacy"),
    "withdraw": _overlay("withdraw"),
    "help": _overlay("help"),
}
ERRANDS = ("digest", "export", "status")


# Taps: what is pressed. None means: not possible from here, so nothing happens.

Arguments = tuple[str, ...]


def _language(survey: Survey, person: Person, arguments: Arguments) -> Turn | None:
    (code,) = arguments
    if code not in survey.languages:
        return None
    chosen = replace(person, language=code)
    toast = "toast-language" if person.language else None
    if chosen.place == "language":
        chosen = replace(chosen, place="consent")
    return Turn(chosen, present(survey, chosen), toast=toast, menu=code != person.language)


def _agree(survey: Survey, person: Person, _: Arguments) -> Turn | None:
    if person.language is None or person.consent == survey.consent:
        return None
    agreed = settled(survey, replace(person, consent=survey.consent))
    given = (survey.consent, person.language, True)
    return Turn(agreed, present(survey, agreed), consents=(given,))


def _decline(survey: Survey, person: Person, _: Arguments) -> Turn | None:
    if person.language is None or person.consent == survey.consent:
        return None
    declined = replace(person, place="declined", consent=None)
    given = (survey.consent, person.language, False)
    return Turn(declined, present(survey, declined), consents=(given,))


def _enter(survey: Survey, person: Person) -> Person:
    """Into the walk: past the screens that an invitation has answered."""
    invited = invitation(survey, person.invitation)
    person = replace(person, place="city", city=None)
    turn = _choose_city(survey, person, (invited["city"],)) if "city" in invited else None
    return turn.person if turn else person


def _choose_city(survey: Survey, person: Person, arguments: Arguments) -> Turn | None:
    (city,) = arguments
    if city not in survey.cities or person.place not in {"city", "group", "done"}:
        return None
    person = replace(person, city=city)
    if sheet := person.sheets.get(city):
        return _at(survey, person, "done" if sheet.complete else _forward(survey, sheet))
    group = _known_group(survey, person)
    if group is None:
        return _at(survey, person, "group")
    return _choose_group(survey, replace(person, place="group"), (group,))


def _known_group(survey: Survey, person: Person) -> str | None:
    """The group that an earlier sheet or the invitation names."""
    for sheet in person.sheets.values():
        return sheet.group
    return invitation(survey, person.invitation).get("group")


def _choose_group(survey: Survey, person: Person, arguments: Arguments) -> Turn | None:
    (group,) = arguments
    if group not in survey.groups or person.place != "group" or person.language is None:
        return None
    city = person.city or ""
    blank = survey.instrument.blank
    sheet = person.sheets.get(city) or Sheet(city, group, blank, blank, person.language)
    sheet = replace(sheet, group=group)
    return _at(survey, _with(person, sheet), _forward(survey, sheet))


def _rate(survey: Survey, person: Person, arguments: Arguments) -> Turn | None:
    """Put a code into the sheet: only for the item on the screen, so a double tap counts once."""
    item, code = arguments
    sheet = person.sheets.get(person.city or "")
    if sheet is None or person.language is None:
        return None
    if person.place not in {AT + item, EDIT + item} or not survey.instrument.accepts(code):
        return None
    position = survey.instrument.position(item)
    letters = sheet.languages
    rated = replace(
        sheet,
        answers=survey.instrument.answer(sheet.answers, item, code),
        languages=letters[:position] + person.language[0] + letters[position + 1 :],
        language=person.language,
    )
    place = "review" if person.place == EDIT + item else _forward(survey, rated)
    return _at(survey, _with(person, rated), place)


def _back(survey: Survey, person: Person, _: Arguments) -> Turn | None:
    kind, __, item = person.place.partition(":")
    if person.place == "city":
        sheet = person.sheets.get(person.city or "")
        return _at(survey, person, "done" if sheet and sheet.complete else "city")
    if person.place == "group":
        return _at(survey, person, "city")
    if kind == "edit":
        return _at(survey, person, "review")
    if kind == "at":
        before = survey.instrument.previous_item(survey.instrument.item(item))
        return _at(survey, person, AT + before.id if before else "group")
    if person.place == "review":
        return _at(survey, person, AT + survey.instrument.items[-1].id)
    return None


def _edit(survey: Survey, person: Person, arguments: Arguments) -> Turn | None:
    (item,) = arguments
    if person.place != "review" or not _asks(survey, item):
        return None
    return _at(survey, person, EDIT + item)


def _review(survey: Survey, person: Person, _: Arguments) -> Turn | None:
    sheet = person.sheets.get(person.city or "")
    if sheet is None or survey.instrument.next_item(sheet.answers):
        return None
    return _at(survey, person, "review")


def _send(survey: Survey, person: Person, _: Arguments) -> Turn | None:
    sheet = person.sheets.get(person.city or "")
    if person.place != "review" or sheet is None:
        return None
    return _at(survey, _with(person, replace(sheet, complete=True)), "done")


def _another(survey: Survey, person: Person, _: Arguments) -> Turn | None:
    return _at(survey, person, "city") if person.place == "done" else None


def _withdraw(_: Survey, person: Person, __: Arguments) -> Turn:
    gone = Person(
        pseudonym=person.pseudonym,
        chat_id=person.chat_id,
        place="language",
        language=person.language,
        message_id=person.message_id,
        id=person.id,
    )
    return Turn(gone, View("withdrawn"), forget=True)


def _shown(name: str) -> Callable[[Survey, Person, Arguments], Turn | None]:
    def show(_: Survey, person: Person, __: Arguments) -> Turn | None:
        return Turn(person, View(name)) if person.language else None

    return show


def _cities(_: Survey, person: Person, arguments: Arguments) -> Turn | None:
    page = arguments[0]
    if person.place != "city" or not page.isascii() or not page.isdigit():
        return None
    return Turn(person, View("city", page=int(page)))


def _go(survey: Survey, person: Person, _: Arguments) -> Turn:
    return _stay(survey, person)


@dataclass(frozen=True, slots=True)
class Press:
    """A tap's handler, called only with the number of arguments that it takes.

    One of the `walk` is called only for a person who may answer now.
    """

    handler: Callable[[Survey, Person, Arguments], Turn | None]
    arity: int = 0
    walk: bool = False

    def __call__(self, survey: Survey, person: Person, arguments: Arguments) -> Turn | None:
        """The turn, or None where the tap does not fit."""
        if len(arguments) != self.arity or (self.walk and not walking(survey, person)):
            return None
        return self.handler(survey, person, arguments)


TAPS: Mapping[str, Press] = {
    "language": Press(_language, 1),
    "languages": Press(_shown("language")),
    "more": Press(_shown("consent-more")),
    "agree": Press(_agree),
    "decline": Press(_decline),
    "go": Press(_go),
    "results": Press(_shown("results")),
    "withdraw": Press(_withdraw),
    "cities": Press(_cities, 1, walk=True),
    "city": Press(_choose_city, 1, walk=True),
    "group": Press(_choose_group, 1, walk=True),
    "rate": Press(_rate, 2, walk=True),
    "back": Press(_back, walk=True),
    "later": Press(_shown("later"), walk=True),
    "review": Press(_review, walk=True),
    "edit": Press(_edit, 1, walk=True),
    "send": Press(_send, walk=True),
    "another": Press(_another, walk=True),
}


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


def _asks(survey: Survey, item_id: str) -> bool:
    return any(item.id == item_id for item in survey.instrument.items)


def _with(person: Person, sheet: Sheet) -> Person:
    return replace(person, sheets={**person.sheets, sheet.city: sheet})
