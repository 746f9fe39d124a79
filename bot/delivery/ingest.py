"""Updates in, committed, what to say out: the one way into the record."""

from __future__ import annotations

import hashlib
import logging
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.desk import Desk
from bot.delivery.mail import dead, number, opened
from bot.events import Event
from bot.facts import Facts
from bot.interviewer import Survey, Turn
from bot.interviews import work
from bot.outgoing.speaker import Said, Speech
from bot.taps import Seals
from storage import interviews, invitations, nudges, outbox, questions, record
from storage import people as who
from storage.archive import Archive, passing
from storage.people import WaveRow

log = logging.getLogger(__name__)

TRIES = 2  # two workers that meet one person at one moment make one of them try again


class RefusedError(ValueError):
    """What an update comes to cannot be written."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an update: applied, stale, duplicate, dead or ignored."""

    update_id: int | None
    kind: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What a transaction came to."""

    speeches: list[Speech] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)


class Pseudonyms:
    """Keyed hashes of Telegram ids: without the key nobody can find a person by trying ids."""

    def __init__(self, key: bytes) -> None:
        """Derive a key for this use alone."""
        self._key = hashlib.blake2b(key, digest_size=32, person=b"saualnama-people").digest()

    def of(self, telegram_id: int) -> str:
        """The pseudonym, 32 hexadecimal digits."""
        return hashlib.blake2b(str(telegram_id).encode(), key=self._key, digest_size=16).hexdigest()


class Ingest:
    """Takes batches of raw updates; all that they change is committed in one transaction."""

    def __init__(  # noqa: PLR0913 - what a survey needs, joined in one place
        self,
        archive: Archive,
        *,
        survey: Callable[[WaveRow | None], Survey],
        seals: Seals,
        pseudonyms: Pseudonyms,
        lookup: Callable[[Connection, Survey, Turn], Facts | None],
        due: Callable[[str, datetime], datetime | None],
        clock: Callable[[], datetime],
        told: Callable[[Sequence[Fate], float], None] = lambda _fates, _seconds: None,
    ) -> None:
        """`lookup` finds what a view shows; `due` says when a reminder comes; `clock` the time.

        `told` hears of what was committed, and how many seconds that took.
        """
        self._archive = archive
        self._survey = survey
        self._seals = seals
        self._pseudonyms = pseudonyms
        self._lookup = lookup
        self._due = due
        self._clock = clock
        self._told = told

    async def take(
        self, updates: Sequence[dict[str, Any]], said: Sequence[Said] = ()
    ) -> list[Speech]:
        """Apply updates; when this returns, their effect is on disk.

        A batch that is refused is applied one by one, and what is refused alone is kept as a
        dead letter, so that nothing holds back the rest.

        Raises:
            SQLAlchemyError: the database is away: nothing was applied that is not applied once
                when the same updates are given again.
        """
        trouble = ""
        since = time.perf_counter()
        for _ in range(TRIES):
            try:
                return await self._committed(since, lambda c: self.settle(c, updates, said))
            except Exception as error:
                if passing(error):
                    raise
                log.warning("%s updates were refused: %s", len(updates), type(error).__name__)
                trouble = traceback.format_exc()
        await self._archive.write(lambda c: note(c, said, self._clock()))
        if len(updates) == 1:
            return await self._committed(since, lambda c: self.settle(c, updates, refused=trouble))
        speeches = []
        for update in updates:
            speeches += await self.take([update])
        return speeches

    async def _committed(self, since: float, work: Callable[[Connection], Taken]) -> list[Speech]:
        taken = await self._archive.write(work)
        self._told(taken.fates, time.perf_counter() - since)
        return taken.speeches

    def apply(self, connection: Connection, updates: Sequence[dict[str, Any]]) -> list[Speech]:
        """The same inside a transaction of the caller's."""
        return self.settle(connection, updates).speeches

    def settle(
        self,
        connection: Connection,
        updates: Sequence[dict[str, Any]],
        said: Sequence[Said] = (),
        *,
        refused: str = "",
    ) -> Taken:
        """Apply updates in a transaction of the caller's, and say what became of each.

        With `refused`, which says why, the updates are kept as dead letters instead.
        """
        now = self._clock()
        mail, buried = opened(updates)
        numbers = [found for update in updates if (found := number(update)) is not None]
        names = {event.chat_id: self._pseudonyms.of(event.chat_id) for event, _ in mail}
        # The ledger, then people: whoever locks in another order waits in a circle some day.
        new = record.fresh(connection, numbers, now)
        note(connection, said, now, names.values())
        buried = [letter for letter in buried if letter.update_id in {None, *new}]
        heard = {event.update_id for event, _ in mail}
        fates = [Fate(letter.update_id, "unreadable", "dead") for letter in buried]
        dull = new - heard - {letter.update_id for letter in buried}
        fates += [Fate(one, "other", "ignored") for one in sorted(dull)]
        wave = who.open_wave(connection)
        survey = _typing(connection, self._survey(wave), names)
        known = who.people(connection, names.values(), wave) if names else {}
        shown = {event.payload for event, _ in mail} | {one.invitation for one in known.values()}
        survey = _invited(connection, self._seals, survey, shown)
        desk = Desk(survey, self._seals, known)
        for event, update in mail:
            fresh = event.update_id in new
            new.discard(event.update_id)  # what came twice in one batch is applied once
            try:
                if refused and fresh:
                    raise RefusedError  # noqa: TRY301 - goes the way of any failure
                outcome = desk.hear(names[event.chat_id], event, fresh=fresh)
            except Exception:
                outcome = "dead"
                facts = {"facts": {"update": event.update_id}}
                log.exception("an update could not be applied", extra=facts)
                buried.append(dead(update, refused or traceback.format_exc()))
                desk.apologize(names[event.chat_id], event)
            fates.append(Fate(event.update_id, event.kind, outcome))
        record.bury(connection, buried, now)
        for person in desk.forgotten:  # after the burial: their letters are erased as well
            record.forget(connection, person, now)
        for decision in desk.decisions:
            questions.decide(connection, *decision)
        for coordinator, deed in desk.deeds:
            work.apply(connection, coordinator, deed, now)
        invitations.use(connection, desk.used)
        ids = record.save(connection, desk.changes(), wave, now)
        self._remind(connection, desk, wave, ids, now)
        speeches = [self._speech(connection, survey, *speech, ids) for speech in desk.speeches]
        return Taken(speeches, fates)

    def _speech(
        self, connection: Connection, survey: Survey, turn: Turn, event: Event, met: dict[str, int]
    ) -> Speech:
        person = turn.person
        if person.id is None and not turn.forget:
            turn = replace(turn, person=replace(person, id=met.get(person.pseudonym)))
        facts = self.facts(connection, survey, turn)
        return Speech(survey, turn, event.query_id, facts, event.update_id, event.message_id)

    def facts(self, connection: Connection, survey: Survey, turn: Turn) -> Facts | None:
        """What a turn's view shows beside the person."""
        try:
            return self._lookup(connection, survey, turn)
        except SQLAlchemyError:
            raise
        except Exception:  # a figure that cannot be computed must not cost anybody's answer
            log.exception("what the view %s shows cannot be found", turn.view.name)
            return None

    def _remind(
        self,
        connection: Connection,
        desk: Desk,
        wave: WaveRow | None,
        met: dict[str, int],
        now: datetime,
    ) -> None:
        """Note when people want to be reminded, or that they do not."""
        for name, when in desk.reminders.items():
            key = met.get(name) or desk.key(name)
            if key is not None and wave is not None:
                nudges.remind(connection, key, wave.id, self._due(when, now))
            elif key is not None:
                nudges.drop(connection, key)


