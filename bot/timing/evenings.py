"""When people may be written to unasked: in the evening, by the clocks of the country."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

EVENING = time(20, 0)
NIGHT = time(21, 30)


def is_evening(now: datetime, zone: ZoneInfo) -> bool:
    """Whether somebody may be written to now; what is due later or earlier waits for an evening."""
    return EVENING <= now.astimezone(zone).time() < NIGHT


def has_evening(now: datetime, zone: ZoneInfo) -> bool:
    """Whether the evening of this day is still to come."""
    return now.astimezone(zone).time() < EVENING


def due(when: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment that a choice stands for; None for never.

    Tonight is the next evening to begin, so a button of this morning that is pressed at night
    means tomorrow.
    """
    if when == "never":
        return None
    local = now.astimezone(zone)
    later = when == "tomorrow" or not has_evening(now, zone)
    return datetime.combine(local.date() + timedelta(days=later), EVENING, zone)
