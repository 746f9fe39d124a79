"""The export is the record: clean, pseudonymous, valid, and whole or absent."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, text, update

from bot.exporting import export, lines, order, parcel
from bot.exporting.export import ExportError, Manifest
from bot.exporting.spool import Spool
from bot.exporting.tallied import TallyError
from bot.office import Office
from bot.texts import Texts
from bot.whole import FolderError
from scoring.instrument import VALUES
from storage import columns, tallies
from storage.models import Respondent, Response
from storage.waves import WaveError
from tests import survey
from tests.survey import ITEMS, reference

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
TEXTS = Texts()
KEY = b"a key of the test's own"
MISSING = {
    "SCRI1": "?",  # of R001
    "SI8": "-",
    **dict.fromkeys(ITEMS[15:], "."),
}


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Iterator[Office]:
    with survey.office(tmp_path) as office:
        with office.archive.begin() as connection:
            survey.fill(connection, reference())
        yield office


def make(office: Office, folder: Path, **asked: Any) -> Manifest:  # noqa: ANN401 - export's keywords
    """An export in full detail, unless another tier is asked for, without Excel's slow file."""
    asked = {"tier": "internal", "formats": ["csv"], **asked}
    return survey.exported(office, folder, NOW, **asked)


def frame(path: Path, **options: Any) -> pd.DataFrame:  # noqa: ANN401 - pandas' keywords
    found: pd.DataFrame = pd.read_csv(path, dtype=str, keep_default_na=False, **options)
    return found


def valid(folder: Path) -> list[object]:
    """What is wrong with a data package, by an independent program."""
    from frictionless import validate

    report = validate(str(folder / "datapackage.json"))
    return [] if report.valid else list(report.flatten(["name", "type", "note"]))


def test_a_program_that_knows_nothing_of_us_finds_it_valid(office: Office, tmp_path: Path) -> None:
    """Types, ranges, codes, keys, references and hashes hold for every file."""
    make(office, tmp_path / "out", formats=export.USUAL)
    assert valid(tmp_path / "out") == []
    path = tmp_path / "out" / "answers.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",3,", ",6,", 1), encoding="utf-8")
    assert valid(tmp_path / "out") != []


def test_the_answers_are_those_that_were_given(office: Office, tmp_path: Path) -> None:
    """Wide and long files hold each person's codes, non-answers as their negative numbers."""
    with office.archive.begin() as connection:
        given = survey.answers({**reference()[0], **MISSING})
        connection.execute(
            update(Response)
            .where(Response.respondent_id == 1)
            .values(answers=given, languages="k" * 15 + "." * 8, complete=False, completed_at=None)
        )
    make(office, tmp_path / "out")
    wide = frame(tmp_path / "out" / "responses.csv")
    source = [{**row, **(MISSING if row["respondent_id"] == "R001" else {})} for row in reference()]
    about = ["wave", "city", "stakeholder_group"]
    expected = sorted(
        [row[name] for name in about] + [str(VALUES[row[item]]) for item in ITEMS] for row in source
    )
    assert sorted(wide[about + ITEMS].to_numpy().tolist()) == expected
    partial = wide[wide["status"] == "partial"].iloc[0]
    assert (partial["SCRI1"], partial["SI8"], partial["GC1"]) == ("-8", "-9", "-7")
    assert partial["completed_on"] == ""
    assert set(wide["started_on"]) == {"2025-05-19"}, "a day of Almaty, not of Greenwich"
    long = frame(tmp_path / "out" / "answers.csv")
    assert len(long) == 52 * 23 + 15
    again = long.pivot_table(index="response_id", columns="item", values="value", aggfunc="first")
    again = again.reindex(wide["response_id"]).reset_index(drop=True)[ITEMS].fillna("-7")
    assert again.to_numpy().tolist() == wide[ITEMS].to_numpy().tolist()
    assert valid(tmp_path / "out") == []


def test_the_files_are_rfc_4180(office: Office, tmp_path: Path) -> None:
    """UTF-8 without a mark, every line ended by CR LF, every row as long as its head."""
    make(office, tmp_path / "out")
    for path in (tmp_path / "out").glob("*.csv"):
        raw = path.read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert raw.count(b"\n") == raw.count(b"\r\n")
        found = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True))
        assert {len(row) for row in found} == {len(found[0])}, path.name


