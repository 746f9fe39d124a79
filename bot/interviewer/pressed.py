"""What is pressed: each tap and what it comes to. None: not possible from here, nothing happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.interviewer import answers
from bot.interviewer.place import (
    AT,
    EDIT,
    at,
    begin,
    choose_city,
    choose_group,
    left,
    onward,
    present,
    settled,
    stay,
    with_sheet,
)
from bot.interviewer.turn import Survey, Turn, View, asked, walking
from bot.interviewer.vouching import vouched
from bot.invitations import sealed
from scoring.instrument import NOT_ASKED
from storage.people import Person
from storage.record import Given

Arguments = tuple[str, ...]

REMIND = ("tonight", "tomorrow", "never")
ANSWERS = ("yes", "no")


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
    agreed, used, hint = vouched(survey, replace(person, consent=survey.consent))
    agreed = settled(survey, agreed)
    given = Given(survey.consent, person.language, agreed=True)
    return Turn(agreed, present(survey, agreed), consents=(given,), hint=hint, used=used)


def _decline(survey: Survey, person: Person, _: Arguments) -> Turn | None:
    if person.language is None or person.consent == survey.consent:
        return None
    link = None if sealed(person.invitation) else person.invitation  # somebody else may use it
    declined = replace(person, place="declined", consent=None, invitation=link)
    given = Given(survey.consent, person.language, agreed=False)
    return Turn(declined, present(survey, declined), consents=(given,))


def _choose_city(survey: Survey, person: Person, arguments: Arguments) -> Turn | None:
    there = choose_city(survey, person, arguments[0])
    return stay(survey, there) if there else None


def _choose_group(survey: Survey, person: Person, arguments: Arguments) -> Turn | None:
    there = choose_group(survey, person, arguments[0])
    return stay(survey, there) if there else None


def _on_item(
    answer: Callable[..., Turn | None],
) -> Callable[[Survey, Person, Arguments], Turn | None]:
    """A tap that answers the item that it names."""

    def press(survey: Survey, person: Person, arguments: Arguments) -> Turn | None:
        return answer(survey, person, *arguments)

    return press


def _block(survey: Survey, person: Person, arguments: Arguments) -> Turn | None:
    begun = begin(survey, person, arguments[0])
    return stay(survey, begun) if begun else None


def _leave(survey: Survey, person: Person, _: Arguments) -> Turn | None:
    return stay(survey, left(person)) if person.block else None


def _back(survey: Survey, person: Person, _: Arguments) -> Turn | None:
    kind, __, name = person.place.partition(":")
    sheet, instrument = person.sheet, asked(survey, person)
    if person.place == "city":
        return at(survey, person, "done" if sheet and sheet.complete else "city")
    if person.place == "group":
        return at(survey, person, "city")
    if sheet is None or person.place == "done":
        return None
    if kind == "edit":
        return stay(survey, onward(survey, person))
    if person.place == "review":
        before = instrument.last_item(sheet.answers)
    else:
        before = instrument.previous_item(instrument.item(name), sheet.answers)
    if before:
        return at(survey, person, AT + before.id)
    return stay(survey, left(person)) if person.block else at(survey, person, "group")


def _edit(survey: Survey, person: Person, arguments: Arguments) -> Turn | None:
    (item,) = arguments
    instrument, sheet = asked(survey, person), person.sheet
    if person.place != "review" or sheet is None or not instrument.asks(item):
        return None
    if sheet.answers[instrument.position(item)] == NOT_ASKED:
        return None
    return at(survey, person, EDIT + item)


def _review(survey: Survey, person: Person, _: Arguments) -> Turn | None:
    if person.sheet is None or asked(survey, person).next_item(person.sheet.answers):
        return None
    return at(survey, person, "review")


def _send(survey: Survey, person: Person, _: Arguments) -> Turn | None:
    if person.place != "review" or person.sheet is None:
        return None
    sent = with_sheet(person, replace(person.sheet, complete=True))
    return stay(survey, left(sent))


def _another(survey: Survey, person: Person, _: Arguments) -> Turn | None:
    return at(survey, person, "city") if person.place == "done" else None


def _remind(_: Survey, person: Person, arguments: Arguments) -> Turn | None:
    """When to be reminded of an unfinished sheet; nobody is who wants no messages."""
    (when,) = arguments
    sheet = person.sheets.get(person.city or "")
    if when not in REMIND or person.stopped or sheet is None or sheet.complete:
        return None
    return Turn(person, View("later"), remind=when, toast="toast-noted")


def _recontact(survey: Survey, person: Person, arguments: Arguments) -> Turn | None:
    """Whether somebody wants to be told the results and asked again: a consent of its own."""
    (answer,) = arguments
    if answer not in ANSWERS or person.language is None or person.consent != survey.consent:
        return None
    agreed = answer == "yes"
    if agreed == person.recontact:
        return None
    given = Given(survey.consent, person.language, agreed, "recontact")
    turn = stay(survey, replace(person, recontact=agreed))
    return replace(turn, consents=(given,), toast="toast-noted")


def _wake(survey: Survey, person: Person, _: Arguments) -> Turn:
    return stay(survey, replace(person, stopped=False))


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


def _shown(name: str, *, anew: bool = False) -> Callable[[Survey, Person, Arguments], Turn | None]:
    def show(_: Survey, person: Person, __: Arguments) -> Turn | None:
        return Turn(person, View(name), anew=anew) if person.language else None

    return show


def _cities(_: Survey, person: Person, arguments: Arguments) -> Turn | None:
    page = arguments[0]
    if person.place != "city" or not page.isascii() or not page.isdigit():
        return None
    return Turn(person, View("city", page=int(page)))


def _go(survey: Survey, person: Person, _: Arguments) -> Turn:
    return stay(survey, person)


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
    "results": Press(_shown("results", anew=True)),
    "mine": Press(_shown("mine")),
    "expect": Press(_shown("expect", anew=True)),
    "recontact": Press(_recontact, 1),
    "wake": Press(_wake),
    "withdraw": Press(_withdraw),
    "cities": Press(_cities, 1, walk=True),
    "city": Press(_choose_city, 1, walk=True),
    "group": Press(_choose_group, 1, walk=True),
    "rate": Press(_on_item(answers.rate), 2, walk=True),
    "mark": Press(_on_item(answers.mark), 2, walk=True),
    "next": Press(_on_item(answers.further), 1, walk=True),
    "clear": Press(_on_item(answers.clear), 1, walk=True),
    "block": Press(_block, 1, walk=True),
    "leave": Press(_leave, walk=True),
    "back": Press(_back, walk=True),
    "later": Press(_shown("later"), walk=True),
    "remind": Press(_remind, 1, walk=True),
    "review": Press(_review, walk=True),
    "edit": Press(_edit, 1, walk=True),
    "send": Press(_send, walk=True),
    "another": Press(_another, walk=True),
}
