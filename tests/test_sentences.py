"""Sentences claim what the rules allow, from numbers that stand in the claim, and nothing more."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.sentences import sentence, spoken
from bot.texts import LOCALES, Texts
from scoring.batches import steady
from scoring.claims import Claim, Evidence, Part
from scoring.compare import Difference, paired
from scoring.evidence import gather
from scoring.figures import CityFigures, IndexFigures, city_figures
from scoring.groups import GROUPS
from scoring.instrument import load
from scoring.sentences import level, licensed
from scoring.tally import Tally
from scoring.trend import Design, Trend
from tests.vectors import CITIES, groups, tallied, texts
from tests.wording import library

MINIMUM = 5
Cells = Mapping[tuple[str, str], Tally]


def cells_of(file: str) -> dict[tuple[str, str], Tally]:
    return {(city, group): one for city in CITIES for group, one in groups(file, city).items()}


def evidence_of(cells: Cells, *, final: bool = True, earlier: Cells | None = None) -> Evidence:
    figures = city_figures(load(), cells, MINIMUM, CITIES)
    return gather(load(), cells, figures, MINIMUM, GROUPS, final=final, earlier=earlier)


def keyed(claims: tuple[Claim, ...], key: str) -> list[dict[str, object]]:
    return [dict(claim.values) for claim in claims if claim.key == f"sentence-{key}"]


def difference(points: float, p: float, n: int = 30) -> Difference:
    return Difference((n, n), points, 1.0, 50, points - 2, points + 2, p)


def towns(**indices: float) -> tuple[CityFigures, ...]:
    """Cities of which only the index SI is known, by its value."""
    return tuple(
        CityFigures(
            city,
            30,
            30,
            30,
            {},
            30,
            indices=(IndexFigures("SI", 30, 40, 20, 50, 50, value, value - 4, value + 4),),
        )
        for city, value in indices.items()
    )


def compared(figures: tuple[CityFigures, ...], **chances: tuple[float, float]) -> Evidence:
    """Evidence with the differences between cities: `a_b=(points, p)`."""
    pairs = {
        ("SI", *name.split("_")): difference(points, p) for name, (points, p) in chances.items()
    }
    return Evidence(figures, {}, {(i, a, b): one for (i, a, b), one in pairs.items()})


# R1 and R10: what is not shown, and what is not yet compared


def test_the_one_city_vectors_say_what_the_methodology_says() -> None:
    """Insights and governance are higher in Shu than in the others; on readiness nobody differs."""
    claims = licensed(evidence_of(cells_of("vectors_onecity.csv")))
    higher = keyed(claims, "higher-many")
    assert [(one["index"], one["cities"]) for one in higher] == [("SI", ("shu",)), ("GC", ("shu",))]
    for one, ends in zip(higher, ((21.5, 22.6), (22.9, 27.3)), strict=True):
        others = one["others"]
        assert isinstance(others, tuple)
        assert {*others} == {"ayagoz", "shalkar"}
        assert (one["least"], one["most"]) == pytest.approx(ends, abs=0.1), "sizes, and no bound"
    (readiness,) = (one for one in keyed(claims, "alike-totals") if one["index"] == "SCRI")
    assert readiness["cities"] == ("shu", "shalkar", "ayagoz")
    assert readiness["totals"] == ("15", "12", "11")
    assert keyed(claims, "comparisons") == [{"count": 9 + 3 * 23}]


def test_nothing_is_said_of_a_city_that_is_not_shown() -> None:
    """A city of four people appears in no claim, not even as low."""
    cells = cells_of("vectors_onecity.csv")
    few = {("almaty", "society"): tallied(["1" * 23] * 4)}
    claims = licensed(evidence_of({**cells, **few}))
    assert claims == licensed(evidence_of(cells))


def test_a_hidden_item_is_not_named() -> None:
    """Of ratings of an item that too few gave, and of its index, nothing is said."""
    people = ["1" + "3" * 22] * 4 + ["?" + "3" * 22] * 16
    claims = licensed(evidence_of({("shu", "society"): tallied(people)}))
    assert {c.key for c in claims if "SCRI1" in str(c.values)} == {"sentence-unknown"}
    assert not any(claim.values.get("index") == "SCRI" for claim in claims)


def test_an_open_wave_compares_nothing() -> None:
    """Before the wave is closed it is called provisional, and no rule of comparison speaks."""
    claims = licensed(evidence_of(cells_of("vectors_onecity.csv"), final=False))
    assert claims[0] == Claim(Part.STATUS, "R10", "sentence-provisional")
    assert not {"R3", "R4", "R7", "R8", "R12"} & {claim.rule for claim in claims}
    assert keyed(claims, "level") + keyed(claims, "level-between")


def test_held_figures_have_no_evidence_beside_them() -> None:
    """While a city's ratings are held, its sentences may not tell what the figures hold back."""
    cells = cells_of("vectors_onecity.csv")
    before = city_figures(load(), cells, MINIMUM, CITIES)
    more = dict(cells)
    more["shu", "society"] += tallied(["5" * 23] * 2)
    figures = steady(city_figures(load(), more, MINIMUM, CITIES), before, MINIMUM)
    found = gather(load(), more, figures, MINIMUM, GROUPS, final=True)
    assert {*found.items} == {"ayagoz", "shalkar"}
    assert not any("shu" in key for key in found.comparisons)
    assert not any(city == "shu" for city, _ in found.standouts)
    assert {*gather(load(), cells, before, MINIMUM, GROUPS, final=True).items} == {*CITIES}


