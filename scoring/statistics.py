"""What a wave's ratings are worth, a row a statistic, for researchers. Pure.

Methodology §2.4 to §2.6: how even the sample is, reliability with Feldt's interval, each item's
part in it, agreement, shares of high and low ratings, the weighted indices, and the groups of a
city held against each other. Cities, waves and languages are in `contrasts`.
What indices.csv hides has no row here, and what is below its gate none either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce

from scoring import compare, weights
from scoring.agreement import deviation
from scoring.codebook import NONE, SAMPLE
from scoring.figures import index_figures, may_be_shown
from scoring.gates import Audience, reliability_shown
from scoring.groups import GROUPS
from scoring.holm import holm
from scoring.indices import masked
from scoring.instrument import RATINGS, Index, Instrument
from scoring.kruskal import FEW
from scoring.reliability import reliability
from scoring.shares import MASKED, bottom, top
from scoring.tally import IndexTally, Tally

ITEM_REST = 20
"""An item's part in reliability needs so many people, §2.6."""

Cells = Mapping[tuple[str, str], Tally]
"""A wave's tallies by city and group."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of statistics.csv; `first` and `second` are codes of what is compared, or `none`.

    `estimate` is in the statistic's own unit, `low` and `high` its 95% interval. `p_holm` is
    corrected for all rows of the same statistic in the wave, Dunn's for the pairs of one test.
    `clear` says whether a difference of indices may be put into words: p_holm < .05 and five
    points or more (§2.7).
    """

    wave: str
    city: str
    id: str
    statistic: str
    method: str
    first: str = NONE
    second: str = NONE
    n: int = 0
    n_second: int | None = None
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    p_holm: float | None = None
    clear: bool | None = None


def header() -> list[str]:
    """Return the columns of statistics.csv."""
    return list(Row.__dataclass_fields__)


def wholes(cells: Cells, minimum: int) -> dict[str, Tally]:
    """Return the cities of at least `minimum` people, each as the sum of its groups."""
    parts: dict[str, list[Tally]] = {}
    for (city, _), tally in sorted(cells.items(), key=lambda one: one[0]):
        parts.setdefault(city, []).append(tally)
    summed = {city: reduce(Tally.__add__, tallies) for city, tallies in parts.items()}
    return {city: one for city, one in summed.items() if one.answered >= max(minimum, 1)}


def shown(tally: IndexTally, minimum: int) -> bool:
    """Say whether indices.csv shows the index of these people."""
    return index_figures(tally, minimum).index is not None


def parts(
    index: Index, groups: Mapping[str, Tally], veiled: Collection[tuple[str, str]], minimum: int
) -> dict[str, IndexTally]:
    """Return the groups whose index indices.csv shows; `veiled` are the cells that it hides."""
    return {
        group: one.index(index.id)
        for group, one in groups.items()
        if not any((group, item.id) in veiled for item in index.items)
        and shown(one.index(index.id), minimum)
    }


def within(  # noqa: PLR0913 - of what, of whom, how much is told
    instrument: Instrument,
    wave: str,
    cells: Cells,
    minimum: int,
    audience: Audience,
    *,
    shares: Mapping[str, float] | None = None,
) -> Iterator[Row]:
    """Give the rows about single cities, city by city; `shares` are the groups' in the population.

    Of shares that are not known there is no row.
    """
    tested: list[Row] = []
    for city, whole in wholes(cells, minimum).items():
        groups = {group: one for (place, group), one in cells.items() if place == city}
        veiled = masked(instrument, groups, minimum)
        yield from _sample(wave, city, groups)
        for index in instrument.indices:
            tally = whole.index(index.id)
            yield from _agreement(wave, city, index, whole, minimum)
            if not shown(tally, minimum):
                continue
            yield from _reliability(wave, city, tally, minimum, audience)
            told = parts(index, groups, veiled, minimum)
            if {*groups, *GROUPS} == {*told}:  # or the figure would tell of a group that is hidden
                yield from _weighted(Row(wave, city, index.id, "", "", n=tally.n), told, shares)
            tested += _groups(wave, city, index.id, told, minimum)
    yield from corrected(tested, {"kruskal"})


def corrected(rows: Collection[Row], statistics: Collection[str]) -> Iterator[Row]:
    """Give rows with p corrected by Holm for all of those whose statistic is named."""
    chances = {k: one.p for k, one in enumerate(rows) if one.statistic in statistics}
    found = holm({k: p for k, p in chances.items() if p is not None})
    for number, one in enumerate(rows):
        yield replace(one, p_holm=found[number]) if number in found else one


