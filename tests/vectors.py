"""The synthetic respondents of the reference set, as texts and tallies, and R's numbers on them."""

from __future__ import annotations

import csv
import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from scoring.analysis import CONTRAST
from scoring.groups import GROUPS
from scoring.instrument import load
from scoring.places import CONTRASTS
from scoring.tally import IndexTally, Layout, Tally

FOLDER = Path(__file__).parent / "reference"
R: dict[str, Any] = json.loads((FOLDER / "reference.json").read_text())
FILES = {"all_cities": "vectors.csv", "one_city": "vectors_onecity.csv"}
CELLS = [(design, cell) for design in FILES for cell in R[design]]
CITIES = ("shu", "ayagoz", "shalkar")
ITEMS = [item.id for item in load().items]


def close(expected: object) -> Any:  # noqa: ANN401 - pytest's own type is private
    """Equal to R to 1e-9."""
    return pytest.approx(expected, rel=1e-9, abs=1e-9)


@functools.cache
def rows(file: str) -> tuple[dict[str, str], ...]:
    """Every row of a file of vectors."""
    with (FOLDER / file).open(newline="") as lines:
        return tuple(csv.DictReader(lines))


def answers(row: dict[str, str], items: Iterable[str] = ITEMS) -> str:
    """A row's stored text, of all items or some."""
    return "".join(row[item] for item in items)


def counted(layout: Layout, texts: Sequence[str]) -> Tally:
    """The tally of stored texts, all of them sent off."""
    return layout.tally(layout.count(texts, [True] * len(texts)))


def tallied(texts: Sequence[str]) -> Tally:
    """The tally of stored texts of the core."""
    return counted(Layout(load()), texts)


EXPECTATIONS, PROBLEMS = (Layout(load(name)) for name in ("expectations-2022", "problems-2022"))
TWO_SIDES = Layout(load(), CONTRASTS)
ELEMENTS = EXPECTATIONS.instrument.analyses[0].names
SEVEN = PROBLEMS.instrument.analyses[0].names
COMPARED = tuple(one for one in load().analyses if one.kind == CONTRAST)
"""Of the 2022 paper: what is counted of each block, and the names of what is asked."""


def wishes(row: Mapping[str, str]) -> str:
    """A person's text of the expectations: each element's importance, then its performance."""
    names = [{"urban_administration": "urban_admin"}.get(e, e) for e in ELEMENTS]
    return "".join(row[f"{side}_{name}"] for name in names for side in ("imp", "perf"))


def severities(row: Mapping[str, str]) -> str:
    """A person's text of the problems."""
    return "".join(row[f"sev_{problem}"] for problem in SEVEN)


@functools.cache
def tally(file: str, city: str, group: str | None = None) -> Tally:
    """The tally of a city, or of a group in it."""
    wanted = [r for r in rows(file) if r["city"] == city]
    return tallied([answers(r) for r in wanted if group in (None, r["stakeholder_group"])])


def groups(file: str, city: str) -> dict[str, Tally]:
    """A city's tallies by group."""
    return {group: tally(file, city, group) for group in GROUPS}


def of_index(tallies: dict[str, Tally], index: str) -> dict[str, IndexTally]:
    """One index of several tallies."""
    return {name: one.index(index) for name, one in tallies.items()}


def texts(file: str, city: str, index: str) -> dict[str, str]:
    """By respondent, the stored text of an index in a city."""
    items = [item.id for one in load().indices if one.id == index for item in one.items]
    return {r["respondent_id"]: answers(r, items) for r in rows(file) if r["city"] == city}
