"""Single-use invitations: links that vouch for one person's group, once.

`1_shu_officials_aB3xY9qZm9vYmFyYmF6` reads: format 1, the city, the group, then seven random
characters and a seal; a language and a label may stand before these. Nothing is kept of a link
until somebody uses it; what is kept then is its mark.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

FORMAT = "1"  # no city's code begins with a digit, so no link for many is taken for one of these
LIMIT = 64  # characters that a deep link carries
CHANCE = 7  # random characters, 42 bits: what tells one invitation from the next
SEAL_BYTES = 9
SEAL = 12  # characters that they take


@dataclass(frozen=True, slots=True)
class Invitation:
    """A single-use invitation whose seal was found good.

    `mark` is what the record keeps once it was used: without the key it leads to no link.
    """

    city: str
    group: str
    mark: str
    used: bool = False

    @property
    def words(self) -> str:
        """What stays with the person who used it: where it led, and not which one it was."""
        return f"{self.city}_{self.group}"


class Invitations:
    """Makes and opens single-use invitations with one secret key."""

    def __init__(self, key: bytes) -> None:
        """Derive a key for this use alone."""
        self._key = hashlib.blake2b(key, digest_size=32, person=b"saualnama-invite").digest()

    def make(self, words: Iterable[str]) -> str:
        """A new invitation's payload; `words` are city, group, and a language or a label.

        Raises:
            ValueError: it is longer than a link carries.
        """
        chance = secrets.token_urlsafe(CHANCE)[:CHANCE]
        body = "_".join((FORMAT, *words, chance))
        if len(body) + SEAL > LIMIT:
            raise ValueError(f"{len(body) + SEAL - LIMIT} characters too many for a link")
        return body + self._seal(body)

    def open(self, payload: str) -> Invitation | None:
        """The invitation of a payload; None for anything forged, foreign or broken."""
        if not sealed(payload):
            return None
        body, seal = payload[:-SEAL], payload[-SEAL:]
        if not hmac.compare_digest(seal.encode(errors="replace"), self._seal(body).encode()):
            return None
        _, city, group, *_ = body.split("_")
        return Invitation(city, group, self._hash(body, b"used", 16).hex())

    def _seal(self, body: str) -> str:
        return base64.urlsafe_b64encode(self._hash(body, b"seal", SEAL_BYTES)).decode()

    def _hash(self, body: str, purpose: bytes, size: int) -> bytes:
        text = body.encode(errors="replace")
        return hashlib.blake2b(text, key=self._key, digest_size=size, person=purpose).digest()


def sealed(payload: str | None) -> bool:
    """Whether a payload says of itself that it is a single-use invitation; it may be lying."""
    return payload is not None and payload.startswith(f"{FORMAT}_")
