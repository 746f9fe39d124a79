"""The indicators of a rating, with the tags that coders gave them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select

from storage.models import Indicator, IndicatorTag


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator as it is kept; `tags` by facet and coder, joined by spaces."""

    code: str
    area: str
    titles: Mapping[str, str]
    source: str
    tags: Mapping[tuple[str, str], str] = field(default_factory=dict)


def replace(connection: Connection, catalogue: str, rows: Sequence[IndicatorRow]) -> None:
    """Put these indicators in the place of whatever the catalogue held."""
    held = select(Indicator.id).where(Indicator.catalogue == catalogue)
    connection.execute(delete(IndicatorTag).where(IndicatorTag.indicator_id.in_(held)))
    connection.execute(delete(Indicator).where(Indicator.catalogue == catalogue))
    for position, row in enumerate(rows, start=1):
        key = connection.execute(
            insert(Indicator).returning(Indicator.id),
            {
                "catalogue": catalogue,
                "position": position,
                "code": row.code,
                "area": row.area,
                **{f"title_{language}": title for language, title in row.titles.items()},
                "source": row.source,
            },
        ).scalar_one()
        tags = [
            {"indicator_id": key, "facet": facet, "coder": coder, "tags": tagged}
            for (facet, coder), tagged in row.tags.items()
        ]
        if tags:
            connection.execute(insert(IndicatorTag), tags)


def names(connection: Connection) -> dict[str, int]:
    """Return the catalogues that hold something, sorted, with their numbers of indicators."""
    held = connection.scalars(select(Indicator.catalogue).order_by(Indicator.catalogue))
    found: dict[str, int] = {}
    for name in held:
        found[name] = found.get(name, 0) + 1
    return found


def indicators(connection: Connection, catalogue: str) -> list[IndicatorRow]:
    """Return a catalogue's indicators in its order; none if it holds none."""
    tags: dict[int, dict[tuple[str, str], str]] = {}
    for tag in connection.execute(
        select(IndicatorTag.indicator_id, IndicatorTag.facet, IndicatorTag.coder, IndicatorTag.tags)
        .join(Indicator, Indicator.id == IndicatorTag.indicator_id)
        .where(Indicator.catalogue == catalogue)
    ):
        tags.setdefault(tag.indicator_id, {})[tag.facet, tag.coder] = tag.tags
    rows = connection.execute(
        select(
            Indicator.id,
            Indicator.code,
            Indicator.area,
            Indicator.title_kk,
            Indicator.title_ru,
            Indicator.title_en,
            Indicator.source,
        )
        .where(Indicator.catalogue == catalogue)
        .order_by(Indicator.position)
    )
    return [
        IndicatorRow(
            row.code,
            row.area,
            {"kk": row.title_kk, "ru": row.title_ru, "en": row.title_en},
            row.source,
            tags.get(row.id, {}),
        )
        for row in rows
    ]
