"""What is due to be seen, said: one screen a chat at a time, the newest only."""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any

from telegram.error import (
    BadRequest,
    Forbidden,
    RetryAfter,
    TelegramError,
)

from bot.facts import Facts
from bot.interviewer import Survey, Turn, scope
from bot.outgoing.caller import STALE, UNREACHABLE, Caller, among
from bot.outgoing.patience import asked
from bot.outgoing.transport import Transport
from bot.screens.drawing import Screens
from bot.screens.screen import Button, Enclosed, Screen
from bot.taps import Seals, data
from storage.record import Dead

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Speech:
    """A committed turn and what is needed to show it."""

    survey: Survey
    turn: Turn
    query_id: str | None = None
    facts: Facts | None = None
    update_id: int | None = None
    message_id: int | None = None  # that was tapped


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a screen: shown (`message_id` where it is a new message), or why not.

    `wait`: Telegram asks to leave the chat alone for so many seconds. `unsaid`: Telegram refuses
    the screen for good.
    """

    person: int
    turn: int
    message_id: int | None = None
    blocked: bool = False
    wait: float = 0.0
    unsaid: Dead | None = None


class Speaker:
    """Shows screens. Each chat has at most one call under way, and only the newest waits."""

    def __init__(
        self,
        transport: Transport,
        screens: Screens,
        seals: Seals,
        note: Callable[[Said], None],
        enclose: Callable[[int, Enclosed], Awaitable[None]],
    ) -> None:
        """`note` is told what became of each screen; `enclose` sends what comes along."""
        self._caller = Caller(transport)
        self._patience = self._caller.patience
        self._screens = screens
        self._seals = seals
        self._note = note
        self._enclose = enclose
        self._waiting: dict[int, Speech] = {}
        self._busy: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def say(self, speeches: Iterable[Speech]) -> None:
        """Begin to show screens; returns at once. What cannot be said now stays owed."""
        if self._patience.away:
            return
        for speech in speeches:
            if speech.query_id:
                self._run(self._answer(speech))
            if speech.turn.menu:
                self._run(self._describe(speech))
            chat = speech.turn.person.chat_id
            if self._patience.held(chat):
                continue
            older = self._waiting.get(chat)
            if older and older.turn.anew and not speech.turn.anew:
                continue  # the new message that is about to be sent will show the newest state
            self._waiting[chat] = speech
            if chat not in self._busy:
                self._busy.add(chat)
                self._run(self._attend(chat))

    def may_say(self, chat: int) -> bool:
        """Whether nothing is on its way to this chat, and it need not be left alone."""
        return chat not in self._busy and not self._patience.held(chat)

    async def reaches(self) -> bool:
        """Whether Telegram can be reached."""
        return await self._caller.reaches()

    async def finish(self, seconds: float) -> None:
        """Wait for what is under way; the rest is owed and said after the next start."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in tuple(self._tasks):
            task.cancel()

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, speech: Speech) -> None:
        """Answer a tap: its spinner stops, and a short note may be shown."""
        turn = speech.turn
        parameters: dict[str, Any] = {"callback_query_id": speech.query_id}
        if turn.toast:
            parameters["text"] = self._screens.toast(turn.toast, turn.person.language)
        try:
            await self._caller.call("answerCallbackQuery", parameters)
        except TelegramError as error:  # the answer is stored: nothing is lost with the note
            if not among(STALE, error):
                log.warning("a tap was not answered: %s", error, extra=_facts(speech))

    async def _describe(self, speech: Speech) -> None:
        """Put the menu of commands into the chosen language: else it follows the app's."""
        person = speech.turn.person
        commands = self._screens.menu(speech.survey, person)
        parameters = {
            "commands": [{"command": name, "description": commands[name]} for name in commands],
            "scope": {"type": "chat", "chat_id": person.chat_id},
        }
        try:
            await self._caller.call("setMyCommands", parameters)
        except TelegramError as error:  # commands work in any language
            log.warning("a menu was not shown: %s", error)

    async def _attend(self, chat: int) -> None:
        try:
            moved: int | None = None
            while speech := self._waiting.pop(chat, None):
                if self._patience.held(chat):
                    break  # it stays owed
                try:
                    moved = await self._show(speech, moved)
                except Exception:  # it stays owed, and the next one must not wait for it
                    log.exception("a screen could not be drawn", extra=_facts(speech))
        finally:
            self._busy.discard(chat)

    async def _show(self, speech: Speech, moved: int | None) -> int | None:
        """Show one screen; the id of the message that holds it, where it is a new one."""
        turn = speech.turn
        person = turn.person
        screen = self._screens.draw(speech.survey, person, turn.view, speech.facts)
        if turn.hint:
            screen = self._screens.hinted(screen, turn.hint, person.language)
        message = {
            "chat_id": person.chat_id,
            "text": screen.text,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "reply_markup": self._keyboard(speech.survey, turn, screen),
        }
        edited = None if turn.anew else moved or person.message_id
        try:
            if screen.enclosed and edited is None:
                await self._enclose(person.chat_id, screen.enclosed)
            number = await self._caller.show(message, edited, quiet=turn.quiet)
        except RetryAfter as error:
            self._patience.hold(person.chat_id, asked(error))
            self._report(turn, wait=asked(error))
        except Forbidden:
            self._report(turn, blocked=True)
        except BadRequest as error:
            self._refused(speech, message, error)
        except TelegramError as error:
            # It stays owed: the next sweep says what is true then.
            log.warning("a screen was not shown: %s", error, extra=_facts(speech))
        else:
            self._report(turn, message_id=number)
            return number or moved
        return moved

    def _report(self, turn: Turn, **outcome: Any) -> None:  # noqa: ANN401 - fields of Said
        if turn.person.id is not None:
            self._note(Said(turn.person.id, turn.person.turn, **outcome))

    def _refused(self, speech: Speech, message: dict[str, Any], error: BadRequest) -> None:
        """A chat that does not exist is not written to; what else is refused is a fault of ours."""
        if among(UNREACHABLE, error):
            self._report(speech.turn, blocked=True)
            return
        log.error("a screen was refused for good: %s", error, extra=_facts(speech))
        raw = json.dumps({"unsaid": message}, ensure_ascii=False)
        trouble = "".join(traceback.format_exception(error))
        letter = Dead(speech.update_id, speech.turn.person.chat_id, raw, trouble)
        self._report(speech.turn, unsaid=letter)

    def _keyboard(self, survey: Survey, turn: Turn, screen: Screen) -> dict[str, Any]:
        seal = self._seals.seal(turn.person.chat_id, scope(survey, turn.person))
        return {
            "inline_keyboard": [
                [_drawn(button, data(button.tap, seal)) for button in row] for row in screen.rows
            ]
        }


def _drawn(button: Button, carried: str) -> dict[str, str]:
    drawn = {"text": button.label, "callback_data": carried}
    return {**drawn, "style": "primary"} if button.likely else drawn


def _facts(speech: Speech) -> dict[str, Any]:
    """What binds a line of the log to the update that it comes from."""
    return {"facts": {"update": speech.update_id}}
