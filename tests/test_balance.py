from __future__ import annotations

import random
from collections import defaultdict
from itertools import combinations
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import ranks
from scoring.analysis import Analysis
from scoring.balance import severity
from scoring.balance.gap import MIDDLE, Quadrant, gaps, grand_means, paired, quadrants
from scoring.balance.performance import performance
from scoring.balance.stakeholders import stakeholders
from scoring.groups import GROUPS
from scoring.instrument import parse
from scoring.tally import IndexTally, Layout, Tally
from tests.vectors import (
    CITIES,
    COMPARED,
    ELEMENTS,
    EXPECTATIONS,
    ITEMS,
    PROBLEMS,
    SEVEN,
    TWO_SIDES,
    R,
    answers,
    close,
    counted,
    rows,
    severities,
    wishes,
)

FILE = "vectors_expectation.csv"
E = R["expectation"]
SHORT = {"urban_administration": "urban_admin"}  # the reference's names
CONTRASTS = dict(zip(("tech_social", "infra_participation"), COMPARED, strict=True))


def named(element: str) -> str:
    return SHORT.get(element, element)


def expectations(group: str | None = None) -> Tally:
    wanted = [r for r in rows(FILE) if group in (None, r["stakeholder_group"])]
    return counted(EXPECTATIONS, [wishes(row) for row in wanted])


def problems() -> Tally:
    return counted(PROBLEMS, [severities(row) for row in rows(FILE)])


def cells() -> dict[str, Tally]:
    return {group: expectations(group) for group in GROUPS}


def contrasted(contrast: Analysis, texts: list[str]) -> IndexTally:
    return counted(TWO_SIDES, texts).index(contrast.id)


# R's numbers


def test_gaps_are_those_of_r() -> None:
    """Importance, performance, gap, interval, p and Holm's p of each element equal R's."""
    found = gaps(expectations())
    assert [named(one.element) for one in found] == [row["element"] for row in E["gap"]]
    for one, row in zip(found, E["gap"], strict=True):
        assert one.difference is not None
        assert one.n == 53
        assert one.importance.mean == close(row["importance"])
        assert one.performance.mean == close(row["performance"])
        told = (one.difference.points, one.difference.low, one.difference.high)
        assert told == close((row["gap"], row["lo"], row["hi"]))
        assert (one.difference.p, one.p_holm) == close((row["p"], row["p_holm"]))
        assert one.p_holm == pytest.approx(row["p_holm"], rel=1e-6, abs=0)
    assert grand_means(found) == close(
        (E["ipa_cross"]["importance"], E["ipa_cross"]["performance"])
    )


@pytest.mark.parametrize("group", GROUPS)
def test_a_groups_gaps_are_those_of_r(group: str) -> None:
    """Each group's gap of each element equals R's."""
    for one in gaps(expectations(group), minimum=2):
        assert one.difference is not None
        assert one.difference.points == close(E["by_group_gap"][named(one.element)][group])


def test_the_balance_of_the_groups_is_that_of_r() -> None:
    """SD in population form, balance, range and mean distance of each element equal R's."""
    for one in stakeholders(cells(), minimum=1).balances:
        row = E["divergence"][named(one.element)]
        assert (one.sd, one.balance) == close((row["sd_pop"], row["balance"]))
        assert (one.range, one.mean_pair) == close((row["range"], row["mean_abs_pair"]))


def test_severities_are_those_of_r() -> None:
    """Mean, interval, 0-100, top-2 share with Wilson's interval, Friedman, W, alpha equal R's."""
    found = severity.severity(problems())
    assert len(found.problems) == 7
    for row in E["severity"]:
        one = next(p for p in found.problems if p.id == f"P{row['problem']}")
        assert (one.score.mean, one.index) == close((row["mean"], row["index"]))
        assert (one.score.low, one.score.high) == close((row["ci"]["lo"], row["ci"]["hi"]))
        shares = (one.top.share, one.top.low, one.top.high)
        assert shares == close((row["top2"], row["top2_lo"], row["top2_hi"]))
    r = E["severity_friedman"]
    assert found.friedman is not None
    told = (found.friedman.chi_squared, found.friedman.df, found.friedman.w)
    assert told == close((r["chi2"], r["df"], r["kendall_W"]))
    assert found.friedman.p == pytest.approx(r["p"], rel=1e-9, abs=0)
    assert found.alpha == close(E["severity_alpha"])


