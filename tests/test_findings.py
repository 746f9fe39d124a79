"""What a digest says is data: it survives the record, carries a code, and is tied to its data."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.changes import moves
from scoring.findings import ALPHABET, Findings, code, from_json, sealed, spelled, to_json
from tests import stories
from tests.survey import cells, reference
from tests.vectors import tallied


@pytest.mark.parametrize("story", ["one", "three", "two_waves", "many"])
def test_json_loses_nothing(story: str) -> None:
    """What is read back equals what was written: figures, claims, history and seals."""
    found: Findings = getattr(stories, story)()
    assert from_json(to_json(found)) == found


@given(st.text())
def test_a_code_is_short_and_has_no_letter_that_is_misread(text: str) -> None:
    """Eight symbols without I, L, O and U; whoever types them anyhow finds the same digest."""
    made = code(text)
    assert re.fullmatch(f"[{ALPHABET}]{{8}}", made)
    typed = made.lower().replace("0", "o").replace("1", "l")
    assert spelled(f" {typed[:4]}-{typed[4:]} ") == made


def test_any_other_content_has_another_code() -> None:
    """A digit changed in what was said changes the code."""
    found = stories.three()
    assert code(to_json(found)) != code(to_json(replace(found, withdrawn=1)))


def test_a_seal_depends_on_the_data_and_not_on_the_order() -> None:
    """The same answers in any order give the same hash; one answer changed gives another."""
    one = sealed("s", "w", "shu", tallied(["1" * 23, "2" * 23]))
    assert one == sealed("s", "w", "shu", tallied(["2" * 23, "1" * 23]))
    others = {
        sealed("s", "w", "shu", tallied(["1" * 23, "2" * 22 + "?"])),
        sealed("t", "w", "shu", tallied(["1" * 23, "2" * 23])),
        sealed("s", "v", "shu", tallied(["1" * 23, "2" * 23])),
        sealed("s", "w", "ayagoz", tallied(["1" * 23, "2" * 23])),
    }
    assert len(others | {one}) == 5


def test_held_figures_keep_the_seal_of_their_data() -> None:
    """Where nothing new is told of a city, the data behind it are those of the digest before."""
    rows = reference()
    before = stories.tell(cells(rows))
    rows += [row for row in rows if row["city"] == "shu"][:2]
    rows += [row for row in rows if row["city"] == "ayagoz"][:6]
    now = stories.tell(cells(rows), before)
    assert now.seals["shu"] == before.seals["shu"]
    assert now.seals["ayagoz"] != before.seals["ayagoz"]
    assert now.seals["ayagoz"].n == 24
    assert now.sha256() != before.sha256()
    moved = moves(now, before)
    assert (moved.anew, moved.held, moved.begun) == (("ayagoz",), ("shu",), 8)


def test_a_small_city_has_no_seal() -> None:
    """A hash over few people's answers could be found by trying."""
    rows = [row for row in reference() if row["city"] != "shu" or row["respondent_id"] < "R008"]
    assert {*stories.tell(cells(rows)).seals} == {"ayagoz", "shalkar"}


def test_a_closed_wave_says_its_last_word_once() -> None:
    """After the final digest a withdrawal moves no figure any more."""
    rows = reference()
    final = stories.tell(cells(rows), stories.tell(cells(rows[:-1])), final=True)
    later = stories.tell(cells(rows[1:]), final, final=True)
    assert later.figures[0].indices == final.figures[0].indices
    assert later.seals == final.seals
