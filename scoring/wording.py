"""The wording's freeze: a hash of every sentence that people have been asked.

Wording is part of the measurement. The lock beside an instrument holds what was fielded; a text
that differs from it is a new version of the instrument, not an edit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping

from scoring.instrument import Instrument
from scoring.items import RATING


def fingerprints(
    instrument: Instrument, wording: Mapping[str, Callable[[str], str]]
) -> dict[str, str]:
    """Return one SHA-256 an item, scale word and option in each language, keyed `SCRI1@kk`.

    `wording` gives for each language a function from a key (`SCRI1`, `SCRI1.question`,
    `scale-1`) to its words; what it raises for an absent key is passed on. An item's hash covers
    title and question. The words for non-answers are free: they offer a way out, no measure.
    """
    prints: dict[str, str] = {}
    for language, words in wording.items():
        for item in instrument.items:
            prints[f"{item.id}@{language}"] = _hash(words(item.id), words(f"{item.id}.question"))
        for key in answers(instrument):
            prints[f"{key}@{language}"] = _hash(words(key))
    return prints


def answers(instrument: Instrument) -> tuple[str, ...]:
    """Return the keys of the words that stand for answers: scale words and options."""
    scales = dict.fromkeys(item.scale for item in instrument.items if item.kind == RATING)
    options = [f"{item.id}-{option}" for item in instrument.items for option in item.options]
    return (*(f"{scale}-{code}" for scale in scales for code in instrument.ratings), *options)


def lock(instrument: Instrument, prints: Mapping[str, str]) -> str:
    """Return the text of a lock file that freezes these fingerprints."""
    content = {"instrument": instrument.name, "wording": dict(prints)}
    return json.dumps(content, indent=2, sort_keys=True) + "\n"


def check(instrument: Instrument, prints: Mapping[str, str], locked: str) -> list[str]:
    """Say how the present wording differs from the lock's text, a sentence each; none if equal."""
    try:
        content = json.loads(locked)
    except ValueError as error:
        return [f"the lock is not JSON: {error}; take it from the version that was fielded"]
    if not isinstance(content, dict) or not isinstance(content.get("wording"), dict):
        return ["the lock has no table of wording; take it from the version that was fielded"]
    if content.get("instrument") != instrument.name:
        return [f"the lock is for {content.get('instrument')}, not for {instrument.name}"]
    frozen: dict[str, object] = content["wording"]
    found: list[str] = []
    for key in sorted({*frozen, *prints}):
        if key not in prints:
            found.append(f"{key}: was fielded and is gone; put it back")
        elif key not in frozen:
            found.append(f"{key}: is not in the lock; a further language needs a lock written anew")
        elif frozen[key] != prints[key]:
            found.append(f"{key}: differs from what was fielded; put it back or make a new version")
    return found


def _hash(*texts: str) -> str:
    # A line break between the parts, so that a word moved from title to question is seen.
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
