"""Simulated respondents: they answer through the bot, tapping what they see."""

from __future__ import annotations

import asyncio
import csv
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import cycle, islice

from bot.emulator import Emulator, Event, Person
from bot.emulator.sound import silence
from bot.texts import Say, Texts
from scoring.instrument import RATINGS, Instrument

PATIENCE = 60.0  # seconds that a respondent waits for the next screen
AT_ONCE = 64  # respondents who answer at the same time
TO_WATCH = 16  # the same, where somebody looks on
NAMES = {"kk": "Айдана", "ru": "Ольга", "en": "Emma"}


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who somebody is and what they will answer, in the questionnaire's order."""

    id: str
    group: str
    language: str
    city: str
    ratings: tuple[str, ...]


def respondents(count: int) -> Iterator[Respondent]:
    """The 53 synthetic respondents that ship with the project, over again if need be."""
    text = resources.files("bot.demo").joinpath("respondents.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    known = ("respondent_id", "stakeholder_group", "language", "city", "wave")
    for row in islice(cycle(rows), count):
        ratings = tuple(value for name, value in row.items() if name not in known)
        person, group, language, city = (row[name] for name in known[:4])
        yield Respondent(person, group, language, city, ratings)


def ratings(who: Respondent, block: Instrument) -> Iterator[str]:
    """What somebody answers to a block of ratings: made up, and the same every time.

    Nobody was asked these in 2025. Much is important to people; how good it is now follows the
    person's own ratings of the city.
    """
    dice = random.Random(f"{who.id} {block.name}")  # noqa: S311 - nothing is kept secret by it
    for item in block.items:
        yield dice.choice(RATINGS[2:] if item.scale == "scale-importance" else who.ratings)


class Hand:
    """A person's hand on a phone of the emulator: writes, presses, waits for the screen."""

    def __init__(self, emulator: Emulator, person: Person) -> None:
        """Listen to the person's chat."""
        self._emulator = emulator
        self.person = person
        self._stirred = asyncio.Event()
        self._answered: set[str] = set()
        self._changes = 0
        self.hang_up = emulator.listen(person.id, self._hear)

    def _hear(self, event: Event) -> None:
        if event.message is not None and event.message.sender is None:
            self._changes += 1
        elif event.answer is not None:
            self._answered.add(event.answer["id"])
        self._stirred.set()

    async def _until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():
                self._stirred.clear()
                await self._stirred.wait()

    async def say(self, text: str) -> None:
        """Write, and wait for what the bot shows."""
        before = self._changes
        self._emulator.say(self.person, text)
        await self._until(lambda: self._changes > before)

    async def speak(self, seconds: int) -> None:
        """Send a voice message of so many seconds, and wait for what the bot shows."""
        before = self._changes
        self._emulator.send_voice(self.person, silence(seconds), seconds)
        await self._until(lambda: self._changes > before)

    async def press(self, label: str | None = None) -> None:
        """Press the button that begins with a label (the first one without), and wait."""
        message = next(m for m in reversed(self._emulator.messages(self.person.id)) if m.keyboard)
        buttons = [button for row in message.keyboard for button in row]
        button = next(b for b in buttons if label is None or b["text"].startswith(label))
        before = self._changes
        number = self._emulator.tap(self.person, message.id, button["callback_data"])
        await self._until(lambda: number in self._answered and self._changes > before)

    async def hear(self, text: str) -> None:
        """Wait until the bot has said a text."""
        await self._until(
            lambda: any(text in m.text for m in self._emulator.messages(self.person.id)[-3:])
        )


Talk = Callable[[Hand, Respondent, Say], Awaitable[None]]
"""What somebody does after the blocks of ratings."""


async def answer(
    emulator: Emulator,
    texts: Texts,
    who: Respondent,
    blocks: Sequence[Instrument] = (),
    talk: Talk | None = None,
) -> None:
    """One whole walk: from /start to the thanks, through further blocks of ratings, and a talk."""
    person = emulator.person(f"{NAMES[who.language]} {who.id}", who.language)
    hand, say = Hand(emulator, person), texts.speaking(who.language)
    await hand.say("/start")
    await hand.press(say("language-name"))
    await hand.press(say("consent-agree"))
    await hand.press(say(f"city-{who.city}"))
    await hand.press(say(f"group-{who.group}"))
    for rating in who.ratings:
        await hand.press(rating)
    await hand.press(say("button-send"))
    for block in blocks:
        await hand.press(say(f"instrument-{block.id}.short"))
        for rating in ratings(who, block):
            await hand.press(rating)
        await hand.press(say("button-send"))
    if talk is not None:
        await talk(hand, who, say)
    hand.hang_up()


async def answer_all(  # noqa: PLR0913 - its choice is a keyword
    emulator: Emulator,
    texts: Texts,
    count: int,
    done: Callable[[], None] = lambda: None,
    blocks: Sequence[Instrument] = (),
    *,
    talk: Talk | None = None,
    at_once: int = AT_ONCE,
) -> None:
    """All of them, so many at a time."""
    room = asyncio.Semaphore(at_once)

    async def one(who: Respondent) -> None:
        async with room:
            await answer(emulator, texts, who, blocks, talk)
            done()

    async with asyncio.TaskGroup() as group:
        for who in respondents(count):
            group.create_task(one(who))
