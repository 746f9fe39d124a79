"""What explains an export, what protects people in it, and what proves its figures."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import Connection, insert, update

from bot.digests.newsroom import Newsroom
from bot.exporting.export import Manifest
from bot.exporting.order import FORMATS
from bot.office import Office
from bot.settings import Settings
from bot.texts import Texts
from storage import waves
from storage.models import Consent, Respondent, Response
from tests import survey
from tests.databases import DATABASES, migrated
from tests.survey import BEGUN, INSTRUMENT, ITEMS, reference
from tests.vectors import EXPECTATIONS, PROBLEMS, rows, severities, wishes

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
TEXTS = Texts()
KEY = b"a key of the test's own"
SCHEMA = "SAUALNAMA_TEST_DDI_SCHEMA"  # the path of codebook.xsd, where it is at hand
DDI = {"d": "ddi:codebook:2_5"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Iterator[Office]:
    with survey.office(tmp_path) as office:
        with office.archive.begin() as connection:
            survey.fill(connection, reference())
        yield office


def make(office: Office, folder: Path, **asked: Any) -> Manifest:  # noqa: ANN401 - export's keywords
    """An export, without Excel's slow file unless it is asked for."""
    asked = {"formats": ["csv"], **asked}
    return survey.exported(office, folder, NOW, **asked)


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# Protection


def test_nobody_stands_alone_in_what_is_shared(office: Office, tmp_path: Path) -> None:
    """City, group, language and days of any row are those of at least five."""
    made = make(office, tmp_path / "out")
    rows = lines(tmp_path / "out" / "responses.csv")
    traits = ("wave", "city", "stakeholder_group", "language", "started_on", "completed_on")
    classes = Counter(tuple(row[name] for name in traits) for row in rows)
    assert made.tier == "shared"
    assert min(classes.values()) == made.protection.k >= 5
    assert made.protection.k_before == 1
    assert made.protection.groups_withheld == 30
    assert len(rows) == made.responses == 53
    tongues = {row["response_id"]: row["language"] for row in rows}
    told = {
        (row["response_id"], row["language"]) for row in lines(tmp_path / "out" / "answers.csv")
    }
    assert told == set(tongues.items()), "an answer does not tell what its response withholds"
    from frictionless import validate

    report = validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])


def test_the_tables_of_a_shared_export_tell_no_more_than_its_rows(
    office: Office, tmp_path: Path
) -> None:
    """Neither the indices nor the workbook count people by the groups that are withheld."""
    make(office, tmp_path / "out")
    rows = lines(tmp_path / "out" / "indices.csv")
    assert {row["stakeholder_group"] for row in rows} == {"all", "society", "*"}
    whole = [row for row in rows if row["stakeholder_group"] == "all" and row["id"] == "SCRI"]
    assert {row["city"]: row["percent"] for row in whole} == {
        "shu": "43",
        "ayagoz": "31",
        "shalkar": "34",
    }


def test_who_changed_the_language_is_not_told(office: Office, tmp_path: Path) -> None:
    """Few do it, and the place where they did is theirs alone."""
    with office.archive.begin() as connection:
        connection.execute(update(Response).values(language="kk", languages="k" * 23))
        mixed = Response.id <= 6
        connection.execute(update(Response).where(mixed).values(languages="k" * 9 + "r" * 14))
    make(office, tmp_path / "out", key=KEY)
    make(office, tmp_path / "full", key=KEY, tier="internal")
    assert {row["language"] for row in lines(tmp_path / "out" / "answers.csv")} == {"kk", "*"}
    assert {row["language"] for row in lines(tmp_path / "full" / "answers.csv")} == {"kk", "ru"}


def test_ids_do_not_join_what_was_withheld(tmp_path: Path) -> None:
    """A person keeps one id over cities only where every city tells the same of them."""
    rows = reference("vectors.csv")
    for name, part, linked in (
        ("all", rows, True),
        (
            "some",
            [r for r in rows if r["city"] == "shu" or r["stakeholder_group"] != "planners"],
            False,
        ),
    ):
        (tmp_path / name).mkdir()
        with survey.office(tmp_path / name) as office:
            with office.archive.begin() as connection:
                survey.fill(connection, [{**row, "language": "kk"} for row in part])
            made = make(office, tmp_path / name / "out")
        found = lines(tmp_path / name / "out" / "responses.csv")
        assert made.protection.linked is linked
        assert len({row["respondent_id"] for row in found}) == (53 if linked else len(part))
        assert made.respondents == 53


