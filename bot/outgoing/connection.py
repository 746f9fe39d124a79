"""First words with Telegram: the library's bot over our transport, and what can go wrong."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.outgoing.transport import Transport
from bot.settings import Settings


class StartError(RuntimeError):
    """The bot cannot start; the message says why in one line."""


def make(
    settings: Settings, transport: Transport | None = None, fetching: Transport | None = None
) -> ExtBot[None]:
    """The library's bot over our transports: one to speak, one to fetch updates."""
    url, token = settings.telegram_api_url, settings.token()
    return ExtBot(
        token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=transport or Transport(url, token),
        get_updates_request=fetching or Transport(url, token),
    )


async def introduce(initialize: Callable[[], Awaitable[None]], settings: Settings) -> None:
    """Ask Telegram who we are.

    Raises:
        StartError: the token is wrong, or the API cannot be reached.
    """
    try:
        await initialize()
    except InvalidToken:
        raise StartError(
            "SAUALNAMA_TELEGRAM_TOKEN: Telegram does not know this token: copy it from @BotFather"
        ) from None
    except TelegramError as error:
        # What a server says may repeat what it was told: only the kind of the error is passed on.
        raise StartError(
            f"SAUALNAMA_TELEGRAM_API_URL: {settings.telegram_api_url} does not answer as the Bot"
            f" API does ({type(error).__name__}): see that it can be reached, and start again"
        ) from None


@contextlib.asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[ExtBot[None]]:
    """The bot's calls alone, for a command; `username` is known inside.

    Raises:
        StartError: see `introduce`.
    """
    bot = make(settings)
    try:
        await introduce(bot.initialize, settings)
        yield bot
    finally:
        await bot.shutdown()
