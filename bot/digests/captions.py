"""Which pictures a digest has, and the captions that tell what is in them. Pure.

A caption serves those who cannot see the picture: it is the picture's alternative text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from bot.digests.city import line
from bot.digests.message import CAPTION_LIMIT, DETAIL, heading, length
from bot.texts import Say
from scoring.balance.published import BlockFigures
from scoring.figures import CityFigures
from scoring.findings import Findings

PAIR = 2


def pictures(found: Findings) -> tuple[str, ...]:
    """Return the kinds of pictures that have something to show, in their order."""
    shown = [city for city in found.figures if city.shown]
    few = len(found.figures) <= DETAIL
    wanted = {
        "cities": bool(shown),
        "profile": bool(shown),
        "items": bool(shown) and few,
        "groups": any(len(_groups(city)) >= PAIR for city in shown),
        "waves": any(earlier(city, found) for city in shown),
        "expectations": bool(expected(found)),
    }
    return tuple(kind for kind, worth in wanted.items() if worth)


def caption(kind: str, found: Findings, say: Say, code: str) -> str:
    """Return a picture's caption, at most 1024 UTF-16 units: what it shows, city by city.

    Cities that do not fit are counted.
    """
    parts = [heading(found, say), line(say(f"picture-{kind}-caption", **_about(kind, found, say)))]
    told = [(city, TELL[kind](city, found, say)) for city in found.figures]
    lines = [
        line(say("picture-line", city=say(f"city-{city.city}"), told=text))
        for city, text in told
        if text
    ]
    end = line(say("picture-code", code=code))
    for shown in range(len(lines), -1, -1):
        left = len(lines) - shown
        more = [line(say("picture-more", count=left))] if left else []
        text = "\n\n".join([*parts, "\n".join([*lines[:shown], *more]), end])
        if length(text) <= CAPTION_LIMIT:
            return text
    raise ValueError("the caption's first lines are too long for Telegram")


def _about(kind: str, found: Findings, say: Say) -> dict[str, object]:
    """The values of a caption's first line."""
    shown = next((city for city in found.figures if city.shown), None)
    if kind != "profile" or shown is None:
        return {}
    return {"index": say(f"index-{shown.indices[0].id}.report")}


def _cities(city: CityFigures, _: Findings, say: Say) -> str:
    people = say("digest-people", count=city.n)
    told = [
        say("picture-figure", name=say(f"index-{index.id}.short"), percent=index.percent)
        for index in city.indices
        if index.percent is not None
    ]
    return f"{people}; {', '.join(told) or say('digest-few')}"


def _profile(city: CityFigures, _: Findings, say: Say) -> str:
    first = city.indices[0].id if city.indices else ""
    told = [
        say("picture-value", name=say(f"{item.id}.short"), value=item.mean)
        for item in city.items
        if item.index == first and item.mean is not None
    ]
    return ", ".join(told)


def _items(city: CityFigures, _: Findings, say: Say) -> str:
    scores = Counter(item.score for item in city.items if item.score is not None)
    return ", ".join(
        say("picture-scores", score=score, count=scores[score])
        for score in sorted(scores, reverse=True)
    )


def _groups(city: CityFigures) -> Mapping[str, float]:
    """The first index of each group that is shown."""
    found = {group: views[0].index for group, views in city.views.items() if views}
    return {group: value for group, value in found.items() if value is not None}


def _views(city: CityFigures, _: Findings, say: Say) -> str:
    told = [
        say("picture-value", name=say(f"group-{group}.short"), value=value)
        for group, value in _groups(city).items()
    ]
    return ", ".join(told) if len(told) >= PAIR else ""


def earlier(city: CityFigures, found: Findings) -> list[tuple[str, CityFigures]]:
    """The city in earlier waves, where it was shown."""
    return [
        (past.wave, one)
        for past in found.history
        for one in past.figures
        if one.city == city.city and one.shown
    ]


def _waves(city: CityFigures, found: Findings, say: Say) -> str:
    past = earlier(city, found)
    if not past or not city.shown:
        return ""
    before = {index.id: index.index for index in past[-1][1].indices}
    told = [
        say(
            "picture-change",
            name=say(f"index-{index.id}.short"),
            before=before[index.id],
            now=index.index,
        )
        for index in city.indices
        if index.index is not None and before.get(index.id) is not None
    ]
    return ", ".join(told)


def expected(found: Findings) -> list[BlockFigures]:
    """The blocks, a city each, of whose elements something is shown."""
    return [one for one in found.blocks if one.expectations and one.expectations.gaps]


def _expectations(city: CityFigures, found: Findings, say: Say) -> str:
    told = [
        say(
            "picture-beside",
            name=say(f"element-{gap.element}.inside"),
            importance=gap.importance.mean,
            performance=gap.performance.mean,
        )
        for one in expected(found)
        if one.city == city.city and one.expectations
        for gap in one.expectations.gaps
    ]
    return ", ".join(told)


TELL: Mapping[str, Callable[[CityFigures, Findings, Say], str]] = {
    "cities": _cities,
    "profile": _profile,
    "items": _items,
    "groups": _views,
    "waves": _waves,
    "expectations": _expectations,
}
