"""Comparisons of cities, groups and waves are what R gives, whoever comes first."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from itertools import combinations, permutations
from statistics import fmean

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from scoring import compare, ranks
from scoring.compare import Paired
from scoring.holm import holm
from scoring.kruskal import Kruskal
from scoring.kruskal import compare as kruskal
from scoring.standout import standouts
from scoring.tally import Layout, Tally
from scoring.trend import Design, covariance, trend
from tests.vectors import CITIES, R, close, groups, of_index, tallied, tally, texts

INDICES = ("SCRI", "SI", "GC")
PAIRS = [(one, other) for one, other in combinations(CITIES, 2)]

# Holm


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_equals_brute_force(chances: list[float]) -> None:
    """Each corrected p is the largest, over subsets that hold it, of size times smallest p.

    That is Holm as a closed test: an hypothesis falls when Bonferroni rejects every intersection
    with it.
    """
    found = holm(dict(enumerate(chances)))
    for place in range(len(chances)):
        others = [i for i in range(len(chances)) if i != place]
        closed = max(
            min(1.0, (size + 1) * min(chances[i] for i in (place, *chosen)))
            for size in range(len(chances))
            for chosen in combinations(others, size)
        )
        assert found[place] == closed


def test_holm_keeps_its_keys_in_order() -> None:
    """The corrected values come under the same keys, in the same order; none for none."""
    assert list(holm({"b": 0.5, "a": 0.01}).items()) == [("b", 0.5), ("a", 0.02)]
    assert holm({}) == {}


# Cities with raters of their own


@pytest.mark.parametrize("name", INDICES)
def test_cities_with_other_raters_are_what_r_gives(name: str) -> None:
    """Mann-Whitney, Cliff's delta, Welch and Kruskal-Wallis agree with R on the one-city design."""
    expected = R["cities_independent"][name]
    cities = {city: tally("vectors_onecity.csv", city).index(name) for city in CITIES}
    whole = compare.groups(cities)
    assert (whole.h, whole.df) == (close(expected["H"]), expected["df"])
    assert (whole.p, whole.shuffled) == (close(expected["p"]), False)
    assert whole.epsilon_squared == close(expected["epsilon2"])
    ranked = {pair: compare.dominance(cities[pair[0]], cities[pair[1]]) for pair in PAIRS}
    corrected = holm({pair: found.p for pair, found in ranked.items()})
    for pair, found in ranked.items():
        r = expected["pairs"]["-".join(pair)]
        assert (found.u, found.p) == close((r["W"], r["p_mwu"]))
        cliff = r["cliff"]
        assert (found.delta, found.variance) == close((cliff["delta"], cliff["var"]))
        assert (found.low, found.high) == close((cliff["lo"], cliff["hi"]))
        assert corrected[pair] == close(r["p_holm"])
        welch = compare.independent(cities[pair[0]], cities[pair[1]])
        assert (welch.df, welch.p) == close((r["welch_df"], r["welch_p"]))
        assert (welch.points, welch.low, welch.high) == close(
            (25 * r["diff"], 25 * r["diff_lo"], 25 * r["diff_hi"])
        )
        assert welch.points / welch.se == close(r["welch_t"])


HISTOGRAM = st.dictionaries(st.integers(7, 12), st.integers(1, 6), min_size=1)


def spelt(sums: ranks.Histogram) -> list[int]:
    return list(Counter(sums).elements())


@settings(deadline=None)
@given(HISTOGRAM, HISTOGRAM)
def test_histograms_are_compared_as_people_are(one: dict[int, int], other: dict[int, int]) -> None:
    """Mann-Whitney and delta from histograms are those of SciPy and of every pair of people."""
    found = ranks.dominance(one, other)
    x, y = spelt(one), spelt(other)
    signs = [[(a > b) - (a < b) for b in y] for a in x]
    assert found.delta == close(fmean(fmean(row) for row in signs))
    if len({*x, *y}) > 1:
        oracle = stats.mannwhitneyu(x, y, use_continuity=True, method="asymptotic")
        assert (found.u, found.p) == close((float(oracle.statistic), float(oracle.pvalue)))
    else:
        assert found.p == 1
    back = ranks.dominance(other, one)
    assert (back.delta, back.p) == (-found.delta, found.p)
    if found.low is None:
        assert back.high is None
    else:
        assert back.high is not None
        assert -1 <= found.low <= found.delta
        assert found.low == close(-back.high)


