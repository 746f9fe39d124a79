"""A digest's pieces: the frozen findings become messages and pictures, in one language."""

from __future__ import annotations

import asyncio

from bot.aside import AsideError, aside
from bot.digests import captions, easel, message
from bot.digests.easel import Piece
from bot.settings import Settings
from bot.texts import Texts
from scoring.findings import Findings, from_json
from storage.digests import DuePost, Edition


class Newsroom:
    """Writes what a post says; the same findings give the same words and pictures for ever."""

    def __init__(self, texts: Texts, settings: Settings) -> None:
        """Keep the words, and what a process of its own needs to know."""
        self._texts = texts
        self._settings = settings
        self._kept: tuple[tuple[str, str], dict[str, Piece]] = ("", ""), {}

    def parts(self, edition: Edition, language: str) -> tuple[str, ...]:
        """The posts of an edition in one language: numbered texts, then the pictures."""
        texts = [f"text {number}" for number, _ in enumerate(self.messages(edition, language))]
        return (*texts, *captions.pictures(from_json(edition.content)))

    def messages(self, edition: Edition, language: str) -> list[str]:
        """The texts of an edition."""
        return self._written(edition, language, edition.code)

    def draft(self, edition: Edition, language: str) -> list[str]:
        """The texts of an edition that no record holds: without a code to verify it by."""
        return self._written(edition, language, None)

    def _written(self, edition: Edition, language: str, code: str | None) -> list[str]:
        found, before = _read(edition)
        return message.messages(found, before, self._texts.speaking(language), code)

    async def drawn(self, post: DuePost) -> Piece:
        """What a post says, made where nobody's tap waits: pictures in a process of their own.

        What draws takes longer to load than to draw: all pictures of a language are drawn at once,
        and kept until others are asked for.

        Raises:
            AsideError: the picture could not be drawn; the process's log says why.
        """
        edition, language = post.edition, post.language
        kind, _, number = post.part.partition(" ")
        if kind == "text":
            texts = await asyncio.to_thread(self.messages, edition, language)
            return Piece(texts[int(number)])
        wanted = edition.content, language
        if self._kept[0] != wanted or post.part not in self._kept[1]:
            drawn = await aside(self._settings.secrets(), easel.pictures, *wanted, edition.code)
            self._kept = wanted, drawn
        if post.part not in self._kept[1]:
            raise AsideError(f"{post.part} was not drawn")
        return self._kept[1][post.part]


def _read(edition: Edition) -> tuple[Findings, Findings | None]:
    before = from_json(edition.before) if edition.before else None
    return from_json(edition.content), before
