from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.agreement import Trust, coding
from scoring.balance.catalogue import FACETS, Indicator, coders, read
from scoring.balance.coverage import (
    Crosswalk,
    CrosswalkError,
    coverage,
    packaged,
    parse,
    technology_shares,
)
from scoring.balance.emphasis import emphasis
from scoring.tabular import TableError
from tests.vectors import ELEMENTS, R, close

G = R["goal_coverage"]

# Declared goals and monitored criteria


def test_the_papers_lists_give_the_reference() -> None:
    """Eight elements and ten areas: .875, .70, .636, and both difference lists."""
    known = packaged()
    found = coverage(known.declared, known.crosswalks[0])
    assert known.declared == ELEMENTS == tuple(G["declared"])
    assert len(known.crosswalks[0].areas) == 10
    told = (found.declared, found.monitored, found.jaccard)
    assert told == close((G["coverage_declared"], G["coverage_monitored"], G["jaccard"]))
    assert [*found.not_monitored] == G["declared_not_monitored"]
    assert sorted(found.not_declared) == G["monitored_not_declared"]


def test_other_readings_are_told_beside_it() -> None:
    """Eleven areas, by either assumption, make the way back 7 of 11; no reading is a copy."""
    known = packaged()
    found = {one.id: coverage(known.declared, one) for one in known.crosswalks}
    for name in ("split", "ict"):
        assert found[name].monitored == close(7 / 11)
        assert found[name].declared == close(0.875)
    assert found["strict"].declared == close(5 / 8)
    assert len({(f.declared, f.monitored, f.jaccard) for f in found.values()}) == 4
    for one in known.crosswalks:
        assumed = [area for area in one.areas if known.areas[area].assumed]
        assert bool(assumed) == (one.id in {"split", "ict"})


def test_shares_of_technology_are_two_upper_bounds() -> None:
    """20 of 110 if they are among the indicators, 20 of 130 if beside them."""
    assert technology_shares() == close((G["tech_share_if_inside"], G["tech_share_if_additional"]))


@given(
    st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("xyz"), unique=True)),
    st.lists(st.sampled_from("xyz"), unique=True),
)
def test_shares_and_lists_tell_the_same(areas: dict[str, list[str]], declared: list[str]) -> None:
    """Whatever the lists: shares are 0 to 1, and are 1 where nothing is in a difference list."""
    reading = Crosswalk(
        "any", {a: tuple(e for e in to if e in declared) for a, to in areas.items()}
    )
    found = coverage(declared, reading)
    for share, missing in (
        (found.declared, found.not_monitored),
        (found.monitored, found.not_declared),
    ):
        assert share is None or 0 <= share <= 1
        assert share is None or (share == 1) == (not missing)
    if found.jaccard is not None:
        assert (found.jaccard == 1) == (not found.not_monitored and not found.not_declared)


def test_every_fault_of_a_crosswalk_is_told() -> None:
    """Unknown areas and elements are named together; what is no such file is told as that."""
    with pytest.raises(CrosswalkError) as told:
        parse(
            'declared = ["x"]\n[[area]]\nid = "a"\nsource = "s"\n'
            '[[crosswalk]]\nid = "c"\nareas.a = ["y"]\nareas.b = []\n'
        )
    assert told.value.faults == ("c: b is not an [[area]]", "c: a covers y, which is not declared")
    for text in ("x = [", 'declared = ["x"]', "declared = []\narea = []\ncrosswalk = []"):
        with pytest.raises(CrosswalkError):
            parse(text)


# The catalogue

HEADS = [
    *("code", "area", "title_kk", "title_ru", "title_en", "source"),
    *("focus_a", "approach_a", "stage_a", "focus_b", "approach_b", "stage_b"),
]


def row(code: str, *tags: str, area: str = "health") -> list[str]:
    return [code, area, "Көрсеткіш", "Показатель", "Indicator", "order 1", *tags]


def loaded(*rows: list[str]) -> tuple[Indicator, ...]:
    return read([HEADS, *rows], {*packaged().areas})


def test_a_catalogue_is_read() -> None:
    """Titles in three languages, tags by facet and coder; `none` is a code, an empty cell not."""
    one, two = loaded(
        row("H1", "technology social", "none", "input", "technology", "", ""),
        [""] * 12,
        row("H2"),
    )
    assert one.titles == {"kk": "Көрсеткіш", "ru": "Показатель", "en": "Indicator"}
    assert one.tags == {
        ("focus", "a"): {"technology", "social"},
        ("approach", "a"): frozenset(),
        ("stage", "a"): {"input"},
        ("focus", "b"): {"technology"},
    }
    assert two.tags == {}
    assert coders([one, two]) == ("a", "b")


