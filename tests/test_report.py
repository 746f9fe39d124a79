"""The report tells what a digest told, as a page and a PDF, whole, in three languages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.digests import captions
from bot.digests.sentences import sentence, spoken
from bot.office import Office
from bot.pictures import draw, page
from bot.reporting import contents, html, pdf, report
from bot.reporting.document import Picture, Points, Report, Table, Words
from bot.settings import Settings
from bot.texts import Texts
from bot.whole import FolderError
from scoring.claims import Part
from scoring.findings import Findings, to_json
from storage import digests, waves
from storage.digests import Edition
from storage.notes import NoteRow
from tests import stories, survey
from tests.survey import countrywide

TEXTS = Texts()
EVERY_LANGUAGE = pytest.mark.parametrize("language", TEXTS.languages)
NOW = datetime(2025, 5, 25, 12, 0, tzinfo=UTC)
EMPTY = {"meta", "img", "br"}
NOTE = NoteRow(
    city="shu",
    subject="SCRI1",
    dated=date(2025, 4, 1),
    title="Plan <2030>",
    shows="Fibre reaches 3 schools & the akimat",
    link="https://example.org/plan?a=1&b=2",
    file_name="",
    file_id="",
    sha256="",
    noted_by="coordinator-12345678",
    noted_at=NOW,
)


def told(found: Findings, language: str, before: Findings | None = None) -> Report:
    edition = Edition(
        found.wave, stories.CODE, to_json(found), to_json(before) if before else None, NOW
    )
    return contents.report(edition, [NOTE], "+7 700", countrywide(TEXTS.speaking(language)))


def written(found: Report) -> Iterator[str]:
    """Every text of a report."""
    yield from (found.title, *found.head)
    for section in found.sections:
        yield section.title
        for block in section.blocks:
            match block:
                case Words(text, _):
                    yield text
                case Points(lines):
                    yield from lines
                case Table(caption, head, rows, _):
                    yield from (caption, *head, *(text for row in rows for text in row))
                case Picture(_, alt):
                    yield alt


class Reader(HTMLParser):
    """Reads a page as strictly as it is written: every element is closed in its place."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1:] != ["style"]:
            self.words.append(data)


def vectors(found: Findings, language: str) -> dict[str, list[str]]:
    say = countrywide(TEXTS.speaking(language))
    return {
        kind: [*map(page.svg, draw.figures(kind, found, say, stories.CODE))]
        for kind in captions.pictures(found)
    }


@cache
def picture() -> bytes:
    """One that a PDF may hold in any place: what is on it is not its rule."""
    (one,) = draw.pictures("cities", stories.three(), TEXTS.speaking("kk"), stories.CODE)
    return one


@EVERY_LANGUAGE
def test_the_page_is_whole_and_needs_nothing_but_itself(language: str) -> None:
    """Every element is closed, tables and pictures are explained, and nothing is fetched."""
    found = stories.three()
    text = html.page(told(found, language), vectors(found, language))
    read = Reader(text)
    names = [tag for tag, _ in read.elements]
    assert dict(read.elements)["html"] == {"lang": language}
    assert names.count("h1") == 1
    assert names.count("table") == names.count("caption") > 0
    assert all(a.get("scope") in {"col", "row"} for tag, a in read.elements if tag == "th")
    pictures = [a for tag, a in read.elements if tag == "img"]
    assert len(pictures) == len(captions.pictures(found))
    for picture in pictures:
        assert (picture["src"] or "").startswith("data:image/svg+xml;base64,")
        assert len(picture["alt"] or "") > 40
    assert not {"script", "link", "iframe", "object"} & set(names)
    assert {"src", "href"} & {k for t, a in read.elements if t != "img" for k in a} == set()
    assert not re.search(r"url\(|@import", text)
    assert "Plan <2030>" in "".join(read.words)
    assert "Fibre reaches 3 schools & the akimat" in "".join(read.words)
    assert NOTE.noted_by not in text


