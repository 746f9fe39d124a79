"""The command line: `saualnama …`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from bot.console.authoring import instrument
from bot.console.documents import catalogue, notes
from bot.console.terminal import plainly
from bot.console.upkeep import database, dead_letters, tally, wave
from bot.interviews.desk import interviews
from bot.settings import load


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
    from bot.watch.trouble import listen

    settings = load()
    listen(settings.secrets())
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
    from bot.demo.stage import show

    sys.exit(asyncio.run(show(directory, port=port, once=once, respondents=respondents)))


@main.command()
@plainly
def check() -> None:
    """Check settings, database, instrument and texts. All faults are told at once."""
    from bot.console.commands import faults

    found = faults()
    for fault in found:
        click.echo(f"saualnama: {fault}", err=True)
    if found:
        sys.exit(2)
    click.echo("all is well")


@main.command()
@click.option("--city", required=True)
@click.option("--group", default=None)
@click.option("--language", type=click.Choice(["kk", "ru", "en"]), default=None)
@click.option("--label", default=None, help="Where it hangs: latin letters and digits.")
@click.option(
    "--qr",
    type=click.Path(path_type=Path, dir_okay=False),
    help="An .svg or .png file; a .pdf is a poster with words in every language.",
)
@click.option(
    "--single-use",
    "people",
    type=click.IntRange(1, 10_000),
    metavar="N",
    help="Print N links, each good for one person of the group, once.",
)
@plainly
def invite(  # noqa: PLR0913, PLR0917 - its choices are options
    city: str,
    group: str | None,
    language: str | None,
    label: str | None,
    qr: Path | None,
    people: int | None,
) -> None:
    """Print a link that invites many, and its QR code; or one each."""
    from bot.console import commands
    from bot.outgoing.connection import StartError

    settings, words = load(), (city, group, language, label)
    if people and qr:
        raise StartError("--qr makes a poster, which is for many: leave it or --single-use out")
    if people:
        click.echo("\n".join(asyncio.run(commands.invitations(settings, words, people))))
        if group not in settings.vouched_groups:
            told = f"{group} is not among SAUALNAMA_VOUCHED_GROUPS: it is open to everybody"
            click.echo(told, err=True)
        return
    link = asyncio.run(commands.invitation(settings, words))
    click.echo(link)
    if qr:
        commands.draw(link, city, qr)
        click.echo(f"wrote {qr}", err=True)


@main.command()
@click.option("--wave", default=None, help="Its name; without it the present wave.")
@click.option("--city", default=None)
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table")
@click.option("--languages", is_flag=True, help="Compare the answers given in kk, ru and en.")
@click.option("--balance", is_flag=True, help="Expectations, problems, and sides of the ratings.")
@click.option("--explain", nargs=2, metavar="CITY ITEM", help="How a number came about.")
@plainly
def scores(  # noqa: PLR0913, PLR0917 - its choices are options
    wave: str | None,
    city: str | None,
    form: str,
    languages: bool,
    balance: bool,
    explain: tuple[str, str] | None,
) -> None:
    """Print the indices as they are now, or where one comes from."""
    from bot.console import desk, numbers

    with desk.office(load()) as office:
        if explain:
            click.echo("\n".join(numbers.explained(office, wave, *explain)))
            return
        made = numbers.balances if balance else numbers.scores
        made = numbers.language_effects if languages else made
        click.echo(numbers.written(made(office, wave, city), form), nl=False)


@main.command()
@click.option("--dry-run", is_flag=True, help="Print what would be posted.")
@click.option("--language", type=click.Choice(["kk", "ru", "en"]), default=None)
@plainly
def digest(dry_run: bool, language: str | None) -> None:
    """Post a digest now, or print it."""
    from bot.console import commands, desk

    overrides = {"channel_languages": language} if language else {}
    settings = load(overrides)
    with desk.office(settings) as office:
        if dry_run or settings.channel_id is None:
            for text in commands.drafted(office, settings.channel_languages):
                click.echo(text + "\n")
        else:
            click.echo(f"{asyncio.run(commands.post_digest(office))} messages posted")


@main.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--wave", default=None, help="Its name; without it all waves.")
@click.option("--city", default=None)
@click.option(
    "--format",
    "formats",
    default="csv,xlsx",
    show_default=True,
    help="Any of csv, xlsx, sav, dta, parquet.",
)
@click.option(
    "--tier",
    type=click.Choice(["shared", "internal"]),
    default="shared",
    show_default=True,
    help="shared: what would tell who it was is coarsened; internal: full detail.",
)
@click.option(
    "--language",
    type=click.Choice(["kk", "ru", "en"]),
    default="kk",
    show_default=True,
    help="Of the labels in SPSS, Stata and Excel.",
)
@click.option("--same-ids", is_flag=True, help="Ids that agree with other exports made so.")
@plainly
def export(  # noqa: PLR0913, PLR0917 - its choices are options
    directory: Path,
    wave: str | None,
    city: str | None,
    formats: str,
    tier: str,
    language: str,
    same_ids: bool,
) -> None:
    """Write the data with codebook and data package. It is there whole, or not at all."""
    from bot.console import desk

    settings = load()
    with desk.office(settings) as office:
        chosen = tuple(part.strip() for part in formats.split(","))
        wanted = desk.Selection(wave, city, chosen, tier, language)
        made = desk.exported(office, directory, wanted, settings.key() if same_ids else None)
    click.echo(f"{made.responses} responses of {made.respondents} people in {directory}")
    click.echo(f"tier {made.tier}: at least {made.protection.k} responses share all traits")
    if made.protection.left_out:
        click.echo(
            f"{made.protection.left_out} responses are left out: their city has fewer than "
            f"{made.minimum_cell}; --tier internal holds them"
        )
    if made.tier == "shared" and made.open_waves:
        click.echo(
            f"{', '.join(made.open_waves)}: still open. Whoever holds two shared exports of it "
            "sees who came between them: share one, made after `saualnama wave close`"
        )


@main.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--wave", default=None, help="Its name; without it the present wave.")
@click.option("--language", type=click.Choice(["kk", "ru", "en"]), default="kk", show_default=True)
@plainly
def report(directory: Path, wave: str | None, language: str) -> None:
    """Write the newest digest as a page and a PDF. They are there whole, or not at all."""
    from bot.console import commands, desk

    with desk.office(load()) as office:
        edition = commands.reported(office, directory, wave, language)
    click.echo(f"the digest {edition.code} of the wave {edition.wave} in {directory}")


@main.command()
@click.argument("code")
@click.option(
    "--export",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="An export's folder: recompute the posted figures from its data.",
)
@plainly
def verify(code: str, folder: Path | None) -> None:
    """Show what stands behind a digest, by its code. With an export, recompute it."""
    if folder is not None:
        from bot.exporting.scripts import recompute
        from scoring.findings import spelled

        sys.exit(recompute.verify(folder, spelled(code)))
    from bot.console import desk, numbers

    with desk.office(load()) as office:
        click.echo("\n".join(numbers.behind(office, code)))


for group in (wave, tally, database, dead_letters, catalogue, notes, interviews, instrument):
    main.add_command(group)


if __name__ == "__main__":
    main()
