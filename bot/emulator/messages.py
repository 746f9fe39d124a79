"""Methods that write, change and remove messages."""

from __future__ import annotations

from typing import Final

from .formatting import caption, message_text
from .keyboards import keyboard
from .media import attach
from .refusals import bad, forbidden
from .requests import Params
from .world import Chat, Event, Json, Message, World

_DELETABLE: Final = 48 * 3600
_ACTIONS: Final = frozenset(
    (
        *("typing", "upload_photo", "record_video", "upload_video", "record_voice"),
        *("upload_voice", "upload_document", "choose_sticker", "find_location"),
        *("record_video_note", "upload_video_note"),
    )
)
_ALBUM: Final = range(2, 11)
_SAME: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
Change = tuple[str, list[Json], list[list[Json]], Json]
"""Text, entities, keyboard and content that an edit gives a message."""


class Messages:
    """The bot's pen."""

    def __init__(self, world: World) -> None:
        self._world = world

    def send_message(self, params: Params) -> Json:
        """Method sendMessage."""
        chat = self.writable(params["chat_id"])
        text, entities = message_text(params)
        rows = keyboard(params.get("reply_markup"))
        return self._post(chat, params, text=text, entities=entities, keyboard=rows)

    def send_photo(self, params: Params) -> Json:
        """Method sendPhoto."""
        return self._send_media("photo", params)

    def send_document(self, params: Params) -> Json:
        """Method sendDocument."""
        return self._send_media("document", params)

    def send_voice(self, params: Params) -> Json:
        """Method sendVoice."""
        return self._send_media("voice", params)

    def _send_media(self, kind: str, params: Params) -> Json:
        chat = self.writable(params["chat_id"])
        text, entities = caption(params)
        rows = keyboard(params.get("reply_markup"))
        content = attach(self._world, kind, params[kind], params)
        return self._post(
            chat, params, text=text, entities=entities, keyboard=rows, content=content
        )

    def send_media_group(self, params: Params) -> list[Json]:
        """Method sendMediaGroup: all photos or all documents."""
        chat = self.writable(params["chat_id"])
        items = params["media"]
        if len(items) not in _ALBUM:
            raise bad("media group must include 2-10 items")
        if len({item.get("type") for item in items if isinstance(item, dict)}) != 1:
            raise bad("can't use the media of the specified type in the album")
        group = f"album-{self._world.now()}-{len(chat.messages)}"
        ready = [(*caption(item), self._input_media(item, params)) for item in items]
        return [
            self._post(
                chat,
                params,
                text=text,
                entities=entities,
                content=content | {"media_group_id": group},
            )
            for text, entities, content in ready
        ]

    def _input_media(self, item: Json, params: Params) -> Json:
        if item.get("type") not in {"photo", "document"}:
            raise bad("can't parse InputMedia: media type must be photo or document")
        return attach(self._world, item["type"], item.get("media"), params)

    def _post(self, chat: Chat, params: Params, **fields: object) -> Json:
        content: Json = dict(fields.pop("content", {}))  # type: ignore[call-overload]
        reply = params.get("reply_parameters")
        answered = chat.messages.get(reply.get("message_id")) if reply else None
        if reply and answered is None and not reply.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
        message = self._world.post(chat, None, content=content, **fields)
        sent = message.as_api(self._world.bot)
        if answered is not None:
            sent["reply_to_message"] = answered.as_api(self._world.bot)
        return sent

    def send_chat_action(self, params: Params) -> bool:
        """Method sendChatAction."""
        chat = self.writable(params["chat_id"])
        if params["action"] not in _ACTIONS:
            raise bad("wrong parameter action in request")
        self._world.tell(Event("action", chat.id))
        return True

    def edit_message_text(self, params: Params) -> Json:
        """Method editMessageText. Without reply_markup the keyboard goes."""
        message = self._own(params)
        if message.content:
            raise bad("there is no text in the message to edit")
        text, entities = message_text(params)
        rows = keyboard(params.get("reply_markup"))
        return self._change(message, (text, entities, rows, message.content))

    def edit_message_caption(self, params: Params) -> Json:
        """Method editMessageCaption."""
        message = self._own(params)
        if not message.content:
            raise bad("there is no caption in the message to edit")
        text, entities = caption(params)
        rows = keyboard(params.get("reply_markup"))
        return self._change(message, (text, entities, rows, message.content))

    def edit_message_media(self, params: Params) -> Json:
        """Method editMessageMedia; a text message may become a photo or a document."""
        message = self._own(params)
        text, entities = caption(params["media"])
        rows = keyboard(params.get("reply_markup"))
        content = self._input_media(params["media"], params)
        return self._change(message, (text, entities, rows, content))

    def edit_message_reply_markup(self, params: Params) -> Json:
        """Method editMessageReplyMarkup."""
        message = self._own(params)
        rows = keyboard(params.get("reply_markup"))
        return self._change(message, (message.text, message.entities, rows, message.content))

    def _own(self, params: Params) -> Message:
        """The message to edit: it must exist and be the bot's."""
        if "chat_id" not in params or "message_id" not in params:
            raise bad("message identifier is not specified")
        message = self.writable(params["chat_id"]).messages.get(params["message_id"])
        if message is None:
            raise bad("message to edit not found")
        if message.sender is not None:
            raise bad("message can't be edited")
        return message

    def _change(self, message: Message, change: Change) -> Json:
        if change == (message.text, message.entities, message.keyboard, message.content):
            raise bad(_SAME)
        message.text, message.entities, message.keyboard, message.content = change
        message.edits += 1
        message.edit_date = self._world.now()
        self._world.tell(Event("edit", message.chat.id, message))
        return message.as_api(self._world.bot)

    def delete_message(self, params: Params) -> bool:
        """Method deleteMessage: not after 48 hours."""
        chat = self.writable(params["chat_id"])
        message = chat.messages.get(params["message_id"])
        if message is None:
            raise bad("message to delete not found")
        if self._world.now() - message.date > _DELETABLE:
            raise bad("message can't be deleted for everyone")
        del chat.messages[message.id]
        if chat.pinned == message.id:
            chat.pinned = None
        self._world.tell(Event("delete", chat.id, message))
        return True

    def pin_chat_message(self, params: Params) -> bool:
        """Method pinChatMessage."""
        chat = self.writable(params["chat_id"])
        if params["message_id"] not in chat.messages:
            raise bad("message to pin not found")
        chat.pinned = params["message_id"]
        return True

    def unpin_chat_message(self, params: Params) -> bool:
        """Method unpinChatMessage."""
        chat = self.writable(params["chat_id"])
        if chat.pinned is None or params.get("message_id", chat.pinned) != chat.pinned:
            raise bad("message to unpin not found")
        chat.pinned = None
        return True

    def writable(self, key: int | str) -> Chat:
        """The chat, where the bot may write; raises a `Refusal`."""
        chat = self._world.chat(key)
        person = chat.person
        if person is not None:
            if person.blocked:
                raise forbidden("bot was blocked by the user")
            if not person.started:
                raise forbidden("bot can't initiate conversation with a user")
        elif chat.standing == "kicked":
            raise forbidden("bot was kicked from the channel chat")
        elif chat.standing != "administrator":
            raise forbidden("bot is not a member of the channel chat")
        return chat
