"""Interviews after they were given: typed and coded in chat and by sheets, agreed on, exchanged."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, insert, select

from bot.__main__ import main
from bot.console import desk
from bot.emulator import Message
from bot.interviews import qdpx
from bot.interviews.gathering import codebook, transcribed
from bot.reporting import report
from bot.settings import load
from bot.texts import LOCALES, Say
from scoring.interviews.themes import packaged
from storage import interviews, waves
from storage.archive import Archive
from storage.interviews import Work
from storage.models import (
    Base,
    Coding,
    OpenAnswer,
    Passage,
    Response,
    Theme,
    Transcript,
    Workplace,
)
from tests.databases import DATABASES, migrated
from tests.phone import Phone
from tests.survey import BEGUN, fill, reference
from tests.test_export import valid
from tests.town import TEXTS, Town, send_core

KK = TEXTS.speaking("kk")
CODED = (Transcript, Coding, Passage, Workplace)


def boss(town: Town) -> Phone:
    """The coordinator, who never began the questionnaire."""
    phone = Phone(town.emulator, person=town.coordinator)
    town.phones.append(phone)
    return phone


async def tell(town: Town, phone: Phone, say: Say, *said: str | bytes, quote: str = "yes") -> None:
    """Somebody answers the interview: the first open question in messages, the rest skipped."""
    await send_core(phone, say, town, group="officials")
    await phone.tap(say("instrument-interview-2022.short"))
    await phone.tap(say("IV1-decide"))
    for one in said:
        await (phone.say(one) if isinstance(one, str) else phone.speak(one))
    await phone.tap(say("button-next"))
    await phone.tap(say("button-skip"))
    await phone.tap(say("IV4-unsure"))
    await phone.tap(say("button-skip"))
    await phone.tap(say("button-skip"))
    await phone.tap(say("button-next"))
    await phone.tap(say("button-skip"))
    await phone.tap(say("button-refuse"))
    await phone.tap(say("button-skip"))
    phone.sees(say("IV13.question"))
    await phone.tap(say(f"IV13-{quote}"))
    await phone.tap(say("button-send"))
    phone.sees(say("done-thanks"))
    assert town.worker is not None
    await town.worker.clock.fetch()


def played(phone: Phone) -> list[Message]:
    """The voices that the bot has sent."""
    return [m for m in phone.messages if m.sender is None and "voice" in m.content]


def kept(town: Town) -> list[tuple[int, str]]:
    """The transcripts of the record."""
    query = select(Transcript.open_answer_id, Transcript.text).order_by(Transcript.open_answer_id)
    return [(row.open_answer_id, row.text) for row in town.read(lambda c: c.execute(query).all())]


def marks(town: Town) -> list[tuple[int, int, int, str, bool]]:
    """The passages of the record."""
    query = select(Coding.open_answer_id, Passage.start, Passage.stop, Passage.theme, Passage.quote)
    joined = query.join(Passage, Passage.coding_id == Coding.id).order_by(Coding.id, Passage.start)
    return [tuple(row) for row in town.read(lambda c: c.execute(joined).all())]  # type: ignore[misc]


async def test_a_coordinator_types_voices_in_chat(town: Town) -> None:
    """The voice is played, the next messages are its transcript, and it can be typed anew."""
    await tell(town, town.phone(), KK, b"OggS one", b"OggS two")
    phone = boss(town)
    await phone.say("/status")
    phone.sees(KK("desk-waiting", count=2))
    await phone.say("/transcribe")
    (first,) = played(phone)
    sound = town.emulator.world.files[first.content["voice"]["file_id"]]
    assert sound.data == b"OggS one"
    phone.sees(KK("desk-title", number=1, item=KK("IV2.short")), KK("desk-voice-how", count=2))
    await phone.say("Кала шешеді.")
    phone.sees(KK("desk-transcript", number=1), "Кала шешеді.")
    await phone.say("Соңғы сөз — әкімде 😀")
    phone.sees("Кала шешеді.\nСоңғы сөз — әкімде 😀")
    assert kept(town) == [(1, "Кала шешеді.\nСоңғы сөз — әкімде 😀")]
    await phone.tap(KK("desk-anew"))
    phone.sees(KK("desk-voice-again"))
    await phone.say("Қала шешеді.")
    assert kept(town) == [(1, "Қала шешеді.")]
    await phone.tap(KK("desk-next"))
    assert town.emulator.world.files[played(phone)[-1].content["voice"]["file_id"]].data.endswith(
        b"two"
    )
    await phone.say("Екінші.")
    await phone.tap(KK("desk-next"))
    phone.sees(KK("desk-empty", voices=0, texts=2))
    await phone.say("/status")
    assert "/transcribe" not in phone.text, "nothing waits any more"
    await phone.say("/transcribe 1")
    phone.sees(KK("desk-voice-again"))
    await phone.tap(KK("desk-rest"))
    phone.sees(KK("desk-empty", voices=0, texts=2))
    await phone.say("Бос сөз")
    assert kept(town) == [(1, "Қала шешеді."), (2, "Екінші.")], "nothing was in hand"


async def test_what_is_typed_at_once_is_heard_once(town: Town) -> None:
    """In one batch with the command the next message is its transcript; twice delivered, once."""
    await tell(town, town.phone(), KK, b"OggS one")
    phone = boss(town)
    await phone.say("/help")
    assert town.worker is not None
    chat = {"id": town.coordinator.id, "type": "private"}
    about = {"chat": chat, "from": {"id": town.coordinator.id, "is_bot": False, "first_name": "К"}}
    batch = [
        {"update_id": 10**9 + number, "message": {**about, "message_id": number, "text": text}}
        for number, text in enumerate(("/transcribe", "Бірінші.", "Екінші."), start=1)
    ]
    await town.worker.take(batch)
    await town.worker.take(batch)
    assert kept(town) == [(1, "Бірінші.\nЕкінші.")]
    await phone.waits_for("Бірінші.\nЕкінші.")


async def test_what_a_coordinator_answers_as_a_person_is_no_transcript(town: Town) -> None:
    """With nothing in hand, words go to the questionnaire; others' commands do nothing."""
    phone = boss(town)
    await tell(town, phone, KK, "Менің жауабым")
    assert town.read(lambda c: [row.text for row in interviews.texts(c)]) == ["Менің жауабым"]
    stranger = town.phone("Бөтен")
    await stranger.say("/code")
    await stranger.say("/transcribe 1")
    assert [town.read(lambda c, t=t: c.execute(select(t)).all()) for t in CODED] == [[]] * 4  # type: ignore[misc]


