"""Data that are shared and digests that are posted tell, side by side, nothing of few people."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from scoring.findings import from_json
from scoring.groups import GROUPS
from scoring.partition import WITHHELD, agreeing
from scoring.suppress import told
from storage import waves
from tests.survey import BEGUN, exported, fill, office, townspeople
from tests.test_suppress import solvable

K = 5  # as in `solvable`

counts = st.dictionaries(st.sampled_from(GROUPS), st.integers(1, 12), min_size=1)


def classes(names: Mapping[str, str]) -> list[dict[tuple[str, str], float]]:
    """The sums that data give: of everybody who is told by one name."""
    return [
        {("shu", group): 1.0 for group, name in names.items() if name == one}
        for one in sorted({*names.values()})
    ]


@given(counts, st.lists(counts, max_size=3), st.sampled_from(("", "planners ict", "*")))
def test_nobody_few_is_left_between_the_data_and_the_digests(
    people: dict[str, int], grown: list[dict[str, int]], together: str
) -> None:
    """Whatever tables were told and groups are wished together, few are not to be had from both."""
    tables = [told(one, K) & {*people} for one in (people, *grown)]
    wished = {g: "technical" if g in together.split() else g for g in people}
    made = agreeing(wished, people, tables, K)
    atoms = {("shu", group): many for group, many in people.items()}
    if set(made.values()) == {WITHHELD}:
        return  # no more can be taken away
    for groups in tables:
        alone = [{("shu", group): 1.0} for group in groups]
        assert not solvable([*classes(made), *alone], atoms)


def test_the_digests_choice_is_taken_where_the_two_tell_of_few() -> None:
    """Nine ICT people told alone and twelve technical ones told together are three planners."""
    people = {"planners": 3, "ict": 9, "officials": 8, "society": 10}
    wished = {**{group: group for group in people}, "planners": "technical", "ict": "technical"}
    digest = frozenset({"ict", "society"})
    made = agreeing(wished, people, [digest], K)
    assert made == {"planners": "*", "ict": "ict", "officials": "*", "society": "society"}
    assert agreeing(wished, people, [frozenset({"society"})], K) == wished


def test_a_shared_export_agrees_with_the_digest(tmp_path: Path) -> None:
    """What the digest hides of a group is in no difference of it and the export."""
    groups = ["planners"] * 3 + ["ict"] * 9 + ["officials"] * 8 + ["society"] * 10
    rows = townspeople(groups)
    with office(tmp_path) as desk:
        with desk.archive.begin() as connection:
            fill(connection, rows)
            wave = waves.latest(connection)
            assert wave
            desk.claim(connection, "", "2025-W21", wave, BEGUN)
            found = from_json(desk.edition(connection, wave, BEGUN).content)
        exported(desk, tmp_path / "out")
    views = found.figures[0].views
    assert {group for group, (one, *_) in views.items() if one.index is not None} == {
        "ict",
        "society",
    }
    with (tmp_path / "out" / "responses.csv").open(encoding="utf-8", newline="") as file:
        named = [row["stakeholder_group"] for row in csv.DictReader(file)]
    assert {one: named.count(one) for one in named} == {"*": 11, "ict": 9, "society": 10}
