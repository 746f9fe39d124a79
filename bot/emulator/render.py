"""From text and entities back to HTML, for the page and for tests."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from .text import Entity

_TAGS: Final = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
    "spoiler": "tg-spoiler",
}


def render(text: str, entities: Sequence[Entity]) -> str:
    """HTML of a text; everything that is not an entity is escaped."""
    if not entities:
        return escape(text, quote=False)
    wide = text.encode("utf-16-le", "surrogatepass")
    out: list[str] = []
    ends: list[tuple[int, str]] = []
    at = 0

    def write(until: int) -> None:
        nonlocal at
        out.append(escape(wide[2 * at : 2 * until].decode("utf-16-le", "replace"), quote=False))
        at = until

    def close(until: int) -> None:
        while ends and ends[-1][0] <= until:
            end, tag = ends.pop()
            write(end)
            out.append(tag)

    for entity in entities:  # sorted: what begins earlier, then what is longer, comes first
        close(entity["offset"])
        write(entity["offset"])
        opening, closing = _tags(entity)
        out.append(opening)
        ends.append((entity["offset"] + entity["length"], closing))
    close(len(wide) // 2)
    write(len(wide) // 2)
    return "".join(out)


def _tags(entity: Entity) -> tuple[str, str]:
    if entity["type"] == "text_link":
        return f'<a href="{escape(entity["url"])}" target="_blank" rel="noopener">', "</a>"
    tag = _TAGS.get(entity["type"])
    return (f"<{tag}>", f"</{tag}>") if tag else ("", "")
