"""What people are told of their city: the figures that were published, and never fresher ones.

Two figures a person apart give that person's answer away (methodology §3.1). So nothing is
computed here from today's answers but the person's own: the city and its groups stand as the last
digest froze them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.facts import (
    CityResult,
    ElementResult,
    ExpectResult,
    GroupResult,
    IndexResult,
    ItemResult,
    ProblemResult,
)
from scoring.analysis import GAPS, SEVERITY
from scoring.balance.published import BlockFigures
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
        expects=any(one.city == city and one.basis >= needed for one in found.blocks),
    )


def expected(
    instruments: Mapping[str, Instrument], found: Findings, city: str, own: Mapping[str, str]
) -> ExpectResult:
    """What a city expects, and the problems it sees; `own` are a person's answers by block."""
    needed = PUBLIC * found.minimum
    public = [one for one in found.blocks if one.city == city and one.basis >= needed]
    blocks = [one for one in public if one.instrument in instruments]
    return ExpectResult(
        city,
        max((one.basis for one in blocks), default=0),
        needed,
        tuple(element for one in blocks for element in _elements(one, instruments, own)),
        tuple(problem for one in blocks for problem in _problems(one, instruments, own)),
        wave=found.wave,
        made=found.made,
    )


def _elements(
    block: BlockFigures, instruments: Mapping[str, Instrument], own: Mapping[str, str]
) -> Iterator[ElementResult]:
    for one in block.expectations.gaps if block.expectations else ():
        means = one.importance.mean, one.performance.mean
        if one.difference is None or means[0] is None or means[1] is None:
            continue
        mine = _own(instruments[block.instrument], GAPS, one.element, own)
        yield ElementResult(one.element, means[0], means[1], one.difference.points, mine)


def _problems(
    block: BlockFigures, instruments: Mapping[str, Instrument], own: Mapping[str, str]
) -> Iterator[ProblemResult]:
    for one in block.problems.problems if block.problems else ():
        if one.score.mean is not None:
            mine = _own(instruments[block.instrument], SEVERITY, one.id, own)
            yield ProblemResult(one.id, one.score.mean, "".join(mine))


def _own(instrument: Instrument, kind: str, name: str, own: Mapping[str, str]) -> tuple[str, ...]:
    """A person's codes of what is called so; none where they did not get so far."""
    answers, analysis = own.get(instrument.name), instrument.analysis(kind)
    if answers is None or analysis is None:
        return ()
    codes = tuple(answers[instrument.position(item)] for item in dict(analysis.of)[name])
    return () if NOT_REACHED in codes else codes


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
    """Every group: whether a group that is not shown has answered is not shown either."""
    for group in GROUPS:
        view = figures.views.get(group)
        value = view[column].index if view else None
        yield GroupResult(group, view[column].n if view and value is not None else 0, value)


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