def test_samples_apart_have_no_interval_of_delta() -> None:
    """Where nobody overlaps, delta is 1 and an interval would be a point: none is given."""
    found = ranks.dominance({9: 4}, {7: 5})
    assert (found.delta, found.low, found.high) == (1, None, None)
    with pytest.raises(ValueError, match="nobody"):
        ranks.dominance({}, {7: 5})


def test_ratings_that_do_not_vary_prove_nothing() -> None:
    """Without any variation there is no interval and p is 1."""
    low, high = (tallied([code * 23] * 20).index("SI") for code in "24")
    found = compare.independent(high, low)
    assert (found.points, found.low, found.p) == (50, None, 1)
    with pytest.raises(ValueError, match="two people"):
        compare.independent(low, tallied(["3" * 23]).index("SI"))


# Cities that the same people rated


def texts_of(name: str, pair: tuple[str, str]) -> list[tuple[str, str]]:
    first, second = (texts("vectors.csv", city, name) for city in pair)
    return [(first[person], second[person]) for person in first]


@pytest.mark.parametrize("name", INDICES)
def test_cities_with_the_same_raters_are_what_r_gives(name: str) -> None:
    """Paired t, Wilcoxon, Friedman and W agree with R, J = 7 with its float ties included."""
    expected = R["cities_paired"][name]
    three = zip(*(texts("vectors.csv", city, name).values() for city in CITIES), strict=True)
    whole = ranks.friedman(compare.composites(three)[1])
    assert (whole.chi_squared, whole.p) == close((expected["chi2"], expected["p"]))
    assert (whole.w, whole.df, whole.n) == (close(expected["kendall_W"]), expected["df"], 53)
    found = {pair: compare.paired(texts_of(name, pair)) for pair in PAIRS}
    corrected = holm({pair: one.p_rank for pair, one in found.items()})
    for pair, one in found.items():
        r = expected["pairs"]["-".join(pair)]
        assert (one.v, one.p_rank) == close((r["V"], r["p_wilcoxon"]))
        assert (one.difference.p, one.effect) == close((r["p_t"], r["dz"]))
        assert (one.difference.points, one.difference.low, one.difference.high) == close(
            (25 * r["diff"], 25 * r["lo"], 25 * r["hi"])
        )
        assert one.dominance == close(r["dominance_paired"])
        assert corrected[pair] == close(r["p_holm"])


