"""Simulated people who tap, as fast as the bot lets them or at a steady rate."""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from bot.emulator import Emulator, Event, Message, Person

WALK: Final = 28
"""Taps of one questionnaire: language, consent, city, group, 23 items, send."""
PATIENCE: Final = 10.0
"""Seconds after which a tap without its answer and its screen counts as lost."""


@dataclass(slots=True, eq=False)
class _Tapper:
    """One person and what they wait for."""

    person: Person
    taps: int = 0
    since: float = 0.0
    message: Message | None = None
    answered: bool = True
    shown: bool = True


@dataclass(slots=True)
class Counted:
    """What was seen: taps that were answered and shown, and how long each took (seconds)."""

    taps: int = 0
    waits: list[float] = field(default_factory=list)
    late: int = 0  # taps of a steady rate that found nobody free
    lost: int = 0  # people who wait in vain at the end


class Crowd:
    """People who walk through questionnaires; who has ended one is followed by somebody new.

    They press a random button of a screen's first row, so that no answer repeats the last; of
    the very first screen, the first button of a row of their own, so that all languages are used.
    """

    def __init__(self, emulator: Emulator, people: int, seed: int = 1) -> None:
        """Nobody taps yet."""
        self._emulator = emulator
        self._random = random.Random(seed)
        self._tappers: dict[int, _Tapper] = {}
        self._idle: deque[_Tapper] = deque()
        self._steady = False
        self._met = 0
        self._people = people
        self._clock = time.perf_counter  # the loop's own counts whole milliseconds
        self.counted = Counted()
        emulator.listen(None, self._hear)

    def begin(self) -> None:
        """Let everybody write /start and go on from there."""
        for _ in range(self._people):
            self._come()

    def count(self) -> None:
        """Count anew."""
        self.counted = Counted()

    async def last(self, seconds: float) -> None:
        """Tap without a pause for so long."""
        self._steady = False
        while self._idle:
            self._tap(self._idle.popleft())
        await asyncio.sleep(seconds)
        self._check()

    async def keep(self, rate: float, seconds: float) -> None:
        """Tap at so many taps a second for so long."""
        self._steady = True
        due = begun = self._clock()
        while due < begun + seconds:
            if (pause := due - self._clock()) > 0:
                await asyncio.sleep(pause)
            due += 1 / rate
            if self._idle:
                self._tap(self._idle.popleft())
            else:
                self.counted.late += 1
        self._check()

    def _check(self) -> None:
        long_ago = self._clock() - PATIENCE
        waiting = (one for one in self._tappers.values() if not (one.shown and one.answered))
        self.counted.lost = sum(one.since < long_ago for one in waiting)

    def _come(self) -> None:
        self._met += 1
        person = self._emulator.person(f"Person {self._met}", "kk")
        tapper = self._tappers[person.id] = _Tapper(person, since=self._clock(), shown=False)
        self._emulator.say(tapper.person, "/start")

    def _tap(self, tapper: _Tapper) -> None:
        message = tapper.message
        assert message is not None
        rows = message.keyboard
        if tapper.taps == 0:
            button = rows[tapper.person.id % len(rows)][0]
        else:
            button = self._random.choice(rows[0])
        tapper.since, tapper.answered, tapper.shown = self._clock(), False, False
        self._emulator.tap(tapper.person, message.id, button["callback_data"])

    def _hear(self, event: Event) -> None:
        tapper = self._tappers.get(event.chat_id)
        if tapper is None or (tapper.answered and tapper.shown):
            return
        if event.answer is not None:
            tapper.answered = True
        elif event.message is not None and event.message.sender is None:
            tapper.message, tapper.shown = event.message, True
        if tapper.answered and tapper.shown:
            # Not at once: the emulator is still busy with the call that brought this.
            asyncio.get_running_loop().call_soon(self._go_on, tapper)

    def _go_on(self, tapper: _Tapper) -> None:
        if tapper.message is not None and tapper.message.edits:  # a tap, not the first screen
            tapper.taps += 1
            self.counted.taps += 1
            self.counted.waits.append(self._clock() - tapper.since)
        if tapper.taps == WALK:
            del self._tappers[tapper.person.id]
            self._come()
        elif self._steady:
            self._idle.append(tapper)
        else:
            self._tap(tapper)
