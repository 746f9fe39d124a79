"""The command line of authors: check an instrument, read it from XLSForm, write it as one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.console.terminal import plainly
from bot.settings import load

if TYPE_CHECKING:
    from scoring.instrument import Instrument


@click.group()
def instrument() -> None:
    """Questionnaires: check one, exchange it with XLSForm."""


@instrument.command("check")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@plainly
def instrument_check(file: Path) -> None:
    """Tell all faults of an instrument's TOML. Its words are held to the lock beside it."""
    from scoring import wording

    found, locked = _opened(file)
    if locked.exists():
        faults = wording.check(found, _prints(found, file), locked.read_text(encoding="utf-8"))
        if faults:
            raise click.ClickException("\n".join(faults))
    click.echo(f"{found.name}: {len(found.items)} questions, about {found.minutes} min")


@instrument.command("lock")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@plainly
def instrument_lock(file: Path) -> None:
    """Freeze the words of an instrument's TOML, before anybody is asked. It makes a .lock."""
    from scoring import wording

    found, locked = _opened(file)
    if locked.exists():
        raise click.ClickException(f"{locked}: there already; other words are a new version")
    locked.write_text(wording.lock(found, _prints(found, file)), encoding="utf-8")
    click.echo(str(locked))


def _opened(file: Path) -> tuple[Instrument, Path]:
    """An instrument of a TOML, and where its lock is, if there is one."""
    from scoring.instrument import parse

    return parse(file.read_text(encoding="utf-8")), file.with_suffix(".lock")


def _prints(found: Instrument, file: Path) -> dict[str, str]:
    """The fingerprints of an instrument's words: in folders beside it, or in the package."""
    from bot import library
    from scoring import wording

    beside = file.resolve().parent
    texts = library.texts(beside if (beside / "kk").is_dir() else None)
    return wording.fingerprints(found, {code: texts.speaking(code) for code in texts.languages})


@instrument.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--into", "folder", type=click.Path(file_okay=False, path_type=Path), default=".")
@plainly
def instrument_import(file: Path, folder: Path) -> None:
    """Make a TOML and three .ftl files of an XLSForm workbook. Nothing is overwritten."""
    from bot.xlsform.draft import ftl, toml
    from bot.xlsform.reading import read

    draft = read(file)
    name = str(draft.document["id"])
    files = {folder / f"{name}.toml": toml(draft.document)}
    files |= {folder / code / f"{name}.ftl": ftl(words) for code, words in draft.words.items()}
    if taken := [str(path) for path in files if path.exists()]:
        raise click.ClickException(f"{', '.join(taken)}: there already; name another folder")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        click.echo(str(path))


@instrument.command("export")
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@plainly
def instrument_export(name: str, file: Path) -> None:
    """Write an instrument, such as interview-2022, as an XLSForm workbook."""
    from bot import library
    from bot.xlsform.draft import drafted
    from bot.xlsform.writing import write

    folder = load().instruments
    known = {one.id: one for one in library.instruments(folder).values()}
    if name not in known:
        raise click.BadParameter(f"there is no {name}; there are {', '.join(sorted(known))}")
    texts = library.texts(folder)
    says = {code: texts.speaking(code) for code in texts.languages}
    write(file, drafted(known[name], says))
    click.echo(str(file))
