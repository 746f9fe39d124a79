"""How it goes, on one screen for coordinators: fieldwork, then the bot's health."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape

from sqlalchemy import Connection

from bot.office import Office
from bot.texts import Say
from scoring.groups import GROUPS
from storage import digests, health, interviews, waves

SEEN = timedelta(minutes=2)
"""A worker that said so long nothing of itself counts as gone."""


def status(connection: Connection, office: Office, say: Say, now: datetime) -> str:
    """The screen, as HTML."""
    shown = []
    for title, part in (("status-title", _fieldwork), ("status-health", _health)):
        lines = "\n".join(map(escape, part(connection, office, say, now)))
        shown.append(f"<b>{escape(say(title))}</b>\n{lines}")
    return "\n\n".join(shown)


def _fieldwork(connection: Connection, office: Office, say: Say, _: datetime) -> Iterator[str]:
    """The wave, and how many answered, by city and by group."""
    wave = waves.latest(connection)
    if wave is None:
        yield say("status-none")
        return
    figures = office.figures(connection, wave.id)
    yield say("status-wave", wave=wave.name, since=wave.opened_at.date())
    yield say(
        "status-counts",
        started=sum(city.responses for city in figures),
        complete=sum(city.complete for city in figures),
    )
    for city in figures:
        yield say("status-line", name=say(f"city-{city.city}"), count=city.n)
    for group in GROUPS:
        count = sum(city.groups.get(group, 0) for city in figures)
        yield say("status-line", name=say(f"group-{group}.report"), count=count)
    if waiting := len(interviews.voices(connection, waiting=True)):
        yield say("desk-waiting", count=waiting)


def _health(connection: Connection, _: Office, say: Say, now: datetime) -> Iterator[str]:
    """What waits, what failed, and who is at work, as far as the record knows."""
    found = health.health(connection, now - SEEN)
    yield say("status-workers", count=found.workers)
    if found.last_update:
        yield say("status-update", age=_age(say, now - found.last_update))
    yield say("status-owed", count=found.owed.people)
    if found.owed.since:
        yield say("status-owed-age", age=_age(say, now - found.owed.since))
    yield say("status-uncounted", count=found.uncounted)
    yield say("status-letters", count=found.letters)
    for state in digests.STATES:
        if count := found.posts.get(state):
            yield say("status-line", name=say(f"status-posts-{state}"), count=count)


def _age(say: Say, age: timedelta) -> str:
    """A length of time in its largest whole unit."""
    seconds = max(0, int(age.total_seconds()))
    for unit, length in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= length:
            return say(f"age-{unit}", count=seconds // length)
    return say("age-seconds", count=seconds)
