"""The table of statistics holds what the method's functions give, and nothing of few people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Connection

from bot.digests import twofold
from bot.office import Office
from scoring import compare, contrasts
from scoring.evidence import Texts as Pairs
from scoring.gates import Audience
from scoring.groups import GROUPS
from scoring.languages import LANGUAGES
from scoring.reliability import reliability
from scoring.shares import wilson
from scoring.statistics import Row, within
from scoring.weights import exact
from storage import waves
from tests import survey, test_published
from tests.survey import INSTRUMENT, ITEMS, REFERENCE, cells, reference
from tests.vectors import COMPARED

WAVE = "2025-05"
INDICES = ("SCRI", "SI", "GC")
ORACLE = json.loads((REFERENCE / "reference.json").read_text(encoding="utf-8"))
SOURCE = reference("vectors.csv")


def inside(
    rows: list[dict[str, str]] = SOURCE, audience: Audience = Audience.RESEARCHER
) -> list[Row]:
    return list(within(INSTRUMENT, WAVE, cells(rows), 5, audience))


def nobody(_: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """Nobody rated all cities."""
    return {index: [] for index in INDICES}


def one(rows: list[Row], *place: str) -> Row:
    """The row of a statistic, an id and a city."""
    (found,) = (row for row in rows if (row.statistic, row.id, row.city) == place)
    return found


def test_reliability_has_its_interval() -> None:
    """Shu's readiness has the alpha of R's psych, .856 [.788, .908], and each item its part."""
    alpha = one(inside(), "alpha", "SCRI", "shu")
    assert alpha.estimate == pytest.approx(0.856, abs=5e-4)
    assert alpha.low == pytest.approx(0.788, abs=5e-4)
    assert alpha.high == pytest.approx(0.908, abs=5e-4)
    parts = [row.id for row in inside() if row.statistic == "rest" and row.city == "shu"]
    assert sorted(parts) == sorted(ITEMS)


def test_what_is_shared_has_no_reliability_of_few() -> None:
    """Eighteen people are enough for a researcher with the interval, and not for the public."""
    few = reference()
    assert one(inside(few), "alpha", "SCRI", "shu").n == 18
    shared = inside(few, Audience.PUBLIC)
    assert not any(row.statistic in {"alpha", "rest"} for row in shared)
    assert any(row.statistic == "deviation" for row in shared)


def test_shares_of_high_and_low_ratings_need_ten_people() -> None:
    """Each share has Wilson's interval; of nine people none is told."""
    rows = reference("vectors.csv")
    mine = [int(row["SI1"]) for row in rows if row["city"] == "shu"]
    for name, many in (("top", sum(r > 3 for r in mine)), ("bottom", sum(r < 3 for r in mine))):
        found = one(inside(), name, "SI1", "shu")
        share = wilson(many, 53)
        assert (found.n, found.estimate) == (53, many / 53)
        assert (found.low, found.high) == (share.low, share.high)
    few = [row for row in rows if row["city"] == "shu"][:9]
    assert not {"top", "bottom"} & {row.statistic for row in inside(few)}


def test_how_even_the_sample_is_is_told_of_groups_that_are_told_by_themselves() -> None:
    """The paper's own groups: J' .881 and D .260; of groups told together there is neither."""
    assert one(inside(), "evenness", "sample", "shu").estimate == pytest.approx(0.881, abs=5e-4)
    away = one(inside(), "dissimilarity", "sample", "shu").estimate
    assert away == pytest.approx(0.260, abs=5e-4)
    together = [{**row, "stakeholder_group": "*"} for row in reference("vectors.csv")]
    assert not any(row.id == "sample" for row in inside(together))


def test_groups_are_compared_where_indices_csv_shows_them() -> None:
    """Four ICT people and the five planners who would give them away are in no comparison."""
    rows = inside()
    seen = {group for row in rows for group in (row.first, row.second)} - {"none"}
    assert seen == {"officials", "society", "researchers"}
    table = {group: one for (city, group), one in cells(SOURCE).items() if city == "shu"}
    sides = {group: table[group].index("SCRI") for group in seen}
    assert one(rows, "kruskal", "SCRI", "shu").estimate == compare.groups(sides).h
    assert one(rows, "kruskal", "SCRI", "shu").p_holm is not None
    assert not any(row.statistic == "equal" for row in rows), "it would tell of the hidden groups"


def test_all_groups_alike_where_every_group_is_shown() -> None:
    """With each person counted twice no group is small: the index of equal groups is R's."""
    rows = inside(SOURCE + SOURCE)
    equal = one(rows, "equal", "SCRI", "shu")
    assert equal.estimate == pytest.approx(34.0, abs=0.05)
    assert equal.low is not None


