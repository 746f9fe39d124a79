"""Further blocks for SPSS, Stata, Excel and data scientists: opened, and held to their CSV."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq  # type: ignore[import-untyped] # it has no types
import pyreadstat
import pytest

from bot.exporting import columnar, labelled, sheets
from bot.office import Office
from scoring.codebook_blocks import block
from scoring.instrument import NOT_ASKED, NOT_REACHED, Instrument, Item, build, load
from scoring.items import MANY, NUMBER, RATING
from scoring.variables import Variable
from tests import survey
from tests.survey import reference
from tests.town import TEXTS

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
BLOCKS = tuple(map(load, ("interview-2022", "expectations-2022", "problems-2022")))
LETTERS = {"-8": "a", "-9": "b", "-7": "c", "-6": "d"}


def ways(item: Item) -> list[str]:
    """Every kind of answer that an item may have, and every reason for none."""
    codes = {
        MANY: ["", item.options[0] if item.options else "", " ".join(item.options)],
        NUMBER: [str(item.low), "7", str(item.high)],
    }.get(item.kind, [])
    told = filter(None, map(item.signs, [*item.codes(), *codes]))
    messages = ["1", "9"] if item.spoken else []
    unasked = [NOT_ASKED * item.width] if item.ask_if else []
    return [*told, *messages, *unasked, NOT_REACHED * item.width]


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Iterator[Office]:
    """A survey whose people answered every block, in every way that there is."""
    people = reference()
    with survey.office(tmp_path) as office:
        with office.archive.begin() as connection:
            survey.fill(connection, people)
            for one in BLOCKS:
                lists = [ways(item) for item in one.items]
                given = {
                    row["respondent_id"]: "".join(way[n % len(way)] for way in lists)
                    for n, row in enumerate(people)
                }
                survey.fill_block(connection, given, one.name)
        yield office


def make(
    office: Office, folder: Path, formats: Sequence[str], language: str = "kk"
) -> dict[str, pd.DataFrame]:
    """An export; each block's answers as its CSV has them."""
    survey.exported(office, folder, NOW, formats=formats, tier="internal", language=language)
    return {
        one.id: pd.read_csv(folder / f"{one.id}.csv", dtype=str, keep_default_na=False)
        for one in BLOCKS
        if "csv" in formats
    }


def asked(one: Instrument) -> list[Variable]:
    """The columns of a block that hold answers."""
    return [column for column in block([one]) if column.missing]


@pytest.mark.parametrize("language", TEXTS.languages)
def test_spss_reads_what_a_blocks_csv_holds(office: Office, tmp_path: Path, language: str) -> None:
    """Same cells; questions, options and reasons in the language asked for; -9 to -6 missing."""
    tables = make(office, tmp_path / "out", ["csv", "sav"], language)
    say = TEXTS.speaking(language)
    for one in BLOCKS:
        csv, path = tables[one.id], tmp_path / "out" / f"{one.id}.sav"
        frame, meta = pyreadstat.read_sav(path, user_missing=True)
        valid, _ = pyreadstat.read_sav(path)
        labels: dict[str, dict[Any, str]] = {**meta.variable_value_labels}
        assert list(frame.columns) == list(csv.columns)
        assert labels["status"]["partial"] == say("codebook-status-partial")
        for column in asked(one):
            name = column.name
            assert frame[name].astype(int).astype(str).equals(csv[name])
            numbers = csv[name].astype(int)
            assert valid[name].equals(numbers.where(numbers >= 0).astype(float))
            assert meta.column_names_to_labels[name] == say(column.key)
            assert labels[name] == {int(code): say(key) for code, key in column.labels.items()}
            assert meta.missing_ranges[name] == [{"lo": -9.0, "hi": -6.0}]
    interview = pyreadstat.read_sav(tmp_path / "out" / "interview-2022.sav", metadataonly=True)[1]
    measures = {name: interview.variable_measure[name] for name in ("IV1", "IV8_budget", "IV11")}
    assert measures == {"IV1": "nominal", "IV8_budget": "nominal", "IV11": "scale"}
    problems = pyreadstat.read_sav(tmp_path / "out" / "problems-2022.sav", metadataonly=True)[1]
    assert problems.variable_measure["PR1"] == "ordinal"


