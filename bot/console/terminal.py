"""How commands speak: an expected error is one clear line and a non-zero exit."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click
from sqlalchemy.exc import OperationalError

P = ParamSpec("P")

ROOMS = {"bot", "scoring", "storage"}


def explained(error: Exception) -> str | None:
    """What to tell the operator; None for a fault of ours, which shows its traceback.

    The house's own errors always say what to do, so they need no list here.
    """
    if isinstance(error, OperationalError):
        reason = str(error.orig).strip().splitlines()[0]
        return f"SAUALNAMA_DATABASE_URL: the database cannot be used: {reason}"
    if isinstance(error, OSError) or type(error).__module__.partition(".")[0] in ROOMS:
        return str(error)
    return None


def plainly(command: Callable[P, None]) -> Callable[P, None]:
    """Turn an expected error into clear lines on the error output and exit status 2."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        from bot.watch.trouble import blanked

        try:
            command(*args, **kwargs)
        except Exception as error:
            text = explained(error)
            if text is None:
                raise
            for line in text.splitlines():
                click.echo(f"saualnama: {blanked(line)}", err=True)
            sys.exit(2)

    return wrapped
