"""XLSForm: out and back without a change, and every fault told with its row and column."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.__main__ import main
from bot.texts import LOCALES, Texts
from bot.xlsform import xpath
from bot.xlsform.draft import Draft, drafted, ftl, keys, ordered, toml
from bot.xlsform.reading import XLSFormError, read
from bot.xlsform.writing import LANGUAGES, write
from scoring import conditions
from scoring.conditions import Both, Compare, Condition, Either, Has, Not, OneOf
from scoring.groups import GROUPS
from scoring.instrument import KINDS, Instrument, build, load, names, parse
from tests.town import TEXTS

LANGUAGE = LANGUAGES["kk"]
CODES = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)
PROSE = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Co", "Cn")),
    min_size=1,
    max_size=30,
).map(lambda text: text.strip() or "x")
PARTS = st.one_of(
    st.builds(Compare, CODES, st.sampled_from(conditions.OPERATORS), st.integers(-99, 99)),
    st.builds(Compare, CODES, st.sampled_from(("==", "!=")), CODES),
    st.builds(OneOf, CODES, st.lists(CODES, min_size=1, max_size=3).map(tuple)),
    st.builds(OneOf, CODES, st.lists(st.integers(0, 9), min_size=1, max_size=3).map(tuple)),
    st.builds(Has, CODES, CODES),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    PARTS.filter(lambda part: not {part.item} & {"and", "or", "not", "in", "selected"}),
    lambda inner: st.one_of(
        st.builds(Not, inner), st.builds(Both, inner, inner), st.builds(Either, inner, inner)
    ),
    max_leaves=6,
)


@given(CONDITIONS)
def test_a_condition_reads_back_to_itself(condition: Condition) -> None:
    """Its own text and XPath say the same, and it has a value whatever was answered."""
    assert conditions.parse(conditions.text(condition)) == condition
    assert xpath.read(xpath.written(condition)) == condition
    assert conditions.holds(condition, {}) in {True, False}


@st.composite
def documents(draw: Callable[..., Any]) -> dict[str, Any]:
    """A sound instrument of sections with every kind of item."""
    items: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(("pair", *KINDS)))
        entry: dict[str, Any] = {"id": f"Q{number}", "kind": kind}
        if kind == "rating":
            entry["scale"] = draw(CODES)
        elif kind == "pair":
            entry["scales"] = draw(st.lists(CODES, min_size=2, max_size=2, unique=True))
        elif kind in {"one", "many"}:
            entry["options"] = draw(st.lists(CODES, min_size=2, max_size=5, unique=True))
        elif kind == "number":
            low = draw(st.integers(0, 50))
            entry |= {"min": low, "max": low + draw(st.integers(1, 999))}
        if kind in {"one", "number"} and draw(st.booleans()):
            entry["known"] = draw(st.booleans())
        before = [one for one in items if one["kind"] in {"one", "number", "open"}]
        if before and draw(st.booleans()):
            other = draw(st.sampled_from(before))
            value = f'"{other["options"][0]}"' if other["kind"] == "one" else "1"
            entry["ask_if"] = f'{other["id"]} == {value} or group == "ict"'
        items.append({**entry, "source": draw(PROSE)})
    section = {"id": "S", "source": draw(PROSE), "items": items}
    groups = draw(st.lists(st.sampled_from(GROUPS), min_size=1, unique=True))
    head = {"id": "made-2026", "version": 3, "source": draw(PROSE)}
    rated = [one["id"] for one in items if one["kind"] == "rating"]
    order = {"kind": "severity", "of": {f"N{name}": [name] for name in rated}}
    analyses = {"analysis": [order]} if len(rated) > 1 else {}
    return {**head, "groups": groups, "section": [section], **analyses}


@settings(max_examples=25, deadline=None)
@given(documents(), st.data())
def test_a_round_trip_changes_nothing(document: dict[str, Any], data: st.DataObject) -> None:
    """Document → workbook → document, words and all; the TOML and the Fluent read back, too."""
    wanted = list(keys(build(document)))
    words = ordered({key: data.draw(PROSE, key) for key in wanted})
    draft = Draft(document, dict.fromkeys(LOCALES, words))
    assert parse(toml(document)) == build(document)
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "form.xlsx", draft)
        back = read(Path(folder) / "form.xlsx")
        assert build(back.document) == build(document)
        assert back.words == draft.words
        for language in LOCALES:
            (Path(folder) / language).mkdir()
            (Path(folder) / language / "made.ftl").write_text(ftl(words), encoding="utf-8")
        say = Texts(Path(folder)).speaking("kk")
        assert {key: say(key) for key in words} == words


@pytest.mark.parametrize("name", names())
def test_every_packaged_instrument_goes_out_and_comes_back(tmp_path: Path, name: str) -> None:
    """Pyxform accepts what is written, and what is read back is the same."""
    instrument = load(name)
    draft = drafted(instrument, {code: TEXTS.speaking(code) for code in LOCALES})
    write(tmp_path / "form.xlsx", draft)
    back = read(tmp_path / "form.xlsx")
    assert build(back.document) == instrument
    assert back.words == {code: ordered(words) for code, words in draft.words.items()}


def sheet(path: Path, survey: list[dict[str, str]], **further: list[dict[str, str]]) -> Path:
    """A workbook with a survey of these rows, one list of choices, and further sheets."""
    import xlsxwriter

    labels = {f"label::{language}": "x" for language in LANGUAGES.values()}
    choices = [{"list_name": "yn", "name": code, **labels} for code in ("yes", "no")]
    about = {"form_id": "f-1", "version": "1"}
    tables = {"survey": survey, "choices": choices, "settings": [about], **further}
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in tables.items():
            page = book.add_worksheet(name)
            heads = list(dict.fromkeys(key for row in rows for key in row))
            for column, head in enumerate(heads):
                page.write_string(0, column, head)
                for line, row in enumerate(rows, start=1):
                    page.write_string(line, column, row.get(head, ""))
    return path


def test_what_cannot_be_said_is_refused_by_row_and_column(tmp_path: Path) -> None:
    """All faults at once, each with its place."""
    labels = {f"label::{language}": "x" for language in LANGUAGES.values()}
    form = sheet(
        tmp_path / "form.xlsx",
        [
            {"type": "begin_group", "name": "S", **labels},
            {"type": "geopoint", "name": "Q1", **labels},
            {"type": "integer", "name": "Q2", **labels},
            {"type": "select_one yn", "name": "Q3", "appearance": "minimal", **labels},
            {"type": "text", "name": "Q4", "relevant": "count(${Q3}) > 1", **labels},
            {"type": "text", "name": "Q5", "default": "x", **labels},
            {"type": "text", "name": "Q7", "known": "yes", **labels},
            {"type": "text", "name": "Q6", **labels, f"label::{LANGUAGE}": ""},
            {"type": "end_group"},
        ],
        osm=[{"list_name": "roads", "name": "lane", "label": "x"}],
    )
    with pytest.raises(XLSFormError) as caught:
        read(form)
    places = [re.sub(r"^survey, (row \d+, \w+).*", r"\1", fault) for fault in caught.value.faults]
    assert places == [
        "osm: has no place in an instrument; take the sheet out",
        "row 3, type",
        "row 4, constraint",
        "row 5, appearance",
        "row 6, relevant",
        "row 7, default",
        "row 8, known",
    ]


def test_a_no_break_space_is_wording_in_a_sentence_and_a_slip_in_a_code(tmp_path: Path) -> None:
    """A sentence keeps it; in what is typed for the machine it is the space that was meant."""
    labels = {f"label::{language}": "100\xa0%" for language in LANGUAGES.values()}
    item = {"type": "integer", "name": "Q1", "constraint": ".\xa0>= 0 and . <=\xa060", **labels}
    group = {"type": "begin_group", "name": "S", **labels}
    draft = read(sheet(tmp_path / "form.xlsx", [group, item, {"type": "end_group"}]))
    assert {draft.words[code]["Q1.question"] for code in LOCALES} == {"100\xa0%"}
    assert build(draft.document).item("Q1").high == 60


def test_the_commands_say_what_they_did(tmp_path: Path) -> None:
    """Export, import and check one after the other; a second import overwrites nothing."""
    run, form = CliRunner(), tmp_path / "form.xlsx"
    assert run.invoke(main, ["instrument", "export", "interview-2022", str(form)]).exit_code == 0
    made = run.invoke(main, ["instrument", "import", str(form), "--into", str(tmp_path)])
    assert made.exit_code == 0, made.output
    checked = run.invoke(main, ["instrument", "check", str(tmp_path / "interview-2022.toml")])
    assert "interview-2022/2: 13 questions" in checked.output
    again = run.invoke(main, ["instrument", "import", str(form), "--into", str(tmp_path)])
    assert again.exit_code != 0
    (tmp_path / "bad.toml").write_text('id = "X"\nsection = 3\n')
    bad = run.invoke(main, ["instrument", "check", str(tmp_path / "bad.toml")])
    assert bad.exit_code == 2
    assert len(bad.output.splitlines()) >= 3


def test_an_instrument_in_words_is_the_same_instrument() -> None:
    """The TOML that is written for a packaged instrument reads back to it."""
    for name in names():
        one: Instrument = load(name)
        says = {code: TEXTS.speaking(code) for code in LOCALES}
        assert parse(toml(drafted(one, says).document)) == one
