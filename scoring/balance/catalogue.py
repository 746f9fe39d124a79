"""A rating's indicators with the tags that coders gave them; from the rows of a table. Pure.

The paper names the areas of the 2020 rating and not its indicators: the catalogue that comes
with the package holds areas only (`coverage.packaged`), and invents nothing.

The columns: `code`, `area`, `title_kk`, `title_ru`, `title_en`, `source`, and for each coder
`focus_X`, `approach_X`, `stage_X`, where X is the coder's name. A cell lists tags by spaces;
`none` says that none applies; an empty one, that the coder has not coded it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring import tabular
from scoring.tabular import Fault, TableError

LANGUAGES = ("kk", "ru", "en")
FACETS: Mapping[str, tuple[str, ...]] = {
    "focus": ("technology", "social"),
    "approach": ("infrastructure", "participation"),
    "stage": ("input", "output", "outcome"),
}
"""What is tagged, and the tags; of a stage there is exactly one."""

NONE = "none"
TITLES = tuple(f"title_{language}" for language in LANGUAGES)
FIXED = ("code", "area", *TITLES, "source")
CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,31}")
CODER = re.compile(rf"({'|'.join(FACETS)})_([a-z][a-z0-9]{{0,15}})")
KNOWN = (*FIXED, *(f"{facet}_NAME" for facet in FACETS))
TWO = 2

Tags = frozenset[str]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator; `tags` by facet and coder, only where that coder has coded it."""

    code: str
    area: str
    titles: Mapping[str, str]
    source: str
    tags: Mapping[tuple[str, str], Tags]


def read(rows: Sequence[Sequence[str]], areas: Collection[str]) -> tuple[Indicator, ...]:
    """Return the indicators of a table whose first row holds the columns' names.

    `areas` are the codes of areas that are known. Raises TableError with every fault.
    """
    records, faults = tabular.records(rows, FIXED, _known, KNOWN)
    seen: dict[str, int] = {}
    found: list[Indicator] = []
    for number, row in records:
        wrong = list(_row(number, row, areas, seen))
        faults += wrong
        seen.setdefault(row["code"], number)
        if not wrong:
            found.append(_indicator(row))
    if faults:
        raise TableError(faults)
    return tuple(found)


def _known(head: str) -> bool:
    return head in FIXED or CODER.fullmatch(head) is not None


def _row(
    number: int, row: Mapping[str, str], areas: Collection[str], seen: Mapping[str, int]
) -> Iterator[Fault]:
    code = row["code"]
    if not CODE.fullmatch(code):
        text = f"{code!r} is no code; write a letter, then letters, digits, - . _ (32 at most)"
        yield Fault(number, "code", text)
    elif code in seen:
        yield Fault(number, "code", f"{code} stands in row {seen[code]} already; give each its own")
    if row["area"] not in areas:
        known = ", ".join(sorted(areas))
        yield Fault(number, "area", f"{row['area']!r} is not an area; choose from {known}")
    for name in (*TITLES, "source"):
        if not row[name]:
            yield Fault(number, name, "is empty; write it")
    for head, cell in row.items():
        coder = CODER.fullmatch(head)
        if coder and cell and (fault := _tagged(coder[1], cell)):
            yield Fault(number, head, fault)


def _tagged(facet: str, cell: str) -> str | None:
    """Say what is wrong with a cell of tags."""
    tags, known = cell.lower().split(), FACETS[facet]
    unknown = [tag for tag in tags if tag not in {*known, NONE}]
    if unknown:
        return f"unknown tag {', '.join(unknown)}; choose from {', '.join((*known, NONE))}"
    if len(set(tags)) < len(tags):
        return "a tag stands twice; take one out"
    if NONE in tags and len(tags) > 1:
        return f"{NONE} stands beside a tag; keep one of them"
    if facet == "stage" and len(tags) > 1:
        return "an indicator has one stage; keep one of them"
    return None


def _indicator(row: Mapping[str, str]) -> Indicator:
    tags: dict[tuple[str, str], Tags] = {}
    for head, cell in row.items():
        coder = CODER.fullmatch(head)
        if coder and cell:
            tags[coder[1], coder[2]] = frozenset(cell.lower().split()) - {NONE}
    titles = {language: row[f"title_{language}"] for language in LANGUAGES}
    return Indicator(row["code"], row["area"], titles, row["source"], tags)


def coders(indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """Return who coded, sorted."""
    return tuple(sorted({coder for one in indicators for _, coder in one.tags}))
