"""The page, and what it and simulated people do over HTTP."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final
from urllib.parse import quote

import orjson
from aiohttp import web

from .people import People
from .profile import Profile
from .refusals import Refusal, bad
from .requests import Params
from .sound import silence
from .views import chat_view, event_view, person_view

_PAGE: Final = Path(__file__).parent / "page"
_BEAT: Final = 15.0
_LONGEST_VOICE: Final = 60
_MOST_EVENTS: Final = 10_000
_POLICY: Final = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'"


class Desk:
    """Routes under /emulator/ and the page's own files."""

    def __init__(self, people: People, profile: Profile) -> None:
        self._people = people
        self._profile = profile
        self._streams: set[asyncio.Queue[bytes]] = set()
        self._deeds: dict[str, Callable[[Params], object]] = {
            "people": self._add,
            "say": self._say,
            "voice": self._voice,
            "tap": self._tap,
            "block": self._block,
            "digest": self._digest,
        }

    def close(self) -> None:
        """End all streams of events."""
        for stream in self._streams:
            if not stream.full():  # a stream that nobody reads is cut off with its connection
                stream.put_nowait(b"")

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer a request for anything but the Bot API."""
        path = request.path
        try:
            if not path.startswith("/emulator/"):
                return _static(path.removeprefix("/") or "index.html")
            rest = path.removeprefix("/emulator/")
            if request.method == "POST":
                return _json(self._deed(rest, await _body(request)))
            return await self._look(request, rest)
        except Refusal as refusal:
            return _json({"error": refusal.description}, refusal.code)
        except (KeyError, TypeError, ValueError) as error:
            return _json({"error": str(error)}, 400)

    def _deed(self, name: str, fields: Params) -> object:
        if name not in self._deeds:
            raise Refusal(404, "Not Found")
        return self._deeds[name](fields)

    def _look(self, request: web.BaseRequest, rest: str) -> Awaitable[web.StreamResponse]:
        if rest == "events":
            return self._events(request)
        return _soon(self._picture(rest))

    def _picture(self, rest: str) -> web.Response:
        world = self._people.world
        if rest == "state":
            return _json(self._state())
        kind, _, key = rest.partition("/")
        if kind == "chats":
            return _json(chat_view(world.chat(int(key))))
        if kind == "files" and key in world.files:
            file = world.files[key]
            shown = file.mime.startswith("image/") and file.mime != "image/svg+xml"
            place = "inline" if shown else f"attachment; filename*=UTF-8''{quote(file.name)}"
            headers = {"Content-Disposition": place, "X-Content-Type-Options": "nosniff"}
            return web.Response(body=file.data, content_type=file.mime, headers=headers)
        raise Refusal(404, "Not Found")

    def _state(self) -> object:
        """Everything a page needs to begin: people, channels, the bot."""
        people = self._people
        chats = people.world.chats.values()
        coordinator = people.coordinator
        return {
            "bot": people.world.bot["username"],
            "people": [person_view(c, self._profile) for c in chats if c.person],
            "channels": [{"id": c.id, "title": c.title} for c in chats if c.person is None],
            "coordinator": None if coordinator is None else coordinator.id,
        }

    def _add(self, fields: Params) -> object:
        name, language = fields["name"].strip(), fields.get("language_code", "kk")
        if not name:
            raise bad("name is empty")
        person = self._people.person(name, language)
        return person_view(self._people.world.chats[person.id], self._profile)

    def _say(self, fields: Params) -> object:
        person = self._people.world.people[fields["person"]]
        return {"message_id": self._people.say(person, fields["text"]).id}

    def _voice(self, fields: Params) -> object:
        person = self._people.world.people[fields["person"]]
        seconds = min(max(int(fields.get("seconds", 3)), 1), _LONGEST_VOICE)
        return {"message_id": self._people.send_voice(person, silence(seconds), seconds).id}

    def _tap(self, fields: Params) -> object:
        person = self._people.world.people[fields["person"]]
        chat = fields.get("chat")
        return {"query": self._people.tap(person, fields["message_id"], fields["data"], chat)}

    def _block(self, fields: Params) -> object:
        person = self._people.world.people[fields["person"]]
        if fields["blocked"]:
            self._people.block(person)
        else:
            self._people.unblock(person)
        return {"blocked": person.blocked}

    def _digest(self, _: Params) -> object:
        if self._people.coordinator is None:
            raise Refusal(404, "Not Found")
        return {"message_id": self._people.say(self._people.coordinator, "/digest").id}

    async def _events(self, request: web.BaseRequest) -> web.StreamResponse:
        """Server-Sent Events of all chats, or of `?chat=ID`."""
        only = request.query.get("chat")
        stream: asyncio.Queue[bytes] = asyncio.Queue(_MOST_EVENTS)
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        self._streams.add(stream)

        def tell(line: bytes) -> None:
            # A page that sleeps for so long starts again from the state.
            if not stream.full():
                stream.put_nowait(line)

        end = self._people.listen(
            None if only is None else int(only),
            lambda event: tell(b"data: " + orjson.dumps(event_view(event)) + b"\n\n"),
        )
        try:
            await response.write(b"retry: 1000\n: here\n\n")
            while True:
                try:
                    line = await asyncio.wait_for(stream.get(), _BEAT)
                except TimeoutError:
                    line = b": still here\n\n"
                if not line:
                    break
                await response.write(line)
        except ConnectionResetError:
            pass
        finally:
            end()
            self._streams.discard(stream)
        return response


async def _soon(response: web.Response) -> web.StreamResponse:
    return response


async def _body(request: web.BaseRequest) -> Params:
    # Asking for JSON keeps pages of other sites from posting here.
    if request.content_type != "application/json":
        raise bad("JSON is expected")
    fields = orjson.loads(await request.read())
    if not isinstance(fields, dict):
        raise bad("a JSON object is expected")
    return fields


def _static(name: str) -> web.Response:
    file = _PAGE / name
    if "/" in name or not file.is_file():
        raise Refusal(404, "Not Found")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": _POLICY}
    return web.Response(body=file.read_bytes(), content_type=kind, charset="utf-8", headers=headers)


def _json(value: object, status: int = 200) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(value), content_type="application/json")