# R2: levels


@pytest.mark.parametrize(
    ("points", "code"),
    [
        (0, "1"),
        (12.49, "1"),
        (12.5, "2"),
        (37.49, "2"),
        (37.5, "3"),
        (62.5, "4"),
        (87.5, "5"),
        (100, "5"),
    ],
)
def test_levels_change_at_the_scales_borders(points: float, code: str) -> None:
    """1.5, 2.5, 3.5 and 4.5 belong to the level above."""
    assert level(points) == code


def test_an_interval_across_a_border_is_between() -> None:
    """Inside one level it is named; across a border both ends are; without interval neither."""
    claims = licensed(Evidence(towns(a=25, b=36), {}))
    assert keyed(claims, "level") == [{"city": "a", "index": "SI", "level": "2"}]
    assert keyed(claims, "level-between") == [{"city": "b", "index": "SI", "from": "2", "to": "3"}]
    even = evidence_of({("shu", "society"): tallied(["2" * 23] * 20)})
    assert not [claim for claim in licensed(even) if claim.rule == "R2"]


# R3 and R8: which city is higher


def test_a_difference_needs_both_size_and_certainty() -> None:
    """Holm p below .05 and at least 5 points; either alone is no clear difference."""
    figures = towns(a=40, b=30)
    (one,) = keyed(licensed(compared(figures, a_b=(10, 0.04))), "higher")
    assert one == {"index": "SI", "first": "a", "second": "b", "points": 10, "low": 8, "high": 12}
    for points, p in ((10, 0.05), (4.99, 0.001)):
        claims = licensed(compared(figures, a_b=(points, p)))
        assert keyed(claims, "higher") == []
        assert keyed(claims, "alike") == [{"index": "SI", "cities": ("a", "b")}]


def test_the_direction_is_the_differences() -> None:
    """A negative difference names the second city as the higher one, with sizes above 0."""
    (one,) = keyed(licensed(compared(towns(a=30, b=40), a_b=(-10, 0.001))), "higher")
    assert (one["first"], one["second"], one["low"], one["high"]) == ("b", "a", 8, 12)


def test_holm_counts_every_comparison_shown() -> None:
    """A p of .03 is enough for one pair and not for the smallest of three."""
    three = compared(towns(a=50, b=40, c=38), a_b=(10, 0.03), a_c=(12, 0.03), b_c=(2, 0.9))
    assert keyed(licensed(three), "alike") == [{"index": "SI", "cities": ("a", "b", "c")}]


