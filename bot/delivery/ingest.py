"""Updates in, committed, what to say out: the one way into the record."""

from __future__ import annotations

import hashlib
import logging
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection

from bot.events import Event, UnreadableError, read, whole
from bot.interviewer import Survey, Turn, again, hear
from bot.outgoing.speaker import Said, Speech
from bot.screens import CityResult
from bot.taps import Seals
from storage import people as who
from storage import record
from storage.archive import Archive
from storage.people import Person, WaveRow
from storage.record import Change, Dead

log = logging.getLogger(__name__)

RAW_LIMIT = 100_000  # characters of a dead letter that are kept


class Pseudonyms:
    """Keyed hashes of Telegram ids: without the key nobody can find a person by trying ids."""

    def __init__(self, key: bytes) -> None:
        """Derive a key for this use alone."""
        self._key = hashlib.blake2b(key, digest_size=32, person=b"saualnama-people").digest()

    def of(self, telegram_id: int) -> str:
        """The pseudonym, 32 hexadecimal digits."""
        return hashlib.blake2b(str(telegram_id).encode(), key=self._key, digest_size=16).hexdigest()


@dataclass(slots=True)
class _Desk:
    """What one batch has come to so far."""

    before: dict[str, Person]
    now: dict[str, Person]
    changes: dict[str, Change]
    forgotten: list[Change]
    buried: list[Dead]
    speeches: list[tuple[str, Turn, Event]]


class Ingest:
    """Takes batches of raw updates; all that they change is committed in one transaction."""

    def __init__(  # noqa: PLR0913 - what a survey needs, joined in one place
        self,
        archive: Archive,
        *,
        survey: Callable[[WaveRow | None], Survey],
        seals: Seals,
        pseudonyms: Pseudonyms,
        result: Callable[[Connection, Survey, str], CityResult | None],
        clock: Callable[[], datetime],
    ) -> None:
        """`result` says what a city looks like so far; `clock` gives the time, aware."""
        self._archive = archive
        self._survey = survey
        self._seals = seals
        self._pseudonyms = pseudonyms
        self._result = result
        self._clock = clock

    async def take(
        self, updates: Sequence[dict[str, Any]], said: Sequence[Said] = ()
    ) -> list[Speech]:
        """Apply updates; when this returns, their effect is on disk.

        A batch that the database refuses is applied one by one, and what is refused alone is
        kept as a dead letter, so that nothing holds back the rest.
        """
        try:
            return await self._archive.write(lambda c: self.apply(c, updates, said))
        except record.REFUSED:
            if len(updates) > 1:
                speeches = []
                for update in updates:
                    speeches += await self.take([update], said)
                return speeches
            trouble = traceback.format_exc()
            log.exception("an update was refused by the database")
            await self._archive.write(
                lambda c: record.bury(
                    c, [_dead(update, trouble) for update in updates], self._clock()
                )
            )
            return []

    def apply(
        self, connection: Connection, updates: Sequence[dict[str, Any]], said: Sequence[Said] = ()
    ) -> list[Speech]:
        """The same inside a transaction of the caller's."""
        now = self._clock()
        if said:
            note(connection, said, now)
        events, buried = _sorted(updates)
        new = record.fresh(connection, [event.update_id for event in events], now)
        wave = who.open_wave(connection)
        survey = self._survey(wave)
        names = {event.chat_id: self._pseudonyms.of(event.chat_id) for event in events}
        known = who.people(connection, set(names.values()), wave) if names else {}
        desk = _Desk(dict(known), dict(known), {}, [], buried, [])
        raw = {update.get("update_id"): update for update in updates if isinstance(update, dict)}
        for event in events:
            name = names[event.chat_id]
            try:
                self._hear(desk, survey, name, event, fresh=event.update_id in new)
            except Exception:
                log.exception("update %s could not be applied", event.update_id)
                desk.buried.append(_dead(raw.get(event.update_id), traceback.format_exc()))
                stay = desk.now.get(name) or Person(name, event.chat_id, "language")
                turn = replace(
                    again(survey, stay), toast="error-unknown", anew=event.kind == "said"
                )
                desk.speeches.append((name, turn, event))
        ids = record.save(connection, (*desk.forgotten, *desk.changes.values()), wave, now)
        record.bury(connection, desk.buried, now)
        return [
            self._speech(connection, survey, turn, event, ids.get(name))
            for name, turn, event in desk.speeches
        ]

    def _hear(self, desk: _Desk, survey: Survey, name: str, event: Event, *, fresh: bool) -> None:
        person = desk.now.get(name)
        if event.kind in {"left", "returned"}:
            if fresh and person:
                blocked = event.kind == "left"
                desk.changes[name] = Change(desk.before.get(name), person, blocked=blocked)
            return
        if not fresh:
            if person:
                turn = replace(again(survey, person), anew=event.kind == "said")
                desk.speeches.append((name, turn, event))
            return
        turn = hear(survey, self._seals, person, event)
        number = (person.turn if person else 0) + 1
        after = replace(turn.person, pseudonym=name, chat_id=event.chat_id, turn=number)
        earlier = desk.changes.get(name)
        consents = (*(earlier.consents if earlier else ()), *turn.consents)
        if turn.forget:
            desk.forgotten.append(Change(person, after, forget=True))
            desk.changes.pop(name, None)
            desk.now.pop(name, None)
            desk.before.pop(name, None)
            after = replace(after, id=None)
        else:
            desk.now[name] = after
            desk.changes[name] = Change(desk.before.get(name), after, consents)
        desk.speeches.append((name, replace(turn, person=after), event))

    def _speech(
        self, connection: Connection, survey: Survey, turn: Turn, event: Event, met: int | None
    ) -> Speech:
        person = turn.person
        if person.id is None and met is not None and not turn.forget:
            turn = replace(turn, person=replace(person, id=met))
        return Speech(survey, turn, event.query_id, self.result(connection, survey, turn))

    def result(self, connection: Connection, survey: Survey, turn: Turn) -> CityResult | None:
        """What the city of a turn looks like, where the view shows that."""
        if turn.view.name not in {"done", "results"} or not turn.person.city:
            return None
        return self._result(connection, survey, turn.person.city)


