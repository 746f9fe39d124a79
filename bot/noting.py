"""A coordinator's note in chat: read, kept, and its file looked at; the answer comes after."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection
from telegram import Bot
from telegram.error import TelegramError

from bot import library
from bot.interviewer import Turn
from bot.office import Office
from bot.settings import Settings
from bot.texts import Say
from scoring.documents.note import Known, Note, message
from scoring.instrument import load as instrument
from storage import catalogues, notes
from storage.notes import NoteRow

log = logging.getLogger(__name__)


class Notes:
    """Takes notes of evidence from coordinators; who may send them was checked before."""

    def __init__(self, bot: Bot, office: Office, clock: Callable[[], datetime]) -> None:
        """Keep the way out and the record."""
        self._bot = bot
        self._office = office
        self._clock = clock

    async def take(self, turn: Turn, chat: int, say: Say) -> None:
        """Keep the note in a message, or say what it lacks; without any, how to write one."""
        archive, settings = self._office.archive, self._office.settings
        example = f"{settings.cities[0]} {instrument().items[0].id} 2025-05-20"
        how = say("note-help", example=example)
        if not turn.asked and turn.file is None:
            await self._bot.send_message(chat, how)
            return
        codes = await archive.look(lambda c: known(c, settings))
        now, name = self._clock(), turn.file.name if turn.file else ""
        found = message(turn.asked, name, codes, now.astimezone(settings.zone).date())
        if not isinstance(found, Note):
            lacks = [f"• {say(f'note-fault-{field}')}" for field in found]
            text = "\n".join([say("note-lacks"), *lacks, "", how])
            await self._bot.send_message(chat, text)
            return
        file_id = turn.file.file_id if turn.file else ""
        signed = notes.signature(turn.person.pseudonym)
        kept = row(found, now, file_id=file_id, noted_by=signed)
        (number,) = await archive.write(lambda c: notes.keep(c, [kept]))
        if file_id:
            await self._look_at(number, file_id)
        await self._bot.send_message(chat, say("note-kept", number=number))

    async def _look_at(self, number: int, file_id: str) -> None:
        """Fetch a note's file for its SHA-256; a file that cannot be fetched has none."""
        try:
            content = await (await self._bot.get_file(file_id)).download_as_bytearray()
        except TelegramError as error:
            log.warning("the file of note %d cannot be fetched: %s", number, error)
            return
        digest = hashlib.sha256(content).hexdigest()
        await self._office.archive.write(lambda c: notes.fetched(c, number, digest))


def known(connection: Connection, settings: Settings) -> Known:
    """The codes that a note may name: cities, the items and pairs of all instruments, indicators.

    A pair is named as a whole: a document shows something of healthcare, not of its importance.
    """
    asked = library.instruments(settings.instruments).values()
    items = (item for one in asked for item in one.items)
    subjects = list(dict.fromkeys(item.pair or item.id for item in items))
    for held in catalogues.names(connection):
        subjects += [one.code for one in catalogues.indicators(connection, held)]
    return Known(settings.cities, subjects)


def row(one: Note, now: datetime, *, file_id: str = "", noted_by: str = "") -> NoteRow:
    """A note as it is kept."""
    return NoteRow(
        city=one.city,
        subject=one.subject,
        dated=one.dated,
        title=one.title,
        shows=one.shows,
        link=one.link,
        file_name=one.file,
        file_id=file_id,
        sha256="",
        noted_by=noted_by or one.noted_by,
        noted_at=now,
    )
