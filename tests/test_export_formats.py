"""The same data for SPSS, Stata and data scientists: opened with their readers and compared."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq  # type: ignore[import-untyped] # it has no types
import pyreadstat
import pytest

from bot.exporting import labelled
from bot.office import Office
from bot.texts import Texts
from scoring.codebook import variables
from scoring.groups import GROUPS
from scoring.variables import MISSING
from tests import survey
from tests.survey import INSTRUMENT, ITEMS, reference

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
TEXTS = Texts()
LETTERS = {"-8": "a", "-9": "b", "-7": "c"}


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Iterator[Office]:
    """A survey with every kind of non-answer, and a break-off."""
    rows = reference()
    rows[0] |= {"SCRI1": "?", "SI8": "-"}
    rows[1] |= dict.fromkeys(ITEMS[9:], ".")
    with survey.office(tmp_path) as office:
        with office.archive.begin() as connection:
            survey.fill(connection, rows)
        yield office


def make(office: Office, folder: Path, *formats: str, **asked: Any) -> pd.DataFrame:  # noqa: ANN401 - export's keywords
    """An export; its responses as the CSV has them."""
    asked = {"tier": "internal", "formats": ["csv", *formats], **asked}
    survey.exported(office, folder, NOW, **asked)
    return pd.read_csv(folder / "responses.csv", dtype=str, keep_default_na=False)


@pytest.mark.parametrize("language", TEXTS.languages)
def test_spss_reads_what_the_csv_holds(office: Office, tmp_path: Path, language: str) -> None:
    """Same cells, labels in the language asked for, ordinal items, -9 to -6 user-missing."""
    csv = make(office, tmp_path / "out", "sav", language=language)
    path = tmp_path / "out" / "responses.sav"
    frame, meta = pyreadstat.read_sav(path, user_missing=True, disable_datetime_conversion=True)
    say = TEXTS.speaking(language)
    labels: dict[str, dict[Any, str]] = {**meta.variable_value_labels}
    assert list(frame.columns) == list(csv.columns)
    texts = [name for name in csv if name not in {*ITEMS, "started_on", "completed_on"}]
    assert frame[texts].equals(csv[texts])
    assert frame[ITEMS].astype(int).astype(str).equals(csv[ITEMS])
    assert set(csv[ITEMS].to_numpy().ravel()) >= set(MISSING)
    assert meta.column_names_to_labels["SCRI1"] == say("SCRI1")
    assert labels["SCRI1"][1] == say("scale-1")
    assert labels["SCRI1"][-8] == say("missing-8")
    assert labels["city"]["shu"] == say("city-shu")
    assert labels["stakeholder_group"] == {code: say(f"group-{code}.report") for code in GROUPS}
    assert meta.missing_ranges["SCRI1"] == [{"lo": -9.0, "hi": -6.0}]
    assert meta.variable_measure["SCRI1"] == "ordinal"
    rated, _ = pyreadstat.read_sav(path)
    expected = csv[ITEMS].astype(int).where(csv[ITEMS].astype(int) > 0)
    assert rated[ITEMS].equals(expected.astype(float)), "without asking, a non-answer is no number"
    dated, _ = pyreadstat.read_sav(path)
    assert [str(day) for day in dated["started_on"]] == list(csv["started_on"])
    assert dated["completed_on"].isna().sum() == 1


@pytest.mark.parametrize("language", TEXTS.languages)
def test_stata_reads_what_the_csv_holds(office: Office, tmp_path: Path, language: str) -> None:
    """Same cells; don't know, skipped and not reached are .a, .b and .c with their words."""
    csv = make(office, tmp_path / "out", "dta", language=language)
    frame, meta = pyreadstat.read_dta(tmp_path / "out" / "responses.dta", user_missing=True)
    say = TEXTS.speaking(language)
    labels: dict[str, dict[Any, str]] = {**meta.variable_value_labels}
    assert list(frame.columns) == list(csv.columns)
    texts = [name for name in csv if name not in {*ITEMS, "started_on", "completed_on"}]
    assert frame[texts].equals(csv[texts])
    for item in ITEMS:
        found = [code if isinstance(code, str) else f"{code:.0f}" for code in frame[item]]
        assert found == [LETTERS.get(code, code) for code in csv[item]]
    assert (labels["SCRI1"][5], labels["SCRI1"]["a"]) == (say("scale-5"), say("missing-8"))
    assert meta.column_names_to_labels["GC8"] == say("GC8")
    rated, _ = pyreadstat.read_dta(tmp_path / "out" / "responses.dta")
    expected = csv[ITEMS].astype(int).where(csv[ITEMS].astype(int) > 0)
    assert rated[ITEMS].astype(float).equals(expected.astype(float))


