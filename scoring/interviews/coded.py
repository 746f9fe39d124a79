"""What coders agree on: Krippendorff's alpha of sentences, themes by people, quotations. Pure.

A sentence carries a theme from a coder if one of the coder's marks meets it. What coders mark
differently is in no count but in a list, and what they agree on too little leaves nothing behind
(methodology §2.8).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scoring.agreement import Coding, coding
from scoring.interviews.passages import Marks
from scoring.interviews.sentences import Span, sentences

TWO = 2
QUOTABLE = ("IV13", "yes")
"""The item that asks whether a person may be quoted, and the answer that allows it."""

Cell = tuple[str, str, str]
"""What a quotation tells of who said it: the city, the group, and by its words the language."""

Codings = Mapping[int, Mapping[str, Marks]]
"""The marks of each coder who has gone through a text, by the text's number."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text and whose it is: `person` is a number, `quotable` that they allowed quotation."""

    text: str
    person: int
    city: str
    group: str
    language: str
    quotable: bool = False

    @property
    def cell(self) -> Cell:
        """Whom they are hidden among when they are quoted."""
        return self.city, self.group, self.language


@dataclass(frozen=True, slots=True)
class Dispute:
    """A sentence that was coded differently: its place, and each coder's themes."""

    answer: int
    span: Span
    themes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ThemeFound:
    """One theme: its coders' agreement, and how many people's sentences carry it by all coders."""

    theme: str
    coding: Coding
    people: int
    sentences: int


@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """A passage that may be published, with nothing of who said it but the group in its city.

    What it is from is for the desk: the number of the answer, and the cell.
    """

    theme: str
    city: str
    group: str
    text: str
    answer: int = field(compare=False)
    cell: Cell = field(compare=False)


@dataclass(frozen=True, slots=True)
class Coded:
    """All that coders came to: `whole` judges the sets of themes that a sentence was given.

    `people`, `texts` and `sentences` are those that two coders or more have gone through, `cells`
    counts who was interviewed in each.
    """

    coders: tuple[str, ...]
    people: int
    texts: int
    sentences: int
    whole: Coding
    themes: tuple[ThemeFound, ...]
    disputes: tuple[Dispute, ...]
    quotations: tuple[Quotation, ...]
    withheld: int
    cells: Mapping[Cell, int]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence that at least two coders judged, with the themes of each."""

    answer: int
    span: Span
    given: Mapping[str, frozenset[str]]

    @property
    def agreed(self) -> frozenset[str]:
        """The themes that every coder gave it."""
        return frozenset.intersection(*self.given.values())


def coded(
    texts: Mapping[int, Spoken],
    codings: Codings,
    themes: Sequence[str],
    sizes: Mapping[Cell, int],
    minimum: int,
) -> Coded:
    """Judge codings by the themes of one codebook.

    `sizes` says how many people of a group in a city were interviewed in a language: where there
    are fewer than `minimum` nothing is quoted, and `withheld` counts what was allowed otherwise.
    """
    judged = [one for key in sorted(texts) for one in _judged(key, texts[key], codings)]
    coders = sorted({coder for one in judged for coder in one.given})
    units = [[one.given.get(coder) for coder in coders] for one in judged]
    whole = coding(units)
    found = tuple(_theme(theme, judged, units, texts) for theme in themes)
    published = {one.theme for one in found if one.coding.publishable}
    allowed = list(_allowed(texts, codings, judged, published))
    quoted = [one for one in allowed if sizes.get(one.cell, 0) >= minimum]
    return Coded(
        coders=tuple(coders),
        people=len({texts[one.answer].person for one in judged}),
        texts=len({one.answer for one in judged}),
        sentences=len(judged),
        whole=whole,
        themes=found,
        disputes=tuple(_dispute(judged[place]) for place in whole.disputed),
        quotations=tuple(sorted(quoted)),  # in an order that says nothing of who came first
        withheld=len(allowed) - len(quoted),
        cells=sizes,
    )


def _judged(key: int, spoken: Spoken, codings: Codings) -> Iterator[_Sentence]:
    marks = codings.get(key, {})
    if len(marks) < TWO:
        return
    for span in sentences(spoken.text):
        given = {
            coder: frozenset(mark.theme for mark in own if mark.span.meets(span))
            for coder, own in marks.items()
        }
        yield _Sentence(key, span, given)


def _theme(
    theme: str,
    judged: Sequence[_Sentence],
    units: Sequence[Sequence[frozenset[str] | None]],
    texts: Mapping[int, Spoken],
) -> ThemeFound:
    marked = [[None if given is None else theme in given for given in unit] for unit in units]
    carried = [one for one in judged if theme in one.agreed]
    people = {texts[one.answer].person for one in carried}
    return ThemeFound(theme, coding(marked), len(people), len(carried))


def _dispute(one: _Sentence) -> Dispute:
    return Dispute(one.answer, one.span, {name: tuple(sorted(g)) for name, g in one.given.items()})


def _allowed(
    texts: Mapping[int, Spoken],
    codings: Codings,
    judged: Sequence[_Sentence],
    published: Collection[str],
) -> Iterator[Quotation]:
    """Give what a person allowed, a coder chose, and all coders put under that theme."""
    inside: dict[int, list[_Sentence]] = {}
    for one in judged:
        inside.setdefault(one.answer, []).append(one)
    for key, told in inside.items():
        spoken = texts[key]
        chosen = {mark for own in codings[key].values() for mark in own if mark.quote}
        places = {(mark.theme, mark.span) for mark in chosen if mark.theme in published}
        for theme, span in sorted(places) if spoken.quotable else ():
            if all(theme in one.agreed for one in told if one.span.meets(span)):
                passage = " ".join(spoken.text[span.start : span.stop].split())
                about = (spoken.city, spoken.group, passage)
                yield Quotation(theme, *about, answer=key, cell=spoken.cell)
