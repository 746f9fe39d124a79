"""Requests held against the published description of the Bot API, where it is at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from bot.emulator import Call, Upload
from bot.emulator.markup import parse
from bot.emulator.text import units

PLACE: Final = Path(__file__).parents[2] / "shared" / "botapi.json"
"""Data of others and no part of the project: it need not be there."""

_TEXT, _CAPTION, _DATA, _TOAST = 4096, 1024, 64, 200
_KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
    "InputFile": (Upload, str),
}


@cache
def described() -> Any:  # noqa: ANN401 - JSON
    """The description: methods and types by name; None where it is not at hand."""
    return json.loads(PLACE.read_text(encoding="utf-8")) if PLACE.is_file() else None


def faults(call: Call) -> Iterator[str]:
    """What is wrong with a request: with its method, its parameters, or their sizes."""
    method = described()["methods"].get(call.method)
    if method is None:
        yield f"{call.method}: no such method"
        return
    yield from _fields(call.method, method.get("fields", []), call.params)
    html = call.params.get("parse_mode") == "HTML"
    for name, limit in _limits(call.method).items():
        text = str(call.params.get(name, ""))
        size = units(parse(text)[0] if html else text)
        if size > limit:
            yield f"{call.method}: {name} has {size} characters"
    for row in (call.params.get("reply_markup") or {}).get("inline_keyboard", ()):
        for button in row:
            if len(button.get("callback_data", "").encode()) > _DATA:
                yield f"{call.method}: the data of {button['text']!r} are too long"


def _limits(method: str) -> dict[str, int]:
    return {"text": _TOAST if method == "answerCallbackQuery" else _TEXT, "caption": _CAPTION}


def _fields(where: str, fields: list[dict[str, Any]], given: Mapping[str, Any]) -> Iterator[str]:
    known = {field["name"]: field for field in fields}
    for name, field in known.items():
        if field["required"] and name not in given:
            yield f"{where}: {name} is missing"
    attached = {str(value).removeprefix("attach://") for value in _leaves(given)}
    for name, value in given.items():
        if name not in known:
            if name not in attached:
                yield f"{where}: there is no {name}"
        else:
            yield from _value(f"{where}.{name}", known[name]["types"], value)


def _value(where: str, types: list[str], value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    tried = [list(_typed(where, kind, value)) for kind in types]
    if all(tried):
        yield from tried[0]


def _typed(where: str, kind: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            yield f"{where}: not a list"
            return
        for one in value:
            yield from _value(where, kind.removeprefix("Array of ").split(" or "), one)
    elif kind in _KINDS:
        right = isinstance(value, _KINDS[kind])
        if not right or (isinstance(value, bool) and bool not in _KINDS[kind]):
            yield f"{where}: {value!r:.60} is not {kind}"
    else:
        yield from _object(where, described()["types"][kind], value)


def _object(where: str, kind: dict[str, Any], value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if not isinstance(value, Mapping):
        yield f"{where}: not an object"
    elif kind.get("subtypes"):
        yield from _value(where, kind["subtypes"], value)
    else:
        yield from _fields(where, kind.get("fields", []), value)


def _leaves(value: Any) -> Iterator[Any]:  # noqa: ANN401 - JSON
    inner = value.values() if isinstance(value, Mapping) else value
    if isinstance(value, Mapping | list):
        for one in inner:
            yield from _leaves(one)
    else:
        yield value
