"""What the city said, for the people who said it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape

from bot.facts import CityResult, ExpectResult, IndexResult
from bot.screens.answer import mark
from bot.screens.screen import Enclosed, Screen, bold, paragraphs
from bot.screens.sight import Sight


def results(sight: Sight) -> Screen:
    """How the city stands, how each group sees it, what the person said and what changed."""
    found = sight.facts
    if not isinstance(found, CityResult):
        return Screen(sight.words("results-none-city"), sight.column("button-continue=go"))
    if not found.indices:
        return Screen(result(sight), sight.column("button-continue=go"))
    shown = _shown(found)
    never = [one.group for one in found.indices[0].groups if one.group not in shown]
    parts = [
        _head(sight, found),
        *("\n".join(_index(sight, found, index)) for index in found.indices),
        *_unshown(sight, found, never if shown else ()),
        sight.words("results-note"),
        sight.words("results-interval-note"),
        sight.words("results-when"),
    ]
    mine = ("button-mine=mine",) if found.items else ()
    expect = ("button-expect=expect",) if found.expects else ()
    buttons = sight.column("button-continue=go", *mine, *expect)
    return Screen(paragraphs(*parts), buttons, picture(sight, found, "results-title", found.city))


def mine(sight: Sight) -> Screen:
    """The person's answers, one by one, beside the city's means."""
    found = sight.facts
    if not isinstance(found, CityResult) or not found.items:
        return Screen(sight.words("results-none-city"), sight.column("button-continue=go"))
    title = bold(sight.words("mine-title", city=sight.say(f"city-{found.city}")))
    lines = []
    for number, item in enumerate(found.items, 1):
        words = mark(sight.say, sight.survey.instrument.item(item.item), item.mine)
        code = bold(words) if item.mine.isdigit() else words
        mean = "—" if item.mean is None else sight.words("picture-mean", value=item.mean)
        lines.append(f"{number}. {sight.words(f'{item.item}.short')}: {code} · {mean}")
    text = paragraphs(title, sight.words("mine-how"), "\n".join(lines))
    return Screen(text, sight.column("button-continue=go", "button-results=results"))


def result(sight: Sight) -> str:
    """How the city stands, as a part of a screen; nothing where there is no city in hand."""
    found = sight.facts
    if not isinstance(found, CityResult):
        return ""
    if found.made is None:
        return f"{_title(sight, found)}\n{sight.words('results-unpublished')}"
    if not found.indices:
        return f"{_head(sight, found)}\n{sight.words('results-few', needed=found.needed)}"
    lines = [_percent(sight, index) for index in found.indices]
    return "\n".join([_head(sight, found), "", *lines, "", sight.words("results-note")])


def _title(sight: Sight, found: CityResult) -> str:
    return bold(sight.words("results-title", city=sight.say(f"city-{found.city}")))


def _head(sight: Sight, found: CityResult) -> str:
    wave = sight.words("results-wave", wave=found.wave, date=found.made)
    people = sight.words("results-people", count=found.people)
    return f"{_title(sight, found)}\n{wave}\n{people}"


def _percent(sight: Sight, index: IndexResult) -> str:
    return sight.words(
        "results-index",
        name=sight.say(f"index-{index.index}"),
        percent=index.percent,
        total=index.total,
        maximum=index.maximum,
    )


def _index(sight: Sight, found: CityResult, index: IndexResult) -> Iterator[str]:
    yield bold(_percent(sight, index))
    if index.low is not None and index.high is not None:
        value = {"value": index.value, "low": index.low, "high": index.high}
        yield sight.words("results-interval", **value)
    if found.before and index.before is not None:
        yield sight.words("results-before", wave=found.before, value=index.before)
    if index.mine is not None:
        yield sight.words("results-mine", value=index.mine)
    shown = [one for one in index.groups if one.value is not None]
    if not shown:
        return
    yield sight.words("results-groups")
    for one in shown:
        name = sight.say(f"group-{one.group}.report")
        line = sight.words("results-group", name=name, value=one.value, count=one.n)
        yield f"• {bold(line)}" if one.group == found.group else f"• {line}"
    here = {one.group for one in shown}
    yield from _unshown(sight, found, [group for group in _shown(found) if group not in here])


def _shown(found: CityResult) -> list[str]:
    """The groups that some index has a figure of."""
    groups = (one for index in found.indices for one in index.groups if one.value is not None)
    return [*dict.fromkeys(one.group for one in groups)]


def _unshown(sight: Sight, found: CityResult, groups: Sequence[str]) -> Iterator[str]:
    """The groups without a figure, all in one line; one's own is in bold here too."""
    names = [(group, escape(sight.say(f"group-{group}.report"))) for group in groups]
    told = ", ".join(bold(name) if group == found.group else name for group, name in names)
    if names:
        yield sight.say("results-groups-few", groups=told)


def picture(
    sight: Sight, found: CityResult | ExpectResult, title: str, name: str
) -> Enclosed | None:
    """What is shown above a screen of a city, under its `title`, as a file of this `name`."""
    if found.picture is None:
        return None
    caption = sight.say(title, city=sight.say(f"city-{found.city}"))
    language = sight.say.language
    file = f"saualnama-{name}-{language}.png"
    return Enclosed("photo", file, partial(found.picture, language), caption)
