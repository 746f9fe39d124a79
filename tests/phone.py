"""A person's telephone for tests: says, taps, waits and sees."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from bot.emulator import Emulator, Event, Message, Person
from bot.emulator.render import render

PATIENCE: Final = 30.0
"""Seconds a person waits for the bot before the test fails."""


class Phone:
    """One person's chat with the bot.

    Nothing polls: each event of the chat wakes those who wait. A wait that lasts too long is an
    AssertionError that shows the screen.
    """

    def __init__(
        self,
        emulator: Emulator,
        name: str = "Айгүл",
        language_code: str = "kk",
        *,
        person: Person | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self.emulator = emulator
        self.person = person or emulator.person(name, language_code)
        self.patience = patience
        self.answers: dict[str, str] = {}
        self.toast = ""
        self.changes = 0
        self._latest: Message | None = None
        self._stirred = asyncio.Event()
        self.hang_up = emulator.listen(self.person.id, self._hear)

    def _hear(self, event: Event) -> None:
        message = event.message
        if event.kind in {"message", "edit"} and message is not None and message.sender is None:
            self.changes += 1
            self._latest = message
        elif event.kind == "delete":
            self.changes += 1
        elif event.answer is not None:
            self.toast = event.answer["text"]
            self.answers[event.answer["id"]] = self.toast
        self._stirred.set()

    async def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something holds; `what` names it where it never does."""
        try:
            async with asyncio.timeout(self.patience):
                while not holds():
                    self._stirred.clear()
                    await self._stirred.wait()
        except TimeoutError:
            raise AssertionError(f"waited {self.patience:g} s for {what}\n{self.screen}") from None

    async def say(self, text: str, *, changes: bool = True) -> None:
        """Write to the bot and, unless `changes` is False, wait until it sends or edits."""
        before = self.changes
        self.emulator.say(self.person, text)
        if changes:
            await self.until(lambda: self.changes > before, f"an answer to {text!r}")

    async def speak(self, sound: bytes = b"OggS voice", seconds: int = 3) -> None:
        """Send a voice message and wait until the bot sends or edits."""
        before = self.changes
        self.emulator.send_voice(self.person, sound, seconds)
        await self.until(lambda: self.changes > before, "an answer to a voice message")

    async def tap(self, label: str, *, on: Message | None = None, changes: bool = True) -> None:
        """Tap the button with this label (or the only one that begins with it) and wait.

        On the newest message that has buttons, or on `on`. Waits for the answer to the tap and,
        unless `changes` is False, for the chat to change.
        """
        message = on or self._newest_with_buttons()
        button = _find(message, label)
        assert button is not None, f"no button {label!r}\n{self.screen}"
        assert "callback_data" in button, f"the button {label!r} leads elsewhere: {button}"
        where = message.chat.id
        await self.press(message.id, button["callback_data"], changes=changes, chat_id=where)

    async def press(
        self, message_id: int, data: str, *, changes: bool = True, chat_id: int | None = None
    ) -> None:
        """Tap whatever button: replayed, forged, of a message that is gone, or of a channel."""
        before = self.changes
        number = self.emulator.tap(self.person, message_id, data, chat_id)
        await self.until(lambda: number in self.answers, f"the tap {data!r} to be answered")
        if changes:
            await self.until(lambda: self.changes > before, f"a change after the tap {data!r}")

    async def waits_for(self, text: str) -> None:
        """Wait until the newest bot message holds `text`."""
        await self.until(lambda: text in self.text, repr(text))

    def sees(self, *texts: str) -> None:
        """Assert that each text stands in the newest bot message or on one of its buttons."""
        shown = _spaced("\n".join((self.text, *(label for row in self.buttons for label in row))))
        for text in texts:
            assert _spaced(text) in shown, f"{text!r} is not on the screen\n{self.screen}"

    @property
    def messages(self) -> list[Message]:
        """All messages of the chat, oldest first."""
        return self.emulator.messages(self.person.id)

    @property
    def message(self) -> Message:
        """What the bot sent or edited last."""
        ours = [m for m in self.messages if m.sender is None]
        assert ours, f"the bot has said nothing\n{self.screen}"
        return self._latest if self._latest in ours else ours[-1]

    @property
    def text(self) -> str:
        """Plain text of that message; empty where there is none."""
        return self.message.text if any(m.sender is None for m in self.messages) else ""

    @property
    def html(self) -> str:
        """The same as HTML."""
        return render(self.message.text, self.message.entities)

    @property
    def buttons(self) -> list[list[str]]:
        """Its rows of labels."""
        return [[button["text"] for button in row] for row in self.message.keyboard]

    @property
    def screen(self) -> str:
        """The chat, drawn for a failed test."""
        lines = [f"--- {self.person.name} ({self.person.language_code})"]
        for message in self.messages[-6:]:
            who = "bot" if message.sender is None else "me"
            carried = f" <{', '.join(message.content)}>" if message.content else ""
            lines.append(f"{who} #{message.id}{carried}: {message.text}")
            lines += [" ".join(f"[{b['text']}]" for b in row) for row in message.keyboard]
        return "\n".join((*lines, f"toast: {self.toast!r}", "---"))

    def _newest_with_buttons(self) -> Message:
        if self._latest is not None and self._latest.keyboard and self._latest in self.messages:
            return self._latest
        for message in reversed(self.messages):
            if message.keyboard:
                return message
        raise AssertionError(f"no message has buttons\n{self.screen}")


def _find(message: Message, label: str) -> dict[str, str] | None:
    buttons = [button for row in message.keyboard for button in row]
    exact = [button for button in buttons if button["text"] == label]
    near = exact or [button for button in buttons if button["text"].startswith(label)]
    return near[0] if len(near) == 1 else None


def _spaced(text: str) -> str:
    """The same as an eye reads it, to which a space that breaks no line is a space."""
    return text.replace("\N{NO-BREAK SPACE}", " ")