@EVERY_LANGUAGE
def test_every_claim_and_the_papers_numbers_are_told(language: str) -> None:
    """What the digest claims stands in the report, with index, interval, total, percent and n."""
    say = TEXTS.speaking(language)
    for found in (stories.three(), stories.two_waves(), stories.one()):
        texts = set(written(told(found, language)))
        for part in Part:
            claims = [claim for claim in found.claims if claim.part is part]
            assert set(spoken(claims, say)) <= texts
    found = stories.three()
    tables = [b for s in told(found, language).sections for b in s.blocks if isinstance(b, Table)]
    row = next(
        row
        for table in tables
        if table.caption == say("index-SCRI.report")
        for row in table.rows
        if row[0] == say("city-shu")
    )
    told_as = [text.replace(",", ".").replace("\u00a0", "") for text in row[1:]]
    assert told_as[0] == "18"
    assert told_as[2:] == ["43%", "24.8", "18.4–31.2"]
    assert told(found, language).head[-1].endswith(stories.CODE)


@EVERY_LANGUAGE
def test_what_was_asked_and_how_it_was_weighted_are_told_once(language: str) -> None:
    """A reader finds each in one place: about the survey."""
    found, say = stories.three(), TEXTS.speaking(language)
    made = told(found, language)
    whole = "\n".join(written(made))
    (about,) = (one for one in made.sections if one.title == say("digest-about-survey"))
    here = "\n".join(written(replace(made, title="", head=(), sections=(about,))))
    for one in (found.instrument, *found.methods, say("verify-weights")):
        assert (whole.count(one), here.count(one)) == (1, 1), one
    assert say("readme-weights") not in whole


@EVERY_LANGUAGE
def test_what_people_expect_and_the_problems_have_their_tables(language: str) -> None:
    """Elements with both means, gap and quadrant; the groups that may be shown; severities."""
    found, say = stories.balanced(), TEXTS.speaking(language)
    made = told(found, language)
    tables = {b.caption: b for s in made.sections for b in s.blocks if isinstance(b, Table)}
    shu = say("city-shu")
    elements = tables[say("report-expectations", city=shu)]
    numbers = [cell for row in elements.rows for cell in row[1:5]]
    assert any("−" in cell for cell in numbers), "a gap's interval reaches below zero"
    assert not any("-" in cell for cell in numbers), "a minus is no hyphen"
    assert len(elements.rows) == 8
    assert [row[1] for row in elements.rows] == ["53"] * 8
    (safe,) = [row for row in elements.rows if row[0] == say("element-security")]
    assert safe[-1] == say("quadrant-strength")
    groups = tables[say("report-importance-groups", city=shu)]
    assert say("group-society.short") in groups.head
    assert say("group-ict.short") not in groups.head, "four people"
    assert {row[-1] for row in groups.rows} == {"–"}, "a balance would tell of the fifth group"
    grave = tables[say("report-problems", city=shu)]
    assert len(grave.rows) == 7
    kinds = [b.kind for s in made.sections for b in s.blocks if isinstance(b, Picture)]
    assert "expectations" in kinds
    Reader(html.page(made, vectors(found, language)))
    left = next(one for one in found.claims if one.key == "balance-problems-order")
    assert sentence(left, say) in set(written(made))


def test_nothing_is_told_of_few_people() -> None:
    """Below the minimum there is no figure, no count, and no difference that would give one."""
    few = {("shu", "officials"): 2, ("shu", "society"): 9, ("ayagoz", "society"): 3}
    rows = survey.reference()
    found = stories.tell(
        survey.cells(
            {**rows[number], "city": city, "stakeholder_group": group}
            for (city, group), count in few.items()
            for number in range(count)
        )
    )
    made = told(found, "en")
    tables = [block for s in made.sections for block in s.blocks if isinstance(block, Table)]
    sample = tables[0]
    numbers = [int(cell) for row in sample.rows for cell in row[1:-1] if cell != "–"]
    assert numbers
    assert all(number == 0 or number >= found.minimum for number in numbers)
    for table in tables[1:4]:
        (ayagoz,) = [row for row in table.rows if row[0] == "Ayagoz"]
        assert set(ayagoz[1:]) == {"–"}


@pytest.mark.parametrize("story", [stories.many, lambda: stories.told(())])
def test_many_cities_and_none_are_reported(story: object) -> None:
    """Eighty-eight cities have a row each; before the first answer the report says so."""
    assert callable(story)
    found = story()
    made = told(found, "kk")
    Reader(html.page(made, vectors(found, "kk")))
    rows = [len(b.rows) for s in made.sections for b in s.blocks if isinstance(b, Table)]
    assert (88 in rows) == bool(found.figures)
    if not found.figures:
        assert TEXTS.speaking("kk")("digest-empty") in set(written(made))