def test_overlapping_intervals_decide_nothing() -> None:
    """Two indices whose own intervals overlap still differ if the difference says so."""
    figures = towns(a=40, b=34)
    assert figures[0].indices[0].low is not None
    assert figures[1].indices[0].high is not None
    assert figures[0].indices[0].low < figures[1].indices[0].high
    assert keyed(licensed(compared(figures, a_b=(6, 0.001))), "higher")


def test_fewer_than_fifteen_people_are_not_compared() -> None:
    """A city of 14 is shown and not compared, and the text says so."""
    cells = cells_of("vectors_onecity.csv")
    cells["almaty", "society"] = tallied(["5" * 22 + "4"] * 7 + ["4" * 23] * 7)
    claims = licensed(evidence_of(cells))
    assert keyed(claims, "few") == [{"cities": ("almaty",)}]
    assert not any("almaty" in str(c.values) for c in claims if c.rule in {"R3", "R4", "R8"})


CLEAR, DIM = (10.0, 0.0001), (2.0, 0.9)


def test_cities_stand_in_tiers() -> None:
    """A tier is cut where all above differ from all below; inside it nobody is ranked."""
    claims = licensed(compared(towns(a=50, b=40, c=38), a_b=CLEAR, a_c=CLEAR, b_c=DIM))
    (one,) = keyed(claims, "higher-many")
    assert (one["cities"], one["others"]) == (("a",), ("b", "c"))
    assert keyed(claims, "alike") == [{"index": "SI", "cities": ("b", "c")}]
    assert keyed(claims, "order") == []


def test_ranks_need_three_cities_that_all_differ() -> None:
    """Three cities in a clear order are ranked; two never are."""
    three = licensed(compared(towns(a=50, b=40, c=30), a_b=CLEAR, a_c=CLEAR, b_c=CLEAR))
    assert keyed(three, "order") == [{"index": "SI", "cities": ("a", "b", "c")}]
    assert keyed(licensed(compared(towns(a=50, b=40), a_b=CLEAR)), "order") == []


def test_a_chain_of_small_steps_calls_nobody_alike() -> None:
    """If only the ends differ, the ends are told and no tier claims that all are equal."""
    claims = licensed(compared(towns(a=50, b=45, c=40), a_b=DIM, b_c=DIM, a_c=CLEAR))
    (one,) = keyed(claims, "higher")
    assert (one["first"], one["second"]) == ("a", "c")
    assert keyed(claims, "alike") + keyed(claims, "order") == []


def test_a_comparison_that_was_not_made_leaves_no_tiers() -> None:
    """Tiers speak of every pair; if one was not compared there are none."""
    claims = licensed(compared(towns(a=50, b=45, c=40), a_b=CLEAR, b_c=DIM))
    assert not [claim for claim in claims if claim.rule in {"R3", "R8"}]


def test_a_rounded_total_in_the_other_order_is_noted() -> None:
    """Where the paper's total and the unrounded index disagree in rank, a note says so."""
    high, low = towns(a=40, b=39)
    high = replace(high, indices=(replace(high.indices[0], total=20),))
    low = replace(low, indices=(replace(low.indices[0], total=21),))
    claims = licensed(compared((high, low), a_b=(1, 0.9)))
    (one,) = keyed(claims, "reversed")
    assert one == {"index": "SI", "first": "a", "second": "b", "total": 20, "other": 21}
    assert keyed(licensed(compared(towns(a=40, b=39), a_b=(1, 0.9))), "reversed") == []


def test_the_same_raters_are_compared_by_their_differences() -> None:
    """With paired comparisons put in, the all-cities design shows the readiness gap."""
    found = evidence_of(cells_of("vectors.csv"))
    both = {
        ("SCRI", one, other): paired(
            zip(
                *(texts("vectors.csv", city, "SCRI").values() for city in (one, other)), strict=True
            )
        ).difference
        for one, other in (("shu", "ayagoz"), ("shu", "shalkar"), ("ayagoz", "shalkar"))
    }
    claims = licensed(replace(found, comparisons=both))
    (one,) = keyed(claims, "higher-many")
    assert (one["cities"], one["others"]) == (("shu",), ("shalkar", "ayagoz"))


