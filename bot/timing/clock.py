"""The clock: what is done at every tick, in one place. What is due comes from the record."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from telegram.ext import ContextTypes, JobQueue

from bot.delivery.ingest import Ingest, note
from bot.interviewer import Survey, again
from bot.office import Office
from bot.outgoing.inquiry import Inquiry
from bot.outgoing.poster import Poster
from bot.outgoing.speaker import Said, Speaker, Speech
from bot.outgoing.voices import Voices
from bot.timing.unasked import Unasked
from storage import health, invitations, outbox, people, record, withdrawals
from storage.health import Health
from storage.people import WaveRow

log = logging.getLogger(__name__)

TICK_SECONDS = 5
SEEN = timedelta(seconds=30)  # so often a worker says that it is at work
GONE = timedelta(minutes=10)
LEDGER_DAYS = 7  # Telegram keeps an undelivered update for one


class Clock:
    """Drives the worker's chores; missing a tick does no harm."""

    def __init__(  # noqa: PLR0913 - joined in one place
        self,
        *,
        office: Office,
        poster: Poster,
        inquiry: Inquiry,
        speaker: Speaker,
        ingest: Ingest,
        voices: Voices,
        survey: Callable[[WaveRow | None], Survey],
        unasked: Unasked,
        said: list[Said],
        measured: Callable[[Health, datetime], None],
        now: Callable[[], datetime],
    ) -> None:
        """`said` is the list of screens that are to be noted; `measured` is told how it goes."""
        self._office = office
        self._archive = office.archive
        self._poster = poster
        self._inquiry = inquiry
        self._speaker = speaker
        self._ingest = ingest
        self._voices = voices
        self._survey = survey
        self._unasked = unasked
        self._said = said
        self._measured = measured
        self._now = now
        self._name = secrets.token_hex(6)
        self._seen: datetime | None = None

    def drive(self, jobs: JobQueue[ContextTypes.DEFAULT_TYPE]) -> None:
        """Give the chores to the scheduler."""
        never_skip = {"misfire_grace_time": None, "coalesce": True}
        jobs.run_repeating(self.tick, TICK_SECONDS, first=1, job_kwargs=never_skip)
        jobs.run_repeating(self.fetch, TICK_SECONDS, first=1, job_kwargs=never_skip)
        jobs.run_repeating(self.tidy, timedelta(hours=1), job_kwargs=never_skip)

    async def tick(self, _: ContextTypes.DEFAULT_TYPE | None = None) -> None:
        """Note what was said, recompute, post what is due, say what is still owed."""
        chores = (self.note, self._office.recompute, self._scrub, self._digest, self._sweep)
        for chore in (*chores, self.nudge, self._measure):
            try:
                await chore()
            except Exception:  # one chore's trouble must not keep the others from being done
                log.exception("the clock's %s failed", chore.__name__)

    async def fetch(self, _: ContextTypes.DEFAULT_TYPE | None = None) -> None:
        """Fetch voice files, apart from the tick: a large one must not delay a digest."""
        try:
            await self._voices.fetch()
        except Exception:
            log.exception("voice messages could not be fetched")

    async def tidy(self, _: ContextTypes.DEFAULT_TYPE | None = None) -> None:
        """Forget updates that Telegram cannot deliver again, and when invitations were used."""
        before = self._now() - timedelta(days=LEDGER_DAYS)
        await self._archive.write(lambda c: record.prune_ledger(c, before))
        await self._archive.write(invitations.shuffle)

    async def note(self) -> None:
        """Write down what became of screens."""
        said, self._said[:] = self._said[:], []
        if not said:
            return
        try:
            await self._archive.write(lambda c: note(c, said, self._now()))
        except SQLAlchemyError:
            self._said[:0] = said
            raise

    async def note_soon(self) -> None:
        """The same, where it may wait for the next tick."""
        try:
            await self.note()
        except SQLAlchemyError as error:
            log.warning("screens are noted later: %s", type(error).__name__)

    async def leave(self) -> None:
        """The worker ends: note what was said, and that it is gone."""
        await self.note()
        await self._archive.write(lambda c: health.gone(c, self._name))

    async def _digest(self) -> None:
        await self._office.claim_due(self._now())
        await self._poster.post_due()
        await self._inquiry.ask_due()

    async def _scrub(self) -> None:
        """Leave nothing of people who withdrew in the files, once the tallies are without them."""
        if await self._archive.look(withdrawals.unscrubbed) and await self._archive.scrub():
            await self._archive.write(withdrawals.scrubbed)

    async def nudge(self) -> None:
        """Write to whoever is to be written to unasked, unless they are here just now."""
        now = self._now()
        if not self._unasked.may(now) or not await self._speaker.reaches():
            return
        speeches = await self._archive.write(lambda c: self._unasked.take(c, now))
        free = self._speaker.may_say
        self._speaker.say(one for one in speeches if free(one.turn.person.chat_id))

    async def _sweep(self) -> None:
        """Say again what a broken connection or a sudden end left unsaid."""
        now = self._now()
        if not await self._speaker.reaches():
            return
        if await self._archive.look(lambda c: outbox.waits(c, now)):
            self._speaker.say(await self._archive.write(lambda c: self._owed(c, now)))

    def _owed(self, connection: Connection, now: datetime) -> list[Speech]:
        wave = people.open_wave(connection)
        survey = self._survey(wave)
        taken = outbox.take(connection, now, now + record.SAYING)
        shown = {one.person for one in self._said}  # and is only to be noted
        speeches = []
        for person in people.among(connection, taken, wave):
            if person.id not in shown and self._speaker.may_say(person.chat_id):
                turn = again(survey, person)
                facts = self._ingest.facts(connection, survey, turn)
                speeches.append(Speech(survey, turn, facts=facts))
        return speeches

    async def _measure(self) -> None:
        """Say that this worker is at work, and how it goes."""
        now = self._now()
        if self._seen is None or now - self._seen >= SEEN:
            before = now - GONE
            await self._archive.write(lambda c: health.seen(c, self._name, now, before))
            self._seen = now
        found = await self._archive.look(lambda c: health.health(c, now - GONE))
        self._measured(found, now)
