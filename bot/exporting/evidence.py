"""notes.csv: what documents show, beside the ratings and in no figure."""

from __future__ import annotations

import csv
from pathlib import Path

from sqlalchemy import Connection

from bot.exporting.order import INTERNAL, Order
from bot.exporting.rows import guard
from scoring.codebook import NOTES
from storage import notes


def write(connection: Connection, path: Path, order: Order) -> int:
    """Write the notes of the order's cities; return how many.

    A file is named by its SHA-256, never by Telegram's id. Who noted it is told in the tier
    `internal` alone.
    """
    found = notes.every(connection, order.city)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)  # RFC 4180 is its default
        table.writerow(NOTES)
        for one in found:
            noted_on = one.noted_at.astimezone(order.office.settings.zone).date()
            table.writerow(
                [
                    one.id,
                    guard(one.city),
                    guard(one.subject),
                    one.dated,
                    *(guard(text) for text in (one.title, one.shows, one.link, one.file_name)),
                    one.sha256,
                    guard(one.noted_by) if order.tier == INTERNAL else "",
                    noted_on,
                ]
            )
    return len(found)
