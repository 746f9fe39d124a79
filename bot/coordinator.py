"""What is answered aside in a private chat: to coordinators, and to whoever has a code."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.aside import aside
from bot.digests import verification
from bot.exporting import parcel
from bot.interviews.chat import Interviews
from bot.noting import Notes
from bot.office import Office
from bot.outgoing.inquiry import told
from bot.outgoing.poster import Poster
from bot.outgoing.speaker import Speech
from bot.taps import Seals
from bot.texts import Say, Texts
from bot.watch.status import status
from scoring.findings import from_json, spelled
from storage import digests, questions

log = logging.getLogger(__name__)


class Coordinator:
    """Runs errands after they were committed; who may ask was checked before."""

    def __init__(  # noqa: PLR0913, PLR0917 - joined in one place
        self,
        bot: Bot,
        office: Office,
        poster: Poster,
        texts: Texts,
        seals: Seals,
        clock: Callable[[], datetime],
    ) -> None:
        """Keep the way out, the record and the words."""
        self._bot = bot
        self._office = office
        self._poster = poster
        self._texts = texts
        self._clock = clock
        self._notes = Notes(bot, office, clock)
        self._interviews = Interviews(bot, office, seals)

    async def run(self, speech: Speech) -> None:
        """Do what was asked, and say what came of it."""
        person = speech.turn.person
        say = self._texts.speaking(person.language or self._texts.languages[0])
        errands = {"digest": self._digest, "export": self._export, "status": self._status}
        errands["note"] = partial(self._notes.take, speech.turn)
        try:
            if speech.turn.decision:
                await self._decided(speech, say)
            elif speech.turn.deed:
                await self._interviews.show(speech, say)
            elif speech.turn.errand == "verify":
                await self._verify(person.chat_id, say, speech.turn.asked)
            else:
                await errands[speech.turn.errand or "status"](person.chat_id, say)
        except TelegramError as error:
            log.warning("an errand went unanswered: %s", error)
        except Exception:  # whatever it was, the coordinator is told
            log.exception("the errand %s failed", speech.turn.errand)
            with contextlib.suppress(TelegramError):
                await self._bot.send_message(person.chat_id, say("error-unknown"))

    async def _decided(self, speech: Speech, say: Say) -> None:
        """What was decided is in the record: show how it stands with the post, whoever decided."""
        post, _ = speech.turn.decision or (0, 0)
        now = await self._office.archive.look(lambda c: questions.doubt(c, post))
        if speech.query_id:
            await self._bot.answer_callback_query(speech.query_id)
        if now is not None:
            text = told(now, say, self._office.settings.zone)
            chat, message = speech.turn.person.chat_id, speech.message_id
            try:
                await self._bot.edit_message_text(text, chat, message, parse_mode="HTML")
            except BadRequest as error:  # a second tap, or a message that is gone
                log.info("a question was not edited: %s", error)
        await self._poster.post_due()

    async def _digest(self, chat: int, say: Say) -> None:
        if self._office.settings.channel_id is None:
            await self._bot.send_message(chat, say("digest-no-channel"))
            return
        if not await self._office.claim_now(self._clock()):
            await self._bot.send_message(chat, say("digest-nothing"))
            return
        await self._poster.post_due()
        await self._bot.send_message(chat, say("digest-posted"))

    async def _status(self, chat: int, say: Say) -> None:
        now = self._clock()
        text = await self._office.archive.look(lambda c: status(c, self._office, say, now))
        await self._bot.send_message(chat, text, parse_mode="HTML")

    async def _verify(self, chat: int, say: Say, word: str) -> None:
        code = spelled(word)
        edition = await self._office.archive.look(lambda c: digests.find(c, code))
        found = from_json(edition.content) if edition else None
        text = verification.told(edition, found, code, say)
        await self._bot.send_message(chat, text, parse_mode="HTML")

    async def _export(self, chat: int, say: Say) -> None:
        settings = self._office.settings
        secrets = settings.secrets()
        made = await aside(secrets, parcel.packed, settings, self._clock(), say.language)
        log.info("coordinator %d asked for the data: %d responses", chat, made.rows)
        if made.rows:
            ready = say("export-ready", rows=made.rows)
            await self._bot.send_document(chat, made.content, filename=made.name, caption=ready)
            return
        # All that there are may be too few to be told.
        about = {"count": made.left_out, "minimum": settings.minimum_cell}
        text = say("export-withheld", **about) if made.left_out else say("export-empty")
        await self._bot.send_message(chat, text)