@pytest.mark.parametrize("language", LOCALES)
async def test_a_coordinator_codes_by_sentences_in_chat(town: Town, language: str) -> None:
    """Sentences and themes are tapped, shown, taken back; done, the next text comes."""
    say = TEXTS.speaking(language)
    text = "Әкімдік шешеді 😀. Тұрғындар қатыспайды! Ақша жоқ."
    await tell(town, town.phone(language_code=language), say, text, "Екінші жауап.")
    phone = boss(town)
    await phone.say("/start")
    await phone.tap(say("language-name"))
    await phone.say("/code")
    phone.sees("▸ 1. Әкімдік шешеді 😀.", "3. Ақша жоқ.", say("desk-code-how", count=2))
    label = {"kk": "Шешім қалай", "ru": "Как принимаются", "en": "How planning"}[language]
    part = {"kk": "Тұрғындардың", "ru": "Участие", "en": "Citizens"}[language]
    await phone.tap(label)
    assert marks(town) == [(1, 0, 17, "decisions", False)]
    await phone.tap("2")
    await phone.tap(part)
    await phone.tap(say("desk-quote"))
    phone.sees("▸ 2. Тұрғындар қатыспайды! — ", "❝")
    await phone.tap("3")
    await phone.tap(part)
    await phone.tap(part)
    assert marks(town) == [(1, 0, 17, "decisions", False), (1, 18, 39, "citizens", True)]
    assert town.read(lambda c: interviews.codings(c, 1)) == {}, "not done, it counts nowhere"
    await phone.tap(say("desk-coded"))
    phone.sees("▸ 1. Екінші жауап.", say("desk-code-how", count=1))
    await phone.tap(say("desk-coded"))
    phone.sees(say("desk-empty", voices=0, texts=0))
    ((coder, places),) = town.read(lambda c: interviews.codings(c, 1))[2].items()
    assert places == [], "a text without a theme was coded, too"
    assert coder.startswith("coordinator-")
    assert len(coder) > len("coordinator-")
    await phone.say("/code 1")
    phone.sees("2. Тұрғындар қатыспайды! — ")
    await phone.tap(say("desk-rest"))
    phone.sees(say("desk-empty", voices=0, texts=0))
    assert set(town.read(lambda c: interviews.codings(c, 1))) == {1, 2}, "looking changes nothing"


