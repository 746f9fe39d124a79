"""A city's picture for its people, drawn once for everybody who asks for it in a language."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.aside import aside
from scoring.findings import Findings

KEPT = 300  # a country's cities in three languages


class Gallery:
    """Keeps the pictures that were drawn, each in a process of its own, one at a time."""

    def __init__(self, secrets: Sequence[str]) -> None:
        """`secrets` are what no log may hold."""
        self._secrets = secrets
        self._kept: dict[tuple[str, str, str, str], bytes] = {}
        self._alone = asyncio.Lock()

    async def picture(
        self, found: Findings, code: str, city: str, language: str, *, kind: str = "city"
    ) -> bytes:
        """A city as the digest of a code has it, as a PNG: its indices, or its expectations."""
        key = (code, city, language, kind)
        async with self._alone:
            if key not in self._kept:
                if len(self._kept) >= KEPT:
                    self._kept.clear()
                work = found, code, city, language, kind
                self._kept[key] = await aside(self._secrets, _drawn, *work)
            return self._kept[key]


def _drawn(found: Findings, code: str, city: str, language: str, kind: str) -> bytes:
    from bot.pictures import draw, people
    from bot.texts import Texts

    say = Texts().speaking(language)
    own = tuple(one for one in found.figures if one.city == city)
    if kind == "city":
        return people.picture(own[0], found, say, code)
    blocks = tuple(one for one in found.blocks if one.city == city)
    return draw.pictures(kind, replace(found, figures=own, blocks=blocks), say, code)[0]