@pytest.mark.parametrize("language", TEXTS.languages)
def test_stata_reads_what_a_blocks_csv_holds(office: Office, tmp_path: Path, language: str) -> None:
    """Same cells; what keeps a person from answering is .a to .d, with its words."""
    tables = make(office, tmp_path / "out", ["csv", "dta"], language)
    say = TEXTS.speaking(language)
    for one in BLOCKS:
        csv, path = tables[one.id], tmp_path / "out" / f"{one.id}.dta"
        frame, meta = pyreadstat.read_dta(path, user_missing=True)
        labels: dict[str, dict[Any, str]] = {**meta.variable_value_labels}
        assert list(frame.columns) == list(csv.columns)
        for column in asked(one):
            name = column.name
            found = [code if isinstance(code, str) else f"{code:.0f}" for code in frame[name]]
            assert found == [LETTERS.get(code, code) for code in csv[name]]
            assert meta.column_names_to_labels[name] == say(column.key)
            wanted = {LETTERS.get(code, code): say(key) for code, key in column.labels.items()}
            assert {str(code): words for code, words in labels[name].items()} == wanted


def test_parquet_tells_a_blocks_answers_and_reasons_apart(office: Office, tmp_path: Path) -> None:
    """Both columns together are the CSV's; not chosen, and the number 0, are answers."""
    tables = make(office, tmp_path / "out", ["csv", "parquet"])
    for one in BLOCKS:
        csv, path = tables[one.id], tmp_path / "out" / f"{one.id}.parquet"
        frame = pd.read_parquet(path, dtype_backend="numpy_nullable")
        assert list(frame["response_id"]) == list(csv["response_id"])
        for column in asked(one):
            given, reason = frame[column.name], frame[f"{column.name}_missing"]
            assert list(given.fillna(reason).astype(str)) == list(csv[column.name])
            assert given.min() >= 0 > reason.max()
            assert not (given.notna() & reason.notna()).any()
    about = pq.read_schema(tmp_path / "out" / "interview-2022.parquet")
    chosen, reason = about.field("IV8_budget").metadata, about.field("IV5_missing").metadata
    for language in TEXTS.languages:
        say = TEXTS.speaking(language)
        assert chosen[f"label_{language}".encode()].decode() == say("IV8-budget")
        assert chosen[f"value_1_{language}".encode()].decode() == say("codebook-chosen-1")
        assert reason[f"value_-6_{language}".encode()].decode() == say("missing-6")


@pytest.mark.parametrize("language", TEXTS.languages)
def test_excel_shows_words_and_reckons_with_numbers(
    office: Office, tmp_path: Path, language: str
) -> None:
    """By the second sheet's words, the first is the CSV again; a mean is one of answers."""
    tables = make(office, tmp_path / "out", ["csv", "xlsx"], language)
    say = TEXTS.speaking(language)
    for one in BLOCKS:
        path = tmp_path / "out" / f"{one.id}.xlsx"
        book = pd.read_excel(path, sheet_name=None, dtype=object, keep_default_na=False)
        assert list(book) == [say("tables-answers"), say("tables-codebook")]
        shown, means = book.values()
        coded = means[means["code"] != ""]
        codes = {(str(r["name"]), r["meaning"]): r["code"] for r in coded.to_dict("records")}
        for name, cells in shown.items():
            found = [str(codes.get((str(name), cell), cell)) for cell in cells]
            assert found == list(tables[one.id][name]), name
        for column in asked(one):
            if one.item(column.item or "").kind in {RATING, NUMBER}:
                csv = tables[one.id][column.name].astype(int)
                given = [cell for cell in shown[column.name] if isinstance(cell, int)]
                assert given == list(csv[csv >= 0])
        heads = means[means["label"] != ""].set_index("name")
        assert all(heads.loc[c.name, "label"] == say(c.key) for c in asked(one))


def test_only_what_was_asked_for_is_there(office: Office, tmp_path: Path) -> None:
    """A block is in the formats of the core, described in three languages, and tells the day."""
    make(office, tmp_path / "out", ["sav", "dta", "xlsx"])
    names = {path.name for path in (tmp_path / "out").iterdir()}
    for one in BLOCKS:
        assert {name for name in names if name.startswith(one.id)} == {
            f"{one.id}.{form}" for form in ("sav", "dta", "xlsx")
        }
    readme = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    for language in TEXTS.languages:
        told = TEXTS.speaking(language)("readme-file-block-for", program="Stata")
        assert f"- `problems-2022.dta` — {told}" in readme
    assert b"01 Jun 2500:00:00" in (tmp_path / "out" / "interview-2022.sav").read_bytes()[:512]
    assert b"01 Jun 2025 00:00" in (tmp_path / "out" / "interview-2022.dta").read_bytes()[:512]
    with zipfile.ZipFile(tmp_path / "out" / "interview-2022.xlsx") as book:
        dates = re.findall(r"\d{4}-\d\d-\d\dT[^<]*", book.read("docProps/core.xml").decode())
    assert set(dates) == {"2025-06-01T00:00:00Z"}


