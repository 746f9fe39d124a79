"""Digests to the channel: each post is sent once, or it is said that nobody knows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot, InputMediaPhoto
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.digests.easel import Piece
from bot.digests.newsroom import Newsroom
from bot.office import Office
from bot.outgoing.patience import asked
from bot.outgoing.transport import NotSentError
from storage import digests, marks
from storage.digests import DuePost, Outcome

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
PAUSE = timedelta(seconds=30)
DRAWINGS = 5  # tries to draw a post before it is given up


class Poster:
    """Sends the posts that are due."""

    def __init__(
        self, bot: Bot, office: Office, newsroom: Newsroom, clock: Callable[[], datetime]
    ) -> None:
        """Join the record, the words and the way out."""
        self._bot = bot
        self._office = office
        self._newsroom = newsroom
        self._clock = clock
        self._alone = asyncio.Lock()

    async def post_due(self) -> int:
        """Send what is due, one after the other; how many were sent."""
        sent = 0
        async with self._alone:
            while post := await self._take():
                outcome = await self._send(post)
                sent += outcome.state == digests.SENT
                await self._office.archive.write(
                    lambda c, post=post, outcome=outcome: digests.settle(c, post, outcome)  # type: ignore[misc]
                )
                if outcome.state != digests.SENT:
                    log.warning("a digest's post is %s: %s", outcome.state, outcome.trouble)
        return sent

    async def _take(self) -> DuePost | None:
        now = self._clock()
        return await self._office.archive.write(lambda c: digests.take_post(c, now, now + LEASE))

    async def _send(self, post: DuePost) -> Outcome:  # noqa: PLR0911 - a row of the error table each
        """Send a post; the outcome says whether it may be tried again."""
        try:
            piece = await self._newsroom.drawn(post)
        except Exception:
            log.exception("a digest's post cannot be drawn")
            state = digests.CLAIMED if post.attempt < DRAWINGS else digests.FAILED
            return Outcome(state, trouble="not drawn", not_before=self._clock() + PAUSE)
        try:
            return Outcome(digests.SENT, message_id=await self._say(post, piece))
        except ChatMigrated as error:
            new = str(error.new_chat_id)
            log.warning("the group is now %s: write this into SAUALNAMA_CHANNEL_ID", new)
            await self._office.archive.write(lambda c: marks.write(c, _moved(post.channel), new))
            return Outcome(digests.CLAIMED, trouble=str(error))
        except RetryAfter as error:
            until = self._clock() + timedelta(seconds=asked(error))
            return Outcome(digests.CLAIMED, trouble="asked to wait", not_before=until)
        except NotSentError as error:
            return Outcome(digests.CLAIMED, trouble=str(error), not_before=self._clock() + PAUSE)
        except (BadRequest, Forbidden, Conflict, InvalidToken) as error:
            return Outcome(digests.FAILED, trouble=str(error))
        except TelegramError as error:  # no answer, or one that makes no sense: it may be there
            return Outcome(digests.UNCERTAIN, trouble=str(error))

    async def _say(self, post: DuePost, piece: Piece) -> int:
        """Send a text, a picture, or an album, which is there whole or not at all; its first id."""
        moved = await self._office.archive.look(lambda c: marks.read(c, _moved(post.channel)))
        channel = moved or post.channel
        if not piece.pictures:
            message = await self._bot.send_message(
                channel, piece.text, parse_mode="HTML", disable_web_page_preview=True
            )
            return message.message_id
        name = f"saualnama-{post.language}.png"
        if len(piece.pictures) == 1:
            message = await self._bot.send_photo(
                channel, *piece.pictures, caption=piece.text, parse_mode="HTML", filename=name
            )
            return message.message_id
        album = [InputMediaPhoto(one, filename=name) for one in piece.pictures]
        first, *_ = await self._bot.send_media_group(
            channel, album, caption=piece.text, parse_mode="HTML"
        )
        return first.message_id


def _moved(channel: str) -> str:
    """The mark under which a group's new id is kept."""
    return f"moved {channel}"[:32]