# R4, R5, R6: items


def people(scri: str, many: int = 10, rest: str = "3" * 16) -> list[str]:
    """Raters who differ in severity, so that intervals have a width."""
    milder = "".join(str(min(5, int(code) + 1)) for code in scri)
    return [scri + rest] * many + [milder + rest] * many


def test_strengths_stand_above_the_citys_own_items() -> None:
    """At most three items clearly above the mean of all; even ratings name none."""
    varied = ["4311111" + "3" * 16] * 10 + ["5412121" + "3" * 16] * 10
    claims = licensed(evidence_of({("shu", "society"): tallied(varied)}))
    (one,) = (c for c in keyed(claims, "strengths") if c["index"] == "SCRI")
    assert one["items"] == ("SCRI1", "SCRI2")
    # Nobody varies in SI, so nothing stands out there.
    assert {"city": "shu", "index": "SI"} in keyed(claims, "even")


def test_a_cut_never_runs_through_a_tie() -> None:
    """Of four items equally high none is picked for its place in the questionnaire."""
    varied = [*people("4444111", 9), "3555221" + "3" * 16, "5355122" + "3" * 16]
    varied += ["5535212" + "3" * 16, "5553221" + "3" * 16]
    claims = licensed(evidence_of({("shu", "society"): tallied(varied)}))
    assert {"city": "shu", "index": "SCRI"} in keyed(claims, "even")


def test_what_nobody_disputes_is_not_called_alike() -> None:
    """Where ratings differ and do not vary no test can be made, so nothing is said of it."""
    one, other = ({("shu", "society"): tallied([text] * 20)} for text in ("1" * 23, "5" * 23))
    both = one | {("ayagoz", "society"): other["shu", "society"]}
    assert not [c for c in licensed(evidence_of(both)) if c.key.startswith("sentence-alike")]
    assert not keyed(licensed(evidence_of(other, earlier=one)), "unchanged")
    item = {("shu", "society"): tallied(["5" + "1" * 22] * 20)}
    even = [claim["index"] for claim in keyed(licensed(evidence_of(item)), "even")]
    assert even == ["SI", "GC"], "an item of the first index is above the others"
    assert keyed(licensed(evidence_of(item)), "comparisons") == [{"count": 16}]


def test_a_common_weakness_is_weak_in_every_city() -> None:
    """Environment is weak everywhere; partnership only where it is, and the cities are named."""
    cells = {
        ("shu", "society"): tallied(people("3333313")),
        ("ayagoz", "society"): tallied(people("3333311")),
        ("shalkar", "society"): tallied(people("3333311")),
    }
    claims = licensed(evidence_of(cells))
    assert keyed(claims, "common-weaknesses") == [{"items": ("SCRI6",)}]
    assert keyed(claims, "weaknesses-many") == [
        {"items": ("SCRI7",), "cities": ("ayagoz", "shalkar")}
    ]
    alone = licensed(evidence_of({("shu", "society"): tallied(people("3333313"))}))
    assert keyed(alone, "weaknesses") == [{"items": ("SCRI6",), "city": "shu"}]


def test_the_whole_of_a_low_city_is_not_a_list_of_weaknesses() -> None:
    """Where every item is equally low none is in the lower half, and none is named."""
    claims = licensed(evidence_of({("shu", "society"): tallied(people("1111111", rest="1" * 16))}))
    assert not [claim for claim in claims if claim.rule in {"R5", "R6"}]


def test_opportunities_are_weaknesses_that_matter() -> None:
    """Without importance the lowest weak items; with it only those of 3.5 and more."""
    found = evidence_of({("shu", "society"): tallied(people("3333211"))})
    assert keyed(licensed(found), "opportunities") == [{"city": "shu", "items": ("SCRI6", "SCRI7")}]
    asked = replace(found, importance={"SCRI6": 3.4, "SCRI7": 3.5})
    assert keyed(licensed(asked), "opportunities") == [{"city": "shu", "items": ("SCRI7",)}]


