"""What a coordinator can ask for in a private chat: a digest, the data, how it goes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from html import escape

from sqlalchemy import Connection
from telegram import Bot
from telegram.error import TelegramError

from bot.office import Office
from bot.outgoing.poster import Poster
from bot.outgoing.speaker import Speech
from bot.texts import Say, Texts
from scoring.groups import GROUPS
from storage import waves

log = logging.getLogger(__name__)


class Coordinator:
    """Runs errands after they were committed; who may ask was checked before."""

    def __init__(
        self,
        bot: Bot,
        office: Office,
        poster: Poster,
        texts: Texts,
        clock: Callable[[], datetime],
    ) -> None:
        """Keep the way out, the record and the words."""
        self._bot = bot
        self._office = office
        self._poster = poster
        self._texts = texts
        self._clock = clock

    async def run(self, speech: Speech) -> None:
        """Do what was asked, and say what came of it."""
        person = speech.turn.person
        say = self._texts.speaking(person.language or self._texts.languages[0])
        errands = {"digest": self._digest, "export": self._export, "status": self._status}
        try:
            await errands[speech.turn.errand or "status"](person.chat_id, say)
        except TelegramError as error:
            log.warning("a coordinator's errand went unanswered: %s", error)
        except Exception:  # whatever it was, the coordinator is told
            log.exception("the errand %s failed", speech.turn.errand)
            await self._bot.send_message(person.chat_id, say("error-unknown"))

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
        text = await self._office.archive.look(lambda c: status(c, self._office, say))
        await self._bot.send_message(chat, text, parse_mode="HTML")

    async def _export(self, chat: int, say: Say) -> None:
        from bot.exporting import parcel  # pandas takes a second to load

        made = await self._office.archive.look(
            lambda c: parcel.zipped(
                c, self._office, self._texts, self._clock(), language=say.language
            )
        )
        log.info("coordinator %d asked for the data: %d responses", chat, made.rows)
        if made.rows == 0:
            await self._bot.send_message(chat, say("export-empty"))
            return
        await self._bot.send_document(
            chat, made.content, filename=made.name, caption=say("export-ready", rows=made.rows)
        )


def status(connection: Connection, office: Office, say: Say) -> str:
    """Fieldwork in one screen: the wave, and how many answered, by city and by group."""
    wave = waves.latest(connection)
    if wave is None:
        return escape(say("status-none"))
    figures = office.figures(connection, wave.id)
    lines = [
        f"<b>{escape(say('status-title'))}</b>",
        escape(say("status-wave", wave=wave.name, since=wave.opened_at.date())),
        escape(
            say(
                "status-counts",
                started=sum(city.responses for city in figures),
                complete=sum(city.complete for city in figures),
            )
        ),
        "",
    ]
    for city in figures:
        name = say(f"city-{city.city}")
        lines.append(escape(say("status-line", name=name, count=city.n)))
    lines.append("")
    for group in GROUPS:
        count = sum(city.groups.get(group, 0) for city in figures)
        name = say(f"group-{group}.report")
        lines.append(escape(say("status-line", name=name, count=count)))
    return "\n".join(lines)