@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("name", CONTRASTS)
def test_the_balance_of_performance_is_that_of_r(city: str, name: str) -> None:
    """Both sides, paired difference, symmetric balance and ratio with its interval equal R's."""
    texts = [answers(row, ITEMS) for row in rows("vectors.csv") if row["city"] == city]
    found = performance(CONTRASTS[name], contrasted(CONTRASTS[name], texts))
    row = R["balance"][city][name]
    assert (found.first, found.second) == close((row["a"], row["b"]))
    assert found.difference is not None
    told = (found.difference.points, found.difference.low, found.difference.high)
    assert told == close((row["diff"], row["diff_lo"], row["diff_hi"]))
    assert found.symmetric == close(row["symmetric"])
    ratio = (found.ratio, found.ratio_low, found.ratio_high)
    assert ratio == close((row["ratio"], row["lo"], row["hi"]))


PRINTED = {
    # Tables 2 to 4 of the 2025 paper, as one rater's text.
    "shu": "2223312" + "33322333" + "33333333",
    "ayagoz": "1222211" + "22211222" + "22222222",
    "shalkar": "2222211" + "22211222" + "22222222",
}


@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("name", CONTRASTS)
def test_printed_integers_give_the_printed_balance(city: str, name: str) -> None:
    """The paper's integers put in as ratings give the reference's balance; nothing varies."""
    found = performance(CONTRASTS[name], contrasted(CONTRASTS[name], [PRINTED[city]] * 10))
    row = R["balance_from_published_integers"][city][name]
    assert (found.first, found.second) == close((row["a"], row["b"]))
    assert (found.ratio, found.symmetric) == close((row["ratio"], row["symmetric"]))
    assert found.difference is not None
    assert found.difference.low is None


# Tables

CODES = "12345?-."


def some_texts(width: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.text(CODES, min_size=width, max_size=width), max_size=12)


@pytest.mark.parametrize("layout", [EXPECTATIONS, PROBLEMS, TWO_SIDES], ids=lambda one: one.key)
def test_tallies_of_parts_add_up(layout: Layout) -> None:
    """Whatever the parts: they add to the tally of the whole, and come off it again."""
    width = len(layout.instrument.blank)

    @given(some_texts(width), some_texts(width))
    def check(one: list[str], other: list[str]) -> None:
        first, second, whole = (counted(layout, texts) for texts in (one, other, one + other))
        assert first + second == whole
        assert whole - second == first
        assert sum((counted(layout, [text]) for text in one), layout.zero()) == first
        assert layout.from_bytes(whole.to_bytes()) == whole
        cells = [0] * len(one) + [2] * len(other)
        table = layout.count_cells([*one, *other], [True] * len(cells), cells, 3)
        assert [*map(layout.tally, table)] == [first, layout.zero(), second]

    check()