def test_of_many_cities_a_report_says_what_holds_for_all() -> None:
    """Nobody reads a sentence on each of 88 cities: tables and pictures tell of them."""
    found = stories.many()
    lines = [*written(told(found, "kk"))]
    by_city = [one for one in found.claims if "city" in one.values and one.part is not Part.STATUS]
    assert by_city
    assert not {*spoken(by_city, countrywide(TEXTS.speaking("kk")))} & {*lines}
    few = [one for one in lines if one.endswith(TEXTS.speaking("kk")("digest-few"))]
    assert len(few) == 1  # all cities of too few people in one line
    assert few[0].count(", ") + 1 == sum(not city.shown for city in found.figures)


def test_several_pictures_of_a_kind_are_all_in_the_report() -> None:
    """One stands under the other on the page and in the PDF; words tell of all at the first."""
    found = stories.many()
    made, drawn = told(found, "kk"), vectors(found, "kk")
    text = html.page(made, drawn)
    alts = [a["alt"] for tag, a in Reader(text).elements if tag == "img"]
    assert len(alts) == sum(map(len, drawn.values())) > len(drawn)
    assert len([alt for alt in alts if alt]) == len(drawn)
    several = {kind: [picture()] * len(drawn[kind]) for kind in drawn}
    single = {kind: [picture()] for kind in drawn}
    more, fewer = (
        pdf.document(made, images, page.typefaces(), found.made).count(b"/Type /Page\n")
        for images in (several, single)
    )
    assert more == fewer + len(alts) - len(drawn)


@EVERY_LANGUAGE
def test_the_pdf_keeps_its_letters_and_its_bytes(language: str) -> None:
    """Title, language and bookmarks are set, each letter is embedded, and bytes do not change."""
    from fontTools.ttLib import TTFont

    found = stories.three()
    made = told(found, language)
    images = {kind: [picture()] for kind in captions.pictures(found)}
    first, second = (pdf.document(made, images, page.typefaces(), found.made) for _ in range(2))
    assert first == second
    assert first.startswith(b"%PDF-")
    assert f"/Lang ({language})".encode() in first
    assert first.count(b"/Title") > len(made.sections)  # each has a bookmark
    assert b"http" not in re.sub(rb"stream.*?endstream", b"", first, flags=re.DOTALL)
    for file in page.typefaces():
        glyphs = TTFont(io.BytesIO(file.read_bytes())).getBestCmap()
        signs = {sign for text in written(made) for sign in text} - {"\n"}
        assert {sign for sign in signs if ord(sign) not in glyphs} == set()


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Iterator[Office]:
    with survey.office(tmp_path) as office:
        yield office


def make(office: Office, folder: Path, wave: str | None = None) -> Edition:
    with office.archive.read() as connection:
        return report.write(connection, folder, Settings(), TEXTS.speaking("kk"), wave)


def test_a_report_tells_a_published_digest_whole_or_not_at_all(
    office: Office, tmp_path: Path
) -> None:
    """No wave, no digest, a folder in use are refused; what came after a digest is not told."""
    with pytest.raises(report.ReportError, match="wave open NAME"):
        make(office, tmp_path / "out")
    with office.archive.begin() as connection:
        survey.fill(connection, survey.reference())
    with pytest.raises(report.ReportError, match="saualnama digest"):
        make(office, tmp_path / "out")
    with pytest.raises(waves.WaveError, match="no wave 1999"):
        make(office, tmp_path / "out", "1999")
    with office.archive.begin() as connection:
        wave = waves.latest(connection)
        assert wave
        assert office.claim(connection, "", "asked", wave, NOW)
        (edition,) = digests.every(connection)
    assert make(office, tmp_path / "out").code == edition.code
    with office.archive.begin() as connection:
        more = [{**row, "respondent_id": f"n{n}"} for n, row in enumerate(survey.reference())]
        survey.fill(connection, [{**row, "wave": "later"} for row in more])
        office.apply_all(connection)
    make(office, tmp_path / "again", wave.name)
    names = [report.PAGE, report.PAPER]
    for name in names:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names
    with pytest.raises(FolderError, match="is not empty"):
        make(office, tmp_path / "out")
    assert not list(tmp_path.glob(".out-*"))
