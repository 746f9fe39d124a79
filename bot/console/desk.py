"""The office at its desk, for the length of a command that speaks to nobody.

It needs the record and the method; words are loaded where files hold them, Telegram never.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot import library
from bot.digests.newsroom import Newsroom
from bot.office import Office
from bot.opening import open_archive
from bot.settings import Settings
from scoring.instrument import load as instrument
from storage import waves
from storage.frames import how_many
from storage.people import WaveRow
from storage.waves import WaveError

if TYPE_CHECKING:
    from bot.exporting.export import Manifest


@contextmanager
def office(settings: Settings) -> Iterator[Office]:
    """The office, until the command ends."""
    archive = open_archive(settings)
    try:
        texts = library.texts(settings.instruments)
        gc.freeze()  # what was loaded is no garbage, and takes long to look through
        yield Office(archive, instrument(), settings, Newsroom(texts, settings))
    finally:
        archive.close()


def wave_of(desk: Office, name: str | None) -> WaveRow:
    """The wave of this name, or the present one.

    Raises:
        WaveError: there is none.
    """
    with desk.archive.read() as connection:
        if name is None:
            found = waves.latest(connection)
        else:
            found = next((one for one in waves.every(connection) if one.name == name), None)
    if found is None:
        raise WaveError("there is no such wave: see `saualnama wave list`")
    return found


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted of the data: without a wave or a city, all of them."""

    wave: str | None
    city: str | None
    formats: tuple[str, ...]
    tier: str
    language: str


def exported(desk: Office, directory: Path, wanted: Selection, key: bytes | None) -> Manifest:
    """Export, with a bar on a terminal."""
    import click

    from bot.exporting import export

    with desk.archive.begin() as connection:
        desk.apply_all(connection)
    with desk.archive.read() as connection:
        steps = 2 * how_many(connection, wanted.wave, wanted.city)  # each is read and written
        with click.progressbar(length=steps, label="export", file=sys.stderr) as bar:
            return export.export(
                connection,
                directory,
                office=desk,
                texts=library.texts(desk.settings.instruments),
                now=datetime.now(UTC),
                key=key,
                wave=wanted.wave,
                city=wanted.city,
                formats=wanted.formats,
                tier=wanted.tier,
                language=wanted.language,
                progress=lambda done: bar.update(done - bar.pos),
            )
