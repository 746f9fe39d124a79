"""The clock: what is due is a function of the cron setting, the record and the time."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Windows to look back in: the last firing is found in the first one that holds any.
WINDOWS = tuple(timedelta(hours=hours) for hours in (1, 25, 8 * 24, 32 * 24, 367 * 24))


def trigger(cron: str, zone: ZoneInfo) -> CronTrigger:
    """A five-field cron as everybody writes it: 0 and 7 are Sunday.

    APScheduler counts days from Monday, so numbers are turned into names.

    Raises:
        ValueError: not a five-field cron.
    """
    fields = cron.split()
    if len(fields) == 5:  # noqa: PLR2004 - minute, hour, day, month, weekday
        fields[4] = re.sub(r"(?<![/\d])[0-7](?!\d)", lambda found: DAYS[int(found[0])], fields[4])
    return CronTrigger.from_crontab(" ".join(fields), zone)


def last_firing(cron: str, zone: ZoneInfo, *, now: datetime, after: datetime) -> datetime | None:
    """The latest time at which the cron fired, later than `after` and not later than `now`."""
    fires = trigger(cron, zone)
    for window in WINDOWS:
        start = max(after, now - window)
        found: datetime | None = None
        moment = start + timedelta(microseconds=1)
        while (fired := fires.get_next_fire_time(None, moment)) and fired <= now:
            found, moment = fired, fired + timedelta(seconds=1)
        if found or start == after:
            return found
    return None


def period(firing: datetime) -> str:
    """The name of the period that a firing opens: its local time to the minute."""
    return firing.strftime("%Y-%m-%dT%H:%M")
