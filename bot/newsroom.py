"""A digest's pieces: the frozen figures become messages and a picture, in one language."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date

from bot import digest
from bot.aside import aside
from bot.settings import Settings
from bot.texts import Texts
from scoring.figures import from_json
from scoring.groups import GROUPS
from storage.digests import DuePost, Edition

PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of a digest: a text, or a picture (PNG) with its caption."""

    text: str
    picture: bytes | None = None


class Newsroom:
    """Writes what a post says; the same figures give the same words for ever."""

    def __init__(self, texts: Texts, settings: Settings) -> None:
        """Keep the words and the zone that dates are told in."""
        self._texts = texts
        self._settings = settings
        self._zone = settings.zone

    def parts(self, edition: Edition, language: str) -> tuple[str, ...]:
        """The posts of an edition in one language: numbered texts, then the picture."""
        texts = [f"text {number}" for number, _ in enumerate(self.messages(edition, language))]
        shown = any(city.shown for city in from_json(edition.figures))
        return (*texts, PICTURE) if shown else tuple(texts)

    def messages(self, edition: Edition, language: str) -> list[str]:
        """The texts of an edition."""
        return digest.messages(
            from_json(edition.figures),
            from_json(edition.before) if edition.before else None,
            self._texts.speaking(language),
            wave=edition.wave,
            when=self._date(edition),
            groups=GROUPS,
        )

    def picture(self, edition: Edition, language: str) -> Piece:
        """The picture of an edition."""
        from bot.pictures import (
            digest as charts,  # draws with matplotlib, which takes a second to load
        )

        figures = from_json(edition.figures)
        say = self._texts.speaking(language)
        wave, when = edition.wave, self._date(edition)
        return Piece(
            digest.caption(figures, say, wave=wave, when=when),
            charts.picture(figures, say, wave=wave, when=when),
        )

    def piece(self, post: DuePost) -> Piece:
        """What a post says."""
        if post.part == PICTURE:
            return self.picture(post.edition, post.language)
        number = int(post.part.rpartition(" ")[2])
        return Piece(self.messages(post.edition, post.language)[number])

    async def drawn(self, post: DuePost) -> Piece:
        """The same, made where nobody's tap waits for it: a picture in a process of its own."""
        if post.part != PICTURE:
            return await asyncio.to_thread(self.piece, post)
        return await aside(self._settings.secrets(), _drawn, self._settings, post)

    def _date(self, edition: Edition) -> date:
        return edition.claimed_at.astimezone(self._zone).date()


def _drawn(settings: Settings, post: DuePost) -> Piece:
    return Newsroom(Texts(), settings).piece(post)
