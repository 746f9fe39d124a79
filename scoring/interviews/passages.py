"""A coder's marks: passages of a text with their themes; from a table, and to a changed text. Pure.

A text is coded as a whole: what a coder left unmarked in it carries no theme. Where none applies
at all, one row says `none`; a text without any row that is filled in was not coded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from scoring import tabular
from scoring.interviews.sentences import Span, bare, sentences
from scoring.interviews.themes import NONE
from scoring.tabular import Fault, TableError

NEEDED = ("answer", "start", "end", "themes")
COLUMNS = ("answer", "item", "start", "end", "passage", "themes", "quote")
YES = {"yes", "x", "1"}
ALIKE = 0.6
"""So much in common have two sentences of which one is the other, corrected (difflib: a ratio)."""
AROUND = 4
"""So many sentences from its place a corrected sentence is looked for."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A passage and its theme; `quote`: worth quoting, and it tells nothing of who said it."""

    start: int
    stop: int
    theme: str
    quote: bool = False

    @property
    def span(self) -> Span:
        """The passage's place."""
        return Span(self.start, self.stop)


Marks = tuple[Mark, ...]


def table(
    rows: Sequence[Sequence[str]], texts: Mapping[int, str], themes: Collection[str]
) -> dict[int, Marks]:
    """Return the marks under a row of columns' names, by the number of the answer.

    `texts` are those that can be coded. Raises TableError with every fault.
    """
    records, faults = tabular.records(rows, NEEDED, COLUMNS.__contains__, COLUMNS)
    found: dict[int, list[Mark]] = {}
    filled = [(number, row) for number, row in records if row["themes"]]
    for number, row in filled:
        wrong = list(_row(number, row, texts, themes))
        faults += wrong
        if not wrong:
            start, stop = int(row["start"]), int(row["end"])
            quote = row.get("quote", "").lower() in YES
            marks = found.setdefault(int(row["answer"]), [])
            names = [name for name in row["themes"].split() if name != NONE]
            marks += [Mark(start, stop, name, quote) for name in names]
    if not filled and not faults:
        faults.append(Fault(1, "themes", "no row is filled in; write themes, or none"))
    if faults:
        raise TableError(faults)
    return {key: distinct(marks) for key, marks in found.items()}


def distinct(marks: Collection[Mark]) -> Marks:
    """Return marks in order, each passage once a theme; a passage is quotable or it is not."""
    quotes = {(mark.start, mark.stop) for mark in marks if mark.quote}
    places = {(mark.start, mark.stop, mark.theme) for mark in marks}
    return tuple(Mark(*place, place[:2] in quotes) for place in sorted(places))


def _row(
    number: int, row: Mapping[str, str], texts: Mapping[int, str], themes: Collection[str]
) -> Iterator[Fault]:
    key = row["answer"]
    text = texts.get(int(key)) if key.isdecimal() else None
    if text is None:
        why = f"{key!r} is no answer that can be coded; see `saualnama interviews codes export`"
        yield Fault(number, "answer", why)
    else:
        yield from _place(number, row, text)
    names = row["themes"].split()
    if unknown := [name for name in names if name not in themes and name != NONE]:
        known = ", ".join((*themes, NONE))
        yield Fault(number, "themes", f"unknown theme {', '.join(unknown)}; choose from {known}")
    if NONE in names and len(names) > 1:
        yield Fault(number, "themes", f"{NONE} stands beside a theme; keep one of them")
    quote = row.get("quote", "").lower()
    if quote and quote not in YES:
        yield Fault(number, "quote", f"{quote!r} is neither empty nor yes; write one of them")
    elif quote and names == [NONE]:
        yield Fault(number, "quote", "a quotation needs a theme; write one, or leave quote empty")


def _place(number: int, row: Mapping[str, str], text: str) -> Iterator[Fault]:
    places: list[int] = []
    for name in ("start", "end"):
        if row[name].isdecimal() and int(row[name]) <= len(text):
            places.append(int(row[name]))
        else:
            why = f"{row[name]!r} is no place in a text of {len(text)} characters"
            yield Fault(number, name, f"{why}; the first character is 0")
    if len(places) < len(("start", "end")):
        return
    start, stop = places
    if not text[start:stop].strip():
        yield Fault(number, "end", "nothing stands between start and end; end is the first after")
    elif row.get("passage") and bare(row["passage"]).split() != text[start:stop].split():
        why = f"{row['passage'][:40]!r} does not stand there, {text[start:stop][:40]!r} does"
        yield Fault(number, "passage", f"{why}; export the sheet anew")


def moved(before: str, after: str, marks: Collection[Mark]) -> Marks:
    """Return the marks of a text on its corrected version, sentence by sentence.

    On a sentence that stayed a mark stays as it was; one that was corrected is marked as a whole;
    one that was taken out loses its marks.
    """
    old, new = sentences(before), sentences(after)
    told = [before[span.start : span.stop] for span in old]
    now = [after[span.start : span.stop] for span in new]
    went = dict(_pairs(told, now))
    found: list[Mark] = []
    for mark in marks:
        for place, span in enumerate(old):
            if place not in went or not mark.span.meets(span):
                continue
            there = new[went[place]]
            if told[place] == now[went[place]]:
                shift = there.start - span.start
                start, stop = max(mark.start, span.start), min(mark.stop, span.stop)
                there = Span(start + shift, stop + shift)
            found.append(Mark(*there, mark.theme, mark.quote))
    return distinct(found)


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pair sentences that stayed, and those that were corrected: alike enough, one with one."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, here, there in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(range(first, last), range(here, there), strict=True)
            continue
        free = set(range(here, there))
        for place in range(first, last):
            # Nobody shuffles what was said: a sentence is looked for about where it stood.
            near = here + (place - first) * (there - here) // (last - first)
            around = free.intersection(range(near - AROUND, near + AROUND + 1))
            likeness = {one: _alike(old[place], new[one]) for one in around}
            best = max(likeness, key=lambda one: (likeness[one], -one), default=None)
            if best is not None and likeness[best] >= ALIKE:
                free.remove(best)
                yield place, best


def _alike(one: str, other: str) -> float:
    """How much two sentences have in common, 0 to 1."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def carried(marks: Collection[Mark], span: Span) -> Marks:
    """Return the marks that a sentence carries."""
    return tuple(mark for mark in marks if mark.span.meets(span))


def toggled(marks: Collection[Mark], spans: Sequence[Span], place: int, theme: str) -> Marks:
    """Return marks with a theme put on one of the sentences, or taken off it and off no other."""
    here = [mark for mark in carried(marks, spans[place]) if mark.theme == theme]
    if not here:
        quote = any(mark.quote for mark in carried(marks, spans[place]))
        return distinct([*marks, Mark(*spans[place], theme, quote)])
    rest = [
        Mark(*span, theme, mark.quote)
        for mark in here
        for number, span in enumerate(spans)
        if number != place and mark.span.meets(span)
    ]
    return distinct([*(mark for mark in marks if mark not in here), *rest])


def quoted(marks: Collection[Mark], span: Span) -> Marks:
    """Return marks with a sentence made quotable, or not so any more; unmarked, it cannot be."""
    here = carried(marks, span)
    quote = not any(mark.quote for mark in here)
    others = [mark for mark in marks if mark not in here]
    return distinct([*others, *(Mark(m.start, m.stop, m.theme, quote) for m in here)])
