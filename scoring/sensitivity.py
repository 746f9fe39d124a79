"""What the indices would be without the responses that are flagged, methodology §2.3. Pure.

Tallies add exactly, so the flagged responses are taken out of a city's, and what is left is what
a recount would find. An index with and one without them tell of the flagged ones by subtraction;
it is told only where neither these nor the others, in the city or in a group, come out as few.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import reduce

from scoring import index as precise
from scoring.flags import FAST, FLAGS, STRAIGHT
from scoring.indices import masked
from scoring.instrument import Instrument
from scoring.statistics import Cells, Row, parts, shown, wholes
from scoring.suppress import leak
from scoring.tally import Tally

UNFLAGGED, CHANGE = "unflagged", "unflagged_change"

Marked = Mapping[tuple[str, str], Mapping[int, Tally]]
"""A wave's flagged responses, by city and group and then by their flags."""

KEPT = 0
"""Stands beside the flags for those who have none."""


def rows(  # noqa: PLR0913 - of what, of whom, how much is told
    instrument: Instrument, wave: str, cells: Cells, marked: Marked, minimum: int, *, few: int
) -> Iterator[Row]:
    """Give each index of a city without the flagged responses, and by how much it changes.

    What indices.csv hides of fewer than `minimum` has no row, nor what would tell of fewer than
    `few` flagged people, or few others; 1: nothing has to be kept from the reader.
    """
    for city, whole in wholes(cells, minimum).items():
        groups = {group: one for (place, group), one in cells.items() if place == city}
        flagged = {group: marked.get((city, group), {}) for group in groups}
        kept = reduce(Tally.__sub__, (t for one in flagged.values() for t in one.values()), whole)
        veiled = masked(instrument, groups, minimum)
        for index in instrument.indices:
            tally, rest = whole.index(index.id), kept.index(index.id)
            told = parts(index, groups, veiled, minimum)
            people = {
                (group, str(flag)): many
                for group, one in groups.items()
                for flag, many in _people(index.id, one, flagged[group]).items()
            }
            if not (shown(tally, minimum) and shown(rest, minimum)) or gives_away(
                people, told, few
            ):
                continue
            was, now = precise.score(tally), precise.score(rest)
            if was.value is not None and now.value is not None:
                row = Row(wave, city, index.id, UNFLAGGED, precise.METHOD, n=rest.n)
                yield replace(row, estimate=now.value, low=now.low, high=now.high)
                change = replace(row, statistic=CHANGE, n=tally.n, n_second=rest.n)
                yield replace(change, estimate=now.value - was.value)


def gives_away(people: Mapping[tuple[str, str], int], told: Collection[str], few: int) -> bool:
    """Say whether a city's figure without the flagged would tell of fewer than `few` people.

    `people` counts by group and flags, `told` are the groups whose figures are told beside it.
    Shared rows hold every answer, so a reader knows who straight-lines: taking these out of the
    figures leaves those who were fast and nothing else, and the rest of each group.
    """
    groups = {group for group, _ in people}
    kept = {atom: 1 for atom in people if atom[1] == str(KEPT)}
    halves: dict[tuple[str, str], int] = {}
    for (group, flag), many in people.items():
        half = (group, "kept" if flag == str(KEPT) else "flagged")
        halves[half] = halves.get(half, 0) + many
    figures = [
        dict.fromkeys(halves, 1),
        *({atom: 1 for atom in halves if atom[0] == group} for group in told),
        {atom: 1 for atom in halves if atom[1] == "kept"},
    ]
    if leak(figures, halves, few):
        return True
    hasty = {atom: many for atom, many in people.items() if atom[1] in {str(KEPT), str(FAST)}}
    if not any(many for atom, many in hasty.items() if atom not in kept):
        return False
    known = [{atom: 1 for atom in hasty if atom[0] == group} for group in sorted(groups)]
    return leak([*known, kept], hasty, few) is not None


def counts(whole: Tally, marked: Collection[Mapping[int, Tally]], few: int) -> dict[int, int]:
    """Return how many of a city's complete responses carry each flag; empty: few would be told.

    Each set of flags, and having none, must be that of nobody or of at least `few`: one knows who
    straight-lines where all answers are shared, and could tell who of these was fast.
    """
    sets = {flags: sum(one[flags].responses for one in marked if flags in one) for flags in FLAGS}
    if any(0 < many < few for many in (*sets.values(), whole.complete - sum(sets.values()))):
        return {}
    return {
        flag: sum(many for flags, many in sets.items() if flags & flag) for flag in (STRAIGHT, FAST)
    }


def _people(index: str, whole: Tally, flagged: Mapping[int, Tally]) -> dict[int, int]:
    """Return how many people with a rating in an index have which flags."""
    found = {flags: tally.index(index).n for flags, tally in flagged.items()}
    return {KEPT: whole.index(index).n - sum(found.values()), **found}