def test_the_indices_are_the_papers(office: Office, tmp_path: Path) -> None:
    """Totals and percents of Tables 2 to 4, unrounded figures beside them, and all methods."""
    make(office, tmp_path / "out")
    table = frame(tmp_path / "out" / "indices.csv")
    whole = table[(table["stakeholder_group"] == "all") & (table["level"] == "index")]
    found = {(r.city, r.id): (r.total, r.percent) for r in whole.itertuples()}
    assert found == {
        ("shu", "SCRI"): ("15", "43"),
        ("shu", "SI"): ("22", "55"),
        ("shu", "GC"): ("24", "60"),
        ("ayagoz", "SCRI"): ("11", "31"),
        ("ayagoz", "SI"): ("14", "35"),
        ("ayagoz", "GC"): ("16", "40"),
        ("shalkar", "SCRI"): ("12", "34"),
        ("shalkar", "SI"): ("14", "35"),
        ("shalkar", "GC"): ("16", "40"),
    }
    scri = whole[(whole["city"] == "shu") & (whole["id"] == "SCRI")].iloc[0]
    oracle = json.loads((survey.REFERENCE / "reference.json").read_text(encoding="utf-8"))
    true = oracle["one_city"]["shu|SCRI"]
    assert float(scri["index"]) == pytest.approx(true["index_arith"], abs=1e-9)
    assert float(scri["low"]) == pytest.approx(true["index_ci"]["lo"], abs=1e-9)
    assert float(scri["total_unrounded"]) == pytest.approx(true["total_unrounded"], abs=1e-9)
    assert (scri["method_paper"], scri["method_index"]) == ("paper-2025", "precise-1")
    items = table[(table["stakeholder_group"] == "all") & (table["city"] == "shu")]
    assert list(items[items["id"].isin(ITEMS[:7])]["total"]) == list("2223312")


def test_small_cells_are_empty(office: Office, tmp_path: Path) -> None:
    """One city each: society alone is shown beside all groups, the others say how many only."""
    make(office, tmp_path / "out")
    table = frame(tmp_path / "out" / "indices.csv")
    veiled = table[table["suppressed"] == "true"]
    assert set(veiled["stakeholder_group"]) == {"officials", "planners", "ict", "researchers"}
    shown = table[table["suppressed"] == "false"]
    assert set(shown["stakeholder_group"]) == {"all", "society"}
    figures = ["total", "percent", "total_unrounded", "percent_of_maximum", "index", "low", "high"]
    assert set(veiled[figures].to_numpy().ravel()) == {""}
    assert set(veiled["n"]) <= {"1", "2", "3", "4"}


def cells_of(path: Path) -> dict[str, list[list[str]]]:
    """A workbook's cells by sheet, read from its XML; a formula would be an error."""
    spaces = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as book:
        shared = [
            "".join(part.text or "" for part in one.iter(f"{{{spaces['m']}}}t"))
            for one in ET.fromstring(book.read("xl/sharedStrings.xml")).findall("m:si", spaces)
        ]
        names = [
            str(one.get("name"))
            for one in ET.fromstring(book.read("xl/workbook.xml")).findall(".//m:sheet", spaces)
        ]
        found: dict[str, list[list[str]]] = {}
        for number, name in enumerate(names, start=1):
            root = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            assert root.find(".//m:f", spaces) is None
            found[name] = [
                [
                    shared[int(value)] if cell.get("t") == "s" else value
                    for cell in row
                    if (value := cell.findtext("m:v", default="", namespaces=spaces))
                ]
                for row in root.iterfind(".//m:row", spaces)
            ]
    return found


def test_the_workbook_has_the_papers_tables(office: Office, tmp_path: Path) -> None:
    """Tables 2, 3 and 4 in the paper's layout, the sample of 53, the indices and the codebook."""
    make(office, tmp_path / "out", formats=["xlsx"])
    sheets = cells_of(tmp_path / "out" / "tables.xlsx")
    assert list(sheets)[:3] == ["Table 2", "Table 3", "Table 4"]
    say = TEXTS.speaking("kk")
    assert ["№", say("tables-item"), "Шу", "Аягөз", "Шалқар"] in sheets["Table 2"]
    assert ["4", say("SCRI4"), "3", "2", "2"] in sheets["Table 2"]
    for name, maximum, totals, percents in (
        ("Table 2", 35, ["15", "11", "12"], ["43", "31", "34"]),
        ("Table 3", 40, ["22", "14", "14"], ["55", "35", "35"]),
        ("Table 4", 40, ["24", "16", "16"], ["60", "40", "40"]),
    ):
        assert ["", say("tables-total", maximum=maximum), *totals] in sheets[name]
        assert ["", say("tables-percent"), *percents] in sheets[name]
    sample = sheets[say("tables-sample")]
    assert [row[4] for row in sample if len(row) == 6][1:] == ["9", "5", "4", "23", "12"]
    assert [say("tables-all"), "18", "18", "17", "53"] in sample
    assert any("SCRI1" in row for row in sheets[say("tables-codebook")])
    assert any("precise-1" in row for row in sheets[say("tables-indices")])
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *order.ALWAYS,
        "tables.xlsx",
        "manifest.json",
    }


