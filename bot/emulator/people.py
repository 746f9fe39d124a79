"""What people do: write, tap, block, and look at their chats."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Final

from .keyboards import Keyboard
from .media import photo, voice
from .queries import Queries
from .text import Entity, units
from .updates import Mailbox
from .world import Chat, Event, Json, Listener, Message, Person, World

_COMMAND: Final = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]+)?(?![^\s])")
LONGEST_TAP: Final = 64
"""Bytes a button can carry; a tap that claims more cannot be made."""


class People:
    """The hands of everybody but the bot."""

    def __init__(self, world: World, mailbox: Mailbox, queries: Queries) -> None:
        self.world = world
        self.mailbox = mailbox
        self._queries = queries
        self._instance = str(random.SystemRandom().randrange(10**18, 10**19))
        self.coordinator: Person | None = None

    def person(self, name: str, language_code: str = "kk", username: str = "") -> Person:
        """Somebody new, who has not started the bot yet."""
        return self.world.add_person(name, language_code, username)

    def channel(self, title: str, username: str = "") -> int:
        """A new channel with the bot as administrator; its chat id (-100…)."""
        return self.world.add_channel(title, username).id

    def join(self, person: Person, channel: int, status: str = "member") -> None:
        """Make a person a "member", "administrator" or the "creator" of a channel."""
        self.world.chats[channel].members[person.id] = status

    def expel(self, channel: int, person: Person) -> None:
        """The bot is thrown out of a channel by a person."""
        chat = self.world.chats[channel]
        before, chat.standing = chat.standing, "kicked"
        self._standing(chat, person, before, chat.standing)

    def say(self, person: Person, text: str) -> Message:
        """A person writes to the bot. The first words start it."""
        entities: list[Entity] = [
            {"type": "bot_command", "offset": units(text[: found.start()]), "length": len(found[0])}
            for found in _COMMAND.finditer(text)
            if found.start() == 0 or text[found.start() - 1].isspace()
        ]
        return self._send(person, text=text, entities=entities)

    def send_sticker(self, person: Person) -> Message:
        """A person sends a sticker, which no questionnaire asks for."""
        file = self.world.keep("sticker.webp", "image/webp", b"RIFF")
        sticker: Json = {
            "file_id": file.id,
            "file_unique_id": file.id[:12],
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": "👍",
        }
        return self._send(person, content={"sticker": sticker})

    def send_photo(self, person: Person, data: bytes, caption: str = "") -> Message:
        """A person sends a picture (PNG or JPEG)."""
        return self._send(
            person, text=caption, content=photo(self.world.keep("photo.jpg", "image/jpeg", data))
        )

    def send_voice(self, person: Person, data: bytes, seconds: int = 3) -> Message:
        """A person sends a voice message (Ogg Opus bytes)."""
        file = self.world.keep("voice.oga", "audio/ogg", data)
        return self._send(person, content=voice(file, seconds))

    def _send(
        self,
        person: Person,
        text: str = "",
        entities: list[Entity] | None = None,
        content: Json | None = None,
    ) -> Message:
        if person.blocked:
            raise ValueError(f"{person.name} has blocked the bot and cannot write to it")
        person.started = True
        message = self.world.post(
            self.world.chats[person.id],
            person,
            text=text,
            entities=entities or [],
            content=content or {},
        )
        self.mailbox.put("message", message.as_api(self.world.bot), str(person.id))
        return message

    def tap(self, person: Person, message_id: int, data: str, chat_id: int | None = None) -> str:
        """A person taps a button that says `data`; the query's id.

        Nobody checks that the message has such a button, or exists: clients can send anything.
        """
        if not 0 < len(data.encode()) <= LONGEST_TAP:
            raise ValueError("a button carries 1-64 bytes")
        chat = self.world.chats[person.id if chat_id is None else chat_id]
        message = chat.messages.get(message_id)
        number = self._queries.open(person.id, chat.id)
        query: Json = {
            "id": number,
            "from": person.as_api(),
            "message": message.as_api(self.world.bot)
            if message
            else {"chat": chat.card, "message_id": message_id, "date": 0},
            "chat_instance": self._instance,
            "data": data,
        }
        self.mailbox.put("callback_query", query, f"tap {person.id}")
        self.world.tell(Event("query", person.id))
        return number

    def block(self, person: Person) -> None:
        """A person blocks the bot."""
        self._block(person, blocked=True)

    def unblock(self, person: Person) -> None:
        """A person changes their mind."""
        self._block(person, blocked=False)

    def _block(self, person: Person, *, blocked: bool) -> None:
        if person.blocked == blocked:
            return
        person.blocked = blocked
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        self._standing(self.world.chats[person.id], person, before, after)
        self.world.tell(Event("person", person.id))

    def _standing(self, chat: Chat, person: Person, before: str, after: str) -> None:
        change: Json = {
            "chat": chat.card,
            "from": person.as_api(),
            "date": self.world.now(),
            "old_chat_member": membership(before, self.world.bot),
            "new_chat_member": membership(after, self.world.bot),
        }
        self.mailbox.put("my_chat_member", change, f"member {chat.id}")

    def messages(self, chat_id: int) -> list[Message]:
        """The messages of a chat, oldest first."""
        return list(self.world.chats[chat_id].messages.values())

    def keyboard(self, chat_id: int, message_id: int) -> Keyboard:
        """The buttons under a message."""
        return self.world.chats[chat_id].messages[message_id].keyboard

    def listen(self, chat_id: int | None, listener: Listener) -> Callable[[], None]:
        """Call `listener` with each event of a chat (None: of all). Returns what ends it."""
        return self.world.listen(chat_id, listener)


_RIGHTS: Final = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages"),
    *("can_manage_video_chats", "can_restrict_members", "can_promote_members"),
    *("can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
    *("can_delete_stories", "can_post_messages", "can_edit_messages", "can_pin_messages"),
)
_NOT_THE_BOTS: Final = frozenset(("can_be_edited", "is_anonymous", "can_promote_members"))


def membership(status: str, user: Json) -> Json:
    """A `ChatMember`."""
    member: Json = {"status": status, "user": user}
    if status == "kicked":
        member["until_date"] = 0
    elif status == "creator":
        member["is_anonymous"] = False
    elif status == "administrator":
        member |= {right: right not in _NOT_THE_BOTS for right in _RIGHTS}
    return member