def test_parquet_tells_ratings_and_reasons_apart(office: Office, tmp_path: Path) -> None:
    """A mean of a column is a mean of ratings; both columns together are the CSV's."""
    csv = make(office, tmp_path / "out", "parquet")
    path = tmp_path / "out" / "responses.parquet"
    frame = pd.read_parquet(path, dtype_backend="numpy_nullable")
    assert {str(frame[item].dtype) for item in ITEMS} == {"Int8"}
    assert frame["SCRI1"].min() >= 1
    for item in ITEMS:
        both = frame[item].fillna(frame[f"{item}_missing"])
        assert list(both.astype(str)) == list(csv[item])
        assert not (frame[item].notna() & frame[f"{item}_missing"].notna()).any()
    assert list(frame["response_id"]) == list(csv["response_id"])
    assert list(frame["started_on"].astype(str)) == list(csv["started_on"])
    about = pq.read_schema(path).field("SCRI6").metadata
    assert about[b"label_kk"].decode() == TEXTS.speaking("kk")("SCRI6")
    assert about[b"question_en"].decode() == TEXTS.speaking("en")("SCRI6.question")
    long = pd.read_parquet(tmp_path / "out" / "answers.parquet", dtype_backend="numpy_nullable")
    told = pd.read_csv(tmp_path / "out" / "answers.csv", dtype=str)
    assert list(long["value"].fillna(long["value_missing"]).astype(str)) == list(told["value"])


def test_files_of_libraries_tell_the_day_only(office: Office, tmp_path: Path) -> None:
    """SPSS, Stata and Excel keep when a file was made: here the day of the export, in its zone."""
    make(office, tmp_path / "out", "xlsx", "sav", "dta")
    assert b"01 Jun 2500:00:00" in (tmp_path / "out" / "responses.sav").read_bytes()[:512]
    assert b"01 Jun 2025 00:00" in (tmp_path / "out" / "responses.dta").read_bytes()[:512]
    with zipfile.ZipFile(tmp_path / "out" / "tables.xlsx") as book:
        told = re.findall(rb"\d{4}-\d\d-\d\dT[^<]*", book.read("docProps/core.xml"))
    assert set(told) == {b"2025-06-01T00:00:00Z"}


def test_what_one_questionnaire_does_not_ask_is_empty(tmp_path: Path) -> None:
    """A gap in the CSV is a gap in every file, and is never a zero."""
    columns = [
        one
        for one in variables([INSTRUMENT], (), GROUPS, TEXTS.languages)
        if one.name in {"response_id", "SCRI1"}
    ]
    path = tmp_path / "responses.csv"
    path.write_text("response_id,SCRI1\r\nab,4\r\ncd,\r\nef,-9\r\n", encoding="utf-8")
    say = TEXTS.speaking("en")
    labelled.write_sav(path, tmp_path / "a.sav", columns, say)
    labelled.write_dta(path, tmp_path / "a.dta", columns, say)
    sav, _ = pyreadstat.read_sav(tmp_path / "a.sav", user_missing=True)
    dta, _ = pyreadstat.read_dta(tmp_path / "a.dta", user_missing=True)
    assert list(sav["SCRI1"].fillna(0)) == [4, 0, -9]
    assert list(dta["SCRI1"].fillna(0)) == [4, 0, "b"]


@pytest.mark.parametrize("tier", ["shared", "internal"])
def test_before_the_first_answer_every_format_has_its_head(tmp_path: Path, tier: str) -> None:
    """No rows are no reason to fail."""
    with survey.office(tmp_path) as office:
        csv = make(office, tmp_path / "out", "xlsx", "sav", "dta", "parquet", tier=tier)
    assert len(csv) == 0
    sav, _ = pyreadstat.read_sav(tmp_path / "out" / "responses.sav")
    dta, _ = pyreadstat.read_dta(tmp_path / "out" / "responses.dta")
    assert list(sav.columns) == list(dta.columns) == list(csv.columns)
    assert len(pd.read_parquet(tmp_path / "out" / "responses.parquet")) == 0


@pytest.mark.parametrize("language", TEXTS.languages)
def test_no_label_of_ours_is_cut(language: str) -> None:
    """Every label of a column or a code fits SPSS and Stata as it is."""
    say = TEXTS.speaking(language)
    cities = ("shu", "ayagoz", "shalkar", "almaty", "astana", "shymkent", "pavlodar", "aktobe")
    groups, tongues = (*GROUPS, "technical", "*"), (*TEXTS.languages, "*")
    for column in variables([INSTRUMENT], cities, groups, tongues):
        label = say(column.key)
        assert labelled.fit(label, labelled.SAV_LABEL, in_bytes=True) == label
        assert labelled.fit(label, labelled.DTA_LABEL, in_bytes=False) == label
        for key in filter(None, column.labels.values()):
            words = say(key)
            assert labelled.fit(words, labelled.SAV_VALUE, in_bytes=True) == words, key
            assert labelled.fit(words, labelled.DTA_LABEL, in_bytes=False) == words, key


def test_a_label_too_long_ends_with_an_ellipsis() -> None:
    """It is cut between letters, at the format's limit, and it can be seen."""
    cut = labelled.fit("ң" * 61, 120, in_bytes=True)
    assert (cut, len(cut.encode())) == ("ң" * 58 + "…", 119)
    assert labelled.fit("a" * 81, 80, in_bytes=False) == "a" * 79 + "…"
