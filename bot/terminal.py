"""How commands speak: an expected error is one clear line and a non-zero exit."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click

from bot.settings import SettingsError

P = ParamSpec("P")

Clause = tuple[type[Exception], ...]


def _expected() -> Clause:
    """Errors that say what to do; anything else is a fault of ours and shows a traceback."""
    from sqlalchemy.exc import OperationalError

    from bot.exporting.export import ExportError
    from bot.outgoing.connection import StartError
    from bot.texts import TextError
    from scoring.instrument import InstrumentError
    from storage.copying import CopyError
    from storage.letters import LetterError
    from storage.upgrade import SchemaError
    from storage.waves import WaveError

    return (
        SettingsError,
        SchemaError,
        CopyError,
        LetterError,
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
