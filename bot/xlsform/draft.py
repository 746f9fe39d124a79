"""An instrument with its words, and the files that it is kept in: one TOML, one .ftl a language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scoring import conditions
from scoring.instrument import Index, Instrument
from scoring.items import MANY, NUMBER, ONE, RATING, Item
from scoring.wording import answers

Words = dict[str, str]
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A parsed document and its words by language and key."""

    document: Entry
    words: Mapping[str, Words] = field(default_factory=dict)


def drafted(instrument: Instrument, says: Mapping[str, Callable[[str], str]]) -> Draft:
    """Return an instrument as a draft."""
    wanted = list(keys(instrument))
    return Draft(document(instrument), {c: {k: say(k) for k in wanted} for c, say in says.items()})


def keys(instrument: Instrument) -> Iterator[str]:
    """Give the keys of all words that an instrument needs."""
    name = f"instrument-{instrument.id}"
    yield from (name, f"{name}.short")
    for section in instrument.sections:
        yield from (section.key, f"{section.key}.short")
    yield from answers(instrument)
    for item in instrument.items:
        yield from (item.id, f"{item.id}.question", f"{item.id}.short")


def document(instrument: Instrument) -> Entry:
    """Return what the TOML of an instrument says."""
    found: Entry = {"id": instrument.id, "version": instrument.version}
    found |= {"source": instrument.source, "groups": list(instrument.groups)}
    if instrument.indices:
        found["scale"] = [int(code) for code in instrument.ratings]
    for section in instrument.sections:
        kind = "index" if isinstance(section, Index) else "section"
        table = {"id": section.id, "source": section.source}
        items = list(_entries(section.items, indexed=kind == "index"))
        found.setdefault(kind, []).append({**table, "items": items})
    if instrument.analyses:
        found["analysis"] = [
            {"kind": one.kind, "of": {name: list(items) for name, items in one.of}}
            for one in instrument.analyses
        ]
    return found


def _entries(items: tuple[Item, ...], *, indexed: bool) -> Iterator[Entry]:
    for place, item in enumerate(items):
        if item.pair and place and items[place - 1].pair == item.pair:
            continue
        entry: Entry = {"id": item.pair or item.id}
        if item.pair:
            halves = [one.scale.removeprefix("scale-") for one in items if one.pair == item.pair]
            entry |= {"kind": "pair", "scales": halves}
        elif not indexed:
            entry["kind"] = item.kind
            if item.kind == RATING and item.scale != "scale":
                entry["scale"] = item.scale.removeprefix("scale-")
            if item.kind in {ONE, MANY}:
                entry["options"] = list(item.options)
            if item.kind == NUMBER:
                entry |= {"min": item.low, "max": item.high}
            if item.known is not (item.kind == NUMBER):
                entry["known"] = item.known
        if item.ask_if is not None:
            entry["ask_if"] = conditions.text(item.ask_if)
        yield {**entry, "source": item.source}


def toml(found: Entry) -> str:
    """Write a document as TOML."""
    lines = [f"{key} = {_value(value)}" for key, value in found.items() if key not in _TABLES]
    for kind in _TABLES:
        for table in found.get(kind, ()):
            lines += ["", f"[[{kind}]]"]
            lines += [f"{key} = {_value(table[key])}" for key in table if key != "items"]
            if "items" in table:
                lines += ["items = [", *(f"  {_value(entry)}," for entry in table["items"]), "]"]
    return "\n".join(lines) + "\n"


_TABLES = ("index", "section", "analysis")


def _value(value: Any) -> str:  # noqa: ANN401 - TOML's
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else _text(value)


def _text(text: str) -> str:
    signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    inner = "".join(
        signs.get(s) or (f"\\u{ord(s):04x}" if ord(s) < 32 or ord(s) == 127 else s)  # noqa: PLR2004 - control signs
        for s in text
    )
    return f'"{inner}"'


def ftl(words: Words) -> str:
    """Write words as Fluent; a text of several lines, or with braces, stands in quotes."""
    lines: list[str] = []
    for key, text in words.items():
        name, _, attribute = key.partition(".")
        if attribute:
            lines.append(f"    .{attribute} = {_fluent(text)}")
        else:
            lines += ["", f"{name} = {_fluent(text)}"]
    return "\n".join(lines).lstrip("\n") + "\n"


def ordered(words: Words) -> Words:
    """The same, each attribute behind its message."""
    heads = [key for key in words if "." not in key]
    return {
        key: words[key]
        for head in heads
        for key in (head, *(one for one in words if one.startswith(f"{head}.")))
    }


def _fluent(text: str) -> str:
    plain = text == text.strip() and not set(text) & set('{}\n\r"\\') and text[:1] not in "[*."
    if plain and text:
        return text
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    quoted = "".join(f"\\u{ord(s):04X}" if s in "\n\r\t" else s for s in quoted)
    return f'{{ "{quoted}" }}'
