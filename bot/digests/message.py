"""The digest: findings into messages in Telegram's HTML, fieldwork first (methodology §5). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from bot.digests.city import City, line, long, short
from bot.digests.fieldwork import fieldwork, moved
from bot.digests.sentences import spoken
from bot.texts import Say
from scoring.claims import Claim, Part
from scoring.findings import Findings

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024

DETAIL = 6
"""With more cities than this each has one line: nobody reads 88 blocks."""

BLOCK = 3000
"""A part of the digest that is longer is cut between two of its lines."""

RESERVE = 96
"""Room for the heading that says which part of the digest a message is."""

TOLD = tuple(part for part in Part if part not in {Part.STATUS, Part.LEVELS, Part.NOTES})
"""The parts that are sections of their own; the others stand in the head, by city, at the end."""

FOLDED = {Part.WEAKNESSES, Part.UNSAID, Part.VIEWS, Part.QUALITY}
"""Parts of which the first lines are seen until they are unfolded: it is read in a minute."""

OF_ALL = (
    "sentence-common-weaknesses",
    "balance-coverage",
    "balance-coverage-not-monitored",
    "balance-coverage-not-declared",
    "balance-emphasis-focus",
    "balance-emphasis-approach",
    "balance-technology-share",
)
"""What is said where there are too many cities for a sentence on each."""

LEFT = {
    "balance-quadrant-strength",
    "balance-quadrant-secondary",
    "balance-quadrant-surplus",
    "balance-quadrant-unassigned",
    "balance-problems-order",
    "balance-groups-few",
}
"""What is left to the report, so that the digest can be read aloud."""

ONCE = {"balance-quadrant-attention", "balance-problems-graver"}
"""Of these, a city's first alone is said: the rest is in the report."""

_TAG = re.compile(r"<[^>]*>")


def messages(found: Findings, before: Findings | None, say: Say, code: str | None) -> list[str]:
    """Return the digest's messages, each at most 4096 UTF-16 units once Telegram has parsed it.

    `before` is the last digest of the same wave, None for the first one; `code` is None for a
    draft, which no record holds. A city is never cut.
    """
    blocks = [_head(found, say)]
    if any(city.responses for city in found.figures):
        blocks.append(fieldwork(found, say, first=before is None))
        if before:
            blocks.append(moved(found, before, say, names=len(found.figures) <= DETAIL))
        blocks += _cities(found, before, say)
        blocks += _sections(found, say)
    else:
        blocks.append(line(say("digest-empty")))
    blocks += _about(found, say, code)
    return _numbered(split(blocks, MESSAGE_LIMIT - RESERVE), say)


def _head(found: Findings, say: Say) -> str:
    status = (
        say("digest-final", opened=found.opened, closed=found.closed)
        if found.closed
        else say("sentence-provisional")
    )
    return f"{heading(found, say)}\n<i>{line(status)}</i>"


def heading(found: Findings, say: Say) -> str:
    """Return what stands over everything: what it is, of which wave, of which day."""
    about = say("digest-about", wave=found.wave, date=found.made)
    return f"<b>{line(say('digest-heading'))}</b>\n{line(about)}"


def _cities(found: Findings, before: Findings | None, say: Say) -> Iterator[str]:
    if len(found.figures) > DETAIL:
        shown = next((city for city in found.figures if city.shown), None)
        names = [say(f"index-{index.id}.short") for index in shown.indices] if shown else []
        head = line(say("digest-columns", indices=" / ".join(names)))
        yield from paragraphs(head, [short(City(one, found, before), say) for one in found.figures])
    else:
        for one in found.figures:
            yield long(City(one, found, before), say)


def _sections(found: Findings, say: Say) -> Iterator[str]:
    aloud = [*_aloud(found)]
    for part in TOLD:
        claims = [one for one in aloud if one.part is part]
        if claims:
            title = f"<b>{line(say(f'sentence-part-{part.value}'))}</b>"
            lines = [f"• {line(text)}" for text in spoken(claims, say)]
            yield from paragraphs(title, lines, folded=part in FOLDED)


def told(found: Findings) -> Sequence[Claim]:
    """Return the claims that are said: of many cities only what holds for all of them."""
    if len(found.figures) <= DETAIL:
        return found.claims
    return [one for one in found.claims if one.key in OF_ALL]


def _aloud(found: Findings) -> Iterator[Claim]:
    """Give those of them that a digest says itself."""
    said: set[tuple[str, object]] = set()
    for one in told(found):
        name = (one.key, one.values.get("city"))
        if one.key not in LEFT and not (one.key in ONCE and name in said):
            yield one
        said.add(name)


def _about(found: Findings, say: Say, code: str | None) -> Iterator[str]:
    notes = [one for one in found.claims if one.part is Part.NOTES]
    if notes:
        title = f"<b>{line(say('sentence-part-notes'))}</b>"
        texts = [*spoken(notes, say), say("digest-note-interval")]
        yield from paragraphs(title, [*map(line, texts)], folded=True)
    about = [
        say("digest-conductor", operator=found.operator),
        say("digest-mode"),
        say("digest-method", instrument=", ".join(found.asked), methods=", ".join(found.methods)),
        say("digest-small", minimum=found.minimum),
    ]
    if code:
        about.append(say("digest-verify", command=f"/verify {code}"))
    title = f"<b>{line(say('digest-about-survey'))}</b>"
    yield from paragraphs(title, [*map(line, about)], folded=True)


def paragraphs(title: str, lines: Sequence[str], *, folded: bool = False) -> Iterator[str]:
    """Put lines under a title, in as many blocks as their length takes; `folded`: to be opened."""
    parts: list[list[str]] = [[]]
    for one in lines:
        if length("\n".join([title, *parts[-1], one])) >= BLOCK:
            parts.append([])
        parts[-1].append(one)
    for number, part in enumerate(parts):
        text = "\n".join(part)
        if folded:
            text = f"<blockquote expandable>{text}</blockquote>"
        yield text if number else f"{title}\n{text}"


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
    return len(plain(html).encode("utf-16-le")) // 2


def plain(html: str) -> str:
    """Return a text in Telegram's HTML without its tags and entities."""
    return unescape(_TAG.sub("", html))


def _numbered(texts: list[str], say: Say) -> list[str]:
    total = len(texts)
    later = [
        f"<i>{line(say('digest-part', number=number, total=total))}</i>\n\n{text}"
        for number, text in enumerate(texts[1:], start=2)
    ]
    return [texts[0], *later]
