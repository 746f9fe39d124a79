"""statistics.csv: reliability, agreement, and what was compared with what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bot.digests import twofold
from bot.exporting.counts import Cell
from bot.exporting.order import SHARED, Order
from bot.exporting.rows import guard
from bot.exporting.tables import Tallies, cells
from bot.exporting.tongues import Tongues
from scoring import contrasts, sensitivity
from scoring import statistics as method
from scoring.balance import rows as balance
from scoring.gates import Audience
from scoring.instrument import Instrument
from scoring.statistics import Row
from scoring.tally import Tally
from storage.people import WaveRow

if TYPE_CHECKING:
    import pandas as pd


def table(
    connection: Connection,
    order: Order,
    counted: tuple[Tallies, Tallies, Tallies],
    tongues: Mapping[str, Tongues],
    others: Sequence[Row],
) -> pd.DataFrame:
    """Return statistics.csv of the waves that are exported, from the tallies of these very rows.

    `counted` are the core's, those of its contrasts, and those of the further blocks;
    `others` are the indices without flagged responses.
    Two waves are compared where they asked the same. Who rated twice is read from the record, for
    cities that are in the tallies alone: a city is in them whole or not at all.
    """
    import pandas as pd

    found: list[Row] = []
    before: dict[str, WaveRow] = {}
    for wave in order.waves:
        instrument = order.office.instruments[wave.instrument]
        if instrument.rated:
            earlier = before.get(wave.instrument)
            found += _wave(connection, order, instrument, (earlier, wave), counted[0])
            found += _balance(order, instrument, wave, counted)
            counts = tongues[wave.instrument].counts().get(wave.name, {})
            found += contrasts.tongues(wave.name, counts, order.office.settings.minimum_cell)
            before[wave.instrument] = wave
    found += others
    frame = pd.DataFrame(map(attrgetter(*method.header()), found), columns=method.header())
    frame["n_second"] = frame["n_second"].astype("Int64")
    frame["clear"] = ["" if row.clear is None else str(row.clear).lower() for row in found]
    for name in ("wave", "city", "first", "second"):
        frame[name] = [guard(text) for text in frame[name]]
    return frame


def without(
    order: Order, tallies: Tallies, marked: Mapping[Cell, Mapping[int, Tally]]
) -> list[Row]:
    """Return the indices of each wave and city without those who are flagged, with the change."""
    minimum = order.office.settings.minimum_cell
    found: list[Row] = []
    for wave in order.waves:
        instrument = order.office.instruments[wave.instrument]
        if instrument.rated:
            own = cells(tallies, wave.name)
            apart = {cell[2:]: one for cell, one in marked.items() if cell[1] == wave.name}
            found += sensitivity.rows(instrument, wave.name, own, apart, minimum, few=order.few)
    return found


def _balance(
    order: Order,
    core: Instrument,
    wave: WaveRow,
    counted: tuple[Tallies, Tallies, Tallies],
) -> Iterator[Row]:
    """Give the rows of the contrasts of a wave's core, and of its further blocks."""
    _, sides, asked = counted
    minimum, audience = order.office.settings.minimum_cell, _audience(order)
    yield from balance.contrasts(core, wave.name, cells(sides, wave.name), minimum)
    for name in sorted({cell[0] for cell in asked}):
        own = {cell: tally for cell, tally in asked.items() if cell[0] == name}
        block = order.office.instruments[name]
        yield from balance.block(block, wave.name, cells(own, wave.name), minimum, audience)


def _audience(order: Order) -> Audience:
    return Audience.PUBLIC if order.tier == SHARED else Audience.RESEARCHER


def _wave(
    connection: Connection,
    order: Order,
    instrument: Instrument,
    both: tuple[WaveRow | None, WaveRow],
    tallies: Tallies,
) -> Iterator[Row]:
    earlier, wave = both
    minimum = order.office.settings.minimum_cell
    audience = _audience(order)
    now = cells(tallies, wave.name)
    raters = twofold.raters(connection, wave.id, instrument)
    yield from method.within(instrument, wave.name, now, minimum, audience, shares=order.shares)
    # Every index asks, mostly for the same cities: the record is read once.
    everywhere = cache(partial(twofold.everywhere, connection, wave.id, instrument))
    yield from contrasts.cities(instrument, wave.name, now, raters, minimum, everywhere)
    if earlier:
        again = twofold.returning(connection, earlier.id, wave.id, instrument)
        then = cells(tallies, earlier.name)
        yield from contrasts.waves(
            instrument, (earlier.name, then), (wave.name, now), again, minimum
        )