def test_the_codebook_speaks_three_languages(office: Office, tmp_path: Path) -> None:
    """Every column of every file is there, each item with its question and its scale in words."""
    make(office, tmp_path / "out")
    book = frame(tmp_path / "out" / "codebook.csv")
    for name in order.CSV[:-1]:
        columns = list(frame(tmp_path / "out" / name).columns)
        assert list(book[book["file"] == name]["name"]) == columns
    labels = book[[f"label_{language}" for language in TEXTS.languages]].to_numpy().ravel()
    assert all(labels)
    row = book[book["name"] == "SCRI6"].iloc[0]
    assert row["question_kk"] == TEXTS.speaking("kk")("SCRI6.question")
    assert row["source"] == "Table 2, 6"
    assert row["values_ru"].startswith("1=Очень низкий|2=")
    assert "|5=Высокий|-7=" in row["values_ru"]
    assert row["missing_codes"] == "[-7, -8, -9]"
    numbers = ["n_valid", "n_not_reached", "n_dont_know", "n_skipped"]
    assert list(row[["index", *numbers]]) == ["SCRI", "53", "0", "0", "0"]
    assert not book.map(lambda text: text.startswith("'")).to_numpy().any()


def test_the_withdrawn_are_absent(office: Office, tmp_path: Path) -> None:
    """A response without a respondent is in no file and in no number."""
    with office.archive.begin() as connection:
        connection.execute(
            update(Response).where(Response.respondent_id == 5).values(respondent_id=None)
        )
        connection.execute(delete(Respondent).where(Respondent.id == 5))
    made = make(office, tmp_path / "out")
    assert (made.responses, made.respondents) == (52, 52)
    assert len(frame(tmp_path / "out" / "responses.csv")) == 52
    table = frame(tmp_path / "out" / "indices.csv")
    whole = table[(table["stakeholder_group"] == "all") & (table["id"] == "GC")]
    assert sum(map(int, whole["n"])) == 52


def test_ids_lead_nowhere_and_agree_under_one_key(office: Office, tmp_path: Path) -> None:
    """Without a key two exports share no id; with one they are the same to the byte."""
    for name, key in (("a", None), ("b", None), ("c", KEY), ("d", KEY)):
        make(office, tmp_path / name, key=key)
    text = {name: (tmp_path / name / "responses.csv").read_text("utf-8") for name in "abcd"}
    ids = {
        name: set(re.findall(r"^[0-9a-f]{16},[0-9a-f]{16}", t, re.MULTILINE))
        for name, t in text.items()
    }
    assert all(len(found) == 53 for found in ids.values())
    assert not {i for pair in ids["a"] for i in pair.split(",")} & {
        i for pair in ids["b"] for i in pair.split(",")
    }
    assert text["c"] == text["d"]
    assert not re.search(r"R0\d\d", "".join(text.values())), "no pseudonym of the record"


def test_the_order_of_rows_says_nothing_of_who_came_first(office: Office, tmp_path: Path) -> None:
    """Rows stand in the order of their random ids, in every file; another key mixes them anew."""
    for name in ("first", "second"):
        make(office, tmp_path / name)
    wide, other = (frame(tmp_path / name / "responses.csv") for name in ("first", "second"))
    ids = list(wide["response_id"])
    assert ids == sorted(ids)
    assert list(dict.fromkeys(frame(tmp_path / "first" / "answers.csv")["response_id"])) == ids
    about = ["city", "stakeholder_group", *ITEMS]
    assert wide[about].to_numpy().tolist() != other[about].to_numpy().tolist()
    assert sorted(wide[about].to_numpy().tolist()) == sorted(other[about].to_numpy().tolist())


@given(st.lists(st.integers(0, 2**64 - 1), max_size=200), st.integers(1, 50))
def test_many_rows_are_sorted_aside(ids: list[int], size: int) -> None:
    """However many there are and however they come, they come out whole and in order."""
    row = np.dtype([("response", "u8"), ("answers", "S3")])
    rows = np.array([(number, str(number)[:3]) for number in ids], row)
    with tempfile.TemporaryDirectory() as folder:
        with closing(Spool(Path(folder), row)) as spool:
            for start in range(0, len(rows), size):
                spool.put(rows[start : start + size])
            found = [one for part in spool.in_order() for one in part.tolist()]
        assert list(Path(folder).iterdir()) == []
    assert sorted(found) == found
    assert sorted(found) == sorted(rows.tolist())


