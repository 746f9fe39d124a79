"""The 2022 paper's figures as rows of statistics.csv: blocks, contrasts, in full. Pure.

What is below its gate has no row; groups are masked as in indices.csv (`suppress.hidden`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from scoring.analysis import CONTRAST, GAPS, SEVERITY
from scoring.balance.gap import Gap
from scoring.balance.performance import performance
from scoring.balance.results import Expectations, of_city
from scoring.balance.severity import Severity, severity
from scoring.balance.stakeholders import stakeholders
from scoring.claims import LARGE, SURE
from scoring.compare import POINTS, Difference
from scoring.gates import Audience, comparable, reliability_shown
from scoring.groups import GROUPS
from scoring.index import ItemScore
from scoring.instrument import Instrument
from scoring.statistics import Cells, Row, corrected, wholes
from scoring.tally import Tally


def block(
    instrument: Instrument, wave: str, cells: Cells, minimum: int, audience: Audience
) -> Iterator[Row]:
    """Give the rows about a further block, city by city."""
    for city, whole in wholes(cells, minimum).items():
        if instrument.analysis(GAPS):
            groups = {group: one for (place, group), one in cells.items() if place == city}
            found = of_city(whole, stakeholders(groups, minimum), minimum)
            yield from _expectations(wave, city, found, groups)
        if instrument.analysis(SEVERITY):
            section = instrument.sections[0].id
            yield from _severity(wave, city, section, severity(whole, minimum), audience)


def contrasts(instrument: Instrument, wave: str, cells: Cells, minimum: int) -> Iterator[Row]:
    """Give the rows about the two sides of each contrast; `cells` are of that vector."""
    tested: list[Row] = []
    for city, whole in wholes(cells, minimum).items():
        for one in instrument.analyses:
            if one.kind != CONTRAST:
                continue
            found = performance(one, whole.index(one.id), minimum)
            if found.difference is None:
                continue
            first, second = one.names
            row = Row(wave, city, one.id, "contrast", "paired-t", first, second, n=found.n)
            tested.append(_differs(row, found.difference))
            if found.symmetric is not None:
                told = replace(row, statistic="symmetric", method="balance-1")
                tested.append(replace(told, estimate=found.symmetric))
            if found.ratio is not None:
                told = replace(row, statistic="ratio", method="delta-log", estimate=found.ratio)
                tested.append(replace(told, low=found.ratio_low, high=found.ratio_high))
    for row in corrected(tested, {"contrast"}):
        yield _judged(row, 1.0) if row.statistic == "contrast" else row


def _expectations(
    wave: str, city: str, found: Expectations, groups: Mapping[str, Tally]
) -> Iterator[Row]:
    for one in found.gaps:
        yield from _gap(wave, city, one)
    for lines, placed in found.quadrants.items():
        for element, quadrant in placed.items():
            n = next(one.n for one in found.gaps if one.element == element)
            yield Row(wave, city, element, "quadrant", lines, quadrant.value, n=n)
    even = {*groups} == {*GROUPS}
    for spread in found.stakeholders.balances:
        element, means = spread.element, spread.means
        place = Row(wave, city, element, "", "balance-1", n=_people(found, element))
        if spread.balance is not None and even:
            yield replace(place, statistic="expectation_balance", estimate=spread.balance)
        if spread.widest:
            first, second = spread.widest
            apart = means[first] - means[second]
            pair = replace(place, first=first, second=second, estimate=apart)
            yield replace(pair, statistic="expectation_range")


def _people(found: Expectations, element: str) -> int:
    """Count the people behind the means of the groups that are shown."""
    gaps = (one for own in found.stakeholders.gaps.values() for one in own)
    return sum(one.n for one in gaps if one.element == element)


def _gap(wave: str, city: str, one: Gap) -> Iterator[Row]:
    for name, score in (("importance", one.importance), ("performance", one.performance)):
        yield _score(Row(wave, city, one.element, name, "mean"), score)
    if one.difference is not None:
        row = _differs(Row(wave, city, one.element, "gap", "paired-t", n=one.n), one.difference)
        yield _judged(replace(row, p_holm=one.p_holm), POINTS)


def _severity(
    wave: str, city: str, section: str, found: Severity, audience: Audience
) -> Iterator[Row]:
    for one in found.problems:
        yield _score(Row(wave, city, one.id, "severity", "mean"), one.score)
        if one.top.share is not None and not one.top.masked:
            top = Row(wave, city, one.id, "top", "wilson", n=one.top.n, estimate=one.top.share)
            yield replace(top, low=one.top.low, high=one.top.high)
    for (graver, other), (apart, p) in found.differences.items():
        row = Row(wave, city, graver, "order", "paired-t", graver, other, n=apart.n[0])
        judged = _judged(replace(_differs(row, apart), p_holm=p), POINTS)
        yield replace(judged, clear=found.clear(graver, other) and comparable(row.n))
    if found.friedman is not None:
        alike = found.friedman
        row = Row(wave, city, section, "concordance", "friedman-kendall", n=alike.n)
        yield replace(row, estimate=alike.w, p=alike.p)
        if found.alpha is not None and reliability_shown(alike.n, audience):
            yield replace(row, statistic="alpha", method="cronbach", estimate=found.alpha)


def _score(row: Row, score: ItemScore) -> Row:
    return replace(row, n=score.n, estimate=score.mean, low=score.low, high=score.high)


def _differs(row: Row, one: Difference) -> Row:
    return replace(row, estimate=one.points, low=one.low, high=one.high, p=one.p)


def _judged(row: Row, unit: float) -> Row:
    """Say whether a difference may be put into words; `unit` makes index points of it."""
    sure = row.p_holm is not None and row.p_holm < SURE
    large = row.estimate is not None and abs(row.estimate) * unit >= LARGE
    return replace(row, clear=sure and large and comparable(row.n))
