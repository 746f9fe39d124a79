"""Flags are set by their definitions, take nobody out, and tell nothing of few people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from bot.office import Office
from scoring import index as precise
from scoring import sensitivity
from scoring.flags import FAST, FLAGS, STRAIGHT, fast, flags, straight
from scoring.groups import GROUPS
from scoring.instrument import NOT_REACHED, RATINGS
from scoring.sensitivity import CHANGE, KEPT, UNFLAGGED, counts, gives_away
from scoring.tally import Layout, Tally
from storage.models import Response
from tests import survey
from tests.survey import BEGUN, INSTRUMENT, ITEMS, reference

LAYOUT = Layout(INSTRUMENT)
FEW = 5

# Mostly one rating, so that straight-lining is not too rare to be met.
texts = st.builds(
    lambda one, more: "".join(more.get(place, one) for place in range(len(ITEMS))),
    st.sampled_from(RATINGS),
    st.dictionaries(
        st.integers(0, len(ITEMS) - 1), st.sampled_from([*RATINGS, "?", "-", "."]), max_size=14
    ),
)


def codes(answers: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    joined = np.frombuffer("".join(answers).encode(), np.uint8)
    return joined.reshape(len(answers), len(ITEMS))


@given(st.lists(texts, min_size=1, max_size=5))
def test_straight_lining_is_no_spread_in_two_indices(answers: list[str]) -> None:
    """Of two indices at least half is rated, and each has one rating throughout."""

    def flat(text: str) -> int:
        own = [[text[i.start] for i in index.items] for index in INSTRUMENT.indices]
        rated = [[code for code in one if code in RATINGS] for one in own]
        half = [2 * len(some) >= len(one) for some, one in zip(rated, own, strict=True)]
        return sum(len({*some}) == 1 and enough for some, enough in zip(rated, half, strict=True))

    found = straight(INSTRUMENT, codes(answers)).tolist()
    assert found == [flat(text) >= 2 for text in answers]


@pytest.mark.parametrize(
    ("answers", "flagged"),
    [
        ("3" * 23, True),
        ("3" * 7 + "2" * 8 + "12345123", True),
        ("3" * 7 + "12345123" + "12345123", False),
        ("?" * 23, False),
        ("3" * 7 + "2???????" + "12345123", False),
        ("333????" + "2-2-2-2-" + "12345123", False),
        ("3333???" + "2-2-2-2-" + "12345123", True),
    ],
)
def test_examples_of_straight_lining(answers: str, flagged: bool) -> None:
    """One rating in each of two indices is enough; "don't know" is no rating."""
    assert straight(INSTRUMENT, codes([answers])).tolist() == [flagged]


@given(texts, st.integers(0, 60))
def test_haste_is_under_two_seconds_for_each_tap(answers: str, seconds: int) -> None:
    """What was not reached took no time."""
    tapped = sum(code != NOT_REACHED for code in answers)
    assert fast(codes([answers]), np.array([seconds])).tolist() == [seconds < 2 * tapped]


people = st.lists(
    st.tuples(texts, st.sampled_from(GROUPS[:2]), st.sampled_from([10, 300])), max_size=40
)


def counted(rows: list[tuple[str, str, int]]) -> tuple[dict[tuple[str, str], Tally], list[int]]:
    """The tallies by city and group, and each response's flags."""
    by_group: dict[tuple[str, str], list[str]] = {}
    for text, group, _ in rows:
        by_group.setdefault(("shu", group), []).append(text)
    lasted = np.array([seconds for *_, seconds in rows], np.int64)
    found = flags(INSTRUMENT, codes([text for text, *_ in rows]), lasted).tolist() if rows else []
    return {cell: tallied(answers) for cell, answers in by_group.items()}, found


def tallied(answers: list[str]) -> Tally:
    return LAYOUT.tally(LAYOUT.count(answers, [True] * len(answers)))


@given(people)
def test_without_the_flagged_is_a_recount_of_the_others(rows: list[tuple[str, str, int]]) -> None:
    """To take tallies out and to count anew are the same to the last digit."""
    cells, found = counted(rows)
    marked: dict[tuple[str, str], dict[int, list[str]]] = {}
    for (text, group, _), of in zip(rows, found, strict=True):
        if of:
            marked.setdefault(("shu", group), {}).setdefault(of, []).append(text)
    apart = {cell: {of: tallied(t) for of, t in one.items()} for cell, one in marked.items()}
    made = list(sensitivity.rows(INSTRUMENT, "w", cells, apart, 1, few=1))
    kept = [text for (text, *_), of in zip(rows, found, strict=True) if not of]
    for row in made:
        score = precise.score(tallied(kept).index(row.id))
        before = precise.score(tallied([text for text, *_ in rows]).index(row.id))
        assert score.value is not None
        assert before.value is not None
        if row.statistic == UNFLAGGED:
            told = (row.n, row.estimate, row.low, row.high)
            assert told == (score.n, score.value, score.low, score.high)
        else:
            assert (row.statistic, row.n, row.n_second) == (CHANGE, before.n, score.n)
            assert row.estimate == pytest.approx(score.value - before.value, abs=1e-9)


