"""Sentences, themes, marks, agreement, quotations and the project file: the pure half of coding."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews import qdpx, sheets
from scoring.agreement import Trust
from scoring.interviews import themes, transcripts
from scoring.interviews.coded import Coded, Codings, Spoken, coded
from scoring.interviews.passages import Mark, Marks, distinct, moved, quoted, table, toggled
from scoring.interviews.sentences import Span, plain, sentences
from scoring.interviews.themes import LANGUAGES, packaged, read
from scoring.tabular import TableError
from storage.interviews import TextRow

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CODES = [theme.code for theme in packaged()]
SCHEMA = "SAUALNAMA_TEST_QDA_SCHEMA"  # the path of REFI-QDA's Project.xsd, where it is at hand
# Kazakh letters, emoji of one and of several code points, signs of an XML and of a spreadsheet.
LETTERS = "абқңғүұһіӘҰІ 😀🇰🇿é\u0301.!?…\n«»\"'<&=-,;x1"
texts = st.text(LETTERS, max_size=80).map(plain).filter(bool)


def row(key: int, text: str) -> TextRow:
    """A written answer."""
    about = (key, "2026", "shu", "officials", "interview-2022/2", "", "IV2", 1, "kk", "text")
    return TextRow(about[0], 1, 1, *about[1:], None, text, None)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, Marks]:
    """A text, and marks on passages of it."""
    text = draw(texts)
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    found = draw(st.lists(st.tuples(places, st.sampled_from(CODES), st.booleans()), max_size=5))
    marks = [Mark(min(place), max(place), theme, quote) for place, theme, quote in found]
    return text, distinct([m for m in marks if text[m.start : m.stop].strip()])


# Sentences


@given(texts)
def test_sentences_hold_every_sign_once(text: str) -> None:
    """They stand in order and apart, begin and end with a sign, and leave out spaces alone."""
    spans = sentences(text)
    inside = {place for span in spans for place in range(*span)}
    assert sum(span.stop - span.start for span in spans) == len(inside)
    assert list(spans) == sorted(spans)
    assert all(text[place].isspace() for place in set(range(len(text))) - inside)
    assert all(text[s.start : s.stop] == text[s.start : s.stop].strip() != "" for s in spans)


def test_sentences_end_where_people_end_them() -> None:
    """At signs and lines; not after an initial, an abbreviation, a list's number or in a word."""
    text = (
        "Әкімдік т.б. органдар шешеді. «Солай ма?» А. Байтұрсынов 2020 ж. айтқан…\n1. Бірінші 😀!"
    )
    told = [text[span.start : span.stop] for span in sentences(text)]
    assert told == [
        "Әкімдік т.б. органдар шешеді.",
        "«Солай ма?»",
        "А. Байтұрсынов 2020 ж. айтқан…",
        "1. Бірінші 😀!",
    ]
    assert sentences("  \n ") == ()


# Themes

HEADS = list(themes.COLUMNS)


def test_the_packaged_codebook_has_the_papers_topics_in_three_languages() -> None:
    """Six topics, each with its label and definition, and a label fits a button."""
    assert CODES == ["decisions", "goals", "plans", "citizens", "conditions", "indicators"]
    for theme in packaged():
        assert set(theme.labels) == set(theme.definitions) == set(LANGUAGES)
        assert all(len(label) <= themes.LONGEST for label in theme.labels.values())


def test_a_codebook_tells_all_its_faults() -> None:
    """What is wrong with a codebook is told at once, by row and column."""
    good = ["goals", "а", "б", "c", "а", "б", "c"]
    rows = [HEADS, good, good, ["None!", "а" * 41, "", "c", "а\nб", "б", "c"], ["none", *good[1:]]]
    with pytest.raises(TableError) as error:
        read(rows)
    told = str(error.value)
    for part in ("row 3, theme: goals stands in row 2", "row 4, theme: 'None!'", "row 4, label_kk"):
        assert part in told
    for part in (
        "row 4, label_ru: is empty",
        "row 4, definition_kk: has a line break",
        "row 5, th",
    ):
        assert part in told
    with pytest.raises(TableError, match="there is no theme"):
        read([HEADS])
    with pytest.raises(TableError, match="41 themes"):
        read([HEADS, *([f"t{n}", *good[1:]] for n in range(41))])


# Marks