@given(some_texts(7))
def test_a_table_holds_what_people_answered(texts: list[str]) -> None:
    """Codes, pairs and ranks counted one by one are those of the table."""
    table = counted(PROBLEMS, texts)
    assert table.responses == len(texts)
    assert table.answered == sum(any(code.isdigit() for code in text) for text in texts)
    for j, problem in enumerate(SEVEN):
        told = {code: sum(text[j] == code for text in texts) for code in CODES}
        assert dict(table.item(problem.replace("P", "PR"))) == told
    for (j, one), (k, other) in combinations(enumerate(SEVEN), 2):
        items = [problem.replace("P", "PR") for problem in (one, other)]
        both = [(text[j], text[k]) for text in texts if text[j].isdigit() and text[k].isdigit()]
        told_pairs = tuple(
            tuple(both.count((str(r), str(s))) for s in range(1, 6)) for r in range(1, 6)
        )
        assert table.joint(*items) == told_pairs
        assert table.joint(*items[::-1]) == tuple(zip(*told_pairs, strict=True))
    full = [[int(code) for code in text] for text in texts if text.isdigit()]
    ranked = table.ranks()
    assert ranked.n == len(full)
    assert ranked.sums == tuple(map(sum, zip(*full, strict=True))) or not full
    assert ranked.total_squares == sum(sum(row) ** 2 for row in full)
    if full:
        assert ranks.ranked(ranked.n, ranked.doubled, ranked.ties) == ranks.friedman(full)


def test_a_text_that_is_none_is_refused() -> None:
    """Another length, another character and another design are named as errors."""
    with pytest.raises(ValueError, match="has 7 characters"):
        counted(PROBLEMS, ["123456"])
    with pytest.raises(ValueError, match="is not one of"):
        counted(PROBLEMS, ["123456x"])
    with pytest.raises(ValueError, match="two instruments"):
        _ = PROBLEMS.zero() + EXPECTATIONS.zero()
    with pytest.raises(ValueError, match="ranks nothing"):
        EXPECTATIONS.zero().ranks()
    with pytest.raises(KeyError):
        EXPECTATIONS.zero().joint("EX1_importance", "EX2_importance")
    with pytest.raises(KeyError):
        severity.severity(EXPECTATIONS.zero())


def test_columns_may_stand_anywhere() -> None:
    """All importances first, then all performances, give the same gaps."""
    apart = [text[::2] + text[1::2] for text in map(wishes, rows(FILE))]
    text = "".join(
        f'{{ id = "{element[:9]}_{half}", source = "x" }},' for half in "ip" for element in ELEMENTS
    )
    of = "".join(f'{element} = ["{element[:9]}_i", "{element[:9]}_p"]\n' for element in ELEMENTS)
    turned = parse(f"""
id = "turned"
version = 1
source = "x"
[[section]]
id = "S"
source = "x"
items = [{text}]
[[analysis]]
kind = "gaps"
[analysis.of]
{of}""")
    assert gaps(counted(Layout(turned), apart)) == gaps(expectations())


# What is not scored, and what is not shown


def test_a_non_answer_is_never_scored() -> None:
    """People who know, refuse or reach nothing of one side change no figure of the element."""
    texts = [wishes(row) for row in rows(FILE)]
    more = [text[0] + code + text[2:] for text in texts[:5] for code in "?-."]
    before, after = (gaps(counted(EXPECTATIONS, t))[0] for t in (texts, [*texts, *more]))
    assert after == before


def test_a_gap_is_the_difference_of_the_means_beside_it() -> None:
    """Also where some rated one side only: all three figures rest on the same people."""
    texts = ["5?" + "33" * 7] * 6 + ["53" + "33" * 7] * 9 + ["42" + "33" * 7]
    first = gaps(counted(EXPECTATIONS, texts))[0]
    assert first.n == 10
    assert first.difference is not None
    assert first.importance.mean is not None
    assert first.performance.mean is not None
    assert first.difference.points == close(first.importance.mean - first.performance.mean)


def test_too_few_people_have_no_gap() -> None:
    """Fewer than the minimum, or than half of all, give no gap and no test among the eight."""
    texts = ["4" * 16] * 8 + ["43" * 8] * 2 + ["??" + "4" * 14] * 11
    found = gaps(counted(EXPECTATIONS, texts))
    assert [one.difference is None for one in found] == [True] + [False] * 7
    assert all(one.difference is None for one in gaps(counted(EXPECTATIONS, texts[:4])))
    assert gaps(EXPECTATIONS.zero())[0].importance.mean is None
    assert grand_means(found) is None, "a line through seven points is another line"


