"""The clock: what is due is a function of the cron setting, the record and the time."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

FIELDS = 5  # minute, hour, day, month, weekday
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
SUNDAY_TOO = 7
WEEKDAYS = re.compile(r"(?:(\*)|(\w+)(?:-(\w+))?)(?:/([1-9]\d*))?")  # a star or days, and a step
# Windows to look back in: the last firing is found in the first one that holds any.
WINDOWS = tuple(timedelta(hours=hours) for hours in (1, 25, 8 * 24, 32 * 24, 367 * 24))


@functools.cache
def trigger(cron: str, zone: ZoneInfo) -> BaseTrigger:
    """A five-field cron as everybody writes it.

    Weekdays count from Sunday, 0 or 7, and where both the day of the month and the weekday are
    given either will do. APScheduler counts from Monday and wants both, so both are translated.

    Raises:
        ValueError: not a five-field cron, or one that never fires.
    """
    fields = cron.lower().split()
    if len(fields) != FIELDS:
        raise ValueError(f"it has {len(fields)} fields, not {FIELDS}")
    minute, hour, day, month, weekday = fields
    weekday = ",".join(_weekdays(weekday))
    if day.startswith("*") or weekday == "*":
        return _plain(f"{minute} {hour} {day} {month} {weekday}", zone)
    either = (f"{minute} {hour} {day} {month} *", f"{minute} {hour} * {month} {weekday}")
    return OrTrigger([_plain(one, zone) for one in either])


def _plain(cron: str, zone: ZoneInfo) -> CronTrigger:
    made = CronTrigger.from_crontab(cron, zone)
    if made.get_next_fire_time(None, datetime(2000, 1, 1, tzinfo=UTC)) is None:
        raise ValueError("there is no such day")
    return made


def _weekdays(field: str) -> Iterator[str]:
    """The names of the days that a field asks for; any day is a star."""
    if field == "*":
        yield field
        return
    asked: set[int] = set()
    for part in field.split(","):
        found = WEEKDAYS.fullmatch(part)
        if not found:
            raise ValueError(f"no days of the week: {part}")
        star, first, last, step = found.groups()
        start = 0 if star else _day(first)
        end = 6 if star or (step and not last) else _day(last or first)
        if end == 0 < start:
            end = SUNDAY_TOO
        if end < start:
            raise ValueError(f"days of the week run backwards: {part}")
        asked.update(number % 7 for number in range(start, end + 1, int(step or 1)))
    yield from (name for number, name in enumerate(DAYS) if number in asked)


def _day(word: str) -> int:
    if word in DAYS:
        return DAYS.index(word)
    if word.isdecimal() and int(word) <= SUNDAY_TOO:
        return int(word)
    raise ValueError(f"no such day of the week: {word}")


def last_firing(cron: str, zone: ZoneInfo, *, now: datetime, after: datetime) -> datetime | None:
    """The latest time at which the cron fired, later than `after` and not later than `now`."""
    fires = trigger(cron, zone)
    for start in (*(now - window for window in WINDOWS if now - window > after), after):
        found: datetime | None = None
        # In UTC, where no hour comes twice; a trigger's moments are whole seconds.
        moment = start.astimezone(UTC) + timedelta(microseconds=1)
        while (fired := fires.get_next_fire_time(None, moment)) and fired <= now:
            found, moment = fired, fired.astimezone(UTC) + timedelta(seconds=1)
        if found:
            return found
    return None


def period(firing: datetime) -> str:
    """The name of the period that a firing opens: its local time to the minute."""
    return firing.strftime("%Y-%m-%dT%H:%M")
