"""Methods about the bot's own name, descriptions and commands."""

from __future__ import annotations

import re
from typing import Any, Final

from .refusals import bad
from .requests import Params
from .world import Event, Json, World

_COMMAND: Final = re.compile(r"[a-z0-9_]{1,32}\Z")
_LANGUAGE: Final = re.compile(r"(?:[a-z]{2})?\Z")
_MOST_COMMANDS: Final = 100
_LONGEST: Final = {"name": 64, "description": 512, "short_description": 120}
_LONGEST_COMMAND_DESCRIPTION: Final = 256
_PLAIN_SCOPES: Final = frozenset(
    ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
)
_CHAT_SCOPES: Final = frozenset(("chat", "chat_administrators", "chat_member"))

Scope = tuple[str, int, int]
"""Kind, chat id and user id of where commands hold; 0 where it has none."""


class Profile:
    """What the bot says of itself, in each language ("" is for all others)."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._texts: dict[tuple[str, str], str] = {}
        self._commands: dict[tuple[Scope, str], list[Json]] = {}

    def set_my_commands(self, params: Params) -> bool:
        """Method setMyCommands; an empty list takes them away."""
        commands = params["commands"]
        if len(commands) > _MOST_COMMANDS:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            _check(command)
        key = (self._scope(params), _language(params))
        self._commands[key] = commands
        if not commands:
            del self._commands[key]
        self._world.tell(Event("profile", 0))
        return True

    def get_my_commands(self, params: Params) -> list[Json]:
        """Method getMyCommands: those of exactly this scope and language."""
        return self._commands.get((self._scope(params), _language(params)), [])

    def delete_my_commands(self, params: Params) -> bool:
        """Method deleteMyCommands."""
        self._commands.pop((self._scope(params), _language(params)), None)
        self._world.tell(Event("profile", 0))
        return True

    def commands_for(self, person_id: int, language: str) -> list[Json]:
        """What a person's menu shows: the narrowest scope first, the language before none."""
        for scope in (("chat", person_id, 0), ("all_private_chats", 0, 0), ("default", 0, 0)):
            for spoken in (language, ""):
                if (scope, spoken) in self._commands:
                    return self._commands[scope, spoken]
        return []

    def say(self, what: str, params: Params) -> bool:
        """Methods setMyName, setMyDescription, setMyShortDescription."""
        text = params.get(what, "")
        if len(text) > _LONGEST[what]:
            raise bad(f"{what.replace('_', ' ')} is too long")
        self._texts[what, _language(params)] = text
        self._world.tell(Event("profile", 0))
        return True

    def said(self, what: str, language: str) -> str:
        """The text for a language, or the one for all."""
        text = self._texts.get((what, language)) or self._texts.get((what, ""), "")
        return text or (str(self._world.bot["first_name"]) if what == "name" else "")

    def tell(self, what: str, params: Params) -> Json:
        """Methods getMyName, getMyDescription, getMyShortDescription."""
        return {what: self.said(what, _language(params))}

    def _scope(self, params: Params) -> Scope:
        scope = params.get("scope") or {"type": "default"}
        kind = scope.get("type")
        if kind in _PLAIN_SCOPES:
            return (kind, 0, 0)
        if kind not in _CHAT_SCOPES:
            raise bad("can't parse BotCommandScope: unsupported type specified")
        chat = scope.get("chat_id")
        if isinstance(chat, str) and chat.lstrip("-").isdecimal():
            chat = int(chat)
        if not isinstance(chat, int | str):
            raise bad("can't parse BotCommandScope: empty chat_id specified")
        user = scope.get("user_id", 0)
        if (kind == "chat_member") != (isinstance(user, int) and user > 0):
            raise bad("can't parse BotCommandScope: invalid user_id specified")
        return (kind, self._world.chat(chat).id, user)


def _check(command: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(command, dict) or command.keys() != {"command", "description"}:
        raise bad("can't parse BotCommand: command and description are expected")
    name, description = command["command"], command["description"]
    if not isinstance(name, str) or not isinstance(description, str):
        raise bad("can't parse BotCommand: Strings are expected")
    if not _COMMAND.match(name):
        raise bad("BOT_COMMAND_INVALID")
    if not description.strip():
        raise bad("command description must be non-empty")
    if len(description) > _LONGEST_COMMAND_DESCRIPTION:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


def _language(params: Params) -> str:
    language = params.get("language_code", "")
    if not _LANGUAGE.match(language):
        raise bad("LANGUAGE_CODE_INVALID")
    return str(language)
