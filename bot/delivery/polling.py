"""Long polling: process, commit, and only then let the offset confirm."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.outgoing.transport import Transport

log = logging.getLogger(__name__)

ALLOWED = ["message", "callback_query", "my_chat_member"]
POLL_SECONDS = 25
BACKOFF = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


async def poll(
    transport: Transport,
    take: Callable[[Sequence[dict[str, Any]]], Awaitable[None]],
    *,
    polled: Callable[[], None] = lambda: None,
) -> None:
    """Fetch and hand over updates until cancelled.

    `take` returns when its batch is committed. What it could not commit is fetched again.

    Raises:
        InvalidToken: Telegram does not know the token.
    """
    offset: int | None = None
    failures = 0
    while True:
        parameters: dict[str, Any] = {"timeout": POLL_SECONDS, "allowed_updates": ALLOWED}
        if offset is not None:
            parameters["offset"] = offset
        try:
            updates = await transport.call("getUpdates", parameters, read_timeout=POLL_SECONDS + 10)
            polled()
            if updates:
                await take(updates)
                offset = updates[-1]["update_id"] + 1
            failures = 0
        except InvalidToken:
            raise
        except RetryAfter as error:
            wait = error.retry_after
            await asyncio.sleep(wait if isinstance(wait, int | float) else wait.total_seconds())
        except (TelegramError, SQLAlchemyError) as error:
            seconds = BACKOFF[min(failures, len(BACKOFF) - 1)]
            failures += 1
            words = "another poller is at work" if isinstance(error, Conflict) else str(error)
            log.warning("no updates for %s s: %s", seconds, words)
            await asyncio.sleep(seconds)
