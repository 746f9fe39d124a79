"""All methods in one table: the name in the API and what does it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from .messages import Messages
from .people import membership
from .profile import Profile
from .queries import Queries
from .refusals import bad
from .requests import Params
from .updates import Mailbox
from .webhook import Hook
from .world import Json, World

Method = Callable[[Params], object]
"""Returns the result, or an awaitable of it."""

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{0,256}\Z")
_HERE: Final = frozenset(("127.0.0.1", "localhost", "::1"))
_MOST_CONNECTIONS: Final = 100
LARGEST_DOWNLOAD: Final = 20 * 1024 * 1024


class Telegram:
    """The server's side of the Bot API."""

    def __init__(self, world: World, mailbox: Mailbox, queries: Queries) -> None:
        self._world = world
        self._mailbox = mailbox
        self.profile = profile = Profile(world)
        messages = Messages(world)
        self.methods: dict[str, Method] = {
            "getMe": self._me,
            "getUpdates": self._updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": lambda _: mailbox.info(),
            "sendMessage": messages.send_message,
            "sendPhoto": messages.send_photo,
            "sendDocument": messages.send_document,
            "sendVoice": messages.send_voice,
            "sendMediaGroup": messages.send_media_group,
            "sendChatAction": messages.send_chat_action,
            "editMessageText": messages.edit_message_text,
            "editMessageCaption": messages.edit_message_caption,
            "editMessageMedia": messages.edit_message_media,
            "editMessageReplyMarkup": messages.edit_message_reply_markup,
            "deleteMessage": messages.delete_message,
            "pinChatMessage": messages.pin_chat_message,
            "unpinChatMessage": messages.unpin_chat_message,
            "answerCallbackQuery": queries.answer,
            "getFile": self._file,
            "getChat": self._chat,
            "getChatMember": self._member,
            "setMyCommands": profile.set_my_commands,
            "getMyCommands": profile.get_my_commands,
            "deleteMyCommands": profile.delete_my_commands,
            "setMyName": partial(profile.say, "name"),
            "getMyName": partial(profile.tell, "name"),
            "setMyDescription": partial(profile.say, "description"),
            "getMyDescription": partial(profile.tell, "description"),
            "setMyShortDescription": partial(profile.say, "short_description"),
            "getMyShortDescription": partial(profile.tell, "short_description"),
        }

    def _me(self, _: Params) -> Json:
        return self._world.bot | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def _updates(self, params: Params) -> Awaitable[list[Json]]:
        return self._mailbox.fetch(
            params.get("offset", 0),
            params.get("limit", 100),
            params.get("timeout", 0),
            params.get("allowed_updates"),
        )

    async def _set_webhook(self, params: Params) -> bool:
        url = params["url"]
        if url:
            parts = urlsplit(url)
            if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
                raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        secret = params.get("secret_token", "")
        if not _SECRET.match(secret):
            raise bad("secret token contains unallowed characters")
        connections = params.get("max_connections", 40)
        if not 0 < connections <= _MOST_CONNECTIONS:
            raise bad("max_connections must be 1-100")
        hook = Hook(url, secret, connections) if url else None
        drop = params.get("drop_pending_updates", False)
        await self._mailbox.hook(hook, params.get("allowed_updates"), drop=drop)
        return True

    async def _delete_webhook(self, params: Params) -> bool:
        await self._mailbox.hook(None, None, drop=params.get("drop_pending_updates", False))
        return True

    def _file(self, params: Params) -> Json:
        file = self._world.files.get(params["file_id"])
        if file is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if len(file.data) > LARGEST_DOWNLOAD:
            raise bad("file is too big")
        return {
            "file_id": file.id,
            "file_unique_id": file.id[:12],
            "file_size": len(file.data),
            "file_path": file.path,
        }

    def _chat(self, params: Params) -> Json:
        chat = self._world.chat(params["chat_id"])
        about = chat.card | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(
                (
                    *("unlimited_gifts", "limited_gifts", "unique_gifts"),
                    *("premium_subscription", "gifts_from_channels"),
                ),
                False,
            ),
        }
        if chat.pinned is not None:
            about["pinned_message"] = chat.messages[chat.pinned].as_api(self._world.bot)
        return about

    def _member(self, params: Params) -> Json:
        chat = self._world.chat(params["chat_id"])
        user = params["user_id"]
        if user == self._world.bot["id"]:
            return membership("member" if chat.person else chat.standing, self._world.bot)
        person = self._world.people.get(user)
        if person is None:
            raise bad("user not found")
        own = "member" if chat.id == person.id else "left"
        return membership(chat.members.get(user, own), person.as_api())
