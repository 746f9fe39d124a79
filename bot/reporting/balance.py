"""The 2022 paper's blocks in a report: what people expect, the problems, the sides. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.digests.message import DETAIL
from bot.reporting.cells import HIDDEN, value
from bot.reporting.document import Block, Table, Words
from bot.texts import Say
from scoring.balance.gap import Gap
from scoring.balance.published import BlockFigures
from scoring.balance.stakeholders import Balance
from scoring.findings import Findings
from scoring.index import ItemScore


def expectations(found: Findings, say: Say) -> Iterator[Block]:
    """Write each city's elements: importance, how good it is now, the gap, where it stands."""
    cities = [one for one in found.blocks if one.expectations]
    if len(found.figures) > DETAIL or not cities:
        return
    names = ("people", "importance", "now", "gap", "quadrant")
    for city in cities:
        yield Table(
            say("report-expectations", city=say(f"city-{city.city}")),
            (say("report-element"), *(say(f"report-{name}") for name in names)),
            tuple(_element(city, one, say) for one in city.expectations.gaps)
            if city.expectations
            else (),
        )
        yield from _groups(city, found, say)
    yield Words(say("report-expectations-note"), small=True)


def _element(city: BlockFigures, one: Gap, say: Say) -> tuple[str, ...]:
    quadrants = city.expectations.quadrants["middle"] if city.expectations else {}
    placed = quadrants.get(one.element)
    apart = one.difference
    gap = _ranged(apart.points, apart.low, apart.high, say) if apart else HIDDEN
    return (
        say(f"element-{one.element}"),
        str(one.n),
        _score(one.importance, say),
        _score(one.performance, say),
        gap,
        say(f"quadrant-{placed.value}") if placed else HIDDEN,
    )


def _groups(city: BlockFigures, found: Findings, say: Say) -> Iterator[Block]:
    """Write how important each element is to each group that may be shown, and how alike."""
    balances = city.expectations.stakeholders.balances if city.expectations else ()
    groups = [group for group in found.wanted if any(group in one.means for one in balances)]
    if not groups:
        return
    yield Table(
        say("report-importance-groups", city=say(f"city-{city.city}")),
        (
            say("report-element"),
            *(say(f"group-{group}.short") for group in groups),
            say("report-balance"),
        ),
        tuple(
            (
                say(f"element-{one.element}"),
                *(value(one.means.get(group), say) for group in groups),
                _balance(one, say),
            )
            for one in balances
        ),
    )


def _balance(one: Balance, say: Say) -> str:
    return HIDDEN if one.balance is None else say("report-alpha-value", value=one.balance)


def problems(found: Findings, say: Say) -> Iterator[Block]:
    """Write each city's problems: people, mean severity, the share of 4 and 5."""
    cities = [one for one in found.blocks if one.problems and one.problems.problems]
    if len(found.figures) > DETAIL:
        return
    for city in cities:
        yield Table(
            say("report-problems", city=say(f"city-{city.city}")),
            (say("report-problem"), *(say(f"report-{n}") for n in ("people", "severity", "top"))),
            tuple(
                (
                    say(f"problem-{one.id}"),
                    str(one.score.n),
                    _score(one.score, say),
                    HIDDEN
                    if one.top.masked or one.top.share is None
                    else say("digest-percent", percent=round(100 * one.top.share)),
                )
                for one in city.problems.problems
            )
            if city.problems
            else (),
        )


def _score(score: ItemScore, say: Say) -> str:
    return HIDDEN if score.mean is None else _ranged(score.mean, score.low, score.high, say)


def _ranged(mean: float, low: float | None, high: float | None, say: Say) -> str:
    ends = "" if low is None or high is None else f" ({value(low, say)}–{value(high, say)})"
    return f"{value(mean, say)}{ends}"