# R7: waves


def changed(points: float, p: float, *, steady_: bool = True) -> Evidence:
    one = Trend(difference(points, p), Design.INDEPENDENT, 0, points, steady_)
    return Evidence(towns(a=40), {}, trends={("a", "SI"): one})


def test_a_change_needs_both_size_and_certainty() -> None:
    """Holm p below .05 and at least 5 points; up and down have sentences of their own."""
    told = {"city": "a", "index": "SI", "points": 6, "low": 4, "high": 8}
    assert keyed(licensed(changed(6, 0.01)), "rose") == [told]
    assert keyed(licensed(changed(-6, 0.01)), "fell") == [told]
    for points, p in ((6, 0.05), (4.9, 0.01)):
        assert keyed(licensed(changed(points, p)), "unchanged") == [{"city": "a", "index": "SI"}]
    mixed = licensed(changed(6, 0.01, steady_=False))
    assert keyed(mixed, "composition") == [{"city": "a", "index": "SI"}]


def test_the_second_wave_moves_only_the_built_in_change() -> None:
    """Of the nine changes of the vectors only Shu's insights are claimed."""
    claims = licensed(evidence_of(cells_of("vectors_wave2.csv"), earlier=cells_of("vectors.csv")))
    (rose,) = keyed(claims, "rose")
    assert (rose["city"], rose["index"]) == ("shu", "SI")
    assert len(keyed(claims, "unchanged")) == 8


def test_a_city_without_a_past_has_no_change() -> None:
    """A city that was not in the last wave, or with too few people then, has no change."""
    earlier = {("ayagoz", "society"): tallied(["3" * 23] * 9)}
    found = evidence_of(cells_of("vectors_wave2.csv"), earlier=earlier)
    assert found.trends == {}


# R9: whose view


def test_a_dominant_group_is_named_with_the_other_view() -> None:
    """43% civil society: named; with four ICT professionals there is no group-equal figure."""
    claims = licensed(evidence_of(cells_of("vectors.csv")))
    first = keyed(claims, "dominant")[0]
    assert first == {"city": "shu", "group": "society", "percent": 43}
    # Cities that lack the same groups share a sentence.
    (none,) = keyed(claims, "equal-none")
    assert none == {"cities": ("shu", "ayagoz", "shalkar"), "groups": ("ict",)}


@pytest.mark.parametrize(("code", "key"), [("3", "equal"), ("5", "equal-differs")])
def test_two_views_differ_from_three_points_on(code: str, key: str) -> None:
    """The group-equal index is set beside the other, and called different above 3 points."""
    cells = {("shu", group): tallied(["2" * 23, "3" * 23] * 3) for group in GROUPS}
    cells["shu", "society"] = tallied([code * 23, "2" * 23] * 20)
    claims = licensed(evidence_of(cells))
    assert len(keyed(claims, key)) == 3


def test_an_even_sample_needs_no_second_view() -> None:
    """Without a group above 40% nothing is said of weights."""
    cells = {("shu", group): tallied(["2" * 23, "3" * 23] * 5) for group in GROUPS}
    assert not [claim for claim in licensed(evidence_of(cells)) if claim.rule == "R9"]


# R11 to R13


def test_percents_come_with_their_floor() -> None:
    """Wherever a percent is published, the note says what it is a percent of."""
    assert keyed(licensed(Evidence(towns(a=40), {})), "percent") == [{}]
    assert licensed(Evidence((), {})) == ()