async def test_an_old_button_and_a_foreign_one_change_nothing(town: Town) -> None:
    """A button of a text that is no longer in hand, or somebody else's, marks nothing."""
    await tell(town, town.phone(), KK, "Бірінші.", "Екінші.")
    phone = boss(town)
    await phone.say("/code")
    old = phone.message
    data = next(
        b["callback_data"] for row in old.keyboard for b in row if "put:" in b["callback_data"]
    )
    await phone.tap(KK("desk-skip"))
    phone.sees("Екінші.")
    await phone.press(old.id, data)
    assert marks(town) == []
    thief = town.phone("Бөтен")
    await thief.say("/start")
    await thief.press(thief.message.id, data, changes=False)
    assert marks(town) == []


async def test_a_long_answer_is_coded_through_a_window(town: Town) -> None:
    """However many sentences an answer has, the screen holds those around the one in hand."""
    text = " ".join(f"Сөйлем №{number} осы." for number in range(200))
    await tell(town, town.phone(), KK, text)
    phone = boss(town)
    await phone.say("/code")
    for _ in range(3):
        last = phone.buttons[2][-1]
        await phone.tap(last)
        phone.sees(f"▸ {last}. ", "…\n")
    assert len(phone.text) < 4096
    await phone.tap("Мақсаттар")
    assert text[slice(*marks(town)[0][1:3])] == f"Сөйлем №{int(last) - 1} осы."


async def test_withdrawing_takes_transcripts_and_codes_along(town: Town) -> None:
    """Shown in /mydata while they are kept; gone from every table and file after /withdraw."""
    person = town.phone("Меруерт")
    await tell(town, person, KK, b"OggS marked voice", "Ерекше жауап бар.")
    phone = boss(town)
    await phone.say("/transcribe")
    await phone.say("Айрықша дауыс айтты.")
    await phone.say("/code")
    await phone.tap("Мақсаттар")
    await phone.tap(KK("desk-coded"))
    with town.archive.begin() as connection:
        interviews.quote(connection, {1})
    await person.say("/mydata")
    await person.waits_for(KK("mydata-title"))
    shown = {"item": KK("IV2.short"), "text": "Айрықша дауыс айтты."}
    person.sees(KK("mydata-transcript", **shown), KK("mydata-passages", count=1))
    document = next(m for m in reversed(person.messages) if "document" in m.content)
    told = json.loads(town.emulator.world.files[document.content["document"]["file_id"]].data)
    (voice, written) = told["sheets"][1]["messages"]
    assert voice["transcript"] == "Айрықша дауыс айтты."
    assert voice["passages"] == [{"start": 0, "stop": 20, "theme": "goals", "quote": False}]
    assert (written["transcript"], written["passages"]) == (None, [])
    assert (voice["quoted"], written["quoted"]) == (True, False)

    marks_left = ("Айрықша дауыс", "Ерекше жауап", "marked voice")
    files = [path for path in town.folder.rglob("*") if path.is_file()]
    assert any(marks_left[0].encode() in path.read_bytes() for path in files), "the search finds"
    await person.say("/withdraw")
    await person.tap(KK("withdraw-yes"))
    assert town.worker is not None
    await town.worker.clock.tick()
    left = [
        (table.name, mark)
        for table in Base.metadata.sorted_tables
        for row in town.read(lambda c, t=table: list(c.execute(select(t)).all()))  # type: ignore[misc]
        for mark in marks_left
        if mark in repr(row)
    ]
    assert left == []
    assert [town.read(lambda c, t=t: c.execute(select(t)).all()) for t in CODED] == [[]] * 4  # type: ignore[misc]
    found = [
        (path.name, mark)
        for path in town.folder.rglob("*")
        if path.is_file()
        for mark in marks_left
        if mark.encode() in path.read_bytes()
    ]
    assert found == []


