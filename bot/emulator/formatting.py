"""The text of a request: parsed, measured, and its entities checked."""

from __future__ import annotations

from typing import Any, Final

from .markup import parse
from .refusals import bad
from .text import Entity, units

LONGEST_TEXT: Final = 4096
LONGEST_CAPTION: Final = 1024
_MOST_ENTITIES: Final = 100
_TYPES: Final = frozenset(
    (
        *("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"),
        *("bold", "italic", "underline", "strikethrough", "spoiler", "blockquote"),
        *("expandable_blockquote", "code", "pre", "text_link", "text_mention"),
        *("custom_emoji", "date_time"),
    )
)


def message_text(params: dict[str, Any]) -> tuple[str, list[Entity]]:
    """Text and entities of a message; UTF-16 length 1-4096 once parsed."""
    text, entities = _formatted(params.get("text", ""), params, "entities")
    if not text:
        raise bad("message text is empty" if not params.get("text") else "text must be non-empty")
    if len(text) * 2 > LONGEST_TEXT and units(text) > LONGEST_TEXT:
        raise bad("message is too long")
    return text, entities


def caption(params: dict[str, Any]) -> tuple[str, list[Entity]]:
    """Caption and entities; UTF-16 length 0-1024 once parsed."""
    text, entities = _formatted(params.get("caption", ""), params, "caption_entities")
    if units(text) > LONGEST_CAPTION:
        raise bad("message caption is too long")
    return text, entities


def _formatted(raw: str, params: dict[str, Any], field: str) -> tuple[str, list[Entity]]:
    mode = params.get("parse_mode")
    given = params.get(field)
    if not mode:
        text, entities = raw, _given(raw, given) if given else []
    elif mode.lower() == "html":
        text, found = parse(raw)
        entities = list(found)
    else:
        raise bad("unsupported parse_mode: this Telegram reads HTML")
    if len(entities) > _MOST_ENTITIES:
        del entities[_MOST_ENTITIES:]
    stripped = text.strip()
    if stripped is not text and stripped != text:
        return _trimmed(text, stripped, entities)
    return text, entities


def _given(text: str, given: list[Any]) -> list[Entity]:
    end = units(text)
    for entity in given:
        if not isinstance(entity, dict) or entity.get("type") not in _TYPES:
            raise bad("can't parse MessageEntity")
        offset, length = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(length, int):
            raise bad("can't parse MessageEntity: offset and length must be Integers")
        if offset < 0 or length <= 0 or offset + length > end:
            raise bad("entity begins or ends outside of the text")
    return given


def _trimmed(text: str, stripped: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Telegram trims the ends of a text and its entities with them."""
    shift = units(text[: len(text) - len(text.lstrip())])
    size = units(stripped)
    kept: list[Entity] = []
    for entity in entities:
        start = max(0, entity["offset"] - shift)
        end = min(size, entity["offset"] + entity["length"] - shift)
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return stripped, kept
