"""Where nobody knows whether a post was sent, each coordinator is asked: once, with two buttons."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.interviewer import OFFICE
from bot.office import Office
from bot.outgoing.patience import asked
from bot.taps import Seals, data
from bot.texts import Say, Texts
from storage import people, questions
from storage.questions import AGAIN, POSTED, Doubt

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=1)
ABSENT = timedelta(hours=1)  # who has not started the bot may do so


class Inquiry:
    """Asks coordinators; what they decide comes in as any tap does."""

    def __init__(  # noqa: PLR0913 - joined in one place
        self,
        *,
        bot: Bot,
        office: Office,
        texts: Texts,
        seals: Seals,
        pseudonym: Callable[[int], str],
        clock: Callable[[], datetime],
    ) -> None:
        """`pseudonym` is the one under which the record knows a Telegram id."""
        self._bot = bot
        self._archive = office.archive
        self._zone = office.settings.zone
        self._texts = texts
        self._seals = seals
        self._clock = clock
        self._chats: Mapping[str, int] = {
            pseudonym(chat): chat for chat in office.settings.coordinator_ids
        }

    async def ask_due(self) -> None:
        """Ask what is to be asked now."""
        if not self._chats:
            return
        now = self._clock()
        taken = await self._archive.write(
            lambda c: questions.take(c, self._chats, now, now + LEASE)
        )
        for coordinator, doubt in taken:
            if coordinator in self._chats:  # else they are no coordinator any more
                await self._ask(coordinator, doubt)

    async def _ask(self, coordinator: str, doubt: Doubt) -> None:
        chat = self._chats[coordinator]
        say = await self._speaking_to(coordinator)
        try:
            await self._bot.send_message(
                chat,
                told(doubt, say, self._zone),
                parse_mode="HTML",
                reply_markup=self._buttons(chat, doubt, say),
            )
        except (Forbidden, BadRequest, RetryAfter) as error:
            pause = timedelta(seconds=asked(error)) if isinstance(error, RetryAfter) else ABSENT
            until = self._clock() + pause
            await self._archive.write(lambda c: questions.later(c, doubt, coordinator, until))
            log.warning("a coordinator cannot be asked about a post: %s", error)
        except TelegramError as error:  # it may not have arrived: after the lease it is asked again
            log.warning("a coordinator may not have been asked about a post: %s", error)
        else:
            now = self._clock()
            await self._archive.write(lambda c: questions.asked(c, doubt, coordinator, now))

    async def _speaking_to(self, coordinator: str) -> Say:
        known = await self._archive.look(lambda c: people.language(c, coordinator))
        return self._texts.speaking(known or self._texts.languages[0])

    def _buttons(self, chat: int, doubt: Doubt, say: Say) -> InlineKeyboardMarkup:
        seal = self._seals.seal(chat, OFFICE)
        labels = {AGAIN: say("doubt-again"), POSTED: say("doubt-posted")}
        return InlineKeyboardMarkup(
            [
                [
                    InlineKeyboardButton(
                        label, callback_data=data(f"{verb}:{doubt.post}:{doubt.attempt}", seal)
                    )
                ]
                for verb, label in labels.items()
            ]
        )


def told(doubt: Doubt, say: Say, zone: ZoneInfo) -> str:
    """What is said of a post: which it is, and what nobody knows or has become of it (HTML)."""
    kind, _, number = doubt.part.partition(" ")
    part = say("doubt-text", number=int(number) + 1) if number else say(f"doubt-{kind}")
    what = say(
        "doubt-post",
        wave=doubt.wave,
        day=doubt.claimed_at.astimezone(zone).date(),
        language=say(f"doubt-in-{doubt.language}"),
        part=part,
    )
    return "\n\n".join(
        (
            f"<b>{escape(say('doubt-title'))}</b>",
            escape(what),
            escape(say(f"doubt-{doubt.state}")),
        )
    )
