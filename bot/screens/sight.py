"""What a drawing looks at, and the words and buttons that it makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from bot.facts import Facts, Rest
from bot.interviewer import Survey, View, asked
from bot.screens.screen import HERE, Button, Row
from bot.texts import Say
from scoring.instrument import Instrument
from storage.people import Person, Sheet


@dataclass(frozen=True, slots=True)
class Notice:
    """What the consent notice says of the people behind the survey."""

    operator: str
    contact: str
    minimum: int
    sponsor: str = "—"

    @property
    def reachable(self) -> bool:
        """Whether there is somebody to ask: an operator may have left the contact out."""
        return self.contact.strip() not in {"", "—"}


@dataclass(frozen=True, slots=True)
class Sight:
    """All that a view's drawing looks at."""

    survey: Survey
    person: Person
    view: View
    say: Say
    notice: Notice
    names: Mapping[str, str]  # of the languages, each in itself
    facts: Facts | None = None  # looked up in the record

    @property
    def sheet(self) -> Sheet | None:
        """The sheet in hand."""
        return self.person.sheet

    @property
    def instrument(self) -> Instrument:
        """The instrument in hand."""
        return asked(self.survey, self.person)

    @property
    def city(self) -> str:
        """The name of the city in hand."""
        return self.say(f"city-{self.person.city}") if self.person.city else ""

    def words(self, key: str, **values: object) -> str:
        """A text, safe for HTML."""
        return escape(self.say(key, **values), quote=False)

    def row(self, *buttons: str) -> Row:
        """A row of `key=tap` buttons."""
        return tuple(
            Button(self.say(key), tap) for key, _, tap in (text.partition("=") for text in buttons)
        )

    def column(self, *buttons: str) -> tuple[Row, ...]:
        """The same, one button a row."""
        return tuple(self.row(button) for button in buttons)

    def reminders(self) -> tuple[Row, ...]:
        """When to be reminded: what can still be chosen."""
        rest = self.facts
        if not isinstance(rest, Rest) or not (rest.left or rest.due):
            return ()
        tonight = ("remind-tonight=remind:tonight",) if rest.left and rest.tonight else ()
        tomorrow = ("remind-tomorrow=remind:tomorrow",) if rest.left else ()
        return self.column(*tonight, *tomorrow, "remind-never=remind:never")

    def done_mark(self, city: str) -> str:
        """The tick of a city whose questionnaire was sent."""
        sheet = self.person.sheets.get(city)
        return HERE if sheet and sheet.complete else ""
