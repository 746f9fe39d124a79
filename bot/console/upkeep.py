"""The command line's upkeep: waves, tallies, dead letters, database."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.console.terminal import plainly
from bot.settings import Settings, load
from storage.archive import Archive


@contextmanager
def opened(settings: Settings) -> Iterator[Archive]:
    """The archive for the length of a command."""
    from bot.opening import open_archive

    archive = open_archive(settings)
    try:
        yield archive
    finally:
        archive.close()


@click.group()
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
@click.option("--block", "chosen", multiple=True, help="Offer this block alone; may be repeated.")
@click.option("--no-blocks", is_flag=True, help="Offer nothing after the questionnaire.")
@plainly
def wave_open(name: str, chosen: tuple[str, ...], *, no_blocks: bool) -> None:
    """Open a wave; from now on it takes answers. Every further block is offered after them."""
    from bot import library
    from scoring.instrument import load as instrument
    from storage import waves

    settings, core = load(), instrument().name
    known = library.blocks(settings.instruments, core)
    if unknown := sorted(set(chosen) - set(known)):
        raise click.BadParameter(f"no block {', '.join(unknown)}; there are {', '.join(known)}")
    if missing := library.unsaid(settings.instruments):
        raise click.ClickException("\n".join(missing))
    blocks = () if no_blocks else chosen or known
    with opened(settings) as archive, archive.begin() as connection:
        waves.start(connection, name, core, datetime.now(UTC), blocks)
    click.echo(f"wave {name} is open; offered after it: {', '.join(blocks) or 'nothing'}")


@wave.command("close")
@click.argument("name")
@plainly
def wave_close(name: str) -> None:
    """Close a wave; its answers stay."""
    from storage import waves

    with opened(load()) as archive, archive.begin() as connection:
        waves.end(connection, name, datetime.now(UTC))
    click.echo(f"wave {name} is closed")


@click.group()
def tally() -> None:
    """The running tallies."""


@tally.command("rebuild")
@plainly
def tally_rebuild() -> None:
    """Count everything anew, in the place of the running tallies."""
    from bot.console.desk import office

    with office(load()) as desk, desk.archive.begin() as connection:
        click.echo(f"{desk.replace(connection)} cells rebuilt")


@tally.command("verify")
@plainly
def tally_verify() -> None:
    """Compare the running tallies with a full recount. Exit 1 where they differ."""
    from bot.console.desk import office

    with office(load()) as desk, desk.archive.read() as connection:
        audit = desk.verify(connection)
    for cell in audit.different:
        click.echo(f"differs: {cell}", err=True)
    if audit.different:
        sys.exit(1)
    click.echo(f"{audit.cells} cells of {audit.responses} responses agree")


@click.group()
def database() -> None:
    """Migrations."""


@database.command("upgrade")
@plainly
def database_upgrade() -> None:
    """Bring the schema to this version's. A copy of an embedded database is kept first."""
    from storage.upgrade import revision, upgrade

    archive = Archive(load().database_url.text)
    upgrade(archive)
    click.echo(f"at revision {revision(archive)}")
    archive.close()


@database.command("status")
@plainly
def database_status() -> None:
    """Print the schema's revision. Exit 1 where it is not this version's."""
    from storage.upgrade import HEAD, revision

    archive = Archive(load().database_url.text)
    found = revision(archive)
    archive.close()
    click.echo(f"at revision {found or 'none'}, this version works with {HEAD}")
    sys.exit(0 if found == HEAD else 1)


@database.command("withdrawals")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@plainly
def database_withdrawals(file: Path) -> None:
    """Write who withdrew, for use after a backup. The names mean nothing by themselves."""
    from storage import withdrawals

    with opened(load()) as archive, archive.read() as connection:
        listed = withdrawals.every(connection)
    file.write_text("".join(f"{token}\t{day}\n" for token, day in listed), encoding="utf-8")
    click.echo(f"{len(listed)} withdrawals written")


@database.command("forget")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@plainly
def database_forget(file: Path) -> None:
    """Forget again who is on a list of withdrawals. For after a backup was put back."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
    tokens = [line.split("\t")[0].strip() for line in lines if line.strip()]
    with opened(load()) as archive:
        click.echo(f"{forgotten(archive, tokens, datetime.now(UTC))} people forgotten again")


def forgotten(archive: Archive, tokens: Sequence[str], now: datetime) -> int:
    """Forget the people of these names who are in the database; how many there were."""
    from storage import people, record, withdrawals

    with archive.begin() as connection:
        found = people.among(connection, withdrawals.here(connection, tokens), None)
        for person in found:
            record.forget(connection, person, now)
    return len(found)


@database.command("copy")
@click.argument("url")
@plainly
def database_copy(url: str) -> None:
    """Copy everything to another, empty database. Checked, or nothing. Stop the bot before."""
    from storage.copying import copy
    from storage.locks import Lock
    from storage.upgrade import upgrade

    with opened(load()) as source:
        lock = Lock(source, "poller")
        if not lock.enter():
            raise click.ClickException("the bot is at work: stop it before its data move")
        target = Archive(url)
        try:
            upgrade(target)
            done = copy(
                source, target, lambda one: click.echo(f"{one.table}\t{one.rows}\t{one.hash[:12]}")
            )
        finally:
            target.close()
            lock.leave()
    click.echo(f"{sum(one.rows for one in done)} rows in {len(done)} tables agree")


@click.group("dead-letters")
def dead_letters() -> None:
    """Updates that could not be applied."""


@dead_letters.command("list")
@plainly
def letters_list() -> None:
    """List them, oldest first."""
    from storage import letters

    with opened(load()) as archive, archive.read() as connection:
        for one in letters.every(connection):
            why = one.trouble.strip().splitlines()[-1] if one.trouble.strip() else ""
            click.echo(f"{one.id}\t{one.kept_at:%Y-%m-%d %H:%M}\t{one.update_id}\t{why}")


@dead_letters.command("show")
@click.argument("number", type=int)
@plainly
def letters_show(number: int) -> None:
    """Show one as it came, and why it could not be applied."""
    from storage import letters

    with opened(load()) as archive, archive.read() as connection:
        one = letters.one(connection, number)
    click.echo(one.raw)
    click.echo(one.trouble)


@dead_letters.command("retry")
@click.argument("number", type=int)
@plainly
def letters_retry(number: int) -> None:
    """Apply one again; the person sees the outcome with the next screen."""
    from bot.console.commands import retried

    count = asyncio.run(retried(load(), number))
    click.echo("applied" if count else "it could not be applied again: it is kept")
    sys.exit(0 if count else 1)


@dead_letters.command("drop")
@click.argument("number", type=int)
@plainly
def letters_drop(number: int) -> None:
    """Throw one away."""
    from storage import letters

    with opened(load()) as archive, archive.begin() as connection:
        letters.drop(connection, number)
    click.echo(f"{number} is dropped")