def test_no_label_of_a_block_is_cut() -> None:
    """Every label of a question, an option or a reason fits SPSS and Stata as it is."""
    for say in map(TEXTS.speaking, TEXTS.languages):
        for one in BLOCKS:
            for column in block([one]):
                label = say(column.key)
                assert labelled.fit(label, labelled.SAV_LABEL, in_bytes=True) == label
                assert labelled.fit(label, labelled.DTA_LABEL, in_bytes=False) == label
                for key in filter(None, column.labels.values()):
                    words = say(key)
                    assert labelled.fit(words, labelled.SAV_VALUE, in_bytes=True) == words, key
                    assert labelled.fit(words, labelled.DTA_LABEL, in_bytes=False) == words, key


# A questionnaire of one's own

LONG = "a_code_of_16sign"


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> tuple[Path, list[Variable]]:
    """A block with a large number, and with names that Stata has other uses for."""
    one = build(
        {
            "id": "own",
            "version": 1,
            "source": "s",
            "section": [
                {
                    "id": "first",
                    "source": "s",
                    "items": [
                        {"id": "using", "source": "s", "kind": "number", "min": 0, "max": 10**8},
                        {
                            "id": "A23456789_123456",
                            "source": "s",
                            "kind": "many",
                            "options": [f"{LONG[:-1]}{end}" for end in "xy"],
                        },
                    ],
                }
            ],
        }
    )
    path = tmp_path / "own.csv"
    columns = list(block([one]))
    names = [column.name for column in columns]
    rows = ["ab,complete,own/1,12345678,0,1", "cd,complete,own/1,-9,-8,-8", "ef,partial,own/1,,,"]
    path.write_text("\r\n".join([",".join(names), *rows, ""]), encoding="utf-8")
    return path, columns


def test_large_numbers_and_awkward_names_are_kept(own: tuple[Path, list[Variable]]) -> None:
    """A number is whole in every format; a name that Stata cannot have is another, told apart."""
    path, columns = own
    labelled.write_sav(path, path.with_suffix(".sav"), columns, str)
    labelled.write_dta(path, path.with_suffix(".dta"), columns, str)
    sav, _ = pyreadstat.read_sav(path.with_suffix(".sav"), user_missing=True)
    dta, meta = pyreadstat.read_dta(path.with_suffix(".dta"), user_missing=True)
    assert list(sav["using"].fillna(0)) == [12345678, -9, 0]
    assert list(dta["using_3"].fillna(0)) == [12345678, "b", 0]
    chosen = [name for name in map(str, dta) if name.startswith("A2")]
    assert len(set(chosen)) == 2
    assert all(len(name) <= labelled.NAME for name in chosen)
    for name, column in zip(chosen, columns[-2:], strict=True):
        assert meta.column_names_to_labels[name] == column.key
        assert list(dta[name].fillna("")) == [float(column is columns[-1]), "a", ""]


def test_a_sheet_that_is_full_goes_on_in_the_next(
    own: tuple[Path, list[Variable]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No row is lost where Excel has no room for it; what was not asked is empty."""
    path, columns = own
    monkeypatch.setattr(sheets, "ROWS", 2)
    say = TEXTS.speaking("en")
    plain = [column for column in columns if not column.item]
    path.write_text("response_id,status,instrument\n=1,complete,own/1\nb,partial,own/1\nc,,\n")
    sheets.write(path, path.with_suffix(".xlsx"), plain, say, NOW.date())
    book = pd.read_excel(path.with_suffix(".xlsx"), sheet_name=None, keep_default_na=False)
    assert list(book) == ["Answers", "Answers 2", "Codebook"]
    assert list(book["Answers"]["response_id"]) == ["=1", "b"]
    assert book["Answers 2"].to_numpy().tolist() == [["c", "", ""]]


def test_parquet_holds_large_numbers(own: tuple[Path, list[Variable]]) -> None:
    """What a byte does not hold has a wider column; a reason is small everywhere."""
    path, columns = own
    nameless = [column for column in columns if not column.item]
    number = Variable(path.name, "using", maximum=10**8, missing=True, label="tables-item")
    path.write_text("response_id,status,instrument,using\nab,complete,own/1,99999999\ncd,,,-9\n")
    columnar.write(path, path.with_suffix(".parquet"), [*nameless, number], TEXTS)
    frame = pd.read_parquet(path.with_suffix(".parquet"), dtype_backend="numpy_nullable")
    assert list(frame["using"].fillna(0)) == [99999999, 0]
    assert list(frame["using_missing"].fillna(0)) == [0, -9]
