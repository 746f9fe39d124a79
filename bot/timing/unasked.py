"""What the bot says first: reminders, results, invitations. From the record, in the evening."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.facts import Facts
from bot.interviewer import Survey, Turn, View, settled
from bot.outgoing.speaker import Speech
from bot.timing.evenings import is_evening
from storage import digests, nudges, people
from storage.people import WaveRow

LIMIT = 40  # of each kind at a tick: people and Telegram are spared a storm


class Unasked:
    """Finds who is to be written to, and notes it in the same transaction."""

    def __init__(
        self,
        survey: Callable[[WaveRow | None], Survey],
        facts: Callable[[Connection, Survey, Turn], Facts | None],
        zone: ZoneInfo,
    ) -> None:
        """`survey` and `facts` as a turn has them; `zone` is where it has to be evening."""
        self._survey = survey
        self._facts = facts
        self._zone = zone

    def may(self, now: datetime) -> bool:
        """Whether anybody may be written to at this hour."""
        return is_evening(now, self._zone)

    def take(self, connection: Connection, now: datetime) -> list[Speech]:
        """Take those whose time has come."""
        wave = people.open_wave(connection)
        survey = self._survey(wave)
        speeches = []
        for view, keys in self._found(connection, wave, now):
            for person in people.among(connection, keys, wave):
                turn = Turn(settled(survey, person), View(view), anew=True, quiet=True)
                if view != "reminder" or _unfinished(turn):
                    facts = self._facts(connection, survey, turn)
                    speeches.append(Speech(survey, turn, facts=facts))
        return speeches

    @staticmethod
    def _found(
        connection: Connection, wave: WaveRow | None, now: datetime
    ) -> Iterator[tuple[str, list[int]]]:
        if wave:
            yield "reminder", nudges.take_reminders(connection, wave.id, now, LIMIT)
            yield "invited", nudges.take_invited(connection, wave.id, now, LIMIT)
        published = digests.last_word(connection)
        if published is not None:
            yield "told", nudges.take_told(connection, published, now, LIMIT)


def _unfinished(turn: Turn) -> bool:
    """Whether there is something to be reminded of."""
    sheet = turn.person.sheets.get(turn.person.city or "")
    return sheet is not None and not sheet.complete
