"""Text as Telegram counts it: in UTF-16 units."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

Entity = dict[str, Any]


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, start: int, end: int) -> str:
    """The part of `text` between two offsets in UTF-16 units."""
    wide = text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end]
    return wide.decode("utf-16-le", "replace")


def address(link: str) -> str | None:
    """A link as Telegram keeps it, or None where it would not make one of it."""
    link = link.strip()
    if link.startswith(("tg://", "mailto:")):
        return link
    try:
        parts = urlsplit(link if "://" in link else f"http://{link}")
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "." not in host or " " in link:
        return None
    return parts._replace(path=parts.path or "/").geturl()
