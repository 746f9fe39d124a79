"""People who tap at random through whole questionnaires, and what the record must say of them.

Each person notes what the screens told them. What the record must hold is said by the pure walk
(`bot.interviewer`): applied to the very updates that a person made, each once and in order, it
gives the answers, the place and the number of turns that must be found in the database.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from bot.app import CONSENT
from bot.emulator import Emulator, Event, Message, Person
from bot.events import read
from bot.interviewer import Survey, hear
from bot.screens.sheet import NONE
from bot.settings import LANGUAGES
from bot.taps import Seals
from scoring.groups import GROUPS
from scoring.instrument import SKIPPED, load
from storage.people import Person as Known
from storage.people import WaveRow
from tests.chaos.machine import CITIES, KEY, TOKEN, Database

INSTRUMENT: Final = load()
ITEMS: Final = [item.id for item in INSTRUMENT.items]
CODES: Final = "12345?-"
PATIENCE: Final = 2.0
"""Seconds after which a person taps again."""
GIVE_UP: Final = 60.0
"""Seconds without any news after which the bot has failed."""

Press = tuple[str, tuple[str, ...], str]
"""A button's verb, its arguments and all of its data."""


@dataclass(frozen=True, slots=True)
class Update:
    """Something that a person did, as the bot is told of it."""

    number: int
    body: Mapping[str, Any]
    lane: str

    @property
    def raw(self) -> bytes:
        """As it stands in a delivery."""
        return orjson.dumps(self.body)


class Telegram(Emulator):
    """An emulator that remembers every update."""

    def __init__(self, *, record_calls: bool = False) -> None:
        super().__init__(TOKEN, record_calls=record_calls)
        self.updates: list[Update] = []
        self.news = asyncio.Event()
        put = self.mailbox.put

        def noted(kind: str, body: dict[str, Any], lane: str) -> int | None:
            number = put(kind, body, lane)
            if number is not None:
                self.updates.append(Update(number, {"update_id": number, kind: body}, lane))
                self.news.set()
            return number

        self.mailbox.put = noted  # type: ignore[method-assign]

    def waiting(self, lane: str) -> list[int]:
        """The updates of a lane that are not confirmed, oldest first."""
        return [p.number for p in self.mailbox._waiting.values() if p.lane == lane]


@contextlib.asynccontextmanager
async def online(*, record_calls: bool = False) -> AsyncIterator[Telegram]:
    """A Telegram for the length of a test."""
    telegram = Telegram(record_calls=record_calls)
    await telegram.start()
    try:
        yield telegram
    finally:
        await telegram.stop()


@dataclass(slots=True)
class Manners:
    """How people behave."""

    think: tuple[float, float] = (0.0, 0.2)
    double: float = 0.1  # two taps on one question, with different options
    back: float = 0.05
    edit: float = 0.3


@dataclass(slots=True)
class Someone:
    """A person with a telephone."""

    telegram: Telegram
    manners: Manners
    dice: random.Random
    cities: int = 1
    person: Person = field(init=False)
    city: str = ""
    taps: int = 0
    given: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    taken: set[tuple[str, str]] = field(default_factory=set)
    reviewed: dict[str, str] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)
    finished: int = 0
    _stirred: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.person = self.telegram.person("Айгүл", self.dice.choice(LANGUAGES))
        self.telegram.listen(self.person.id, self._see)

    def _see(self, _: Event) -> None:
        self._note()
        self._stirred.set()

    @property
    def screen(self) -> Message | None:
        """The newest message with buttons."""
        messages = self.telegram.world.chats[self.person.id].messages
        return next((m for m in reversed(messages.values()) if m.keyboard), None)

    def _presses(self) -> list[Press]:
        screen = self.screen
        found = []
        for row in screen.keyboard if screen else ():
            for button in row:
                _, verb, *arguments, _seal = button["callback_data"].split(":")
                found.append((verb, tuple(arguments), button["callback_data"]))
        return found

    def _note(self) -> None:
        """What a screen says was taken: all before the item asked, or all on the review."""
        presses = {verb: arguments for verb, arguments, _ in self._presses()}
        if "send" in presses and self.screen and self.city:
            signs = [
                b["text"].rpartition("· ")[2]
                for row in self.screen.keyboard
                for b in row
                if ":edit:" in b["callback_data"]
            ]
            self.reviewed[self.city] = "".join(signs).replace(NONE, SKIPPED)
            self.taken.update((self.city, item) for item in ITEMS)
        elif "rate" in presses and self.city:
            asked = presses["rate"][0]
            self.taken.update((self.city, item) for item in ITEMS[: ITEMS.index(asked)])

    async def _change(self, before: tuple[int, str, object] | None) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while self._face() == before:
                    self._stirred.clear()
                    await self._stirred.wait()
        except TimeoutError:
            pass  # a person taps again

    def _face(self) -> tuple[int, str, object] | None:
        screen = self.screen
        return (screen.id, screen.text, screen.keyboard) if screen else None

    async def walk(self, more: Callable[[], bool] = lambda: False) -> None:
        """Answer everything for a number of cities; go on as long as there is more to come."""
        loop = asyncio.get_running_loop()
        news, face = loop.time(), self._face()
        while True:
            if self._face() != face:
                news, face = loop.time(), self._face()
            assert loop.time() - news < GIVE_UP, f"nothing new for {GIVE_UP} s: {face}"
            await asyncio.sleep(self.dice.uniform(*self.manners.think))
            before = self._face()
            if before is None:
                self.telegram.say(self.person, "/start")
            elif not self._act(more):
                return
            await self._change(before)

    def _act(self, more: Callable[[], bool]) -> bool:
        """Tap what the screen asks for; False where everything is done."""
        presses = self._presses()
        by_verb: dict[str, list[Press]] = {}
        for press in presses:
            by_verb.setdefault(press[0], []).append(press)
        if "rate" in by_verb:
            self._rate(by_verb)
        elif "send" in by_verb:
            self._review(by_verb)
        elif "review" in by_verb:  # done
            return self._go_on(by_verb, more)
        else:
            for verb in ("agree", "city", "group", "language", "go"):
                if verb in by_verb:
                    self._choose(verb, by_verb)
                    break
        return True

    def _choose(self, verb: str, by_verb: dict[str, list[Press]]) -> None:
        choices = by_verb[verb]
        if verb == "city":  # who is not heard asks for the same city again
            same = [c for c in choices if c[1][0] == self.city and self.city not in self.sent]
            choices = same or [c for c in choices if c[1][0] not in self.sent] or choices
        chosen = self.dice.choice(choices)
        if verb == "city":
            self.city = chosen[1][0]
        self._tap(chosen)

    def _rate(self, by_verb: dict[str, list[Press]]) -> None:
        if "back" in by_verb and self.dice.random() < self.manners.back:
            self._tap(by_verb["back"][0])
            return
        times = 2 if self.dice.random() < self.manners.double else 1
        for press in self.dice.sample(by_verb["rate"], times):
            item, code = press[1]
            self.given.setdefault((self.city, item), set()).add(code)
            self._tap(press)

    def _review(self, by_verb: dict[str, list[Press]]) -> None:
        if self.dice.random() < self.manners.edit:
            self._tap(self.dice.choice(by_verb["edit"]))
            return
        self.sent[self.city] = self.reviewed[self.city]
        self._tap(by_verb["send"][0])

    def _go_on(self, by_verb: dict[str, list[Press]], more: Callable[[], bool]) -> bool:
        self.finished += 1
        enough = len(self.sent) >= self.cities
        if enough and not more():
            return False
        self._tap(by_verb["another" if "another" in by_verb else "review"][0])
        return True

    def _tap(self, press: Press) -> None:
        screen = self.screen
        assert screen is not None
        self.taps += 1
        self.telegram.tap(self.person, screen.id, press[2])


