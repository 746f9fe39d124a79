"""Taps on buttons: each is answered once, and in time."""

from __future__ import annotations

import itertools
import random
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from .refusals import bad
from .requests import Params
from .world import Event, Json, World

LIFETIME: Final = 150.0
"""Seconds in which a tap can be answered."""
_LONGEST_ANSWER: Final = 200


@dataclass(frozen=True, slots=True)
class _Tap:
    person_id: int
    chat_id: int
    at: float


class Queries:
    """The taps that wait for an answer."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._open: OrderedDict[str, _Tap] = OrderedDict()
        first = random.SystemRandom().randrange(10**17, 10**18)
        self._ids = itertools.count(first, 7)

    def open(self, person_id: int, chat_id: int) -> str:
        """The id of a new tap by a person in a chat; they will be shown the answer."""
        now = self._world.clock()
        while self._open and next(iter(self._open.values())).at < now - LIFETIME:
            self._open.popitem(last=False)
        number = str(next(self._ids))
        self._open[number] = _Tap(person_id, chat_id, now)
        return number

    def answer(self, params: Params) -> bool:
        """Method answerCallbackQuery."""
        text = params.get("text", "")
        if len(text) > _LONGEST_ANSWER:
            raise bad("MESSAGE_TOO_LONG")
        if params.get("url"):
            raise bad("URL_INVALID")
        number = params["callback_query_id"]
        tap = self._open.pop(number, None)
        if tap is None or tap.at < self._world.clock() - LIFETIME:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        alert = params.get("show_alert", False)
        answer: Json = {"id": number, "text": text, "alert": alert, "chat": tap.chat_id}
        self._world.tell(Event("answer", tap.person_id, answer=answer))
        return True
