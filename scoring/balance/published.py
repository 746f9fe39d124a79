"""What is published of a block, again and again: methodology §3.1, as `batches` does for the core.

A city's figures of a block change only where every element and problem that is shown has ratings
of at least the minimum of new people, or when the wave closes; a group's expectations only where
`suppress.told` says so. Then no two digests give a single person's answer away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from scoring import suppress
from scoring.analysis import GAPS, SEVERITY
from scoring.balance.gap import Gap, gaps
from scoring.balance.results import Expectations, of_city
from scoring.balance.severity import Severity, severity
from scoring.balance.stakeholders import Stakeholders, balances
from scoring.gates import Audience, index_shown
from scoring.groups import GROUPS
from scoring.instrument import RATINGS, Instrument
from scoring.tally import Layout, Tally

Behind = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class BlockFigures:
    """A block in a city: `n` people rated something of it; `basis` of them are in the figures.

    `behind` counts by group the people of each element, of each problem, and of all problems
    together, as they were published last.
    """

    instrument: str
    city: str
    n: int
    basis: int = 0
    expectations: Expectations | None = None
    problems: Severity | None = None
    behind: Behind = field(default_factory=dict)


def block_figures(  # noqa: PLR0913 - what a digest is about, by name
    instrument: Instrument,
    cells: Mapping[tuple[str, str], Tally],
    before: Sequence[BlockFigures],
    minimum: int,
    *,
    final: bool,
    closes: bool,
    order: Sequence[str] = (),
) -> tuple[BlockFigures, ...]:
    """Return what may be published of a block after `before`, those cities in `order` first.

    `final` says that the wave is closed, `closes` that this is the first digest since.
    """
    past = {one.city: one for one in before if one.instrument == instrument.name}
    known = [city for city in order if any(place == city for place, _ in cells)]
    cities = dict.fromkeys([*known, *sorted({city for city, _ in cells} | past.keys())])
    nobody = Layout(instrument).zero()
    found = []
    for city in cities:
        groups = {group: cells.get((city, group), nobody) for group in GROUPS}
        made = _city(city, groups, past.get(city), minimum, closes=closes)
        if made.problems:
            made = replace(made, problems=made.problems.told(final=final))
        found.append(made)
    return tuple(found)


def _city(
    city: str,
    groups: Mapping[str, Tally],
    before: BlockFigures | None,
    minimum: int,
    *,
    closes: bool,
) -> BlockFigures:
    whole = reduce(Tally.__add__, groups.values())
    now = BlockFigures(whole.layout.instrument.name, city, whole.answered)
    last = before.behind if before else {}
    if not index_shown(whole.answered, Audience.COORDINATOR, minimum):
        return replace(now, behind=last)
    behind = {group: tuple(_people(tally)) for group, tally in groups.items()}
    if before and last and not closes and _grown(whole, behind, last, minimum) < minimum:
        return replace(before, n=whole.answered)
    return replace(
        now,
        basis=whole.answered,
        expectations=_expectations(whole, groups, behind, before, minimum),
        problems=_problems(whole, behind, None if closes else before, minimum),
        behind=behind,
    )


def _people(tally: Tally) -> Iterator[int]:
    """Count the people of each element, of each problem, and of all problems together."""
    instrument = tally.layout.instrument
    for _, pair in _of(instrument, GAPS):
        yield sum(map(sum, tally.joint(*pair)))
    for _, (item,) in _of(instrument, SEVERITY):
        yield sum(tally.item(item)[code] for code in RATINGS)
    if instrument.analysis(SEVERITY):
        yield tally.ranks().n


def _of(instrument: Instrument, kind: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = instrument.analysis(kind)
    return found.of if found else ()


def _grown(whole: Tally, behind: Behind, last: Behind, minimum: int) -> int:
    """Return by how many people what grew least grew, of what is shown now."""
    shown = [
        place
        for place, n in enumerate(_people(whole))
        if n >= max(minimum, 2) and 2 * n >= whole.answered
    ]
    if _of(whole.layout.instrument, SEVERITY):
        shown = [place for place in shown if place < len(behind[GROUPS[0]]) - 1]
    return min((_more(behind, last, place) for place in shown), default=0)


def _more(behind: Behind, last: Behind, place: int) -> int:
    return sum(c[place] for c in behind.values()) - sum(c[place] for c in last.values())


def _expectations(
    whole: Tally,
    groups: Mapping[str, Tally],
    behind: Behind,
    before: BlockFigures | None,
    minimum: int,
) -> Expectations | None:
    elements = [element for element, _ in _of(whole.layout.instrument, GAPS)]
    if not elements:
        return None
    last = before.behind if before else {}
    held = before.expectations.stakeholders.gaps if before and before.expectations else {}
    large = {group: tally for group, tally in groups.items() if tally.answered >= minimum}
    fresh = {
        group: {one.element: one for one in gaps(tally, minimum, None)}
        for group, tally in large.items()
    }
    shown: dict[str, list[Gap]] = {group: [] for group in groups}
    for place, element in enumerate(elements):
        growth = {
            group: behind[group][place] - (last[group][place] if group in last else 0)
            for group in groups
            if behind[group][place] or (group in last and last[group][place])
        }
        free = suppress.told(growth, minimum)
        for group, found in shown.items():
            kept = next((one for one in held.get(group, ()) if one.element == element), None)
            one = fresh[group][element] if group in free else kept
            if one is not None and one.n >= minimum:
                found.append(one)
    told = {group: tuple(found) for group, found in shown.items()}
    return of_city(whole, Stakeholders(told, balances(elements, told), ()), minimum)


def _problems(
    whole: Tally, behind: Behind, before: BlockFigures | None, minimum: int
) -> Severity | None:
    if not _of(whole.layout.instrument, SEVERITY):
        return None
    found = severity(whole, minimum)
    last = before.problems if before else None
    if before and last and last.friedman and _more(behind, before.behind, -1) < minimum:
        # Whoever rated all of them grew by few, though each problem's ratings by many.
        return replace(found, friedman=last.friedman)
    return found
