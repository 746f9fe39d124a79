from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.texts import LOCALES, Texts
from scoring.documents.note import COLUMNS, Known, Note, message, table
from scoring.documents.profiles import FACETS, profiles
from scoring.tabular import TableError
from storage import catalogues, notes, record
from storage.archive import Archive
from storage.catalogues import IndicatorRow
from storage.notes import NoteError, NoteRow
from storage.people import Person
from tests.databases import DATABASES, migrated
from tests.phone import Phone
from tests.town import Town
from tests.wording import library

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = NOW.date()
KNOWN = Known(("shu", "ayagoz"), ("SCRI1", "H1"))


class Terminal:
    """A terminal in a folder of its own, where tables lie."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *words: str) -> Result:
        return CliRunner().invoke(main, words)

    def says(self, *words: str) -> str:
        result = self(*words)
        assert result.exit_code == 0, result.output
        return result.output

    def lay(self, name: str, *lines: str) -> str:
        """Put a table into the folder."""
        (self.folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return name


@pytest.fixture(name="terminal")
def _terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAUALNAMA_DATABASE_URL", f"sqlite:///{tmp_path / 's.sqlite3'}")
    return Terminal(tmp_path)


@pytest.fixture(name="archive", params=DATABASES)
def _archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    with migrated(request.param, tmp_path) as archive:
        yield archive


# The catalogue

HEADS = "code;area;title_kk;title_ru;title_en;source;focus_a;focus_b"


def indicator(code: str, one: str, other: str) -> str:
    return f"{code};health;Көрсеткіш;Показатель;Indicator;order 1;{one};{other}"


def test_an_empty_catalogue_has_areas_only(terminal: Terminal) -> None:
    """Nothing is invented: no indicator, the paper's areas, and what is assumed is marked."""
    told = terminal.says("catalogue", "list")
    assert "rating-2020\t0 indicators" in told
    assert "area\thealth\thealth\n" in told
    assert "area\ttourism\tbusiness and tourism  (assumed)" in told
    assert "holds no indicator" in terminal.says("catalogue", "show")
    balance = terminal.says("catalogue", "balance")
    assert "nothing that two coders tagged" in balance
    assert "18.2% (among the 110), 15.4% (beside them)" in balance


def test_a_catalogue_is_taken_in_and_shown(terminal: Terminal) -> None:
    """What is imported comes out as it went in, and an import replaces the one before."""
    terminal.says("catalogue", "import", terminal.lay("a.csv", HEADS, indicator("X1", "none", "")))
    rows = [indicator(f"H{n}", "technology", "technology") for n in range(9)]
    rows += [indicator(f"S{n}", "social", "social") for n in range(3)]
    rows += [indicator("D1", "social technology", "social")]
    file = terminal.lay("b.csv", HEADS, *rows)
    assert "13 indicators in rating-2020" in terminal.says("catalogue", "import", file)
    shown = terminal.says("catalogue", "show", "--format", "csv")
    assert shown.replace("\r\n", "\n").replace(",", ";").splitlines() == [HEADS, *rows]
    assert "X1" not in shown
    told = terminal.says("catalogue", "balance")
    assert "technology 9, social 3" in told
    assert "0.5" in told, "(9 - 3) / (9 + 3)"
    assert "focus: tagged differently: D1" in told


def test_shares_are_withheld_from_coders_who_disagree(terminal: Terminal) -> None:
    """Below .67 the command prints alpha and the disputes, and no share."""
    rows = [indicator("A", "technology", "social"), indicator("B", "social", "social")]
    terminal.says("catalogue", "import", terminal.lay("a.csv", HEADS, *rows))
    table = json.loads(
        CliRunner().invoke(main, ["catalogue", "balance", "--format", "json"]).stdout
    )
    assert table[0]["trust"] == "poor"
    assert table[0]["shares"] is None
    assert "agree too little" in terminal.says("catalogue", "balance")


