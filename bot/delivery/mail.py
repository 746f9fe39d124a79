"""Raw updates, opened: the events among them, and what nobody can read."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Sequence
from typing import Any

from bot.events import Event, UnreadableError, read, whole
from storage.record import Dead

log = logging.getLogger(__name__)

LIMIT = 100_000  # characters of an update, and of its trouble, that are kept
KINDS = ("message", "callback_query", "my_chat_member")


def opened(updates: Sequence[Any]) -> tuple[list[tuple[Event, Any]], list[Dead]]:
    """The events with the updates that they were read from, and those that cannot be read."""
    events: list[tuple[Event, Any]] = []
    unreadable: list[Dead] = []
    for update in updates:
        try:
            event = read(update)
        except UnreadableError:
            log.warning("an update could not be read")
            unreadable.append(dead(update, traceback.format_exc()))
        else:
            if event is not None:
                events.append((event, update))
    return events, unreadable


def dead(update: Any, trouble: str) -> Dead:  # noqa: ANN401 - a stranger's JSON
    """A dead letter that any database takes, whatever the update holds."""
    try:
        raw = json.dumps(update, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError) as error:
        raw = json.dumps({"unreadable": type(error).__name__})
    return Dead(number(update), _chat(update), _storable(raw), _storable(trouble))


def number(update: Any) -> int | None:  # noqa: ANN401 - a stranger's JSON
    """An update's id, where it has one."""
    try:
        return whole(update["update_id"])
    except (UnreadableError, KeyError, TypeError):
        return None


def _chat(update: Any) -> int | None:  # noqa: ANN401 - a stranger's JSON
    """Whose update it was, so that it is erased with them."""
    for kind in KINDS:
        for path in ((kind, "from"), (kind, "chat"), (kind, "message", "chat")):
            found = update
            try:
                for step in path:
                    found = found[step]
                return whole(found["id"])
            except (UnreadableError, KeyError, TypeError, IndexError):
                continue
    return None


def _storable(text: str) -> str:
    """A text without the two things that PostgreSQL refuses; half letters stay readable."""
    return text[:LIMIT].replace("\x00", "").encode(errors="backslashreplace").decode()