@given(st.lists(marked(), min_size=1, max_size=4), st.data())
def test_a_sheet_that_is_written_is_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, many: list[tuple[str, Marks]], data: st.DataObject
) -> None:
    """A coder's sheet goes out and in again: marks, quotable or not, and texts without a theme."""
    path = tmp_path_factory.mktemp("sheet") / "codes.csv"
    known = {key: text for key, (text, _) in enumerate(many, start=1)}
    marks = {key: own for key, (_, own) in enumerate(many, start=1) if data.draw(st.booleans())}
    sheets.codes(path, [row(key, text) for key, text in known.items()], marks)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    if marks:
        assert table(rows, known, CODES) == marks
    else:
        with pytest.raises(TableError, match="no row is filled in"):
            table(rows, known, CODES)


def test_a_sheet_tells_all_its_faults() -> None:
    """Every fault of a coder's sheet is told at once, and nothing is half taken in."""
    heads = ["answer", "start", "end", "passage", "themes", "quote"]
    rows = [
        heads,
        ["1", "0", "5", "Қала.", "goals", ""],
        ["9", "0", "5", "", "goals", ""],
        ["1", "0", "99", "", "goals", ""],
        ["1", "5", "5", "", "goals", ""],
        ["1", "0", "5", "Ауыл.", "money", ""],
        ["1", "0", "5", "", "none goals", "maybe"],
        ["1", "0", "5", "", "none", "yes"],
        ["1", "0", "5", "Ауыл.", "", ""],
    ]
    with pytest.raises(TableError) as error:
        table(rows, {1: "Қала. Екінші."}, CODES)
    found = [(fault.row, fault.column) for fault in error.value.faults]
    assert found == [
        (3, "answer"),
        (4, "end"),
        (5, "end"),
        (6, "passage"),
        (6, "themes"),
        (7, "themes"),
        (7, "quote"),
        (8, "quote"),
    ], "a row that is not filled in is not judged"


@given(marked())
def test_a_corrected_transcript_keeps_its_marks(one: tuple[str, Marks]) -> None:
    """Where sentences are put before and after, each sentence carries what it carried."""
    text, marks = one
    longer = f"Алдында.\n{text}\nСоңында."

    def carried(told: str, own: Marks) -> list[set[str]]:
        return [{m.theme for m in own if m.span.meets(span)} for span in sentences(told)]

    assert carried(longer, moved(text, longer, marks))[1:-1] == carried(text, marks)


@given(marked(), texts)
def test_marks_stay_inside_whatever_a_text_becomes(one: tuple[str, Marks], after: str) -> None:
    """On any other text marks are passages of it, or gone."""
    for mark in moved(one[0], after, one[1]):
        assert after[mark.start : mark.stop].strip()


def test_a_mark_follows_a_corrected_word_and_goes_with_a_lost_sentence() -> None:
    """A typo that is corrected takes no mark; a sentence that is taken out takes its own."""
    before, after = "Кала жоспарлайды. Артық сөз. Соңы.", "Қала жоспарлап отыр. Соңы."
    marks = [Mark(0, 17, "plans"), Mark(18, 28, "goals"), Mark(29, 34, "citizens", quote=True)]
    kept = {after[m.start : m.stop]: m.theme for m in moved(before, after, marks)}
    assert kept == {"Қала жоспарлап отыр.": "plans", "Соңы.": "citizens"}


@given(marked(), st.data())
def test_a_theme_is_put_on_a_sentence_and_taken_off_again(
    one: tuple[str, Marks], data: st.DataObject
) -> None:
    """Two taps leave every sentence with the themes that it had, and the others are untouched."""
    text, marks = one
    spans = sentences(text)
    place = data.draw(st.integers(0, len(spans) - 1))
    theme = data.draw(st.sampled_from(CODES))

    def carried(own: Marks) -> list[set[str]]:
        return [{m.theme for m in own if m.span.meets(span)} for span in spans]

    before, once = carried(marks), toggled(marks, spans, place, theme)
    assert carried(once)[place] == before[place] ^ {theme}
    assert [s for n, s in enumerate(carried(once)) if n != place] == [
        s for n, s in enumerate(before) if n != place
    ]
    assert carried(toggled(once, spans, place, theme)) == before
    chosen = quoted(once, spans[place])
    assert carried(chosen) == carried(once)


# Agreement and quotations

TEXT = "Бірінші. Екінші. Үшінші. Төртінші."
SPANS = sentences(TEXT)


def judged(codings: Codings, *, minimum: int = 1, quotable: bool = True, size: int = 1) -> Coded:
    """What coders of some answers to one question come to."""
    told = {key: Spoken(TEXT, key, "shu", "officials", "kk", quotable=quotable) for key in codings}
    return coded(
        told,
        codings,
        CODES,
        {("shu", "officials", "kk"): size, ("shu", "officials", "ru"): 9},
        minimum,
    )


