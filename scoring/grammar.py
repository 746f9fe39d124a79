"""What an instrument's file may say: every fault of a parsed document, each with its remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator

SCALE = [1, 2, 3, 4, 5]

_INSTRUMENT_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_INDEX_ID = re.compile(r"[A-Z]{1,6}")
_ITEM_ID = re.compile(r"[A-Z]{1,6}[0-9]{1,2}")

_TOP_KEYS = ("id", "version", "source", "scale", "index")
_INDEX_KEYS = ("id", "source", "items")
_ITEM_KEYS = ("id", "source")


def faults(document: dict[str, object]) -> tuple[str, ...]:
    """Return all faults of a document read from TOML, in the file's order; none if it is sound."""
    return tuple(_document(document))


def _document(document: dict[str, object]) -> Iterator[str]:
    where = "instrument"
    yield from _keys(where, document, _TOP_KEYS)
    example = "lower-case words joined by hyphens, such as smart-city-2025"
    yield from _id(where, document, _INSTRUMENT_ID, example)
    yield from _source(where, document)
    version = document.get("version", 1)
    # A bool is an int to Python, but `version = true` is not a version.
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        yield f"{where}: version is {version!r}; write a whole number from 1, such as version = 1"
    scale = document.get("scale", SCALE)
    # Compared as text: 1.0 and true equal 1 in Python.
    if str(scale) != str(SCALE):
        yield f"{where}: scale is {scale!r}; the method knows one scale, write scale = {SCALE}"
    indices = document.get("index", [])
    if not isinstance(indices, list) or ("index" in document and not indices):
        yield f"{where}: index must be a list of tables; begin each with [[index]]"
        return
    seen: dict[str, str] = {}
    for number, index in enumerate(indices, start=1):
        yield from _index(f"index {number}", index, seen)


def _index(where: str, index: object, seen: dict[str, str]) -> Iterator[str]:
    if not isinstance(index, dict):
        yield f"{where}: is {index!r}; write it as a table that begins with [[index]]"
        return
    where = _named(where, index)
    yield from _keys(where, index, _INDEX_KEYS)
    yield from _id(where, index, _INDEX_ID, "one to six capital letters, such as SCRI")
    yield from _once(where, index, seen)
    yield from _source(where, index)
    items = index.get("items")
    if "items" in index and not isinstance(items, list):
        yield f'{where}: items is {items!r}; write a list, such as items = [{{ id = "SCRI1", … }}]'
    elif items == []:
        yield f"{where}: has no items; list at least one, or take the index out"
    for number, item in enumerate(items if isinstance(items, list) else [], start=1):
        yield from _item(f"{where}, item {number}", item, seen)


def _item(where: str, item: object, seen: dict[str, str]) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f'{where}: is {item!r}; write {{ id = "SCRI1", source = "Table 2, 1" }}'
        return
    where = _named(where, item)
    yield from _keys(where, item, _ITEM_KEYS)
    example = "one to six capital letters and one or two digits, such as SCRI1"
    yield from _id(where, item, _ITEM_ID, example)
    yield from _once(where, item, seen)
    yield from _source(where, item)


def _named(where: str, table: dict[str, object]) -> str:
    """Say the id beside the place, where there is one to say."""
    return f"{where} ({table['id']})" if isinstance(table.get("id"), str) else where


def _keys(where: str, table: dict[str, object], known: tuple[str, ...]) -> Iterator[str]:
    for key in known:
        if key not in table:
            yield f"{where}: {key} is missing; add {key} = …"
    for key in table:
        if key not in known:
            yield f"{where}: unknown key {key}; take it out, known are {', '.join(known)}"


def _id(
    where: str, table: dict[str, object], pattern: re.Pattern[str], example: str
) -> Iterator[str]:
    value = table.get("id")
    if "id" in table and not (isinstance(value, str) and pattern.fullmatch(value)):
        yield f"{where}: id is {value!r}; write {example}"


def _once(where: str, table: dict[str, object], seen: dict[str, str]) -> Iterator[str]:
    value = table.get("id")
    if not isinstance(value, str):
        return
    if value in seen:
        yield f"{where}: id {value} is taken by {seen[value]}; give each its own"
    seen.setdefault(value, where)


def _source(where: str, table: dict[str, object]) -> Iterator[str]:
    value = table.get("source")
    if "source" in table and not (isinstance(value, str) and value.strip()):
        yield f"{where}: source is {value!r}; say in words where it comes from"
