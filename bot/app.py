"""The composition root: the only place where things are joined."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
from collections.abc import Coroutine, Sequence
from functools import partial
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, JobQueue

from bot import ending, library, profile
from bot.coordinator import Coordinator
from bot.delivery.doors import Doors
from bot.delivery.ingest import Fate, Ingest, Pseudonyms
from bot.digests.newsroom import Newsroom
from bot.interviewer import Survey
from bot.lookup import Lookup
from bot.office import Office
from bot.opening import now, open_archive, open_first_wave
from bot.outgoing.connection import introduce, make
from bot.outgoing.enclosing import enclose
from bot.outgoing.inquiry import Inquiry
from bot.outgoing.poster import Poster
from bot.outgoing.speaker import Said, Speaker
from bot.outgoing.transport import Transport
from bot.outgoing.voices import Voices
from bot.screens.drawing import Screens
from bot.screens.sight import Notice
from bot.settings import LANGUAGES, Settings
from bot.taps import Seals
from bot.texts import Texts
from bot.timing.clock import Clock
from bot.timing.evenings import due
from bot.timing.unasked import Unasked
from bot.watch.meters import Meters
from scoring.groups import GROUPS
from scoring.instrument import Instrument, load
from storage.archive import Archive
from storage.people import WaveRow

log = logging.getLogger(__name__)

CONSENT = "2026-11"  # the version of the notice in locales/
END_SECONDS = 7.0  # from the word to end to the last call; then whatever is left is owed
LEAVE_SECONDS = 1.5  # of them, to note what was said
NOTE_SECONDS = 0.5


class Saualnama:
    """One worker: doors, record and clock joined."""

    def __init__(self, settings: Settings, archive: Archive, texts: Texts) -> None:
        """Join everything; nothing is opened or asked yet."""
        self.settings = settings
        self.archive = archive
        self.instrument: Instrument = load()
        token, key = settings.token(), settings.key()
        self.meters = Meters()
        seals = Seals(key)
        self.transport = Transport(settings.telegram_api_url, token, self.meters.called)
        # Lines of its own: a fetch must not queue behind the screens of a crowd.
        fetching = Transport(settings.telegram_api_url, token, self.meters.called)
        self.bot = make(settings, self.transport, fetching)
        self.application: Application[Any, Any, Any, Any, Any, Any] = (
            ApplicationBuilder().bot(self.bot).updater(None).job_queue(JobQueue()).build()
        )
        notice = Notice(
            settings.operator, settings.contact, settings.minimum_cell, settings.sponsor
        )
        newsroom = Newsroom(texts, settings)
        self.office = Office(archive, self.instrument, settings, newsroom)
        self.texts = texts
        self.said: list[Said] = []
        self.speaker = Speaker(
            self.transport,
            Screens(texts, notice),
            seals,
            note=self._shown,
            enclose=partial(enclose, self.bot),
        )
        self.voices = Voices(self.transport, archive, settings.voice_megabytes << 20, now)
        self.poster = Poster(self.bot, self.office, newsroom, now)
        pseudonyms = Pseudonyms(key)
        self.coordinator = Coordinator(self.bot, self.office, self.poster, texts, seals, now)
        self.ingest = Ingest(
            archive,
            survey=self.survey,
            seals=seals,
            pseudonyms=pseudonyms,
            lookup=Lookup(self.office, now),
            due=lambda when, at: due(when, at, settings.zone),
            clock=now,
            told=self._told,
        )
        self.doors = Doors(
            settings=settings,
            archive=archive,
            bot=self.bot,
            transport=fetching,
            take=self.take,
            metrics=self.meters.page,
        )
        self.clock = Clock(
            office=self.office,
            poster=self.poster,
            inquiry=Inquiry(
                bot=self.bot,
                office=self.office,
                texts=texts,
                seals=seals,
                pseudonym=pseudonyms.of,
                clock=now,
            ),
            speaker=self.speaker,
            ingest=self.ingest,
            voices=self.voices,
            survey=self.survey,
            unasked=Unasked(self.survey, self.ingest.facts, settings.zone),
            said=self.said,
            measured=self.meters.found,
            now=now,
        )
        self._noting: asyncio.TimerHandle | None = None
        self._errands: set[asyncio.Task[None]] = set()

    def survey(self, wave: WaveRow | None) -> Survey:
        """What is asked in a wave."""
        return Survey(
            instrument=self.instrument,
            wave=wave,
            cities=self.settings.cities,
            groups=GROUPS,
            languages=LANGUAGES,
            consent=CONSENT,
            coordinators=frozenset(self.settings.coordinator_ids),
            blocks=self.office.blocks(wave),
            voice_bytes=self.settings.voice_megabytes << 20,
            vouched=frozenset(self.settings.vouched_groups),
        )

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        """Commit a batch, then speak."""
        said, self.said[:] = self.said[:], []
        try:
            speeches = await self.ingest.take(updates, said)
        except SQLAlchemyError:
            self.said[:0] = said
            raise
        self.speaker.say(speech for speech in speeches if not speech.turn.errand)
        for speech in speeches:
            if speech.turn.errand:
                self._run(self.coordinator.run(speech))

    def _told(self, fates: Sequence[Fate], seconds: float) -> None:
        """One line an update, without what it says."""
        self.meters.took(fates, seconds)
        for fate in fates:
            facts = {"update": fate.update_id, "kind": fate.kind, "outcome": fate.outcome}
            log.info("taken", extra={"facts": facts})

    def _shown(self, said: Said) -> None:
        """Note what was shown with the next batch, or soon: till then others take it for owed."""
        self.said.append(said)
        if self._noting is None and not self.doors.closing:  # at the end the clock notes them
            self._noting = asyncio.get_running_loop().call_later(NOTE_SECONDS, self._note)

    def _note(self) -> None:
        self._noting = None
        self._run(self.clock.note_soon())

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set, then end what is under way.

        Raises:
            StartError: the token is wrong, or the API cannot be reached at the start.
        """
        await self._open()
        doors = [asyncio.create_task(way) for way in self.doors.ways()]
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({*doors, stopping}, return_when=asyncio.FIRST_COMPLETED)
            for door in doors:
                if door.done():
                    door.result()
        finally:
            end = asyncio.get_running_loop().time() + END_SECONDS
            self.doors.closing = True
            for task in (stopping, *doors):
                task.cancel()
            await asyncio.gather(stopping, *doors, return_exceptions=True)
            await self._close(end)

    async def _open(self) -> None:
        await introduce(self.application.initialize, self.settings)
        await self.doors.hang()
        assert self.application.job_queue is not None  # noqa: S101 - it was given above
        self.clock.drive(self.application.job_queue)
        await self.application.start()
        self._run(profile.show(self.bot, self.texts, self.instrument.minutes, self.settings))
        log.info("at work as @%s", self.bot.username)

    async def _close(self, end: float) -> None:
        """End what is under way, by the loop's time at the latest: correctness needs none of it."""
        with contextlib.suppress(TelegramError, TimeoutError):
            async with asyncio.timeout_at(end - 2 * LEAVE_SECONDS):
                await self.application.stop()
        if self._noting is not None:
            self._noting.cancel()
        left = end - LEAVE_SECONDS - asyncio.get_running_loop().time()
        await self.speaker.finish(max(0.0, left))
        for errand in self._errands:
            errand.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)
        with contextlib.suppress(TimeoutError, SQLAlchemyError):
            async with asyncio.timeout_at(end):
                await self.clock.leave()
        with contextlib.suppress(TelegramError, RuntimeError):
            await self.application.shutdown()
        await self.transport.shutdown()


async def work(settings: Settings) -> None:
    """Run one worker until it is told to end."""
    archive = open_archive(settings)
    try:
        worker = Saualnama(settings, archive, library.texts(settings.instruments).checked())
        if archive.embedded:
            open_first_wave(archive, worker.instrument, settings)
        gc.collect()
        gc.freeze()  # to look through all that was loaded for garbage would hold up the loop
        await worker.run(ending.word())
    finally:
        archive.close()
