"""Who answered, against who is wanted; nothing that gives few people away. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.digests.fieldwork import collected, groups, missing, moved
from bot.digests.message import DETAIL, plain
from bot.reporting.cells import HIDDEN
from bot.reporting.document import Block, Points, Table, Words
from bot.texts import Say
from scoring.findings import Findings
from scoring.suppress import ALL, Cell, hidden


def fieldwork(found: Findings, before: Findings | None, say: Say) -> Iterator[Block]:
    """Write the sample, by group, and by city, and what moved since the last digest."""
    cities, wanted = found.figures, found.wanted
    yield from map(Words, collected(found, say))
    counts = {(city.city, group): city.groups.get(group, 0) for city in cities for group in wanted}
    yield _table(found, counts, say)
    answered = {group: sum(counts[city.city, group] for city in cities) for group in wanted}
    lacking = missing(answered, {group: aim * len(cities) for group, aim in wanted.items()})
    if lacking and not found.final:
        yield Words(say("digest-missing", groups=groups(lacking, say)))
    if before:
        lines = plain(moved(found, before, say, names=len(cities) <= DETAIL)).splitlines()
        yield Words(lines[0])
        yield Points(tuple(lines[1:]))


def _table(found: Findings, counts: dict[Cell, int], say: Say) -> Table:
    """Lay groups out by city; where there are many cities, by all of them and as wanted only."""
    few = len(found.figures) <= DETAIL
    cells = counts if few else _together(counts)
    masked = hidden(cells, found.minimum, across=True)
    places = [city.city for city in found.figures] if few else []

    def told(city: str, group: str) -> str:
        sizes = [n for at, n in cells.items() if city in {at[0], ALL} and group in {at[1], ALL}]
        return HIDDEN if (city, group) in masked else str(sum(sizes))

    def row(name: str, group: str, aim: int) -> tuple[str, ...]:
        end = (str(aim),) if aim else (HIDDEN,)
        return (name, *(told(city, group) for city in (*places, ALL)), *end)

    rows = [
        row(say(f"group-{group}.short"), group, aim * len(found.figures))
        for group, aim in found.wanted.items()
    ]
    whole = sum(found.wanted.values()) * len(found.figures)
    return Table(
        say("tables-people"),
        (
            say("report-group"),
            *(say(f"city-{city}") for city in places),
            say("tables-all"),
            say("report-wanted"),
        ),
        (*rows, row(say("tables-all"), ALL, whole)),
    )


def _together(counts: dict[Cell, int]) -> dict[Cell, int]:
    """All cities as one."""
    found: dict[Cell, int] = {}
    for (_, group), count in counts.items():
        found["", group] = found.get(("", group), 0) + count
    return found
