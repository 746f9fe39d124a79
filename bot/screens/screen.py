"""What a person sees, as plain data: text and rows of buttons."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass

HERE = " ✓"  # beside the answer that was given before


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what pressing it means: a verb and its arguments, joined by colons.

    A `likely` one stands out among others that could be meant.
    """

    label: str
    tap: str
    likely: bool = False


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What comes along with a screen, above it: a document or a photo, made when it is sent."""

    kind: str
    name: str
    content: Callable[[], Awaitable[bytes]]
    caption: str


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person sees: HTML text and rows of buttons."""

    text: str
    rows: tuple[Row, ...] = ()
    enclosed: Enclosed | None = None


def paragraphs(*parts: str) -> str:
    """Texts one below the other; an empty one leaves no gap."""
    return "\n\n".join(part for part in parts if part)


def bold(text: str) -> str:
    """A text, strong."""
    return f"<b>{text}</b>"


def whole(text: str) -> str:
    """A text that no line breaks within."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def grid(buttons: Iterable[Button], columns: int) -> Iterator[Row]:
    """Buttons side by side, so many a row."""
    buttons = list(buttons)
    for start in range(0, len(buttons), columns):
        yield tuple(buttons[start : start + columns])
