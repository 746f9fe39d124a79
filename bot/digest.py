"""The digest: figures into messages and a picture's caption, in Telegram's HTML. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import unescape

from bot.digest_city import line, long, profile, short, spoken, title
from bot.texts import Say
from scoring.changes import changes
from scoring.figures import CityFigures

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024

DETAIL = 6
"""With more cities than this each has a short block: nobody reads 88 long ones."""

_TAG = re.compile(r"<[^>]*>")


def messages(  # noqa: PLR0913 - what a digest is about, by name
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
            heading = title(city, say, past.get(city.city) if previous is not None else None)
            if len(figures) > DETAIL:
                blocks.append(short(city, say, heading, gained))
            else:
                blocks.append(long(city, say, heading, groups, gained))
        blocks.append("\n".join(line(say(f"digest-note-{note}")) for note in NOTES))
    else:
        blocks.append(line(say("digest-empty")))
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
        return "\n\n".join([*parts, line(say("digest-empty"))])
    parts.append(line(say("picture-caption")))
    lines = [line(spoken(city, say)) for city in figures]
    for shown in range(len(lines), -1, -1):
        left = len(lines) - shown
        more = [line(say("picture-more", count=left))] if left else []
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
        f"<i>{line(say('digest-part', number=number, total=total))}</i>\n\n{text}"
        for number, text in enumerate(texts[1:], start=2)
    ]
    return [texts[0], *later]


def _head(say: Say, wave: str, when: date) -> str:
    about = say("digest-about", wave=wave, date=when)
    return f"<b>{line(say('digest-heading'))}</b>\n{line(about)}"


def _sample(figures: Sequence[CityFigures], say: Say, groups: Sequence[str], *, first: bool) -> str:
    counts = [sum(city.groups.get(group, 0) for city in figures) for group in groups]
    lines = [
        f"<b>{line(say('digest-sample', count=sum(city.n for city in figures)))}</b>",
        line(say("digest-profile", profile=profile(counts))),
    ]
    for group, count in zip(groups, counts, strict=True):
        lines.append(line(say("digest-group", count=count, name=say(f"group-{group}.report"))))
    lines.append(line(say("digest-finished", count=sum(city.complete for city in figures))))
    if first:
        lines.append(line(say("digest-first")))
    return "\n".join(lines)
