"""What `[[analysis]]` may say: every fault with its remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scoring import grammar_items
from scoring.analysis import CONTRAST, GAPS, KINDS, SEVERITY
from scoring.items import PAIR, RATING

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")
_SIDE = re.compile(r"[a-z][a-z0-9]{0,15}")
_EACH = {GAPS: (2, "two ratings"), SEVERITY: (1, "one rating")}
_TWO = 2


def faults(document: dict[str, Any]) -> Iterator[str]:
    """Give the faults of all analyses of a document."""
    tables = document.get("analysis", [])
    if not isinstance(tables, list):
        yield "instrument: analysis must be a list of tables; begin each with [[analysis]]"
        return
    rated = _rated(document)
    seen: list[object] = []
    for number, table in enumerate(tables, start=1):
        where = f"analysis {number}"
        if not isinstance(table, dict):
            yield f"{where}: is {table!r}; write it as a table that begins with [[analysis]]"
            continue
        kind = table.get("kind")
        if kind not in KINDS:
            yield f"{where}: kind is {kind!r}; choose from {', '.join(KINDS)}"
            continue
        if kind in seen and kind != CONTRAST:
            yield f"{where}: there is one of {kind} already; put all into one"
        seen.append(kind)
        for key in sorted(set(table) - {"kind", "of"}):
            yield f"{where}: unknown key {key}; take it out, known are kind, of"
        yield from _of(where, str(kind), table.get("of"), rated)


def _rated(document: dict[str, Any]) -> set[str]:
    """The ids of ratings."""
    return {
        name
        for _, entry in grammar_items.entries(document)
        if str(entry.get("kind", RATING)) in {RATING, PAIR}
        for name in grammar_items.names(entry)
    }


def _of(where: str, kind: str, of: object, rated: set[str]) -> Iterator[str]:
    example = 'such as of = { education = ["EX1_importance", "EX1_performance"] }'
    if not isinstance(of, dict) or len(of) < _TWO:
        yield f"{where}: of is {of!r}; give two names or more their items, {example}"
        return
    if kind == CONTRAST and len(of) != _TWO:
        yield f"{where}: a contrast has two sides, not {len(of)}"
    seen: set[str] = set()
    for name, items in of.items():
        if not (_SIDE if kind == CONTRAST else _NAME).fullmatch(name):
            yield f"{where}: {name!r} is no name; write letters and digits, such as education"
        if not isinstance(items, list) or not items:
            yield f"{where}: {name} is {items!r}; list its items, {example}"
            continue
        many, words = _EACH.get(kind, (len(items), ""))
        if len(items) != many:
            yield f"{where}: {name} needs {words}, and has {len(items)}"
        for item in map(str, items):
            if item not in rated:
                yield f"{where}: {name}: there is no rating {item}; name one that is asked"
            if item in seen:
                yield f"{where}: {name}: {item} stands twice; take one out"
            seen.add(item)
