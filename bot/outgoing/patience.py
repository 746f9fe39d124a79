"""Whether to call now: chats that Telegram asked to leave alone, and a Telegram that is away.

What is not said now stays owed in the record (`storage.outbox`); nobody sleeps on it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from telegram.error import RetryAfter

FAILURES = 5
"""After so many calls in a row without an answer Telegram counts as away."""


class Patience:
    """What one worker knows of Telegram's patience and presence."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds that only grow."""
        self._clock = clock
        self._until: dict[int, float] = {}
        self._unanswered = 0

    def hold(self, chat: int, seconds: float) -> None:
        """Leave a chat alone for so long."""
        now = self._clock()
        self._until = {one: until for one, until in self._until.items() if until > now}
        self._until[chat] = max(now + seconds, self._until.get(chat, 0.0))

    def held(self, chat: int) -> bool:
        """Whether a chat is to be left alone now."""
        return self._until.get(chat, 0.0) > self._clock()

    def answered(self) -> None:
        """Telegram has answered, whatever it was."""
        self._unanswered = 0

    def unanswered(self) -> None:
        """A call got no answer."""
        self._unanswered += 1

    @property
    def away(self) -> bool:
        """Whether Telegram answers nobody: one probe at a time finds out when it is back."""
        return self._unanswered >= FAILURES


def asked(error: RetryAfter) -> float:
    """The seconds that Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
