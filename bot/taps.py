"""What a button carries: a verb, its arguments, and a seal.

`1:rate:SCRI1:4:Zm9vYmFyYmF6` reads: format 1, rate item SCRI1 with 4, for the person, wave and
city that the seal was made for. The seal says who may press and where; it replaces no check.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from bot.invitations import Invitations

FORMAT = "1"
LIMIT = 64  # bytes of callback_data that Telegram carries
SEAL_BYTES = 9


@dataclass(frozen=True, slots=True)
class Tap:
    """A pressed button, its seal found good."""

    verb: str
    arguments: tuple[str, ...]


class Seals:
    """Makes and checks seals with one secret key."""

    def __init__(self, key: bytes) -> None:
        """Derive a key for buttons alone; invitations have their own."""
        self._key = hashlib.blake2b(key, digest_size=32, person=b"saualnama-taps").digest()
        self.invitations = Invitations(key)

    def seal(self, chat_id: int, scope: str) -> str:
        """The seal of one person's buttons in one scope (wave and city)."""
        made = hashlib.blake2b(
            f"{chat_id}|{scope}".encode(), key=self._key, digest_size=SEAL_BYTES
        ).digest()
        return base64.urlsafe_b64encode(made).decode()

    def open(self, data: str, chat_id: int, scope: str) -> Tap | None:
        """The tap in a button's data; None for anything forged, foreign, stale or broken."""
        format_, *words = data.split(":")
        if format_ != FORMAT or len(words) < 2:  # noqa: PLR2004 - a verb and a seal
            return None
        verb, *arguments, seal = words
        if not hmac.compare_digest(
            seal.encode(errors="replace"), self.seal(chat_id, scope).encode()
        ):
            return None
        return Tap(verb, tuple(arguments))


def data(tap: str, seal: str) -> str:
    """A button's data: `tap` is the verb and its arguments, joined by colons."""
    return f"{FORMAT}:{tap}:{seal}"
