"""An XLSForm workbook as an instrument: what it cannot say here is refused by row and column."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot import spreadsheets
from bot.spreadsheets import SheetError
from bot.xlsform import xpath
from bot.xlsform.draft import Draft, Entry, Words, keys, ordered
from bot.xlsform.writing import LANGUAGES, TEXTS
from scoring import conditions
from scoring.conditions import ConditionError
from scoring.instrument import RATINGS, InstrumentError, build

COLUMNS = {"type", "name", "kind", "source", "constraint", "appearance", "pair"}
COLUMNS |= {"relevant", "known"}
COLUMNS |= {f"{column}::{language}" for column in TEXTS for language in LANGUAGES.values()}
SETTINGS = {"form_id", "form_title", "version", "source", "groups", "default_language", "analysis"}
SETTINGS |= {f"{column}_{code}" for column in ("heading", "short") for code in LANGUAGES}
FOREIGN = ("external_choices", "entities", "osm")
"""Sheets of XLSForm that say what cannot be said here."""

HARMLESS = {"required": {"", "no", "false"}}
"""Columns that may stand there with these values: everything may be skipped here."""

_PROSE = {
    "source",
    "form_title",
    *(f"{part}_{c}" for part in ("heading", "short") for c in LANGUAGES),
}
_LIMITS = re.compile(r"\.\s*>=\s*(\d{1,9})\s+and\s+\.\s*<=\s*(\d{1,9})")
_SHORT = 26  # letters of a chart's margin


class XLSFormError(ValueError):
    """A workbook cannot become an instrument; all faults at once."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read(path: Path) -> Draft:
    """Read a workbook.

    Raises:
        XLSFormError: it says what an instrument cannot, or pyxform does not take it.
    """
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        sheets = {name.lower(): _rows(rows) for name, rows in spreadsheets.sheets(path).items()}
        convert(str(path), validate=False)
    except PyXFormError as error:
        raise XLSFormError([f"{path.name}: {line}" for line in str(error).splitlines()]) from None
    except (OSError, SheetError) as error:
        raise XLSFormError([str(error)]) from None
    reader = _Reader(sheets)
    draft = reader.draft()
    if not reader.faults:
        try:
            wanted = keys(build(draft.document))
            reader.complete(draft, list(wanted))
        except InstrumentError as error:
            reader.faults += error.faults
    if reader.faults:
        raise XLSFormError(reader.faults)
    return Draft(draft.document, {code: ordered(words) for code, words in draft.words.items()})


def _rows(rows: list[list[str]]) -> list[dict[str, str]]:
    """Rows by their headings, without empty cells.

    Pyxform's own reader makes every no-break space a space. A typed code may have caught one, and
    loses it here, too; in a sentence it is a part of the wording, and stays.
    """
    heads = [" ".join(head.split()) for head in rows[0]] if rows else []
    return [
        {
            head: text if "::" in head or head in _PROSE else text.replace("\xa0", " ")
            for head, cell in zip(heads, row, strict=False)
            if head and (text := cell.strip())
        }
        for row in rows[1:]
    ]


