"""From an HTTP request to a method's parameters, or a refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

import orjson
from aiohttp import web
from aiohttp.multipart import BodyPartReader

from .methods import METHODS, Kind
from .refusals import Refusal, bad

LARGEST_UPLOAD: Final = 50 * 1024 * 1024
"""Bytes in one request; Telegram takes files up to 50 MB."""

Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a multipart request."""

    name: str
    mime: str
    data: bytes

    def __repr__(self) -> str:
        return f"Upload({self.name!r}, {self.mime!r}, {len(self.data)} bytes)"


async def read(request: web.BaseRequest) -> Params:
    """All fields of a request, as sent: query, JSON, form or multipart."""
    fields: Params = dict(request.query) if request.query_string else {}
    if request.method == "GET" or not request.body_exists:
        return fields
    form = request.content_type
    if form == "multipart/form-data":
        fields.update(await _multipart(request))
        return fields
    body = await request.read()
    if form == "application/x-www-form-urlencoded":
        fields.update(parse_qsl(body.decode(), keep_blank_values=True))
    elif form == "application/json":
        sent = _json(body)
        if not isinstance(sent, dict):
            raise bad("can't parse JSON body")
        fields.update((name, value) for name, value in sent.items() if value is not None)
    elif body:
        raise bad(f"unsupported content type {form}")
    return fields


async def _multipart(request: web.BaseRequest) -> Params:
    fields: Params = {}
    room = LARGEST_UPLOAD
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad("can't parse multipart body")
        data = bytes(await part.read(decode=False))
        room -= len(data)
        if room < 0:
            raise Refusal(413, "Request Entity Too Large")
        if part.filename is None:
            fields[part.name] = data.decode()
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream").partition(";")[0]
            fields[part.name] = Upload(part.filename, mime, data)
    return fields


def check(method: str, fields: Mapping[str, Any]) -> Params:
    """The parameters of `method`, typed and complete; raises a `Refusal` that says what is wrong.

    Files that a parameter names as `attach://part` stay beside the parameters under that part's
    name; a part that nobody names is an unknown parameter.
    """
    table = METHODS[method]
    params: Params = {}
    for name, value in fields.items():
        parameter = table.get(name)
        if parameter is None:
            if not isinstance(value, Upload) or not _attached(name, fields):
                raise bad(f'unknown parameter "{name}" of {method}')
            params[name] = value
        else:
            params[name] = _READERS[parameter.kind](name, value)
    for name, parameter in table.items():
        if parameter.required and name not in params:
            raise bad(_MISSING.get(name) or f'parameter "{name}" is required')
    return params


_MISSING: Final = {
    "text": "message text is empty",
    "chat_id": "chat_id is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "voice": "there is no voice in the request",
    "file_id": "file_id not specified",
}


def _attached(part: str, fields: Mapping[str, Any]) -> bool:
    mark = f"attach://{part}"
    return any(
        mark in (value if isinstance(value, str) else orjson.dumps(value).decode())
        for value in fields.values()
        if not isinstance(value, Upload)
    )


def _json(body: bytes | str) -> object:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise bad("can't parse JSON") from None


def _integer(name: str, value: object) -> int:
    if type(value) is int:
        return value
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            pass
    raise bad(f'parameter "{name}" must be an Integer')


def _string(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise bad(f'parameter "{name}" must be a String')


def _boolean(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    truth = {"true": True, "false": False, "1": True, "0": False}.get(str(value).lower())
    if truth is None:
        raise bad(f'parameter "{name}" must be a Boolean')
    return truth


def _chat(name: str, value: object) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    return _integer(name, value)


def _file(name: str, value: object) -> Upload | str:
    return value if isinstance(value, Upload) else _string(name, value)


def _object(name: str, value: object) -> Params:
    found = _json(value) if isinstance(value, str) else value
    if isinstance(found, dict):
        return found
    raise bad(f'parameter "{name}" must be an Object')


def _array(name: str, value: object) -> list[Any]:
    found = _json(value) if isinstance(value, str) else value
    if isinstance(found, list):
        return found
    raise bad(f'parameter "{name}" must be an Array')


_READERS: Final[dict[Kind, Callable[[str, object], object]]] = {
    Kind.INTEGER: _integer,
    Kind.STRING: _string,
    Kind.BOOLEAN: _boolean,
    Kind.CHAT: _chat,
    Kind.FILE: _file,
    Kind.KEYBOARD: _object,
    Kind.OBJECT: _object,
    Kind.ARRAY: _array,
}
