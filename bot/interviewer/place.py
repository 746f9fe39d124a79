"""Where a person stands, as a function of the record alone, and the ways from there onwards."""

from __future__ import annotations

from dataclasses import replace

from bot.interviewer.turn import Survey, Turn, View, asked, invitation, walking
from bot.interviewer.vouching import admitted, shut_out
from scoring.instrument import NOT_ASKED, Instrument
from storage.people import Person, Sheet

AT, EDIT = "at:", "edit:"  # places that name an item
BEFORE = ("language", "consent", "declined")  # places before the walk


def present(survey: Survey, person: Person) -> View:
    """The view of where a person stands: a function of the record alone, whatever it holds."""
    if person.language is None:
        return View("language", likely=invitation(survey, person.invitation).get("language"))
    if shut_out(survey, person):
        return View("uninvited")
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
        return enter(survey, person)
    if person.city not in survey.cities:
        return replace(person, place="city", city=None, block=None)
    if person.place in {"city", "group"}:
        return replace(person, block=None) if person.block else person
    if person.block and person.block not in {one.name for one in offered(survey, person)}:
        person = left(person)
    if person.sheet is None:
        person = left(person)
    if person.sheet is None:
        return replace(person, place="city", city=None)
    return person if _stands(survey, person, person.sheet) else onward(survey, person)


def _stands(survey: Survey, person: Person, sheet: Sheet) -> bool:
    """Whether a place within a sheet exists."""
    if person.place == "done":
        return sheet.complete and not person.block
    instrument = asked(survey, person)
    if person.place == "review":
        return instrument.next_item(sheet.answers) is None
    kind, _, item = person.place.partition(":")
    if f"{kind}:" not in {AT, EDIT} or not instrument.asks(item):
        return False
    return sheet.answers[instrument.position(item)] != NOT_ASKED


def stay(survey: Survey, person: Person, *, hint: str = "") -> Turn:
    """The turn of somebody who stays where they are."""
    return Turn(person, present(survey, person), hint=hint)


def at(survey: Survey, person: Person, place: str) -> Turn:
    """The turn of somebody who goes to a place."""
    return stay(survey, moved(person, place))


def moved(person: Person, place: str) -> Person:
    """The same person at a place."""
    return replace(person, place=place)


def left(person: Person) -> Person:
    """Out of the block in hand, back to the thanks."""
    return replace(person, place="done", block=None)


def onward(survey: Survey, person: Person) -> Person:
    """To the next place of the sheet in hand: the first open item, or the review."""
    item = asked(survey, person).next_item(person.sheet.answers) if person.sheet else None
    return moved(person, AT + item.id if item else "review")


def offered(survey: Survey, person: Person) -> tuple[Instrument, ...]:
    """The further blocks for this person, once the city's core was sent.

    Where their group needs vouching by now, they go on with those that they have begun.
    """
    core = person.sheets.get(person.city or "")
    if core is None or not core.complete:
        return ()
    own = [one for one in survey.blocks if core.group in one.groups]
    if core.group not in admitted(survey, person):
        own = [one for one in own if (core.city, one.name) in person.blocks]
    return tuple(own)


def enter(survey: Survey, person: Person) -> Person:
    """Into the walk: past the screens that an invitation has answered."""
    invited = invitation(survey, person.invitation)
    person = replace(person, place="city", city=None, block=None)
    return (choose_city(survey, person, invited["city"]) if "city" in invited else None) or person


def choose_city(survey: Survey, person: Person, city: str) -> Person | None:
    """To where a person stands in a city; None where that cannot be chosen now."""
    if city not in survey.cities or person.block or person.place not in {"city", "group", "done"}:
        return None
    person = replace(person, city=city)
    if sheet := person.sheets.get(city):
        return moved(person, "done") if sheet.complete else onward(survey, person)
    group = _known_group(survey, person)
    person = moved(person, "group")
    return choose_group(survey, person, group) if group else person


def choose_group(survey: Survey, person: Person, group: str) -> Person | None:
    """Onto the city's sheet, for which group a person speaks; None where that is not asked now."""
    if person.place != "group" or person.language is None:
        return None
    if group not in admitted(survey, person):
        return None
    city = person.city or ""
    blank = survey.instrument.blank
    begun = survey.instrument.begin(group)
    sheet = person.sheets.get(city) or Sheet(city, group, begun, blank, person.language)
    return onward(survey, speaking_for(with_sheet(person, sheet), city, group))


def speaking_for(person: Person, city: str, group: str) -> Person:
    """The same person with all that they answered about a city given for a group."""
    for sheet in (*person.sheets.values(), *person.blocks.values()):
        if sheet.city == city and sheet.group != group:
            person = with_sheet(person, replace(sheet, group=group))
    return person


def begin(survey: Survey, person: Person, name: str) -> Person | None:
    """Onto a further block: to its first open item, or to the review of what was sent."""
    block = next((one for one in offered(survey, person) if one.name == name), None)
    core = person.sheets.get(person.city or "")
    language = person.language
    if block is None or core is None or person.place != "done" or language is None:
        return None
    person = replace(person, block=name)
    if person.sheet is None:
        begun = block.begin(core.group)
        sheet = Sheet(core.city, core.group, begun, block.blank, language)
        person = with_sheet(person, replace(sheet, instrument=name))
    return onward(survey, person)


def _known_group(survey: Survey, person: Person) -> str | None:
    """The group that an earlier sheet or the invitation names, where they may choose it."""
    named = [sheet.group for sheet in person.sheets.values()][:1]
    named.append(invitation(survey, person.invitation).get("group", ""))
    named.sort(key=lambda group: group not in person.vouched.split())  # what is vouched for counts
    return next((group for group in named if group in admitted(survey, person)), None)


def with_sheet(person: Person, sheet: Sheet) -> Person:
    """The same person with this sheet in the place of the one before."""
    if sheet.instrument:
        blocks = {**person.blocks, (sheet.city, sheet.instrument): sheet}
        return replace(person, blocks=blocks)
    return replace(person, sheets={**person.sheets, sheet.city: sheet})
