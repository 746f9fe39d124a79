"""What the command line tells of the numbers: the indices, where they come from, what is behind."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from bot.console.desk import wave_of
from bot.digests import balance
from bot.digests.verification import record
from bot.exporting.tongues import Tongues
from bot.office import Office
from scoring import explain, findings, languages
from scoring.analysis import CONTRAST, GAPS
from scoring.balance import rows
from scoring.figures import city_figures
from scoring.findings import spelled
from scoring.gates import Audience
from scoring.instrument import Instrument
from scoring.places import CONTRASTS
from scoring.tally import Layout
from storage import digests, tallies
from storage.frames import stream_responses


class ExplainError(ValueError):
    """A number cannot be explained; the message says why."""


class VerifyError(ValueError):
    """A digest cannot be verified; the message says why."""


def scores(desk: Office, wave: str | None, city: str | None) -> list[dict[str, Any]]:
    """A row for each city and index, as the tallies have them."""
    found = wave_of(desk, wave)
    with desk.archive.read() as connection:
        cells = desk.cells(connection, found.id, city)
    figures = city_figures(desk.instrument, cells, desk.settings.minimum_cell, desk.settings.cities)
    return [
        {"wave": found.name, "city": one.city, "people": one.n, **asdict(index)}
        for one in figures
        for index in one.indices
    ]


def explained(desk: Office, wave: str | None, city: str, name: str) -> list[str]:
    """How a number of a city came about, a step a line.

    `name` is an item or an index, an element or a problem of a block, or a contrast.

    Raises:
        ExplainError: too few people answered there, or there is no such name.
    """
    found = wave_of(desk, wave)
    with desk.archive.read() as connection:
        held = tallies.every(connection, found.id, city)
    minimum = desk.settings.minimum_cell
    known = dict(_named((desk.instrument, *desk.blocks(found))))
    if name not in known:
        raise ExplainError(f"{name}: choose from {', '.join(known)}")
    layout, explanation = known[name]
    whole = sum(balance.cells(held, layout).values(), start=layout.zero())
    if whole.answered < minimum:
        raise ExplainError(f"{city}: fewer than {minimum} people answered, so nothing is told")
    head = [("wave", found.name), ("city", city), ("id", name)]
    return [f"{step}: {told}" for step, told in [*head, *explanation(whole, minimum=minimum)]]


Explanation = Callable[..., Iterator[explain.Step]]


def _named(asked: Sequence[Instrument]) -> Iterator[tuple[str, tuple[Layout, Explanation]]]:
    """Give all that can be explained, with the vector it is in, and how."""
    for one in asked:
        main, sides = Layout(one), Layout(one, CONTRASTS)
        for index in one.indices:
            yield index.id, (main, partial(explain.index, name=index.id))
        for item in main.places.items:
            yield item, (main, partial(explain.item, name=item))
        for analysis in one.analyses:
            if analysis.kind == CONTRAST:
                yield analysis.id, (sides, partial(explain.contrast, one=analysis))
            for name, items in analysis.of if analysis.kind != CONTRAST else ():
                how = (
                    partial(explain.gap, element=name)
                    if analysis.kind == GAPS
                    else partial(explain.item, name=items[0])
                )
                yield name, (main, how)


def balances(desk: Office, wave: str | None, city: str | None) -> list[dict[str, Any]]:
    """A row for each figure of the further blocks and of the contrasts, as the tallies have it."""
    found = wave_of(desk, wave)
    with desk.archive.read() as connection:
        held = tallies.every(connection, found.id, city)
    minimum, core = desk.settings.minimum_cell, desk.instrument
    told = [
        *rows.contrasts(core, found.name, balance.cells(held, Layout(core, CONTRASTS)), minimum)
    ]
    for one in desk.blocks(found):
        cells = balance.cells(held, Layout(one))
        told += rows.block(one, found.name, cells, minimum, Audience.COORDINATOR)
    left_out = {"method", "p", "n_second"}
    return [
        {name: value for name, value in asdict(row).items() if name not in left_out} for row in told
    ]


def language_effects(desk: Office, wave: str | None, city: str | None) -> list[dict[str, Any]]:
    """A row for each item and two languages that enough people rated it in."""
    found = wave_of(desk, wave)
    tongues = Tongues(desk.layout)
    with desk.archive.read() as connection:
        for part in stream_responses(connection, found.name, city):
            tongues.add(found.name, part.answers, part.spoken)
    counts = tongues.counts().get(found.name, {})
    return [
        {
            "wave": found.name,
            "city": city or "all",
            "item": one.item,
            "first": one.first,
            "second": one.second,
            "n first": one.difference.n[0],
            "n second": one.difference.n[1],
            "difference": one.difference.points,
            "low": one.difference.low,
            "high": one.difference.high,
            "p holm": one.p_holm,
        }
        for one in languages.effects(counts, languages.LANGUAGES, desk.settings.minimum_cell)
    ]


def written(rows: Sequence[Mapping[str, Any]], form: str) -> str:
    """Rows as a table for people, or as JSON or CSV for programs."""
    if form == "json":
        return json.dumps(list(rows), ensure_ascii=False, indent=2) + "\n"
    if not rows:
        return "there are not enough answers yet\n"
    if form == "csv":
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue()
    return table(rows)


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows in columns as wide as they need to be."""
    cells = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    lines = ("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) for line in cells)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def behind(desk: Office, code: str) -> list[str]:
    """What stands behind a digest, a line each.

    Raises:
        VerifyError: there is no such digest.
    """
    with desk.archive.read() as connection:
        edition = digests.find(connection, spelled(code))
    if edition is None:
        raise VerifyError(f"there is no digest {code}: its code stands at the end of each post")
    kept = findings.code(edition.content)
    if kept != edition.code:
        raise VerifyError(f"the record of digest {code} was changed: it has the code {kept} now")
    found = record(edition.code, findings.from_json(edition.content), desk.instruments)
    lines = [f"{key}: {found[key]}" for key in found if key != "cities"]
    cities = [f"{c['city']}: n {c['n']}, sha256 {c['sha256']}" for c in found["cities"]]
    return [*lines, *cities]
