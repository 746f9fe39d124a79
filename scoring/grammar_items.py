"""What an item of a section may say: its kind, its options, and when it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scoring import conditions
from scoring.conditions import GROUP, ORDERED, Compare, ConditionError, Has, OneOf
from scoring.groups import GROUPS
from scoring.items import KINDS, MANY, NUMBER, ONE, PAIR, RATING, SIGNS

ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,15}")
EXAMPLE = "a letter and up to fifteen letters, digits or _, such as IV1"
LONGEST = 26
"""Letters of an item's id: a place in the record holds it."""

_CODE = re.compile(r"[a-z][a-z0-9_]{0,15}")
_RESERVED = {"and", "or", "not", "in", GROUP}
_HIGHEST = 999_999_999
_EXTRA = {
    RATING: (("scale",), ()),
    PAIR: ((), ("scales",)),
    ONE: (("known",), ("options",)),
    MANY: ((), ("options",)),
    NUMBER: (("known",), ("min", "max")),
}
"""Of each kind, the keys that it may have and those that it must have."""


def keys(item: dict[str, object]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys that an item may have and must have beside id and source."""
    may, must = _EXTRA.get(str(item.get("kind", RATING)), ((), ()))
    return ("kind", "ask_if", *may), must


def faults(where: str, item: dict[str, object]) -> Iterator[str]:
    """Give the faults of an item's kind."""
    kind = item.get("kind", RATING)
    if kind not in {*KINDS, PAIR}:
        yield f"{where}: kind is {kind!r}; choose from {', '.join((*KINDS, PAIR))}"
    if item.get("id") in _RESERVED:
        yield f"{where}: id {item['id']} has a meaning in conditions; choose another"
    yield from scale(where, item)
    if kind == PAIR and "scales" in item:
        yield from _codes(where, item, "scales", 2, 2)
        for name in names(item):
            if len(name) > LONGEST:
                yield f"{where}: {name} is too long; take {LONGEST - 1} letters for id and scale"
    if kind in {ONE, MANY} and "options" in item:
        yield from _codes(where, item, "options", 2, len(SIGNS))
    if not isinstance(item.get("known", True), bool):
        yield f"{where}: known is {item['known']!r}; write true where others may know the answer"
    if kind == NUMBER and "min" in item and "max" in item:
        low, high = item["min"], item["max"]
        if not _whole(low) or not _whole(high) or not low < high:  # type: ignore[operator]
            yield (
                f"{where}: min is {low!r} and max is {high!r}; write whole numbers from 0 to "
                f"{_HIGHEST}, the smaller one first"
            )


def scale(where: str, table: dict[str, object]) -> Iterator[str]:
    """Give the fault of a rating's scale, where one is named."""
    named = table.get("scale", "severity")
    if not (isinstance(named, str) and _CODE.fullmatch(named)):
        yield f'{where}: scale is {named!r}; name it in small letters, such as scale = "severity"'


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _HIGHEST


def _codes(where: str, item: dict[str, object], key: str, least: int, most: int) -> Iterator[str]:
    found = item[key]
    if (
        not isinstance(found, list)
        or not all(isinstance(one, str) and _CODE.fullmatch(one) for one in found)
        or len(set(found)) != len(found)
        or not least <= len(found) <= most
    ):
        many = str(least) if least == most else f"{least} to {most}"
        yield (
            f"{where}: {key} is {found!r}; list {many} codes of small letters, digits and _, "
            f'each once, such as ["yes", "no"]'
        )


def routing(document: dict[str, object]) -> Iterator[str]:
    """Give the faults of all conditions: each may look at earlier items only, and at the group."""
    before: dict[str, dict[str, Any]] = {}
    every = list(entries(document))
    later = {name for _, entry in every for name in names(entry)}
    for where, entry in every:
        condition = entry.get("ask_if")
        if condition is not None:
            for fault in _condition(condition, before, later):
                yield f"{where}: ask_if: {fault}"
        before |= names(entry)


def entries(document: dict[str, object]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give all items with where they stand."""
    for kind in ("index", "section"):
        tables = document.get(kind)
        for number, table in enumerate(tables if isinstance(tables, list) else [], start=1):
            items = table.get("items") if isinstance(table, dict) else None
            for place, item in enumerate(items if isinstance(items, list) else [], start=1):
                if isinstance(item, dict):
                    yield (
                        f"{kind} {number} ({table.get('id')}), item {place} ({item.get('id')})",
                        item,
                    )


def names(entry: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The ids under which an entry's answers go, each with what it may hold."""
    name, scales = entry.get("id"), entry.get("scales")
    if entry.get("kind") == PAIR and isinstance(scales, list):
        return {f"{name}_{half}": {} for half in scales}
    return {name: entry} if isinstance(name, str) else {}


def _condition(source: object, before: dict[str, dict[str, Any]], known: set[str]) -> Iterator[str]:
    if not isinstance(source, str):
        yield f"is {source!r}; write it in quotes, such as 'IV1 == \"yes\"'"
        return
    try:
        condition = conditions.parse(source)
    except ConditionError as error:
        yield str(error)
        return
    for part in conditions.parts(condition):
        if part.item == GROUP:
            yield from _compared(part, ONE, GROUPS)
        elif part.item in before:
            entry = before[part.item]
            options = entry.get("options", ())
            codes = tuple(options) if isinstance(options, list) else ()
            yield from _compared(part, entry.get("kind", RATING), codes)
        elif part.item in known:
            yield f"{part.item} is asked later; a condition looks at earlier answers only"
        else:
            yield f"there is no item {part.item}; name an earlier one, or group"


def _compared(part: Compare | OneOf | Has, kind: str, options: tuple[str, ...]) -> Iterator[str]:
    """Whether an answer of this kind can be compared so."""
    values = (
        (part.option,)
        if isinstance(part, Has)
        else part.values
        if isinstance(part, OneOf)
        else (part.value,)
    )
    if isinstance(part, Has) and kind != MANY:
        yield f'{part.item} is no multiple choice; write {part.item} == "{part.option}"'
    elif kind == MANY and not isinstance(part, Has):
        yield f'{part.item} is a multiple choice; write "{values[0]}" in {part.item}'
    elif kind in {ONE, MANY}:
        if isinstance(part, Compare) and part.sign in ORDERED:
            yield f"{part.item} is a choice and has no order; write == or !="
        strange = [value for value in values if value not in options]
        yield from (
            f"{part.item} has no option {value}; there are {', '.join(options)}"
            for value in strange
        )
    else:
        strange = [value for value in values if not isinstance(value, int)]
        yield from (
            f"{part.item} is a number; compare it with one, not with {value!r}" for value in strange
        )