def on(theme: str, *places: int, quote: bool = False) -> Marks:
    """A theme on some sentences."""
    return tuple(Mark(*SPANS[place], theme, quote) for place in places)


def test_agreement_is_krippendorffs_alpha_of_sentences() -> None:
    """Four sentences, one theme, one of them marked by one coder alone: alpha is .533…"""
    found = judged({1: {"a": on("goals", 0, 1), "b": on("goals", 0)}})
    goals = next(one for one in found.themes if one.theme == "goals")
    # Coincidences of n = 8: o_11 = 2, o_00 = 4, o_01 = o_10 = 1; n_1 = 3, n_0 = 5;
    # alpha = 1 - (8 - 1) * 1 / (3 * 5).
    assert goals.coding.alpha == pytest.approx(1 - 7 / 15, abs=1e-12)
    assert goals.coding.trust is Trust.POOR
    assert (goals.people, goals.sentences) == (1, 1), "only what both marked counts"
    assert found.whole.alpha == goals.coding.alpha, "with one theme its set is the theme"
    (dispute,) = found.disputes
    assert (dispute.answer, dispute.span) == (1, SPANS[1])
    assert dispute.themes == {"a": ("goals",), "b": ()}
    others = [one for one in found.themes if one.theme != "goals"]
    assert {one.coding.trust for one in others} == {Trust.UNDEFINED}


def test_a_text_of_one_coder_is_no_unit_and_a_third_coder_counts() -> None:
    """What one alone went through says nothing of agreement; of three, all must agree to count."""
    one, two = on("goals", 0, 1), on("goals", 0)
    found = judged({1: {"a": one, "b": one, "c": two}, 2: {"a": one}})
    assert (found.coders, found.texts, found.sentences) == (("a", "b", "c"), 1, 4)
    assert found.themes[1].sentences == 1
    assert judged({1: {"a": one}}).whole.alpha is None


@pytest.mark.parametrize(
    ("changed", "quotations", "withheld"),
    [
        ({}, ["Бірінші."], 0),
        ({"quotable": False}, [], 0),
        ({"size": 4}, [], 1),
    ],
)
def test_a_quotation_needs_leave_and_a_large_group(
    changed: dict[str, int], quotations: list[str], withheld: int
) -> None:
    """It leaves where the person said yes and at least five of the group in the city spoke."""
    asked = {"minimum": 5, "size": 5, **changed}
    marks = on("goals", 0, quote=True)
    found = judged({1: {"a": marks, "b": on("goals", 0)}}, **asked)  # type: ignore[arg-type]
    assert [one.text for one in found.quotations] == quotations
    assert found.withheld == withheld


def test_a_quotation_needs_coders_who_agree() -> None:
    """Neither what one coder alone put under a theme is quoted, nor what nobody chose."""
    both = on("goals", 0, 1, 2)
    found = judged({1: {"a": both, "b": both}})
    assert found.quotations == ()
    alone = judged({1: {"a": on("goals", 0, 3, quote=True), "b": on("goals", 3)}})
    assert alone.themes[1].coding.trust is Trust.POOR
    assert alone.quotations == (), "the theme is agreed on too little"
    many = {key: {"a": both, "b": both} for key in range(2, 9)}
    some = judged({1: {"a": on("goals", 0, 3, quote=True), "b": on("goals", 3)}, **many})
    assert some.themes[1].coding.publishable
    assert [one.text for one in some.quotations] == ["Төртінші."]


# Transcripts


def test_transcripts_come_in_with_all_faults_told() -> None:
    """Lines end alike, a guard goes, empty rows wait; what is wrong is told at once."""
    heads = ["answer", "seconds", "transcript"]
    found = transcripts.table([heads, ["1", "3", "'- Бір\r\nЕкі"], ["2", "4", ""]], {1, 2})
    assert found == {1: "- Бір\nЕкі"}
    with pytest.raises(TableError) as error:
        transcripts.table([heads, ["1", "", "а"], ["1", "", "б"], ["7", "", "в"]], {1, 2})
    assert [(fault.row, fault.column) for fault in error.value.faults] == [
        (3, "answer"),
        (4, "answer"),
    ]
    with pytest.raises(TableError, match="no row is filled in"):
        transcripts.table([heads], {1})


# The project file