def test_a_workbook_is_read_as_a_table(terminal: Terminal) -> None:
    """Excel's numbers and days come in as the texts that a person sees."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (HEADS, indicator("H1", "technology", "none")):
        sheet.append(line.split(";"))
    book.save(terminal.folder / "a.xlsx")
    assert "1 indicators" in terminal.says("catalogue", "import", "a.xlsx")
    other = openpyxl.Workbook()
    sheet = other.worksheets[0]
    sheet.append(["city", "subject", "dated", "title", "shows", "link"])
    sheet.append(["shu", "SCRI1", datetime(2025, 5, 20), 2025, 4.0, "https://example.org/a"])  # noqa: DTZ001 - Excel knows no zones
    sheet.append([None] * 6)
    other.save(terminal.folder / "n.xlsx")
    terminal.says("notes", "import", "n.xlsx")
    (told,) = json.loads(terminal.says("notes", "list", "--format", "json"))
    assert (told["dated"], told["title"], told["shows"]) == ("2025-05-20", "2025", "4")


def test_all_faults_are_told_and_nothing_is_taken_in(terminal: Terminal) -> None:
    """File, row and column of every fault; the catalogue stays as it was."""
    terminal.says("catalogue", "import", terminal.lay("a.csv", HEADS, indicator("H1", "none", "")))
    file = terminal.lay("b.csv", HEADS, indicator("1", "tech", ""), indicator("H2", "", "both"))
    result = terminal("catalogue", "import", file)
    assert result.exit_code == 2
    assert [line.split(":")[2] for line in result.output.splitlines()] == [
        *(" row 2, code", " row 2, focus_a", " row 3, focus_b"),
    ]
    assert "rating-2020\t1 indicators" in terminal.says("catalogue", "list")


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.txt", b"", "neither .csv nor .xlsx"),
        ("a.csv", "Көрсеткіш".encode("utf-16"), "not UTF-8"),
        ("a.xlsx", b"no workbook", "not an Excel workbook"),
    ],
)
def test_a_file_that_is_no_table_is_told(
    terminal: Terminal, name: str, content: bytes, fault: str
) -> None:
    """One clear line, and what to do."""
    (terminal.folder / name).write_bytes(content)
    result = terminal("catalogue", "import", name)
    assert result.exit_code == 2
    assert fault in result.output


def test_catalogues_stand_beside_each_other(archive: Archive) -> None:
    """Each name holds its own indicators, in their order, with every coder's tags."""
    titles = {"kk": "К", "ru": "П", "en": "I"}
    tags = {("focus", "a"): "social technology", ("focus", "b"): ""}
    one = IndicatorRow("H2", "health", titles, "order 1", tags)
    other = IndicatorRow("H1", "ecology", titles, "order 2")
    with archive.begin() as connection:
        catalogues.replace(connection, "first", [one, other])
        catalogues.replace(connection, "second", [other])
        catalogues.replace(connection, "first", [one, other])
        assert catalogues.names(connection) == {"first": 2, "second": 1}
        assert catalogues.indicators(connection, "first") == [one, other]
        assert catalogues.indicators(connection, "third") == []


# Notes


def test_a_message_is_a_note() -> None:
    """Codes in any order and any case, then title, link, and what it shows."""
    text = "2025-05-20 scri1 SHU\nCoverage report\nhttps://example.org/a\n4G reaches\nnine of ten"
    assert message(text, "", KNOWN, TODAY) == Note(
        city="shu",
        subject="SCRI1",
        dated=date(2025, 5, 20),
        title="Coverage report",
        shows="4G reaches\nnine of ten",
        link="https://example.org/a",
    )


def test_a_file_stands_for_a_link_and_today_for_no_day() -> None:
    """An attached document is source enough."""
    found = message("ayagoz H1\nPlan\nNo sensors yet", "plan.pdf", KNOWN, TODAY)
    assert isinstance(found, Note)
    assert (found.file, found.link, found.dated) == ("plan.pdf", "", TODAY)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", ("city", "subject", "title", "shows", "source")),
        ("shu H9 2025-13-01\nTitle\nhttps://example.org", ("subject", "dated", "shows")),
        ("H1\nTitle\nShows\nhttp://", ("city", "source")),
        ("shu H1 20.05.2025\n" + "x" * 301 + "\nShows\nhttps://example.org", ("dated", "title")),
    ],
)
def test_what_a_note_lacks_is_told_at_once(text: str, wrong: tuple[str, ...]) -> None:
    """Every field that is missing or wrong, not the first alone."""
    assert message(text, "", KNOWN, TODAY) == wrong