async def test_a_coordinator_who_leaves_leaves_a_coder_without_a_name(town: Town) -> None:
    """What they typed and coded stays, under a name that leads to nobody."""
    await tell(town, town.phone(), KK, b"OggS one", "Жауап.")
    phone = boss(town)
    await phone.say("/start")
    await phone.tap(KK("language-name"))
    await phone.say("/transcribe")
    await phone.say("Айтылды.")
    await phone.say("/code")
    await phone.tap(KK("desk-coded"))
    (before,) = town.read(lambda c: interviews.codings(c, 1))[1]
    await phone.say("/withdraw")
    await phone.tap(KK("withdraw-yes"))
    (after,) = town.read(lambda c: interviews.codings(c, 1))[1]
    assert after.startswith("coder-")
    assert before not in after
    signed = town.read(lambda c: c.execute(select(Transcript)).one())
    assert (signed.text, signed.transcribed_by) == ("Айтылды.", "")
    assert town.read(lambda c: c.execute(select(Workplace)).all()) == []


async def test_answers_taken_back_take_their_codes_along(town: Town) -> None:
    """Who clears an open answer clears what was made of it."""
    person = town.phone()
    await send_core(person, KK, town, group="officials")
    await person.tap(KK("instrument-interview-2022.short"))
    await person.tap(KK("IV1-decide"))
    await person.say("Жауап.")
    phone = boss(town)
    await phone.say("/code")
    await phone.tap("Мақсаттар")
    assert len(marks(town)) == 1
    await person.tap(KK("button-clear"))
    assert [town.read(lambda c, t=t: c.execute(select(t)).all()) for t in CODED] == [[]] * 4  # type: ignore[misc]
    assert town.read(lambda c: c.execute(select(OpenAnswer)).all()) == []
    await phone.say("/code")
    phone.sees(KK("desk-empty", voices=0, texts=0))


# On the command line