def test_counting_in_chunks_changes_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files do not depend on how many rows are held at once."""
    make(office, tmp_path / "whole", key=KEY)
    monkeypatch.setattr(lines, "CHUNK", 4)
    monkeypatch.setattr(columns, "BLOCK", 5)
    make(office, tmp_path / "parts", key=KEY)
    for name in order.CSV:
        whole, parts = (tmp_path / one / name for one in ("whole", "parts"))
        assert whole.read_bytes() == parts.read_bytes()


def test_no_text_is_taken_for_a_formula(tmp_path: Path) -> None:
    """A text that a spreadsheet would run gets an apostrophe; numbers stay numbers."""
    names = [f"{sign}1+1" for sign in ("=", "+", "-", "@", "\t", "\r", "＝")]
    with survey.office(tmp_path) as office:
        with office.archive.begin() as connection:
            rows = [{**row, "wave": name} for row in reference()[:6] for name in names]
            survey.fill(connection, rows)
        make(office, tmp_path / "out", formats=export.USUAL)
    wide = frame(tmp_path / "out" / "responses.csv", lineterminator="\n")
    guarded = {f"'{name}" for name in names}
    assert set(wide["wave"]) == guarded
    indices = frame(tmp_path / "out" / "indices.csv", lineterminator="\n")
    assert set(indices["wave"]) == guarded
    assert cells_of(tmp_path / "out" / "tables.xlsx")


def test_a_wave_and_a_city_can_be_chosen(office: Office, tmp_path: Path) -> None:
    """Only what was asked for is in the files; a wave that never was is refused."""
    with office.archive.begin() as connection:
        survey.fill(connection, reference("vectors_wave2.csv"))
    made = make(office, tmp_path / "one", wave="2025-05", city="shu")
    assert (made.responses, made.waves, made.city) == (18, ("2025-05",), "shu")
    both = make(office, tmp_path / "both")
    assert both.waves == ("2025-05", "2025-11")
    assert both.responses == 53 + 159
    assert both.respondents == 76
    assert valid(tmp_path / "both") == []
    with pytest.raises(WaveError, match="no wave 1999"):
        make(office, tmp_path / "none", wave="1999")


def test_the_manifest_vouches_for_every_file(office: Office, tmp_path: Path) -> None:
    """Hash, length and rows of each file, what was asked and how, and how small a cell gets."""
    done: list[int] = []
    made = make(office, tmp_path / "out", formats=export.USUAL, progress=done.append)
    told = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert {file["name"] for file in told["files"]} == {
        path.name for path in (tmp_path / "out").iterdir()
    } - {"manifest.json"}
    for file in told["files"]:
        raw = (tmp_path / "out" / file["name"]).read_bytes()
        assert (file["sha256"], file["bytes"]) == (hashlib.sha256(raw).hexdigest(), len(raw))
    assert {file["name"]: file["rows"] for file in told["files"]}["answers.csv"] == 53 * 23
    assert told["methods"] == ["paper-2025", "precise-1", "balance-1"]
    assert told["instruments"] == ["smart-city-2025/1"]
    assert (told["tier"], told["minimum_cell"], told["created_on"]) == ("internal", 5, "2025-06-01")
    assert told["protection"]["k"] == told["protection"]["k_before"] == 1
    assert (made.protection.k, made.rows) == (1, 53)
    assert done[0] == 53, "read"
    assert done[-1] == 106, "and written"
    assert done == sorted(done)
    # A day, never a time: a time would tell who tapped when.
    shared = "".join(p.read_text("utf-8") for p in (tmp_path / "out").glob("*.csv"))
    assert not re.search(r"\d\d:\d\d", shared)


def test_a_folder_in_use_is_left_alone(office: Office, tmp_path: Path) -> None:
    """Nothing is overwritten, an empty folder is taken, and an error says what to do."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderError, match="is not empty: name a new folder"):
        make(office, tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]
    (tmp_path / "empty").mkdir()
    make(office, tmp_path / "empty")
    assert (tmp_path / "empty" / "manifest.json").is_file()
    for asked, fault in (
        ({"formats": ["doc"]}, "unknown format doc: choose from csv, xlsx, sav, dta, parquet"),
        ({"formats": []}, r"unknown format \(none\)"),
        ({"tier": "secret"}, "unknown tier secret: choose from shared, internal"),
        ({"language": "de"}, "unknown language de: choose from kk, ru, en"),
    ):
        with pytest.raises(ExportError, match=fault):
            make(office, tmp_path / "new", **asked)


