"""Long polling: process, commit, and only then let the offset confirm."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.delivery.mail import number
from bot.outgoing.patience import asked
from bot.outgoing.transport import Transport

log = logging.getLogger(__name__)

ALLOWED = ["message", "callback_query", "my_chat_member"]
POLL_SECONDS = 25
PACE_SECONDS = 0.03
"""A fetch begins so long after the one before, so that taps share a commit.

Telegram is farther away than that: it is felt only where the API is near.
"""
CROWD = 8
"""Unless so many came at once: they share one already."""
BACKOFF = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
REVOKED_SECONDS = 300.0  # a token that was refused for so long will not be accepted any more
UNKNOWN = "Telegram does not know the token"


async def poll(
    transport: Transport,
    take: Callable[[Sequence[dict[str, Any]]], Awaitable[None]],
    *,
    polled: Callable[[str | None], None] = lambda _trouble: None,
) -> None:
    """Fetch and hand over updates until cancelled.

    `take` returns when its batch is committed. What it could not commit is fetched again. `polled`
    is told of each answer: None, or that the token was refused.

    Raises:
        InvalidToken: Telegram has not known the token for minutes. A server that restarts says
            the same for a moment.
    """
    offset: int | None = None
    failures = 0
    clock = asyncio.get_running_loop().time
    refused: float | None = None  # since when
    while True:
        begun = clock()
        parameters: dict[str, Any] = {"timeout": POLL_SECONDS, "allowed_updates": ALLOWED}
        if offset is not None:
            parameters["offset"] = offset
        try:
            updates = await transport.call("getUpdates", parameters, read_timeout=POLL_SECONDS + 10)
            polled(None)
            refused = None
            if updates:
                last = _last(updates)
                await take(updates)
                offset = last + 1
            else:
                # All is confirmed. After a week of silence the numbers begin anew, maybe lower.
                offset = None
            failures = 0
            if len(updates) < CROWD:
                await asyncio.sleep(max(0.0, begun + PACE_SECONDS - clock()))
        except RetryAfter as error:
            await asyncio.sleep(asked(error))
        except (TelegramError, SQLAlchemyError) as error:
            if isinstance(error, InvalidToken):
                polled(UNKNOWN)
                refused = refused if refused is not None else clock()
                if clock() - refused >= REVOKED_SECONDS:
                    raise
            seconds = BACKOFF[min(failures, len(BACKOFF) - 1)]
            failures += 1
            log.warning("no updates for %s s: %s", seconds, _reason(error))
            await asyncio.sleep(seconds)


def _last(updates: Sequence[dict[str, Any]]) -> int:
    """The id to confirm: a batch without any cannot be confirmed, so it is not taken either."""
    numbers = [found for update in updates if (found := number(update)) is not None]
    if not numbers:
        raise TelegramError("updates without ids")
    return max(numbers)


def _reason(error: Exception) -> str:
    if isinstance(error, Conflict):
        webhook = "webhook" in str(error).lower()
        return "a webhook is set" if webhook else "another poller is at work"
    if isinstance(error, InvalidToken):
        return UNKNOWN
    return f"{type(error).__name__}: {str(error).partition('[SQL')[0].strip()}"
