"""Calls of the Bot API: our lines and orjson behind python-telegram-bot's `BaseRequest`.

The library's own transport costs most of a tap's time (docs/performance.md); its mapping of
answers to errors is kept.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar, cast
from urllib.parse import quote, urlsplit

import orjson
from telegram._utils.defaultvalue import DEFAULT_NONE
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.outgoing.lines import BrokenError, Lines, UnconnectedError

Timeout = ODVInput[float]

READ_SECONDS = 10.0
UPLOAD_SECONDS = 60.0
FLOOD_SECONDS = 10  # to wait where Telegram asks to and does not say how long
TOO_MANY = 429
FORM = "application/x-www-form-urlencoded"


class NotSentError(NetworkError):
    """The request never left: any call may be repeated."""


@dataclass(frozen=True, slots=True)
class _Json:
    """A body that is ready to go; stands in for RequestData on the hot path."""

    body: bytes
    contains_files: ClassVar[bool] = False


class Transport(BaseRequest):
    """One pool of connections for all calls of a bot."""

    def __init__(
        self,
        base_url: str,
        token: str,
        measured: Callable[[str, str], None] = lambda _method, _result: None,
    ) -> None:
        """Keep the address of the API; connect with the first call.

        `measured` is told of each call's method and result: a status, or what kept it from one.
        """
        self._measured = measured
        self._url = f"{base_url}/bot{token}/"
        self._files = f"{base_url}/file/bot{token}/"
        self._lines = Lines(base_url)

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer when a call does not say otherwise."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Nothing to prepare: a connection is made when it is needed."""

    async def shutdown(self) -> None:
        """Close the connections."""
        await self._lines.close()

    async def call(
        self, method: str, parameters: dict[str, Any], *, read_timeout: float = READ_SECONDS
    ) -> Any:  # noqa: ANN401 - what the method returns, as plain JSON
        """Call a method without files.

        Raises:
            TelegramError: as python-telegram-bot raises it; NotSentError where nothing was sent.
        """
        body = cast("RequestData", _Json(orjson.dumps(parameters)))
        answer = await self._request_wrapper(
            self._url + method, "POST", request_data=body, read_timeout=read_timeout
        )
        return self.parse_json_payload(answer)["result"]

    async def file(self, path: str) -> bytes:
        """Fetch a file by the path that getFile told.

        Raises:
            TelegramError: it did not come.
        """
        status, content = await self.do_request(
            self._files + quote(path), "GET", read_timeout=UPLOAD_SECONDS
        )
        if status != HTTPStatus.OK:
            raise NetworkError(f"the file was not handed over: status {status}")
        return content

    async def do_request(  # noqa: PLR0913, PLR0917 - the base's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Timeout = DEFAULT_NONE,
        write_timeout: Timeout = DEFAULT_NONE,  # noqa: ARG002 - covered by the total
        connect_timeout: Timeout = DEFAULT_NONE,  # noqa: ARG002 - ours is fixed
        pool_timeout: Timeout = DEFAULT_NONE,  # noqa: ARG002 - the pool is not waited for
    ) -> tuple[int, bytes]:
        """Send one request; an answer of any status is returned, not raised."""
        seconds = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        body, kind = b"", "application/json"
        if isinstance(request_data, _Json):
            body = request_data.body
        elif request_data is not None and request_data.contains_files:
            body, kind = _form(request_data)
            seconds = max(seconds, UPLOAD_SECONDS)
        elif request_data is not None:
            body, kind = request_data.url_encoded_parameters().encode(), FORM
        parts = urlsplit(url)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        result = "unsent"
        try:
            async with asyncio.timeout(seconds):
                status, answer = await self._lines.ask(method, target, body, kind)
            result = str(status)
        except UnconnectedError as error:
            # No text holds the URL: the token is a part of it.
            raise NotSentError(str(error)) from None
        except TimeoutError:
            result = "late"
            raise TimedOut("no answer in time") from None
        except BrokenError as error:
            result = "broken"
            raise NetworkError(str(error)) from None
        finally:
            self._measured(parts.path.rpartition("/")[2], result)
        if status == TOO_MANY and b"retry_after" not in answer:
            raise RetryAfter(FLOOD_SECONDS)
        return status, answer

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Parse an answer; anything but a JSON object is an error."""
        with contextlib.suppress(orjson.JSONDecodeError):
            found = orjson.loads(payload)
            if isinstance(found, dict):
                return found
        raise TelegramError("Invalid server response")


def _form(request_data: RequestData) -> tuple[bytes, str]:
    """Fields and files as multipart/form-data: the body and its content type."""
    border = f"saualnama{secrets.token_hex(16)}"
    parts = bytearray()
    for name, value in request_data.json_parameters.items():
        parts += _head(border, f'name="{name}"') + value.encode() + b"\r\n"
    for name, (filename, content, mime) in request_data.multipart_data.items():
        data = content if isinstance(content, bytes) else content.read()
        about = f'name="{name}"; filename="{filename}"\r\nContent-Type: {mime}'
        parts += _head(border, about) + data + b"\r\n"
    return bytes(parts) + f"--{border}--\r\n".encode(), f"multipart/form-data; boundary={border}"


def _head(border: str, about: str) -> bytes:
    return f"--{border}\r\nContent-Disposition: form-data; {about}\r\n\r\n".encode()
