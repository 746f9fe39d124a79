"""The queue of updates: kept until confirmed, fetched by one poller or pushed to a webhook."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final

from .refusals import Refusal, bad
from .webhook import Hook, Parcel, Pusher
from .world import Json

KINDS: Final = frozenset(
    (
        *("message", "edited_message", "channel_post", "edited_channel_post"),
        *("business_connection", "business_message", "edited_business_message"),
        *("deleted_business_messages", "guest_message", "message_reaction"),
        *("message_reaction_count", "inline_query", "chosen_inline_result", "callback_query"),
        *("shipping_query", "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer"),
        *("my_chat_member", "chat_member", "chat_join_request", "chat_boost"),
        *("removed_chat_boost", "managed_bot"),
    )
)
_BY_DEFAULT: Final = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}
_LONGEST_POLL: Final = 50
_MOST: Final = 100
_DAY: Final = 86_400.0
LIFETIMES: Final = {"callback_query": 150.0}
"""Seconds an unfetched update is kept; a day where nothing is said."""


@dataclass(slots=True)
class _Poll:
    """A getUpdates that waits: True ends it with what is there, a refusal ends it with a 409."""

    future: asyncio.Future[Refusal | None]

    def end(self, refusal: Refusal | None = None) -> None:
        if not self.future.done():
            self.future.set_result(refusal)


class Mailbox:
    """What the bot has not confirmed yet."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._waiting: OrderedDict[int, Parcel] = OrderedDict()
        self._next_id = 100_000_001
        self._allowed: frozenset[str] = _BY_DEFAULT
        self._poll: _Poll | None = None
        self._pusher: Pusher | None = None
        self.polling = asyncio.Event()  # set while a getUpdates waits

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, kind: str, body: Json, lane: str) -> int | None:
        """Queue an update; `lane` names what Telegram keeps in order. None: not wanted."""
        if kind not in self._allowed:
            return None
        number = self._next_id
        self._next_id += 1
        expires = self._clock() + LIFETIMES.get(kind, _DAY)
        parcel = Parcel(number, {"update_id": number, kind: body}, lane, expires)
        self._waiting[number] = parcel
        if self._pusher is not None:
            self._pusher.push(parcel)
        elif self._poll is not None:
            self._poll.end()
        return number

    async def fetch(
        self, offset: int, limit: int, patience: float, allowed: Iterable[object] | None
    ) -> list[Json]:
        """getUpdates: confirms what lies below `offset`, waits up to `patience` seconds."""
        if self._pusher is not None:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self._allow(allowed)
        self._interrupt("other getUpdates request; make sure that only one bot instance is running")
        self._confirm(offset)
        size = limit if 0 < limit <= _MOST else _MOST
        batch = self._take(size)
        if batch or patience <= 0:
            return batch
        poll = self._poll = _Poll(asyncio.get_running_loop().create_future())
        timer = asyncio.get_running_loop().call_later(min(patience, _LONGEST_POLL), poll.end)
        self.polling.set()
        try:
            refusal = await poll.future
        finally:
            timer.cancel()
            if self._poll is poll:
                self._poll = None
                self.polling.clear()
        if refusal is not None:
            raise refusal
        return self._take(size)

    async def hook(
        self, hook: Hook | None, allowed: Iterable[object] | None, *, drop: bool
    ) -> None:
        """setWebhook, or deleteWebhook where `hook` is None. `drop` forgets what is waiting."""
        self._allow(allowed)
        if hook is not None:
            self._interrupt("setWebhook request")
        await self._unhook()
        if drop:
            self._waiting.clear()
        if hook is not None:
            self._pusher = Pusher(hook, self._delivered, self._clock)
            for parcel in list(self._waiting.values()):
                self._pusher.push(parcel)

    def info(self) -> Json:
        """A `WebhookInfo`."""
        about: Json = {
            "url": "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._waiting),
        }
        if self._pusher is not None:
            about |= self._pusher.info()
        if self._allowed is not _BY_DEFAULT:
            about["allowed_updates"] = sorted(self._allowed)
        return about

    async def close(self) -> None:
        """End what waits."""
        if self._poll is not None:
            self._poll.end()
        await self._unhook()

    async def _unhook(self) -> None:
        pusher, self._pusher = self._pusher, None
        if pusher is not None:
            await pusher.close()

    def _allow(self, allowed: Iterable[object] | None) -> None:
        if allowed is None:
            return
        kinds = frozenset(str(kind) for kind in allowed)
        if strange := kinds - KINDS:
            raise bad(f"unknown kind of update in allowed_updates: {', '.join(sorted(strange))}")
        self._allowed = kinds or _BY_DEFAULT

    def _interrupt(self, by: str) -> None:
        if self._poll is not None:
            self._poll.end(Refusal(409, f"Conflict: terminated by {by}"))
            self._poll = None
            self.polling.clear()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            forgotten = max(0, len(self._waiting) + offset)
            for _ in range(forgotten):
                self._waiting.popitem(last=False)
        while self._waiting and next(iter(self._waiting)) < offset:
            self._waiting.popitem(last=False)

    def _take(self, limit: int) -> list[Json]:
        now = self._clock()
        batch = [p for p in islice(self._waiting.values(), limit) if p.expires > now]
        if len(batch) < min(limit, len(self._waiting)):
            for number in [p.number for p in self._waiting.values() if p.expires <= now]:
                del self._waiting[number]
            batch = list(islice(self._waiting.values(), limit))
        return [parcel.update for parcel in batch]

    def _delivered(self, number: int) -> None:
        self._waiting.pop(number, None)
