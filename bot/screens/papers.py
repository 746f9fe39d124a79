"""Papers: what can be read or decided beside the walk."""

from __future__ import annotations

from bot.screens.screen import Screen, paragraphs
from bot.screens.sight import Sight


def closed(sight: Sight) -> Screen:
    """No wave is open."""
    return Screen(
        sight.words("wave-closed"),
        sight.column("button-results=results", "button-language=languages"),
    )


def privacy(sight: Sight) -> Screen:
    """What happens to the data."""
    text = sight.words(
        "privacy-text",
        operator=sight.notice.operator,
        contact=sight.notice.contact,
        minimum=sight.notice.minimum,
    )
    return Screen(text, sight.column("button-continue=go", "consent-more-button=more"))


def withdraw(sight: Sight) -> Screen:
    """Asked once more before all is erased."""
    return Screen(
        sight.words("withdraw-ask"), sight.column("withdraw-yes=withdraw", "withdraw-no=go")
    )


def withdrawn(sight: Sight) -> Screen:
    """All is erased."""
    return Screen(sight.words("withdraw-done"), sight.column("button-start=go"))


def help_(sight: Sight) -> Screen:
    """What can be typed; coordinators can type more."""
    parts = [sight.words("help-text")]
    if sight.person.chat_id in sight.survey.coordinators:
        parts.append(sight.words("coordinator-help"))
    return Screen(paragraphs(*parts), sight.column("button-continue=go"))
