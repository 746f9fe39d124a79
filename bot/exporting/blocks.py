"""Answers to further blocks: a wide file an instrument, and open answers where all is told.

A row stands under the `response_id` of the core response beside it, whose details were withheld
where they told too much. Nor may a row tell them by being there: where a block is for some groups
only, and one of them is withheld together with another, it has no row. What the core leaves out is
left out here. Words and voices are in no file that is shared, nor who may be quoted: where one
person of a group said yes, that would put a name of a row under a quotation. What others may know
of a person is told there only where enough people share it (`scoring.known`).
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from bot.exporting.counts import Cell
from bot.exporting.order import SHARED, Order
from bot.exporting.rows import Pseudonyms, guard
from bot.exporting.tallied import become
from scoring.anonymity import Cell as Place
from scoring.anonymity import Coarsening, Traits
from scoring.codebook_blocks import block, open_answers
from scoring.instrument import Instrument
from scoring.interviews.coded import QUOTABLE
from scoring.items import NUMBER
from scoring.known import veiled
from scoring.partition import WITHHELD
from scoring.tally import Layout, Tally
from scoring.variables import Variable
from storage import blocks
from storage.blocks import BlockRow

OPEN = "open_answers.csv"
VOICE = "voice-"


class _Row(NamedTuple):
    """A response to a block; `alike` is what its core response says, and its class by that.

    None: others of the person stand beside it under one id, and whoever knows all of these finds
    fewer people.
    """

    response: str
    key: int
    instrument: str
    complete: bool
    answers: str
    place: Place
    alike: Traits | None


@dataclass(slots=True)
class Written:
    """What was written: rows a file, the files' columns, and the files beside them.

    `wide` are the files with a column a question, without their ending; `texts` says of each open
    answer which response, item and ordinal it stands under. `given` holds the closed ones by
    block, wave, city and group. `veiled` counts responses that have no row because it would tell
    a group that is withheld, `coarsened` those of which a fact is not told as it was given.
    """

    counts: Counter[str] = field(default_factory=Counter)
    columns: tuple[Variable, ...] = ()
    wide: tuple[str, ...] = ()
    beside: list[str] = field(default_factory=list)
    veiled: int = 0
    coarsened: int = 0
    texts: dict[int, tuple[str, str, int]] = field(default_factory=dict)
    given: dict[Cell, list[tuple[str, bool]]] = field(default_factory=dict)

    def tallies(
        self, known: Mapping[str, Instrument], cells: Mapping[Place, Place | None]
    ) -> dict[Cell, Tally]:
        """Return the tallies of what was written, by what each wave, city and group becomes."""
        counted = []
        for cell, rows in self.given.items():
            layout = Layout(known[cell[0]])
            if layout.places.items:
                answers, complete = zip(*rows, strict=True)
                counted.append((cell, layout.tally(layout.count(answers, complete))))
        return become(counted, cells)

    def table(
        self, path: Path, columns: Sequence[Variable], rows: Sequence[Sequence[object]]
    ) -> None:
        """Write a file of its own, where it has rows."""
        if not rows:
            return
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([column.name for column in columns])
            writer.writerows(rows)
        self.counts[path.name] = len(rows)
        self.columns += tuple(columns)


def write(connection: Connection, folder: Path, order: Order, coarsening: Coarsening) -> Written:
    """Write the files of all further blocks that were answered."""
    done = Written()
    known = order.office.instruments
    # The order of the rows says nothing about who came first.
    rows = sorted(_rows(connection, order, coarsening, done), key=lambda row: row[:2])
    columns = _columns([known[name] for name in dict.fromkeys(r.instrument for r in rows)], order)
    done.columns = tuple(column for many in columns.values() for column in many)
    done.wide = tuple(columns)
    facts = _facts(rows, order, done)
    for row in rows:
        one = known[row.instrument]
        done.given.setdefault((one.name, *row.place), []).append((row.answers, row.complete))
        status = "complete" if row.complete else "partial"
        told: dict[str, object] = {"response_id": row.response, "status": status}
        told["instrument"] = one.name
        for item in one.items:
            told |= zip(item.columns, item.numbers(one.given(row.answers, item)), strict=True)
            if (one.name, item.id) in facts:
                told[item.id] = facts[one.name, item.id][row.response]
        names = [column.name for column in columns[one.id]]
        _append(folder / f"{one.id}.csv", names, [told.get(n, "") for n in names], done.counts)
        if order.tier != SHARED:
            _open(connection, folder, row.response, row.key, done)
    return done


def _facts(
    rows: Sequence[_Row], order: Order, done: Written
) -> dict[tuple[str, str], dict[str, int]]:
    """Return what is told of each fact that others may know, by instrument and item.

    All blocks together: whoever knows a person may know what several of them ask.
    """
    if order.tier != SHARED:
        return {}
    facts: dict[tuple[str, str], dict[str, int]] = {}
    means: set[tuple[str, str]] = set()
    classes: dict[str, Hashable] = {row.response: row.alike for row in rows if row.alike}
    for row in rows:
        one = order.office.instruments[row.instrument]
        for item in filter(lambda item: item.known, one.items):
            name = one.name, item.id
            given = item.numbers(one.given(row.answers, item))
            facts.setdefault(name, {})[row.response] = given[0]
            means |= {name} if item.kind == NUMBER else set()
    told = veiled(classes, facts, means, order.office.settings.minimum_cell)
    done.coarsened = len(
        {one for name, now in told.items() for one in now if now[one] != facts[name][one]}
    )
    return told


def _columns(answered: Sequence[Instrument], order: Order) -> dict[str, tuple[Variable, ...]]:
    """The columns of each block's file: of all its versions that were answered."""
    shared = order.tier == SHARED
    hidden = QUOTABLE[0] if shared else ""
    found: dict[str, list[Instrument]] = {}
    for one in sorted(answered, key=lambda one: (one.id, one.version)):
        found.setdefault(one.id, []).append(one)
    return {name: block(versions, hidden, shared=shared) for name, versions in found.items()}


