"""Cities, waves and languages held against each other, a row each, for researchers. Pure.

Methodology §2.6 and §2.7. Two cities are compared over the people who rated both where these are
at least half of the larger side, else as cities with raters of their own. Rows are those of
`statistics`; only what indices.csv shows is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from scoring import compare, languages, ranks, weights
from scoring.claims import LARGE, SURE
from scoring.codebook import ALL
from scoring.compare import Difference, Paired
from scoring.evidence import FEW_CITIES, Texts
from scoring.gates import enough_to_test
from scoring.groups import GROUPS
from scoring.instrument import Instrument
from scoring.languages import LANGUAGES, Counts
from scoring.statistics import Cells, Row, corrected, omnibus, shown, wholes
from scoring.tally import IndexTally, Tally
from scoring.trend import Design, trend

Both = Iterable[tuple[tuple[str, str], Mapping[str, Texts]]]
"""Two cities at a time: by index, the texts of each person who rated both."""

Everywhere = Callable[[tuple[str, ...]], Mapping[str, Sequence[Sequence[str]]]]
"""Given cities in order of code: by index, the texts of each person who rated all of them."""

Again = Iterable[tuple[str, Mapping[str, Texts]]]
"""A city at a time: by index, the texts of each person in both waves, the earlier first."""

DESIGNS = {
    Design.INDEPENDENT: "welch",
    Design.OVERLAPPING: "overlap",
    Design.PAIRED: "paired-t",
}


def cities(  # noqa: PLR0913, PLR0917 - of what, and of whom
    instrument: Instrument,
    wave: str,
    cells: Cells,
    both: Both,
    minimum: int,
    everywhere: Everywhere,
) -> Iterator[Row]:
    """Compare the cities of a wave: all at once, and two by two unless they are many.

    `both` is read once, two cities at a time; `everywhere` is asked where three cities or more are
    few enough.
    """
    sides = _sides(instrument, cells, minimum)
    found: list[Row] = []
    for index, tallies in sides.items():
        ranked = {c: one for c, one in tallies.items() if enough_to_test(one.listwise_n)}
        if len(ranked) > 1:
            found += omnibus(Row(wave, ALL, index, "", ""), ranked)
    few = {index: tallies for index, tallies in sides.items() if len(tallies) <= FEW_CITIES}
    paired = _paired(few, both) if few else {}
    for index, tallies in few.items():
        if len(tallies) > 2:  # noqa: PLR2004 - of two cities a pair tells all
            found += _alike(Row(wave, ALL, index, "", ""), everywhere(tuple(tallies))[index])
        for first, second in combinations(tallies, 2):
            one, other = tallies[first], tallies[second]
            place = Row(wave, ALL, index, "difference", "welch", first, second)
            if pair := paired.get((index, first, second)):
                found += _same_raters(replace(place, method="paired-t"), pair)
            else:
                found.append(compared(place, compare.independent(one, other)))
                found += _ranks(place, one, other)
    yield from _judged(found, ("kruskal", "concordance", "difference", "delta", "signed_ranks"))


def waves(
    instrument: Instrument,
    before: tuple[str, Cells],
    after: tuple[str, Cells],
    again: Again,
    minimum: int,
) -> Iterator[Row]:
    """Compare every city with itself in an earlier wave of the same instrument.

    A wave is its name and its tallies. `again` is read once, a city at a time.
    """
    (old_name, earlier), (name, cells) = before, after
    now, then = (_sides(instrument, one, minimum) for one in (cells, earlier))
    pairs = {(city, index) for index, one in now.items() for city in one if city in then[index]}
    found: dict[tuple[str, str], list[Row]] = {}

    def told(city: str, index: str, texts: Texts) -> None:
        old, new = (_groups(one, city) for one in (earlier, cells))
        change = trend(index, old, new, texts)
        row = Row(name, city, index, "trend", DESIGNS[change.design], name, old_name)
        found[city, index] = [compared(row, change.difference)]
        if change.equal_points is not None and all(_even(one, index) for one in (old, new)):
            even = replace(row, statistic="trend_equal", method="stakeholder-equal")
            n, n_second = change.difference.n
            found[city, index].append(
                replace(even, n=n, n_second=n_second, estimate=change.equal_points)
            )

    for city, by_index in again:
        for index, texts in by_index.items():
            if (city, index) in pairs:
                told(city, index, texts)
    for city, index in sorted(pairs - found.keys()):
        told(city, index, ())
    yield from _judged([one for pair in sorted(pairs) for one in found[pair]], ("trend",))


def tongues(wave: str, counts: Counts, minimum: int) -> Iterator[Row]:
    """Compare each item between the languages it was shown in, over all cities."""
    for one in languages.effects(counts, LANGUAGES, minimum):
        row = Row(wave, ALL, one.item, "language", "welch", one.first, one.second)
        difference = one.difference
        yield replace(compared(row, difference), p_holm=one.p_holm, clear=None)


def _alike(place: Row, rows: Sequence[Sequence[str]]) -> Iterator[Row]:
    """Say how alike the people who rated all cities order them: Friedman, Kendall's W."""
    able = compare.composites(rows)[1]
    if enough_to_test(len(able)):
        found = ranks.friedman(able)
        told = replace(place, statistic="concordance", method="friedman-kendall", n=found.n)
        yield replace(told, estimate=found.w, p=found.p)


