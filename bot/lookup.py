"""What a view shows beside the person is looked up here, in the transaction that made the turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from bot.evenings import has_evening
from bot.facts import Facts, MyData, Rest
from bot.interviewer import Survey, Turn
from bot.office import Office
from storage import kept, nudges


class Lookup:
    """Finds the facts of a turn's view; most views need none."""

    def __init__(self, office: Office, clock: Callable[[], datetime]) -> None:
        """Keep where the figures and the time come from."""
        self._office = office
        self._clock = clock
        self._found: dict[str, Callable[[Connection, Survey, Turn], Facts | None]] = {
            "done": self._result,
            "results": self._result,
            "told": self._result,
            "later": self._rest,
            "reminder": self._rest,
            "mydata": self._mydata,
        }

    def __call__(self, connection: Connection, survey: Survey, turn: Turn) -> Facts | None:
        """The facts of a view; None where it needs none, or there are none."""
        find = self._found.get(turn.view.name)
        return find(connection, survey, turn) if find else None

    def _result(self, connection: Connection, survey: Survey, turn: Turn) -> Facts | None:
        city = turn.person.city
        return self._office.city_result(connection, survey, city) if city else None

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
