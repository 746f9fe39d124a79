"""What the city expects, which problems it sees, and what the person said, for the person."""

from __future__ import annotations

from collections.abc import Iterator

from bot.facts import ElementResult, ExpectResult, ProblemResult
from bot.screens.results import picture
from bot.screens.screen import Screen, bold, paragraphs
from bot.screens.sight import Sight
from scoring.instrument import RATINGS

FIRST = 3
"""So many are named of what matters most; the rest stands in the picture."""


def expect(sight: Sight) -> Screen:
    """What matters most, where it falls shortest, the gravest problems, and one's own answers."""
    found = sight.facts
    buttons = sight.column("button-continue=go", "button-results=results")
    if not isinstance(found, ExpectResult):
        return Screen(sight.words("results-none-city"), sight.column("button-continue=go"))
    head = _head(sight, found)
    if not (found.elements or found.problems):
        return Screen(paragraphs(head, sight.words("expect-few", needed=found.needed)), buttons)
    parts = [head, *_city(sight, found), *_own(sight, found), sight.words("expect-note")]
    if found.problems:
        parts.append(sight.words("balance-problems-source"))
    drawn = picture(sight, found, "expect-title", f"{found.city}-expectations")
    return Screen(paragraphs(*parts), buttons, drawn)


def _head(sight: Sight, found: ExpectResult) -> str:
    lines = [bold(sight.words("expect-title", city=sight.say(f"city-{found.city}")))]
    if found.made is not None:
        lines.append(sight.words("results-wave", wave=found.wave, date=found.made))
    if found.people:
        lines.append(sight.words("results-people", count=found.people))
    return "\n".join(lines)


def _city(sight: Sight, found: ExpectResult) -> Iterator[str]:
    matters = sorted(found.elements, key=lambda one: -one.importance)[:FIRST]
    lines = [_one(sight, f"element-{one.element}", one.importance) for one in matters]
    yield from _listed(sight, "expect-most", lines)
    short = [one for one in sorted(found.elements, key=lambda one: -one.gap) if one.gap > 0]
    yield from _listed(sight, "expect-widest", [_two(sight, one) for one in short[:FIRST]])
    grave = sorted(found.problems, key=lambda one: -one.severity)[:FIRST]
    lines = [_one(sight, f"problem-{one.problem}", one.severity) for one in grave]
    yield from _listed(sight, "expect-gravest", lines)


def _own(sight: Sight, found: ExpectResult) -> Iterator[str]:
    elements = [_beside(sight, one) for one in found.elements if one.mine]
    problems = [_problem(sight, one) for one in found.problems if one.mine]
    how = [sight.words("expect-mine-how")] if elements else []
    if elements or problems:
        yield "\n".join([bold(sight.words("expect-mine")), *how, *elements, *problems])


def _listed(sight: Sight, title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield "\n".join([bold(sight.words(title)), *(f"• {line}" for line in lines)])


def _one(sight: Sight, key: str, value: float) -> str:
    return sight.words("expect-one", name=sight.say(key), value=value)


def _two(sight: Sight, one: ElementResult) -> str:
    name = sight.say(f"element-{one.element}")
    means = {"importance": one.importance, "performance": one.performance}
    return sight.words("expect-two", name=name, **means)


def _beside(sight: Sight, one: ElementResult) -> str:
    """One's own two ratings, then the city's means."""
    name, _, means = _two(sight, one).rpartition(": ")
    return f"{name}: {' / '.join(_code(code) for code in one.mine)} · {means}"


def _problem(sight: Sight, one: ProblemResult) -> str:
    name, _, mean = _one(sight, f"problem-{one.problem}", one.severity).rpartition(": ")
    return f"{name}: {_code(one.mine)} · {mean}"


def _code(code: str) -> str:
    return bold(code) if code in RATINGS else "—"
