"""What a view shows beside the person is looked up here, in the transaction that made the turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.digests.gallery import Gallery
from bot.facts import CityResult, Facts, MyData, Rest
from bot.interviewer import Survey, Turn
from bot.office import Office
from bot.results import PUBLIC, expected, result
from bot.timing.evenings import has_evening
from scoring import findings
from storage import digests, kept, nudges, people, waves

EDITIONS = 3  # read ones that are kept


class Lookup:
    """Finds the facts of a turn's view; most views need none."""

    def __init__(self, office: Office, clock: Callable[[], datetime]) -> None:
        """Keep where the figures and the time come from."""
        self._office = office
        self._clock = clock
        self._gallery = Gallery(office.settings.secrets())
        self._editions: dict[str, findings.Findings] = {}
        self._found: dict[str, Callable[[Connection, Survey, Turn], Facts | None]] = {
            "done": self._result,
            "results": self._result,
            "mine": self._result,
            "expect": self._expected,
            "told": self._told,
            "later": self._rest,
            "reminder": self._rest,
            "mydata": self._mydata,
        }

    def __call__(self, connection: Connection, survey: Survey, turn: Turn) -> Facts | None:
        """The facts of a view; None where it needs none, or there are none."""
        find = self._found.get(turn.view.name)
        return find(connection, survey, turn) if find else None

    def _result(self, connection: Connection, _: Survey, turn: Turn) -> Facts | None:
        """The city in hand, or the one that was answered last, as it was published last."""
        city = self._city(connection, turn)
        return self._published(connection, turn.person.id, city, None) if city else None

    @staticmethod
    def _city(connection: Connection, turn: Turn) -> str | None:
        person = turn.person
        last = people.sheet_of(connection, person.id) if person.id is not None else None
        return person.city or (last.city if last else None)

    def _expected(self, connection: Connection, _: Survey, turn: Turn) -> Facts | None:
        """What the city in hand expects, beside what the person said in the same wave."""
        person = turn.person
        city = self._city(connection, turn)
        known = self._newest(connection, None)
        if city is None or known is None:
            return None
        code, found = known
        wave = next(one for one in waves.every(connection) if one.name == found.wave)
        then = next(iter(people.among(connection, [person.id or 0], wave)), person)
        own = {name: sheet.answers for (place, name), sheet in then.blocks.items() if place == city}
        told = expected(self._office.instruments, found, city, own)
        if not told.elements:
            return told
        drawn = partial(self._gallery.picture, found, code, city, kind="expectations")
        return replace(told, picture=drawn)

    def _told(self, connection: Connection, _: Survey, turn: Turn) -> Facts | None:
        """The city that was answered in the wave that was closed last."""
        wave = digests.last_word(connection)
        person = turn.person.id
        if wave is None or person is None:
            return None
        name = next(one.name for one in waves.every(connection) if one.id == wave)
        sheet = people.sheet_of(connection, person, wave=name)
        return self._published(connection, person, sheet.city, wave) if sheet else None

    def _published(
        self, connection: Connection, person: int | None, city: str, wave: int | None
    ) -> Facts:
        minimum = self._office.settings.minimum_cell
        known = self._newest(connection, wave)
        if known is None:
            return CityResult(city, 0, PUBLIC * minimum)
        code, found = known
        sheet = None
        if person is not None:
            sheet = people.sheet_of(connection, person, wave=found.wave, city=city)
        told = result(self._office.instrument, found, city, sheet)
        if not told.indices:
            return told
        return replace(told, picture=partial(self._gallery.picture, found, code, city))

    def _newest(
        self, connection: Connection, wave: int | None
    ) -> tuple[str, findings.Findings] | None:
        """The code and the content of the last digest; read ones are kept."""
        code = digests.newest(connection, self._office.settings.channel_id or "", wave)
        if code is None:
            return None
        if code not in self._editions:
            edition = digests.find(connection, code)
            assert edition is not None  # noqa: S101 - it was found a moment ago
            if len(self._editions) > EDITIONS:
                self._editions.clear()
            self._editions[code] = findings.from_json(edition.content)
        return code, self._editions[code]

    def _rest(self, connection: Connection, survey: Survey, turn: Turn) -> Facts | None:
        person, wave = turn.person, survey.wave
        if person.id is None or wave is None or person.stopped:
            return None
        zone, now = self._office.settings.zone, self._clock()
        found = nudges.reminders(connection, person.id, wave.id)
        due = found.due.astimezone(zone) if found.due else None
        return Rest(found.left, due, has_evening(now, zone))

    def _mydata(self, connection: Connection, _: Survey, turn: Turn) -> Facts | None:
        found = kept.of(connection, turn.person.id) if turn.person.id is not None else None
        return (
            MyData(found, self._clock().astimezone(self._office.settings.zone)) if found else None
        )
