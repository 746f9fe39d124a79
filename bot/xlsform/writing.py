"""An instrument as an XLSForm workbook that pyxform accepts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.xlsform import xpath
from bot.xlsform.draft import Draft
from scoring.instrument import Index, Instrument, build
from scoring.items import MANY, NUMBER, ONE, OPEN, RATING, VOICE, Item

LANGUAGES = {"kk": "Қазақша (kk)", "ru": "Русский (ru)", "en": "English (en)"}
TYPES = {NUMBER: "integer", VOICE: "audio"}
TEXTS = {"label": ".question", "heading": "", "short": ".short"}
"""Columns of words, and what they add to an item's key. The last two are ours."""

Row = Mapping[str, str]


def write(path: Path, draft: Draft) -> None:
    """Write a workbook: survey, choices and settings."""
    import xlsxwriter

    instrument = build(draft.document)
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        for name, rows in (
            ("survey", list(_survey(instrument, draft))),
            ("choices", list(_choices(instrument, draft))),
            ("settings", [_settings(instrument, draft)]),
        ):
            sheet = book.add_worksheet(name)
            heads = list(dict.fromkeys(key for row in rows for key in row))
            for column, head in enumerate(heads):
                sheet.write_string(0, column, head)
                for line, row in enumerate(rows, start=1):
                    sheet.write_string(line, column, row.get(head, ""))


def _survey(instrument: Instrument, draft: Draft) -> Iterator[Row]:
    yield {"type": "hidden", "name": "group"}
    for section in instrument.sections:
        kind = "index" if isinstance(section, Index) else ""
        about = {"type": "begin_group", "name": section.id, "kind": kind, "source": section.source}
        yield about | _words(draft, {"label": section.key, "short": f"{section.key}.short"})
        for item in section.items:
            yield _item(item) | _words(draft, {k: item.id + part for k, part in TEXTS.items()})
        yield {"type": "end_group"}


def _item(item: Item) -> dict[str, str]:
    row = {"type": TYPES.get(item.kind, "text"), "name": item.id, "source": item.source}
    if item.kind in {RATING, ONE}:
        row["type"] = f"select_one {item.scale if item.kind == RATING else item.id}"
    if item.kind == MANY:
        row["type"] = f"select_multiple {item.id}"
    if item.kind == NUMBER:
        row["constraint"] = f". >= {item.low} and . <= {item.high}"
    if item.kind == OPEN:
        row["appearance"] = "voice"
    if item.known is not (item.kind == NUMBER):
        row["known"] = "yes" if item.known else "no"
    if item.pair:
        row["pair"] = item.pair
    if item.ask_if is not None:
        row["relevant"] = xpath.written(item.ask_if)
    return row


def _choices(instrument: Instrument, draft: Draft) -> Iterator[Row]:
    for scale in dict.fromkeys(i.scale for i in instrument.items if i.kind == RATING):
        for code in instrument.ratings:
            yield {"list_name": scale, "name": code} | _words(draft, {"label": f"{scale}-{code}"})
    for item in instrument.items:
        for option in item.options:
            words = _words(draft, {"label": f"{item.id}-{option}"})
            yield {"list_name": item.id, "name": option} | words


def _settings(instrument: Instrument, draft: Draft) -> Row:
    name = f"instrument-{instrument.id}"
    row = {
        "form_id": instrument.id,
        "form_title": draft.words["en"][name],
        "version": str(instrument.version),
        "source": instrument.source,
        "groups": " ".join(instrument.groups),
    }
    if analyses := draft.document.get("analysis"):
        row["analysis"] = json.dumps(analyses, ensure_ascii=False)
    for code, words in draft.words.items():
        row |= {f"heading_{code}": words[name], f"short_{code}": words[f"{name}.short"]}
    return row


def _words(draft: Draft, keys: Mapping[str, str]) -> dict[str, str]:
    return {
        f"{column}::{LANGUAGES[code]}": words[key]
        for column, key in keys.items()
        for code, words in draft.words.items()
    }