def test_groups_are_weighted_to_the_shares_that_are_known() -> None:
    """The index is the groups' own by their shares; without shares there is no such row."""
    rows = SOURCE + SOURCE
    shares = dict(zip(GROUPS, (2, 1, 2, 90, 5), strict=True))
    known = list(within(INSTRUMENT, WAVE, cells(rows), 5, Audience.RESEARCHER, shares=shares))
    found = one(known, "shares", "SCRI", "shu")
    table = {group: t for (city, group), t in cells(rows).items() if city == "shu"}
    own = {group: float(exact(t.index("SCRI"))) for group, t in table.items()}
    assert found.estimate == pytest.approx(sum(shares[g] * own[g] for g in GROUPS) / 100)
    assert found.low is not None
    assert not any(row.statistic == "shares" for row in inside(rows))


def test_a_small_city_has_no_row() -> None:
    """Below the minimum nothing is computed, and nothing compared with it."""
    few = [{**row, "city": "almaty"} for row in SOURCE[:4]]
    table = cells(SOURCE + few)
    rows = inside(SOURCE + few) + list(contrasts.cities(INSTRUMENT, WAVE, table, (), 5, nobody))
    assert not any("almaty" in {row.city, row.first, row.second} for row in rows)


def test_no_number_is_computed_a_second_time() -> None:
    """The rows hold what the method's functions return."""
    parts = [tally for (city, _), tally in cells(SOURCE).items() if city == "shu"]
    whole = sum(parts[1:], start=parts[0])
    found = one(inside(), "alpha", "GC", "shu").estimate
    assert found == reliability(whole.index("GC")).alpha


def test_cities_with_raters_of_their_own() -> None:
    """Welch, Cliff's delta and Kruskal-Wallis, nine differences corrected together."""
    table = cells(reference())
    rows = list(contrasts.cities(INSTRUMENT, WAVE, table, (), 5, nobody))
    made = [row for row in rows if row.statistic == "difference"]
    assert len(made) == 9
    assert {row.method for row in made} == {"welch"}
    assert all((row.p_holm or 0) >= (row.p or 0) for row in made)
    assert len([row for row in rows if row.statistic == "delta"]) == 9
    assert len([row for row in rows if row.statistic == "kruskal"]) == 3
    clear = {(row.first, row.second) for row in made if row.clear and row.id == "SI"}
    assert clear == {("ayagoz", "shu"), ("shalkar", "shu")}


def test_many_cities_are_compared_all_at_once() -> None:
    """Of more than twelve cities no two are compared: thousands of tests would tell nothing."""
    many = [{**row, "city": f"c{k:02d}"} for k in range(13) for row in reference()[:20]]
    rows = list(contrasts.cities(INSTRUMENT, WAVE, cells(many), (), 5, nobody))
    assert {row.statistic for row in rows} == {"kruskal", "epsilon_squared"}


def test_languages_have_their_rows() -> None:
    """An item that enough people rated in two languages has the difference between them."""
    counts = {"SI1": {one: {"2": 10, "3": 10 + k} for k, one in enumerate(LANGUAGES)}}
    made = list(contrasts.tongues(WAVE, counts, 5))
    assert [(row.id, row.first, row.second) for row in made] == [
        ("SI1", "kk", "ru"),
        ("SI1", "kk", "en"),
        ("SI1", "ru", "en"),
    ]
    assert all(row.clear is None for row in made), "rating points are not index points"


# The same on a real database


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Iterator[Office]:
    """Fifty-three people rated all three cities; thirty of them came back among 53 a year later."""
    with survey.office(tmp_path) as office:
        with office.archive.begin() as connection:
            survey.fill(connection, SOURCE)
            survey.fill(connection, reference("vectors_wave2.csv"))
        yield office


def texts_of(row: Mapping[str, str], index: str) -> str:
    return "".join(row[item.id] for item in INSTRUMENT.items if item.index == index)


def ids(connection: Connection) -> list[int]:
    return [one.id for one in waves.every(connection)]


def test_who_rated_two_cities_is_found(office: Office) -> None:
    """Every pair of cities comes once with both texts of each person, side by side."""
    with office.archive.read() as connection:
        found = list(twofold.raters(connection, ids(connection)[0], INSTRUMENT))
    by = {(row["respondent_id"], row["city"]): row for row in SOURCE}
    people = dict.fromkeys(row["respondent_id"] for row in SOURCE)
    assert [cities for cities, _ in found] == [*combinations(("ayagoz", "shalkar", "shu"), 2)]
    for cities, by_index in found:
        for index in INDICES:
            expected = [tuple(texts_of(by[who, city], index) for city in cities) for who in people]
            assert sorted(by_index[index]) == sorted(expected)


def test_who_came_back_is_found(office: Office) -> None:
    """Every city comes once with the thirty people of both waves, the earlier text first."""
    with office.archive.read() as connection:
        before, after = ids(connection)
        found = dict(twofold.returning(connection, before, after, INSTRUMENT))
    later = reference("vectors_wave2.csv")
    old = {(row["respondent_id"], row["city"]): row for row in SOURCE}
    assert sorted(found) == ["ayagoz", "shalkar", "shu"]
    for city, by_index in found.items():
        again = [r for r in later if r["city"] == city and (r["respondent_id"], city) in old]
        assert len(again) == 30
        for index in INDICES:
            expected = [
                (texts_of(old[row["respondent_id"], city], index), texts_of(row, index))
                for row in again
            ]
            assert sorted(by_index[index]) == sorted(expected)


