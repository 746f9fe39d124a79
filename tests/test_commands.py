from __future__ import annotations

import asyncio
import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from bot.__main__ import main
from bot.console.placard import poster
from bot.emulator import Emulator
from bot.invitations import Invitations
from bot.pictures.page import typefaces
from bot.texts import Texts
from storage.archive import Archive
from storage.models import Wave
from tests import survey
from tests.vectors import CITIES, ELEMENTS, EXPECTATIONS, PROBLEMS, rows, severities, wishes


class Terminal:
    """A terminal in a folder of its own, with the settings of one installation."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.database = folder / "saualnama.sqlite3"
        monkeypatch.chdir(folder)
        monkeypatch.setenv("SAUALNAMA_DATABASE_URL", f"sqlite:///{self.database}")
        self.set = monkeypatch.setenv

    def __call__(self, line: str) -> Result:
        """Run a command."""
        return CliRunner().invoke(main, line.split())

    def says(self, line: str) -> str:
        """What a command that must succeed prints."""
        result = self(line)
        assert result.exit_code == 0, result.output
        return result.output


@pytest.fixture(name="terminal")
def _terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(tmp_path, monkeypatch)


@pytest.fixture(name="surveyed")
def _surveyed(terminal: Terminal) -> Terminal:
    """The 53 synthetic respondents have answered, and nothing is counted yet."""
    terminal.says("wave list")
    archive = Archive(f"sqlite:///{terminal.database}")
    with archive.begin() as connection:
        survey.fill(connection, survey.reference())
    archive.close()
    terminal.says("digest --dry-run")  # counts what is new
    return terminal


def test_every_command_explains_itself() -> None:
    """--help works everywhere and ends well."""

    def walk(words: list[str], command: object) -> None:
        result = CliRunner().invoke(main, [*words, "--help"])
        assert result.exit_code == 0
        assert result.output.strip().startswith("Usage:")
        for name, child in getattr(command, "commands", {}).items():
            walk([*words, name], child)

    walk([], main)


def test_waves_open_and_close(terminal: Terminal) -> None:
    """One wave is open at a time; a closed one is listed with its days."""
    terminal.says("wave open 2026-11")
    refused = terminal("wave open 2026-12")
    assert refused.exit_code == 2
    assert "close it first" in refused.output
    terminal.says("wave close 2026-11")
    terminal.says("wave open 2026-12")
    lines = terminal.says("wave list").splitlines()
    assert [line.split("\t")[0] for line in lines] == ["2026-11", "2026-12"]
    assert lines[1].endswith("open")
    assert terminal("wave close 2025-01").exit_code == 2


def test_scores_are_the_papers_in_each_format(surveyed: Terminal) -> None:
    """Shu has 15/35 and 43 % in the table, the JSON and the CSV."""
    table = surveyed.says("scores --city shu").splitlines()
    assert table[1].split()[:9] == ["2025-05", "shu", "18", "SCRI", "18", "35", "15", "43", "39.8"]
    found = json.loads(surveyed.says("scores --city shu --format json"))
    assert [(row["id"], row["total"], row["percent"]) for row in found] == [
        ("SCRI", 15, 43),
        ("SI", 22, 55),
        ("GC", 24, 60),
    ]
    rows = list(csv.DictReader(io.StringIO(surveyed.says("scores --format csv"))))
    assert len(rows) == 9
    assert surveyed("scores --wave nonesuch").exit_code == 2


def test_a_digest_can_be_read_before_it_is_posted(surveyed: Terminal) -> None:
    """--dry-run prints the digest in the language asked for, and posts nothing."""
    told = surveyed.says("digest --dry-run --language en")
    assert "Civil society representatives: 23 of 30" in told
    assert "43%" in told
    assert "/verify" not in told, "no record holds it, so it has no code"
    with sqlite3.connect(surveyed.database) as connection:
        assert connection.execute("SELECT count(*) FROM digest").fetchone() == (0,)
    connection.close()


def test_a_number_can_be_traced_to_its_counts(surveyed: Terminal) -> None:
    """`scores --explain` prints n, counts a code, formula and result, for an item and an index."""
    told = surveyed.says("scores --explain shu SCRI1")
    assert "people who rated the item, n: 18" in told
    assert "sum of ratings, S: 37" in told
    assert "paper score: half-up(S / n) = half-up(37 / 18) = 2" in told
    assert "95% interval = mean ± t(17) * sd / √n: 1.737" in told
    near_the_end = surveyed.says("scores --explain shu SCRI6")
    assert "p Dirichlet of counts + 0.2: 1.069" in near_the_end
    told = surveyed.says("scores --explain shu SCRI")
    assert "total = 2 + 2 + 2 + 3 + 3 + 1 + 2 = 15" in told
    assert "percent = half-up(100 * 15 / 35) = 43" in told
    assert "index = 100 * (" in told
    assert surveyed("scores --explain shu SCRI9").exit_code == 2
    assert "fewer than 5" in surveyed("scores --explain almaty SCRI").output


def test_languages_are_compared_where_enough_answered(surveyed: Terminal) -> None:
    """`scores --languages` has a row for every item and two languages with 15 people each."""
    rows = json.loads(surveyed.says("scores --languages --format json"))
    assert {row["item"] for row in rows} == {*survey.ITEMS}
    assert all(row["n first"] >= 15 and row["n second"] >= 15 for row in rows)
    assert "not enough answers" in surveyed.says("scores --languages --city shu")


def test_tallies_are_audited(surveyed: Terminal) -> None:
    """`tally verify` is content after a rebuild, and tells a cell that was tampered with."""
    assert "53 responses agree" in surveyed.says("tally verify")
    with sqlite3.connect(surveyed.database) as connection:
        connection.execute("UPDATE tally SET counts = zeroblob(length(counts)) WHERE city = 'shu'")
    connection.close()
    differing = surveyed("tally verify")
    assert differing.exit_code == 1
    assert "shu" in differing.output
    surveyed.says("tally rebuild")
    surveyed.says("tally verify")


def test_an_export_is_never_written_over_another(surveyed: Terminal) -> None:
    """A folder in use is refused with what to do instead."""
    assert "53 responses" in surveyed.says("export data")
    refused = surveyed("export data")
    assert refused.exit_code == 2
    assert "not empty" in refused.output


def test_all_faults_are_told_at_once(terminal: Terminal) -> None:
    """`check` names every setting that is wrong, and never a traceback."""
    terminal.set("SAUALNAMA_TELEGRAM_TOKEN", "123")
    terminal.set("SAUALNAMA_DIGEST_CRON", "often")
    terminal.set("SAUALNAMA_TIMEZONE", "Mars/Olympus")
    terminal.set("SAUALNAMA_VOUCHED_GROUPS", "officials,mayors")
    result = terminal("check")
    assert result.exit_code == 2
    for name in ("TELEGRAM_TOKEN", "DIGEST_CRON", "TIMEZONE", "VOUCHED_GROUPS"):
        assert f"SAUALNAMA_{name}" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", ["run", "invite --city shu"])
def test_a_missing_token_is_one_clear_line(terminal: Terminal, command: str) -> None:
    """Without a token nothing starts, and the line says what to set."""
    result = terminal(command)
    assert result.exit_code == 2
    assert "SAUALNAMA_TELEGRAM_TOKEN" in result.output
    assert len(result.output.splitlines()) == 1


async def test_an_invitation_is_a_link_and_a_code_to_hang_up(terminal: Terminal) -> None:
    """The link opens the bot with what was asked for; a drawing has the code alone, a PDF words."""
    emulator = Emulator()
    await emulator.start()
    terminal.set("SAUALNAMA_TELEGRAM_TOKEN", emulator.token)
    terminal.set("SAUALNAMA_TELEGRAM_API_URL", emulator.address)
    try:
        for name, head in (("code.svg", b"<?xml"), ("code.png", b"\x89PNG"), ("code.pdf", b"%PDF")):
            words = f"invite --city shu --group officials --label akimat --qr {name}"
            said = await asyncio.to_thread(terminal.says, words)
            assert said.splitlines()[0].endswith("?start=shu_officials_akimat")
            assert (terminal.folder / name).read_bytes().startswith(head)
        refused = await asyncio.to_thread(terminal, "invite --city atlantis")
        assert (refused.exit_code, "SAUALNAMA_CITIES" in refused.output) == (2, True)
    finally:
        await emulator.stop()


async def test_single_use_invitations_are_links_one_a_line(terminal: Terminal) -> None:
    """Each opens with the key, no two are alike, nothing else is printed, nothing is stored."""
    emulator = Emulator()
    await emulator.start()
    terminal.set("SAUALNAMA_TELEGRAM_TOKEN", emulator.token)
    terminal.set("SAUALNAMA_TELEGRAM_API_URL", emulator.address)
    terminal.set("SAUALNAMA_SECRET_KEY", "0123456789abcdef")
    terminal.set("SAUALNAMA_VOUCHED_GROUPS", "officials")
    try:
        words = "invite --single-use 20 --group officials --city shu --label akimat"
        lines = (await asyncio.to_thread(terminal.says, words)).splitlines()
        assert len({*lines}) == 20
        for line in lines:
            link, _, payload = line.partition("?start=")
            assert link == f"https://t.me/{emulator.world.bot['username']}"
            found = Invitations(b"0123456789abcdef").open(payload)
            assert found is not None
            assert (found.city, found.group) == ("shu", "officials")
        assert not terminal.database.exists()
        planned = await asyncio.to_thread(terminal, words.replace("officials", "planners"))
        assert "it is open to everybody" in planned.stderr
    finally:
        await emulator.stop()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("--single-use 3", "--single-use needs a --group"),
        ("--single-use 3 --group mayors", "mayors is not a group"),
        ("--single-use 3 --group officials --qr x.pdf", "--qr makes a poster, which is for many"),
        ("--single-use 3 --group officials --label " + "x" * 40, "too many for a link"),
        ("--group officials", "a link for many vouches for nobody"),
    ],
)
def test_an_invitation_that_could_vouch_for_nobody_is_refused(
    terminal: Terminal, line: str, told: str
) -> None:
    """One clear line that says what to do instead."""
    terminal.set("SAUALNAMA_TELEGRAM_TOKEN", "1234567890:" + "t" * 35)
    terminal.set("SAUALNAMA_VOUCHED_GROUPS", "officials")
    refused = terminal(f"invite --city shu {line}")
    assert refused.exit_code == 2
    assert told in refused.output
    assert len(refused.output.splitlines()) == 1


@pytest.mark.parametrize("city", ["shu", "shymkent"])
def test_a_poster_is_one_sheet(city: str) -> None:
    """City, question and code stand on it in three languages, whatever the city's name."""
    texts = Texts()
    says = [texts.speaking(code) for code in texts.languages]
    link = "https://t.me/a_bot_with_a_very_long_name_bot?start=" + "x" * 64
    made = poster(link, city, 60, says, typefaces())
    assert made.count(b"/Type /Page\n") == 1


