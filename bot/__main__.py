"""The command line: `saualnama …`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from bot.settings import Settings, SettingsError, load
from storage.archive import Archive

P = ParamSpec("P")

Clause = tuple[type[Exception], ...]


def _expected() -> Clause:
    """Errors that say what to do; anything else is a fault of ours and shows a traceback."""
    from sqlalchemy.exc import OperationalError

    from bot.app import StartError
    from bot.export import ExportError
    from bot.texts import TextError
    from scoring.instrument import InstrumentError
    from storage.upgrade import SchemaError
    from storage.waves import WaveError

    return (
        SettingsError,
        SchemaError,
        StartError,
        ExportError,
        TextError,
        InstrumentError,
        WaveError,
        OperationalError,
        OSError,
    )


def plainly(command: Callable[P, None]) -> Callable[P, None]:
    """Turn an expected error into one clear line and a non-zero exit."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        from sqlalchemy.exc import OperationalError

        from bot.trouble import Discreet

        try:
            command(*args, **kwargs)
        except _expected() as error:
            text = str(error)
            if isinstance(error, OperationalError):
                reason = str(error.orig).strip().splitlines()[0]
                text = f"SAUALNAMA_DATABASE_URL: the database cannot be used: {reason}"
            for line in text.splitlines():
                click.echo(f"saualnama: {Discreet().blank(line)}", err=True)
            sys.exit(2)

    return wrapped


@contextmanager
def opened(settings: Settings) -> Iterator[Archive]:
    """The archive for the length of a command."""
    from bot.app import open_archive

    archive = open_archive(settings)
    try:
        yield archive
    finally:
        archive.close()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="saualnama")
def main() -> None:
    """Asks the people of a city how ready it is to become a smart city."""


@main.command()
@plainly
def run() -> None:
    """Run the bot until it is told to end."""
    import uvloop

    from bot.app import work
    from bot.trouble import listen

    settings = load()
    listen((settings.token(), settings.key().decode()))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work(settings))


@main.command()
@click.option("--once", is_flag=True, help="Simulate respondents, post, export, print, end.")
@click.option("--respondents", type=click.IntRange(1, 5000), default=53, show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True)
@click.option("--directory", type=click.Path(path_type=Path), default=Path("saualnama-demo"))
@plainly
def demo(once: bool, respondents: int, port: int, directory: Path) -> None:
    """Show the whole system at work: no token, no network."""
    from bot.demo import show

    sys.exit(asyncio.run(show(directory, port=port, once=once, respondents=respondents)))


@main.command()
@plainly
def check() -> None:
    """Check settings, database, instrument and texts; tell all faults at once."""
    from bot.commands import faults

    found = faults()
    for fault in found:
        click.echo(f"saualnama: {fault}", err=True)
    if found:
        sys.exit(2)
    click.echo("all is well")


@main.group()
def wave() -> None:
    """Rounds of fieldwork."""


@wave.command("list")
@plainly
def wave_list() -> None:
    """List the waves, oldest first."""
    from storage import waves

    settings = load()
    with opened(settings) as archive, archive.read() as connection:
        for one in waves.every(connection):
            until = f"{one.closed_at:%Y-%m-%d}" if one.closed_at else "open"
            click.echo(f"{one.name}\t{one.instrument}\t{one.opened_at:%Y-%m-%d}\t{until}")


@wave.command("open")
@click.argument("name")
@plainly
def wave_open(name: str) -> None:
    """Open a wave; from now on it takes answers."""
    from scoring.instrument import load as instrument
    from storage import waves

    with opened(load()) as archive, archive.begin() as connection:
        waves.start(connection, name, instrument().name, datetime.now(UTC))
    click.echo(f"wave {name} is open")


@wave.command("close")
@click.argument("name")
@plainly
def wave_close(name: str) -> None:
    """Close a wave; its answers stay."""
    from storage import waves

    with opened(load()) as archive, archive.begin() as connection:
        waves.end(connection, name, datetime.now(UTC))
    click.echo(f"wave {name} is closed")


