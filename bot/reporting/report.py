"""A report in a folder that is whole or absent: what a digest said, never what came since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from bot import library
from bot.digests import captions
from bot.interviews.gathering import gathered
from bot.reporting import contents, html
from bot.settings import Settings
from bot.texts import Say
from bot.whole import whole
from scoring.findings import from_json
from storage import digests, notes, waves
from storage.digests import Edition
from storage.people import WaveRow

PAGE, PAPER = "report.html", "report.pdf"


class ReportError(ValueError):
    """There is nothing to report; the message says what to do."""


def write(
    connection: Connection, directory: Path, settings: Settings, say: Say, wave: str | None
) -> Edition:
    """Write the report of a wave's newest digest, the present wave's without a name.

    Return the edition that it tells.

    Raises:
        FolderError: the folder is in use.
        ReportError: there is no wave, or no digest of it was published.
        WaveError: there is no wave of this name.
    """
    from bot.pictures import draw, page  # draws with matplotlib, which takes a second to load
    from bot.reporting import pdf

    edition = _edition(connection, settings, _wave(connection, wave))
    found = from_json(edition.content)
    with whole(directory) as staged:
        known = library.instruments(settings.instruments)
        heard = gathered(connection, known, found.minimum, wave=edition.wave)
        told = contents.report(edition, notes.every(connection), settings.contact, say, heard)
        kinds = captions.pictures(found)
        vectors = {kind: draw.vector(kind, found, say, edition.code) for kind in kinds}
        (staged / PAGE).write_text(html.page(told, vectors), encoding="utf-8")
        images = {kind: draw.picture(kind, found, say, edition.code) for kind in kinds}
        content = pdf.document(told, images, page.typefaces(), found.made)
        (staged / PAPER).write_bytes(content)
    return edition


def _wave(connection: Connection, name: str | None) -> WaveRow:
    if name is not None:
        number = waves.named(connection, name)
        return next(one for one in waves.every(connection) if one.id == number)
    found = waves.latest(connection)
    if found is None:
        raise ReportError("there is no wave yet: `saualnama wave open NAME`")
    return found


def _edition(connection: Connection, settings: Settings, wave: WaveRow) -> Edition:
    channel = settings.channel_id or ""
    code = digests.newest(connection, channel, wave.id)
    edition = digests.find(connection, code) if code else None
    if edition is None:
        raise ReportError(
            f"no digest of the wave {wave.name} was published, and a report tells what a digest "
            "said: post one with `saualnama digest`, or wait for the clock"
        )
    before = digests.last_content(connection, channel, wave.id, edition.claimed_at)
    return replace(edition, before=before)