@settings(max_examples=25, deadline=None)
@given(st.randoms())
def test_equal_numbers_give_equal_claims(chance: random.Random) -> None:
    """Cells and comparisons in another order give the same claims in the same order."""
    cells = cells_of("vectors_onecity.csv")
    shuffled = dict(chance.sample(sorted(cells.items(), key=lambda cell: cell[0]), len(cells)))
    found = evidence_of(cells)
    other = evidence_of(shuffled)
    other = replace(
        other,
        comparisons=dict(chance.sample(list(other.comparisons.items()), len(other.comparisons))),
        standouts=dict(chance.sample(list(other.standouts.items()), len(other.standouts))),
    )
    assert licensed(other) == licensed(found)


# The words


@pytest.fixture(scope="module")
def every() -> tuple[Claim, ...]:
    """Claims of as many kinds as the vectors give."""
    first = evidence_of(cells_of("vectors_wave2.csv"), earlier=cells_of("vectors.csv"))
    return (*licensed(first), *licensed(evidence_of(cells_of("vectors_onecity.csv"), final=False)))


@pytest.mark.parametrize("language", LOCALES)
def test_every_claim_has_its_words(language: str, every: tuple[Claim, ...]) -> None:
    """Each claim is said in each language, with every value and no code left in it."""
    say = Texts().speaking(language)
    for claim in every:
        text = sentence(claim, say)
        assert text.endswith(".")
        assert not any(code in text for code in ("shu", "ayagoz", "SCRI1", "sentence"))


GOLDEN = {
    "kk": [
        (
            "«Мүдделі тараптар»: жоғарырақ бағаланғаны — Шу, төменірек бағаланғаны — Аягөз,"
            " Шалқар (айырмасы 21,5–22,7 балл)."
        ),
        (
            "«Дайындық»: Шу, Шалқар, Аягөз қалаларының арасында айқын"
            " айырмашылық жоқ, дөңгелектелген нәтижелері 15, 12, 11 болса да."
        ),
    ],
    "ru": [
        ("«Участие сторон»: выше — Шу, ниже — Аягоз, Шалкар (разница 21,5–22,7 балла)."),
        (
            "«Готовность»: между городами Шу, Шалкар, Аягоз явной"
            " разницы нет, хотя округлённые итоги — 15, 12, 11."
        ),
    ],
    "en": [
        "“Stakeholders”: higher in Shu than in Ayagoz, Shalkar (differences 21.5–22.7 points).",
        (
            "“Readiness”: no clear difference between Shu, Shalkar, Ayagoz,"
            " although the rounded totals are 15, 12, 11."
        ),
    ],
}


@pytest.mark.parametrize("language", LOCALES)
def test_equal_numbers_give_equal_text(language: str) -> None:
    """The lesson of the one-city vectors, word for word in three languages."""
    claims = licensed(evidence_of(cells_of("vectors_onecity.csv")))
    wanted = ("sentence-higher-many", "sentence-alike-totals")
    say = Texts().speaking(language)
    lines = [sentence(next(claim for claim in claims if claim.key == key), say) for key in wanted]
    assert lines == GOLDEN[language]


@pytest.mark.parametrize("language", LOCALES)
def test_what_is_said_of_many_places_is_said_once(language: str) -> None:
    """Sentences that differ in the place alone share one that names every place."""
    say = Texts().speaking(language)
    claims = licensed(evidence_of(cells_of("vectors_onecity.csv")))
    even = [one for one in claims if one.key == "sentence-even"]
    (text,) = spoken(even, say)
    assert len(even) == 3
    assert all(say(f"city-{city}") in text for city in CITIES)
    assert list(spoken(even[:1], say)) == [sentence(even[0], say)]


# The data themselves


def test_what_many_could_not_rate_is_told() -> None:
    """Above 30% of "don't know" an item's silence is a finding; who never reached it is no case."""
    people = ["?" + "3" * 22] * 7 + ["3" * 23] * 13 + ["." * 23] * 10
    claims = licensed(evidence_of({("shu", "society"): tallied(people)}))
    assert [one["items"] for one in keyed(claims, "unknown")] == [("SCRI1",)]
    people = ["?" + "3" * 22] * 6 + ["3" * 23] * 14
    assert not keyed(licensed(evidence_of({("shu", "society"): tallied(people)})), "unknown")