def test_a_table_of_notes_tells_all_faults() -> None:
    """By row and column; a note needs a link or a file."""
    good = ["shu", "H1", "2025-05-20", "Title", "Shows", "", "plan.pdf", "A. B."]
    bad = ["Shu", "", "yesterday", "", "", "example.org", "", "x" * 33]
    with pytest.raises(TableError) as told:
        table([[*COLUMNS], good, bad, [*good[:6], "", ""]], KNOWN)
    assert [(fault.row, fault.column) for fault in told.value.faults] == [
        *((3, "city"), (3, "subject"), (3, "dated"), (3, "title"), (3, "shows")),
        *((3, "noted_by"), (3, "link"), (4, "link")),
    ]
    (note,) = table([[*COLUMNS], good], KNOWN)
    assert (note.file, note.noted_by) == ("plan.pdf", "A. B.")


def test_notes_are_taken_in_listed_and_dropped(terminal: Terminal) -> None:
    """All or none come in; a dropped one is gone; an indicator of a catalogue may be meant."""
    terminal.says("catalogue", "import", terminal.lay("a.csv", HEADS, indicator("H1", "none", "")))
    heads = "city,subject,dated,title,shows,link"
    line = "shu,{},2025-05-20,Title,Shows,https://example.org/a"
    file = terminal.lay("n.csv", heads, line.format("H1"), line.format("H9"))
    assert "row 3, subject" in terminal("notes", "import", file).output
    assert "there are no notes" in terminal.says("notes", "list")
    terminal.says("notes", "import", terminal.lay("n.csv", heads, line.format("H1")))
    assert "Title" in terminal.says("notes", "list", "--city", "shu")
    assert "there are no notes" in terminal.says("notes", "list", "--city", "ayagoz")
    assert "note 1 is out" in terminal.says("notes", "drop", "1")
    assert "there is no note 1" in terminal("notes", "drop", "1").output


def note(**values: object) -> NoteRow:
    told: dict[str, object] = {
        "city": "shu",
        "subject": "SCRI1",
        "dated": TODAY,
        **dict.fromkeys(("title", "shows", "link", "file_name", "file_id", "sha256"), ""),
        "noted_by": "",
        "noted_at": NOW,
    }
    return NoteRow(**{**told, **values})  # type: ignore[arg-type]


def test_notes_are_kept_by_their_day(archive: Archive) -> None:
    """The oldest document first; a fetched file has its SHA-256."""
    with archive.begin() as connection:
        late, early = notes.keep(connection, [note(), note(dated=date(2025, 1, 1))])
        notes.fetched(connection, late, "ab" * 32)
        found = notes.every(connection)
        assert [(one.id, one.sha256) for one in found] == [(early, ""), (late, "ab" * 32)]
        with pytest.raises(NoteError):
            notes.drop(connection, 99)


def test_who_leaves_signs_no_note_any_more(archive: Archive) -> None:
    """/withdraw takes a coordinator's signature off; the note is of a document, and stays."""
    mine, other = ("a" * 32, "b" * 32)
    with archive.begin() as connection:
        notes.keep(connection, [note(noted_by=notes.signature(one)) for one in (mine, other)])
        record.forget(connection, Person(mine, 7, "language"), NOW)
        assert [one.noted_by for one in notes.every(connection)] == ["", "coordinator-bbbbbbbb"]