def test_a_small_group_is_hidden_with_the_one_that_would_tell_of_it() -> None:
    """The paper's own groups: ict is four people; the city's figure less the rest would be them."""
    found = stakeholders(cells(), minimum=5)
    assert {group for group, shown in found.gaps.items() if shown} == {
        "officials",
        "society",
        "researchers",
    }
    for one in found.balances:
        assert one.thin == ("planners", "ict")
        assert (one.sd, one.balance, one.range, one.mean_pair) == (None, None, None, None)
        assert one.widest is None or set(one.widest).isdisjoint(one.thin)
    assert found.hidden == ()


def test_a_figure_that_tells_of_few_people_is_withheld() -> None:
    """One group alone with four people: neither its figure nor the city's is shown."""
    few = {group: EXPECTATIONS.zero() for group in GROUPS}
    few["ict"] = counted(EXPECTATIONS, ["43" * 8] * 4)
    found = stakeholders(few, minimum=5)
    assert found.hidden == ELEMENTS
    assert not any(found.gaps.values())


def test_the_widest_pair_needs_a_winner() -> None:
    """Groups that expect the same, or several pairs equally far apart, name nobody."""
    same = {group: counted(EXPECTATIONS, ["43" * 8] * 6) for group in GROUPS}
    for one in stakeholders(same).balances:
        assert (one.balance, one.range, one.widest) == (1, 0, None)
    three = {**same, "ict": counted(EXPECTATIONS, ["53" * 8] * 6)}
    assert stakeholders(three).balances[0].widest is None
    apart = {**three, "society": counted(EXPECTATIONS, ["13" * 8] * 6)}
    assert stakeholders(apart).balances[0].widest == ("ict", "society")


def test_groups_as_far_apart_as_can_be_have_no_balance() -> None:
    """Half at 1 and half at 5 give an SD of 2 and a balance of 0."""
    ends = {
        group: counted(EXPECTATIONS, [code * 16] * 6)
        for group, code in zip(("officials", "society"), "15", strict=True)
    }
    assert stakeholders(ends).balances[0].balance == close(0)


# Quadrants


def test_a_point_whose_interval_straddles_a_line_has_no_quadrant() -> None:
    """Around the grand means only housing is clear; around the middle more are."""
    found = gaps(expectations())
    cross = grand_means(found)
    assert cross is not None
    by_means, by_middle = quadrants(found, cross), quadrants(found, (MIDDLE, MIDDLE))
    assert {e for e, q in by_means.items() if q is not Quadrant.UNASSIGNED} == {"housing_communal"}
    assert by_means["housing_communal"] is Quadrant.ATTENTION
    assert by_middle["security"] is Quadrant.STRENGTH
    assert by_middle["education"] is Quadrant.UNASSIGNED  # its performance: 2.98


@pytest.mark.parametrize(
    ("pair", "quadrant"),
    [
        ("51", Quadrant.ATTENTION),
        ("55", Quadrant.STRENGTH),
        ("11", Quadrant.SECONDARY),
        ("15", Quadrant.SURPLUS),
        ("35", Quadrant.UNASSIGNED),
        ("53", Quadrant.UNASSIGNED),
    ],
)
def test_each_quadrant_has_its_corner(pair: str, quadrant: Quadrant) -> None:
    """Important or not, good or not; on a line is neither."""
    found = gaps(counted(EXPECTATIONS, [pair * 8] * 20))
    assert set(quadrants(found, (MIDDLE, MIDDLE)).values()) == {quadrant}


# Order of problems


def ordered(*texts: tuple[str, int]) -> severity.Severity:
    return severity.severity(counted(PROBLEMS, [t for text, n in texts for t in [text] * n]))