@given(
    st.lists(
        st.tuples(marked(), st.dictionaries(st.sampled_from(["a", "b"]), st.booleans())), max_size=3
    )
)
def test_a_project_that_is_written_is_read_as_it_was(
    many: list[tuple[tuple[str, Marks], dict[str, bool]]],
) -> None:
    """Themes, coders, texts and places go out and in again, also those of a coder of no theme."""
    sources = [
        qdpx.Source(
            f"answer-{number}", text, {name: marks if full else () for name, full in who.items()}
        )
        for number, ((text, marks), who) in enumerate(many, start=1)
    ]
    content = qdpx.write("Сауалнама", packaged(), sources, NOW, "kk")
    assert qdpx.read(content, packaged()) == sources
    assert content == qdpx.write("Сауалнама", packaged(), sources, NOW, "kk")


def project(content: bytes) -> tuple[ET.Element, dict[str, bytes]]:
    """A project's XML and its files."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    return ET.fromstring(files["project.qde"]), files


def example() -> bytes:
    """A project of two texts and two coders."""
    text = "Қала 😀🇰🇿 өседі.\nЕкінші жол."
    first = qdpx.Source("answer-1", text, {"a": (Mark(16, 27, "goals", quote=True),), "b": ()})
    return qdpx.write("Сауалнама", packaged(), [first, qdpx.Source("answer-2", "x")], NOW, "kk")


def test_a_project_counts_code_points_and_ends_lines_with_lf() -> None:
    """The zip has project.qde and sources/GUID.txt; places count what Python counts."""
    root, files = project(example())
    space = {"q": qdpx.NAMESPACE}
    source = root.find("q:Sources/q:TextSource", space)
    assert source is not None
    written = files[source.attrib["plainTextPath"].replace("internal://", "sources/")]
    selection = source.find("q:PlainTextSelection", space)
    assert selection is not None
    start, stop = (int(selection.attrib[f"{name}Position"]) for name in ("start", "end"))
    assert written.decode()[start:stop] == "Екінші жол."
    assert b"\r" not in written
    codes = {one.attrib["guid"]: one.attrib["name"] for one in root.iter(f"{qdpx.Q}Code")}
    users = {one.attrib["guid"]: one.attrib["name"] for one in root.iter(f"{qdpx.Q}User")}
    given_by = {
        (users[one.attrib["creatingUser"]], codes[ref.attrib["targetGUID"]])
        for one in root.iter(f"{qdpx.Q}Coding")
        for ref in one
    }
    assert given_by == {("a", "Мақсаттар"), ("a", "quotable"), ("b", "none")}


def test_a_project_of_another_tool_is_read() -> None:
    """Ids in braces and capitals, a mark and CRLF in the text, and codes known by their label."""
    root, files = project(example())
    name = next(name for name in files if name.endswith(".txt") and b"\n" in files[name])
    text = files[name].decode().replace("\n", "\r\n")
    for one in root.iter():
        for key in ("guid", "targetGUID", "creatingUser"):
            if key in one.attrib:
                one.set(key, f"{{{one.attrib[key].upper()}}}")
        if one.tag == f"{qdpx.Q}PlainTextSelection":
            one.set("startPosition", "17")
            one.set("endPosition", "28")
    for code in root.iter(f"{qdpx.Q}Code"):
        old, new = code.attrib["guid"], code.attrib["guid"].replace("8", "9")
        for ref in root.iter(f"{qdpx.Q}CodeRef"):
            if ref.attrib["targetGUID"] == old:
                ref.set("targetGUID", new)
        code.set("guid", new)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("project.qde", ET.tostring(root))
        packed.writestr(name.replace("sources", "Sources"), text.encode("utf-8-sig"))
        for other, data in files.items():
            if other.endswith(".txt") and other != name:
                packed.writestr(other, data)
    assert qdpx.read(content.getvalue(), packaged()) == qdpx.read(example(), packaged())


def test_what_is_no_project_of_ours_is_told() -> None:
    """Neither another file nor a code that the codebook lacks is taken for one."""
    with pytest.raises(qdpx.ProjectError, match="not a REFI-QDA project"):
        qdpx.read(b"PK no", packaged())
    with pytest.raises(qdpx.ProjectError, match="no theme Мақсаттар"):
        qdpx.read(example(), packaged()[:1])


@pytest.mark.skipif(SCHEMA not in os.environ, reason=f"{SCHEMA} does not name Project.xsd")
def test_a_project_is_valid(tmp_path: Path) -> None:
    """It keeps the schema of REFI-QDA's project exchange 1.0."""
    _, files = project(example())
    (tmp_path / "project.qde").write_bytes(files["project.qde"])
    command = ["xmllint", "--nonet", "--noout", "--schema", os.environ[SCHEMA], "project.qde"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_spans_meet_where_they_share_a_character() -> None:
    """A passage that ends where another begins does not meet it."""
    assert not Span(0, 3).meets(Span(3, 5))
    assert Span(0, 3).meets(Span(2, 5))
