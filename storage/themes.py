"""The codebook of themes, version after version: one that was used never changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from storage.models import Theme

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme as it is kept, with label and definition by language."""

    code: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]


def newest(connection: Connection) -> int | None:
    """Return the newest version's number; None where there is no codebook yet."""
    return connection.scalar(select(func.max(Theme.version)))


def themes(connection: Connection, version: int) -> list[ThemeRow]:
    """Return a version's themes in their order."""
    query = select(Theme).where(Theme.version == version).order_by(Theme.position)
    return [
        ThemeRow(
            row.code,
            {language: getattr(row, f"label_{language}") for language in LANGUAGES},
            {language: getattr(row, f"definition_{language}") for language in LANGUAGES},
        )
        for row in connection.execute(query)
    ]


def keep(connection: Connection, rows: Sequence[ThemeRow]) -> int:
    """Keep a codebook as a new version, unless the newest is the same; return its number."""
    last = newest(connection) or 0
    if last and themes(connection, last) == list(rows):
        return last
    connection.execute(
        insert(Theme),
        [
            {
                "version": last + 1,
                "code": row.code,
                "position": position,
                **{f"label_{language}": row.labels[language] for language in LANGUAGES},
                **{f"definition_{language}": row.definitions[language] for language in LANGUAGES},
            }
            for position, row in enumerate(rows, start=1)
        ],
    )
    return last + 1
