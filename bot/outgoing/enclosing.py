"""What comes along with a screen: a document or a photo, sent before it."""

from __future__ import annotations

import logging

from telegram import Bot
from telegram.error import Forbidden, TelegramError

from bot.screens.screen import Enclosed

log = logging.getLogger(__name__)


async def enclose(bot: Bot, chat: int, enclosed: Enclosed) -> None:
    """Make it and send it; the screen says everything without it, so it is not tried again.

    Raises:
        Forbidden: the person blocked the bot.
    """
    try:
        content = await enclosed.content()
        name, caption = enclosed.name, enclosed.caption
        if enclosed.kind == "photo":
            await bot.send_photo(chat, content, caption, filename=name)
        else:
            await bot.send_document(chat, content, caption=caption, filename=name)
    except Forbidden:
        raise
    except TelegramError as error:
        log.warning("a %s was not sent: %s", enclosed.kind, error)
    except Exception:
        log.exception("a %s could not be made", enclosed.kind)
