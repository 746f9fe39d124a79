"""What is decided for kinds of responses is what the method says of the responses one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from unittest import mock

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.exporting import protection
from bot.exporting.counts import Counts
from bot.exporting.kinds import Kinds
from bot.exporting.protection import decide, everything
from bot.exporting.rows import row_of
from scoring.anonymity import Traits, coarsen
from scoring.groups import GROUPS
from scoring.instrument import load
from storage.columns import NONE

K = 3
WAVES = {1: ("smart", "2025-05"), 2: ("smart", "2025-11")}
DAY = 86_400
BEGUN = int(datetime(2025, 5, 29, tzinfo=UTC).timestamp())

one_response = st.tuples(
    st.sampled_from(sorted(WAVES)),
    st.sampled_from(("shu", "ayagoz")),
    st.sampled_from(GROUPS[:3]),
    st.sampled_from(("kk", "ru")),
    st.booleans(),
    st.integers(0, 4),
    st.integers(1, 9),
)


Row = tuple[int, str, str, str, bool, int, int]


def counted(rows: list[Row]) -> tuple[Counts, NDArray[Any]]:
    """Count responses as an export does; the last two of a row are its day and whose it is."""
    kinds = Kinds(WAVES, UTC)
    counting = Counts(kinds)
    started = np.array([BEGUN + DAY * one[5] for one in rows], np.int64)
    completed = np.where([one[4] for one in rows], started + DAY, NONE)
    kept = np.zeros(len(rows), row_of([load()]))
    kept["kind"] = kinds.numbers((one[:5] for one in rows), started, completed)
    kept["person"] = [one[6] for one in rows]
    kept["answers"] = b"5" * len(load().items)
    counting.add(kept, (started, completed))
    return counting, kept


@given(st.lists(one_response, min_size=1, max_size=60), st.sampled_from((1, 3, 1000)))
def test_deciding_by_months_and_in_pieces_changes_nothing(rows: list[Row], piece: int) -> None:
    """A kind is told as its traits are by the rule for single days, and left out as they are."""
    counting, kept_rows = counted(rows)
    numbers, sizes = counting.sizes()
    kinds = counting.kinds
    summed: Counter[Traits] = Counter()

    def whose() -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        return kept_rows["person"], kept_rows["kind"]

    for one, size in zip(kinds.traits(numbers), sizes.tolist(), strict=True):
        summed[one] += size
    rule = coarsen(summed, K)
    with mock.patch.object(protection, "PIECE", piece):
        made = decide(counting, whose, K)
    told = [rule.told(one) for one in kinds.traits(numbers)]
    kept = made.told(numbers)
    assert [one for one in told if one] == list(kinds.traits(kept[kept >= 0]))
    assert [one is None for one in told] == (kept < 0).tolist()
    assert [made.coarsening.told(one) for one in kinds.traits(numbers)] == told
    same = replace(made.coarsening, becomes=rule.becomes, linkable=rule.linkable)
    assert same == rule, "the figures of the README are of single days too"
    assert not made.coarsening.linkable or rule.linkable


@given(st.lists(one_response, min_size=1, max_size=20))
def test_full_detail_stays_as_it_is(rows: list[Row]) -> None:
    """Who may know all is told all."""
    counting, kept = counted(rows)
    assert (everything(counting).told(kept["kind"]) == kept["kind"]).all()
