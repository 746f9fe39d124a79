"""A person's questionnaire in hand: reviewed, put off, taken up again, sent."""

from __future__ import annotations

from html import escape
from itertools import count

from bot.facts import Rest
from bot.interviewer import offered, present
from bot.screens import entrance
from bot.screens.answer import mark
from bot.screens.questions import Question
from bot.screens.results import result
from bot.screens.screen import HERE, Button, Row, Screen, bold, grid, paragraphs
from bot.screens.sight import Sight
from scoring.instrument import NOT_ASKED, NOT_REACHED, SKIPPED, Instrument
from scoring.items import RATING

DONE = "✓"  # in the place of an answer that is not one digit
NONE = "—"  # in the place of an answer that somebody would not give
REVIEW_COLUMNS = 4


def review(sight: Sight) -> Screen:
    """Every answer, and a button for each."""
    sheet, instrument = sight.sheet, sight.instrument
    if sheet is None:
        return entrance.city(sight)
    title = sight.words("review-title", city=sight.city)
    if sight.person.block:
        name = sight.words(f"instrument-{instrument.id}")
        title = sight.words("review-block-title", city=sight.city, name=name)
    parts = [bold(title)]
    buttons = []
    numbers = count(1)
    for section in instrument.sections:
        lines = [bold(sight.words(f"{section.key}.short"))]
        for item in section.items:
            signs = instrument.given(sheet.answers, item)
            if signs[0] == NOT_ASKED:
                continue
            number = next(numbers)
            given = escape(mark(sight.say, item, signs))
            given = bold(given) if signs.isdigit() else given
            lines.append(f"{number}. {sight.words(f'{item.id}.short')} — {given}")
            sign = signs if item.kind == RATING or not signs.isdigit() else DONE
            sign = NONE if signs[0] == SKIPPED else sign[0]
            buttons.append(Button(f"{number} · {sign}", f"edit:{item.id}"))
        if len(lines) > 1:
            parts.append("\n".join(lines))
    parts.append(sight.words("review-how"))
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
    instrument = sight.instrument
    answers = sight.sheet.answers if sight.sheet else instrument.blank
    left = sum(answers[item.start] == NOT_REACHED for item in instrument.items)
    text = [sight.words("later-text", count=left)]
    rest = None if sight.person.block else sight.facts  # a block is never asked for again
    if isinstance(rest, Rest) and rest.due:
        text.append(sight.words("remind-due", date=rest.due.date()))
    elif isinstance(rest, Rest) and rest.left:
        text.append(sight.words("remind-ask"))
    leave = ("button-leave=leave",) if sight.person.block else ()
    reminders = () if sight.person.block else sight.reminders()
    rows = (*sight.column("button-continue=go", *leave), *reminders)
    return Screen(paragraphs(*text), rows)


def resume(sight: Sight) -> Screen:
    """Welcome back: where they were."""
    instrument = sight.instrument
    item = instrument.item(present(sight.survey, sight.person).item)
    answers = sight.sheet.answers if sight.sheet else instrument.blank
    number, total = Question(instrument, item, answers).count
    if sight.person.block:
        name = sight.say(f"instrument-{instrument.id}")
        text = sight.words("resume-block-text", name=name, number=number, total=total)
    else:
        text = sight.words("resume-text", city=sight.city, number=number, total=total)
    return Screen(text, sight.column("button-continue=go", "button-language=languages"))


def done(sight: Sight) -> Screen:
    """The thanks, what the city looks like, and what can be done next."""
    unrated = [code for code in sight.survey.cities if code not in sight.person.sheets]
    text = [bold(sight.words("done-thanks"))]
    if not unrated:
        text.append(sight.words("done-all-cities"))
    text.append(result(sight))
    blocks = offered(sight.survey, sight.person)
    fresh = [one for one in blocks if not _sent(sight, one)]
    rows: list[Row] = []
    if unrated:
        rows.append(sight.row("button-another-city=another"))
    rows.extend((_block(sight, one),) for one in fresh)
    if fresh:
        lines = [sight.words("blocks-offer"), *(_offer(sight, one) for one in fresh)]
        text.append("\n".join(lines))
    if sight.person.recontact is None and not sight.person.stopped:
        text.append(sight.words("recontact-ask"))
        rows.append(sight.row("recontact-yes=recontact:yes", "recontact-no=recontact:no"))
    rows.extend(sight.column("button-change-answers=review"))
    rows.extend((_block(sight, one),) for one in blocks if one not in fresh)
    rows.extend(sight.column("button-language=languages"))
    return Screen(paragraphs(*text), tuple(rows))


def _offer(sight: Sight, block: Instrument) -> str:
    """A line of a further block: its name, and how long it takes.

    Where answers lead to further questions, it counts those that its next screen will count.
    """
    begun, core = sight.person.blocks.get((sight.person.city or "", block.name)), sight.sheet
    answers = begun.answers if begun else block.begin(core.group if core else "")
    count = sum(answers[item.start] != NOT_ASKED for item in block.items)
    key = "block-line-about" if block.conditional else "block-line"
    name = sight.say(f"instrument-{block.id}")
    return "• " + sight.words(key, name=name, count=count, minutes=block.minutes)


def _sent(sight: Sight, block: Instrument) -> bool:
    sheet = sight.person.blocks.get((sight.person.city or "", block.name))
    return sheet is not None and sheet.complete


def _block(sight: Sight, block: Instrument) -> Button:
    sent = HERE if _sent(sight, block) else ""
    return Button(sight.say(f"instrument-{block.id}.short") + sent, f"block:{block.name}")