def test_who_alone_rated_two_cities_is_not_found_by_an_id(tmp_path: Path) -> None:
    """Each response hides among others, but nobody else has both: so ids join nothing."""
    one = {**reference()[0], "stakeholder_group": "society", "language": "kk"}
    rows = [
        {**one, "respondent_id": f"R{number:03d}", "city": city}
        for city, numbers in (("shu", range(9)), ("ayagoz", range(8, 17)))
        for number in numbers
    ]
    with survey.office(tmp_path) as office:
        with office.archive.begin() as connection:
            survey.fill(connection, rows)
        shared = make(office, tmp_path / "shared")
        whole = make(office, tmp_path / "whole", tier="internal")
    ids = [row["respondent_id"] for row in lines(tmp_path / "shared" / "responses.csv")]
    assert (shared.protection.k, shared.protection.linked, len(set(ids))) == (9, False, 18)
    assert (whole.protection.linked, whole.respondents) == (True, 17)


def test_a_city_of_few_is_left_out_of_every_file(office: Office, tmp_path: Path) -> None:
    """It is in no row and no table, and the documents say how many were left out."""
    with office.archive.begin() as connection:
        three = Response.id.in_((1, 2, 3))
        connection.execute(update(Response).where(three).values(city="almaty"))
    made = make(office, tmp_path / "out")
    assert (made.responses, made.protection.left_out) == (50, 3)
    for name in ("responses.csv", "indices.csv"):
        assert "almaty" not in {row["city"] for row in lines(tmp_path / "out" / name)}
    text = (tmp_path / "out" / "README.md").read_text("utf-8")
    for language in TEXTS.languages:
        assert TEXTS.speaking(language)("readme-left-out", rows=3) in text


def test_whoever_shares_an_open_wave_is_told_what_two_exports_show(
    office: Office, tmp_path: Path
) -> None:
    """Two shared exports side by side show who came between: the documents warn until it closes."""
    made = make(office, tmp_path / "open")
    assert made.open_waves == ("2025-05",)
    with office.archive.begin() as connection:
        waves.end(connection, "2025-05", NOW)
    assert make(office, tmp_path / "closed").open_waves == ()
    for language in TEXTS.languages:
        warning = TEXTS.speaking(language)("readme-open", waves="2025-05")
        assert warning in (tmp_path / "open" / "README.md").read_text("utf-8")
        assert warning not in (tmp_path / "closed" / "README.md").read_text("utf-8")


# Proof


def recomputed(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)


def spoil(folder: Path) -> None:
    """Change one published figure, and one answer to each of two further blocks."""
    path = folder / "indices.csv"
    text = path.read_text("utf-8")
    assert ",15,35,43," in text
    path.write_text(text.replace(",15,35,43,", ",15,35,44,", 1), "utf-8")
    for name in ("expectations-2022.csv", "problems-2022.csv"):
        path = folder / name
        head, first, *rest = path.read_text("utf-8").splitlines()
        other = first[:-1] + ("1" if first[-1] != "1" else "5")
        path.write_text("\n".join([head, other, *rest, ""]), "utf-8")


