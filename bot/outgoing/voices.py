"""The files of voice messages, fetched after the answer was committed, until they are here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram.error import BadRequest, TelegramError

from bot.outgoing.transport import Transport
from storage import messages
from storage.archive import Archive
from storage.messages import Wanted

log = logging.getLogger(__name__)

FIRST, LONGEST = timedelta(seconds=10), timedelta(hours=6)  # between two tries


class Voices:
    """Asks for what is still to be fetched; what fails is asked for again, later each time."""

    def __init__(
        self, transport: Transport, archive: Archive, limit: int, now: Callable[[], datetime]
    ) -> None:
        """`limit` is the largest file that is kept, in bytes."""
        self._transport = transport
        self._archive = archive
        self._limit = limit
        self._now = now

    async def fetch(self) -> None:
        """Fetch what is due."""
        for one in await self._archive.look(lambda c: messages.wanted(c, self._now())):
            await self._fetch(one)

    async def _fetch(self, one: Wanted) -> None:
        again: datetime | None = None
        try:
            content = await self._content(one)
        except BadRequest as error:  # Telegram has it no longer, or never hands it over
            trouble = str(error)
        except TelegramError as error:
            trouble = type(error).__name__
            again = self._now() + min(FIRST * 2 ** min(one.attempt, 12), LONGEST)
        else:
            await self._archive.write(lambda c: messages.fetched(c, one.id, content))
            return
        log.warning("a voice message was not fetched: %s", trouble)
        await self._archive.write(lambda c: messages.unfetched(c, one.id, trouble, again))

    async def _content(self, one: Wanted) -> bytes:
        about = await self._transport.call("getFile", {"file_id": one.file_id})
        path = about.get("file_path")
        if not path or about.get("file_size", 0) > self._limit:
            raise BadRequest("the file is too big")
        content = await self._transport.file(path)
        if len(content) > self._limit:
            raise BadRequest("the file is too big")
        return content
