"""The digest: figures into messages and a picture's caption, in Telegram's HTML. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape as _escape
from html import unescape

from bot.texts import Say
from scoring.figures import Change, CityFigures, IndexFigures, changes

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024

DETAIL = 6
"""With more cities than this each has a short block: nobody reads 88 long ones."""

UNSEEN = 0.05
"""A change of the index that the one printed decimal cannot show."""

_TAG = re.compile(r"<[^>]*>")


def messages(
    figures: Sequence[CityFigures],
    previous: Sequence[CityFigures] | None,
    say: Say,
    *,
    wave: str,
    when: date,
    groups: Sequence[str],
) -> list[str]:
    """Return the digest's messages, each at most 4096 UTF-16 units once Telegram has parsed it.

    `previous` are the figures of the last digest of the same wave, None for the first one.
    `groups` is the order in which groups are counted. A city is never cut in two.
    """
    blocks = [_head(say, wave, when)]
    if any(city.responses for city in figures):
        blocks.append(_sample(figures, say, groups, first=previous is None))
        gained = None if previous is None else changes(figures, previous)
        past = {city.city: city.n for city in previous or ()}
        for city in figures:
            title = _title(city, say, past.get(city.city) if previous is not None else None)
            if len(figures) > DETAIL:
                blocks.append(_short(city, say, title, gained))
            else:
                blocks.append(_long(city, say, title, groups, gained))
        blocks.append("\n".join(_line(say(f"digest-note-{note}")) for note in NOTES))
    else:
        blocks.append(_line(say("digest-empty")))
    return _numbered(split(blocks, MESSAGE_LIMIT - RESERVE), say)


NOTES = ("percent", "interval", "sample")
RESERVE = 96
"""Room for the heading that says which part of the digest a message is."""


def caption(figures: Sequence[CityFigures], say: Say, *, wave: str, when: date) -> str:
    """Return the picture's caption, at most 1024 UTF-16 units: it tells what the picture shows.

    It serves those who cannot see the picture; cities that do not fit are counted.
    """
    parts = [_head(say, wave, when)]
    if not any(city.responses for city in figures):
        return "\n\n".join([*parts, _line(say("digest-empty"))])
    parts.append(_line(say("picture-caption")))
    lines = [_line(_spoken(city, say)) for city in figures]
    for shown in range(len(lines), -1, -1):
        left = len(lines) - shown
        more = [_line(say("picture-more", count=left))] if left else []
        text = "\n\n".join([*parts, "\n".join([*lines[:shown], *more])])
        if length(text) <= CAPTION_LIMIT:
            return text
    raise ValueError("the caption's first lines are too long for Telegram")


def split(blocks: Sequence[str], limit: int) -> list[str]:
    """Join blocks into as few texts of at most `limit` units as their order allows.

    Raises ValueError if one block alone is longer.
    """
    texts: list[str] = []
    for block in blocks:
        if length(block) > limit:
            raise ValueError(f"a block of {length(block)} units does not fit into {limit}")
        joined = f"{texts[-1]}\n\n{block}" if texts else block
        if texts and length(joined) <= limit:
            texts[-1] = joined
        else:
            texts.append(block)
    return texts


def length(html: str) -> int:
    """Return how long Telegram finds a text: UTF-16 units without tags and entities."""
    return len(unescape(_TAG.sub("", html)).encode("utf-16-le")) // 2


def _numbered(texts: list[str], say: Say) -> list[str]:
    total = len(texts)
    later = [
        f"<i>{_line(say('digest-part', number=number, total=total))}</i>\n\n{text}"
        for number, text in enumerate(texts[1:], start=2)
    ]
    return [texts[0], *later]


def _head(say: Say, wave: str, when: date) -> str:
    about = say("digest-about", wave=wave, date=when)
    return f"<b>{_line(say('digest-heading'))}</b>\n{_line(about)}"


def _sample(figures: Sequence[CityFigures], say: Say, groups: Sequence[str], *, first: bool) -> str:
    counts = [sum(city.groups.get(group, 0) for city in figures) for group in groups]
    lines = [
        f"<b>{_line(say('digest-sample', count=sum(city.n for city in figures)))}</b>",
        _line(say("digest-profile", profile=_profile(counts))),
    ]
    for group, count in zip(groups, counts, strict=True):
        lines.append(_line(say("digest-group", count=count, name=say(f"group-{group}.report"))))
    lines.append(_line(say("digest-finished", count=sum(city.complete for city in figures))))
    if first:
        lines.append(_line(say("digest-first")))
    return "\n".join(lines)


Gained = Mapping[tuple[str, str], Change | None] | None


def _title(city: CityFigures, say: Say, past: int | None) -> str:
    came = "" if past is None or past == city.n else f" ({_signed(city.n - past)})"
    people = say("digest-people", count=city.n)
    return f"<b>{_line(say(f'city-{city.city}'))}</b> · {_line(people)}{came}"


def _long(city: CityFigures, say: Say, title: str, groups: Sequence[str], gained: Gained) -> str:
    profile = _profile([city.groups.get(group, 0) for group in groups])
    lines = [title, _line(say("digest-profile", profile=profile)), *_remarks(city, say)]
    for index in city.indices:
        lines += ["", *_index(index, say)]
        change = gained.get((city.city, index.id)) if gained is not None else None
        if change and not _unseen(change):
            lines.append(_line(_change(change, say)))
    if city.shown:
        lines += ["", *(_line(line) for line in _named(city, say))]
        lines += [_line(line) for line in _compared(city, say, gained)]
    return "\n".join(lines)


def _short(city: CityFigures, say: Say, title: str, gained: Gained) -> str:
    lines = [title, *_remarks(city, say)]
    for index in city.indices:
        name = say(f"index-{index.id}.short")
        change = gained.get((city.city, index.id)) if gained is not None else None
        arrow = f" {_arrow(change)}" if change and not _unseen(change) else ""
        lines.append(_line(_figure(index, name, say)) + arrow + _beside(index, city, say))
    return "\n".join(lines)


def _remarks(city: CityFigures, say: Say) -> Iterator[str]:
    if not city.shown:
        yield _line(say("digest-few"))
    elif city.provisional:
        yield f"<i>{_line(say('digest-provisional'))}</i>"
    if city.shown and city.basis != city.n:
        yield f"<i>{_line(say('digest-held'))}</i>"


def _index(index: IndexFigures, say: Say) -> Iterator[str]:
    name = say(f"index-{index.id}.report")
    head = f"<b>{_line(_figure(index, name, say))}</b>"
    if index.percent is None:
        yield head
        return
    yield f"{head} · {_line(say('digest-total', total=index.total, maximum=index.maximum))}"
    yield _line(_precise(index, say))


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
    return f" · {_line(say('digest-people', count=index.n))}"


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


def _spoken(city: CityFigures, say: Say) -> str:
    people = say("digest-people", count=city.n)
    told = [
        say("picture-figure", name=say(f"index-{index.id}.short"), percent=index.percent)
        for index in city.indices
        if index.percent is not None
    ]
    figures = ", ".join(told) or say("digest-few")
    return say("picture-city", city=say(f"city-{city.city}"), people=people, figures=figures)


def _profile(counts: Sequence[int]) -> str:
    return " · ".join(map(str, counts))


def _signed(number: int) -> str:
    """Write a difference with its sign: a true minus, so that no line breaks after it."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


def _line(text: str) -> str:
    return _escape(text, quote=False)