@pytest.fixture(name="table")
def _table(office: Office, tmp_path: Path) -> pd.DataFrame:
    survey.exported(office, tmp_path / "out", datetime(2026, 7, 1, tzinfo=UTC), tier="internal")
    return pd.read_csv(tmp_path / "out" / "statistics.csv")


def test_the_same_raters_are_compared_with_themselves(table: pd.DataFrame) -> None:
    """In the export of the paper's design, the paired t and Wilcoxon's p are R's to 1e-9."""
    made = table[(table["wave"] == WAVE) & (table["city"] == "all") & (table["id"] == "SCRI")]
    assert set(made[made["statistic"] == "difference"]["method"]) == {"paired-t"}
    both = made[made["first"] + made["second"] == "shalkarshu"].set_index("statistic")
    oracle = ORACLE["cities_paired"]["SCRI"]["pairs"]["shu-shalkar"]
    assert both["p"]["difference"] == pytest.approx(oracle["p_t"], abs=1e-9)
    assert both["p"]["signed_ranks"] == pytest.approx(oracle["p_wilcoxon"], abs=1e-9)
    assert both["estimate"]["difference"] == pytest.approx(-25 * oracle["diff"], abs=1e-9)
    assert both["estimate"]["effect"] == pytest.approx(-oracle["dz"], abs=1e-9)
    assert both["estimate"]["dominance"] == pytest.approx(-oracle["dominance_paired"], abs=1e-9)


def test_all_cities_are_ordered_by_whoever_rated_all(table: pd.DataFrame) -> None:
    """How alike the same people order the cities: Kendall's W and Friedman's p are R's."""
    found = table[(table["statistic"] == "concordance") & (table["wave"] == WAVE)].set_index("id")
    assert list(found.index) == ["SCRI", "SI", "GC"]
    for index in INDICES:
        oracle = ORACLE["cities_paired"][index]
        assert found["estimate"][index] == pytest.approx(oracle["kendall_W"], rel=1e-9)
        assert found["p"][index] == pytest.approx(oracle["p"], rel=1e-9, abs=0)
        assert found["n"][index] == 53


def test_waves_are_compared_with_their_overlap(table: pd.DataFrame) -> None:
    """Only Shu's insights rose, by 10.08 points; R's p with thirty of 53 people in both waves."""
    made = table[table["statistic"] == "trend"]
    assert len(made) == 9
    assert set(made["method"]) == {"overlap"}
    clear = made[made["clear"].astype(str).str.lower() == "true"]
    assert list(zip(clear["city"], clear["id"], strict=True)) == [("shu", "SI")]
    assert clear["estimate"].iloc[0] == pytest.approx(10.08, abs=5e-3)
    overlap = ORACLE["trend"]["shu|SI"]["overlap_p"]
    assert clear["p_holm"].iloc[0] == pytest.approx(9 * overlap, rel=1e-6)


def test_pairs_are_a_sequence_of_texts(office: Office) -> None:
    """What is read is what the method takes: the paired difference of every two cities."""
    with office.archive.read() as connection:
        for _, by_index in twofold.raters(connection, ids(connection)[0], INSTRUMENT):
            texts: Pairs = by_index["GC"]
            assert compare.paired(texts).difference.n == (53, 53)


# The 2022 paper's blocks


def test_blocks_and_contrasts_have_their_rows_with_rs_numbers(tmp_path: Path) -> None:
    """Gaps, quadrants, severities, orders, W and contrasts stand there as R has them."""
    with survey.office(tmp_path) as office:
        test_published.begun(office)
        asked = {"tier": "internal", "formats": ("csv",)}
        survey.exported(office, tmp_path / "export", datetime(2025, 6, 1, tzinfo=UTC), **asked)
    table = pd.read_csv(tmp_path / "export" / "statistics.csv")

    def row_of(statistic: str, name: str) -> Mapping[Any, Any]:
        (found,) = table[(table["statistic"] == statistic) & (table["id"] == name)].to_dict(
            "records"
        )
        return found

    expected = ORACLE["expectation"]
    for row in expected["gap"]:
        name = row["element"].replace("urban_admin", "urban_administration")
        gap = row_of("gap", name)
        assert gap["estimate"] == pytest.approx(row["gap"], rel=1e-9)
        assert gap["p_holm"] == pytest.approx(row["p_holm"], rel=1e-6)
    kendall = expected["severity_friedman"]["kendall_W"]
    assert row_of("concordance", "problems")["estimate"] == pytest.approx(kendall, rel=1e-9)
    assert len(table[table["statistic"] == "order"]) == 21
    assert {*table[table["statistic"] == "quadrant"]["method"]} == {"middle", "means"}
    assert {*table[table["statistic"] == "contrast"]["id"]} == {one.id for one in COMPARED}
    book = pd.read_csv(tmp_path / "export" / "codebook.csv")
    statistic = book[(book["file"] == "statistics.csv") & (book["name"] == "statistic")]
    assert "severity" in str(statistic.to_dict())
