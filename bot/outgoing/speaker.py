"""What is due to be seen, said: one screen a chat at a time, the newest only."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.facts import Facts
from bot.interviewer import Survey, Turn, scope
from bot.outgoing.transport import Transport
from bot.screens.drawing import Screens
from bot.screens.screen import Button, Enclosed, Screen
from bot.taps import Seals, data

log = logging.getLogger(__name__)

UNCHANGED = "message is not modified"
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
STALE = ("query is too old", "query id is invalid")
PATIENCE = (0.5, 1.0, 2.0, 4.0, 8.0)  # seconds between tries of a call that may be repeated


@dataclass(frozen=True, slots=True)
class Speech:
    """A committed turn and what is needed to show it."""

    survey: Survey
    turn: Turn
    query_id: str | None = None
    facts: Facts | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A screen that was shown: `message_id` where it is a new message."""

    person: int
    turn: int
    message_id: int | None = None
    blocked: bool = False


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
        """`note` is told of each screen that was shown; `enclose` sends what comes along."""
        self._transport = transport
        self._screens = screens
        self._seals = seals
        self._note = note
        self._enclose = enclose
        self._waiting: dict[int, Speech] = {}
        self._busy: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def say(self, speeches: Iterable[Speech]) -> None:
        """Begin to show screens; returns at once."""
        for speech in speeches:
            if speech.query_id:
                self._run(self._answer(speech))
            if speech.turn.menu:
                self._run(self._describe(speech))
            chat = speech.turn.person.chat_id
            older = self._waiting.get(chat)
            if older and older.turn.anew and not speech.turn.anew:
                continue  # the new message that is about to be sent will show the newest state
            self._waiting[chat] = speech
            if chat not in self._busy:
                self._busy.add(chat)
                self._run(self._attend(chat))

    def speaking_to(self, chat: int) -> bool:
        """Whether a screen is on its way to this chat."""
        return chat in self._busy

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
            await self._patiently("answerCallbackQuery", parameters)
        except TelegramError as error:  # the answer is stored: nothing is lost with the note
            if not any(words in str(error).lower() for words in STALE):
                log.warning("a tap was not answered: %s", error)

    async def _describe(self, speech: Speech) -> None:
        """Put the menu of commands into the chosen language: else it follows the app's."""
        person = speech.turn.person
        commands = self._screens.menu(speech.survey, person)
        parameters = {
            "commands": [{"command": name, "description": commands[name]} for name in commands],
            "scope": {"type": "chat", "chat_id": person.chat_id},
        }
        try:
            await self._patiently("setMyCommands", parameters)
        except TelegramError as error:  # commands work in any language
            log.warning("a menu was not shown: %s", error)

    async def _attend(self, chat: int) -> None:
        try:
            moved: int | None = None
            while speech := self._waiting.pop(chat, None):
                try:
                    moved = await self._show(speech, moved)
                except Exception:  # it stays owed, and the next one must not wait for it
                    log.exception("a screen could not be drawn")
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
            number = await self._deliver(message, edited, quiet=turn.quiet)
        except Forbidden:
            self._report(turn, blocked=True)
        except TelegramError as error:
            # It stays owed: the next sweep says what is true then.
            log.warning("a screen was not shown: %s", error)
        else:
            self._report(turn, message_id=number)
            return number or moved
        return moved

    def _report(self, turn: Turn, *, message_id: int | None = None, blocked: bool = False) -> None:
        if turn.person.id is not None:
            self._note(Said(turn.person.id, turn.person.turn, message_id, blocked))

    async def _deliver(
        self, message: dict[str, Any], edited: int | None, *, quiet: bool
    ) -> int | None:
        if edited is not None:
            try:
                await self._patiently("editMessageText", {**message, "message_id": edited})
            except BadRequest as error:
                reason = str(error).lower()
                if UNCHANGED in reason:
                    return None
                if not any(words in reason for words in GONE):
                    raise
            else:
                return None
        how = {"disable_notification": True} if quiet else {}
        sent = await self._patiently("sendMessage", {**message, **how})
        return int(sent["message_id"])

    async def _patiently(self, method: str, parameters: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
        """Call, and call again where that is safe: showing a screen twice does no harm."""
        for seconds in PATIENCE:
            try:
                return await self._transport.call(method, parameters)
            except RetryAfter as error:
                wait = error.retry_after
                await asyncio.sleep(wait if isinstance(wait, int | float) else wait.total_seconds())
            except BadRequest:  # a NetworkError by descent, not by nature
                raise
            except NetworkError:
                await asyncio.sleep(seconds)
        return await self._transport.call(method, parameters)

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
