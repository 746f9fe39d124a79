"""What one batch makes of the people in it, in memory: nothing is stored or sent here."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

from bot.events import Event
from bot.interviewer import Survey, Turn, again, hear
from bot.taps import Seals
from storage.messages import Message
from storage.people import Person
from storage.record import Change, Given

log = logging.getLogger(__name__)

REACH = {"left": True, "returned": False}  # what a person did to the bot: blocked it or not


class Desk:
    """Hears the events of a batch, each on top of those before it; people go by pseudonym."""

    def __init__(self, survey: Survey, seals: Seals, known: Mapping[str, Person]) -> None:
        """`known` are the batch's people as the record has them."""
        self._survey = survey
        self._seals = seals
        self._before = dict(known)
        self._now = dict(known)
        self._consents: dict[str, tuple[Given, ...]] = {}
        self._messages: dict[str, tuple[Message, ...]] = {}
        self.reminders: dict[str, str] = {}  # when to be reminded, as chosen last
        self.forgotten: list[Person] = []
        self.decisions: list[tuple[int, int, str]] = []
        self.deeds: list[tuple[str, tuple[str, ...]]] = []  # with interviews, by coordinators
        self.used: list[str] = []  # marks of the single-use invitations that were used up
        self.speeches: list[tuple[Turn, Event]] = []

    def hear(self, name: str, event: Event, *, fresh: bool) -> str:
        """Apply an event; one that was applied before only shows its screen, where that is owed.

        Returns what became of it: applied, duplicate, or stale where a button was no longer good.

        Raises:
            Exception: whatever the interviewer raises; the desk is then as it was.
        """
        person = self._now.get(name)
        if event.kind in REACH:
            if fresh and person:
                self._now[name] = replace(person, blocked=REACH[event.kind])
            return "applied" if fresh else "duplicate"
        if not fresh:
            # A tap's screen is edited, which may be repeated; a message that was sent is enough.
            if person and (person.owed or event.kind == "tapped"):
                self._speak(again(self._survey, person), event)
            return "duplicate"
        turn = hear(self._survey, self._seals, person, event)
        if turn.errand:  # the questionnaire stays as it is
            if turn.decision:
                self.decisions.append((*turn.decision, turn.errand))
            if turn.deed:
                self._do(name, event.chat_id, turn.deed)
            # Whoever never began the questionnaire is known by pseudonym all the same.
            known = replace(turn.person, pseudonym=name)
            self.speeches.append((replace(turn, person=known), event))
            return "applied"
        self._use(turn.used)
        number = (person.turn if person else 0) + 1
        after = replace(
            turn.person, pseudonym=name, chat_id=event.chat_id, turn=number, blocked=False
        )
        if turn.forget:
            self._forget(name, after)
            after = replace(after, id=None)
        else:
            self._now[name] = after
            self._consents[name] = (*self._consents.get(name, ()), *turn.consents)
            if turn.remind:
                self.reminders[name] = turn.remind
            self._messages[name] = (*self._messages.get(name, ()), *turn.messages)
        self.speeches.append((replace(turn, person=after), event))
        return "stale" if turn.toast == "error-old-button" else "applied"

    def _do(self, name: str, chat: int, deed: tuple[str, ...]) -> None:
        """Note a deed; what is typed after it in the same batch is heard accordingly."""
        self.deeds.append((name, deed))
        typing = self._survey.typing
        if deed[0] == "transcribe":
            self._survey = replace(self._survey, typing=typing | {chat})
        elif deed[0] != "typed":
            self._survey = replace(self._survey, typing=typing - {chat})

    def _use(self, payload: str) -> None:
        """Note an invitation that is used up; whoever shows it after that comes too late."""
        if not payload:
            return
        invitation = self._survey.invitations[payload]
        self.used.append(invitation.mark)
        known = {**self._survey.invitations, payload: replace(invitation, used=True)}
        self._survey = replace(self._survey, invitations=known)

    def apologize(self, name: str, event: Event) -> None:
        """Tell a person whose event could not be applied, and show where they stand."""
        if event.kind in REACH:
            return
        stay = self._now.get(name) or Person(name, event.chat_id, "language")
        try:
            turn = again(self._survey, stay)
        except Exception:  # what broke the event may break this
            log.exception("no screen can be shown for update %s", event.update_id)
            return
        self._speak(replace(turn, toast="error-unknown"), event)

    def changes(self) -> list[Change]:
        """What is to be written of those who were not forgotten since."""
        return [
            Change(
                self._before.get(name),
                after,
                self._consents.get(name, ()),
                self._messages.get(name, ()),
            )
            for name, after in self._now.items()
            if after is not self._before.get(name)
        ]

    def key(self, name: str) -> int | None:
        """The id of a person whom the record knew before."""
        person = self._before.get(name)
        return person.id if person else None

    def _speak(self, turn: Turn, event: Event) -> None:
        self.speeches.append((replace(turn, anew=event.kind == "said"), event))

    def _forget(self, name: str, person: Person) -> None:
        """Whoever comes back after this is a stranger."""
        self.forgotten.append(person)
        for known in (self._before, self._now, self._consents, self._messages, self.reminders):
            known.pop(name, None)
