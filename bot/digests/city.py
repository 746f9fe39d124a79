"""A city's part of the digest: a block, or a line. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape

from bot.digests.sentences import sentence
from bot.texts import Say
from scoring.changes import Change, changes
from scoring.claims import Claim, Part
from scoring.figures import CityFigures, IndexFigures
from scoring.findings import Findings

LEVEL = {
    "sentence-level": "digest-level",
    "sentence-level-between": "digest-level-between",
}
"""The same said where city and index are named already."""

UNSEEN = 0.05
"""A change of the index that the one printed decimal cannot show."""


@dataclass(frozen=True, slots=True)
class City:
    """A city among what is found of all; `before` is the last digest, None in the first one."""

    figures: CityFigures
    found: Findings
    before: Findings | None

    @property
    def came(self) -> int:
        """How many more people than in the last digest."""
        past = {city.city: city.n for city in self.before.figures} if self.before else {}
        return self.figures.n - past.get(self.figures.city, self.figures.n)

    def change(self) -> Mapping[str, Change | None]:
        """By index what changed since the last digest, as far as it can be seen."""
        name = self.figures.city
        past = [city for city in self.before.figures if city.city == name] if self.before else []
        gained = changes([self.figures], past)
        return {
            index: one if one and not _unseen(one) else None for (_, index), one in gained.items()
        }

    def level(self, index: str) -> Claim | None:
        """The claim of an index's level."""
        place = (self.figures.city, index)
        for one in self.found.claims:
            if one.part is Part.LEVELS and (one.values["city"], one.values["index"]) == place:
                return one
        return None


def long(city: City, say: Say) -> str:
    """Write a city in a block: its people, then index by index."""
    figures = city.figures
    lines = [_title(city, say), *(f"<i>{line(text)}</i>" for text in remarks(figures, say))]
    change = city.change()
    for index in figures.indices:
        lines += ["", *_index(index, city, say)]
        if one := change.get(index.id):
            lines.append(line(_change(one, say)))
    return "\n".join(lines)


def _title(city: City, say: Say) -> str:
    came = f" ({_signed(city.came)})" if city.came else ""
    people = say("digest-people", count=city.figures.n)
    return f"<b>{line(say(f'city-{city.figures.city}'))}</b> · {line(people)}{came}"


def short(city: City, say: Say) -> str:
    """Write a city in one line: people, and each index's percent with the way it moved."""
    figures, change = city.figures, city.change()
    head = f"<b>{line(say(f'city-{figures.city}'))}</b>, {figures.n}"
    if not figures.shown:
        return f"{head}: —"
    told = [
        "—" if index.percent is None else f"{index.percent}{_arrow(change.get(index.id))}"
        for index in figures.indices
    ]
    return f"{head}: {' / '.join(told)}"


def remarks(city: CityFigures, say: Say) -> Iterator[str]:
    """Say what holds for all figures of a city: too few people, provisional, or held."""
    if not city.shown:
        yield say("digest-few")
        return
    if city.provisional:
        yield say("digest-provisional")
    if city.basis != city.n:
        yield say("digest-held", people=say("digest-people", count=city.basis))


def _index(index: IndexFigures, city: City, say: Say) -> Iterator[str]:
    name = say(f"index-{index.id}.report")
    if index.percent is None:
        yield f"<b>{line(say('digest-figure-few', name=name))}</b>"
        return
    head = line(say("digest-figure", name=name, percent=index.percent))
    yield f"<b>{head}</b> · {line(say('digest-total', total=index.total, maximum=index.maximum))}"
    yield line(_precise(index, city.figures, say))
    if claim := city.level(index.id):
        yield line(sentence(replace(claim, key=LEVEL[claim.key]), say))


def _precise(index: IndexFigures, city: CityFigures, say: Say) -> str:
    """Write the unrounded figure, and how many it rests on where that is not said of the city."""
    if index.low is None:
        told = say("digest-index", value=index.index)
    else:
        ends = {"low": index.low, "high": index.high}
        told = say("digest-index-interval", value=index.index, **ends)
    return told if index.n == city.basis else f"{told} · {say('digest-people', count=index.n)}"


def _change(change: Change, say: Say) -> str:
    key = "digest-fall" if change.points < 0 else "digest-rise"
    return say(key, points=abs(change.points), percent=_signed(change.percent))


def _arrow(change: Change | None) -> str:
    return "" if change is None else "▼" if change.points < 0 else "▲"


def _unseen(change: Change) -> bool:
    return abs(change.points) < UNSEEN and change.percent == 0


def _signed(number: int) -> str:
    """Write a difference with its sign: a true minus, so that no line breaks after it."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


def line(text: str) -> str:
    """Escape a text for Telegram's HTML."""
    return escape(text, quote=False)