def test_a_database_that_is_away_is_one_clear_line(terminal: Terminal) -> None:
    """The reason is told, the password is not."""
    terminal.set("SAUALNAMA_DATABASE_URL", "postgresql://u:very-secret@127.0.0.1:1/none")
    terminal.set("SAUALNAMA_SECRET_KEY", "0123456789abcdef")
    result = terminal("wave list")
    assert result.exit_code == 2
    assert "SAUALNAMA_DATABASE_URL" in result.output
    assert "very-secret" not in result.output


def test_the_key_is_made_once_and_kept_close(terminal: Terminal) -> None:
    """The embedded database's key lies beside it, readable by its owner alone."""
    from bot.settings import load

    first = load().key()
    assert load().key() == first
    (key,) = terminal.folder.glob("*.key")
    assert key.stat().st_mode & 0o077 == 0


def test_a_blocks_number_can_be_traced_to_its_counts(surveyed: Terminal) -> None:
    """Items, elements, problems and contrasts: n, counts, formula, result; and all in one table."""
    archive = Archive(f"sqlite:///{surveyed.database}")
    people = {row["respondent_id"]: row for row in rows("vectors_expectation.csv")}
    shu = [row["respondent_id"] for row in survey.reference() if row["city"] == "shu"]
    with archive.begin() as connection:
        connection.execute(update(Wave).values(blocks=f"{EXPECTATIONS.key} {PROBLEMS.key}"))
        survey.fill_block(connection, {w: wishes(people[w]) for w in shu}, EXPECTATIONS.key)
        survey.fill_block(connection, {w: severities(people[w]) for w in shu}, PROBLEMS.key)
    archive.close()
    surveyed.says("digest --dry-run")
    told = surveyed.says("scores --explain shu EX1_importance")
    assert "people who rated the item, n: 18" in told
    assert "counts: 1: " in told
    told = surveyed.says("scores --explain shu healthcare")
    assert "gap = sum of d / n = " in told
    assert "paper score" in surveyed.says("scores --explain shu P6")
    told = surveyed.says("scores --explain shu technology_social")
    assert "difference = -" in told
    assert "healthcare" in surveyed("scores --explain shu nothing").output
    table = json.loads(surveyed.says("scores --balance --format json"))
    gaps = {row["id"]: row for row in table if row["statistic"] == "gap"}
    assert {*gaps} == {*ELEMENTS}
    assert all(row["n"] == 18 for row in gaps.values())
    assert {row["city"] for row in table if row["statistic"] == "contrast"} == {*CITIES}


