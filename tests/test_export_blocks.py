"""Further blocks in the export: a file each, nothing spoken in what is shared."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import insert, select

from scoring.instrument import build, load
from storage.models import OpenAnswer, Response
from tests.survey import BEGUN, exported, fill, fill_block, office, reference, townspeople
from tests.test_export import valid
from tests.test_export_documents import DDI

INTERVIEW, EXPECTATIONS = load("interview-2022"), load("expectations-2022")


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ddi(folder: Path) -> None:
    """The DDI codebook has each block's file, its columns in order, and what was not asked."""
    root = ET.parse(folder / "codebook.xml").getroot()
    files = {
        one.findtext(".//d:fileName", "", DDI): one for one in root.iterfind("d:fileDscr", DDI)
    }
    for name in ("interview-2022.csv", "expectations-2022.csv"):
        head, rows = list(table(folder / name)[0]), len(table(folder / name))
        told = root.iterfind(f".//d:var[@files='{files[name].get('ID')}']", DDI)
        assert [one.get("name") for one in told] == head
        assert files[name].findtext(".//d:caseQnty", "", DDI) == str(rows)
    item = root.find(".//d:var[@ID='interview-2022.IV5']", DDI)
    assert item is not None
    absent = item.findall("d:catgry[@missing='Y']", DDI)
    assert [one.findtext("d:catValu", "", DDI) for one in absent] == ["-7", "-8", "-9", "-6"]
    assert [one.get("VALUE") for one in item.iterfind("d:invalrng/d:item", DDI)][-1] == "-6"


@pytest.mark.parametrize("tier", ["shared", "internal"])
def test_blocks_have_files_of_their_own_and_words_stay_inside(tmp_path: Path, tier: str) -> None:
    """Each block is a wide file beside the core; words and voices are in the team's tier alone."""
    with office(tmp_path) as desk:
        with desk.archive.begin() as connection:
            fill(connection, reference())
            for core in connection.execute(select(Response)).all():
                for block, answers in ((EXPECTATIONS, "45" * 8), (INTERVIEW, "23-2/1-01001--07-1")):
                    values = {**core._mapping, "instrument": block.name, "answers": answers}
                    values = {k: v for k, v in values.items() if k != "id"}
                    values["languages"] = "k" * len(answers)
                    connection.execute(insert(Response).values(values))
            key = connection.scalars(
                select(Response.id).where(Response.instrument == INTERVIEW.name)
            ).first()
            about = {"response_id": key, "item": "IV2", "language": "kk", "given_at": BEGUN}
            connection.execute(
                insert(OpenAnswer).values(ordinal=1, kind="text", text="=жол", **about)
            )
            voice = {"kind": "voice", "file_id": "f", "seconds": 3, "content": b"OggS"}
            connection.execute(insert(OpenAnswer).values(ordinal=2, **voice, **about))
        folder = tmp_path / "out"
        exported(desk, folder, tier=tier)
    responses = {row["response_id"] for row in table(folder / "responses.csv")}
    interview = table(folder / "interview-2022.csv")
    assert {row["response_id"] for row in interview} == responses
    row = interview[0]
    assert (row["IV1"], row["IV2"], row["IV4"], row["IV5"]) == ("2", "3", "2", "-6")
    assert (row["IV8_hearings"], row["IV8_budget"], row["IV11"]) == ("0", "1", "7")
    expectations = table(folder / "expectations-2022.csv")[0]
    assert (expectations["EX1_importance"], expectations["EX8_performance"]) == ("4", "5")
    assert valid(folder) == []
    book = {(one["file"], one["name"]): one for one in table(folder / "codebook.csv")}
    assert "Бюджет" in book["interview-2022.csv", "IV8_budget"]["label_ru"]
    assert book["interview-2022.csv", "IV1"]["values_en"].startswith("1=I make decisions")
    ddi(folder)
    names = {path.name for path in folder.iterdir()}
    manifest = json.loads((folder / "manifest.json").read_text())
    assert {file["name"] for file in manifest["files"]} == names - {"manifest.json"}
    spoken = {name for name in names if name.startswith(("voice-", "open_answers"))}
    if tier == "shared":
        assert spoken == set()
        assert not [path for path in folder.glob("*.csv") if "=жол" in path.read_text()]
    else:
        first, second = table(folder / "open_answers.csv")
        assert (first["text"], second["seconds"]) == ("'=жол", "3")
        assert (folder / second["voice"]).read_bytes() == b"OggS"