KK = Texts().speaking("kk")
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def test_a_coordinator_notes_in_chat(town: Town) -> None:
    """How to, what is missing, a link, a picture, a further block's; others' words are words."""
    boss = Phone(town.emulator, person=town.coordinator)
    await boss.say("/start")
    await boss.tap(KK("language-name"))
    await boss.say("/note")
    await boss.waits_for(KK("note-help", example="shu SCRI1 2025-05-20"))
    await boss.say("/note shu\nTitle")
    await boss.waits_for(KK("note-lacks"))
    boss.sees(KK("note-fault-subject"), KK("note-fault-shows"), KK("note-fault-source"))
    assert KK("note-fault-city") not in boss.text
    await boss.say("/note shu SCRI1 2025-05-20\nTitle\nhttps://example.org/a\nShows")
    await boss.waits_for(KK("note-kept", number=1))
    town.emulator.send_photo(town.coordinator, PNG, "/note gc5 ayagoz\nPlan\nNo open data yet")
    await boss.waits_for(KK("note-kept", number=2))
    await boss.say("/note shu EX2 2025-05-20\nPlan\nhttps://example.org/b\nHealthcare, both halves")
    await boss.waits_for(KK("note-kept", number=3))
    with town.archive.read() as connection:
        found = {one.id: one for one in notes.every(connection)}
    assert (found[1].link, found[1].sha256) == ("https://example.org/a", "")
    told = (found[2].city, found[2].subject, found[2].title, found[2].shows)
    assert told == ("ayagoz", "GC5", "Plan", "No open data yet")
    assert found[2].sha256 == hashlib.sha256(PNG).hexdigest()
    assert found[1].noted_by == found[2].noted_by != ""
    assert str(town.coordinator.id) not in found[1].noted_by
    boss.hang_up()
    person = town.phone("Айгүл")
    await person.say("/note shu SCRI1\nTitle\nhttps://example.org/a\nShows")
    with town.archive.read() as connection:
        assert len(notes.every(connection)) == 3


def test_notes_stand_beside_the_ratings_in_an_export(terminal: Terminal) -> None:
    """notes.csv holds them, guarded, without Telegram's file id; who noted is for insiders."""
    terminal.says("wave", "list")
    archive = Archive(f"sqlite:///{terminal.folder / 's.sqlite3'}")
    with archive.begin() as connection:
        told = {"title": "=1+1", "file_name": "a.pdf", "file_id": "TELEGRAM", "sha256": "ab" * 32}
        notes.keep(connection, [note(**told, noted_by="coordinator-aaaaaaaa", shows="Shows")])
    archive.close()
    rows = {}
    for tier in ("shared", "internal"):
        terminal.says("export", tier, "--format", "csv", "--tier", tier)
        text = (terminal.folder / tier / "notes.csv").read_text("utf-8")
        assert "TELEGRAM" not in text
        (rows[tier],) = csv.DictReader(io.StringIO(text))
    assert rows["shared"]["title"] == "'=1+1"
    assert (rows["shared"]["noted_by"], rows["internal"]["noted_by"]) == (
        "",
        "coordinator-aaaaaaaa",
    )
    assert rows["shared"]["sha256"] == "ab" * 32
    assert rows["shared"]["noted_on"] == str(TODAY)


# Profiles


@pytest.mark.parametrize("language", LOCALES)
def test_every_profile_has_its_words(language: str) -> None:
    """Each city of the paper's table is told in each language, and no text is left over."""
    wanted = {f"town-{city}.{facet}" for city in profiles() for facet in FACETS}
    told = {key for key in library()[language] if key.startswith("town-") and "." in key}
    assert told == wanted
    say = Texts().speaking(language)
    for one in profiles().values():
        low, high = one.population
        assert f"{low}–{high}" in say("town-population", low=low, high=high)
    assert say("town-doubtful")


def test_a_profile_is_as_printed() -> None:
    """Population as the table has it; the figure that looks like a district's says so."""
    found = profiles()
    assert [one.population for one in found.values()] == [(40, 45), (37, 40), (45, 47)]
    assert [city for city, one in found.items() if one.doubtful] == ["shalkar"]
    assert {one.dated for one in found.values()} == {date(2025, 5, 30)}
