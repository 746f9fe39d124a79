"""What people are told of their city: the figures that were published, and never fresher ones.

Two figures a person apart give that person's answer away (methodology §3.1). So nothing is
computed here from today's answers but the person's own: the city and its groups stand as the last
digest froze them.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.facts import CityResult, GroupResult, IndexResult, ItemResult
from scoring.figures import CityFigures, IndexFigures
from scoring.findings import Findings
from scoring.groups import GROUPS
from scoring.instrument import NOT_REACHED, RATINGS, Index, Instrument
from storage.people import Sheet

PUBLIC = 2  # a public city figure needs so many times the minimum cell


def result(instrument: Instrument, found: Findings, city: str, sheet: Sheet | None) -> CityResult:
    """A city as `found` has it, for the person of `sheet`."""
    needed = PUBLIC * found.minimum
    figures = _public(found.figures, city, needed)
    if figures is None:
        people = next((one.n for one in found.figures if one.city == city), 0)
        return CityResult(city, people, needed, wave=found.wave, made=found.made)
    last = found.history[-1] if found.history else None
    before = _public(last.figures, city, needed) if last else None
    told = {index.id: index for index in before.indices} if before else {}
    indices = tuple(_indices(instrument, figures, told, sheet))
    return CityResult(
        city,
        figures.basis,
        needed,
        indices,
        wave=found.wave,
        made=found.made,
        before=last.wave if last and any(one.before is not None for one in indices) else None,
        group=sheet.group if sheet else None,
        items=tuple(_items(instrument, figures, sheet)) if sheet else (),
    )


def _public(cities: tuple[CityFigures, ...], city: str, needed: int) -> CityFigures | None:
    found = next((one for one in cities if one.city == city), None)
    return found if found and found.basis >= needed else None


def _indices(
    instrument: Instrument,
    figures: CityFigures,
    before: dict[str, IndexFigures],
    sheet: Sheet | None,
) -> Iterator[IndexResult]:
    for column, one in enumerate(figures.indices):
        if one.total is None or one.percent is None or one.index is None:
            continue
        earlier = before.get(one.id)
        yield IndexResult(
            one.id,
            one.total,
            one.maximum,
            one.percent,
            one.index,
            one.low,
            one.high,
            tuple(_groups(figures, column)),
            earlier.index if earlier else None,
            own(instrument, _index(instrument, one.id), sheet.answers) if sheet else None,
        )


def _groups(figures: CityFigures, column: int) -> Iterator[GroupResult]:
    for group in GROUPS:
        if view := figures.views.get(group):
            yield GroupResult(group, view[column].n, view[column].index)


def _index(instrument: Instrument, name: str) -> Index:
    return next(index for index in instrument.indices if index.id == name)


def own(instrument: Instrument, index: Index, answers: str) -> float | None:
    """One person's index, 0-100, of at least half of its items rated (methodology §2.3)."""
    codes = [answers[instrument.position(item.id)] for item in index.items]
    rated = [int(code) for code in codes if code in RATINGS]
    if 2 * len(rated) < len(codes):
        return None
    return 100 * (sum(rated) / len(rated) - 1) / 4


def _items(instrument: Instrument, figures: CityFigures, sheet: Sheet) -> Iterator[ItemResult]:
    means = {item.id: item.mean for item in figures.items}
    for item in instrument.items:
        code = sheet.answers[instrument.position(item.id)]
        if code != NOT_REACHED:
            yield ItemResult(item.id, code, means.get(item.id))
