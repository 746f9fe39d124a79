"""Telegram's HTML: from markup to text and entities, as TDLib reads it.

Rules and error texts follow `do_parse_html` of TDLib. Offsets and lengths count UTF-16 units,
the offsets in errors count bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from .refusals import Refusal, bad
from .text import Entity, address, cut, units

_TYPES: Final = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
# Of entities over the same letters, which comes first.
_ORDER: Final = {
    name: rank
    for rank, name in enumerate(
        (
            *("blockquote", "expandable_blockquote", "pre", "code", "text_link"),
            *("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"),
        )
    )
}
# The attribute of a tag that means something, and what its value must begin with.
_ARGUMENTS: Final = {
    ("a", "href"): "",
    ("code", "class"): "language-",
    ("span", "class"): "tg-",
    ("tg-emoji", "emoji-id"): "",
}
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LAST_CHARACTER: Final = 0x10FFFF

_REFERENCE: Final = re.compile(r"&(?:#[xX]([0-9A-Fa-f]+)|#([0-9]+)|([A-Za-z]+));?")
_PLAIN: Final = re.compile(r"[^<&]+")
_NAME: Final = re.compile(r"[^ \t\r\n\v>]*")
_SPACE: Final = re.compile(r"[ \t\r\n\v]*")
_ATTRIBUTE: Final = re.compile(r"""[^ \t\r\n\v=>/"']*""")
_TOKEN: Final = re.compile(r"[A-Za-z0-9.-]*")


@dataclass(slots=True)
class _Tag:
    name: str
    argument: str
    start: int


@dataclass(slots=True)
class _Reading:
    """Where a reading stands: place in the markup, text so far and its length in UTF-16 units."""

    markup: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_Tag] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.markup, self.at)
        taken = found.group() if found else ""
        self.at += len(taken)
        return taken

    def next(self) -> str:
        return self.markup[self.at : self.at + 1]

    def add(self, text: str) -> None:
        self.text.append(text)
        self.length += units(text)

    def fault(self, what: str, begin: int, rest: str = "") -> Refusal:
        offset = len(self.markup[:begin].encode())
        return bad(f"can't parse entities: {what} at byte offset {offset}{rest}")


@lru_cache(maxsize=1024)  # a bot shows the same screens to all people
def parse(markup: str) -> tuple[str, tuple[Entity, ...]]:
    """Text and entities of `markup`; raises a `Refusal` in Telegram's own words."""
    if "<" not in markup and "&" not in markup:
        return markup, ()
    reading = _Reading(markup)
    while reading.at < len(markup):
        match reading.next():
            case "<" if markup.startswith("</", reading.at):
                _close(reading)
            case "<":
                _open(reading)
            case "&":
                reading.add(_reference(reading))
            case _:
                reading.add(reading.take(_PLAIN))
    if reading.open:
        tag = reading.open[-1].name
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{tag}\"")
    for entity in reading.entities:
        if entity["type"] == "code":
            entity.pop("language", None)  # a language belongs to the block around the code
    reading.entities.sort(key=lambda e: (e["offset"], -e["length"], _ORDER[e["type"]]))
    return "".join(reading.text), tuple(reading.entities)


def _reference(reading: _Reading) -> str:
    """The character a reference stands for, or the bare `&` of what only looks like one."""
    found = _REFERENCE.match(reading.markup, reading.at)
    if found:
        hexadecimal, decimal, name = found.groups()
        code = int(hexadecimal, 16) if hexadecimal else int(decimal or "0")
        letter = chr(code) if 0 < code <= _LAST_CHARACTER else _NAMED.get(name, "")
        if letter:
            reading.at = found.end()
            return letter
    reading.at += 1
    return "&"


def _lower(name: str) -> str:
    """ASCII letters in lower case: Telegram leaves the others as they are."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in name)


def _open(reading: _Reading) -> None:
    begin = reading.at
    reading.at += 1
    name = _lower(reading.take(_NAME))
    if not reading.next():
        raise reading.fault("Unclosed start tag", begin)
    if name not in _TYPES:
        raise reading.fault(f'Unsupported start tag "{name}"', begin)
    argument = _attributes(reading, name, begin)
    if name == "span" and argument != "spoiler":
        raise reading.fault('Tag "span" must have class "tg-spoiler"', begin)
    reading.at += 1
    reading.open.append(_Tag(name, argument, reading.length))


def _attributes(reading: _Reading, tag: str, begin: int) -> str:
    argument = ""
    while True:
        reading.take(_SPACE)
        if reading.next() == ">":
            return argument
        name = reading.take(_ATTRIBUTE)
        if not name:
            raise reading.fault(f'Empty attribute name in the tag "{tag}"', begin)
        reading.take(_SPACE)
        if not reading.next():
            raise reading.fault(f'Unclosed start tag "{tag}"', begin)
        if reading.next() == "=":
            reading.at += 1
            reading.take(_SPACE)
            value = _value(reading)
            prefix = _ARGUMENTS.get((tag, name))
            if prefix is not None and value.startswith(prefix):
                argument = value.removeprefix(prefix)
        elif (tag, name) == ("blockquote", "expandable"):
            argument = name
        if not reading.next():
            raise reading.fault("Unclosed start tag", begin)


def _value(reading: _Reading) -> str:
    begin = reading.at
    quote = reading.next()
    if quote not in {"'", '"'}:
        token = reading.take(_TOKEN)
        if reading.next() and reading.next() not in " \t\r\n\v>":
            raise reading.fault("Unexpected end of name token", begin)
        return _lower(token)
    reading.at += 1
    value: list[str] = []
    while (letter := reading.next()) and letter != quote:
        if letter == "&":
            value.append(_reference(reading))
        else:
            value.append(letter)
            reading.at += 1
    reading.at += 1
    return "".join(value)


def _close(reading: _Reading) -> None:
    begin = reading.at
    if not reading.open:
        raise reading.fault("Unexpected end tag", begin)
    reading.at += 2
    name = _lower(reading.take(_NAME))
    reading.take(_SPACE)
    if reading.next() != ">":
        raise reading.fault("Unclosed end tag", begin)
    reading.at += 1
    tag = reading.open.pop()
    if name and name != tag.name:
        rest = f', expected "</{tag.name}>", found "</{name}>"'
        raise reading.fault("Unmatched end tag", begin, rest)
    if reading.length > tag.start:
        _span(reading, tag)


def _span(reading: _Reading, tag: _Tag) -> None:
    kind = _TYPES[tag.name]
    span: Entity = {"offset": tag.start, "length": reading.length - tag.start, "type": kind}
    last = reading.entities[-1] if reading.entities else {}
    inner = last if last.items() >= {"offset": tag.start, "length": span["length"]}.items() else {}
    if kind == "text_link":
        written = cut("".join(reading.text), tag.start, reading.length)
        url = address(tag.argument or written)
        if url is None:
            return
        span["url"] = url
    elif kind == "custom_emoji":
        span["custom_emoji_id"] = tag.argument
    elif kind == "blockquote" and tag.argument:
        span["type"] = "expandable_blockquote"
    elif kind == "code" and tag.argument:
        if inner.get("type") == "pre":
            inner["language"] = tag.argument
            return
        span["language"] = tag.argument
    elif kind == "pre" and inner.get("type") == "code" and "language" in inner:
        inner["type"] = "pre"
        return
    reading.entities.append(span)
