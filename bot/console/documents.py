"""The command line's desk of documents: a rating's indicators, and notes of evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot import spreadsheets
from bot.console.terminal import plainly
from bot.console.upkeep import opened
from bot.rating import RATING, loaded
from bot.settings import load
from scoring.balance.catalogue import Indicator, read
from scoring.balance.coverage import packaged, technology_shares
from scoring.balance.emphasis import Emphasis, emphasis
from scoring.documents import note as noting
from scoring.tabular import TableError
from storage import catalogues
from storage import notes as kept
from storage.catalogues import IndicatorRow


class DocumentError(ValueError):
    """A table was not taken in; the message names every fault and says what to do."""


name = click.option("--name", default=RATING, show_default=True, help="Of the catalogue.")
form = click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv"]), default="table"
)
table = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.group()
def catalogue() -> None:
    """The indicators of a rating, and what they lay weight on."""


@catalogue.command("import")
@table
@name
@plainly
def catalogue_import(file: Path, name: str) -> None:
    """Take in a table of indicators (.csv or .xlsx). What the catalogue held goes."""
    try:
        found = read(spreadsheets.rows(file), {*packaged().areas})
    except TableError as error:
        raise _refused(file, error) from None
    with opened(load()) as archive, archive.begin() as connection:
        catalogues.replace(connection, name, [_kept(one) for one in found])
    click.echo(f"{len(found)} indicators in {name}")


@catalogue.command("list")
@plainly
def catalogue_list() -> None:
    """List the catalogues, and the areas of the 2020 rating."""
    with opened(load()) as archive, archive.read() as connection:
        held = catalogues.names(connection)
    for one, count in (held or {RATING: 0}).items():
        click.echo(f"{one}\t{count} indicators")
    for area in packaged().areas.values():
        click.echo(f"area\t{area.id}\t{area.source}{'  (assumed)' if area.assumed else ''}")


@catalogue.command("show")
@name
@form
@plainly
def catalogue_show(name: str, form: str) -> None:
    """Print a catalogue's indicators with the tags of each coder."""
    with opened(load()) as archive, archive.read() as connection:
        found = loaded(connection, name)
    coded = sorted({f"{facet}_{coder}" for one in found for facet, coder in one.tags})
    rows = [
        {
            "code": one.code,
            "area": one.area,
            **{f"title_{language}": title for language, title in one.titles.items()},
            "source": one.source,
            **dict.fromkeys(coded, ""),
            **{f"{f}_{c}": " ".join(sorted(tags)) or "none" for (f, c), tags in one.tags.items()},
        }
        for one in found
    ]
    _print(rows, form, f"{name} holds no indicator: `saualnama catalogue import FILE`")


@catalogue.command("balance")
@name
@form
@plainly
def catalogue_balance(name: str, form: str) -> None:
    """Print what a catalogue lays weight on. Shares only where its coders agree enough."""
    with opened(load()) as archive, archive.read() as connection:
        found = loaded(connection, name)
    facets = emphasis(found)
    rows = [row for facet in facets if facet.coding.n for row in _balance(facet.id, facet)]
    _print(rows, form, f"{name} has nothing that two coders tagged")
    for facet in facets:
        if facet.disputed:
            click.echo(f"{facet.id}: tagged differently: {', '.join(facet.disputed)}", err=True)
        if facet.coding.n and not facet.coding.publishable:
            click.echo(f"{facet.id}: the coders agree too little to publish shares", err=True)
    inside, beside = technology_shares()
    bounds = f"at most {inside:.1%} (among the 110), {beside:.1%} (beside them)"
    click.echo(f"technology indicators of the 2020 rating, as the paper counts: {bounds}", err=True)


def _balance(facet: str, found: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - a Facet
    judged = found.coding
    for place, one in {"all": found.whole, **found.areas}.items():
        yield {
            "facet": facet,
            "area": place,
            "alpha": judged.alpha,
            "trust": judged.trust.value,
            "n": one.n,
            **(_shares(one) if judged.publishable else _shares(None)),
        }


def _shares(one: Emphasis | None) -> dict[str, Any]:
    """The tags' shares in one cell, so that facets with other tags stand in one table."""
    if one is None:
        return {"shares": None, "balance": None, "ratio": None}
    parts = [f"{tag} {one.counts[tag]}" for tag in one.counts]
    return {"shares": ", ".join(parts), "balance": one.symmetric, "ratio": one.ratio}


def _kept(one: Indicator) -> IndicatorRow:
    tags = {key: " ".join(sorted(tags)) for key, tags in one.tags.items()}
    return IndicatorRow(one.code, one.area, one.titles, one.source, tags)


@click.group()
def notes() -> None:
    """Notes of what documents show; beside the ratings, in no score."""


@notes.command("import")
@table
@plainly
def notes_import(file: Path) -> None:
    """Take in a table of notes (.csv or .xlsx): all of them, or none."""
    from bot.noting import known, row

    settings, now = load(), datetime.now(UTC)
    with opened(settings) as archive, archive.begin() as connection:
        try:
            found = noting.table(spreadsheets.rows(file), known(connection, settings))
        except TableError as error:
            raise _refused(file, error) from None
        kept.keep(connection, [row(one, now) for one in found])
    click.echo(f"{len(found)} notes taken in")


@notes.command("list")
@click.option("--city", default=None)
@form
@plainly
def notes_list(city: str | None, form: str) -> None:
    """Print the notes, by the day they tell of."""
    with opened(load()) as archive, archive.read() as connection:
        found = [asdict(one) for one in kept.every(connection, city)]
    shown = ("id", "dated", "city", "subject", "title", "shows", "link", "file_name", "sha256")
    rows = [{name: _plain(one[name]) for name in (*shown, "noted_by")} for one in found]
    _print(rows, form, "there are no notes: `saualnama notes import FILE`")


@notes.command("drop")
@click.argument("number", type=int)
@plainly
def notes_drop(number: int) -> None:
    """Take a note out for good."""
    with opened(load()) as archive, archive.begin() as connection:
        kept.drop(connection, number)
    click.echo(f"note {number} is out")


def _plain(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else str(value)


def _refused(file: Path, error: TableError) -> DocumentError:
    return DocumentError("\n".join(f"{file.name}: {fault}" for fault in error.faults))


def _print(rows: Sequence[Mapping[str, Any]], form: str, nothing: str) -> None:
    from bot.console.numbers import written

    if not rows and form == "table":
        click.echo(nothing)
        return
    click.echo(written(rows, form), nl=False)
