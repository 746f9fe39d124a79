"""The figures of a report: indices, items and the groups' views, a table each. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.digests.city import remarks
from bot.digests.message import DETAIL
from bot.reporting.cells import HIDDEN, value
from bot.reporting.document import Block, Table, Words
from bot.texts import Say
from scoring.figures import CityFigures, IndexFigures, ItemFigures
from scoring.findings import Findings


def indices(found: Findings, say: Say) -> Iterator[Block]:
    """Write each index, a city a row: people, the paper's total and percent, 0-100, interval."""
    names = ("people", "total", "percent", "index", "interval")
    for number, index in enumerate(_indices(found)):
        yield Table(
            say(f"index-{index}.report"),
            (say("report-city"), *(say(f"report-{name}") for name in names)),
            tuple(_row(city, number, say) for city in found.figures),
        )
    yield Words(say("report-floor"), small=True)
    remarked: dict[str, list[str]] = {}
    for city in found.figures:
        for one in remarks(city, say):
            remarked.setdefault(one, []).append(say(f"city-{city.city}"))
    for one, whose in remarked.items():
        yield Words(f"{', '.join(whose)}: {one}", small=True)


def _indices(found: Findings) -> list[str]:
    shown = next((city for city in found.figures if city.shown), None)
    return [index.id for index in shown.indices] if shown else []


def _row(city: CityFigures, number: int, say: Say) -> tuple[str, ...]:
    name = say(f"city-{city.city}")
    index = city.indices[number] if city.shown else None
    if index is None or index.percent is None:
        return (name, *[HIDDEN] * 5)
    return (
        name,
        str(index.n),
        f"{index.total} / {index.maximum}",
        say("digest-percent", percent=index.percent),
        value(index.index, say),
        _interval(index, say),
    )


def items(found: Findings, say: Say) -> Iterator[Block]:
    """Write each index's items as the paper's tables do; of many cities a picture tells enough."""
    cities = [city for city in found.figures if city.shown]
    if len(found.figures) > DETAIL:
        return
    for index in _indices(found):
        chosen = [[one for one in city.items if one.index == index] for city in cities]
        yield Table(
            say(f"index-{index}.report"),
            (say("tables-item"), *(say(f"city-{city.city}") for city in cities)),
            tuple(
                (say(f"{row[0].id}.short"), *(_item(one, say) for one in row))
                for row in zip(*chosen, strict=True)
            ),
        )
    yield Words(say("report-items"), small=True)


def _item(item: ItemFigures, say: Say) -> str:
    return HIDDEN if item.mean is None else f"{item.score} ({value(item.mean, say)})"


def views(found: Findings, say: Say) -> Iterator[Block]:
    """Write how each group rates its city, 0-100, an index a table; many cities are its rows."""
    cities = [city for city in found.figures if city.shown]
    names = [say(f"city-{city.city}") for city in cities]
    groups = [say(f"group-{group}.short") for group in found.wanted]
    few = len(found.figures) <= DETAIL
    for number, index in enumerate(_indices(found)):
        told = [[city.views.get(group, ()) for city in cities] for group in found.wanted]
        cells = [[value(o[number].index, say) if o else HIDDEN for o in row] for row in told]
        yield Table(
            say("report-views", index=say(f"index-{index}.report")),
            (say("report-group"), *names) if few else (say("report-city"), *groups),
            _rows(groups, cells) if few else _rows(names, zip(*cells, strict=True)),
        )


def _rows(names: Sequence[str], cells: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple((name, *row) for name, row in zip(names, cells, strict=True))


def _interval(index: IndexFigures, say: Say) -> str:
    if index.low is None:
        return HIDDEN
    return f"{value(index.low, say)}–{value(index.high, say)}"