def _agreement(wave: str, city: str, index: Index, whole: Tally, minimum: int) -> Iterator[Row]:
    tally = whole.index(index.id)
    for item, n in zip(index.items, tally.counts, strict=True):
        if may_be_shown(n, tally.n, minimum):
            counts = whole.item(item.id)
            found = deviation({code: counts[code] for code in RATINGS})
            yield Row(
                *(wave, city, item.id, "deviation", "ad-mean"), n=found.n, estimate=found.value
            )
            yield from _boxes(Row(wave, city, item.id, "", "wilson", n=n), counts)


def _boxes(place: Row, counts: Mapping[str, int]) -> Iterator[Row]:
    """Give the shares of high and of low ratings, which say little of few people, §2.6."""
    for name, box in (("top", top), ("bottom", bottom)):
        found = box(counts)
        if found.n >= MASKED:
            row = replace(place, statistic=name, estimate=found.share)
            yield replace(row, low=found.low, high=found.high)


def _sample(wave: str, city: str, groups: Mapping[str, Tally]) -> Iterator[Row]:
    """Say how even the groups are, where each of them is told by itself, §2.5."""
    if not {*groups} <= {*GROUPS}:
        return
    found = weights.profile({g: groups[g].answered if g in groups else 0 for g in GROUPS})
    yield Row(wave, city, SAMPLE, "evenness", "pielou", n=found.n, estimate=found.evenness)
    away = found.dissimilarity
    yield Row(wave, city, SAMPLE, "dissimilarity", "duncan-equal", n=found.n, estimate=away)


def _reliability(
    wave: str, city: str, tally: IndexTally, minimum: int, audience: Audience
) -> Iterator[Row]:
    found = reliability(tally)
    enough = found.n >= minimum and reliability_shown(found.n, audience)
    if not enough or found.alpha is None:
        return
    yield Row(
        *(wave, city, tally.index.id, "alpha", "cronbach-feldt"),
        n=found.n,
        estimate=found.alpha,
        low=found.low,
        high=found.high,
    )
    for item in found.items if found.n >= ITEM_REST else ():
        for name, value in (("alpha_without", item.alpha_without), ("rest", item.rest_correlation)):
            if value is not None:
                yield Row(wave, city, item.id, name, "item-rest", n=found.n, estimate=value)


def _weighted(
    place: Row, parts: Mapping[str, IndexTally], shares: Mapping[str, float] | None
) -> Iterator[Row]:
    """Weigh the groups alike, and by their shares in the population where these are known."""
    found = [("equal", "stakeholder-equal", weights.equal(parts))]
    if shares:
        found.append(("shares", "known-shares", weights.to_shares(parts, shares)))
    for statistic, method, one in found:
        if one.publishable:
            row = replace(place, statistic=statistic, method=method, n=one.n)
            yield replace(row, estimate=one.value, low=one.low, high=one.high)


def _groups(
    wave: str, city: str, index: str, parts: Mapping[str, IndexTally], minimum: int
) -> Iterator[Row]:
    """Compare the groups that are shown, over the people who rated every item."""
    large = {group: one for group, one in parts.items() if one.listwise_n >= max(minimum, 2)}
    if len(large) < 2 or sum(one.listwise_n for one in large.values()) < FEW:  # noqa: PLR2004
        return
    yield from omnibus(Row(wave, city, index, "", ""), large)
    for pair in compare.groups(large).contrasts:
        yield Row(
            *(wave, city, index, "dunn", "dunn-holm", pair.first, pair.second),
            n=large[pair.first].listwise_n,
            n_second=large[pair.second].listwise_n,
            estimate=pair.z,
            p=pair.p,
            p_holm=pair.p_holm,
        )


def omnibus(place: Row, sides: Mapping[str, IndexTally]) -> Iterator[Row]:
    """Give Kruskal-Wallis and epsilon squared of groups or cities."""
    found = compare.groups(sides)
    method = "kruskal-permutation" if found.shuffled else "kruskal-wallis"
    row = replace(place, method=method, n=found.n)
    yield replace(row, statistic="kruskal", estimate=found.h, p=found.p)
    yield replace(row, statistic="epsilon_squared", estimate=found.epsilon_squared)
