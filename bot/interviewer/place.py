"""Where a person stands, as a function of the record alone, and the ways from there onwards."""

from __future__ import annotations

from dataclasses import replace

from bot.interviewer.turn import Survey, Turn, View, invitation, walking
from storage.people import Person, Sheet

AT, EDIT = "at:", "edit:"  # places that name an item
BEFORE = ("language", "consent", "declined")  # places before the walk


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
        return enter(survey, person)
    if person.city not in survey.cities:
        return replace(person, place="city", city=None)
    if person.place in {"city", "group"}:
        return person
    sheet = person.sheets.get(person.city)
    if sheet is None:
        return replace(person, place="city", city=None)
    return person if _stands(survey, person, sheet) else moved(person, forward(survey, sheet))


def _stands(survey: Survey, person: Person, sheet: Sheet) -> bool:
    """Whether a place within a sheet exists."""
    if person.place == "done":
        return sheet.complete
    if person.place == "review":
        return survey.instrument.next_item(sheet.answers) is None
    kind, _, item = person.place.partition(":")
    return f"{kind}:" in {AT, EDIT} and asks(survey, item)


def stay(survey: Survey, person: Person, *, hint: bool = False) -> Turn:
    """The turn of somebody who stays where they are."""
    return Turn(person, present(survey, person), hint=hint)


def at(survey: Survey, person: Person, place: str) -> Turn:
    """The turn of somebody who goes to a place."""
    person = moved(person, place)
    return Turn(person, present(survey, person))


def moved(person: Person, place: str) -> Person:
    """The same person at a place."""
    return replace(person, place=place)


def forward(survey: Survey, sheet: Sheet) -> str:
    """The next place of an answered sheet: the first open item, or the review."""
    item = survey.instrument.next_item(sheet.answers)
    return AT + item.id if item else "review"


def enter(survey: Survey, person: Person) -> Person:
    """Into the walk: past the screens that an invitation has answered."""
    invited = invitation(survey, person.invitation)
    person = replace(person, place="city", city=None)
    return (choose_city(survey, person, invited["city"]) if "city" in invited else None) or person


def choose_city(survey: Survey, person: Person, city: str) -> Person | None:
    """To where a person stands in a city; None where that cannot be chosen now."""
    if city not in survey.cities or person.place not in {"city", "group", "done"}:
        return None
    person = replace(person, city=city)
    if sheet := person.sheets.get(city):
        return moved(person, "done" if sheet.complete else forward(survey, sheet))
    group = _known_group(survey, person)
    person = moved(person, "group")
    return choose_group(survey, person, group) if group else person


def choose_group(survey: Survey, person: Person, group: str) -> Person | None:
    """Onto the city's sheet, for which group a person speaks; None where that is not asked now."""
    if group not in survey.groups or person.place != "group" or person.language is None:
        return None
    city = person.city or ""
    blank = survey.instrument.blank
    sheet = person.sheets.get(city) or Sheet(city, group, blank, blank, person.language)
    sheet = replace(sheet, group=group)
    return moved(with_sheet(person, sheet), forward(survey, sheet))


def _known_group(survey: Survey, person: Person) -> str | None:
    """The group that an earlier sheet or the invitation names."""
    for sheet in person.sheets.values():
        return sheet.group
    return invitation(survey, person.invitation).get("group")


def asks(survey: Survey, item_id: str) -> bool:
    """Whether the instrument has such an item."""
    return any(item.id == item_id for item in survey.instrument.items)


def with_sheet(person: Person, sheet: Sheet) -> Person:
    """The same person with this sheet for its city."""
    return replace(person, sheets={**person.sheets, sheet.city: sheet})
