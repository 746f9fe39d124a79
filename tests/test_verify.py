"""Whoever has a digest's code sees what stands behind it, and can compute it again."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from contextlib import redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from bot.__main__ import main
from bot.exporting.scripts import recompute as scripts
from bot.office import Office
from scoring.findings import from_json
from storage import digests, waves
from storage.digests import Edition
from storage.models import Digest, Response
from tests import survey
from tests.town import TEXTS, Town

NOW = datetime(2025, 5, 25, 12, 0, tzinfo=UTC)


def post(office: Office) -> Edition:
    """The 53 synthetic respondents' digest of the closed wave, as it would be posted."""
    with office.archive.begin() as connection:
        survey.fill(connection, survey.reference())
        found = waves.latest(connection)
        assert found
        waves.end(connection, found.name, NOW)
        closed = waves.latest(connection)
        assert closed
        assert office.claim(connection, "-1", "asked", closed, NOW)
        return next(digests.every(connection))


def exported(office: Office, folder: Path, tier: str = "shared") -> Path:
    survey.exported(office, folder, NOW, tier=tier)
    return folder


def recompute(folder: Path, code: str) -> tuple[int, str]:
    """What the export's own script says of a code."""
    with redirect_stdout(io.StringIO()) as said:
        status = scripts.verify(folder, code)
    return status, said.getvalue()


def alone(folder: Path, code: str) -> tuple[int, str]:
    """The same, as the export holds it, without anything of ours beside it."""
    done = subprocess.run(
        [sys.executable, str(folder / "recompute.py"), "--verify", code, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    return done.returncode, done.stdout


async def test_anybody_looks_behind_a_digest_in_their_language(town: Town) -> None:
    """The code, sent to the bot in private, gives hash, questionnaire, methods, weights and n."""
    assert town.worker
    with town.archive.begin() as connection:
        wave = waves.latest(connection)
        assert wave
        survey.fill(connection, [{**row, "wave": "other"} for row in survey.reference()])
        connection.execute(update(Response).values(wave_id=wave.id))
        assert town.worker.office.claim(connection, str(town.channel), "asked", wave, NOW)
        edition = next(digests.every(connection))
    found = from_json(edition.content)
    for language in TEXTS.languages:
        say = TEXTS.speaking(language)
        phone = town.phone(language_code=language)
        await phone.say("/start")
        await phone.tap(say("language-name"))
        await phone.say(f"/verify {edition.code.lower()}")
        for part in (found.sha256(), found.instrument, *found.methods, edition.code):
            assert part in phone.text
        assert say("verify-weights") in phone.text
        assert say("verify-open") in phone.text
        assert say("digest-people", count=18) in phone.text
        await phone.say("/verify <b>")
        assert say("verify-unknown", code="<B>") in phone.text
        await phone.say("/verify")
        assert "/verify " in phone.text


def test_the_export_reproduces_what_was_posted(tmp_path: Path) -> None:
    """One command finds the fingerprints and every posted figure again, in either tier."""
    with survey.office(tmp_path) as office:
        edition = post(office)
        for tier in ("shared", "internal"):
            folder = exported(office, tmp_path / tier, tier)
            status, told = alone(folder, edition.code)
            assert (status, "all figures of 3 cities agree" in told) == (0, True), told
            assert (
                CliRunner()
                .invoke(main, ["verify", edition.code.lower(), "--export", str(folder)])
                .exit_code
                == 0
            )
        posted = json.loads((tmp_path / "internal" / "digests.json").read_text())
        assert [one["sha256"] for one in posted] == [from_json(edition.content).sha256()]
        status, told = recompute(folder, "00000000")
        assert (status, "no digest" in told) == (1, True)


@pytest.mark.parametrize("what", ["a figure", "an answer"])
def test_a_digit_that_was_changed_is_found(tmp_path: Path, what: str) -> None:
    """Neither a posted figure nor an answer can be other than it was."""
    with survey.office(tmp_path) as office:
        edition = post(office)
        folder = exported(office, tmp_path / "out")
    if what == "a figure":
        path = folder / "digests.json"
        posted = json.loads(path.read_text())
        posted[0]["cities"][1]["indices"][2]["percent"] += 1
        path.write_text(json.dumps(posted))
        wrong = "GC percent: 41 posted, 40 found"
    else:
        path = folder / "responses.csv"
        lines = path.read_text().splitlines()
        number = next(k for k, line in enumerate(lines) if ",shu," in line and line[-1] == "3")
        lines[number] = lines[number][:-1] + "2"
        path.write_text("\r\n".join(lines) + "\r\n")
        wrong = "shu: the fingerprint of 18 responses is another one"
    status, told = recompute(folder, edition.code)
    assert status == 1
    assert wrong in told


def test_a_withdrawal_is_told_as_what_it_is(tmp_path: Path) -> None:
    """After a withdrawal the digest can be looked up, and no more recomputed: that is said."""
    with survey.office(tmp_path) as office:
        edition = post(office)
        gone = {"respondent_id": None, "answers": "." * 23, "withdrawn_at": NOW, "changed": True}
        with office.archive.begin() as connection:
            connection.execute(update(Response).where(Response.id == 1).values(**gone))
            office.apply_all(connection)
        folder = exported(office, tmp_path / "out")
        status, told = recompute(folder, edition.code)
        assert status == 1
        assert "withdrawn since" in told
        with office.archive.begin() as connection:
            closed = waves.latest(connection)
            assert closed
            assert office.claim(connection, "-1", "asked again", closed, NOW.replace(hour=13))
            _, later = digests.every(connection)
    first, second = (from_json(one.content) for one in (edition, later))
    # Nothing made afterwards tells of the one who left by a figure that moved.
    assert [c.indices for c in first.figures] == [c.indices for c in second.figures]
    assert (first.withdrawn, second.withdrawn) == (0, 1)


def test_the_command_line_says_what_stands_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`saualnama verify` prints hash, n by city, and finds a record that was tampered with."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAUALNAMA_DATABASE_URL", f"sqlite:///{tmp_path / 'archive.sqlite3'}")
    with survey.office(tmp_path) as office:
        edition = post(office)
    told = CliRunner().invoke(main, ["verify", edition.code])
    assert told.exit_code == 0
    assert from_json(edition.content).sha256() in told.output
    assert "shu: n 18, sha256 " in told.output
    unknown = CliRunner().invoke(main, ["verify", "0000"])
    assert (unknown.exit_code, "there is no digest" in unknown.output) == (2, True)
    with survey.office(tmp_path) as office, office.archive.begin() as connection:
        content = edition.content.replace('"withdrawn":0', '"withdrawn":1')
        connection.execute(update(Digest).values(content=content))
    changed = CliRunner().invoke(main, ["verify", edition.code])
    assert (changed.exit_code, "was changed" in changed.output) == (2, True)
