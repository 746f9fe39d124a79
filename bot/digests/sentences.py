"""Claims in words: a claim's codes become names, and its key the sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.texts import Say
from scoring.balance import said
from scoring.claims import Claim

NAMES = {
    **dict.fromkeys(("city", "first", "second", "cities", "others"), "city-{}"),
    **dict.fromkeys(("group", "groups"), "group-{}.report"),
    "index": "index-{}.short",
    "level": "sentence-level-{}",
    **dict.fromkeys(("from", "to"), "sentence-level-{}.between"),
    **said.NAMES,
}
"""By the name of a value, the key of the text that names its code."""

GATHERED = ("sentence-even", "sentence-unchanged")
"""Sentences that would be said of many cities and indices alike: they are said once of all."""


def spoken(claims: Sequence[Claim], say: Say) -> Iterator[str]:
    """Say claims one after the other; those that differ in the place alone share a sentence."""
    told: set[str] = set()
    for claim in claims:
        alike = [one for one in claims if one.key == claim.key]
        if claim.key not in GATHERED or len(alike) == 1:
            yield sentence(claim, say)
        elif claim.key not in told:
            told.add(claim.key)
            yield say(f"{claim.key}-many", places=_places(alike, say))


def sentence(claim: Claim, say: Say) -> str:
    """Say one claim."""
    values: dict[str, object] = {}
    for name, value in claim.values.items():
        if isinstance(value, tuple):
            values[name] = ", ".join(str(_named(name, code, say)) for code in value)
        else:
            values[name] = _named(name, value, say)
    return say(claim.key, **values)


def _places(claims: Sequence[Claim], say: Say) -> str:
    cities: dict[str, list[str]] = {}
    for claim in claims:
        index = say(f"index-{claim.values['index']}.short")
        cities.setdefault(say(f"city-{claim.values['city']}"), []).append(index)
    parts = [say("sentence-place", city=c, indices=", ".join(i)) for c, i in cities.items()]
    return ", ".join(parts)


def _named(name: str, code: str | float, say: Say) -> str | float:
    """Return the words of a code by what its value is called; numbers and totals stay."""
    if name in NAMES:
        return say(NAMES[name].format(code))
    return say("sentence-item", name=say(str(code))) if name == "items" else code
