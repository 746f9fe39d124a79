"""A digest's pieces: the frozen findings become messages and pictures, in one language."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from bot.aside import AsideError, aside
from bot.digests import captions, message
from bot.settings import Settings
from bot.texts import Texts
from scoring.findings import Findings, from_json
from storage.digests import DuePost, Edition

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of a digest: a text, or a picture (PNG) with its caption."""

    text: str
    picture: bytes | None = None


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

    def picture(self, edition: Edition, language: str, kind: str) -> Piece:
        """A picture of an edition: one of `captions.pictures`."""
        from bot.pictures import draw  # draws with matplotlib, which takes a second to load

        found, _ = _read(edition)
        say = self._texts.speaking(language)
        caption = captions.caption(kind, found, say, edition.code)
        return Piece(caption, draw.picture(kind, found, say, edition.code))

    def piece(self, post: DuePost) -> Piece:
        """What a post says."""
        kind, _, number = post.part.partition(" ")
        if kind == "text":
            return Piece(self.messages(post.edition, post.language)[int(number)])
        return self.picture(post.edition, post.language, kind)

    async def drawn(self, post: DuePost) -> Piece:
        """The same, made where nobody's tap waits for it: pictures in a process of their own.

        What draws takes longer to load than to draw: all pictures of a language are drawn at once,
        and kept until others are asked for.

        Raises:
            AsideError: the picture could not be drawn; the process's log says why.
        """
        if post.part.startswith("text "):
            return await asyncio.to_thread(self.piece, post)
        wanted = post.edition.content, post.language
        if self._kept[0] != wanted or post.part not in self._kept[1]:
            work = self._settings, post.edition, post.language
            self._kept = wanted, await aside(self._settings.secrets(), _drawn, *work)
        if post.part not in self._kept[1]:
            raise AsideError(f"{post.part} was not drawn")
        return self._kept[1][post.part]


def _drawn(settings: Settings, edition: Edition, language: str) -> dict[str, Piece]:
    """All pictures of an edition that can be drawn: the others hold none of them up."""
    newsroom, found = Newsroom(Texts(), settings), {}
    for kind in captions.pictures(from_json(edition.content)):
        try:
            found[kind] = newsroom.picture(edition, language, kind)
        except Exception:
            log.exception("%s cannot be drawn", kind)
    return found


def _read(edition: Edition) -> tuple[Findings, Findings | None]:
    before = from_json(edition.before) if edition.before else None
    return from_json(edition.content), before