def test_no_row_tells_a_withheld_group_by_being_there(tmp_path: Path) -> None:
    """Of residents and officials withheld together, who was asked as an official has no row."""
    groups = ["society"] * 3 + ["officials"] * 4 + ["researchers"] * 8
    rows = townspeople(groups)
    with office(tmp_path) as desk:
        with desk.archive.begin() as connection:
            fill(connection, rows)
            asked = {
                row["respondent_id"]: "23-2/1-01001--07-1"
                for row in rows
                if row["stakeholder_group"] in INTERVIEW.groups
            }
            fill_block(connection, asked, INTERVIEW.name)
            everybody = {row["respondent_id"]: "45" * 8 for row in rows}
            fill_block(connection, everybody, EXPECTATIONS.name)
        folder = tmp_path / "out"
        exported(desk, folder)
    group = {
        row["response_id"]: row["stakeholder_group"] for row in table(folder / "responses.csv")
    }
    assert Counter(group.values()) == {"*": 7, "researchers": 8}
    interview = [group[row["response_id"]] for row in table(folder / "interview-2022.csv")]
    assert interview == ["researchers"] * 8
    assert len(table(folder / "expectations-2022.csv")) == 15, "everybody is asked these"
    assert "Responses: 4." in (folder / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("tier", ["shared", "internal"])
def test_what_others_know_tells_nobody_who_it_was(tmp_path: Path, tier: str) -> None:
    """Years and part are shared by five who are alike in all else; the team has them as given."""
    people = [{**row, "stakeholder_group": "officials"} for row in reference()]
    parts = "1111111122"
    with office(tmp_path) as desk:
        with desk.archive.begin() as connection:
            fill(connection, people)
            given = {
                row["respondent_id"]: f"{parts[n % 10]}3-2/1-01001--{n:02d}-1"
                for n, row in enumerate(people)
            }
            fill_block(connection, given, INTERVIEW.name)
        folder = tmp_path / "out"
        exported(desk, folder, tier=tier)
    core = {row["response_id"]: row for row in table(folder / "responses.csv")}
    rows = table(folder / "interview-2022.csv")
    traits = ("city", "stakeholder_group", "language", "started_on", "completed_on")
    alike = {id_: tuple(row[trait] for trait in traits) for id_, row in core.items()}
    book = {one["name"]: one for one in table(folder / "codebook.csv")}
    protection = json.loads((folder / "manifest.json").read_text())["protection"]
    notes = [(one.get("ID"), one.find("d:notes", DDI)) for one in variables(folder)]
    noted = {name for name, note in notes if note is not None}
    told = "What others may know" in (folder / "README.md").read_text(encoding="utf-8")
    if tier == "internal":
        assert sorted(int(row["IV11"]) for row in rows) == [*range(len(people))]
        assert (book["IV11"]["note_en"], protection["facts"], noted, told) == ("", 0, set(), False)
        return
    part = Counter((alike[row["response_id"]], row["IV1"]) for row in rows)
    both = Counter((alike[row["response_id"]], row["IV1"], row["IV11"]) for row in rows)
    assert all(many >= 5 for (*_, code), many in part.items() if int(code) > 0)
    assert all(many >= 5 for (*_, code), many in both.items() if int(code) >= 0)
    assert len({row["IV11"] for row in rows} - {"-5"}) > 2, "years are still told, but coarsely"
    assert protection["facts"] >= len(rows) - 5
    assert noted == {"interview-2022.IV1", "interview-2022.IV11"}
    assert told
    assert "mean of the nearest" in book["IV11"]["note_en"]
    assert "-5=Withheld" in book["IV1"]["values_en"]
    assert book["IV1"]["missing_codes"] == "[-7, -8, -9, -5]"
    assert valid(folder) == []


def variables(folder: Path) -> list[ET.Element]:
    """The variables of the DDI codebook."""
    return ET.parse(folder / "codebook.xml").getroot().findall(".//d:var", DDI)


@pytest.mark.parametrize("named", [False, True])
def test_facts_of_a_person_with_several_responses_are_not_joined(
    tmp_path: Path, *, named: bool
) -> None:
    """Whoever rated two cities under one id has no years in either; by a city's own export, yes."""
    people = [{**row, "city": "shu", "stakeholder_group": "officials"} for row in reference()]
    people = [{**row, "language": "kk"} for row in people]
    twice = [{**row, "city": "ayagoz"} for row in people[:20]]
    with office(tmp_path) as desk:
        with desk.archive.begin() as connection:
            fill(connection, [*people, *twice])
            given = {row["respondent_id"]: "13-2/1-01001--07-1" for row in people}
            fill_block(connection, given, INTERVIEW.name)
        folder = tmp_path / "out"
        exported(desk, folder, city="shu" if named else None)
    ids = {row["response_id"]: row["respondent_id"] for row in table(folder / "responses.csv")}
    many = Counter(ids.values())
    assert set(many.values()) == ({1} if named else {1, 2})
    for row in table(folder / "interview-2022.csv"):
        wanted = "7" if many[ids[row["response_id"]]] == 1 else "-5"
        assert row["IV11"] == wanted


def test_two_versions_of_a_block_share_a_file(tmp_path: Path) -> None:
    """Each answer stands in its own column; what a version does not ask is empty."""
    one = load("problems-2022")
    with office(tmp_path) as desk:
        items = [{"id": item.id, "source": item.source} for item in one.items[1:]]
        section = {"id": one.sections[0].id, "source": "s", "scale": "severity", "items": items}
        other = build({"id": one.id, "version": 9, "source": "s", "section": [section]})
        desk.instruments[other.name] = other
        with desk.archive.begin() as connection:
            fill(connection, reference()[:12])
            for number, core in enumerate(connection.execute(select(Response)).all()):
                block = other if number % 2 else one
                values = {**core._mapping, "instrument": block.name}
                del values["id"]
                values["answers"] = "1234512"[-len(block.items) :]
                values["languages"] = "k" * len(block.items)
                connection.execute(insert(Response).values(values))
        folder = tmp_path / "out"
        exported(desk, folder, tier="internal")
    rows = table(folder / "problems-2022.csv")
    first, second, *_, last = [item.id for item in one.items]
    told = {row["instrument"]: (row[first], row[second], row[last]) for row in rows}
    assert told == {one.name: ("1", "2", "2"), other.name: ("", "2", "2")}
    assert valid(folder) == []
