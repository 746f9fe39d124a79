"""Simulated practitioners: they write and speak through the bot, and two simulated coders read.

What they say was made up for the demo: nobody was asked, and it means nothing.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import resources
from typing import NamedTuple

from sqlalchemy import Connection

from bot.demo.respondents import Hand, Respondent
from bot.interviews.gathering import codebook, places_of, transcribed
from bot.texts import Say
from scoring.instrument import load
from scoring.interviews.passages import Mark, Marks, distinct
from scoring.interviews.sentences import sentences
from storage import interviews
from storage.interviews import TextRow

INTERVIEW = load("interview-2022")
CODERS = ("coder-1", "coder-2")
SPEAKS, DIFFERS, QUOTES = 0.25, 0.06, 0.2  # how often


class Line(NamedTuple):
    """What may be said to an item in a language, and the themes of each sentence."""

    item: str
    language: str
    text: str
    themes: str


@cache
def lines() -> tuple[Line, ...]:
    """All that simulated practitioners may say."""
    text = resources.files("bot.demo").joinpath("interviews.csv").read_text(encoding="utf-8")
    return tuple(Line(**row) for row in csv.DictReader(text.splitlines()))


def _dice(*names: object) -> random.Random:
    return random.Random(" ".join(map(str, names)))  # noqa: S311 - nothing is kept secret by it


async def talk(hand: Hand, who: Respondent, say: Say) -> None:
    """A whole interview, from the thanks back to them; nothing for whom it is not meant."""
    if who.group not in INTERVIEW.groups:
        return
    dice = _dice(who.id, INTERVIEW.name)
    planned = dice.choice(("yes", "no"))
    await hand.press(say(f"instrument-{INTERVIEW.id}.short"))
    await hand.press(say(f"IV1-{dice.choice(INTERVIEW.item('IV1').options)}"))
    await _tell(hand, who, say, dice, "IV2")
    await _tell(hand, who, say, dice, "IV3")
    await hand.press(say(f"IV4-{planned}"))
    await _tell(hand, who, say, dice, "IV5" if planned == "yes" else "IV6")
    await _tell(hand, who, say, dice, "IV7")
    await hand.press(say("IV8-hearings"))
    await hand.press(say("button-next"))
    await _tell(hand, who, say, dice, "IV9")
    await _tell(hand, who, say, dice, "IV10")
    await hand.say(str(dice.randint(1, 30)))
    await hand.press(say("button-skip"))
    await hand.press(say(f"IV13-{dice.choice(('yes', 'yes', 'no'))}"))
    await hand.press(say("button-send"))


async def _tell(hand: Hand, who: Respondent, say: Say, dice: random.Random, item: str) -> None:
    """Answer an open item in writing or by voice."""
    line = dice.choice([one for one in lines() if (one.item, one.language) == (item, who.language)])
    if dice.random() < SPEAKS:
        await hand.speak(len(line.text) // 12)
    else:
        await hand.say(line.text)
    await hand.press(say("button-next"))


def read(connection: Connection, now: datetime) -> None:
    """Have all voices typed and all texts coded, by two who now and then differ."""
    for row in interviews.voices(connection, waiting=True):
        dice = _dice(row.id, row.item)
        known = [one for one in lines() if (one.item, one.language) == (row.item, row.language)]
        transcribed(connection, row.id, dice.choice(known).text, CODERS[0], now)
    version, themes = codebook(connection), {one.text: one.themes for one in lines()}
    for coder in CODERS:
        marked = {
            row.id: places_of(_marks(row, themes, coder))
            for row in interviews.texts(connection)
            if row.text in themes
        }
        interviews.code(connection, marked, version, coder, now)


def _marks(row: TextRow, themes: Mapping[str, str], coder: str) -> Marks:
    """What a coder marks: the themes of each sentence, as far as the coder sees them."""
    text, dice = row.text or "", _dice(row.id, coder)
    found: list[Mark] = []
    for span, names in zip(sentences(text), themes[text].split("/"), strict=True):
        quote = dice.random() < QUOTES
        seen = [name for name in names.split() if dice.random() >= DIFFERS]
        found += [Mark(*span, name, quote) for name in seen]
    return distinct(found)
