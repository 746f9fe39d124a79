"""The instrument: which items are asked, in which order, with which codes.

A response's closed answers are one text, one character an item in the instrument's order.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from types import MappingProxyType
from typing import Any

from scoring import grammar

DONT_KNOW = "?"
SKIPPED = "-"
NOT_REACHED = "."
RATINGS = ("1", "2", "3", "4", "5")

VALUES: Mapping[str, int] = MappingProxyType(
    {**{code: int(code) for code in RATINGS}, DONT_KNOW: -8, SKIPPED: -9, NOT_REACHED: -7}
)
"""Every stored code and the number that exports give it (methodology §2.3)."""


class InstrumentError(ValueError):
    """An instrument cannot be used; `faults` says all that is wrong, and what to do."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Item:
    """One question: its id, the index it belongs to and its place (1-based) in the instrument."""

    id: str
    index: str
    number: int
    source: str


@dataclass(frozen=True, slots=True)
class Index:
    """Items whose ratings make one figure."""

    id: str
    items: tuple[Item, ...]
    source: str

    @property
    def maximum(self) -> int:
        """The largest possible sum of item scores."""
        return int(RATINGS[-1]) * len(self.items)


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of a questionnaire; the same version always asks the same, in the same order."""

    id: str
    version: int
    source: str
    indices: tuple[Index, ...]
    ratings: tuple[str, ...] = RATINGS
    # What every tap asks for, prepared once.
    items: tuple[Item, ...] = field(init=False, repr=False, compare=False)
    blank: str = field(init=False, repr=False, compare=False)
    _by_id: Mapping[str, Item] = field(init=False, repr=False, compare=False)
    _sections: Mapping[str, tuple[Index, int]] = field(init=False, repr=False, compare=False)
    _codes: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        items = tuple(item for index in self.indices for item in index.items)
        sections = {
            item.id: (index, ordinal)
            for index in self.indices
            for ordinal, item in enumerate(index.items, start=1)
        }
        prepared = {
            "items": items,
            "blank": NOT_REACHED * len(items),
            "_by_id": {item.id: item for item in items},
            "_sections": sections,
            "_codes": frozenset({*self.ratings, DONT_KNOW, SKIPPED}),
        }
        for name, value in prepared.items():
            object.__setattr__(self, name, value)

    @property
    def name(self) -> str:
        """Id and version as the record and the exports say them: `smart-city-2025/1`."""
        return f"{self.id}/{self.version}"

    def item(self, item_id: str) -> Item:
        """Return the item of this id; KeyError if it is not asked."""
        return self._by_id[item_id]

    def position(self, item_id: str) -> int:
        """Return the 0-based place of the item's character; KeyError if it is not asked."""
        return self._by_id[item_id].number - 1

    def section_of(self, item: Item) -> tuple[Index, int]:
        """Return the item's index and its place (1-based) in it."""
        return self._sections[item.id]

    def accepts(self, code: str) -> bool:
        """Say whether a person may give this code: a rating, don't know or skipped."""
        return code in self._codes

    def next_item(self, answers: str) -> Item | None:
        """Return the first item not reached; None when all have been, ValueError on a bad length.

        It looks at the stored answers alone, so a walk can be taken up anywhere at any time.
        """
        self._check_length(answers)
        place = answers.find(NOT_REACHED)
        return None if place < 0 else self.items[place]

    def previous_item(self, item: Item) -> Item | None:
        """Return the item asked before this one; None for the first."""
        return None if item.number == 1 else self.items[item.number - 2]

    def answer(self, answers: str, item_id: str, code: str) -> str:
        """Return the answers with the item's code put in.

        Raises KeyError for an item that is not asked, ValueError for a code that may not be
        given or a text of another length.
        """
        if not self.accepts(code):
            allowed = " ".join(sorted(self._codes))
            raise ValueError(f"{item_id}: code {code!r} is not one of {allowed}")
        self._check_length(answers)
        place = self.position(item_id)
        return answers[:place] + code + answers[place + 1 :]

    def _check_length(self, answers: str) -> None:
        if len(answers) != len(self.items):
            raise ValueError(
                f"{self.name} has {len(self.items)} items, the answers have {len(answers)}"
            )


def parse(text: str) -> Instrument:
    """Read an instrument from TOML; InstrumentError tells all faults at once."""
    try:
        document: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InstrumentError((f"the file is not TOML: {error}; correct that place",)) from None
    faults = grammar.faults(document)
    if faults:
        raise InstrumentError(faults)
    indices: list[Index] = []
    number = 0
    for table in document["index"]:
        items: list[Item] = []
        for entry in table["items"]:
            number += 1
            items.append(Item(entry["id"], table["id"], number, entry["source"]))
        indices.append(Index(table["id"], tuple(items), table["source"]))
    return Instrument(document["id"], document["version"], document["source"], tuple(indices))


@functools.cache
def names() -> tuple[str, ...]:
    """Return the names of the instruments that come with the package, sorted."""
    files = resources.files("scoring.instruments").iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))


@functools.cache
def load(name: str = "smart-city-2025") -> Instrument:
    """Return an instrument that comes with the package; InstrumentError if it cannot be used."""
    if name not in names():
        raise InstrumentError((f"no instrument {name!r}; there are {', '.join(names())}",))
    file = resources.files("scoring.instruments") / f"{name}.toml"
    try:
        return parse(file.read_text(encoding="utf-8"))
    except InstrumentError as error:
        raise InstrumentError(tuple(f"{name}.toml: {fault}" for fault in error.faults)) from None
