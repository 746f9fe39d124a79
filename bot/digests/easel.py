"""A digest's pictures with their captions, in one language.

Drawn in a process of its own, which loads what draws, and neither settings nor a database.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.digests import captions
from bot.texts import Texts
from scoring.findings import from_json

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Piece:
    """One post of a digest: a text, or the caption of pictures (PNG), which are posted at once."""

    text: str
    pictures: tuple[bytes, ...] = ()


def pictures(content: str, language: str, code: str) -> dict[str, Piece]:
    """All pictures of frozen findings that can be drawn: the others hold none of them up."""
    from bot.pictures import draw  # draws with matplotlib, which takes a second to load

    findings, say = from_json(content), Texts().speaking(language)
    drawn: dict[str, Piece] = {}
    for kind in captions.pictures(findings):
        try:
            caption = captions.caption(kind, findings, say, code)
            drawn[kind] = Piece(caption, tuple(draw.pictures(kind, findings, say, code)))
        except Exception:
            log.exception("%s cannot be drawn", kind)
    return drawn
