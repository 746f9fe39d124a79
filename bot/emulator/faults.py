"""Trouble on demand: what a bad day between the bot and Telegram looks like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one request.

    In this order: where `applied` the call takes effect first; `hang` seconds pass; then the
    connection is dropped (`drop`), or an HTML page with status `code` is sent (`html`), or the
    call is refused with `code` and `description` (and `retry_after` seconds, or the chat's new id
    where it `moved`). A fault without
    any of these lets the call go through, late.
    """

    code: int = 0
    description: str = ""
    retry_after: int | None = None
    moved: int | None = None
    html: bool = False
    drop: bool = False
    hang: float = 0.0
    applied: bool = False


Faults = Callable[[str, Mapping[str, object]], Fault | None]
"""Asked for each request with the method's name and its parameters."""