def test_all_faults_of_a_catalogue_are_told_with_their_places() -> None:
    """Every wrong cell is named at once by its row and column, and says what to do."""
    with pytest.raises(TableError) as told:
        loaded(
            row("H1", "technolgy", "infrastructure none", "input output", "social social"),
            row("H1", area="helth"),
            row("1x"),
            ["H3", "health", "", "", "", ""],
            [*row("H4"), *[""] * 6, "more"],
        )
    places = [(fault.row, fault.column) for fault in told.value.faults]
    assert places == [
        *((2, "focus_a"), (2, "approach_a"), (2, "stage_a"), (2, "focus_b")),
        *((3, "code"), (3, "area"), (4, "code")),
        *((5, "title_kk"), (5, "title_ru"), (5, "title_en"), (5, "source")),
        (6, "end"),
    ]
    said = str(told.value)
    assert "row 2, focus_a: unknown tag technolgy; choose from technology, social, none" in said
    assert "row 3, code: H1 stands in row 2 already" in said


def test_a_heading_is_judged_first() -> None:
    """Missing, unknown and repeated columns are told together, and no row is then blamed."""
    with pytest.raises(TableError) as told:
        read([["code", "area", "code", "colour", ""], row("H1")], {"health"})
    assert [(f.row, f.column) for f in told.value.faults] == [
        *((1, "title_kk"), (1, "title_ru"), (1, "title_en"), (1, "source")),
        *((1, "code"), (1, "colour"), (1, "column 5")),
    ]
    with pytest.raises(TableError, match="code: the column is missing"):
        read([], set())


def test_an_empty_catalogue_is_no_fault() -> None:
    """Only a heading: no indicators, and nothing to say of their emphasis."""
    assert loaded() == ()
    for facet in emphasis(()):
        assert (facet.whole.n, facet.coding.trust) == (0, Trust.UNDEFINED)


# Emphasis


def test_emphasis_is_counted_where_the_coders_agree() -> None:
    """3 of technology, 1 of social, 1 of both: 4 to 2 is a balance of 1/3; a dispute is listed."""
    both = "technology social"
    tags = ["technology"] * 3 + ["social", both]
    rows = [row(f"H{n}", tag, "", "", tag) for n, tag in enumerate(tags)]
    rows += [row("E1", "technology", "", "", "social", area="ecology"), row("E2", "social")]
    focus = emphasis(loaded(*rows))[0]
    assert focus.disputed == ("E1",)
    assert (focus.whole.n, dict(focus.whole.counts)) == (5, {"technology": 4, "social": 2})
    assert (focus.whole.symmetric, focus.whole.ratio) == close((1 / 3, 2))
    assert focus.whole.share("technology") == close(4 / 5)
    assert focus.areas["ecology"].n == 0
    assert focus.areas["ecology"].share("social") is None
    assert focus.coding.n == 6
    assert [facet.id for facet in emphasis(loaded(*rows))] == [*FACETS]


def test_nothing_on_one_side_has_no_ratio() -> None:
    """A ratio over 0 is none; the symmetric balance is then 1."""
    focus = emphasis(loaded(row("H1", "technology", "", "", "technology")))[0]
    assert (focus.whole.symmetric, focus.whole.ratio) == (1, None)
    assert not focus.coding.publishable, "one code alone shows no agreement"


@pytest.mark.parametrize(
    ("disputes", "trust"), [(0, Trust.GOOD), (3, Trust.TENTATIVE), (5, Trust.POOR)]
)
def test_what_coders_dispute_is_not_published(disputes: int, trust: Trust) -> None:
    """From .67 on it may be published, from .80 on without caution."""
    units = [["t", "t"]] * 10 + [["s", "s"]] * 10 + [["t", "s"]] * disputes
    found = coding(units)
    assert found.trust is trust
    assert found.publishable == (trust is not Trust.POOR)
    assert found.disputed == tuple(range(20, 20 + disputes))


@given(st.lists(st.lists(st.sampled_from(["x", "y", "z", None]), min_size=3, max_size=3)))
def test_agreement_knows_neither_names_nor_order(units: list[list[str | None]]) -> None:
    """Other labels and other coders' order give the same alpha."""
    found = coding(units)
    renamed = [[code and code * 2 for code in unit] for unit in units]
    assert coding(renamed) == found
    for order in permutations(range(3)):
        turned = coding([[unit[place] for place in order] for unit in units])
        assert turned.alpha == (found.alpha if found.alpha is None else close(found.alpha))
        assert turned.disputed == found.disputed