def _typing(connection: Connection, survey: Survey, names: Mapping[int, str]) -> Survey:
    """The survey, knowing which coordinators of a batch have a voice in hand to transcribe."""
    chats = survey.coordinators & names.keys()
    busy = interviews.hands(connection, interviews.TRANSCRIBE) if chats else {}
    return replace(survey, typing=frozenset(chat for chat in chats if names[chat] in busy))


def _invited(
    connection: Connection, seals: Seals, survey: Survey, shown: Iterable[str | None]
) -> Survey:
    """The survey, knowing the good single-use invitations among what is shown, and who is late."""
    opened = {text: seals.invitations.open(text or "") for text in shown}
    good = {text: one for text, one in opened.items() if text and one}
    used = invitations.used(connection, [one.mark for one in good.values()])
    told = {text: replace(one, used=one.mark in used) for text, one in good.items()}
    return replace(survey, invitations=told) if told else survey


def note(
    connection: Connection, said: Sequence[Said], now: datetime, others: Iterable[str] = ()
) -> None:
    """Note what became of screens: shown, refused for good, to be said later, to nobody.

    `others` are the pseudonyms of people that the transaction changes afterwards.
    """
    if not said:
        return
    who.lock(connection, {one.person for one in said}, others)
    ended = [one for one in said if not one.wait]
    outbox.spoken(connection, [(one.person, one.turn, one.message_id) for one in ended])
    record.bury(connection, [one.unsaid for one in said if one.unsaid], now)
    for one in said:
        if one.blocked:
            record.blocked(connection, one.person, now)
        if one.wait:
            outbox.hold(connection, [one.person], now + timedelta(seconds=one.wait))
