"""The table of indices and items by wave, city and group, with small cells hidden. Pure.

A cell is hidden for its own small number, or because a hidden one could be had from it and
the total (methodology §3.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from scoring import index as precise
from scoring import paper
from scoring.codebook import ALL
from scoring.figures import IndexFigures, index_figures, may_be_shown
from scoring.instrument import RATINGS, Index, Instrument, Item
from scoring.tally import Tally

POINTS = 100 / (int(RATINGS[-1]) - int(RATINGS[0]))
"""Index points to a step of the scale."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of indices.csv; the figures are None where `suppressed`.

    For an item `total` is its paper score and `total_unrounded` its mean (1-5); `index`, `low`
    and `high` are in index points (0-100) for both levels.
    """

    wave: str
    city: str
    stakeholder_group: str
    level: str
    id: str
    method_paper: str
    method_index: str
    n: int
    suppressed: bool
    total: int | None
    maximum: int
    percent: int | None
    total_unrounded: float | None
    percent_of_maximum: float | None
    index: float | None
    low: float | None
    high: float | None


def table(
    instrument: Instrument,
    wave: str,
    cells: Mapping[tuple[str, str], Tally],
    minimum: int,
    groups: tuple[str, ...],
) -> Iterator[TableRow]:
    """Give the rows of one wave: by city, all groups first and then each; index by index."""
    for city in sorted({city for city, _ in cells}):
        tallies = {group: cells[city, group] for group in groups if (city, group) in cells}
        others = {group: t for (c, group), t in sorted(cells.items()) if c == city}
        tallies |= {group: tally for group, tally in others.items() if group not in tallies}
        veiled_cells = masked(instrument, tallies, minimum)
        whole = reduce(Tally.__add__, tallies.values())
        for group, tally in {ALL: whole, **tallies}.items():
            for index in instrument.indices:
                place = (wave, city, group)
                veiled = {item.id for item in index.items if (group, item.id) in veiled_cells}
                yield from _rows(place, index, tally, minimum, veiled)


def hidden(counts: Mapping[str, int], minimum: int) -> set[str]:
    """Return which cells to hide so that none of fewer than `minimum` can be worked out.

    Cells of 1 to minimum - 1 are hidden; then the smallest visible one too, while a single cell
    is hidden or the hidden ones hold fewer than `minimum` together.
    """
    veiled = {cell for cell, count in counts.items() if 0 < count < minimum}
    while veiled and (len(veiled) == 1 or sum(counts[cell] for cell in veiled) < minimum):
        visible = [cell for cell, count in counts.items() if count and cell not in veiled]
        if not visible:
            break
        veiled.add(min(visible, key=lambda cell: (counts[cell], cell)))
    return veiled


def masked(
    instrument: Instrument, tallies: Mapping[str, Tally], minimum: int
) -> set[tuple[str, str]]:
    """Return the (group, item) cells to hide, by people and by each item's ratings."""
    few = hidden({group: tally.answered for group, tally in tallies.items()}, minimum)
    found = {(group, item.id) for group in few for item in instrument.items}
    for item in instrument.items:
        counts = {group: _ratings(tally, item.id) for group, tally in tallies.items()}
        found |= {(group, item.id) for group in hidden(counts, minimum)}
    return found


def _ratings(tally: Tally, item: str) -> int:
    counts = tally.item(item)
    return sum(counts[code] for code in RATINGS)


def _rows(
    place: tuple[str, str, str], index: Index, tally: Tally, minimum: int, veiled: set[str]
) -> Iterator[TableRow]:
    rated = tally.index(index.id)
    figures = index_figures(rated, minimum)
    if veiled:
        figures = IndexFigures(figures.id, figures.n, figures.maximum)
    total = None if figures.percent is None else precise.score(rated).total
    yield TableRow(
        *place,
        level="index",
        id=index.id,
        method_paper=paper.METHOD,
        method_index=precise.METHOD,
        n=figures.n,
        suppressed=figures.percent is None,
        total=figures.total,
        maximum=figures.maximum,
        percent=figures.percent,
        total_unrounded=total,
        percent_of_maximum=figures.level,
        index=figures.index,
        low=figures.low,
        high=figures.high,
    )
    for item, n in zip(index.items, rated.counts, strict=True):
        shown = item.id not in veiled and may_be_shown(n, rated.n, minimum)
        yield _item(place, item, tally, n, shown=shown)


def _item(
    place: tuple[str, str, str], item: Item, tally: Tally, n: int, *, shown: bool
) -> TableRow:
    highest = int(RATINGS[-1])
    exact = precise.item(tally.item(item.id)) if shown else None
    mean = exact.mean if exact else None
    counts = exact.counts if exact else ()
    ratings = sum(int(code) * count for code, count in zip(RATINGS, counts, strict=False))
    score = paper.half_up(ratings, n) if exact else None
    return TableRow(
        *place,
        level="item",
        id=item.id,
        method_paper=paper.METHOD,
        method_index=precise.METHOD,
        n=n,
        suppressed=not shown,
        total=score,
        maximum=highest,
        percent=None if score is None else paper.half_up(100 * score, highest),
        total_unrounded=mean,
        percent_of_maximum=None if mean is None else 100 * mean / highest,
        index=_points(mean),
        low=_points(exact.low) if exact else None,
        high=_points(exact.high) if exact else None,
    )


def _points(rating: float | None) -> float | None:
    """Put a rating on the 0-100 scale; an interval's end beyond the scale is cut off."""
    return None if rating is None else min(100.0, max(0.0, POINTS * (rating - int(RATINGS[0]))))