def test_problems_are_tied_unless_paired_tests_differ() -> None:
    """In R's vectors no cut has all pairs apart: the seven stay in one tier."""
    found = severity.severity(problems())
    assert len(found.tiers) == 1
    assert found.clear("P6", "P3")
    assert not found.clear("P6", "P2")
    assert not found.clear("P3", "P6")


def test_a_problem_that_all_find_graver_stands_above() -> None:
    """One problem clearly above, the rest alike: two tiers, the first of one."""
    found = ordered(("5232323", 10), ("5323232", 10))
    assert found.tiers[0] == ("P1",)
    assert set(found.tiers[1]) == {*SEVEN} - {"P1"}


def test_a_problem_few_rated_is_left_out() -> None:
    """It has no figure, no test, and W is not told of the rest."""
    found = ordered(("?234323", 18), ("5333333", 3))
    assert "P1" not in [one.id for one in found.problems]
    assert found.friedman is None
    assert ordered(("1234512", 3)).problems == ()
    assert ordered().tiers == ()


def test_a_difference_that_does_not_vary_is_no_claim() -> None:
    """Everybody rates one problem a step higher: there is no spread to test by, so a tie."""
    found = ordered(("4333333", 20))
    assert found.differences["P1", "P2"][0].low is None
    assert not found.clear("P1", "P2")


@settings(max_examples=30)
@given(some_texts(7), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(texts: list[str], chance: random.Random) -> None:
    """The same people in another order give the same severity, to the last digit."""
    other = chance.sample(texts, len(texts))
    one, two = (severity.severity(counted(PROBLEMS, t)) for t in (texts, other))
    assert one == two


# Performance


def test_missing_ratings_take_nobody_out() -> None:
    """Available cases: each side is the mean of its items' own means."""
    contrast = COMPARED[0]
    texts = [answers(row) for row in rows("vectors_onecity.csv") if row["city"] == "shu"]
    holed = ["?" + text[1:] if place < 4 else text for place, text in enumerate(texts)]
    found = performance(contrast, contrasted(contrast, holed))
    values = defaultdict(list)
    for text in holed:
        for item, code in zip(ITEMS, text, strict=True):
            if code.isdigit():
                values[item].append(int(code))
    first, second = (
        25 * (mean(mean(values[item]) for item in side) - 1) for _, side in contrast.of
    )
    assert (found.first, found.second) == close((first, second))
    assert found.n == len(texts)


def test_a_ratio_needs_five_points_on_both_sides() -> None:
    """Near the floor a ratio is wild: difference and symmetric balance stay, the ratio goes."""
    contrast = COMPARED[0]
    low = contrasted(contrast, ["1" * 23] * 12 + ["2" + "1" * 22] * 2 + ["12" + "1" * 21])
    found = performance(contrast, low)
    assert found.first is not None
    assert 0 < found.first < 5
    assert (found.ratio, found.ratio_low, found.ratio_high) == (None, None, None)
    assert found.symmetric is not None
    floor = performance(contrast, contrasted(contrast, ["1" * 23] * 12))
    assert (floor.first, floor.symmetric) == (0, None)


def test_an_item_few_rated_hides_the_contrast() -> None:
    """No side is shown while one of its items may not be."""
    contrast = COMPARED[0]
    assert (
        performance(contrast, contrasted(contrast, ["?" + "3" * 22] * 9 + ["3" * 23] * 4)).first
        is None
    )
    assert performance(contrast, contrasted(contrast, ["3" * 23] * 4)).first is None


@pytest.mark.parametrize("contrast", COMPARED, ids=lambda one: one.id)
def test_an_item_stands_on_one_side(contrast: Analysis) -> None:
    """Tags name items that are asked, and none on both sides."""
    assert {*contrast.items} <= {*ITEMS}
    assert len({*contrast.items}) == len(contrast.items)


def test_paired_needs_two_people() -> None:
    """One person has no spread."""
    with pytest.raises(ValueError, match="two people"):
        paired(counted(EXPECTATIONS, ["43" * 8]).joint("EX7_importance", "EX7_performance"))
