"""A city's picture for its people, drawn once for everybody who asks for it in a language."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.aside import aside
from scoring.findings import Findings

KEPT = 300  # a country's cities in three languages


class Gallery:
    """Keeps the pictures that were drawn, each in a process of its own, one at a time."""

    def __init__(self, secrets: Sequence[str]) -> None:
        """`secrets` are what no log may hold."""
        self._secrets = secrets
        self._kept: dict[tuple[str, str, str], bytes] = {}
        self._alone = asyncio.Lock()

    async def picture(self, found: Findings, code: str, city: str, language: str) -> bytes:
        """A city as the digest of a code has it, as a PNG."""
        key = (code, city, language)
        async with self._alone:
            if key not in self._kept:
                if len(self._kept) >= KEPT:
                    self._kept.clear()
                self._kept[key] = await aside(self._secrets, _drawn, found, code, city, language)
            return self._kept[key]


def _drawn(found: Findings, code: str, city: str, language: str) -> bytes:
    from bot.pictures.people import picture
    from bot.texts import Texts

    figures = next(one for one in found.figures if one.city == city)
    return picture(figures, found, Texts().speaking(language), code)
