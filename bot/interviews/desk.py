"""The command line's desk of interviews: transcripts, themes, codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from bot import spreadsheets
from bot.console.documents import form, table
from bot.console.terminal import plainly
from bot.console.upkeep import opened
from bot.interviews import qdpx, sheets
from bot.interviews.gathering import (
    codebook,
    kept,
    newest,
    places_of,
    themes_of,
    transcribed,
)
from bot.interviews.results import agreement, quotations, wave, written
from bot.settings import load
from scoring.interviews import passages
from scoring.interviews import themes as theming
from scoring.interviews import transcripts as transcribing
from scoring.interviews.passages import Mark, Marks
from scoring.interviews.themes import Theme
from scoring.tabular import TableError
from storage import interviews as kept_interviews

CODER = re.compile(r"[a-z][a-z0-9_-]{0,31}")
ANSWER = re.compile(r"answer-(\d{1,18})")
PROJECT = ".qdpx"


class InterviewError(ValueError):
    """What was asked cannot be done; the message says what to do."""


def _named(_: click.Context, __: click.Parameter, name: str) -> str:
    if not CODER.fullmatch(name):
        raise click.BadParameter("write a small letter, then letters, digits, - _ (32 at most)")
    return name


coder = click.option("--coder", required=True, callback=_named, help="A name of your choice.")


@click.group()
def interviews() -> None:
    """Interviews: type them, mark themes, see who agrees."""


interviews.add_command(agreement)
interviews.add_command(quotations)


@interviews.group()
def transcripts() -> None:
    """What voice messages say."""


@transcripts.command("export")
@table
@wave
@click.option("--all", "every", is_flag=True, help="Those that were transcribed, too.")
@click.option("--voices", type=click.Path(path_type=Path, file_okay=False), help="A folder.")
@plainly
def transcripts_export(file: Path, wave: str | None, *, every: bool, voices: Path | None) -> None:
    """Write a sheet (.csv) of the voices to transcribe, and their sound."""
    with opened(load()) as archive, archive.read() as connection:
        rows = kept_interviews.voices(connection, wave, waiting=not every)
        if voices:
            voices.mkdir(parents=True, exist_ok=True)
            for row in rows:
                _, content = kept_interviews.sound(connection, row.id)
                if content:
                    (voices / f"answer-{row.id}.oga").write_bytes(content)
    click.echo(f"{sheets.voices(file, rows)} voice messages in {file}")


@transcripts.command("import")
@table
@click.option("--by", required=True, callback=_named, help="Who typed them.")
@plainly
def transcripts_import(file: Path, by: str) -> None:
    """Take in what was typed into the sheet. Rows without a transcript wait."""
    with opened(load()) as archive, archive.begin() as connection:
        known = {row.id for row in kept_interviews.voices(connection)}
        try:
            found = transcribing.table(spreadsheets.rows(file), known)
        except TableError as error:
            raise _refused(file, error) from None
        for key, text in found.items():
            transcribed(connection, key, text, by, datetime.now(UTC))
    click.echo(f"{len(found)} transcripts kept")


@interviews.group()
def themes() -> None:
    """The codebook of themes."""


@themes.command("show")
@form
@plainly
def themes_show(form: str) -> None:
    """Print the newest codebook; before any coding, the packaged one."""
    with opened(load()) as archive, archive.read() as connection:
        version, found = newest(connection)
    rows = [
        {
            "theme": one.code,
            **{f"label_{language}": text for language, text in one.labels.items()},
            **{f"definition_{language}": text for language, text in one.definitions.items()},
        }
        for one in found
    ]
    written(rows, form, "there is no theme")
    click.echo(f"version {version}" if version else "the packaged codebook", err=True)


@themes.command("export")
@table
@plainly
def themes_export(file: Path) -> None:
    """Write the newest codebook as a sheet (.csv) to be changed."""
    with opened(load()) as archive, archive.read() as connection:
        _, found = newest(connection)
    click.echo(f"{sheets.themes(file, found)} themes in {file}")


@themes.command("import")
@table
@plainly
def themes_import(file: Path) -> None:
    """Take in a codebook (.csv or .xlsx). One that differs from the newest is a new version."""
    try:
        found = theming.read(spreadsheets.rows(file))
    except TableError as error:
        raise _refused(file, error) from None
    with opened(load()) as archive, archive.begin() as connection:
        version = kept(connection, found)
    click.echo(f"{len(found)} themes, version {version}")


@interviews.group()
def codes() -> None:
    """Passages and their themes, coder by coder."""


@codes.command("export")
@table
@coder
@wave
@plainly
def codes_export(file: Path, coder: str, wave: str | None) -> None:
    """Write a coder's sheet (.csv) or project (.qdpx). All texts, and the coder's own marks."""
    settings = load()
    with opened(settings) as archive, archive.begin() as connection:
        version = codebook(connection)
        rows = kept_interviews.texts(connection, wave)
        given = kept_interviews.codings(connection, version, coder=coder)
        known = themes_of(connection, version)
    marks = {key: tuple(Mark(*place) for place in own[coder]) for key, own in given.items()}
    if file.suffix.lower() == PROJECT:
        sources = [
            qdpx.Source(
                f"answer-{row.id}",
                row.text or "",
                {coder: marks[row.id]} if row.id in marks else {},
            )
            for row in rows
        ]
        language = settings.channel_languages[0]
        file.write_bytes(qdpx.write("Saualnama", known, sources, datetime.now(UTC), language))
    else:
        sheets.codes(file, rows, marks)
    click.echo(f"{len(rows)} texts in {file}, codebook version {version}")


@codes.command("import")
@table
@coder
@plainly
def codes_import(file: Path, coder: str) -> None:
    """Take in a coder's sheet (.csv, .xlsx) or project (.qdpx). The coder's own marks before it go.

    Texts that it does not code keep what they had.
    """
    with opened(load()) as archive, archive.begin() as connection:
        version = codebook(connection)
        known = themes_of(connection, version)
        texts = {row.id: row.text or "" for row in kept_interviews.texts(connection)}
        try:
            if file.suffix.lower() == PROJECT:
                found = _project(file, known, texts)
            else:
                names = [theme.code for theme in known]
                found = passages.table(spreadsheets.rows(file), texts, names)
        except TableError as error:
            raise _refused(file, error) from None
        marked = {key: places_of(marks) for key, marks in found.items()}
        kept_interviews.code(connection, marked, version, coder, datetime.now(UTC))
    marks = sum(map(len, found.values()))
    click.echo(f"{len(found)} texts coded by {coder}: {marks} marks, codebook version {version}")


def _project(file: Path, known: tuple[Theme, ...], texts: Mapping[int, str]) -> dict[int, Marks]:
    """The marks of a project, whoever of its users made them."""
    faults: list[str] = []
    found: dict[int, Marks] = {}
    for source in qdpx.read(file.read_bytes(), known):
        number = ANSWER.fullmatch(source.name.removesuffix(".txt"))
        text = texts.get(int(number[1])) if number else None
        if text is None:
            faults.append(f"{source.name}: no text of ours; take it out, or keep its name")
        elif text != source.text:
            faults.append(f"{source.name}: its text is not ours any more; export the project anew")
        elif number and source.marks:
            marks = [mark for own in source.marks.values() for mark in own]
            found[int(number[1])] = passages.distinct(marks)
    if faults:
        raise InterviewError("\n".join(faults))
    return found


def _refused(file: Path, error: TableError) -> InterviewError:
    return InterviewError("\n".join(f"{file.name}: {fault}" for fault in error.faults))
