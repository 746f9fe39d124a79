"""The data, for researchers: clean, labelled, pseudonymous; a folder that is whole or absent."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from bot.exporting import bundle
from bot.exporting.datapackage import FileEntry
from bot.exporting.order import FORMATS, SHARED, TIERS, Order
from bot.office import Office
from bot.texts import Texts
from bot.whole import whole
from scoring import balance, index, paper
from scoring.anonymity import Coarsening
from storage import waves
from storage.people import WaveRow

log = logging.getLogger(__name__)

USUAL = ("csv", "xlsx")
SCHEMA = 2
"""Of the files' columns: raised when a column changes its meaning."""


class ExportError(ValueError):
    """The data cannot be exported; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Protection:
    """How many responses share wave, city, group, language and time at least, and by what means.

    `k_before` is the smallest class of the record, `k` of the files (0 if there is no response).
    The others say how many responses lost a detail, `facts` of which what a block asks of the
    person is told coarser (scoring.known), `months` that days became months, and `linked` that a
    person's responses share one id (scoring.anonymity, methodology §3.1).
    """

    k: int
    k_before: int
    technical: int
    groups_withheld: int
    languages_withheld: int
    months: bool
    times_withheld: int
    left_out: int
    facts: int
    linked: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was written, from what, by which methods, in which tier and how well protected."""

    schema: int
    created_on: str
    tier: str
    language: str
    instruments: tuple[str, ...]
    methods: tuple[str, ...]
    waves: tuple[str, ...]
    open_waves: tuple[str, ...]
    city: str | None
    responses: int
    respondents: int
    minimum_cell: int
    protection: Protection
    files: tuple[FileEntry, ...]

    @property
    def rows(self) -> int:
        """How many responses the data hold."""
        return self.responses


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
    formats: Sequence[str] = USUAL,
    tier: str = SHARED,
    language: str = "kk",
    progress: Callable[[int], None] | None = None,
) -> Manifest:
    """Write the data of one wave and city, or of all, into a new folder.

    Ids are new in every export unless two are given the same `key`. The folder appears only when
    all of it is written; days are those of the office's zone. In the tier `shared` what would
    tell who a person is is coarsened, in `internal` nothing is. `language` is that of the labels
    in files that hold one language (SPSS, Stata, the workbook).

    Raises:
        ExportError: a format, tier or language is unknown, or the wave's instrument is not at
            hand.
        FolderError: the folder is in use.
        WaveError: there is no such wave.
    """
    _check("format", formats, tuple(FORMATS))
    _check("tier", [tier], TIERS)
    _check("language", [language], texts.languages)
    with whole(directory) as staged:
        order = Order(
            office=office,
            texts=texts,
            now=now,
            waves=_waves(connection, office, wave),
            wave=wave,
            city=city,
            tier=tier,
            language=language,
            formats=formats,
            key=key or secrets.token_bytes(32),
            progress=progress,
        )
        manifest = _write(connection, staged, order)
        told = hashlib.sha256((staged / "manifest.json").read_bytes()).hexdigest()
    log.info(
        "exported %d responses, tier %s, k %d, sha256 of the manifest %s",
        manifest.responses,
        tier,
        manifest.protection.k,
        told,
    )
    return manifest


def _check(kind: str, asked: Sequence[str], known: Sequence[str]) -> None:
    unknown = sorted(set(asked) - set(known))
    if unknown or not asked:
        named = ", ".join(unknown) or "(none)"
        raise ExportError(f"unknown {kind} {named}: choose from {', '.join(known)}")


def _waves(connection: Connection, office: Office, wave: str | None) -> list[WaveRow]:
    """Return the waves asked for, oldest first."""
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
    return asked


def _write(connection: Connection, folder: Path, order: Order) -> Manifest:
    made = bundle.fill(connection, folder, order)
    manifest = Manifest(
        schema=SCHEMA,
        created_on=str(order.day),
        tier=order.tier,
        language=order.language,
        instruments=made.instruments,
        methods=(paper.METHOD, index.METHOD, balance.METHOD),
        waves=tuple(one.name for one in order.waves),
        open_waves=order.open,
        city=order.city,
        responses=made.counts["responses.csv"],
        respondents=made.counts["respondents"],
        minimum_cell=order.office.settings.minimum_cell,
        protection=_protection(made.coarsening, made.counts["known"]),
        files=made.files,
    )
    bundle.write_json(folder / "manifest.json", asdict(manifest))
    return manifest


def _protection(done: Coarsening, facts: int) -> Protection:
    return Protection(
        k=done.after,
        k_before=done.before,
        technical=done.technical,
        groups_withheld=done.groups,
        languages_withheld=done.languages,
        months=done.months,
        times_withheld=done.times,
        left_out=done.left_out,
        facts=facts,
        linked=done.linkable,
    )
