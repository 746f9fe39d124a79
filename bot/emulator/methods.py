"""The methods this Telegram knows and what each accepts (Bot API 10.1).

Telegram ignores a parameter that it does not know. This table refuses it, so that a slip of the
pen is seen at once. Parameters for what is not modelled here (topics, business, paid messages)
are left out, and so are refused as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Kind(Enum):
    """What a parameter may hold; the value names the Bot API's own types."""

    INTEGER = ("Integer",)
    STRING = ("String",)
    BOOLEAN = ("Boolean",)
    CHAT = ("Integer", "String")
    FILE = ("InputFile", "String")
    KEYBOARD = ("InlineKeyboardMarkup",)
    OBJECT = ()
    ARRAY = ("Array of",)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a method."""

    kind: Kind
    required: bool = False


def _must(kind: Kind) -> Parameter:
    return Parameter(kind, required=True)


def _may(kind: Kind) -> Parameter:
    return Parameter(kind)


Table = dict[str, Parameter]

_CHAT: Final[Table] = {"chat_id": _must(Kind.CHAT)}
_SENDING: Final[Table] = _CHAT | {
    "disable_notification": _may(Kind.BOOLEAN),
    "protect_content": _may(Kind.BOOLEAN),
    "message_effect_id": _may(Kind.STRING),
    "reply_parameters": _may(Kind.OBJECT),
}
_EDITING: Final[Table] = {
    # The API makes these optional for the sake of inline messages, which are not modelled.
    "chat_id": _may(Kind.CHAT),
    "message_id": _may(Kind.INTEGER),
    "reply_markup": _may(Kind.KEYBOARD),
}
_MARKUP: Final[Table] = {"reply_markup": _may(Kind.KEYBOARD)}
_CAPTION: Final[Table] = {
    "caption": _may(Kind.STRING),
    "parse_mode": _may(Kind.STRING),
    "caption_entities": _may(Kind.ARRAY),
}
_ABOVE: Final[Table] = {"show_caption_above_media": _may(Kind.BOOLEAN)}
_WRITING: Final[Table] = {
    "parse_mode": _may(Kind.STRING),
    "entities": _may(Kind.ARRAY),
    "link_preview_options": _may(Kind.OBJECT),
}
_SPOKEN: Final[Table] = {"language_code": _may(Kind.STRING)}
_SCOPED: Final[Table] = _SPOKEN | {"scope": _may(Kind.OBJECT)}

METHODS: Final[dict[str, Table]] = {
    "getMe": {},
    "getUpdates": {
        "offset": _may(Kind.INTEGER),
        "limit": _may(Kind.INTEGER),
        "timeout": _may(Kind.INTEGER),
        "allowed_updates": _may(Kind.ARRAY),
    },
    "setWebhook": {
        "url": _must(Kind.STRING),
        "ip_address": _may(Kind.STRING),
        "max_connections": _may(Kind.INTEGER),
        "allowed_updates": _may(Kind.ARRAY),
        "drop_pending_updates": _may(Kind.BOOLEAN),
        "secret_token": _may(Kind.STRING),
    },
    "deleteWebhook": {"drop_pending_updates": _may(Kind.BOOLEAN)},
    "getWebhookInfo": {},
    "sendMessage": _SENDING | _WRITING | _MARKUP | {"text": _must(Kind.STRING)},
    "sendPhoto": _SENDING
    | _CAPTION
    | _ABOVE
    | _MARKUP
    | {"photo": _must(Kind.FILE), "has_spoiler": _may(Kind.BOOLEAN)},
    "sendDocument": _SENDING
    | _CAPTION
    | _MARKUP
    | {
        "document": _must(Kind.FILE),
        "thumbnail": _may(Kind.FILE),
        "disable_content_type_detection": _may(Kind.BOOLEAN),
    },
    "sendVoice": _SENDING
    | _CAPTION
    | _MARKUP
    | {"voice": _must(Kind.FILE), "duration": _may(Kind.INTEGER)},
    "sendMediaGroup": _SENDING | {"media": _must(Kind.ARRAY)},
    "sendChatAction": _CHAT | {"action": _must(Kind.STRING)},
    "editMessageText": _EDITING | _WRITING | {"text": _may(Kind.STRING)},
    "editMessageCaption": _EDITING | _CAPTION | _ABOVE,
    "editMessageMedia": _EDITING | {"media": _must(Kind.OBJECT)},
    "editMessageReplyMarkup": _EDITING,
    "deleteMessage": _CHAT | {"message_id": _must(Kind.INTEGER)},
    "pinChatMessage": _CHAT
    | {"message_id": _must(Kind.INTEGER), "disable_notification": _may(Kind.BOOLEAN)},
    "unpinChatMessage": _CHAT | {"message_id": _may(Kind.INTEGER)},
    "answerCallbackQuery": {
        "callback_query_id": _must(Kind.STRING),
        "text": _may(Kind.STRING),
        "show_alert": _may(Kind.BOOLEAN),
        "url": _may(Kind.STRING),
        "cache_time": _may(Kind.INTEGER),
    },
    "getFile": {"file_id": _must(Kind.STRING)},
    "getChat": _CHAT,
    "getChatMember": _CHAT | {"user_id": _must(Kind.INTEGER)},
    "setMyCommands": _SCOPED | {"commands": _must(Kind.ARRAY)},
    "getMyCommands": _SCOPED,
    "deleteMyCommands": _SCOPED,
    "setMyName": _SPOKEN | {"name": _may(Kind.STRING)},
    "getMyName": _SPOKEN,
    "setMyDescription": _SPOKEN | {"description": _may(Kind.STRING)},
    "getMyDescription": _SPOKEN,
    "setMyShortDescription": _SPOKEN | {"short_description": _may(Kind.STRING)},
    "getMyShortDescription": _SPOKEN,
}
