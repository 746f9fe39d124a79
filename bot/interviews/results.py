"""What coders came to, on the command line: agreement, and what may be quoted."""

from __future__ import annotations

from typing import Any

import click

from bot import library
from bot.console.documents import form
from bot.console.terminal import plainly
from bot.console.upkeep import opened
from bot.interviews.gathering import Gathered, gathered
from bot.settings import load
from scoring.agreement import Coding

wave = click.option("--wave", default=None, help="Its name; without it all waves.")


@click.command()
@wave
@click.option("--coders", default="", help="Only these, joined by commas.")
@form
@plainly
def agreement(wave: str | None, coders: str, form: str) -> None:
    """Print Krippendorff's alpha, and where the coders differ."""
    chosen = [name.strip() for name in coders.split(",") if name.strip()]
    found = _found(wave, chosen)
    if found is None or not found.coded.sentences:
        click.echo("there is no text yet that two coders went through")
        return
    told = found.coded
    rows = [_judged(one.theme, one.coding, one.people, one.sentences) for one in told.themes]
    rows.append(_judged("all", told.whole, told.people, told.sentences))
    written(rows, form, "")
    about = f"{', '.join(told.coders)}: {told.sentences} sentences of {told.texts} texts"
    click.echo(f"{about} of {told.people} people, codebook version {found.version}", err=True)
    for one in told.disputes:
        text = found.texts[one.answer].text or ""
        sides = "; ".join(f"{name}: {' '.join(g) or '-'}" for name, g in one.themes.items())
        place = f"answer {one.answer}, {one.span.start}-{one.span.stop}"
        click.echo(f"{place}: {sides}: {text[one.span.start : one.span.stop][:60]}", err=True)


def _judged(theme: str, judged: Coding, people: int, sentences: int) -> dict[str, Any]:
    alpha = None if judged.alpha is None else round(judged.alpha, 3)
    return {
        "theme": theme,
        "alpha": alpha if alpha is None else f"{alpha:.3f}",
        "trust": judged.trust.value,
        "differ": len(judged.disputed),
        "people": people,
        "sentences": sentences,
    }


@click.command()
@wave
@form
@plainly
def quotations(wave: str | None, form: str) -> None:
    """Print the passages that are fit to quote. Allowed, chosen, agreed on, of a large group."""
    found = _found(wave, [])
    rows = [
        {"city": one.city, "group": one.group, "theme": one.theme, "text": one.text}
        for one in (found.coded.quotations if found else ())
    ]
    written(rows, form, "there is no passage that may be quoted")
    if found and found.coded.withheld:
        click.echo(f"{found.coded.withheld} withheld: their groups are too small", err=True)


def _found(wave: str | None, coders: list[str]) -> Gathered | None:
    settings = load()
    known = library.instruments(settings.instruments)
    with opened(settings) as archive, archive.read() as connection:
        return gathered(connection, known, settings.minimum_cell, wave=wave, coders=coders)


def written(rows: list[dict[str, Any]], form: str, nothing: str) -> None:
    """Print rows in a form, or that there is nothing."""
    from bot.console import numbers

    if rows or form == "json":
        click.echo(numbers.written(rows, form), nl=False)
    else:
        click.echo(nothing)