def note(connection: Connection, said: Sequence[Said], now: datetime) -> None:
    """Note what was shown, and who cannot be reached."""
    record.spoken(connection, [(one.person, one.turn, one.message_id) for one in said])
    for one in said:
        if one.blocked:
            record.blocked(connection, one.person, now)


def _sorted(updates: Sequence[Any]) -> tuple[list[Event], list[Dead]]:
    """The events among updates, and those that nobody can read."""
    events, buried = [], []
    for update in updates:
        try:
            event = read(update)
        except UnreadableError:
            log.warning("an update could not be read")
            buried.append(_dead(update, traceback.format_exc()))
        else:
            if event is not None:
                events.append(event)
    return events, buried


def _dead(update: Any, trouble: str) -> Dead:  # noqa: ANN401 - a stranger's JSON
    raw = orjson.dumps(update, default=repr).decode(errors="replace")[:RAW_LIMIT]
    return Dead(_number(update, "update_id"), _chat(update), raw.replace("\\u0000", ""), trouble)


def _number(update: Any, key: str) -> int | None:  # noqa: ANN401 - a stranger's JSON
    try:
        return whole(update[key])
    except (UnreadableError, KeyError, TypeError):
        return None


def _chat(update: Any) -> int | None:  # noqa: ANN401 - a stranger's JSON
    """Whose update it was, so that it is erased with them."""
    for kind in ("message", "callback_query", "my_chat_member"):
        try:
            return whole(update[kind]["from"]["id"])
        except (UnreadableError, KeyError, TypeError):
            continue
    return None
