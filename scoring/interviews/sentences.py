"""A text's sentences, as places in it: what coders are asked about. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

END = re.compile(r"[.!?…]+[»”\"')\]]*(?=\s)|\n")
"""Where a sentence may end; a line always does."""

SHORT = re.compile(r"(?:^|[\s(«“])(?:\w|\d{1,2})\.$")
"""No end: an initial, an abbreviation of one letter (г., ж.), the number of a list."""

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


class Span(NamedTuple):
    """A passage's place in a text, in Unicode characters (code points): `stop` is the first after.

    A line break is one character, as texts are kept with LF alone.
    """

    start: int
    stop: int

    def meets(self, other: Span) -> bool:
        """Say whether they have a character in common."""
        return self.start < other.stop and other.start < self.stop


def plain(text: str) -> str:
    """Return a text as it is kept: line breaks are LF, nothing stands around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def bare(cell: str) -> str:
    """Return a cell without the sign that keeps a spreadsheet from seeing a formula in it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences in their order; every character that is no space is in one of them."""
    return tuple(_trimmed(text))


def _trimmed(text: str) -> Iterator[Span]:
    start = 0
    for stop in (*_ends(text), len(text)):
        part = text[start:stop]
        if inner := part.strip():
            first = start + part.index(inner)
            yield Span(first, first + len(inner))
        start = stop


def _ends(text: str) -> Iterator[int]:
    for found in END.finditer(text):
        stop = found.end()
        if found[0] == "\n":
            yield stop
            continue
        follows = text[stop:].lstrip()[:1]
        if not follows.islower() and not SHORT.search(text[max(0, stop - 4) : stop]):
            yield stop
