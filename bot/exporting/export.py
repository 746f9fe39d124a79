"""The data, for researchers: clean, labelled, pseudonymous; a folder that is whole or absent."""

from __future__ import annotations

import io
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from bot.exporting import bundle
from bot.exporting.bundle import Order
from bot.exporting.datapackage import FileEntry
from bot.office import Office
from bot.texts import Texts
from scoring import index, paper
from storage import waves

FORMATS = ("csv", "xlsx")
SCHEMA = 1
"""Of the files' columns: raised when a column changes its meaning."""


class ExportError(ValueError):
    """The data cannot be exported; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was written, from what, by which methods.

    `k` is the smallest number of responses that share wave, city and group (0 if there are
    none): below 5, agree on terms before the rows leave the house (methodology §3.1).
    """

    schema: int
    created_on: str
    instruments: tuple[str, ...]
    methods: tuple[str, ...]
    waves: tuple[str, ...]
    city: str | None
    responses: int
    respondents: int
    minimum_cell: int
    k: int
    files: tuple[FileEntry, ...]

    @property
    def rows(self) -> int:
        """How many responses the data hold."""
        return self.responses


@dataclass(frozen=True, slots=True)
class Zipped:
    """An export in one file, to be sent."""

    name: str
    content: bytes
    rows: int


def export(  # noqa: PLR0913 - its choices are keywords
    connection: Connection,
    directory: Path,
    *,
    office: Office,
    texts: Texts,
    now: datetime,
    key: bytes | None = None,
    wave: str | None = None,
    city: str | None = None,
    formats: Sequence[str] = FORMATS,
    progress: Callable[[int], None] | None = None,
) -> Manifest:
    """Write the data of one wave and city, or of all, into a new folder.

    Ids are new in every export unless two are given the same `key`. The folder appears only when
    all of it is written; days are those of the office's zone.

    Raises:
        ExportError: the folder is in use, a format is unknown, or there is nothing to ask from.
        WaveError: there is no such wave.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown or not formats:
        known = ", ".join(FORMATS)
        raise ExportError(f"unknown format {', '.join(unknown) or '(none)'}: choose from {known}")
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise ExportError(f"{directory} is not empty: name a new folder, or empty this one first")
    directory.parent.mkdir(parents=True, exist_ok=True)
    # Beside its place, so that the last step is one rename on one disk; readable by its owner.
    staged = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        chosen = _waves(connection, office, wave)
        ids = key or secrets.token_bytes(32)
        order = Order(office, texts, now, chosen, wave, city, ids, progress)
        manifest = _write(connection, staged, order, formats)
        staged.replace(directory)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    return manifest


def _waves(connection: Connection, office: Office, wave: str | None) -> dict[str, str]:
    """Return the names of the waves asked for, oldest first, with their instruments' names."""
    if wave is not None:
        waves.named(connection, wave)
    asked = [one for one in waves.every(connection) if wave in (None, one.name)]
    known = bundle.known_instruments(office)
    for one in asked:
        if one.instrument not in known:
            raise ExportError(
                f"wave {one.name} asked {one.instrument}, which this version does not have: "
                "export it with the version that fielded it, or name another wave"
            )
    return {one.name: one.instrument for one in asked}


def _write(
    connection: Connection,
    folder: Path,
    order: Order,
    formats: Sequence[str],
) -> Manifest:
    made = bundle.fill(connection, folder, order)
    unwanted = set() if "csv" in formats else {*bundle.CSV, "datapackage.json"}
    unwanted |= set() if "xlsx" in formats else {"tables.xlsx"}
    for name in unwanted:
        (folder / name).unlink()
    manifest = Manifest(
        schema=SCHEMA,
        created_on=str(order.day),
        instruments=made.instruments,
        methods=(paper.METHOD, index.METHOD),
        waves=tuple(order.waves),
        city=order.city,
        responses=made.counts["responses.csv"],
        respondents=made.counts["respondents"],
        minimum_cell=order.office.settings.minimum_cell,
        k=made.k,
        files=tuple(file for file in made.files if file.name not in unwanted),
    )
    bundle.write_json(folder / "manifest.json", asdict(manifest))
    return manifest


def zipped(  # noqa: PLR0913 - its choices are keywords
    connection: Connection,
    office: Office,
    texts: Texts,
    now: datetime,
    *,
    key: bytes | None = None,
    wave: str | None = None,
    city: str | None = None,
) -> Zipped:
    """Return an export as one zip file in memory, to be sent to a coordinator."""
    day = now.astimezone(office.settings.zone).date()
    name = f"saualnama-{day}"
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside) / name
        manifest = export(
            connection, folder, office=office, texts=texts, now=now, key=key, wave=wave, city=city
        )
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for path in sorted(folder.iterdir()):
                # The day only: a time in the zip would be a time in what is shared.
                member = zipfile.ZipInfo(
                    f"{name}/{path.name}", (day.year, day.month, day.day, 0, 0, 0)
                )
                package.writestr(member, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return Zipped(f"{name}.zip", stream.getvalue(), manifest.rows)
