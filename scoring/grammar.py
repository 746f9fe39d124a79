"""What an instrument's file may say: every fault of a parsed document, each with its remedy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from scoring import grammar_analysis, grammar_items
from scoring.groups import GROUPS

SCALE = [1, 2, 3, 4, 5]

_INSTRUMENT_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_INDEX_ID = re.compile(r"[A-Z]{1,6}")
_ITEM_ID = re.compile(r"[A-Z]{1,6}[0-9]{1,2}")

_TOP_KEYS = ("id", "version", "source")
_MAY_KEYS = ("scale", "groups", "index", "section", "analysis")
_INDEX_KEYS = ("id", "source", "items")
_ITEM_KEYS = ("id", "source")


def faults(document: dict[str, object]) -> tuple[str, ...]:
    """Return all faults of a document read from TOML, in the file's order; none if it is sound."""
    return tuple(_document(document))


def _document(document: dict[str, object]) -> Iterator[str]:
    where = "instrument"
    # A questionnaire of indices says its scale, since figures rest on it.
    must = _TOP_KEYS if "section" in document else (*_TOP_KEYS, "scale", "index")
    yield from _keys(where, document, must, _MAY_KEYS)
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
    yield from _groups(where, document)
    seen: dict[str, str] = {}
    for kind, check in (("index", _index), ("section", _section)):
        tables = document.get(kind, [])
        if not isinstance(tables, list) or (kind in document and not tables):
            yield f"{where}: {kind} must be a list of tables; begin each with [[{kind}]]"
            continue
        for number, table in enumerate(tables, start=1):
            yield from check(f"{kind} {number}", table, seen)
    yield from grammar_items.routing(document)
    yield from grammar_analysis.faults(document)


def _groups(where: str, document: dict[str, object]) -> Iterator[str]:
    groups = document.get("groups", list(GROUPS))
    if (
        not isinstance(groups, list)
        or not groups
        or len(groups) != len(set(map(str, groups)))
        or not set(map(str, groups)) <= set(GROUPS)
    ):
        known = ", ".join(GROUPS)
        yield f"{where}: groups is {groups!r}; list each once, known are {known}"


def _index(where: str, index: object, seen: dict[str, str]) -> Iterator[str]:
    example = "one to six capital letters, such as SCRI"
    yield from _table(where, index, seen, ("index", _INDEX_ID, example), _item)


def _section(where: str, section: object, seen: dict[str, str]) -> Iterator[str]:
    form = ("section", grammar_items.ID, grammar_items.EXAMPLE)
    yield from _table(where, section, seen, form, _question)


def _table(
    where: str,
    table: object,
    seen: dict[str, str],
    form: tuple[str, re.Pattern[str], str],
    check: Callable[[str, object, dict[str, str]], Iterator[str]],
) -> Iterator[str]:
    """Check a list's table: `form` is its kind, what its id looks like, and an example."""
    kind, pattern, example = form
    if not isinstance(table, dict):
        yield f"{where}: is {table!r}; write it as a table that begins with [[{kind}]]"
        return
    where = _named(where, table)
    may = ("scale",) if kind == "section" else ()
    yield from _keys(where, table, _INDEX_KEYS, may)
    yield from _id(where, table, pattern, example)
    yield from _once(where, table, seen)
    yield from _source(where, table)
    yield from grammar_items.scale(where, table)
    items = table.get("items")
    if "items" in table and not isinstance(items, list):
        yield f'{where}: items is {items!r}; write a list, such as items = [{{ id = "SCRI1", … }}]'
    elif items == []:
        yield f"{where}: has no items; list at least one, or take the {kind} out"
    for number, item in enumerate(items if isinstance(items, list) else [], start=1):
        yield from check(f"{where}, item {number}", item, seen)


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


def _question(where: str, item: object, seen: dict[str, str]) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f'{where}: is {item!r}; write {{ id = "IV1", source = "the guide, 1", kind = "one" }}'
        return
    where = _named(where, item)
    may, must = grammar_items.keys(item)
    yield from _keys(where, item, (*_ITEM_KEYS, *must), may)
    yield from _id(where, item, grammar_items.ID, grammar_items.EXAMPLE)
    for name in grammar_items.names(item):
        yield from _once(where, {"id": name}, seen)
    yield from _source(where, item)
    yield from grammar_items.faults(where, item)


def _named(where: str, table: dict[str, object]) -> str:
    """Say the id beside the place, where there is one to say."""
    return f"{where} ({table['id']})" if isinstance(table.get("id"), str) else where


def _keys(
    where: str, table: dict[str, object], must: tuple[str, ...], may: tuple[str, ...] = ()
) -> Iterator[str]:
    for key in must:
        if key not in table:
            yield f"{where}: {key} is missing; add {key} = …"
    known = tuple(dict.fromkeys((*must, *may)))
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