def people(
    telegram: Telegram, number: int, seed: int, *, cities: int = 1, manners: Manners | None = None
) -> list[Someone]:
    """A crowd; the same seed gives the same people."""
    how = manners or Manners()
    return [Someone(telegram, how, random.Random(f"{seed} {one}"), cities) for one in range(number)]


async def walk(crowd: Iterable[Someone], more: Callable[[], bool] = lambda: False) -> None:
    """Everybody at once, to the end."""
    async with asyncio.TaskGroup() as group:
        for one in crowd:
            group.create_task(one.walk(more))


ANSWERS: Final = """
    SELECT contact.chat_id, response.city, response.answers, response.complete
    FROM response JOIN contact ON contact.respondent_id = response.respondent_id
"""
STANDING: Final = """
    SELECT contact.chat_id, respondent.place, respondent.turn
    FROM respondent JOIN contact ON contact.respondent_id = respondent.id
"""


def promised(crowd: Iterable[Someone]) -> dict[tuple[int, str, str], set[str]]:
    """What people have seen as taken by now: by chat, city and item the codes they gave."""
    return {
        (one.person.id, city, item): set(one.given.get((city, item), ()))
        for one in crowd
        for city, item in one.taken
    }


def kept(database: Database, seen: Mapping[tuple[int, str, str], set[str]]) -> list[str]:
    """What was seen as taken and is not in the record; `seen` must be older than this look."""
    stored = {(chat, city): answers for chat, city, answers, _ in database.rows(ANSWERS)}
    return [
        f"{chat} {city} {item}: gave {codes}, stored {answers!r}"
        for (chat, city, item), codes in seen.items()
        for answers in [stored.get((chat, city), "")]
        if not answers or answers[ITEMS.index(item)] == "." or (not codes)
    ]


def differences(database: Database, telegram: Telegram, crowd: Iterable[Someone]) -> list[str]:
    """How the record differs from the walk's own account of what each person did."""
    wave = database.rows("SELECT id, name, instrument FROM wave WHERE closed_at IS NULL")[0]
    survey = Survey(
        instrument=INSTRUMENT,
        wave=WaveRow(wave[0], wave[1], wave[2], datetime.now(UTC)),
        cities=CITIES,
        groups=GROUPS,
        languages=LANGUAGES,
        consent=CONSENT,
    )
    seals = Seals(KEY.encode())
    stored: dict[int, dict[str, tuple[str, bool]]] = {}
    for chat, city, answers, complete in database.rows(ANSWERS):
        stored.setdefault(chat, {})[city] = (answers, bool(complete))
    standing = {chat: (place, turn) for chat, place, turn in database.rows(STANDING)}
    found = []
    for one in crowd:
        mine = [u for u in telegram.updates if u.lane.endswith(str(one.person.id))]
        known: Known | None = None
        for turn, update in enumerate(mine, 1):
            event = read(dict(update.body))
            assert event is not None
            known = replace(hear(survey, seals, known, event).person, turn=turn)
        assert known is not None
        expected = {city: (s.answers, s.complete) for city, s in known.sheets.items()}
        if stored.get(one.person.id) != expected:
            found.append(f"{one.person.id}: {stored.get(one.person.id)} is not {expected}")
        if standing.get(one.person.id) != (known.place, known.turn):
            place = (known.place, known.turn)
            found.append(f"{one.person.id}: {standing.get(one.person.id)} is not {place}")
        for city, signs in one.sent.items():
            if stored.get(one.person.id, {}).get(city) != (signs, True):
                found.append(f"{one.person.id} {city}: the review showed {signs!r}")
    return found