def proof(office: Office, folder: Path, command: list[str], script: str) -> None:
    """A script agrees with an export, and sees a figure or an answer that was changed.

    It takes the folder that it lies in, wherever it is run from, or one that is named.
    """
    known = {row["respondent_id"]: row for row in rows("vectors_expectation.csv")}
    with office.archive.begin() as connection:
        for layout, answer in ((EXPECTATIONS, wishes), (PROBLEMS, severities)):
            given = {who: answer(row) for who, row in known.items()}
            survey.fill_block(connection, given, layout.key)
        survey.fill(connection, reference("vectors_wave2.csv"))
        gaps = survey.answers(reference()[2]).replace("1", "?", 2)
        connection.execute(update(Response).where(Response.id == 3).values(answers=gaps))
    for tier in ("shared", "internal"):
        make(office, folder / tier, tier=tier, formats=["csv"])
        done = recomputed(*command, str(folder / tier / script))
        assert (done.returncode, done.stderr) == (0, "")
        total = re.fullmatch(r"(\d+) of \1 figures agree\n", done.stdout)
        assert total
        told = [row["statistic"] for row in lines(folder / tier / "statistics.csv")]
        blocks = sum(map(told.count, ("importance", "performance", "gap", "severity")))
        assert blocks == 3 * (3 * 8 + 7)
        shares = told.count("top") + told.count("bottom")
        assert shares == 3 * 7 + 2 * 2 * 3 * 23, "of problems, and of all items in both waves"
        figures = [r for r in lines(folder / tier / "indices.csv") if r["suppressed"] == "false"]
        assert int(total[1]) == 5 * len(figures) + 2 * (blocks + shares + told.count("order"))
    spoil(folder / "shared")
    done = recomputed(*command, str(folder / "internal" / script), str(folder / "shared"))
    assert done.returncode == 1
    assert "SCRI percent: 44 published" in done.stdout
    for seen in ("housing_communal performance", "housing_communal gap", "P7 severity"):
        assert re.search(rf"{seen} estimate: \S+ published, \S+ found", done.stdout), seen
    assert "housing_communal importance" not in done.stdout


def test_python_recomputes_every_published_figure(office: Office, tmp_path: Path) -> None:
    """The script in the export needs the export only; one changed figure is an error."""
    proof(office, tmp_path, [sys.executable], "recompute.py")


@pytest.mark.r
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="Rscript is not installed")
def test_r_recomputes_every_published_figure(office: Office, tmp_path: Path) -> None:
    """The same in base R."""
    proof(office, tmp_path, ["Rscript", "--vanilla"], "recompute.R")


# Documents


def test_the_readme_tells_what_became_of_everybody(office: Office, tmp_path: Path) -> None:
    """Starts, consent, completion, break-off and median time; no response rate."""
    short = survey.answers(reference()[0])[:12] + "." * 11  # 12 of 23: partial
    with office.archive.begin() as connection:
        done = Response.id > 1
        ended = BEGUN + timedelta(minutes=6)
        connection.execute(update(Response).where(done).values(completed_at=ended))
        connection.execute(update(Response).where(Response.id == 1).values(answers=short))
        broken = "3" * 3 + "-" * 10 + "." * 10
        connection.execute(update(Response).where(Response.id == 2).values(answers=broken))
        for number in range(1, 55):
            if number == 54:
                connection.execute(
                    insert(Respondent).values(pseudonym="new", place="declined", created_at=BEGUN)
                )
            connection.execute(
                insert(Consent).values(
                    respondent_id=number,
                    version="1",
                    language="kk",
                    agreed=number < 54,
                    given_at=BEGUN,
                )
            )
    make(office, tmp_path / "out")
    text = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith("# ")] == [
        f"# {TEXTS.speaking(code)('readme-title', date=datetime(2025, 6, 1, tzinfo=UTC).date())}"
        for code in ("kk", "ru", "en")
    ]
    for row in (
        "| Started the bot | 54 |",
        "| Agreed to take part | 53 (98.1%) |",
        "| Declined | 1 (1.9%) |",
        "| Responses begun | 53 |",
        "| Complete | 51 (96.2%) |",
        "| Partial | 1 (1.9%) |",
        "| Break-off | 1 (1.9%) |",
        "| Complete, compared with those who agreed | 51 (96.2%) |",
        "| Median time of a complete response, minutes | 6.0 |",
        "| All | 18 | 17 | 18 | 53 |",
        "- Wave 2025-05: since 19 May 2025, not closed yet.",
    ):
        assert row in text
    for said in ("there is no response rate", "not a random sample", "10.52123", "Shalkar cities"):
        assert said in text
    told = set(re.findall(r"^- `(\S+)` — ", text, re.MULTILINE))
    assert told == {path.name for path in (tmp_path / "out").iterdir()} - {"README.md"}
    assert not re.search(r"\d\d:\d\d", text), "days, not times"


