"""An export as one zip file, for a coordinator."""

from __future__ import annotations

import io
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from bot.digests.newsroom import Newsroom
from bot.office import Office
from bot.settings import Settings
from bot.texts import Texts
from scoring.instrument import load as instrument
from storage.archive import Archive


@dataclass(frozen=True, slots=True)
class Zipped:
    """An export in one file, to be sent: how many responses it holds, how many it leaves out."""

    name: str
    content: bytes
    rows: int
    left_out: int


def zipped(  # noqa: PLR0913 - its choices are keywords
    connection: Connection,
    office: Office,
    texts: Texts,
    now: datetime,
    *,
    key: bytes | None = None,
    wave: str | None = None,
    city: str | None = None,
    language: str = "kk",
) -> Zipped:
    """Return an export in the shared tier as one zip file in memory, to be sent."""
    from bot.exporting.export import export  # takes long to load, and a worker only names it

    day = now.astimezone(office.settings.zone).date()
    name = f"saualnama-{day}"
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside) / name
        manifest = export(
            connection,
            folder,
            office=office,
            texts=texts,
            now=now,
            key=key,
            wave=wave,
            city=city,
            language=language,
        )
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for path in sorted(folder.iterdir()):
                # The day only: a time in the zip would be a time in what is shared.
                member = zipfile.ZipInfo(
                    f"{name}/{path.name}", (day.year, day.month, day.day, 0, 0, 0)
                )
                package.writestr(member, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return Zipped(f"{name}.zip", stream.getvalue(), manifest.rows, manifest.protection.left_out)


def packed(settings: Settings, now: datetime, language: str) -> Zipped:
    """The same of everything, by whoever has the settings alone."""
    archive, texts = Archive(settings.database_url.text), Texts()
    office = Office(archive, instrument(), settings, Newsroom(texts, settings))
    try:
        with archive.read() as connection:
            return zipped(connection, office, texts, now, language=language)
    finally:
        archive.close()