def test_means_of_seven_are_tied_where_they_are_equal() -> None:
    """The float trap of §2.6: 3/7 - 2/7 is not 4/7 - 3/7 to a float, but the ranks are tied."""
    pairs = [("1111222", "1111122"), ("1112222", "1111222"), ("1111111", "1111112")]
    scale, rows = compare.composites(pairs)
    apart = [7 * (a - b) // scale for a, b in rows]
    assert apart == [1, 1, -1]
    assert compare.paired(pairs).v == 4


def test_only_items_rated_in_every_city_are_compared() -> None:
    """An item that one text misses is out for that rater; who has under half of them is out."""
    scale, rows = compare.composites([("22222?.", "3333-33"), ("1?.-111", "1111111")])
    assert rows == [(2 * scale, 3 * scale), (scale, scale)]
    assert compare.composites([("1?.--11", "1111111")])[1] == []
    # Ratings out of three and out of two items: a third and a half apart.
    scale, rows = compare.composites([("2111", "1115"[:3] + "?"), ("21??", "1111")])
    assert [(a - b) / scale for a, b in rows] == [1 / 3, 1 / 2]
    with pytest.raises(ValueError, match="same items"):
        compare.composites([("222", "2222")])
    with pytest.raises(ValueError, match="two raters"):
        compare.paired([("222", "333")])


def test_raters_who_see_no_difference_show_none() -> None:
    """Equal texts: difference 0, no interval, p 1, no ranks; W of ties alone is 0."""
    found = compare.paired([("333", "333"), ("123", "123")])
    assert found == Paired(found.difference, None, 1.0, 0.0, None)
    assert (found.difference.points, found.difference.low, found.difference.p) == (0, None, 1)
    assert ranks.friedman([(1, 1, 1)] * 9).w == 0
    with pytest.raises(ValueError, match="same two objects"):
        ranks.friedman([(1, 2), (1, 2, 3)])


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 5)] * 3), min_size=2, max_size=12), st.randoms())
def test_signed_ranks_and_friedman_are_scipys(
    table: list[tuple[int, int, int]], chance: random.Random
) -> None:
    """On any integers Wilcoxon and Friedman agree with SciPy, in whatever order raters come."""
    assume(any(len({*row}) > 1 for row in table))
    oracle = stats.friedmanchisquare(*zip(*table, strict=True))
    found = ranks.friedman(table)
    assert found.chi_squared == pytest.approx(float(oracle.statistic), rel=1e-9, abs=1e-9)
    shuffled = chance.sample(table, len(table))
    assert ranks.friedman(shuffled) == found
    apart = [a - b for a, b, _ in table]
    if any(apart):
        by_scipy = stats.wilcoxon(apart, method="approx", correction=True)
        v, p = ranks.signed_ranks(apart)
        assert p == close(float(by_scipy.pvalue))
        assert ranks.signed_ranks(a - b for a, b, _ in shuffled) == (v, p)
    else:
        with pytest.raises(ValueError, match="every difference is 0"):
            ranks.signed_ranks(apart)


# Groups


@pytest.mark.parametrize("cell", R["kw_groups_within_city"])
def test_groups_are_what_r_gives(cell: str) -> None:
    """H, its chi-squared p, epsilon squared and Dunn with Holm agree with R."""
    city, name = cell.split("|")
    expected = R["kw_groups_within_city"][cell]
    found = compare.groups(of_index(groups("vectors.csv", city), name))
    assert (found.h, found.p_chi_squared) == close((expected["H"], expected["p"]))
    assert (found.df, found.n) == (expected["df"], 53)
    assert found.epsilon_squared == close(expected["epsilon2"])
    dunn = expected["dunn"]
    assert [f"{one.first}-{one.second}" for one in found.contrasts] == dunn["pairs"]
    assert [one.z for one in found.contrasts] == close(dunn["z"])
    assert [one.p for one in found.contrasts] == close(dunn["p"])
    assert [one.p_holm for one in found.contrasts] == close(dunn["p_holm"])
    # Four ICT professionals: too few for chi-squared, so the people are shuffled.
    assert found.shuffled
    assert found.p == pytest.approx(expected["p"], abs=0.02)


def exact_p(samples: Mapping[str, ranks.Histogram]) -> float:
    """The permutation p of H by going through every order of the people."""
    people = [x for sample in samples.values() for x in spelt(sample)]
    sizes = [len(spelt(sample)) for sample in samples.values()]

    def h(order: tuple[int, ...]) -> float:
        left, parts = list(order), []
        for size in sizes:
            parts.append(left[:size])
            left = left[size:]
        return float(stats.kruskal(*parts).statistic)

    observed = h(tuple(people))
    found = [h(order) for order in permutations(people)]
    return sum(one >= observed - 1e-9 for one in found) / len(found)


def test_few_people_are_shuffled() -> None:
    """With a small group the p is the permutation's, to the error of 1,999 shuffles."""
    samples = {"a": {9: 2, 8: 1}, "b": {7: 2}, "c": {8: 1}}
    found = kruskal(samples)
    assert found.shuffled
    assert found.p == pytest.approx(exact_p(samples), abs=0.04)
    assert found.p_chi_squared != found.p


