"""Inline keyboards: what Telegram takes and what it refuses."""

from __future__ import annotations

import re
from typing import Any, Final

from .refusals import Refusal, bad
from .text import address
from .world import Json

Keyboard = list[list[Json]]

MOST_BUTTONS: Final = 100
MOST_IN_A_ROW: Final = 8
_DATA_BYTES: Final = 64
_COPIED: Final = 256
_ACTIONS: Final = frozenset(
    (
        *("url", "callback_data", "web_app", "login_url", "switch_inline_query", "copy_text"),
        *("switch_inline_query_current_chat", "switch_inline_query_chosen_chat"),
    )
)
_LOOKS: Final = frozenset(("text", "style", "icon_custom_emoji_id"))
_STYLES: Final = frozenset(("danger", "primary", "success"))
_EMOJI_ID: Final = re.compile(r"[0-9]+\Z")


def keyboard(markup: Json | None) -> Keyboard:
    """The rows of an inline keyboard, [] for none; raises a `Refusal`."""
    if not markup:
        return []
    if set(markup) != {"inline_keyboard"}:
        raise bad("this Telegram shows inline keyboards only: reply_markup has other fields")
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    count = 0
    for row in rows:
        if not isinstance(row, list):
            raise bad(
                'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
            )
        if len(row) > MOST_IN_A_ROW:
            raise bad("reply markup is too long")
        for button in row:
            _check(button)
        count += len(row)
    if count > MOST_BUTTONS:
        raise bad("reply markup is too long")
    return [row for row in rows if row]


def _check(button: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(button, dict):
        raise _unreadable("InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _unreadable('can\'t find field "text"')
    if not text.strip():
        raise bad("inline keyboard button text must be non-empty")
    data = button.get("callback_data")
    if data is not None and len(button) == 2:  # noqa: PLR2004 - text and data: nearly every button
        _check_data(data)
        return
    action = _ACTIONS & button.keys()
    if strange := button.keys() - _ACTIONS - _LOOKS:
        raise _unreadable(f"unknown field {min(strange)!r}")
    if not action:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    if len(action) > 1:
        raise _unreadable("exactly one action is allowed")
    if data is not None:
        _check_data(data)
    _check_rest(button)


def _check_rest(button: Json) -> None:
    if "url" in button and (not isinstance(button["url"], str) or address(button["url"]) is None):
        raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "style" in button and button["style"] not in _STYLES:
        raise _unreadable("invalid button style specified")
    if not _EMOJI_ID.match(str(button.get("icon_custom_emoji_id", "0"))):
        raise _unreadable("invalid icon_custom_emoji_id")
    if "copy_text" in button:
        copied = button["copy_text"]
        text = copied.get("text") if isinstance(copied, dict) else None
        if not isinstance(text, str) or not 0 < len(text) <= _COPIED:
            raise _unreadable("copied text must be 1-256 characters")


def _unreadable(why: str) -> Refusal:
    return bad(f"can't parse inline keyboard button: {why}")


def _check_data(data: object) -> None:
    if not isinstance(data, str) or not 0 < len(data.encode()) <= _DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