class Terminal:
    """A terminal in the folder of a town whose bot has ended."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *words: str) -> Result:
        return CliRunner().invoke(main, ["interviews", *words])

    def says(self, *words: str) -> str:
        result = self(*words)
        assert result.exit_code == 0, result.output
        return result.output

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a sheet."""
        with (self.folder / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def lay(self, name: str, rows: list[dict[str, str]]) -> str:
        """Put a sheet into the folder."""
        with (self.folder / name).open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
        return name


@pytest.fixture(name="terminal")
def _terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    database = f"sqlite:///{tmp_path / 'saualnama.sqlite3'}"
    monkeypatch.setenv("SAUALNAMA_DATABASE_URL", database)
    return Terminal(tmp_path)


def code(
    rows: list[dict[str, str]], themes: dict[str, str], quote: str = ""
) -> list[dict[str, str]]:
    """A sheet with themes put on sentences by their beginning; `quote` is what may be quoted."""
    return [
        {
            **row,
            "themes": next((t for p, t in themes.items() if row["passage"].startswith(p)), ""),
            "quote": "yes" if quote and row["passage"].startswith(quote) else "",
        }
        for row in rows
    ]


async def test_sheets_go_out_and_come_in(town: Town, terminal: Terminal) -> None:
    """Voices and sentences are typed and coded in sheets by two, and agreement is printed."""
    for number in range(5):
        phone = town.phone(f"{number}")
        await tell(town, phone, KK, "=Мақсат — су. Ақша жоқ.", b"OggS %d" % number)
    await town.stop()
    assert "5 voice messages" in terminal.says(
        "transcripts", "export", "voices.csv", "--voices", "sound"
    )
    assert (terminal.folder / "sound" / "answer-2.oga").read_bytes() == b"OggS 0"
    rows = terminal.rows("voices.csv")
    assert rows[0]["item"] == "IV2"
    typed = [{**row, "transcript": "- Жоспар бар."} for row in rows[:4]]
    told = terminal.says("transcripts", "import", terminal.lay("typed.csv", typed), "--by", "aigul")
    assert "4 transcripts kept" in told
    terminal.says("transcripts", "export", "again.csv", "--all")
    assert [row["transcript"] for row in terminal.rows("again.csv")] == ["'- Жоспар бар."] * 4 + [
        ""
    ]
    assert "4 transcripts" in terminal.says("transcripts", "import", "again.csv", "--by", "aigul")

    assert "9 texts" in terminal.says("codes", "export", "a.csv", "--coder", "a")
    blank = terminal.rows("a.csv")
    assert [row["passage"] for row in blank[:3]] == [
        "'=Мақсат — су.",
        "Ақша жоқ.",
        "'- Жоспар бар.",
    ]
    themes = {"'=Мақсат": "goals", "Ақша": "conditions", "'- Жоспар": "none"}
    first = terminal.lay("a.csv", code(blank, themes, quote="Ақша"))
    second = terminal.lay("b.csv", code(blank, {**themes, "'- Жоспар": "plans"}))
    assert "9 texts coded by a: 10 marks" in terminal.says("codes", "import", first, "--coder", "a")
    terminal.says("codes", "import", second, "--coder", "b")
    terminal.says("codes", "export", "mine.csv", "--coder", "a")
    mine = {
        (row["answer"], row["start"], row["themes"], row["quote"])
        for row in terminal.rows("mine.csv")
    }
    assert mine == {
        (r["answer"], r["start"], r["themes"], r["quote"]) for r in terminal.rows("a.csv")
    }
    table = json.loads(
        CliRunner().invoke(main, ["interviews", "agreement", "--format", "json"]).stdout
    )
    judged = {row["theme"]: (row["alpha"], row["trust"], row["people"]) for row in table}
    assert judged["goals"] == ("1.000", "good", 5)
    assert judged["conditions"] == ("1.000", "good", 5)
    assert judged["plans"][1:] == ("poor", 0)
    assert judged["indicators"] == (None, "undefined", 0)
    told = terminal.says("agreement")
    assert "a, b: 14 sentences of 9 texts" in told
    assert "a: -; b: plans: - Жоспар бар." in told
    quoted = json.loads(
        CliRunner().invoke(main, ["interviews", "quotations", "--format", "json"]).stdout
    )
    assert [row["text"] for row in quoted] == ["Ақша жоқ."] * 5
    assert {row["theme"] for row in quoted} == {"conditions"}


async def test_a_project_goes_out_and_comes_in(town: Town, terminal: Terminal) -> None:
    """A coder may work in another tool: the .qdpx that comes back holds the same marks."""
    await tell(town, town.phone(), KK, "Ұзақ 😀 жол.\nЕкінші қатар.", "Жоқ.")
    await town.stop()
    terminal.says("codes", "export", "a.csv", "--coder", "a")
    themes = {"Ұзақ": "goals plans", "Жоқ": "none"}
    sheet = terminal.lay("a.csv", code(terminal.rows("a.csv"), themes, quote="Ұзақ"))
    terminal.says("codes", "import", sheet, "--coder", "a")
    assert "2 texts in a.qdpx" in terminal.says("codes", "export", "a.qdpx", "--coder", "a")
    assert "2 texts coded by b: 2 marks" in terminal.says(
        "codes", "import", "a.qdpx", "--coder", "b"
    )
    with town.archive.read() as connection:
        found = interviews.codings(connection, 1)
    assert [own["a"] == own["b"] for own in found.values()] == [True, True]
    assert found[1]["a"] == [(0, 11, "goals", True), (0, 11, "plans", True)]
    assert terminal("codes", "import", "nothing.qdpx", "--coder", "b").exit_code == 2


async def test_the_codebook_has_versions(town: Town, terminal: Terminal) -> None:
    """An import that changes nothing is no new version; what was coded stays with its own."""
    await tell(town, town.phone(), KK, "Жауап.")
    await town.stop()
    shown = CliRunner().invoke(main, ["interviews", "themes", "show", "--format", "csv"])
    assert "the packaged codebook" in shown.stderr
    assert "decisions,Шешім" in shown.stdout
    assert "6 themes in themes.csv" in terminal.says("themes", "export", "themes.csv")
    assert "6 themes, version 1" in terminal.says("themes", "import", "themes.csv")
    terminal.says("codes", "export", "a.csv", "--coder", "a")
    terminal.lay("a.csv", code(terminal.rows("a.csv"), {"Жауап": "goals"}))
    terminal.says("codes", "import", "a.csv", "--coder", "a")
    assert "version 1" in terminal.says("themes", "import", "themes.csv")
    rows = terminal.rows("themes.csv")
    changed = [{**row, "theme": "aims"} if row["theme"] == "goals" else row for row in rows]
    assert "version 2" in terminal.says("themes", "import", terminal.lay("new.csv", changed))
    assert "aims" in terminal.says("themes", "show")
    refused = terminal("codes", "import", "a.csv", "--coder", "a")
    assert refused.exit_code == 2
    assert "unknown theme goals; choose from decisions, aims" in refused.output
    with town.archive.read() as connection:
        assert interviews.codings(connection, 1) == {1: {"a": [(0, 6, "goals", False)]}}
        assert interviews.codings(connection, 2) == {}
        assert len(connection.execute(select(Theme)).all()) == 12
    assert "no text yet" in terminal.says("agreement")


def test_nobody_codes_before_anybody_speaks(terminal: Terminal) -> None:
    """Without an interview the commands say so, and a bad name of a coder is refused."""
    assert "0 voice messages" in terminal.says("transcripts", "export", "v.csv")
    assert "0 texts" in terminal.says("codes", "export", "c.csv", "--coder", "a")
    assert "no text yet" in terminal.says("agreement")
    assert "no passage" in terminal.says("quotations")
    assert terminal("codes", "export", "c.csv", "--coder", "A B").exit_code == 2
    (terminal.folder / "bad.csv").write_text("answer,transcript\n9,а\n", encoding="utf-8")
    refused = terminal("transcripts", "import", "bad.csv", "--by", "a")
    assert refused.exit_code == 2
    assert "bad.csv: row 2, answer: '9' is no voice message" in refused.output


# Exports


async def test_all_is_told_to_the_team_and_only_quotations_to_others(
    town: Town, terminal: Terminal
) -> None:
    """Transcripts, codes and a project for the team; what may be quoted, and no id, for all."""
    for number in range(5):
        quote = "no" if number == 4 else "yes"
        said = ("Мақсат — су 😀. Ақша жоқ.", b"OggS %d" % number)
        await tell(town, town.phone(f"{number}"), KK, *said, quote=quote)
    await town.stop()
    terminal.says("transcripts", "export", "v.csv")
    typed = [{**row, "transcript": "=Жоспар бар."} for row in terminal.rows("v.csv")]
    terminal.says("transcripts", "import", terminal.lay("v.csv", typed), "--by", "aigul")
    for coder in ("a", "b"):
        terminal.says("codes", "export", f"{coder}.csv", "--coder", coder)
        themes = {"Мақсат": "goals", "Ақша": "conditions", "'=Жоспар": "none"}
        marked = code(terminal.rows(f"{coder}.csv"), themes, quote="Ақша")
        terminal.says("codes", "import", terminal.lay(f"{coder}.csv", marked), "--coder", coder)
    with desk.office(load()) as office, office.archive.begin() as connection:
        wave = waves.latest(connection)
        assert wave is not None
        office.claim(connection, "", "asked", wave, BEGUN)
        report.claim(connection, office.settings, None)
    for tier in ("shared", "internal"):
        done = CliRunner().invoke(main, ["export", tier, "--tier", tier, "--format", "csv"])
        assert done.exit_code == 0, done.output
        assert valid(terminal.folder / tier) == []

    shared = terminal.folder / "shared"
    assert {"quotations.csv", "themes.csv"} <= {path.name for path in shared.iterdir()}
    told = "".join(path.read_text("utf-8") for path in shared.iterdir())
    assert "Мақсат — су" not in told
    assert "Жоспар бар" not in told
    assert not list(shared.glob("voice-*"))
    assert not list(shared.glob("*.qdpx"))
    quoted = terminal.rows("shared/quotations.csv")
    assert [row["passage"] for row in quoted] == ["Ақша жоқ."] * 4, "one of the five said no"
    assert set(quoted[0]) == {"number", "city", "stakeholder_group", "theme", "passage"}
    assert "IV13" not in terminal.rows("shared/interview-2022.csv")[0]
    assert {row["IV13"] for row in terminal.rows("internal/interview-2022.csv")} == {"1", "2"}

    spoken = terminal.rows("internal/transcripts.csv")
    assert [row["transcript"] for row in spoken] == ["'=Жоспар бар."] * 5
    open_answers = {
        (row["response_id"], row["item"], row["ordinal"])
        for row in terminal.rows("internal/open_answers.csv")
    }
    codes = terminal.rows("internal/codes.csv")
    places = {(row["response_id"], row["item"], row["ordinal"]) for row in codes}
    assert places == open_answers
    assert len(codes) == 2 * 5 * 3
    project = (terminal.folder / "internal" / "interviews.qdpx").read_bytes()
    sources = qdpx.read(project, packaged())
    assert {source.name for source in sources} == {"-".join(place) for place in places}
    again = {
        (source.name, coder, mark.start, mark.stop, mark.theme, mark.quote)
        for source in sources
        for coder, own in source.marks.items()
        for mark in own
    }
    assert again == {
        (
            "-".join((row["response_id"], row["item"], row["ordinal"])),
            row["coder"],
            int(row["start"]),
            int(row["end"]),
            row["theme"],
            row["quote"] == "true",
        )
        for row in codes
        if row["theme"] != "none"
    }
    text = "Мақсат — су 😀. Ақша жоқ."
    for row in codes:
        if row["theme"] != "none":
            assert text[int(row["start"]) : int(row["end"])] == row["passage"]


# The record


@pytest.fixture(name="archive", params=DATABASES)
def _archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    with migrated(request.param, tmp_path) as archive:
        yield archive


def test_both_databases_keep_the_same(archive: Archive) -> None:
    """Transcripts and marks take the place of those before, and go with their answer."""
    with archive.begin() as connection:
        fill(connection, reference()[:1])
        response = connection.scalars(select(Response.id)).one()
        about = {"response_id": response, "item": "IV2", "language": "kk", "given_at": BEGUN}
        for ordinal, kind in ((1, "voice"), (2, "text")):
            text = "Жауап." if kind == "text" else None
            values = {**about, "ordinal": ordinal, "kind": kind, "text": text}
            connection.execute(insert(OpenAnswer).values(values))
    with archive.begin() as connection:
        assert [row.id for row in interviews.voices(connection, waiting=True)] == [1]
        for text in ("Кала.", "Қала."):
            transcribed(connection, 1, text, "coordinator-a", BEGUN)
        version = codebook(connection)
        for theme in ("goals", "plans"):
            marked = {1: [(0, 5, theme, True)], 2: []}
            interviews.code(connection, marked, version, "coordinator-a", BEGUN)
        transcribed(connection, 1, "Иә. Қала!", "coordinator-a", BEGUN)
        interviews.take(connection, "aaaa", Work("code", 1, 0))
        interviews.take(connection, "aaaa", Work("code", 1, 3))
    with archive.begin() as connection:
        found = interviews.codings(connection, version)
        assert found == {1: {"coordinator-a": [(4, 9, "plans", True)]}, 2: {"coordinator-a": []}}
        assert interviews.work(connection, "aaaa") == Work("code", 1, 3)
        assert interviews.uncoded(connection, version, "coordinator-a") == []
        assert interviews.uncoded(connection, version, "b") == [1, 2]
        assert list(interviews.people(connection).values()) == [1]
        interviews.forget(connection, "aaaa", "coordinator-a", "coder-1")
        assert interviews.coders(connection, 1) == [(version, "coder-1")]
        connection.execute(delete(OpenAnswer))
        assert [connection.execute(select(table)).all() for table in CODED] == [[]] * 4