def test_groups_of_nobody_are_left_out_of_a_test() -> None:
    """Absent groups do not count; with fewer than two groups there is nothing to compare."""
    samples = {"a": {9: 8, 7: 1}, "b": {7: 8}}
    assert kruskal({**samples, "c": {8: 0}}) == kruskal(samples)
    with pytest.raises(ValueError, match="two groups"):
        kruskal({"a": {9: 8}, "b": {9: 0}})
    assert kruskal({"a": {9: 8}, "b": {9: 8}}).p == 1


@settings(deadline=None, max_examples=20)
@given(st.lists(HISTOGRAM, min_size=2, max_size=3))
def test_the_order_of_groups_does_not_matter(samples: list[dict[int, int]]) -> None:
    """Groups in another order give the same H and the same p."""
    named = dict(zip("abc", samples, strict=False))

    def verdict(found: Kruskal) -> tuple[float, float, float]:
        return found.h, found.p, found.epsilon_squared

    assert verdict(kruskal(dict(reversed(named.items())))) == verdict(kruskal(named))


# Waves


def both_waves(city: str, name: str) -> list[tuple[str, str]]:
    before, now = (texts(f, city, name) for f in ("vectors.csv", "vectors_wave2.csv"))
    return [(before[person], now[person]) for person in before if person in now]


@pytest.mark.parametrize("cell", R["trend"])
def test_a_trend_is_what_r_gives(cell: str) -> None:
    """Welch, paired, and overlapping comparisons of two waves agree with R."""
    city, name = cell.split("|")
    r = R["trend"][cell]
    earlier, later = (groups(f, city) for f in ("vectors.csv", "vectors_wave2.csv"))
    welch = trend(name, earlier, later)
    assert (welch.design, welch.returning) == (Design.INDEPENDENT, 0)
    assert (welch.difference.points, welch.difference.p) == close((r["diff"], r["welch_p"]))
    assert (welch.difference.low, welch.difference.high) == close((r["lo"], r["hi"]))
    returning = both_waves(city, name)
    found = trend(name, earlier, later, returning)
    assert (found.design, found.returning) == (Design.OVERLAPPING, r["n_paired"])
    assert (found.difference.se, found.difference.p) == close((r["overlap_se"], r["overlap_p"]))
    assert found.difference.points / found.difference.se == close(r["overlap_z"])
    pairs = compare.paired((now, before) for before, now in returning)
    assert (pairs.difference.points, pairs.difference.p) == close((r["paired_diff"], r["paired_p"]))
    assert (pairs.difference.low, pairs.difference.high) == close((r["paired_lo"], r["paired_hi"]))
    assert pairs.p_rank == close(r["wilcoxon_p"])
    one, other = (tally(f, city).index(name) for f in ("vectors_wave2.csv", "vectors.csv"))
    ranked = compare.dominance(one, other)
    assert (ranked.p, ranked.delta) == close((r["mwu_p"], r["cliff"]["delta"]))
    assert (ranked.low, ranked.high) == close((r["cliff"]["lo"], r["cliff"]["hi"]))


def test_the_trends_are_corrected_as_in_r() -> None:
    """Holm over all nine city-index pairs agrees with R: only Shu's SI has changed."""
    found = {
        cell: trend(
            cell.split("|")[1],
            groups("vectors.csv", cell.split("|")[0]),
            groups("vectors_wave2.csv", cell.split("|")[0]),
        ).difference.p
        for cell in R["trend"]
    }
    expected = {cell: r["welch_p_holm"] for cell, r in R["trend"].items()}
    assert holm(found) == close(expected)
    assert [cell for cell, p in holm(found).items() if p < 0.05] == ["shu|SI"]


def test_when_everybody_returns_the_trend_is_paired() -> None:
    """With the same people in both waves the trend is the paired t test."""
    pairs = both_waves("shu", "SI")
    earlier, later = (
        {"all": tallied(["." * 7 + pair[side] + "." * 8 for pair in pairs])} for side in (0, 1)
    )
    found = trend("SI", earlier, later, pairs)
    expected = compare.paired((now, before) for before, now in pairs).difference
    assert found.design is Design.PAIRED
    assert (found.difference.df, found.difference.n) == (expected.df, expected.n)
    assert (found.difference.points, found.difference.p) == close((expected.points, expected.p))
    assert (found.difference.low, found.difference.high) == close((expected.low, expected.high))


