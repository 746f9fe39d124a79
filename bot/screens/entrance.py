"""The way in: language, consent, city and group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from bot.digests.fieldwork import groups as named
from bot.interviewer.vouching import admitted
from bot.screens.screen import Button, Row, Screen, bold, paragraphs
from bot.screens.sight import Sight
from bot.texts import Say

CITIES_A_PAGE = 8


def welcome(says: Sequence[Say], names: Mapping[str, str], likely: str | None) -> Screen:
    """The first screen: each language says its own welcome."""
    spoken = [f"{escape(say('welcome'))}\n{bold(escape(say('language-choose')))}" for say in says]
    return Screen(paragraphs(*spoken), _languages(names, likely))


def language(sight: Sight) -> Screen:
    """Another language for somebody who has one."""
    return Screen(bold(sight.words("language-choose")), _languages(sight.names))


def _languages(names: Mapping[str, str], likely: str | None = None) -> tuple[Row, ...]:
    return tuple((Button(names[one], f"language:{one}", one == likely),) for one in names)


def consent(sight: Sight) -> Screen:
    """The short notice, and the question."""
    text = paragraphs(
        sight.words("welcome"),
        sight.words("welcome-time", minutes=sight.survey.instrument.minutes),
        sight.words("consent-text"),
        bold(sight.words("consent-ask")),
    )
    return Screen(
        text,
        sight.column(
            "consent-agree=agree",
            "consent-more-button=more",
            "consent-decline=decline",
            "button-language=languages",
        ),
    )


def consent_more(sight: Sight) -> Screen:
    """The whole notice."""
    text = sight.words(
        "consent-more",
        operator=sight.notice.operator,
        contact=sight.notice.contact,
        sponsor=sight.notice.sponsor,
        minimum=sight.notice.minimum,
        minutes=sight.survey.instrument.minutes,
        version=sight.survey.consent,
    )
    if sight.person.consent == sight.survey.consent:
        return Screen(text, sight.column("button-continue=go"))
    return Screen(text, sight.column("consent-agree=agree", "consent-decline=decline"))


def declined(sight: Sight) -> Screen:
    """Nothing is asked of who said no."""
    return Screen(
        sight.words("consent-declined"),
        sight.column("consent-reconsider=agree", "consent-more-button=more"),
    )


def city(sight: Sight) -> Screen:
    """A page of the cities."""
    cities = sight.survey.cities
    pages = -(-len(cities) // CITIES_A_PAGE)
    page = min(sight.view.page, pages - 1)
    shown = cities[page * CITIES_A_PAGE : (page + 1) * CITIES_A_PAGE]
    rows: list[Row] = [
        (Button(sight.say(f"city-{code}") + sight.done_mark(code), f"city:{code}"),)
        for code in shown
    ]
    turns = []
    if page:
        turns.append(Button(sight.say("city-previous"), f"cities:{page - 1}"))
    if page + 1 < pages:
        turns.append(Button(sight.say("city-more"), f"cities:{page + 1}"))
    if turns:
        rows.append(tuple(turns))
    back = ("button-back=back",) if sight.sheet and sight.sheet.complete else ()
    rows.append(sight.row(*back, "button-language=languages"))
    return Screen(bold(sight.words("city-ask")), tuple(rows))


def group(sight: Sight) -> Screen:
    """The stakeholder groups that this person may choose, and how the others answer."""
    codes = admitted(sight.survey, sight.person)
    others = [code for code in sight.survey.groups if code not in codes]
    text = paragraphs(
        bold(sight.words("group-ask", city=sight.city)),
        sight.words("group-why"),
        *_closed(sight, others),
    )
    rows = [(Button(sight.say(f"group-{code}"), f"group:{code}"),) for code in codes]
    return Screen(text, (*rows, sight.row("button-back=back", "button-language=languages")))


def _closed(sight: Sight, groups: Sequence[str]) -> tuple[str, ...]:
    """That these groups answer by invitation, and whom to ask for one."""
    if not groups:
        return ()
    names = named(groups, sight.say)
    return ("\n".join((sight.words("vouched-groups", groups=names), *_whom(sight))),)


def _whom(sight: Sight) -> tuple[str, ...]:
    if not sight.notice.reachable:
        return ()
    return (sight.words("vouched-contact", contact=sight.notice.contact),)


def uninvited(sight: Sight) -> Screen:
    """No group is open to this person: all of them answer by invitation."""
    text = "\n".join((sight.words("vouched-only"), *_whom(sight)))
    back = ("button-back=back",) if sight.person.sheets else ()
    results = ("button-results=results",) if sight.person.city else ()
    return Screen(text, sight.column(*back, *results, "button-language=languages"))
