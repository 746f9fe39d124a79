"""responses.csv and answers.csv: from the record to the disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection

from bot.exporting import lines, protection, rows
from bot.exporting.counts import Counts
from bot.exporting.flagged import Flagged
from bot.exporting.order import SHARED, Order
from bot.exporting.published import published
from bot.exporting.spool import Spools
from bot.exporting.tongues import Tongues, listen
from scoring import codebook
from scoring.anonymity import TECHNICAL, Coarsening
from scoring.groups import GROUPS
from scoring.instrument import Instrument
from scoring.partition import WITHHELD
from scoring.variables import Variable
from storage.frames import blocks_of_responses


def write(  # noqa: PLR0913 - its choice is a keyword
    connection: Connection,
    folder: Path,
    order: Order,
    used: dict[str, Instrument],
    counting: Counts,
    *,
    long: bool = True,
    tongues: Mapping[str, Tongues] | None = None,
    flagged: Flagged | None = None,
) -> tuple[Counter[str], Coarsening]:
    """Write responses.csv and, if it is `long`, answers.csv.

    All rows are read first, to see which details would tell who it was. `tongues` hear of each
    row that is written, `flagged` of those that have a flag.
    """
    minimum, shared = order.office.settings.minimum_cell, order.tier == SHARED
    blocks = blocks_of_responses(connection, order.wave, order.city)
    ids = rows.Pseudonyms(order.key)
    asked = {wave.id: used[wave.instrument] for wave in order.waves}
    step, steps = order.progress or (lambda _: None), 0
    # The order of the rows says nothing about who came first.
    with Spools(folder, rows.row_of(used.values())) as spools:
        for many in rows.set_aside(blocks, spools, counting, ids, asked, shared=shared):
            steps += many
            step(steps)
        made = (
            protection.decide(counting, spools.whose, minimum, published(connection, order.waves))
            if shared
            else protection.everything(counting)
        )
        heads: dict[str, list[str]] = {}
        for one in columns(order, used, made.coarsening, ()):
            if long or one.file != lines.LONG:
                heads.setdefault(one.file, []).append(one.name)
        plan = lines.Plan(used, heads, counting.kinds, made)
        done: Counter[str] = Counter()
        ordered = spools.in_order()
        if tongues:
            ordered = listen(ordered, counting.kinds, made, tongues)
        if flagged:
            ordered = flagged.watch(ordered, made)
        for done in lines.write(ordered, folder, plan):
            step(steps + done["read"])
        done["respondents"] = spools.respondents(made.shown)
    return done, made.coarsening


def columns(
    order: Order, used: dict[str, Instrument], coarsening: Coarsening, cities: Sequence[str]
) -> tuple[Variable, ...]:
    """Return the columns of all files but those of further blocks."""
    shared = order.tier == SHARED
    return codebook.variables(
        list(used.values()),
        cities,
        (*GROUPS, TECHNICAL, WITHHELD) if shared else GROUPS,
        (*order.texts.languages, WITHHELD) if shared else order.texts.languages,
        months=coarsening.months,
        flagged=not shared,
        blocks=[one for one in order.office.instruments.values() if one.name not in used],
    )