@main.command()
@click.option("--city", required=True)
@click.option("--group", default=None)
@click.option("--language", type=click.Choice(["kk", "ru", "en"]), default=None)
@click.option("--label", default=None, help="Where it hangs: latin letters and digits.")
@click.option("--qr", type=click.Path(path_type=Path, dir_okay=False), help="An .svg or .png file.")
@plainly
def invite(
    city: str, group: str | None, language: str | None, label: str | None, qr: Path | None
) -> None:
    """Print an invitation's link, and draw its QR code."""
    from bot.commands import invitation

    link = asyncio.run(invitation(load(), (city, group, language, label)))
    click.echo(link)
    if qr:
        import segno

        segno.make(link, error="m").save(str(qr), scale=12, border=4)
        click.echo(f"wrote {qr}", err=True)


@main.command()
@click.option("--wave", default=None, help="Its name; without it the present wave.")
@click.option("--city", default=None)
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table")
@plainly
def scores(wave: str | None, city: str | None, form: str) -> None:
    """Print the indices as they are now."""
    from bot import commands

    with commands.office(load()) as office:
        click.echo(commands.written(commands.scores(office, wave, city), form), nl=False)


@main.command()
@click.option("--dry-run", is_flag=True, help="Print what would be posted.")
@click.option("--language", type=click.Choice(["kk", "ru", "en"]), default=None)
@plainly
def digest(dry_run: bool, language: str | None) -> None:
    """Post a digest now, or print it."""
    from bot import commands

    overrides = {"channel_languages": (language,)} if language else {}
    settings = load(overrides)
    with commands.office(settings) as office:
        if dry_run or settings.channel_id is None:
            for text in commands.drafted(office, settings.channel_languages):
                click.echo(text + "\n")
        else:
            click.echo(f"{asyncio.run(commands.post_digest(office))} messages posted")


@main.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--wave", default=None, help="Its name; without it all waves.")
@click.option("--city", default=None)
@click.option("--format", "formats", default="csv,xlsx", show_default=True)
@click.option("--same-ids", is_flag=True, help="Ids that agree with other exports made so.")
@plainly
def export(
    directory: Path, wave: str | None, city: str | None, formats: str, same_ids: bool
) -> None:
    """Write the data with codebook and data package: whole, or not at all."""
    from bot import commands

    settings = load()
    with commands.office(settings) as office:
        made = commands.exported(
            office,
            directory,
            wave=wave,
            city=city,
            formats=tuple(part.strip() for part in formats.split(",")),
            key=settings.key() if same_ids else None,
        )
    click.echo(f"{made.responses} responses of {made.respondents} people in {directory}")


@main.group()
def tally() -> None:
    """The running tallies."""


@tally.command("rebuild")
@plainly
def tally_rebuild() -> None:
    """Count everything anew and put it in the place of the running tallies."""
    from bot.commands import office

    with office(load()) as desk, desk.archive.begin() as connection:
        click.echo(f"{desk.replace(connection)} cells rebuilt")


@tally.command("verify")
@plainly
def tally_verify() -> None:
    """Compare the running tallies with a full recount; exit 1 where they differ."""
    from bot.commands import office

    with office(load()) as desk, desk.archive.read() as connection:
        audit = desk.verify(connection)
    for cell in audit.different:
        click.echo(f"differs: {cell}", err=True)
    if audit.different:
        sys.exit(1)
    click.echo(f"{audit.cells} cells of {audit.responses} responses agree")


@main.group()
def database() -> None:
    """Migrations."""


@database.command("upgrade")
@plainly
def database_upgrade() -> None:
    """Bring the schema to this version's; keeps a copy of an embedded database first."""
    from storage.upgrade import revision, upgrade

    archive = Archive(load().database_url.get_secret_value())
    upgrade(archive)
    click.echo(f"at revision {revision(archive)}")
    archive.close()


@database.command("status")
@plainly
def database_status() -> None:
    """Print the schema's revision; exit 1 where it is not this version's."""
    from storage.upgrade import HEAD, revision

    archive = Archive(load().database_url.get_secret_value())
    found = revision(archive)
    archive.close()
    click.echo(f"at revision {found or 'none'}, this version works with {HEAD}")
    sys.exit(0 if found == HEAD else 1)


if __name__ == "__main__":
    main()
