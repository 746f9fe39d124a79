"""What is due follows from the cron setting and the time alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.timing.schedule import last_firing, period, trigger

ALMATY = ZoneInfo("Asia/Almaty")
MINUTE = timedelta(minutes=1)
LONG_AGO = datetime(2019, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday, five in the afternoon in Almaty

WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_SETS = st.sets(st.integers(0, 7), min_size=1, max_size=3)
MOMENTS = st.timedeltas(timedelta(), timedelta(days=2000)).map(
    lambda later: datetime(2024, 3, 2, tzinfo=UTC) + later
)


def fired(cron: str, now: datetime = NOW, after: datetime = LONG_AGO) -> str | None:
    """The name of the period that is due."""
    found = last_firing(cron, ALMATY, now=now, after=after)
    return period(found) if found else None


@given(
    minute=st.integers(0, 59),
    hour=st.integers(0, 23),
    days=DAY_SETS,
    named=st.booleans(),
    now=MOMENTS,
    back=st.timedeltas(timedelta(), timedelta(days=20)),
)
def test_the_last_firing_is_what_a_walk_back_over_the_minutes_finds(  # noqa: PLR0913, PLR0917 - drawn
    minute: int, hour: int, days: set[int], named: bool, now: datetime, back: timedelta
) -> None:
    """The latest firing, of a weekly or daily digest, is found as by looking at each day."""
    wanted = ",".join(WEEKDAYS[day] if named else str(day) for day in sorted(days))
    after = now - back

    expected = None
    day = now.astimezone(ALMATY).date()
    for _ in range(22):
        moment = datetime.combine(day, time(hour, minute), ALMATY)
        if after < moment <= now and day.isoweekday() % 7 in {one % 7 for one in days}:
            expected = moment
            break
        day -= timedelta(days=1)

    assert last_firing(f"{minute} {hour} * * {wanted}", ALMATY, now=now, after=after) == expected


@given(now=MOMENTS)
def test_a_cron_of_every_minute_is_due_every_minute(now: datetime) -> None:
    """The demo's digest is due at the full minute just begun."""
    expected = now.replace(second=0, microsecond=0)
    assert last_firing("* * * * *", ALMATY, now=now, after=LONG_AGO) == expected


@given(now=MOMENTS, second=st.timedeltas(-timedelta(seconds=90), timedelta(seconds=90)))
def test_a_firing_is_due_from_its_own_moment_on(now: datetime, second: timedelta) -> None:
    """Not a microsecond before, and not again once it was counted."""
    moment = now.replace(second=0, microsecond=0)
    cron = f"{moment.astimezone(ALMATY):%M %H %d %m} *"
    after = moment - timedelta(days=200)
    due = last_firing(cron, ALMATY, now=moment + second, after=after)
    assert due == (moment if second >= timedelta() else None)
    assert last_firing(cron, ALMATY, now=moment + abs(second), after=moment) is None


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("0", "sun"),
        ("7", "sun"),
        ("mon", "mon"),
        ("MON", "mon"),
        ("1-5", "mon,tue,wed,thu,fri"),
        ("0-6", "sun,mon,tue,wed,thu,fri,sat"),
        ("1-7", "sun,mon,tue,wed,thu,fri,sat"),
        ("0-2", "sun,mon,tue"),
        ("5-7", "sun,fri,sat"),
        ("sat-sun", "sun,sat"),
        ("mon-wed,6", "mon,tue,wed,sat"),
        ("*/2", "sun,tue,thu,sat"),
        ("1-5/2", "mon,wed,fri"),
        ("4/2", "thu,sat"),
    ],
)
def test_weekdays_count_from_sunday(written: str, days: str) -> None:
    """0 and 7 are Sunday, and ranges, steps and names mean what crontab(5) says."""
    assert trigger(f"0 9 * * {written}", ALMATY) is not None
    wanted = set(days.split(","))
    for number in range(7):
        noon = datetime.combine(date(2026, 11, 1 + number), time(12), ALMATY)
        name = WEEKDAYS[noon.isoweekday()]
        due = last_firing(f"0 9 * * {written}", ALMATY, now=noon, after=noon - timedelta(hours=6))
        assert (due is not None) == (name in wanted), name


def test_a_day_of_the_month_or_a_weekday_will_do() -> None:
    """Where both are given either fires, as cron has always done."""
    assert fired("0 9 20 * mon") == "2026-11-23T09:00"
    assert fired("0 9 24 * mon") == "2026-11-24T09:00"
    assert fired("0 9 24 * *") == "2026-11-24T09:00"
    assert fired("0 9 */2 * tue") == "2026-11-17T09:00"  # a star is no day: both must fit


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "0 9 * * 8",
        "0 9 * * fri-mon",
        "0 9 * * moon",
        "0 9 * * */0",
        "0 9 * * 1-",
        "0 9 * * mon,",
        "0 9 * * mon/",
        "0 0 31 2 *",
        "@daily",
    ],
)
def test_what_is_no_cron_is_refused(wrong: str) -> None:
    """A setting that cannot be read, or that never fires, is refused before it is needed."""
    with pytest.raises(ValueError, match=r"\S"):
        trigger(wrong, ALMATY)


def test_almaty_is_five_hours_ahead() -> None:
    """Nine in the morning in Almaty is four in UTC, since March 2024."""
    due = last_firing("0 9 * * *", ALMATY, now=NOW, after=LONG_AGO)
    assert due == datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
    assert due is not None
    assert due.utcoffset() == timedelta(hours=5)


def test_the_edge_of_a_day_is_the_citys_own() -> None:
    """A minute before midnight in Almaty belongs to that day, whatever UTC says."""
    midnight = datetime(2026, 11, 24, 0, 0, tzinfo=ALMATY)
    assert fired("59 23 * * *", now=midnight) == "2026-11-23T23:59"
    assert fired("0 0 * * *", now=midnight) == "2026-11-24T00:00"
    assert fired("0 0 * * *", now=midnight - MINUTE) == "2026-11-23T00:00"


def test_after_a_long_silence_only_the_latest_is_due() -> None:
    """A bot that was down for ten weeks owes one digest, not ten."""
    weeks_ago = NOW - timedelta(weeks=10)
    assert fired("0 9 * * mon", after=weeks_ago) == "2026-11-23T09:00"


def test_nothing_is_due_before_the_wave_opened() -> None:
    """A wave that opened after this week's firing waits for the next."""
    monday = datetime(2026, 11, 23, 9, 0, tzinfo=ALMATY)
    assert fired("0 9 * * mon", after=monday) is None
    assert fired("0 9 * * mon", after=monday - timedelta(microseconds=1)) == "2026-11-23T09:00"
    assert fired("0 9 * * mon", after=NOW + MINUTE) is None


def test_rare_firings_are_found_however_long_ago() -> None:
    """A leap day's digest is still owed years later, if nobody has posted it."""
    assert fired("0 9 29 2 *") == "2024-02-29T09:00"


@pytest.mark.parametrize("hour", range(24))
def test_an_hour_that_comes_twice_does_no_harm(hour: int) -> None:
    """In a zone that puts its clocks back the search ends, at most a minute ago."""
    berlin = ZoneInfo("Europe/Berlin")
    now = datetime(2026, 10, 24, 12, 0, 30, tzinfo=UTC) + timedelta(hours=hour)
    due = last_firing("* * * * *", berlin, now=now, after=LONG_AGO)
    assert due is not None
    assert timedelta() <= now - due < MINUTE
