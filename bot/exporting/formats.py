"""Wide files in every format that was asked for: the core's and those of further blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.exporting import columnar, labelled, sheets
from bot.exporting.order import CORE, Order
from scoring.variables import Variable


def write(
    folder: Path, order: Order, blocks: Iterable[str], columns: Sequence[Variable]
) -> Iterator[str]:
    """Write what the CSV files in a folder hold in the other formats; give the files' names.

    `blocks` are the names of further blocks' files, without an ending.
    """
    say, names = order.texts.speaking(order.language), tuple(blocks)
    for form in order.formats:
        for name in (*CORE.get(form, ()), *names):
            source, target = folder / f"{name}.csv", folder / f"{name}.{form}"
            if form == "xlsx":
                sheets.write(source, target, columns, say, order.day)
            elif form == "sav":
                labelled.write_sav(source, target, columns, say)
                labelled.tell_the_day_only(target, order.day)
            elif form == "dta":
                labelled.write_dta(source, target, columns, say)
                labelled.tell_the_day_only(target, order.day)
            elif form == "parquet":
                columnar.write(source, target, columns, order.texts)
            yield target.name
