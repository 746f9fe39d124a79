"""The codebook of themes: what a passage may be about, in three languages. Pure."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from scoring import tabular
from scoring.tabular import Fault, TableError

LANGUAGES = ("kk", "ru", "en")
LABELS = tuple(f"label_{language}" for language in LANGUAGES)
DEFINITIONS = tuple(f"definition_{language}" for language in LANGUAGES)
COLUMNS = ("theme", *LABELS, *DEFINITIONS)
CODE = re.compile(r"[a-z][a-z0-9_]{0,31}")
LONGEST = 40  # characters of a label: it is a button's
MANY = 40  # themes: each is a button
NONE = "none"
"""Stands in a coder's sheet where no theme applies; no theme may be called so."""

CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")  # what XML, or a button, cannot hold


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme by its code, with label and definition in each language."""

    code: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]


def read(rows: Sequence[Sequence[str]]) -> tuple[Theme, ...]:
    """Return the themes under a row of columns' names; TableError tells all faults."""
    records, faults = tabular.records(rows, COLUMNS, COLUMNS.__contains__, COLUMNS)
    seen: dict[str, int] = {}
    found: list[Theme] = []
    for number, row in records:
        faults += _row(number, row, seen)
        seen.setdefault(row["theme"], number)
        found.append(_theme(row))
    if len(found) > MANY:
        faults.append(Fault(1, "theme", f"there are {len(found)} themes; {MANY} fit a screen"))
    if not found and not faults:
        faults.append(Fault(1, "theme", "there is no theme; write one a row"))
    if faults:
        raise TableError(faults)
    return tuple(found)


def _row(number: int, row: Mapping[str, str], seen: Mapping[str, int]) -> Iterator[Fault]:
    code = row["theme"]
    if not CODE.fullmatch(code) or code == NONE:
        text = f"{code!r} is no code; write a small letter, then letters, digits, _ (32 at most)"
        yield Fault(number, "theme", text)
    elif code in seen:
        yield Fault(number, "theme", f"{code} stands in row {seen[code]} already; give it another")
    for name in (*LABELS, *DEFINITIONS):
        if not row[name]:
            yield Fault(number, name, "is empty; write it")
        elif CONTROL.search(row[name]):
            yield Fault(number, name, "has a line break or another control character; take it out")
    for name in LABELS:
        if len(row[name]) > LONGEST:
            yield Fault(number, name, f"has {len(row[name])} characters; {LONGEST} fit a button")


def _theme(row: Mapping[str, str]) -> Theme:
    return Theme(
        row["theme"],
        {language: row[f"label_{language}"] for language in LANGUAGES},
        {language: row[f"definition_{language}"] for language in LANGUAGES},
    )


@functools.cache
def packaged() -> tuple[Theme, ...]:
    """Return the themes that come with the package: the topics of the 2022 paper's interviews."""
    file = resources.files("scoring.interviews") / "themes.csv"
    return read(list(csv.reader(file.read_text(encoding="utf-8").splitlines())))
