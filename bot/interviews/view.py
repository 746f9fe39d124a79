"""What a coordinator sees of interviews in chat, drawn from what is kept. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bot.screens.screen import HERE, Button, Row, Screen, bold, grid, paragraphs
from bot.texts import Say
from scoring.interviews.passages import Marks, carried
from scoring.interviews.sentences import Span
from scoring.interviews.themes import Theme
from storage.interviews import TextRow

ROOM = 3000  # characters of a message that sentences may fill; a message holds 4096
CLIP, GLIMPSE = 700, 300  # characters that are shown of a sentence, and of it once more
NUMBERS, THEMES = 8, 2  # buttons a row


@dataclass(frozen=True, slots=True)
class Hand:
    """A text in hand: its sentences, the one looked at, the coder's marks, how many are left."""

    row: TextRow
    spans: tuple[Span, ...]
    place: int
    marks: Marks
    themes: tuple[Theme, ...]
    left: int


def empty(say: Say, voices: int, texts: int) -> Screen:
    """Nothing in hand: what waits."""
    text = say("desk-empty", voices=voices, texts=texts)
    buttons = [("desk-transcribe", "transcribe", voices), ("desk-code", "code", texts)]
    rows = ((Button(say(key), tap),) for key, tap, count in buttons if count)
    return Screen(escape(text, quote=False), tuple(rows))


def voice(row: TextRow, say: Say, left: int) -> Screen:
    """What stands under a voice that is to be typed."""
    lines = [_title(row, say), say("desk-voice-how", count=left)]
    if row.text:
        lines.insert(1, say("desk-voice-again"))
    return Screen(escape("\n".join(lines), quote=False), _typing(say))


def typed(row: TextRow, say: Say) -> Screen:
    """The transcript as it is kept, and how to go on."""
    head = bold(escape(say("desk-transcript", number=row.id), quote=False))
    text = _clip(row.text or "", ROOM)
    how = escape(say("desk-typed-how"), quote=False)
    again = Button(say("desk-anew"), f"transcribe:{row.id}")
    return Screen(paragraphs(head, escape(text, quote=False), how), (*_typing(say), (again,)))


def _typing(say: Say) -> tuple[Row, ...]:
    return ((Button(say("desk-next"), "transcribe"), Button(say("desk-rest"), "rest")),)


def coding(hand: Hand, say: Say) -> Screen:
    """A text by sentences, each with its themes, and the buttons of the one looked at.

    That one stands once more at the end: above the buttons, where a small screen is looked at.
    """
    every = [_sentence(hand, place, say) for place in range(len(hand.spans))]
    shown = window([len(line) for line in every], hand.place, ROOM)
    lines = every[shown.start : shown.stop]
    if shown.start:
        lines.insert(0, "…")
    if shown.stop < len(every):
        lines.append("…")
    question = escape(say(f"{hand.row.item}.question"), quote=False)
    again = _text(hand, hand.place, GLIMPSE) if len(every) > 1 else ""
    parts = [
        bold(escape(_title(hand.row, say), quote=False)),
        f"<i>{question}</i>",
        escape(say("desk-code-how", count=hand.left), quote=False),
        "\n".join(lines),
        again and f"▸ {hand.place + 1}. {bold(again)}",
    ]
    return Screen(paragraphs(*parts), tuple(_buttons(hand, shown, say)))


def _title(row: TextRow, say: Say) -> str:
    return say("desk-title", number=row.id, item=say(f"{row.item}.short"))


def _text(hand: Hand, place: int, room: int) -> str:
    span = hand.spans[place]
    return escape(_clip((hand.row.text or "")[span.start : span.stop], room), quote=False)


def _sentence(hand: Hand, place: int, say: Say) -> str:
    span = hand.spans[place]
    marks = carried(hand.marks, span)
    names = {mark.theme for mark in marks}
    labels = [theme.labels[say.language] for theme in hand.themes if theme.code in names]
    quote = " ❝" if any(mark.quote for mark in marks) else ""
    told = f" — {bold(escape('; '.join(labels), quote=False))}{quote}" if labels else ""
    return f"{'▸ ' if place == hand.place else ''}{place + 1}. {_text(hand, place, CLIP)}{told}"


def _buttons(hand: Hand, shown: range, say: Say) -> Iterator[Row]:
    key, span = hand.row.id, hand.spans[hand.place]
    if len(hand.spans) > 1:
        numbers = (
            Button(f"▸ {n + 1}" if n == hand.place else str(n + 1), f"at:{key}:{n}") for n in shown
        )
        yield from grid(numbers, NUMBERS)
    marks = carried(hand.marks, span)
    names = {mark.theme for mark in marks}
    yield from grid(
        (
            Button(
                theme.labels[say.language] + (HERE if theme.code in names else ""),
                f"put:{key}:{hand.place}:{number}",
            )
            for number, theme in enumerate(hand.themes)
        ),
        THEMES,
    )
    if marks:
        chosen = HERE if any(mark.quote for mark in marks) else ""
        yield (Button(say("desk-quote") + chosen, f"quote:{key}:{hand.place}"),)
    yield (Button(say("desk-coded"), f"coded:{key}"), Button(say("desk-skip"), "code"))
    yield (Button(say("desk-rest"), f"rest:{key}"),)


def window(lengths: Sequence[int], at: int, room: int) -> range:
    """Return the places around one that fit a room together; that one is always among them."""
    first, last, used = at, at + 1, lengths[at]
    while True:
        beside = [last] * (last < len(lengths)) + [first - 1] * (first > 0)
        fits = [place for place in beside if used + lengths[place] <= room]
        if not fits or last - first >= 3 * NUMBERS:
            return range(first, last)
        place = min(fits, key=lambda one: abs(one - at))
        used += lengths[place]
        first, last = min(first, place), max(last, place + 1)


def _clip(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + "…"
