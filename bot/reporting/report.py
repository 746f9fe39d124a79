"""A report in a folder that is whole or absent: what a digest said, never what came since.

Interviews are told by reports alone, and coded whenever there is time. So what they came to is
claimed before it is written, as a digest without a post: the newest one with newer interviews.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from bot import library
from bot.digests import captions
from bot.interviews.gathering import gathered
from bot.reporting import contents, html
from bot.reporting.document import Report
from bot.reporting.interviews import Heard
from bot.settings import Settings
from bot.texts import Say
from bot.whole import whole
from scoring.findings import Findings, code, from_json, to_json
from scoring.interviews.published import published
from storage import digests, interviews, notes, tallies, waves
from storage.digests import Edition
from storage.people import WaveRow

PAGE, PAPER = "report.html", "report.pdf"


class ReportError(ValueError):
    """There is nothing to report; the message says what to do."""


def claim(connection: Connection, settings: Settings, wave: str | None) -> None:
    """Let the wave's newest digest tell what interviews came to since, as far as it may be told.

    Raises what `write` raises of waves and digests.
    """
    tallies.alone(connection)  # a digest that is claimed just now passes on what is told here
    row = _wave(connection, wave)
    edition = _edition(connection, settings, row)
    found = from_json(edition.content)
    known = library.instruments(settings.instruments)
    now = gathered(connection, known, found.minimum, wave=row.name)
    if now is None:
        return
    figures, fresh = published(
        now.coded,
        now.version,
        found.interviews,
        interviews.quoted(connection),
        found.minimum,
        closed=row.closed_at is not None,
    )
    if figures != found.interviews:
        content = to_json(replace(found, interviews=figures))
        newer = replace(edition, code=code(content), content=content)
        channel = settings.channel_id or ""
        digests.claim(connection, channel, f"interviews {newer.code}", row.id, newer, ())
        interviews.quote(connection, fresh)


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

    edition, made = told(connection, settings, say, wave)
    found = from_json(edition.content)
    with whole(directory) as staged:
        kinds = captions.pictures(found)
        drawn = {kind: draw.figures(kind, found, say, edition.code) for kind in kinds}
        vectors = {kind: [*map(page.svg, figures)] for kind, figures in drawn.items()}
        (staged / PAGE).write_text(html.page(made, vectors), encoding="utf-8")
        images = {kind: [*map(page.png, figures)] for kind, figures in drawn.items()}
        content = pdf.document(made, images, page.typefaces(), found.made)
        (staged / PAPER).write_bytes(content)
    return edition


def told(
    connection: Connection, settings: Settings, say: Say, wave: str | None
) -> tuple[Edition, Report]:
    """Return the edition that a report tells, and what it says. Raises what `write` raises."""
    edition = _edition(connection, settings, _wave(connection, wave))
    heard = _heard(connection, settings, from_json(edition.content))
    return edition, contents.report(edition, notes.every(connection), settings.contact, say, heard)


def _heard(connection: Connection, settings: Settings, found: Findings) -> Heard | None:
    """What goes with the frozen figures, as it stands today: who withdrew is in no quotation."""
    if found.interviews is None:
        return None
    known, version = library.instruments(settings.instruments), found.interviews.version
    now = gathered(connection, known, found.minimum, wave=found.wave, version=version)
    free = interviews.quoted(connection)
    allowed = [one for one in now.coded.quotations if one.answer in free] if now else ()
    return Heard(now.themes, allowed) if now else None


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
    newest = digests.newest(connection, channel, wave.id)
    edition = digests.find(connection, newest) if newest else None
    if edition is None:
        raise ReportError(
            f"no digest of the wave {wave.name} was published, and a report tells what a digest "
            "said: wait for the clock, or post one with `saualnama digest` (to the channel of "
            "SAUALNAMA_CHANNEL_ID)"
        )
    before = digests.last_content(connection, channel, wave.id, edition.claimed_at)
    return replace(edition, before=before)
