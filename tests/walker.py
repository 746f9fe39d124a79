"""A walk without Telegram and without a database: events in, screens out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.events import Event
from bot.interviewer import Survey, Turn, again, hear, scope
from bot.screens.drawing import Screens
from bot.screens.screen import Button, Screen
from bot.screens.sight import Notice
from bot.taps import Seals, data
from scoring.groups import GROUPS
from scoring.instrument import load
from storage.people import Person, Sheet, WaveRow
from tests.town import TEXTS

CHAT = 4_000_000_000
SEALS = Seals(b"a secret that everybody knows")
SCREENS = Screens(TEXTS, Notice("Operator & sons", "mail@example.org", 5, "Sponsor <1>"))
WAVE = WaveRow(1, "2026-11", load().name, datetime(2026, 11, 1, tzinfo=UTC))
SURVEY = Survey(
    instrument=load(),
    wave=WAVE,
    cities=("shu", "ayagoz", "shalkar"),
    groups=GROUPS,
    languages=TEXTS.languages,
    consent="2026-11",
)


class Walker:
    """A person in front of the pure rooms; the record is what each turn makes of them."""

    def __init__(self, survey: Survey = SURVEY, person: Person | None = None) -> None:
        self.survey = self.asked = survey
        self.person = person
        self.chat = person.chat_id if person else CHAT
        self.turn = again(survey, person or Person("", self.chat, "language"))
        self.event = Event(0, "said", self.chat, "")
        self._filed: dict[tuple[int, str], Sheet] = {}

    @property
    def shown(self) -> Person:
        """The person as the screen shows them."""
        return self.turn.person

    @property
    def screen(self) -> Screen:
        """What is shown, as it was drawn after the last event."""
        return SCREENS.draw(self.asked, self.shown, self.turn.view)

    @property
    def buttons(self) -> list[Button]:
        """All buttons of the screen."""
        return [button for row in self.screen.rows for button in row]

    @property
    def sheet(self) -> Sheet:
        """The sheet of the city in hand."""
        return self.shown.sheets[self.shown.city or ""]

    def data(self, tap: str) -> str:
        """A tap, sealed for this person here and now."""
        return data(tap, SEALS.seal(self.chat, scope(self.asked, self.shown)))

    def say(self, text: str, language_code: str = "") -> Turn:
        """Write."""
        return self.hear(Event(self._next(), "said", self.chat, text, language_code=language_code))

    def press(self, *taps: str) -> Turn:
        """Press buttons, known by what they mean."""
        for tap in taps:
            self.carry(self.data(tap))
        return self.turn

    def carry(self, carried: str) -> Turn:
        """Press a button that carries whatever data."""
        return self.hear(Event(self._next(), "tapped", self.chat, carried, 1, "query"))

    def hear(self, event: Event) -> Turn:
        """Whatever happens; the record follows."""
        self.event, self.asked = event, self.survey
        self.turn = hear(self.survey, SEALS, self.person, event)
        self.person = None if self.turn.forget else replace(self.turn.person, pseudonym="somebody")
        return self.turn

    def begin_wave(self, number: int | None) -> None:
        """Another wave, or none: the record then shows the sheets of that wave alone."""
        if self.person and self.survey.wave:
            for city, sheet in self.person.sheets.items():
                self._filed[self.survey.wave.id, city] = sheet
        wave = None if number is None else replace(WAVE, id=number, name=f"wave {number}")
        self.survey = replace(self.survey, wave=wave)
        sheets = {city: sheet for (key, city), sheet in self._filed.items() if key == number}
        if self.person:
            self.person = replace(self.person, sheets=sheets)

    def _next(self) -> int:
        return self.event.update_id + 1


def entered(survey: Survey = SURVEY, language: str = "kk") -> Walker:
    """Somebody at the first item, in Shu, of civil society."""
    walker = Walker(survey)
    walker.say("/start")
    walker.press(f"language:{language}", "agree", "city:shu", "group:society")
    return walker


def answered(codes: str, survey: Survey = SURVEY) -> Walker:
    """Somebody who has given these codes, one an item."""
    walker = entered(survey)
    for item, code in zip(survey.instrument.items, codes, strict=False):
        walker.press(f"rate:{item.id}:{code}")
    return walker
