"""Digests to the channel: each post is sent once, or it is said that nobody knows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.newsroom import Newsroom
from bot.office import Office
from bot.outgoing.transport import NotSentError
from storage import digests
from storage.digests import DuePost, Outcome

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
PAUSE = timedelta(seconds=30)


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

    async def _send(self, post: DuePost) -> Outcome:
        """Send a post; the outcome says whether it may be tried again."""
        # Drawing takes a second or two: it must not hold up anybody's tap.
        piece = await asyncio.to_thread(self._newsroom.piece, post)
        try:
            if piece.picture is None:
                message = await self._bot.send_message(
                    post.channel, piece.text, parse_mode="HTML", disable_web_page_preview=True
                )
            else:
                message = await self._bot.send_photo(
                    post.channel,
                    piece.picture,
                    caption=piece.text,
                    parse_mode="HTML",
                    filename=f"saualnama-{post.language}.png",
                )
        except RetryAfter as error:
            wait = error.retry_after
            pause = wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
            return Outcome(
                digests.CLAIMED, trouble="asked to wait", not_before=self._clock() + pause
            )
        except NotSentError as error:
            return Outcome(digests.CLAIMED, trouble=str(error), not_before=self._clock() + PAUSE)
        except (BadRequest, Forbidden) as error:
            return Outcome(digests.FAILED, trouble=str(error))
        except NetworkError as error:
            return Outcome(digests.UNCERTAIN, trouble=str(error))
        except TelegramError as error:
            return Outcome(digests.FAILED, trouble=str(error))
        return Outcome(digests.SENT, message_id=message.message_id)
