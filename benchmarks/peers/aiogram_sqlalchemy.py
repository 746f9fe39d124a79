"""aiogram with SQLAlchemy's asyncio ORM on SQLite: each tap is one transaction of its own.

It polls; with a port as the last word it waits for a webhook there.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import uvloop
from aiogram import Bot, Dispatcher  # type: ignore[import-not-found]  # see ../peers.txt
from aiogram.client.session.aiohttp import AiohttpSession  # type: ignore[import-not-found]
from aiogram.client.telegram import TelegramAPIServer  # type: ignore[import-not-found]
from aiogram.filters import CommandStart  # type: ignore[import-not-found]
from aiogram.types import (  # type: ignore[import-not-found]
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)
from aiogram.webhook.aiohttp_server import (  # type: ignore[import-not-found]
    SimpleRequestHandler,
    setup_application,
)
from aiohttp import web
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

ADDRESS, TOKEN, WALK, FOLDER, *PORT = sys.argv[1:]
SCREENS = json.loads(Path(WALK).read_text(encoding="utf-8"))
KEYBOARDS = [
    InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=data) for label, data in row]
            for row in rows
        ]
    )
    for _, rows in SCREENS
]


class Base(DeclarativeBase):
    """The tables."""


class Response(Base):
    """One person's answers, one character an item."""

    __tablename__ = "response"
    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answers: Mapped[str]


# One connection: SQLite has one writer, and several would only wait for each other's locks.
ENGINE = create_async_engine(f"sqlite+aiosqlite:///{FOLDER}/peer.sqlite3", pool_size=1)
SESSIONS = async_sessionmaker(ENGINE, expire_on_commit=False)


@event.listens_for(ENGINE.sync_engine, "connect")
def _durable(connection: Any, _: object) -> None:  # noqa: ANN401 - a driver's object
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


async def start(message: Any) -> None:  # noqa: ANN401 - aiogram's message
    """Begin a response and show the first question."""
    async with SESSIONS.begin() as session:
        session.add(Response(chat_id=message.chat.id, answers="." * len(SCREENS)))
    await message.answer(SCREENS[0][0], parse_mode="HTML", reply_markup=KEYBOARDS[0])


async def tap(query: Any) -> None:  # noqa: ANN401 - aiogram's query
    """Commit an answer, then show the question after it."""
    number, code, *_ = query.data.split(":")
    position = int(number)
    session: AsyncSession
    async with SESSIONS.begin() as session:
        response = await session.get_one(Response, query.from_user.id)
        kept = response.answers
        response.answers = kept[:position] + code + kept[position + 1 :]
    following = (position + 1) % len(SCREENS)
    await query.answer()
    await query.message.edit_text(
        SCREENS[following][0], parse_mode="HTML", reply_markup=KEYBOARDS[following]
    )


async def main() -> None:
    """Poll until told to end."""
    async with ENGINE.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    server = TelegramAPIServer.from_base(ADDRESS)
    dispatcher = Dispatcher()
    dispatcher.message.register(start, CommandStart())
    dispatcher.callback_query.register(tap)
    bot = Bot(TOKEN, session=AiohttpSession(api=server))
    if not PORT:
        await dispatcher.start_polling(bot)
        return
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot).register(app, "/hook")
    setup_application(app, dispatcher, bot=bot)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(PORT[0])).start()
    await bot.set_webhook(f"http://127.0.0.1:{PORT[0]}/hook", max_connections=100)
    await asyncio.Event().wait()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())
