"""The running tallies as the tables of an export: of the same moment as its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection

from bot.exporting.counts import Cell
from bot.exporting.order import Order
from scoring.anonymity import Cell as Place
from scoring.tally import Layout, Tally, layouts
from storage import tallies


class TallyError(ValueError):
    """The running tallies are not those of the responses; the message says what to do."""

    def __init__(self) -> None:
        super().__init__(
            "the running tallies are not those of the responses: "
            "`saualnama tally rebuild` counts them anew"
        )


def standing(connection: Connection, order: Order) -> dict[tallies.Cell, bytes]:
    """Return the running tallies of this moment, held against a full recount.

    Raises:
        TallyError: they are not those of the responses.
    """
    waves = {one.id for one in order.waves}
    try:
        audit = order.office.verify(connection)
        found = order.office.standing(connection)
    except ValueError:  # a tally that is not even one
        raise TallyError from None
    if any(cell[0] in waves for cell in audit.different):
        raise TallyError
    return found


def tallied(
    order: Order,
    held: Mapping[tallies.Cell, bytes],
    responses: Mapping[Cell, int],
    cells: Mapping[Place, Place | None],
    part: str,
) -> dict[Cell, Tally]:
    """Return the tallies of what is asked for, by what each wave, city and group becomes.

    `held` are those of the record, `responses` says how many each cell must have, `part` is that
    of a layout.

    Raises:
        TallyError: they have others.
    """
    try:
        found = dict(sorted(_asked(order, held, part)))
    except ValueError:  # of an instrument that says something else since
        raise TallyError from None
    rated = {cell: many for cell, many in responses.items() if _layout(order, cell[0], part)}
    if {cell: tally.responses for cell, tally in found.items()} != rated:
        raise TallyError
    return become(found.items(), cells)


def become(
    counted: Iterable[tuple[Cell, Tally]], cells: Mapping[Place, Place | None]
) -> dict[Cell, Tally]:
    """Return tallies by what each wave, city and group becomes; None: it is left out."""
    found: dict[Cell, Tally] = {}
    for (instrument, wave, city, group), tally in counted:
        old = (wave, city, group)
        new = cells.get(old, old)
        if new is not None:
            known = found.get((instrument, *new))
            found[instrument, *new] = known + tally if known else tally
    return dict(sorted(found.items()))


def _asked(
    order: Order, held: Mapping[tallies.Cell, bytes], part: str
) -> Iterator[tuple[Cell, Tally]]:
    """Give what anybody is counted in."""
    waves = {one.id: (one, _layout(order, one.instrument, part)) for one in order.waves}
    for (number, city, group, vector), counts in held.items():
        wave, layout = waves.get(number, (None, None))
        if wave and layout and layout.key == vector and order.city in {None, city}:
            tally = layout.from_bytes(counts)
            if tally.responses:
                yield (wave.instrument, wave.name, city, group), tally


def _layout(order: Order, instrument: str, part: str) -> Layout | None:
    """Return a vector's layout, if there is anything in it."""
    made = layouts(order.office.instruments[instrument])
    return next((one for one in made if one.part == part), None)
