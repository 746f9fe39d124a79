"""One question: its kind, what may be answered, and how an answer stands in the record's text.

| kind   | characters         | an answer                                             |
|--------|--------------------|-------------------------------------------------------|
| rating | 1                  | 1 to 5                                                |
| one    | 1                  | the option's sign: 1 to 9, then a to z, in its order  |
| many   | one an option      | 1 chosen, 0 not                                       |
| number | as many as `high`  | digits, with zeros before                             |
| text, voice, open | 1       | how many messages were given; 9 says nine or more     |

A non-answer fills all characters of its item with one sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from scoring import conditions
from scoring.conditions import Condition, Value

DONT_KNOW = "?"
SKIPPED = "-"
NOT_REACHED = "."
NOT_ASKED = "/"
RATINGS = ("1", "2", "3", "4", "5")

VALUES: Mapping[str, int] = MappingProxyType(
    {
        **{code: int(code) for code in RATINGS},
        DONT_KNOW: -8,
        SKIPPED: -9,
        NOT_REACHED: -7,
        NOT_ASKED: -6,
    }
)
"""Every sign of a rating and the number that exports give it (methodology §2.3)."""

MISSING = frozenset({DONT_KNOW, SKIPPED, NOT_REACHED, NOT_ASKED})
RATING, ONE, MANY, NUMBER, TEXT, VOICE, OPEN = KINDS = (
    *("rating", "one", "many", "number"),
    *("text", "voice", "open"),
)
PAIR = "pair"
"""In a file alone: stands for two ratings of one thing, one after the other."""

SPOKEN = frozenset({TEXT, VOICE, OPEN})
"""Kinds that are answered in messages of one's own."""

SIGNS = "123456789abcdefghijklmnopqrstuvwxyz"
"""Of the options of a single choice, in their order."""

MANY_MESSAGES = 9
SECONDS = {RATING: 15, ONE: 15, MANY: 20, NUMBER: 15, TEXT: 60, VOICE: 60, OPEN: 60}
"""About how long a question takes to be read and answered: all that people are told of length."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question: its id, its section and its place (1-based) in the instrument.

    `scale` is the key of a rating's words (`scale-1` …), `start` the 0-based place of its first
    character, `pair` the id of the pair that it is a half of. `known`: it asks for a fact that
    others may know of a person, as they know their city.
    """

    id: str
    index: str
    number: int
    source: str
    kind: str = RATING
    scale: str = "scale"
    options: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    ask_if: Condition | None = None
    pair: str = ""
    start: int = 0
    known: bool = False

    @property
    def width(self) -> int:
        """How many characters an answer takes."""
        if self.kind == MANY:
            return len(self.options)
        return len(str(self.high)) if self.kind == NUMBER else 1

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns in an export."""
        if self.kind == MANY:
            return tuple(f"{self.id}_{option}" for option in self.options)
        return (self.id,)

    @property
    def spoken(self) -> bool:
        """Whether it is answered in messages of one's own."""
        return self.kind in SPOKEN

    def takes(self, kind: str) -> bool:
        """Say whether a message of this kind (text or voice) may be an answer."""
        return self.kind in {kind, OPEN}

    def codes(self) -> tuple[str, ...]:
        """Return the codes that one tap may give."""
        given = {RATING: RATINGS, ONE: self.options}.get(self.kind, ())
        return (*given, SKIPPED) if self.spoken else (*given, DONT_KNOW, SKIPPED)

    def signs(self, code: str) -> str | None:
        """Return the characters of an answer; None for one that may not be given.

        A code is a rating, an option, several joined by spaces (none: ""), or a number's digits.
        """
        if code == SKIPPED or (code == DONT_KNOW and not self.spoken):
            return code * self.width
        if self.kind == RATING:
            return code if code in RATINGS else None
        if self.kind == ONE:
            return SIGNS[self.options.index(code)] if code in self.options else None
        if self.kind == MANY:
            chosen = code.split()
            known = set(chosen) <= set(self.options)
            return "".join("01"[one in chosen] for one in self.options) if known else None
        if self.kind == NUMBER and code.isascii() and code.isdigit():
            fits = self.low <= int(code) <= self.high
            return code.lstrip("0").rjust(self.width, "0") if fits else None
        return None

    def value(self, signs: str) -> Value | None:
        """Return what the characters say; None for a non-answer."""
        if signs[0] in MISSING:
            return None
        if self.kind == ONE:
            return self.options[SIGNS.index(signs)]
        if self.kind == MANY:
            return frozenset(o for o, sign in zip(self.options, signs, strict=True) if sign == "1")
        return int(signs)

    def numbers(self, signs: str) -> tuple[int, ...]:
        """Return one number a column, as exports write them; a choice is its option's place."""
        if signs[0] in MISSING:
            return (VALUES[signs[0]],) * len(self.columns)
        if self.kind == ONE:
            return (SIGNS.index(signs) + 1,)
        return tuple(map(int, signs)) if self.kind == MANY else (int(signs),)


def stand_for(
    table: Mapping[str, Any], entry: Mapping[str, Any], number: int, start: int
) -> Iterator[Item]:
    """Give the items that a sound entry of a table stands for: a pair is two ratings."""
    ask_if = conditions.parse(entry["ask_if"]) if "ask_if" in entry else None
    first = Item(entry["id"], table["id"], number, entry["source"], ask_if=ask_if, start=start)
    if entry.get("kind") == PAIR:
        for place, half in enumerate(entry["scales"]):
            yield replace(
                first,
                id=f"{first.id}_{half}",
                number=number + place,
                scale=f"scale-{half}",
                pair=first.id,
                start=start + place,
            )
        return
    scale = entry.get("scale", table.get("scale"))
    yield replace(
        first,
        kind=entry.get("kind", RATING),
        scale=f"scale-{scale}" if scale else "scale",
        options=tuple(entry.get("options", ())),
        low=entry.get("min", 0),
        high=entry.get("max", 0),
        known=entry.get("known", entry.get("kind") == NUMBER),
    )
