"""The composition root: the only place where things are joined."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot, JobQueue

from bot import profile
from bot.coordinator import Coordinator
from bot.delivery.ingest import Ingest, Pseudonyms, note
from bot.delivery.polling import poll
from bot.interviewer import Survey, again
from bot.newsroom import Newsroom
from bot.office import Office
from bot.outgoing.poster import Poster
from bot.outgoing.speaker import Said, Speaker, Speech
from bot.outgoing.transport import Transport
from bot.screens import Notice, Screens
from bot.settings import LANGUAGES, Settings
from bot.taps import Seals
from bot.texts import Texts
from scoring.groups import GROUPS
from scoring.instrument import Instrument, load
from storage import people, record, waves
from storage.archive import Archive
from storage.people import WaveRow
from storage.upgrade import ensure

log = logging.getLogger(__name__)

CONSENT = "2026-11"  # the version of the notice in locales/
TICK_SECONDS = 5
LEDGER_DAYS = 7  # Telegram keeps an undelivered update for one
GRACE_SECONDS = 8


class StartError(RuntimeError):
    """The bot cannot start; the message says why in one line."""


def now() -> datetime:
    """The time, aware."""
    return datetime.now(UTC)


class Saualnama:
    """One worker: doors, record and clock joined."""

    def __init__(self, settings: Settings, archive: Archive, texts: Texts) -> None:
        """Join everything; nothing is opened or asked yet."""
        self.settings = settings
        self.archive = archive
        self.instrument: Instrument = load()
        token, key = settings.token(), settings.key()
        seals = Seals(key)
        self.transport = Transport(settings.telegram_api_url, token)
        self.bot = made(settings, self.transport)
        self.application: Application[Any, Any, Any, Any, Any, Any] = (
            ApplicationBuilder().bot(self.bot).updater(None).job_queue(JobQueue()).build()
        )
        notice = Notice(settings.operator, settings.contact, settings.minimum_cell)
        newsroom = Newsroom(texts, settings)
        self.office = Office(archive, self.instrument, settings, newsroom)
        self.texts = texts
        self.said: list[Said] = []
        self.speaker = Speaker(self.transport, Screens(texts, notice), seals, self.said.append)
        self.poster = Poster(self.bot, self.office, newsroom, now)
        self.coordinator = Coordinator(self.bot, self.office, self.poster, texts, now)
        self.ingest = Ingest(
            archive,
            survey=self.survey,
            seals=seals,
            pseudonyms=Pseudonyms(key),
            result=self.office.city_result,
            clock=now,
        )
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

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    # The clock: what it does at every tick, in one place.

    async def tick(self, _: ContextTypes.DEFAULT_TYPE | None = None) -> None:
        """Write down what was said, recompute, post what is due, say what is still owed."""
        for chore in (self._note, self.office.recompute, self._digest, self._sweep):
            try:
                await chore()
            except Exception:  # one chore's trouble must not keep the others from being done
                log.exception("the clock's %s failed", chore.__name__)

    async def tidy(self, _: ContextTypes.DEFAULT_TYPE | None = None) -> None:
        """Forget updates that Telegram cannot deliver again."""
        before = now() - timedelta(days=LEDGER_DAYS)
        await self.archive.write(lambda c: record.prune_ledger(c, before))

    async def _note(self) -> None:
        said, self.said[:] = self.said[:], []
        if said:
            await self.archive.write(lambda c: note(c, said, now()))

    async def _digest(self) -> None:
        await self.office.claim_due(now())
        await self.poster.post_due()

    async def _sweep(self) -> None:
        """Say again what a broken connection or a sudden end left unsaid."""

        def owed(connection: Any) -> list[Speech]:  # noqa: ANN401 - the archive's connection
            wave = people.open_wave(connection)
            survey = self.survey(wave)
            speeches = []
            for person in people.owed(connection, wave):
                if not self.speaker.speaking_to(person.chat_id):
                    turn = again(survey, person)
                    result = self.ingest.result(connection, survey, turn)
                    speeches.append(Speech(survey, turn, result=result))
            return speeches

        self.speaker.say(await self.archive.look(owed))

    # From start to end

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set, then end what is under way.

        Raises:
            StartError: the token is wrong, or the API cannot be reached at the start.
        """
        await self._open()
        try:
            await self._sweep()
            polling = asyncio.create_task(poll(self.transport, self.take))
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({polling, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if polling.done():
                polling.result()
            polling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await polling
        finally:
            await self._close()

    async def _open(self) -> None:
        await initialized(self.application.initialize, self.settings)
        await self.bot.delete_webhook()  # an update has one way in; none is dropped
        await profile.show(self.bot, self.texts, self.settings.coordinator_ids)
        jobs = self.application.job_queue
        assert jobs is not None  # noqa: S101 - it was given above
        never_skip = {"misfire_grace_time": None, "coalesce": True}
        jobs.run_repeating(self.tick, TICK_SECONDS, first=1, job_kwargs=never_skip)
        jobs.run_repeating(self.tidy, timedelta(hours=1), job_kwargs=never_skip)
        await self.application.start()
        log.info("at work as @%s", self.bot.username)

    async def _close(self) -> None:
        with contextlib.suppress(TelegramError):
            await self.application.stop()
        await self.speaker.finish(GRACE_SECONDS)
        await self._note()
        with contextlib.suppress(TelegramError):
            await self.application.shutdown()
        await self.transport.shutdown()


@contextlib.asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[ExtBot[None]]:
    """The bot's calls alone, for a command; `username` is known inside.

    Raises:
        StartError: the token is wrong, or the API cannot be reached.
    """
    bot = made(settings)
    try:
        await initialized(bot.initialize, settings)
        yield bot
    finally:
        await bot.shutdown()


def made(settings: Settings, transport: Transport | None = None) -> ExtBot[None]:
    """The library's bot over our transport."""
    url, token = settings.telegram_api_url, settings.token()
    return ExtBot(
        token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=transport or Transport(url, token),
        get_updates_request=Transport(url, token),
    )


async def initialized(initialize: Callable[[], Awaitable[None]], settings: Settings) -> None:
    """First words with Telegram; what can go wrong there is told in one line."""
    try:
        await initialize()
    except InvalidToken:
        raise StartError(
            "SAUALNAMA_TELEGRAM_TOKEN: Telegram does not know this token: copy it from @BotFather"
        ) from None
    except NetworkError as error:
        raise StartError(
            f"SAUALNAMA_TELEGRAM_API_URL: {settings.telegram_api_url} cannot be reached ({error})"
        ) from None


def open_archive(settings: Settings) -> Archive:
    """The database, ready to be used; an embedded one is made and brought up to date.

    Raises:
        SchemaError: PostgreSQL that needs migrating.
        SQLAlchemyError: it cannot be reached.
    """
    archive = Archive(settings.database_url.get_secret_value())
    ensure(archive)
    return archive


def open_first_wave(archive: Archive, instrument: Instrument, settings: Settings) -> None:
    """A fresh embedded database asks at once: the wave is named after the month."""
    with archive.begin() as connection:
        if waves.latest(connection) is None:
            name = datetime.now(settings.zone).strftime("%Y-%m")
            waves.start(connection, name, instrument.name, now())


async def work(settings: Settings) -> None:
    """Run one worker until it is told to end."""
    archive = open_archive(settings)
    try:
        worker = Saualnama(settings, archive, Texts())
        if archive.embedded:
            open_first_wave(archive, worker.instrument, settings)
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        await worker.run(stop)
    finally:
        archive.close()
