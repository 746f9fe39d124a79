"""Who and what exists: people, chats, messages, files. In memory, and gone with the process."""

from __future__ import annotations

import itertools
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from .refusals import bad
from .text import Entity

Json = dict[str, Any]

FIRST_PERSON: Final = 7_000_000_001
"""Ids of people need more than 32 bits, as Telegram's do."""
FIRST_CHANNEL: Final = -1_001_900_000_001


@dataclass(slots=True, eq=False)
class Person:
    """Somebody with a telephone. `started`: has ever written to the bot."""

    id: int
    name: str
    language_code: str
    username: str = ""
    started: bool = False
    blocked: bool = False

    def as_api(self) -> Json:
        """A `User`."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name}
        if self.username:
            user["username"] = self.username
        if self.language_code:
            user["language_code"] = self.language_code
        return user


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat (its person's id is its id) or a channel, where the bot is an administrator.

    `members` are statuses by person id; `standing` is the bot's own status in a channel.
    """

    id: int
    title: str
    person: Person | None = None
    username: str = ""
    standing: str = "administrator"
    members: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    pinned: int | None = None
    card: Json = field(default_factory=dict)

    def __post_init__(self) -> None:
        kind, name = ("private", "first_name") if self.person else ("channel", "title")
        self.card = {"id": self.id, "type": kind, name: self.title}
        if self.username:
            self.card["username"] = self.username


@dataclass(slots=True, eq=False)
class Message:
    """One message as it stands now. `sender` is None where the bot wrote it.

    `content` holds what is neither text nor caption: a photo, a document, a sticker.
    """

    chat: Chat = field(repr=False)
    id: int
    date: int
    sender: Person | None
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    keyboard: list[list[Json]] = field(default_factory=list)
    content: Json = field(default_factory=dict)
    edits: int = 0
    edit_date: int = 0

    def as_api(self, bot: Json) -> Json:
        """A `Message`."""
        message: Json = {"message_id": self.id, "chat": self.chat.card, "date": self.date}
        if self.chat.person is None:
            message["sender_chat"] = self.chat.card
        else:
            message["from"] = bot if self.sender is None else self.sender.as_api()
        if self.edit_date:
            message["edit_date"] = self.edit_date
        text, entities = ("caption", "caption_entities") if self.content else ("text", "entities")
        if self.text:
            message[text] = self.text
            if self.entities:
                message[entities] = self.entities
        message.update(self.content)
        if self.keyboard:
            message["reply_markup"] = {"inline_keyboard": self.keyboard}
        return message


@dataclass(frozen=True, slots=True)
class File:
    """Bytes that were sent, by either side."""

    id: str
    name: str
    mime: str
    data: bytes

    @property
    def path(self) -> str:
        """Where `/file/bot<token>/` serves it."""
        return f"files/{self.id}/{self.name}"


Happening = Literal["message", "edit", "delete", "query", "answer", "action", "person", "profile"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something a screen may want to show. `answer` is what an answered tap was told."""

    kind: Happening
    chat_id: int
    message: Message | None = None
    answer: Json | None = None


Listener = Callable[[Event], None]


class World:
    """Everything that exists on this machine's Telegram. `clock` gives seconds since 1970."""

    def __init__(self, *, username: str, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.bot: Json = {
            "id": 1_234_567_890,
            "is_bot": True,
            "first_name": username,
            "username": username,
        }
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        # Of a chat, or of all (None). Looked up at each change, so nobody listening costs nothing.
        self.listeners: dict[int | None, list[Listener]] = {}
        self._people = itertools.count(FIRST_PERSON)
        self._channels = itertools.count(FIRST_CHANNEL, -1)
        # Private chats share one sequence of message ids, as an account of Telegram does;
        # a channel has its own.
        self._private = itertools.count(1)
        self._public: dict[int, itertools.count[int]] = {}

    def now(self) -> int:
        """The present second."""
        return int(self.clock())

    def add_person(self, name: str, language_code: str, username: str) -> Person:
        """A new person, who has not started the bot yet."""
        person = Person(next(self._people), name, language_code, username)
        self.people[person.id] = person
        self.chats[person.id] = Chat(person.id, name, person, username)
        self.tell(Event("person", person.id))
        return person

    def add_channel(self, title: str, username: str) -> Chat:
        """A new channel."""
        chat = Chat(next(self._channels), title, username=username)
        self.chats[chat.id] = chat
        self._public[chat.id] = itertools.count(1)
        self.tell(Event("person", chat.id))
        return chat

    def chat(self, key: int | str) -> Chat:
        """The chat of an id or an `@name`; raises `Refusal`."""
        if isinstance(key, str):
            name = key.removeprefix("@").lower()
            named = (c for c in self.chats.values() if not c.person and c.username.lower() == name)
            found = next(named, None)
        else:
            found = self.chats.get(key)
        if found is None:
            raise bad("chat not found")
        return found

    def post(self, chat: Chat, sender: Person | None, **fields: Any) -> Message:  # noqa: ANN401 - the fields of a Message
        """A new message in a chat."""
        number = next(self._private if chat.person else self._public[chat.id])
        message = Message(chat, number, self.now(), sender, **fields)
        chat.messages[number] = message
        self.tell(Event("message", chat.id, message))
        return message

    def keep(self, name: str, mime: str, data: bytes) -> File:
        """Store a file."""
        file = File(secrets.token_urlsafe(18), name, mime, data)
        self.files[file.id] = file
        return file

    def listen(self, chat_id: int | None, listener: Listener) -> Callable[[], None]:
        """Call `listener` with each event of a chat (None: of all). Returns what ends it."""
        here = self.listeners.setdefault(chat_id, [])
        here.append(listener)

        def end() -> None:
            here.remove(listener)
            if not here and self.listeners.get(chat_id) is here:
                del self.listeners[chat_id]

        return end

    def tell(self, event: Event) -> None:
        """Tell those who listen."""
        if not self.listeners:
            return
        for listener in (
            *self.listeners.get(event.chat_id, ()),
            *self.listeners.get(None, ()),
        ):
            listener(event)
