"""A given answer in words."""

from __future__ import annotations

from bot.texts import Say
from scoring.instrument import DONT_KNOW, NOT_ASKED, NOT_REACHED, SKIPPED, Item
from scoring.items import MANY, ONE, RATING

MISSING = {
    DONT_KNOW: "answer-unknown",
    SKIPPED: "answer-refused",
    NOT_REACHED: "answer-missing",
    NOT_ASKED: "answer-missing",
}


def answer_words(say: Say, item: Item, signs: str) -> str:
    """The stored characters in words: what was given, or what kind of non-answer it is."""
    if signs == SKIPPED and item.spoken:
        return say("answer-skipped")  # its button says: skip
    if signs[0] in MISSING:
        return say(MISSING[signs[0]])
    if item.kind == RATING:
        return f"{signs} — {say(f'{item.scale}-{signs}')}"
    value = item.value(signs)
    if item.kind == ONE:
        return say(f"{item.id}-{value}")
    if item.kind == MANY and isinstance(value, frozenset):
        chosen = [say(f"{item.id}-{option}") for option in item.options if option in value]
        return "; ".join(chosen) or say("many-none")
    return say("open-given", count=value) if item.spoken else str(value)


def mark(say: Say, item: Item, signs: str) -> str:
    """The same, as short as a line of the review needs it."""
    if signs[0] in MISSING or item.kind in {ONE, MANY} or item.spoken:
        return answer_words(say, item, signs)
    return str(item.value(signs))
