"""Interviews in a coordinator's chat: what was done is in the record, and is shown here."""

from __future__ import annotations

import logging

from sqlalchemy import Connection
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.interviewer import OFFICE
from bot.interviews import view
from bot.interviews.gathering import codebook, themes_of
from bot.interviews.work import hand
from bot.office import Office
from bot.outgoing.speaker import Speech
from bot.screens.screen import Screen
from bot.taps import Seals, data
from bot.texts import Say
from storage import interviews
from storage.interviews import CODE, Work
from storage.notes import signature

log = logging.getLogger(__name__)

Shown = tuple[Screen, Work | None, int | None]
"""A screen, what it shows, and how many seconds the voice takes that goes with it."""


class Interviews:
    """Shows voices to be typed and texts to be coded; who may see them was checked before."""

    def __init__(self, bot: Bot, office: Office, seals: Seals) -> None:
        """Keep the way out, the record and what seals buttons."""
        self._bot = bot
        self._archive = office.archive
        self._seals = seals

    async def show(self, speech: Speech, say: Say) -> None:
        """Show what a coordinator has in hand after a deed.

        Buttons of a text to be coded name it: its message is edited. Others bring a new one.
        """
        person, verb = speech.turn.person, speech.turn.deed[0]
        if speech.query_id:
            await self._bot.answer_callback_query(speech.query_id)
        # What comes up for the first time may be the first use of the codebook: it is kept then.
        screen, work, seconds = await self._archive.write(
            lambda c: _screen(c, person.pseudonym, say, typed=verb == "typed")
        )
        chat, keyboard = person.chat_id, self._keyboard(person.chat_id, screen)
        if seconds is not None and work is not None:
            await self._play(chat, work, seconds, screen, keyboard)
        elif speech.query_id and speech.message_id and len(speech.turn.deed) > 1:
            try:
                await self._bot.edit_message_text(
                    screen.text, chat, speech.message_id, parse_mode="HTML", reply_markup=keyboard
                )
            except BadRequest as error:  # a second tap, or a message that is gone
                log.info("a text to be coded was not edited: %s", error)
                if "not modified" not in str(error):
                    await self._send(chat, screen, keyboard)
        else:
            await self._send(chat, screen, keyboard)

    async def _send(self, chat: int, screen: Screen, keyboard: InlineKeyboardMarkup | None) -> None:
        await self._bot.send_message(chat, screen.text, parse_mode="HTML", reply_markup=keyboard)

    async def _play(
        self,
        chat: int,
        work: Work,
        seconds: int,
        screen: Screen,
        keyboard: InlineKeyboardMarkup | None,
    ) -> None:
        """Send a voice: the file that was fetched, or else the one that Telegram has."""
        file, content = await self._archive.look(lambda c: interviews.sound(c, work.answer))
        await self._bot.send_voice(
            chat,
            content or file or "",
            duration=seconds,
            caption=screen.text,
            parse_mode="HTML",
            reply_markup=keyboard,
            filename=f"answer-{work.answer}.oga",
        )

    def _keyboard(self, chat: int, screen: Screen) -> InlineKeyboardMarkup | None:
        """The buttons; a keyboard without any is none, for Telegram."""
        if not screen.rows:
            return None
        seal = self._seals.seal(chat, OFFICE)
        return InlineKeyboardMarkup(
            [
                [InlineKeyboardButton(one.label, callback_data=data(one.tap, seal)) for one in row]
                for row in screen.rows
            ]
        )


def _screen(connection: Connection, who: str, say: Say, *, typed: bool) -> Shown:
    """What a coordinator has in hand, drawn."""
    work, version = interviews.work(connection, who), codebook(connection)
    left = interviews.uncoded(connection, version, signature(who))
    waiting = len(interviews.voices(connection, waiting=True))
    row = interviews.answer(connection, work.answer) if work else None
    if work is None or row is None:
        return view.empty(say, waiting, len(left)), None, None
    if work.task == CODE:
        _, spans, marks = hand(connection, who, work)
        themes, place = themes_of(connection, version), min(work.place, len(spans) - 1)
        shown = view.Hand(row, spans, place, marks, themes, len(left))
        return view.coding(shown, say), work, None
    if typed:
        return view.typed(row, say), work, None
    return view.voice(row, say, waiting), work, row.seconds or 0
