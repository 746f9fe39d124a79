"""HTTP to the Bot API: aiohttp and orjson behind python-telegram-bot's `BaseRequest`.

The library's own transport costs most of a tap's time (docs/performance.md); its mapping of
answers to errors is kept.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Any, ClassVar, cast

import aiohttp
import orjson
from telegram._utils.defaultvalue import DEFAULT_NONE
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

Timeout = ODVInput[float]

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
UPLOAD_SECONDS = 60.0
KEEP_ALIVE_SECONDS = 60.0
CONNECTIONS = 128


class NotSentError(NetworkError):
    """The request never left: any call may be repeated."""


@dataclass(frozen=True, slots=True)
class _Json:
    """A body that is ready to go; stands in for RequestData on the hot path."""

    body: bytes
    contains_files: ClassVar[bool] = False


class Transport(BaseRequest):
    """One pool of connections for all calls of a bot."""

    def __init__(self, base_url: str, token: str) -> None:
        """Keep the address of the API; connect with the first call."""
        self._url = f"{base_url}/bot{token}/"
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer when a call does not say otherwise."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=CONNECTIONS, keepalive_timeout=KEEP_ALIVE_SECONDS
            )
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

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
        await self.initialize()
        session = self._session
        if session is None:
            raise NotSentError("the transport is closed")
        seconds = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        headers: dict[str, str] = {}
        data: Any = None
        if isinstance(request_data, _Json):
            data, headers = request_data.body, {"Content-Type": "application/json"}
        elif request_data is not None and request_data.contains_files:
            data, seconds = _form(request_data), max(seconds, UPLOAD_SECONDS)
        elif request_data is not None:
            data = request_data.json_parameters
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS)
        try:
            async with session.request(
                method, url, data=data, headers=headers, timeout=timeout
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            # Neither text holds the URL: the token is a part of it.
            raise NotSentError(f"cannot connect: {type(error).__name__}") from None
        except TimeoutError:
            raise TimedOut("no answer in time") from None
        except aiohttp.ClientError as error:
            raise NetworkError(f"connection lost: {type(error).__name__}") from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Parse an answer; anything but a JSON object is an error."""
        with contextlib.suppress(orjson.JSONDecodeError):
            found = orjson.loads(payload)
            if isinstance(found, dict):
                return found
        raise TelegramError("Invalid server response")


def _form(request_data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form
