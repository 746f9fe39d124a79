"""A person's questionnaire in hand: reviewed, put off, taken up again, sent."""

from __future__ import annotations

from html import escape

from bot.facts import Rest
from bot.interviewer import present
from bot.screens import entrance
from bot.screens.rating import answer_words
from bot.screens.results import result
from bot.screens.screen import Button, Screen, bold, grid, paragraphs
from bot.screens.sight import Sight
from bot.texts import Say
from scoring.instrument import NOT_REACHED, Item
from storage.people import Sheet

REVIEW_COLUMNS = 4


def review(sight: Sight) -> Screen:
    """Every answer, and a button for each."""
    sheet, instrument = sight.sheet, sight.survey.instrument
    if sheet is None:
        return entrance.city(sight)
    parts = [bold(sight.words("review-title", city=sight.city))]
    for index in instrument.indices:
        lines = [bold(sight.words(f"index-{index.id}.short"))]
        for item in index.items:
            title, mark = sight.words(f"{item.id}.short"), _mark(sight.say, sheet, item)
            lines.append(f"{item.number}. {title} — {mark}")
        parts.append("\n".join(lines))
    parts.append(sight.words("review-how"))
    buttons = [
        Button(f"{item.number} · {_sign(sheet, item)}", f"edit:{item.id}")
        for item in instrument.items
    ]
    return Screen(
        paragraphs(*parts),
        (
            sight.row("button-send=send"),
            *grid(buttons, REVIEW_COLUMNS),
            sight.row("button-back=back", "button-language=languages", "button-later=later"),
        ),
    )


def later(sight: Sight) -> Screen:
    """A rest: how much is left, and when to be reminded."""
    answers = sight.sheet.answers if sight.sheet else sight.survey.instrument.blank
    text = [sight.words("later-text", count=answers.count(NOT_REACHED))]
    rest = sight.facts
    if isinstance(rest, Rest) and rest.due:
        text.append(sight.words("remind-due", date=rest.due.date()))
    elif isinstance(rest, Rest) and rest.left:
        text.append(sight.words("remind-ask"))
    return Screen(paragraphs(*text), (*sight.column("button-continue=go"), *sight.reminders()))


def resume(sight: Sight) -> Screen:
    """Welcome back: where they were."""
    instrument = sight.survey.instrument
    number = instrument.item(present(sight.survey, sight.person).item).number
    total = len(instrument.items)
    text = sight.words("resume-text", city=sight.city, number=number, total=total)
    return Screen(text, sight.column("button-continue=go", "button-language=languages"))


def done(sight: Sight) -> Screen:
    """The thanks, what the city looks like, and what can be done next."""
    unrated = [code for code in sight.survey.cities if code not in sight.person.sheets]
    text = [bold(sight.words("done-thanks"))]
    if not unrated:
        text.append(sight.words("done-all-cities"))
    text.append(result(sight))
    another = sight.column("button-another-city=another") if unrated else ()
    change = sight.column("button-change-answers=review", "button-language=languages")
    if sight.person.recontact is None and not sight.person.stopped:
        text.append(sight.words("recontact-ask"))
        change = (sight.row("recontact-yes=recontact:yes", "recontact-no=recontact:no"), *change)
    return Screen(paragraphs(*text), (*another, *change))


def _sign(sheet: Sheet, item: Item) -> str:
    return sheet.answers[item.number - 1]


def _mark(say: Say, sheet: Sheet, item: Item) -> str:
    code = _sign(sheet, item)
    return f"<b>{code}</b>" if code.isdigit() else escape(answer_words(say, code))
