"""What an export counts of its rows is what one would count of them by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from statistics import median
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.exporting.counts import Counts
from bot.exporting.kinds import Kinds
from bot.exporting.rows import row_of
from scoring.instrument import load
from storage.columns import NONE

ITEMS = len(load().items)
BEGUN = 1_750_000_000

seconds = st.none() | st.integers(0, 90 * 86_400) | st.integers(290, 310)


@given(st.lists(st.tuples(st.booleans(), seconds), max_size=40), st.integers(1, 7))
def test_the_median_is_that_of_complete_and_sent_responses(
    rows: list[tuple[bool, int | None]], size: int
) -> None:
    """Whoever broke off or has not sent it has no duration; of too few none is told."""
    counting = Counts(Kinds({}, UTC))
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        kept = np.zeros(len(part), row_of([load()]))
        kept["answers"] = [b"5" * ITEMS if whole else b"." * ITEMS for whole, _ in part]
        begun = np.full(len(part), BEGUN)
        sent = np.array([NONE if lasted is None else BEGUN + lasted for _, lasted in part])
        counting.add(kept, (begun, sent))
    lasted = [one for whole, one in rows if whole and one is not None]
    assert counting.minutes(len(lasted) + 1) is None
    assert counting.minutes(1) == (median(lasted) / 60 if lasted else None)


@given(st.lists(st.none() | st.integers(0, 4_000_000_000), max_size=30), st.integers(1, 7))
def test_a_day_is_the_zones_own(moments: list[int | None], size: int) -> None:
    """Near days and far ones, in whatever order: each is the one that the zone's calendar has."""
    zone = ZoneInfo("Asia/Almaty")  # its offset was another one before March 2024
    kinds = Kinds({1: ("smart", "w")}, zone)
    found: list[str] = []
    for start in range(0, len(moments), size):
        part = np.array([NONE if one is None else one for one in moments[start : start + size]])
        keys = [(1, "shu", "ict", "kk", True)] * len(part)
        numbers = kinds.numbers(keys, np.full(len(part), BEGUN), part)
        found += [one.completed for one in kinds.traits(numbers)]
    assert found == [
        "" if one is None else datetime.fromtimestamp(one, zone).date().isoformat()
        for one in moments
    ]