def _rows(
    connection: Connection, order: Order, coarsening: Coarsening, done: Written
) -> Iterator[_Row]:
    ids, shared = Pseudonyms(order.key), order.tier == SHARED
    known, pools = order.office.instruments, coarsening.pools
    for row in blocks.stream(connection, order.wave, order.city):
        told = coarsening.told(_traits(row, order.zone, shared=shared))
        if told is None or row.instrument not in known:
            continue
        pool = pools.get(told[:3], {row.group})
        if len(pool) > 1 and not pool <= {*known[row.instrument].groups}:
            done.veiled += 1
            continue
        number = int(ids.of("response", [row.core])[0])
        place = (row.wave, row.city, row.group)
        alike = None if coarsening.linkable and row.others else told
        given = (row.id, row.instrument, row.complete, row.answers)
        yield _Row(f"{number:016x}", *given, place, alike)


def _traits(row: BlockRow, zone: tzinfo, *, shared: bool) -> Traits:
    """The core's traits, as the raw rows have them."""
    mixed = shared and set(row.languages) - {".", row.language[0]}
    language = WITHHELD if mixed else row.language
    days = ("" if at is None else at.astimezone(zone).date().isoformat() for at in row.times)
    return Traits(row.wave, row.city, row.group, language, *days)


def _append(path: Path, names: list[str], row: Sequence[object], counts: Counter[str]) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        if not counts[path.name]:
            writer.writerow(names)
        writer.writerow(row)
    counts[path.name] += 1


def _open(connection: Connection, folder: Path, response: str, key: int, done: Written) -> None:
    for one in blocks.open_answers(connection, key):
        done.texts[one.id] = (response, one.item, one.ordinal)
        name = ""
        if one.content is not None:
            name = f"{VOICE}{response}-{one.item}-{one.ordinal}.oga"
            (folder / name).write_bytes(one.content)
            done.beside.append(name)
        if not done.counts[OPEN]:
            done.columns += open_answers()
        names = [column.name for column in open_answers()]
        about = [one.kind, "" if one.seconds is None else one.seconds, name, guard(one.text or "")]
        row = [response, one.item, one.ordinal, one.language, *about]
        _append(folder / OPEN, names, row, done.counts)
