"""Groups that need vouching: for whom a person may speak, and what their invitation comes to."""

from __future__ import annotations

from dataclasses import replace

from bot.interviewer.turn import Survey
from bot.invitations import sealed
from storage.people import Person


def admitted(survey: Survey, person: Person) -> tuple[str, ...]:
    """The groups that a person may choose: those open to all, and those they are vouched for."""
    own = person.vouched.split()
    return tuple(one for one in survey.groups if one not in survey.vouched or one in own)


def shut_out(survey: Survey, person: Person) -> bool:
    """Whether no group is left for a person, and they hold no invitation that may open one.

    Whoever answered before that goes on with their cities, and begins no other.
    """
    if sealed(person.invitation) or admitted(survey, person):
        return False
    return not person.sheets or person.place == "group"


def received(survey: Survey, person: Person, payload: str) -> tuple[Person, str]:
    """A person who opened a single-use link: they hold it from now on, or a word why not.

    It is not used up by that: a forwarded link that somebody only looks at is not lost. Whoever
    is vouched for its group already needs none and just goes on, be it theirs or another's.
    """
    found = survey.invitations.get(payload)
    if found is None or found.group not in survey.groups:
        return person, "hint-invitation-bad"
    if found.group in person.vouched.split():
        return replace(person, invitation=found.words), ""
    if found.used:
        return person, "hint-invitation-used"
    return replace(person, invitation=payload), ""


def vouched(survey: Survey, person: Person) -> tuple[Person, str, str]:
    """A person who agreed to take part, with the invitation in their hand used up.

    Beside them the payload that was used, or the key of a word why it was not. Which invitation
    it was does not stay with them.
    """
    held = person.invitation
    if held is None or not sealed(held):
        return person, "", ""
    found = survey.invitations.get(held)
    if found is None or found.used:
        hint = "hint-invitation-used" if found else "hint-invitation-bad"
        return replace(person, invitation=None), "", hint
    groups = " ".join(dict.fromkeys((*person.vouched.split(), found.group)))
    return replace(person, invitation=found.words, vouched=groups), held, ""
