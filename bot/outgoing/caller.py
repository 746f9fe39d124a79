"""Calls that may be repeated, and what Telegram's answers mean for them.

Its texts are no stable contract: what none of these words names is a refusal like any other.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.outgoing.patience import Patience, asked
from bot.outgoing.transport import Transport

log = logging.getLogger(__name__)

UNCHANGED = ("message is not modified",)
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
STALE = ("query is too old", "query id is invalid")
UNREACHABLE = ("chat not found", "user not found", "peer_id_invalid", "have no rights")
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)  # seconds between tries
SHORT = 2.0  # seconds that are waited for on the spot; a chat that needs longer is left alone
TEXT_LIMIT = 4096


class Caller:
    """Shows messages: showing one twice does no harm, so what may be lost is said again."""

    def __init__(self, transport: Transport) -> None:
        """`patience` says whom to leave alone."""
        self._transport = transport
        self.patience = Patience()

    async def reaches(self) -> bool:
        """Whether Telegram can be reached; asked of it where it did not answer lately."""
        if not self.patience.away:
            return True
        try:
            await self._transport.call("getMe", {})
        except RetryAfter:
            pass  # it is there
        except TelegramError:
            return False
        self.patience.answered()
        log.info("Telegram answers again")
        return True

    async def show(
        self, message: dict[str, Any], edited: int | None, *, quiet: bool = False
    ) -> int | None:
        """Edit a message, or send it where that is impossible; the id of a new one.

        A `quiet` one makes no sound. One whose markup is refused is shown as plain text.

        Raises:
            TelegramError: it is not shown.
        """
        try:
            return await self._edit_or_send(message, edited, quiet=quiet)
        except BadRequest as error:
            if among(UNREACHABLE, error):
                raise
            log.warning("a screen is shown without its markup: %s", error)
        plain = unescape(re.sub(r"<[^>]*>", "", message["text"]))[:TEXT_LIMIT]
        bare = {key: value for key, value in message.items() if key != "parse_mode"}
        return await self._edit_or_send({**bare, "text": plain}, edited, quiet=quiet)

    async def _edit_or_send(
        self, message: dict[str, Any], edited: int | None, *, quiet: bool
    ) -> int | None:
        if edited is not None:
            try:
                await self.call("editMessageText", {**message, "message_id": edited})
            except BadRequest as error:
                if among(UNCHANGED, error):
                    return None
                if not among(GONE, error):
                    raise
            else:
                return None
        how = {"disable_notification": True} if quiet else {}
        sent = await self.call("sendMessage", {**message, **how})
        return int(sent["message_id"])

    async def call(self, method: str, parameters: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
        """Call a method, again and again for some seconds where no answer comes.

        Raises:
            TelegramError: see `Transport.call`; RetryAfter where the wait is longer than short.
        """
        for seconds in (*PAUSES, None):
            try:
                answer = await self._transport.call(method, parameters)
            except RetryAfter as error:
                self.patience.answered()
                pause = asked(error)
                if pause > SHORT or seconds is None:
                    raise
            except (BadRequest, Forbidden):
                self.patience.answered()
                raise
            except (NetworkError, InvalidToken) as error:
                self.patience.unanswered()
                if seconds is None or self.patience.away or isinstance(error, InvalidToken):
                    raise
                pause = seconds
            else:
                self.patience.answered()
                return answer
            await asyncio.sleep(pause)
        raise AssertionError  # the last try returns or raises


def among(reasons: Iterable[str], error: TelegramError) -> bool:
    """Whether an error gives one of these reasons."""
    said = str(error).lower()
    return any(reason in said for reason in reasons)
