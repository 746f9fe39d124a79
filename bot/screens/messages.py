"""What is said unasked, and the ways to end it."""

from __future__ import annotations

from bot.screens.results import result
from bot.screens.screen import Screen, bold, paragraphs
from bot.screens.sight import Sight
from scoring.instrument import NOT_REACHED


def stopped(sight: Sight) -> Screen:
    """No messages any more, but answers."""
    return Screen(sight.words("stopped-text"), sight.column("button-wake=wake"))


def reminder(sight: Sight) -> Screen:
    """The reminder that the person asked for."""
    answers = sight.sheet.answers if sight.sheet else sight.survey.instrument.blank
    text = sight.words("reminder-text", city=sight.city, count=answers.count(NOT_REACHED))
    return Screen(text, (*sight.column("button-continue=go"), *sight.reminders()))


def told(sight: Sight) -> Screen:
    """A wave's results, for somebody who wants to be told."""
    return Screen(
        paragraphs(bold(sight.words("told-text")), result(sight)),
        sight.column("button-results=results", "recontact-end=recontact:no"),
    )


def invited(sight: Sight) -> Screen:
    """The next wave, for somebody who wants to be asked again."""
    return Screen(
        sight.words("invited-text"), sight.column("button-start=go", "recontact-end=recontact:no")
    )
