"""The bot's face: name, descriptions and command menus, in each person's language."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.interviewer import COMMANDS, ERRANDS
from bot.settings import Settings
from bot.texts import Say, Texts

log = logging.getLogger(__name__)


async def show(bot: Bot, texts: Texts, minutes: int, settings: Settings) -> None:
    """Set what differs from what Telegram shows already: these calls are narrowly limited.

    `minutes` are those that the questionnaire takes.
    """
    first = texts.languages[0]
    for code in ("", *texts.languages):
        say = texts.speaking(code or first)
        description = say("profile-description-all")
        if code:
            description = say("profile-description", minutes=minutes)
        try:
            await _commands(bot, say, code)
            if (await bot.get_my_description(code or None)).description != description:
                await bot.set_my_description(description, code or None)
            about = say("profile-about")
            if (await bot.get_my_short_description(code or None)).short_description != about:
                await bot.set_my_short_description(about, code or None)
        except TelegramError as error:  # the bot works without it; the next start tries again
            log.warning("the profile is not shown: %s", error)
            return
    for chat in settings.coordinator_ids:
        try:
            await bot.set_my_commands(
                menu(texts.speaking(first), (*COMMANDS, *ERRANDS)), BotCommandScopeChat(chat)
            )
        except (BadRequest, Forbidden):
            log.info("a coordinator has not yet started the bot")
        except TelegramError as error:
            log.warning("a coordinator's menu is not shown: %s", error)


async def _commands(bot: Bot, say: Say, code: str) -> None:
    commands = menu(say, tuple(COMMANDS))
    scope = BotCommandScopeAllPrivateChats()
    if list(await bot.get_my_commands(scope, code or None)) != commands:
        await bot.set_my_commands(commands, scope, code or None)


def menu(say: Say, names: Iterable[str]) -> list[BotCommand]:
    """The commands with their descriptions."""
    return [BotCommand(name, say(f"command-{name}")) for name in names]
