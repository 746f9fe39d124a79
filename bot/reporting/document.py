"""A report as data: what a page and a PDF both lay out. Every text is written out already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; `small` for what explains a table or a picture."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list of sentences."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; each row's first cell names the row, the others hold figures or, `words`, text."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its kind (`captions.pictures`), and what it shows for those who cannot see.

    It may be several, one under the other: the words are those of the first, and tell of all.
    """

    kind: str
    alt: str


Block = Words | Points | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A title and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All of a report: its head, then the sections in their order."""

    language: str
    title: str
    head: tuple[str, ...]
    sections: tuple[Section, ...]


def points(lines: Iterable[str]) -> list[Block]:
    """Return a list of the lines, or nothing where there are none."""
    found = tuple(lines)
    return [Points(found)] if found else []