def test_an_item_that_most_could_not_rate_is_told_though_its_mean_is_not() -> None:
    """The fewer rated it, the more its silence says; where few reached it nothing is said."""
    people = ["?" + "3" * 22] * 14 + ["3" * 23] * 6
    claims = licensed(evidence_of({("shu", "society"): tallied(people)}))
    assert [one["items"] for one in keyed(claims, "unknown")] == [("SCRI1",)]
    people = ["3" * 22 + "."] * 16 + ["3" * 22 + "?"] * 4
    assert not keyed(licensed(evidence_of({("shu", "society"): tallied(people)})), "unknown")


def test_where_people_disagree_is_told() -> None:
    """Half very low and half high is a split; the same answer of all is none."""
    people = ["1" + "3" * 22] * 10 + ["5" + "3" * 22] * 10
    claims = licensed(evidence_of({("shu", "society"): tallied(people)}))
    assert [one["items"] for one in keyed(claims, "split")] == [("SCRI1",)]


def test_a_figure_of_equal_groups_needs_every_group_shown() -> None:
    """With the city's own it would tell of a hidden group, so it is given where none is hidden."""
    people = {"officials": 8, "planners": 8, "ict": 8, "society": 30, "researchers": 8}
    cells = {("shu", g): tallied(["2" * 23, "3" * 23] * (n // 2)) for g, n in people.items()}
    assert len(keyed(licensed(evidence_of(cells)), "equal")) == 3
    cells["shu", "ict"] = tallied(["2" * 23] * 4)
    claims = licensed(evidence_of(cells))
    assert not keyed(claims, "equal") + keyed(claims, "equal-differs")
    assert [one["groups"] for one in keyed(claims, "equal-none")] == [("ict",)]


def test_the_same_raters_are_compared_by_their_own_differences() -> None:
    """Where most people rated both cities, the comparison is paired; else it is not."""
    cells = cells_of("vectors.csv")
    figures = city_figures(load(), cells, MINIMUM, CITIES)
    shu, ayagoz = (texts("vectors.csv", city, "SI") for city in ("shu", "ayagoz"))
    both = [(shu[who], ayagoz[who]) for who in shu]
    raters = {("SI", "shu", "ayagoz"): both}
    found = gather(load(), cells, figures, MINIMUM, GROUPS, final=True, raters=raters)
    assert found.comparisons["SI", "shu", "ayagoz"] == paired(both).difference
    few = {("SI", "shu", "ayagoz"): both[:20]}
    found = gather(load(), cells, figures, MINIMUM, GROUPS, final=True, raters=few)
    assert found.comparisons["SI", "shu", "ayagoz"] != paired(both[:20]).difference


# Headings and words


@pytest.mark.parametrize("part", Part)
def test_every_part_has_a_heading(part: Part) -> None:
    """Each part of a digest has its heading in each language."""
    for wording in library().values():
        assert f"sentence-part-{part.value}" in wording


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("medium", "moderate")),
        ("ru", ("средн", "умеренн")),
        ("kk", ("орташа",)),
    ],
)
def test_a_mean_below_two_and_a_half_is_never_medium(language: str, words: tuple[str, ...]) -> None:
    """The paper calls 2 moderate; a sentence about what is below 2.5 has no such word."""
    say = Texts().speaking(language)
    low = [c for c in licensed(evidence_of(cells_of("vectors.csv"))) if c.rule in {"R5", "R6"}]
    assert low
    assert not any(word in sentence(claim, say).lower() for claim in low for word in words)


def test_no_city_leads_where_two_are_tied() -> None:
    """Shu 2 = Shalkar 2 in print: a tie in the index is never told as a lead."""
    tied = {(city, "society"): tallied(["2" * 23, "3" * 23] * 10) for city in ("shu", "shalkar")}
    claims = licensed(evidence_of(tied))
    assert keyed(claims, "higher") == []
    assert len(keyed(claims, "alike")) == 3
