"""The instrument: which items are asked, in which order, with which codes.

A response's closed answers are one text of fixed width, in the instrument's order: an item takes
as many characters as its kind needs (`items`), a rating one.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from scoring import conditions, grammar
from scoring.analysis import Analysis
from scoring.groups import GROUPS
from scoring.items import (
    DONT_KNOW,
    KINDS,
    NOT_ASKED,
    NOT_REACHED,
    RATING,
    RATINGS,
    SECONDS,
    SKIPPED,
    VALUES,
    Item,
    stand_for,
)
from scoring.sections import Index, Section

__all__ = [
    "DONT_KNOW",
    "KINDS",
    "NOT_ASKED",
    "NOT_REACHED",
    "RATINGS",
    "SKIPPED",
    "VALUES",
    "Index",
    "Instrument",
    "InstrumentError",
    "Item",
    "Section",
    "load",
    "names",
    "parse",
]


class InstrumentError(ValueError):
    """An instrument cannot be used; `faults` says all that is wrong, and what to do."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of a questionnaire; the same version always asks the same, in the same order.

    `groups` are the stakeholder groups that it is for; `analyses` say what is made of its ratings.
    """

    id: str
    version: int
    source: str
    sections: tuple[Section, ...]
    groups: tuple[str, ...] = GROUPS
    ratings: tuple[str, ...] = RATINGS
    analyses: tuple[Analysis, ...] = ()
    # What every tap asks for, prepared once.
    indices: tuple[Index, ...] = field(init=False, repr=False, compare=False)
    items: tuple[Item, ...] = field(init=False, repr=False, compare=False)
    blank: str = field(init=False, repr=False, compare=False)
    conditional: tuple[Item, ...] = field(init=False, repr=False, compare=False)
    _by_id: Mapping[str, Item] = field(init=False, repr=False, compare=False)
    _by_place: tuple[Item, ...] = field(init=False, repr=False, compare=False)
    _sections: Mapping[str, tuple[Section, int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        items = tuple(item for section in self.sections for item in section.items)
        by_place = tuple(item for item in items for _ in range(item.width))
        prepared = {
            "indices": tuple(one for one in self.sections if isinstance(one, Index)),
            "items": items,
            "blank": NOT_REACHED * len(by_place),
            "conditional": tuple(item for item in items if item.ask_if is not None),
            "_by_id": {item.id: item for item in items},
            "_by_place": by_place,
            "_sections": {
                item.id: (section, ordinal)
                for section in self.sections
                for ordinal, item in enumerate(section.items, start=1)
            },
        }
        for name, value in prepared.items():
            object.__setattr__(self, name, value)

    @property
    def name(self) -> str:
        """Id and version as the record and the exports say them: `smart-city-2025/1`."""
        return f"{self.id}/{self.version}"

    @property
    def rated(self) -> bool:
        """Whether every item is a rating."""
        return all(item.kind == RATING for item in self.items)

    def analysis(self, kind: str) -> Analysis | None:
        """Return the analysis of a kind that is there once at most."""
        return next((one for one in self.analyses if one.kind == kind), None)

    @property
    def minutes(self) -> int:
        """About how many minutes it takes."""
        return max(1, round(sum(SECONDS[item.kind] for item in self.items) / 60))

    def asks(self, item_id: str) -> bool:
        """Say whether there is such an item."""
        return item_id in self._by_id

    def item(self, item_id: str) -> Item:
        """Return the item of this id; KeyError if it is not asked."""
        return self._by_id[item_id]

    def position(self, item_id: str) -> int:
        """Return the 0-based place of the item's first character; KeyError if it is not asked."""
        return self._by_id[item_id].start

    def section_of(self, item: Item) -> tuple[Section, int]:
        """Return the item's section and its place (1-based) in it."""
        return self._sections[item.id]

    def given(self, answers: str, item: Item) -> str:
        """Return the item's characters."""
        return answers[item.start : item.start + item.width]

    def next_item(self, answers: str) -> Item | None:
        """Return the first item not reached; None when all have been, ValueError on a bad length.

        It looks at the stored answers alone, so a walk can be taken up anywhere at any time.
        """
        self._check_length(answers)
        place = answers.find(NOT_REACHED)
        return None if place < 0 else self._by_place[place]

    def previous_item(self, item: Item, answers: str = "") -> Item | None:
        """Return the item asked before this one, by the answers' conditions; None for the first."""
        for before in reversed(self.items[: item.number - 1]):
            if answers[before.start : before.start + 1] != NOT_ASKED:
                return before
        return None

    def last_item(self, answers: str) -> Item | None:
        """Return the last item that is asked."""
        return next((i for i in reversed(self.items) if answers[i.start] != NOT_ASKED), None)

    def answer(self, answers: str, item_id: str, code: str) -> str:
        """Return the answers with the item's code put in (`Item.signs`).

        Raises KeyError for an item that is not asked, ValueError for a code that may not be
        given or a text of another length.
        """
        item = self._by_id[item_id]
        signs = item.signs(code)
        if signs is None:
            allowed = " ".join(sorted(item.codes()))
            raise ValueError(f"{item_id}: code {code!r} is not one of {allowed}")
        self._check_length(answers)
        return answers[: item.start] + signs + answers[item.start + item.width :]

    def begin(self, group: str) -> str:
        """Return the answers of somebody of a group who has given none."""
        return self.routed(self.blank, group)

    def routed(self, answers: str, group: str) -> str:
        """Return the answers with every condition applied.

        What is not to be asked loses its answer; what is to be asked after all has none yet.
        """
        for item in self.conditional:
            assert item.ask_if is not None  # noqa: S101 - it is one of the conditional
            values: dict[str, conditions.Value | None] = {conditions.GROUP: group}
            for part in conditions.parts(item.ask_if):
                if part.item in self._by_id:
                    before = self._by_id[part.item]
                    values[part.item] = before.value(self.given(answers, before))
            asked = conditions.holds(item.ask_if, values)
            if asked and answers[item.start] != NOT_ASKED:
                continue
            signs = (NOT_REACHED if asked else NOT_ASKED) * item.width
            answers = answers[: item.start] + signs + answers[item.start + item.width :]
        return answers

    def _check_length(self, answers: str) -> None:
        if len(answers) != len(self.blank):
            raise ValueError(
                f"{self.name} has {len(self.blank)} characters, the answers have {len(answers)}"
            )


def parse(text: str) -> Instrument:
    """Read an instrument from TOML; InstrumentError tells all faults at once."""
    try:
        document: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InstrumentError((f"the file is not TOML: {error}; correct that place",)) from None
    return build(document)


def build(document: dict[str, Any]) -> Instrument:
    """Make an instrument of a parsed document; InstrumentError tells all faults at once."""
    faults = grammar.faults(document)
    if faults:
        raise InstrumentError(faults)
    sections: list[Section] = []
    number, start = 1, 0
    for kind, name in ((Index, "index"), (Section, "section")):
        for table in document.get(name, ()):
            items: list[Item] = []
            for entry in table["items"]:
                for item in stand_for(table, entry, number, start):
                    items.append(item)
                    number, start = number + 1, start + item.width
            sections.append(kind(table["id"], tuple(items), table["source"]))
    analyses = tuple(
        Analysis(table["kind"], tuple((name, tuple(ids)) for name, ids in table["of"].items()))
        for table in document.get("analysis", ())
    )
    return Instrument(
        document["id"],
        document["version"],
        document["source"],
        tuple(sections),
        groups=tuple(document.get("groups", GROUPS)),
        analyses=analyses,
    )


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
