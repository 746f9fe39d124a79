"""All that is kept of a person: on a screen in their language, and as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, tzinfo
from functools import partial
from html import escape
from textwrap import shorten
from typing import Any

from bot.digests.fieldwork import groups
from bot.facts import MyData
from bot.interviewer import Survey
from bot.screens.answer import mark
from bot.screens.screen import Enclosed, Row, Screen, bold, paragraphs
from bot.screens.sight import Sight
from bot.texts import LOCALES
from scoring.instrument import NOT_ASKED, NOT_REACHED, Instrument, Item
from storage.kept import Kept, KeptSheet

ROOM = 3900  # of the 4096 characters that a message holds
UNSET = NOT_REACHED + NOT_ASKED
GLIMPSE = 200  # characters of a transcript; the file has all of it
FILE = "saualnama-my-data.json"


def mydata(sight: Sight) -> Screen:
    """The number, the contact, the choices, the receipts of consent and each answer."""
    found = sight.facts
    if not isinstance(found, MyData):
        return Screen(sight.words("mydata-none"), sight.column("button-continue=go"))
    kept, zone = found.kept, found.now.tzinfo
    ending = [sight.words("mydata-not"), sight.words("mydata-how")]
    parts = [
        bold(sight.words("mydata-title")),
        "\n".join(_person(sight, found)),
        "\n".join((bold(sight.words("mydata-consents")), *_receipts(sight, found))),
    ]
    sheets = [_sheet(sight, one, zone) for one in reversed(kept.sheets)]
    for part in sheets or [sight.words("mydata-none")]:
        if len(paragraphs(*parts, part, *ending)) > ROOM:
            parts.append(sight.words("mydata-more"))
            break
        parts.append(part)
    content = partial(_file, kept, found.now, sight.survey)
    enclosed = Enclosed("document", FILE, content, sight.say("mydata-file"))
    return Screen(paragraphs(*parts, *ending), _buttons(sight, kept), enclosed)


def _buttons(sight: Sight, kept: Kept) -> tuple[Row, ...]:
    asked = kept.recontact is not None
    change = "recontact-end=recontact:no" if kept.recontact else "recontact-begin=recontact:yes"
    wake = ("button-wake=wake",) if kept.stopped_at else ()
    return sight.column("button-continue=go", *wake, *((change,) if asked else ()))


def _person(sight: Sight, found: MyData) -> Iterator[str]:
    kept, zone = found.kept, found.now.tzinfo
    yield sight.words("mydata-number", number=kept.pseudonym)
    yield sight.words("mydata-contact")
    language = _language(sight, kept.language)
    since = kept.created_at.astimezone(zone).date()
    yield sight.words("mydata-since", date=since, language=language)
    if kept.invitation:
        yield sight.words("mydata-label", label=kept.invitation)
    if kept.vouched:
        yield sight.words("mydata-vouched", groups=groups(kept.vouched.split(), sight.say))
    yield sight.words("mydata-messages-off" if kept.stopped_at else "mydata-messages-on")
    answer = {None: "none", True: "yes", False: "no"}[kept.recontact]
    yield sight.words(f"mydata-recontact-{answer}")
    for nudge in kept.nudges:
        if nudge.sent_at is None:
            yield sight.words("mydata-reminder", date=nudge.due_at.astimezone(zone).date())
    if kept.letters:
        yield sight.words("mydata-letters", count=kept.letters)


def _receipts(sight: Sight, found: MyData) -> Iterator[str]:
    for one in found.kept.consents:
        when = one.given_at.astimezone(found.now.tzinfo)
        yield sight.words(
            "mydata-receipt",
            date=when.date(),
            time=f"{when:%H:%M}",
            what=sight.say(f"receipt-{one.purpose}-{'yes' if one.agreed else 'no'}"),
            version=one.version,
            language=_language(sight, one.language),
        )


def _language(sight: Sight, code: str | None) -> str:
    return sight.names.get(code or "", "—")


def _sheet(sight: Sight, sheet: KeptSheet, zone: tzinfo | None) -> str:
    def day(moment: datetime) -> date:
        return moment.astimezone(zone).date()

    title = sight.words("mydata-sheet", city=sight.say(f"city-{sheet.city}"), wave=sheet.wave)
    about: dict[str, Any] = {"began": day(sheet.started_at)}
    about["group"] = sight.say(f"group-{sheet.stakeholder_group}.report")
    if sheet.completed_at:
        dates = sight.words("mydata-sheet-sent", sent=day(sheet.completed_at), **about)
    else:
        dates = sight.words("mydata-sheet-begun", **about)
    instrument = _instrument(sight.survey, sheet)
    if instrument is not None and sheet.instrument != sight.survey.instrument.name:
        title += " · " + sight.words(f"instrument-{instrument.id}.short")
    lines = []
    for number, (item, signs, language) in enumerate(_given(sheet, instrument), 1):
        other = f" · {_language(sight, language)}" if language != sight.person.language else ""
        lines.append(
            f"{number}. {sight.words(f'{item.id}.short')} — {_mark(sight, item, signs)}{other}"
        )
    return "\n".join((bold(title), dates, *lines, *_read(sight, sheet)))


def _read(sight: Sight, sheet: KeptSheet) -> Iterator[str]:
    """What the team made of open answers: transcripts of voices, and passages that were marked."""
    for one in sheet.messages:
        if one.transcript:
            item = sight.say(f"{one.item}.short")
            text = shorten(one.transcript, GLIMPSE, placeholder="…")
            yield sight.words("mydata-transcript", item=item, text=text)
    if marked := sum(len(one.passages) for one in sheet.messages):
        yield sight.words("mydata-passages", count=marked)


def _mark(sight: Sight, item: Item, signs: str) -> str:
    given = escape(mark(sight.say, item, signs), quote=False)
    return bold(given) if signs.isdigit() else given


def _instrument(survey: Survey, sheet: KeptSheet) -> Instrument | None:
    """What a sheet answers; None where this version has it no longer."""
    known = (survey.instrument, *survey.blocks)
    return next((one for one in known if one.name == sheet.instrument), None)


def _given(sheet: KeptSheet, instrument: Instrument | None) -> Iterator[tuple[Item, str, str]]:
    """Each answer of a sheet: the item, its characters and the language in which it was given."""
    for item in instrument.items if instrument else ():
        if instrument and (signs := instrument.given(sheet.answers, item))[0] not in UNSET:
            letter = sheet.languages[item.start]
            yield item, signs, next((one for one in LOCALES if one.startswith(letter)), letter)


async def _file(kept: Kept, now: datetime, survey: Survey) -> bytes:
    """The same as JSON: codes and UTC times, as they are stored."""
    whole: dict[str, Any] = {"made_at": now, **asdict(kept)}
    whole["sheets"] = [
        {
            **asdict(sheet),
            "answers": [
                {"item": column, "value": number, "language": language}
                for item, signs, language in _given(sheet, _instrument(survey, sheet))
                for column, number in zip(item.columns, item.numbers(signs), strict=True)
            ],
        }
        for sheet in kept.sheets
    ]
    for sheet in whole["sheets"]:
        del sheet["languages"]
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_written).encode()


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