def test_few_returning_people_take_students_t() -> None:
    """Below ten returning people the interval is t's with min(n) - 1 degrees of freedom."""
    earlier, later = (groups(f, "shu") for f in ("vectors.csv", "vectors_wave2.csv"))
    found = trend("SI", earlier, later, both_waves("shu", "SI")[:9])
    t = found.difference.points / found.difference.se
    assert found.difference.df == 52
    assert found.difference.p == close(float(2 * stats.t.sf(abs(t), 52)))


def test_a_change_of_who_answered_is_seen() -> None:
    """If the equal-weights difference points the other way, the trend is not steady."""

    def wave(*people: tuple[int, str]) -> dict[str, Tally]:
        parts = zip("ab", people, strict=True)
        return {group: tallied([code * 22 + "3"] * many) for group, (many, code) in parts}

    # Both groups rate lower than before, but the milder one is now the larger.
    found = trend("SCRI", wave((20, "2"), (5, "5")), wave((5, "1"), (20, "4")))
    assert found.difference.points > 0
    assert found.equal_points == -25
    assert not found.steady
    assert trend("SCRI", wave((9, "2"), (9, "3")), wave((9, "3"), (9, "4"))).steady


def test_waves_that_cannot_be_compared_are_refused() -> None:
    """No group, an absent index, another's texts: each is an error and not a number."""
    wave = groups("vectors.csv", "shu")
    with pytest.raises(ValueError, match="a group on each side"):
        trend("SI", wave, {})
    with pytest.raises(ValueError, match="rating in both waves"):
        trend("SI", wave, wave, [("3" * 8, "?" * 8)])
    with pytest.raises(ValueError, match="two people"):
        trend("SI", {"a": tallied(["3" * 23])}, wave)
    with pytest.raises(ValueError, match="no rating"):
        trend(
            "SI",
            {"a": Layout(wave["ict"].layout.instrument).zero() + tallied(["?" * 22 + "3"] * 9)},
            wave,
        )
    nobody = wave["ict"].index("SI")
    assert covariance(nobody, nobody, []) == 0


@settings(deadline=None)
@given(
    st.lists(st.text("12345?", min_size=8, max_size=8).filter(lambda t: t != "?" * 8), min_size=4),
    st.randoms(),
)
def test_the_order_of_returning_people_does_not_matter(
    people: list[str], chance: random.Random
) -> None:
    """Shuffled returning people give the same digits, with answers missing too."""
    wave = {"a": tallied(["." * 7 + text + "." * 8 for text in ["1" * 8, "5" * 8, *people]])}
    pairs = list(zip(people, reversed(people), strict=True))
    shuffled = chance.sample(pairs, len(pairs))
    assert trend("SI", wave, wave, shuffled) == trend("SI", wave, wave, pairs)


# Items that stand out


@pytest.mark.parametrize("city", CITIES)
def test_standouts_are_one_sample_t_tests_within_respondents(city: str) -> None:
    """Each item less its rater's own mean: difference, p and Holm agree with SciPy."""
    found = standouts(tally("vectors.csv", city).index("SCRI"))
    people = [[int(code) for code in text] for text in texts("vectors.csv", city, "SCRI").values()]
    apart = [[25 * (x - fmean(person)) for x in person] for person in people]
    oracle = [stats.ttest_1samp(column, 0) for column in zip(*apart, strict=True)]
    assert [one.difference.p for one in found] == close([float(one.pvalue) for one in oracle])
    assert [one.difference.points for one in found] == close(
        [fmean(column) for column in zip(*apart, strict=True)]
    )
    bounds = [one.confidence_interval() for one in oracle]
    assert [one.difference.low for one in found] == close([float(bound.low) for bound in bounds])
    corrected = holm({one.id: one.difference.p for one in found})
    assert {one.id: one.p_holm for one in found} == corrected
    assert standouts(tallied(["3" * 23]).index("SCRI")) == ()
