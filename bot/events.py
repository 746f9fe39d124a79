"""What people do, read from Telegram's raw updates; whatever is not understood is None."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?!\S)")


class UnreadableError(ValueError):
    """An update that is not what the Bot API promises."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice message: what to ask its file by, its length in seconds and size in bytes."""

    file_id: str
    seconds: int
    size: int
    mime: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A document or picture in a message: what to ask its file by, and its name."""

    file_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a person did in a private chat.

    `kind` is said, tapped, left (blocked the bot) or returned.
    """

    update_id: int
    kind: str
    chat_id: int
    text: str = ""
    message_id: int | None = None
    query_id: str | None = None
    language_code: str = ""  # of the app, as Telegram says it
    voice: Voice | None = None
    file: Attached | None = None

    @property
    def command(self) -> str | None:
        """The command without its slash and bot name, in lower case."""
        found = COMMAND.match(self.text) if self.kind == "said" else None
        return found[1].lower() if found else None

    @property
    def payload(self) -> str:
        """What stands after the command."""
        parts = self.text.split(maxsplit=1)
        return parts[1].strip() if len(parts) > 1 else ""


def read(update: dict[str, Any]) -> Event | None:
    """The event in an update; None where it is not for us (groups, channels, other kinds).

    Raises:
        UnreadableError: fields are missing or of another type than the Bot API promises.
    """
    try:
        return _read(update)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise UnreadableError(f"{type(error).__name__}: {error}") from error


def _read(update: dict[str, Any]) -> Event | None:
    number = whole(update["update_id"])
    if query := update.get("callback_query"):
        return _tapped(number, query)
    if message := update.get("message"):
        return _said(number, message)
    if member := update.get("my_chat_member"):
        if member["chat"]["type"] != "private":
            return None
        left = member["new_chat_member"]["status"] == "kicked"
        return Event(number, "left" if left else "returned", whole(member["chat"]["id"]))
    return None


def _tapped(number: int, query: dict[str, Any]) -> Event | None:
    person = query["from"]
    message = query.get("message")
    if message and message["chat"]["type"] != "private":
        return None
    return Event(
        number,
        "tapped",
        whole(person["id"]),  # a private chat has its person's id
        words(query.get("data") or ""),
        whole(message["message_id"]) if message else None,
        words(query["id"]),
        words(person.get("language_code") or ""),
    )


def _said(number: int, message: dict[str, Any]) -> Event | None:
    if message["chat"]["type"] != "private" or message["from"].get("is_bot"):
        return None
    voice, file = message.get("voice"), _attached(message)
    caption = words(message.get("caption") or "")
    told = voice or (file and caption.startswith("/"))  # a picture's words are no answer
    text = words(message.get("text") or "") or (caption if told else "")
    return Event(
        number,
        "said",
        whole(message["chat"]["id"]),
        text,
        language_code=words(message["from"].get("language_code") or ""),
        voice=_voice(voice) if voice else None,
        file=file,
    )


def _voice(voice: dict[str, Any]) -> Voice:
    return Voice(
        words(voice["file_id"]),
        whole(voice["duration"]),
        whole(voice.get("file_size") or 0),
        words(voice.get("mime_type") or "audio/ogg")[:64],
    )


def _attached(message: dict[str, Any]) -> Attached | None:
    if document := message.get("document"):
        return Attached(words(document["file_id"]), words(document.get("file_name") or "file"))
    if sizes := message.get("photo"):  # the last is the largest
        return Attached(words(sizes[-1]["file_id"]), "photo.jpg")
    return None


def whole(value: Any) -> int:  # noqa: ANN401 - a stranger's JSON
    """An id that fits the database's 64 bits."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 1 << 63:
        raise UnreadableError(f"not an id: {value!r:.80}")
    return value


def words(value: Any) -> str:  # noqa: ANN401 - a stranger's JSON
    """A text without what a database or a terminal cannot hold."""
    if not isinstance(value, str):
        raise UnreadableError(f"not a text: {value!r:.80}")
    return value.replace("\x00", "").encode(errors="ignore").decode()