class _Reader:
    """Goes through the sheets once and keeps every fault with its place."""

    def __init__(self, sheets: dict[str, list[dict[str, str]]]) -> None:
        self.faults: list[str] = [
            f"{name}: has no place in an instrument; take the sheet out"
            for name in FOREIGN
            if sheets.get(name)
        ]
        self._survey = sheets.get("survey", [])
        self._settings = next(iter(sheets.get("settings", [])), {})
        self._lists: dict[str, list[tuple[int, dict[str, str]]]] = {}
        for number, row in enumerate(sheets.get("choices", []), start=2):
            if row:
                self._lists.setdefault(str(row.get("list_name")), []).append((number, row))
        self._words: dict[str, Words] = {code: {} for code in LANGUAGES}

    def draft(self) -> Draft:
        """The instrument that the sheets tell of."""
        settings = self._settings
        for name in sorted(set(settings) - SETTINGS):
            self.faults.append(f"settings, {name}: has no place in an instrument; take it out")
        version = str(settings.get("version", "1"))
        name = str(settings.get("form_id", ""))
        found: Entry = {
            "id": name,
            "version": int(version) if version.isdigit() else version,
            "source": settings.get("source") or settings.get("form_title") or "XLSForm",
        }
        if settings.get("groups"):
            found["groups"] = str(settings["groups"]).split()
        if settings.get("analysis"):
            found["analysis"] = self._analyses(str(settings["analysis"]))
        for code in LANGUAGES:
            title = settings.get(f"heading_{code}") or settings.get("form_title") or name
            short = settings.get(f"short_{code}") or str(title)[:_SHORT].strip()
            self._words[code] |= {f"instrument-{name}": title, f"instrument-{name}.short": short}
        for kind, table in self._tables():
            if kind == "index":
                found["scale"] = [int(code) for code in RATINGS]
            found.setdefault(kind, []).append(table)
        return Draft(found, self._words)

    def _analyses(self, text: str) -> list[Any]:
        """What is made of the ratings: the column is ours, the tables of the TOML as JSON."""
        try:
            found = json.loads(text)
        except ValueError as error:
            self.faults.append(f"settings, analysis: is not JSON ({error}); take it out")
            return []
        return found if isinstance(found, list) else [found]

    def complete(self, draft: Draft, wanted: list[str]) -> None:
        """Note every word that is missing."""
        for code, words in draft.words.items():
            missing = [key for key in wanted if not words.get(key)]
            self.faults += [f"{LANGUAGES[code]}: there are no words for {key}" for key in missing]

    def _fault(self, number: int, column: str, what: str) -> None:
        self.faults.append(f"survey, row {number}, {column}: {what}")

    def _tables(self) -> Iterator[tuple[str, Entry]]:
        kind = "section"
        table: Entry | None = None
        for number, row in enumerate(self._survey, start=2):
            type_ = str(row.get("type", "")).replace(" group", "_group")
            self._columns(number, row)
            if not row or (type_ == "hidden" and row.get("name") == conditions.GROUP):
                continue
            if type_ == "begin_group" and table is None:
                kind = "index" if row.get("kind") == "index" else "section"
                table = {"id": row.get("name"), "source": self._source(number, row), "items": []}
                self._head(row, f"{kind}-{row.get('name')}")
            elif type_ == "end_group" and table is not None:
                yield kind, table
                table = None
            elif table is None or "group" in type_:
                self._fault(number, "type", f"{type_} cannot stand here; put items into one group")
            else:
                self._item(number, row, table, indexed=kind == "index")

    def _columns(self, number: int, row: dict[str, Any]) -> None:
        for name, value in row.items():
            if name in HARMLESS and str(value).lower() in HARMLESS[name]:
                continue
            if name not in COLUMNS:
                self._fault(number, name, f"{value!r} cannot be said here; take it out")

    @staticmethod
    def _source(number: int, row: dict[str, Any]) -> str:
        return str(row.get("source") or f"XLSForm, row {number}")

    def _head(self, row: dict[str, Any], key: str) -> None:
        for code, language in LANGUAGES.items():
            label = str(row.get(f"label::{language}", ""))
            short = str(row.get(f"short::{language}") or label[:_SHORT].strip())
            self._words[code] |= {key: label, f"{key}.short": short}

    def _item(self, number: int, row: dict[str, Any], table: Entry, *, indexed: bool) -> None:
        name, source = str(row.get("name", "")), self._source(number, row)
        entry: Entry = {"id": name}
        entry |= self._kind(number, row, name)
        for code, language in LANGUAGES.items():
            label = str(row.get(f"label::{language}", ""))
            heading = str(row.get(f"heading::{language}") or label)
            short = str(row.get(f"short::{language}") or heading[:_SHORT].strip())
            self._words[code] |= {name: heading, f"{name}.question": label, f"{name}.short": short}
        if row.get("known"):
            entry["known"] = self._known(number, str(row["known"]), entry["kind"])
        if row.get("relevant"):
            try:
                entry["ask_if"] = conditions.text(xpath.read(str(row["relevant"])))
            except ConditionError as error:
                self._fault(number, "relevant", str(error))
        entry["source"] = source
        items = table["items"]
        if row.get("pair"):
            entry["id"], scale = row["pair"], entry.pop("scale", "")
            before = items[-1] if items else {}
            if before.get("id") == row["pair"] and before.get("kind") == "pair":
                before["scales"].append(scale)
                return
            entry |= {"kind": "pair", "scales": [scale]}
        elif indexed:
            entry.pop("kind")
        items.append(entry)

    def _kind(self, number: int, row: dict[str, Any], name: str) -> Entry:
        """The kind of a row, and what belongs to it."""
        type_, _, choices = str(row.get("type", "")).partition(" ")
        look = row.get("appearance")
        if look and (type_, look) != ("text", "voice"):
            self._fault(number, "appearance", f"{look!r} is not known for {type_}; take it out")
        if type_ in {"select_one", "select_multiple"}:
            return self._choice(number, type_, choices, name)
        if type_ == "integer":
            limits = _LIMITS.fullmatch(str(row.get("constraint", "")))
            if limits:
                return {"kind": "number", "min": int(limits[1]), "max": int(limits[2])}
            self._fault(number, "constraint", "write both limits, such as . >= 0 and . <= 60")
            return {"kind": "number", "min": 0, "max": 1}
        if row.get("constraint"):
            self._fault(number, "constraint", f"{type_} takes none; take it out")
        kinds = {"text": "open" if look else "text", "audio": "voice"}
        if type_ not in kinds:
            self._fault(number, "type", f"{type_!r} cannot be asked here; take the row out")
        return {"kind": kinds.get(type_, "text")}

    def _known(self, number: int, said: str, kind: str) -> bool:
        if kind not in {"one", "number"} or said.lower() not in {"yes", "no"}:
            what = f"{said!r} is not known for {kind}; write yes or no for a choice or a number"
            self._fault(number, "known", what)
        return said.lower() == "yes"

    def _choice(self, number: int, type_: str, choices: str, name: str) -> Entry:
        rows = self._lists.get(choices, [])
        codes = [str(row.get("name")) for _, row in rows]
        rated = type_ == "select_one" and codes == list(RATINGS)
        key = choices if rated else name
        for place, row in rows:
            for code, language in LANGUAGES.items():
                label = str(row.get(f"label::{language}", ""))
                self._words[code][f"{key}-{row.get('name')}"] = label
            known = {"list_name", "name", *(f"label::{one}" for one in LANGUAGES.values())}
            for column in sorted(set(row) - known):
                fault = f"choices, row {place}, {column}: has no place in an instrument"
                if fault not in self.faults:
                    self.faults.append(fault)
        if not rated:
            return {"kind": "one" if type_ == "select_one" else "many", "options": codes}
        if choices == "scale":
            return {"kind": "rating"}
        if not choices.startswith("scale-"):
            self._fault(number, "type", f"call a list of 1 to 5 scale-…, not {choices}")
        return {"kind": "rating", "scale": choices.removeprefix("scale-")}