def test_a_wave_waits_for_the_words_of_what_is_analysed(terminal: Terminal) -> None:
    """A block whose names no text has is refused before anybody answers it, and it says which."""
    folder = terminal.folder / "mine"
    folder.mkdir()
    block = (
        'id = "mine"\nversion = 1\nsource = "x"\n[[section]]\nid = "M"\nsource = "x"\n'
        'items = [{ id = "M1", source = "x" }, { id = "M2", source = "x" }]\n'
        '[[analysis]]\nkind = "severity"\nof = { P1 = ["M1"], noise = ["M2"] }\n'
    )
    (folder / "mine.toml").write_text(block, encoding="utf-8")
    terminal.set("SAUALNAMA_INSTRUMENTS", str(folder))
    refused = terminal("wave open 2026-05")
    assert refused.exit_code != 0
    assert "mine/1: there is no text problem-noise.quoted in kk" in refused.output
    for language in ("kk", "ru", "en"):
        (folder / language).mkdir()
        words = "problem-noise = Noise\n    .quoted = Noise\n"
        (folder / language / "mine.ftl").write_text(words, encoding="utf-8")
    terminal.says("wave open 2026-05")


def _listed(group: click.Group) -> Iterator[tuple[str, str]]:
    """Each command below a group, and what the list of commands says of it at 80 columns."""
    room = 80 - 6 - max(map(len, group.commands))
    for name, command in group.commands.items():
        yield name, command.get_short_help_str(room)
        if isinstance(command, click.Group):
            yield from _listed(command)


def test_a_list_of_commands_says_whole_what_each_is_for() -> None:
    """No line of --help ends in the middle of a sentence."""
    assert [line for line in _listed(main) if not line[1] or line[1].endswith("...")] == []