def compared(place: Row, one: Difference) -> Row:
    """Put a difference into a row; it is in the difference's own unit."""
    n, n_second = one.n
    told = replace(place, n=n, n_second=n_second, estimate=one.points)
    return replace(told, low=one.low, high=one.high, p=one.p)


def _sides(instrument: Instrument, cells: Cells, minimum: int) -> dict[str, dict[str, IndexTally]]:
    """Return by index the cities whose figure is shown and that are large enough to test."""
    summed = wholes(cells, minimum)
    found: dict[str, dict[str, IndexTally]] = {}
    for index in instrument.indices:
        tallies = {city: whole.index(index.id) for city, whole in summed.items()}
        found[index.id] = {
            city: one
            for city, one in tallies.items()
            if enough_to_test(one.n) and shown(one, minimum)
        }
    return found


def _paired(
    sides: Mapping[str, Mapping[str, IndexTally]], both: Both
) -> dict[tuple[str, str, str], Paired]:
    found: dict[tuple[str, str, str], Paired] = {}
    for (first, second), by_index in both:
        for index, texts in by_index.items():
            tallies = sides.get(index, {})
            if first in tallies and second in tallies and enough_to_test(len(texts)):
                larger = max(tallies[first].n, tallies[second].n)
                if 2 * len(texts) >= larger:
                    found[index, first, second] = compare.paired(texts)
    return {key: one for key, one in found.items() if enough_to_test(*one.difference.n)}


def _same_raters(place: Row, pair: Paired) -> Iterator[Row]:
    n = pair.difference.n[0]
    yield compared(place, pair.difference)
    rank = replace(place, n=n, n_second=n)
    yield replace(rank, statistic="signed_ranks", method="wilcoxon", estimate=pair.v, p=pair.p_rank)
    yield replace(rank, statistic="dominance", method="sign", estimate=pair.dominance)
    if pair.effect is not None:
        yield replace(rank, statistic="effect", method="cohen-dz", estimate=pair.effect)


def _ranks(place: Row, one: IndexTally, other: IndexTally) -> Iterator[Row]:
    """Cliff's delta of the people who rated every item, with Mann-Whitney's p."""
    if enough_to_test(one.listwise_n, other.listwise_n):
        found = compare.dominance(one, other)
        yield replace(
            place,
            statistic="delta",
            method="mann-whitney-cliff",
            n=one.listwise_n,
            n_second=other.listwise_n,
            estimate=found.delta,
            low=found.low,
            high=found.high,
            p=found.p,
        )


def _judged(rows: list[Row], statistics: tuple[str, ...]) -> Iterator[Row]:
    """Correct each statistic for itself; say of differences in points whether they are clear."""
    for statistic in statistics:
        rows = list(corrected(rows, {statistic}))
    for one in rows:
        if one.statistic in {"difference", "trend"}:
            small = one.p_holm is not None and one.p_holm < SURE
            yield replace(one, clear=small and abs(one.estimate or 0.0) >= LARGE)
        else:
            yield one


def _groups(cells: Cells, city: str) -> dict[str, Tally]:
    return {group: one for (place, group), one in cells.items() if place == city}


def _even(groups: Mapping[str, Tally], index: str) -> bool:
    tallies = {group: one.index(index) for group, one in groups.items()}
    return {*tallies} == {*GROUPS} and weights.equal(tallies).publishable
