"""A city's part of the digest: a long block, a short one, or a line for the caption. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from bot.texts import Say
from scoring.changes import Change
from scoring.figures import CityFigures, IndexFigures

UNSEEN = 0.05
"""A change of the index that the one printed decimal cannot show."""

Gained = Mapping[tuple[str, str], Change | None] | None


def title(city: CityFigures, say: Say, past: int | None) -> str:
    """Name a city, how many people answered there, and how many more since `past`."""
    came = "" if past is None or past == city.n else f" ({_signed(city.n - past)})"
    people = say("digest-people", count=city.n)
    return f"<b>{line(say(f'city-{city.city}'))}</b> · {line(people)}{came}"


def long(city: CityFigures, say: Say, heading: str, groups: Sequence[str], gained: Gained) -> str:
    """Write all there is to say of a city; `gained` is None in the first digest."""
    counts = profile([city.groups.get(group, 0) for group in groups])
    lines = [heading, line(say("digest-profile", profile=counts)), *_remarks(city, say)]
    for index in city.indices:
        lines += ["", *_index(index, say)]
        change = gained.get((city.city, index.id)) if gained is not None else None
        if change and not _unseen(change):
            lines.append(line(_change(change, say)))
    if city.shown:
        lines += ["", *map(line, _named(city, say))]
        lines += map(line, _compared(city, say, gained))
    return "\n".join(lines)


def short(city: CityFigures, say: Say, heading: str, gained: Gained) -> str:
    """Write a city in a line an index."""
    lines = [heading, *_remarks(city, say)]
    for index in city.indices:
        name = say(f"index-{index.id}.short")
        change = gained.get((city.city, index.id)) if gained is not None else None
        arrow = f" {_arrow(change)}" if change and not _unseen(change) else ""
        lines.append(line(_figure(index, name, say)) + arrow + _beside(index, city, say))
    return "\n".join(lines)


def _remarks(city: CityFigures, say: Say) -> Iterator[str]:
    if not city.shown:
        yield line(say("digest-few"))
    elif city.provisional:
        yield f"<i>{line(say('digest-provisional'))}</i>"
    if city.shown and city.basis != city.n:
        yield f"<i>{line(say('digest-held'))}</i>"


def _index(index: IndexFigures, say: Say) -> Iterator[str]:
    name = say(f"index-{index.id}.report")
    head = f"<b>{line(_figure(index, name, say))}</b>"
    if index.percent is None:
        yield head
        return
    yield f"{head} · {line(say('digest-total', total=index.total, maximum=index.maximum))}"
    yield line(_precise(index, say))


def _figure(index: IndexFigures, name: str, say: Say) -> str:
    if index.percent is None:
        return say("digest-figure-few", name=name)
    return say("digest-figure", name=name, percent=index.percent)


def _precise(index: IndexFigures, say: Say) -> str:
    people = say("digest-people", count=index.n)
    if index.low is None:
        return f"{say('digest-index', value=index.index)} · {people}"
    ends = {"low": index.low, "high": index.high}
    return f"{say('digest-index-interval', value=index.index, **ends)} · {people}"


def _beside(index: IndexFigures, city: CityFigures, say: Say) -> str:
    """Say how many people an index rests on where it is not everyone of the city."""
    if index.n == city.n or index.percent is None:
        return ""
    return f" · {line(say('digest-people', count=index.n))}"


def _named(city: CityFigures, say: Say) -> Iterator[str]:
    if not (city.strongest or city.weakest):
        yield say("digest-level")
    means = {item.id: item.mean for item in city.items}
    for key, items in (("digest-strongest", city.strongest), ("digest-weakest", city.weakest)):
        if items:
            words = [say("digest-item", name=say(item), mean=means[item]) for item in items]
            yield say(key, items=", ".join(words))


def _compared(city: CityFigures, say: Say, gained: Gained) -> Iterator[str]:
    """Say once for a city what no line of an index says."""
    if gained is None:
        return
    found = [gained.get((city.city, index.id)) for index in city.indices]
    if not any(found):
        yield say("digest-new")
    elif all(change is None or _unseen(change) for change in found):
        yield say("digest-same")


def _change(change: Change, say: Say) -> str:
    key = "digest-fall" if change.points < 0 else "digest-rise"
    return say(key, points=abs(change.points), percent=_signed(change.percent))


def _arrow(change: Change) -> str:
    return "▼" if change.points < 0 else "▲"


def _unseen(change: Change) -> bool:
    return abs(change.points) < UNSEEN and change.percent == 0


def spoken(city: CityFigures, say: Say) -> str:
    """Write a city in one line of plain text."""
    people = say("digest-people", count=city.n)
    told = [
        say("picture-figure", name=say(f"index-{index.id}.short"), percent=index.percent)
        for index in city.indices
        if index.percent is not None
    ]
    figures = ", ".join(told) or say("digest-few")
    return say("picture-city", city=say(f"city-{city.city}"), people=people, figures=figures)


def profile(counts: Sequence[int]) -> str:
    """Write counts side by side."""
    return " · ".join(map(str, counts))


def _signed(number: int) -> str:
    """Write a difference with its sign: a true minus, so that no line breaks after it."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


def line(text: str) -> str:
    """Escape a text for Telegram's HTML."""
    return escape(text, quote=False)
