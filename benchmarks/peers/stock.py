"""The cheapest bot that stock python-telegram-bot makes, storing nothing.

One update at a time, as it comes; `concurrent` as the last word: as many at once as it takes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, CommandHandler

ADDRESS, TOKEN, WALK = sys.argv[1:4]
CONCURRENT = sys.argv[-1] == "concurrent"
SCREENS = json.loads(Path(WALK).read_text(encoding="utf-8"))
# Built once: a bot that builds them anew for each tap is dearer.
KEYBOARDS = [
    InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in rows]
    )
    for _, rows in SCREENS
]


async def start(update: Update, _: Any) -> None:  # noqa: ANN401 - a context that is not looked at
    """Show the first question."""
    assert update.message
    await update.message.reply_text(SCREENS[0][0], parse_mode="HTML", reply_markup=KEYBOARDS[0])


async def tap(update: Update, _: Any) -> None:  # noqa: ANN401 - a context that is not looked at
    """Show the question after the one that was answered."""
    query = update.callback_query
    assert query
    assert query.data
    following = (int(query.data.split(":")[0]) + 1) % len(SCREENS)
    await query.answer()
    await query.edit_message_text(
        SCREENS[following][0], parse_mode="HTML", reply_markup=KEYBOARDS[following]
    )


def main() -> None:
    """Poll until told to end."""
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{ADDRESS}/bot")
    bot = builder.concurrent_updates(CONCURRENT).build()
    bot.add_handler(CommandHandler("start", start))
    bot.add_handler(CallbackQueryHandler(tap))
    bot.run_polling(allowed_updates=["message", "callback_query"])


if __name__ == "__main__":
    main()