atoms = st.dictionaries(
    st.tuples(st.sampled_from(GROUPS), st.sampled_from([str(KEPT), *map(str, FLAGS)])),
    st.integers(0, 12),
    max_size=12,
)


@given(atoms, st.sets(st.sampled_from(GROUPS)))
def test_what_is_told_tells_of_nobody_or_of_enough(
    many: Mapping[tuple[str, str], int], told: set[str]
) -> None:
    """Neither the flagged nor the others are few, nor those whom shared rows do not show."""
    groups = {group for group, _ in many}
    whole = {(group, str(of)): 0 for group in groups for of in (KEPT, *FLAGS)} | dict(many)
    if gives_away(whole, told & groups, FEW):
        return
    kept, quick = (
        sum(n for (_, of), n in whole.items() if of == str(wanted)) for wanted in (KEPT, FAST)
    )
    for one in (kept, sum(whole.values()) - kept, quick):
        assert not 0 < one < FEW
    assert not gives_away(whole, told & groups, 1), "the team may know of each"


def test_a_group_alone_with_its_flags_is_not_given_away() -> None:
    """All flagged are of one group: less the others it leaves this group's few unflagged."""
    many = {("ict", "0"): 2, ("ict", "1"): 6, ("society", "0"): 20, ("society", "1"): 0}
    assert gives_away(many, {"ict", "society"}, FEW)
    assert not gives_away(many, (), FEW)


@given(st.dictionaries(st.sampled_from([*FLAGS]), st.integers(1, 9)), st.integers(0, 9))
def test_counts_are_told_together_or_not_at_all(sets: dict[int, int], others: int) -> None:
    """Each set of flags, and having none, is that of nobody or of enough; else none is told."""
    marked = {of: tallied(["3" * 23] * many) for of, many in sets.items()}
    whole = tallied(["3" * 23] * (sum(sets.values()) + others))
    expected = {one: sum(n for of, n in sets.items() if of & one) for one in (STRAIGHT, FAST)}
    assert counts(whole, [marked], 1) == expected
    few = any(0 < many < FEW for many in (*sets.values(), others))
    assert counts(whole, [marked], FEW) == ({} if few else expected)


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Iterator[Office]:
    """Six people rate all 3, and two straight-line anyway; six take seconds, one does not send."""
    with survey.office(tmp_path) as office:
        with office.archive.begin() as connection:
            survey.fill(connection, reference())
            of = update(Response)
            connection.execute(of.values(city="shu"))
            late = BEGUN + timedelta(minutes=10)
            connection.execute(of.values(completed_at=late))
            flat = {"answers": "3" * 23}
            connection.execute(of.where(Response.id.in_(range(1, 7))).values(flat))
            hasty = {"completed_at": BEGUN + timedelta(seconds=45)}
            connection.execute(of.where(Response.id.in_(range(7, 13))).values(hasty))
            unsent = {"complete": False, "completed_at": None, "answers": "3" * 22 + "."}
            connection.execute(of.where(Response.id == 13).values(unsent))
        yield office


def made(office: Office, folder: Path, tier: str) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """The responses, the statistics and the README of an export."""
    survey.exported(office, folder, datetime(2025, 6, 1, tzinfo=UTC), tier=tier, formats=["csv"])
    tables = (pd.read_csv(folder / name) for name in ("responses.csv", "statistics.csv"))
    return *tables, (folder / "README.md").read_text(encoding="utf-8")  # type: ignore[return-value]


def test_the_team_sees_which_responses_are_flagged(office: Office, tmp_path: Path) -> None:
    """All are exported, each with its flags; whoever has not sent is not judged."""
    responses, statistics, readme = made(office, tmp_path / "out", "internal")
    assert len(responses) == 53
    assert responses["quality"].value_counts().to_dict() == {"straight": 8, "fast": 6}
    assert responses["quality"].isna().sum() == 39
    kept = responses[responses["quality"].isna()]
    for index in INSTRUMENT.indices:
        items = kept[[item.id for item in index.items]]
        rated = items[items > 0]
        own = statistics[(statistics["id"] == index.id) & (statistics["statistic"] == UNFLAGGED)]
        assert own["n"].tolist() == [39]
        assert own["estimate"].tolist() == [pytest.approx(25 * (rated.mean().mean() - 1))]
    assert "| 52 | 8 | 6 |" in readme


def test_what_is_shared_tells_of_enough_only(office: Office, tmp_path: Path) -> None:
    """Six who were fast are told; of four neither their number nor the figures are."""
    responses, statistics, readme = made(office, tmp_path / "out", "shared")
    assert "quality" not in responses
    assert "| 52 | 8 | 6 |" in readme
    with office.archive.begin() as connection:
        slow = update(Response).where(Response.id.in_([7, 8]))
        connection.execute(slow.values(completed_at=BEGUN + timedelta(hours=1)))
    _, statistics, readme = made(office, tmp_path / "fewer", "shared")
    assert not {UNFLAGGED, CHANGE} & {*statistics["statistic"]}
    assert "| 52 | — | — | — | — | — |" in readme
