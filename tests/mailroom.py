"""Raw updates as Telegram sends them, given straight to the one way into the record."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select, text

from bot.delivery.ingest import Ingest, Pseudonyms
from bot.facts import CityResult
from bot.interviewer import Survey
from bot.outgoing.speaker import Said, Speech
from bot.taps import Seals, data
from bot.timing.evenings import due
from scoring.groups import GROUPS
from scoring.instrument import Instrument, load
from storage import people, waves
from storage.archive import Archive
from storage.models import Base
from storage.people import Person, WaveRow

KEY = b"a key for tests only"
INSTRUMENT = load()
ITEMS = [item.id for item in INSTRUMENT.items]
ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)

Update = dict[str, Any]


class Mailroom:
    """One worker's ingest, and the people who write to it. Its time stands still."""

    def __init__(self, archive: Archive, instrument: Instrument = INSTRUMENT) -> None:
        self.archive = archive
        self.instrument = instrument
        self.now = NOW
        self.wave = 1  # whose screen people have before them
        self.seals = Seals(KEY)
        self.pseudonyms = Pseudonyms(KEY)
        self.ingest = Ingest(
            archive,
            survey=self.survey,
            seals=self.seals,
            pseudonyms=self.pseudonyms,
            lookup=lambda _, __, turn: CityResult(turn.person.city or "", 0, 10),
            due=lambda when, at: due(when, at, ZONE),
            clock=lambda: self.now,
        )
        self.numbers = itertools.count(100)

    def survey(self, wave: WaveRow | None) -> Survey:
        return Survey(
            self.instrument, wave, ("shu", "ayagoz"), GROUPS, ("kk", "ru", "en"), "2026-11"
        )

    def open(self, name: str = "w1") -> WaveRow:
        """Open a wave."""
        with self.archive.begin() as connection:
            return waves.start(connection, name, INSTRUMENT.name, NOW)

    async def take(self, *updates: Any, said: Sequence[Said] = ()) -> list[Speech]:  # noqa: ANN401 - JSON
        return await self.ingest.take(updates, said)

    def said(self, chat: int, words: str, number: int | None = None) -> Update:
        """A message in a private chat."""
        sender = {"id": chat, "is_bot": False, "language_code": "kk"}
        message = {"chat": {"id": chat, "type": "private"}, "from": sender, "text": words}
        return {"update_id": self._number(number), "message": message}

    def tapped(self, chat: int, tap: str, city: str = "shu", number: int | None = None) -> Update:
        """A button of the screen, sealed for a city or, with "", for none."""
        numbered = self._number(number)
        query = {
            "id": f"q{numbered}",
            "from": {"id": chat, "is_bot": False, "language_code": "kk"},
            "message": {"message_id": 10, "chat": {"id": chat, "type": "private"}},
            "data": data(tap, self.seals.seal(chat, f"{self.wave}.{city}")),
        }
        return {"update_id": numbered, "callback_query": query}

    def reach(self, chat: int, status: str) -> Update:
        """The person blocks the bot (kicked) or comes back (member)."""
        member = {"chat": {"id": chat, "type": "private"}, "new_chat_member": {"status": status}}
        return {"update_id": self._number(None), "my_chat_member": {**member, "from": {"id": chat}}}

    def entry(self, chat: int, group: str = "society") -> list[Update]:
        """From /start to the first question about Shu."""
        return [
            self.said(chat, "/start"),
            self.tapped(chat, "language:ru", ""),
            self.tapped(chat, "agree", ""),
            self.tapped(chat, "city:shu", ""),
            self.tapped(chat, f"group:{group}"),
        ]

    def answers(self, chat: int, codes: str) -> list[Update]:
        """The first items, answered in their order."""
        return [
            self.tapped(chat, f"rate:{item}:{code}")
            for item, code in zip(ITEMS, codes, strict=False)
        ]

    def walk(self, chat: int, group: str = "society", codes: str = "4" * 23) -> list[Update]:
        """The whole questionnaire, sent."""
        return [
            *self.entry(chat, group),
            *self.answers(chat, codes),
            self.tapped(chat, "send"),
        ]

    def person(self, chat: int) -> Person | None:
        """What the record knows of a person."""
        name = self.pseudonyms.of(chat)
        with self.archive.begin() as connection:
            return people.people(connection, [name], people.open_wave(connection)).get(name)

    def known(self, chat: int) -> Person:
        """The same of somebody who must be there."""
        person = self.person(chat)
        assert person is not None
        return person

    def rows(self, table: str) -> Sequence[Row[Any]]:
        """All rows of a table."""
        with self.archive.read() as connection:
            return connection.execute(select(Base.metadata.tables[table])).all()

    def everything(self) -> Mapping[str, str]:
        """All that stands in the database, as text, by table."""
        with self.archive.read() as connection:
            return {
                name: repr(connection.execute(text(f"SELECT * FROM {name}")).all())
                for name in (*Base.metadata.tables, "answer")
            }

    def later(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    def _number(self, number: int | None) -> int:
        return next(self.numbers) if number is None else number