@pytest.fixture(name="book")
def _book(office: Office, tmp_path: Path) -> Path:
    """The DDI codebook of an export with a non-answer in it."""
    with office.archive.begin() as connection:
        given = "?" + survey.answers(reference()[0])[1:]
        connection.execute(update(Response).where(Response.id == 1).values(answers=given))
    make(office, tmp_path / "out")
    return tmp_path / "out" / "codebook.xml"


def test_the_ddi_codebook_describes_every_variable(book: Path) -> None:
    """Study, files and variables, with questions, categories and counts in three languages."""
    root = ET.parse(book).getroot()
    assert root.tag == "{ddi:codebook:2_5}codeBook"
    parts = [part.tag.rpartition("}")[2] for part in root]
    assert parts == ["stdyDscr", *["fileDscr"] * 5, "dataDscr"]
    wide = [v.get("name") for v in root.iterfind(".//d:var[@files='F1']", DDI)]
    with (book.parent / "responses.csv").open(encoding="utf-8", newline="") as file:
        assert wide == next(csv.reader(file))
    item = root.find(".//d:var[@ID='responses.SCRI1']", DDI)
    assert item is not None
    questions = {one.get(LANG): one.text for one in item.iterfind("d:qstn/d:qstnLit", DDI)}
    assert questions == {code: TEXTS.speaking(code)("SCRI1.question") for code in TEXTS.languages}
    order = [child.tag.rpartition("}")[2] for child in item]
    assert list(dict.fromkeys(order)) == [
        *("labl", "qstn", "valrng", "invalrng", "sumStat", "catgry", "varFormat")
    ]
    absent = item.findall("d:catgry[@missing='Y']", DDI)
    assert {one.findtext("d:catValu", "", DDI) for one in absent} == {"-7", "-8", "-9"}
    counts = {
        one.findtext("d:catValu", "", DDI): one.findtext("d:catStat", "", DDI)
        for one in item.iterfind("d:catgry", DDI)
    }
    assert (counts["-8"], counts["-9"]) == ("1", "0")
    assert sum(map(int, counts.values())) == 53
    ids = [one.get("ID") for one in root.iter() if one.get("ID")]
    assert len(ids) == len(set(ids))
    assert len(wide) == 10 + len(ITEMS)


@pytest.mark.skipif(SCHEMA not in os.environ, reason=f"{SCHEMA} does not name codebook.xsd")
def test_the_ddi_codebook_is_valid(book: Path) -> None:
    """It keeps the schema of DDI-Codebook 2.5."""
    command = ["xmllint", "--nonet", "--noout", "--schema", os.environ[SCHEMA], str(book)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def answer(connection: Connection) -> None:
    """People answer the core, and all but residents the interview."""
    people = reference()
    survey.fill(connection, people)
    asked = [row["respondent_id"] for row in people if row["stakeholder_group"] != "society"]
    years = {who: f"{'1234'[n % 4]}3-2/1-01001--{n:02d}-1" for n, who in enumerate(asked)}
    survey.fill_block(connection, years, "interview-2022/2")


@pytest.mark.parametrize("kind", DATABASES)
def test_both_databases_give_the_same_export(kind: str, tmp_path: Path) -> None:
    """On SQLite and PostgreSQL: the same people make the same files, to the byte."""
    with survey.office(tmp_path) as office:
        with office.archive.begin() as connection:
            answer(connection)
        make(office, tmp_path / "sqlite", key=KEY, formats=[*FORMATS])
    with migrated(kind, tmp_path) as archive:
        settings = Settings()
        office = Office(archive, INSTRUMENT, settings, Newsroom(TEXTS, settings))
        with archive.begin() as connection:
            answer(connection)
        made = make(office, tmp_path / "other", key=KEY, formats=[*FORMATS])
    told = json.loads((tmp_path / "sqlite" / "manifest.json").read_text("utf-8"))
    same = {file["name"]: file["sha256"] for file in told["files"]}
    for file in made.files:
        assert file.sha256 == same[file.name], file.name