def test_what_fails_leaves_nothing(office: Office, tmp_path: Path) -> None:
    """An export is whole or absent: when it breaks half way no folder and no rest remains."""

    def fail(_: int) -> None:
        raise RuntimeError("the disk is full")

    before = sorted(tmp_path.iterdir())
    with pytest.raises(RuntimeError, match="disk is full"):
        make(office, tmp_path / "out", progress=fail)
    assert sorted(tmp_path.iterdir()) == before


def test_tables_are_of_the_rows_whatever_waits_to_be_counted(
    office: Office, tmp_path: Path
) -> None:
    """Before the job has counted what was changed and withdrawn, the files are those after it."""
    with office.archive.begin() as connection:
        office.apply_all(connection)
        changed = {"answers": "5" * len(ITEMS), "stakeholder_group": "ict", "changed": True}
        connection.execute(update(Response).where(Response.id <= 3).values(changed))
        gone = {"respondent_id": None, "stakeholder_group": "", "answers": "", "changed": True}
        connection.execute(update(Response).where(Response.id == 1).values(gone))
    make(office, tmp_path / "before", key=KEY)
    with office.archive.begin() as connection:
        office.apply_all(connection)
    make(office, tmp_path / "after", key=KEY)
    for name in order.CSV:
        before, after = (tmp_path / one / name for one in ("before", "after"))
        assert before.read_bytes() == after.read_bytes()


@pytest.mark.parametrize("held", ["DELETE FROM tally", "UPDATE tally SET counts = x'00'"])
def test_wrong_tallies_are_not_exported(office: Office, tmp_path: Path, held: str) -> None:
    """Tables that are not of the rows beside them are never given; the message says what to do."""
    with office.archive.begin() as connection:
        office.apply_all(connection)
        connection.execute(text(held))
    with pytest.raises(TallyError, match="tally rebuild"):
        make(office, tmp_path / "out")
    with office.archive.begin() as connection:
        office.replace(connection)
    assert make(office, tmp_path / "out").rows


def test_a_tally_that_drifted_is_not_exported(office: Office, tmp_path: Path) -> None:
    """As many responses, and yet of other answers: two counts have changed places."""
    with office.archive.begin() as connection:
        office.apply_all(connection)
        held = tallies.every(connection)
        cell = next(cell for cell in held if cell[3] == office.layout.key)
        vector = np.frombuffer(held[cell], "<i8").copy()
        head = 2  # responses, and how many of them are complete
        one, other = head, head + int(np.flatnonzero(vector[head:] != vector[head])[0])
        vector[[one, other]] = vector[[other, one]]
        tallies.replace(connection, {**held, cell: vector.tobytes()})
    with pytest.raises(TallyError, match="tally rebuild"):
        make(office, tmp_path / "out")


def test_a_wave_of_an_unknown_instrument_is_refused(tmp_path: Path) -> None:
    """Answers are never read with another questionnaire's items."""
    with survey.office(tmp_path) as office:
        with office.archive.begin() as connection:
            survey.fill(connection, reference()[:1], instrument="other/9")
        with pytest.raises(ExportError, match="asked other/9"):
            make(office, tmp_path / "out")


def test_an_empty_record_is_exported_all_the_same(tmp_path: Path) -> None:
    """Before the first answer the files have their heads and no rows, and are valid."""
    with survey.office(tmp_path) as office:
        made = make(office, tmp_path / "out", formats=export.USUAL)
        assert (made.rows, made.protection.k) == (0, 0)
        assert list(frame(tmp_path / "out" / "responses.csv").columns)[-23:] == ITEMS
        assert valid(tmp_path / "out") == []


def test_a_coordinator_gets_one_file(office: Office) -> None:
    """The zip holds a folder with all files of an export and tells no time."""
    with office.archive.read() as connection:
        made = parcel.zipped(connection, office, TEXTS, NOW)
    assert (made.name, made.rows) == ("saualnama-2025-06-01.zip", 53)
    with zipfile.ZipFile(io.BytesIO(made.content)) as package:
        assert package.testzip() is None
        names = {Path(name).name for name in package.namelist()}
        assert {info.date_time[3:] for info in package.infolist()} == {(0, 0, 0)}
        told = json.loads(package.read("saualnama-2025-06-01/manifest.json"))
    wanted = {name for form in ("csv", "xlsx") for name in order.FORMATS[form]}
    assert names == {*wanted, *order.ALWAYS, "manifest.json"}
    assert (told["tier"], told["protection"]["k"]) == ("shared", 5)
