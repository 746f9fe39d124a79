"""Further blocks over real HTTP: in each language, with words, voice, interruption and restart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from bot.__main__ import main
from bot.emulator import Fault
from bot.texts import LOCALES, Texts
from scoring.instrument import load
from storage.models import OpenAnswer
from tests.town import TEXTS, Town, send_core

KK = TEXTS.speaking("kk")
EXPECTATIONS, PROBLEMS = load("expectations-2022"), load("problems-2022")


def spoken(town: Town) -> list[tuple[str, int, str, str | None, bytes | None]]:
    """What the record holds of open answers, in order."""
    columns = (OpenAnswer.item, OpenAnswer.ordinal, OpenAnswer.kind, OpenAnswer.text)
    query = select(*columns, OpenAnswer.content).order_by(OpenAnswer.id)
    return [tuple(row) for row in town.read(lambda c: c.execute(query).all())]  # type: ignore[misc]


@pytest.mark.parametrize("language", LOCALES)
async def test_the_rated_blocks_are_walked_in_each_language(town: Town, language: str) -> None:
    """Offered, answered, changed, reviewed and sent like the core, which stays as it was."""
    say = TEXTS.speaking(language)
    phone = town.phone(language_code=language)
    await send_core(phone, say, town)
    for block in (EXPECTATIONS, PROBLEMS):
        await phone.tap(say(f"instrument-{block.id}.short"))
        for item in block.items:
            phone.sees(say(item.id), say(f"{item.id}.question"), say(f"{item.scale}-5"))
            await phone.tap("4")
        await phone.tap(say("button-back"))
        await phone.tap("2")
        await phone.tap("1 · 4")
        await phone.tap(say("button-unknown"))
        phone.sees(
            say("review-block-title", city=say("city-shu"), name=say(f"instrument-{block.id}"))
        )
        await phone.tap(say("button-send"))
        phone.sees(say("done-thanks"))
    core, *blocks = town.responses()
    assert core.answers == "3" * 23
    assert [(one.instrument, one.answers, one.complete) for one in blocks] == [
        (EXPECTATIONS.name, "?" + "4" * 14 + "2", True),
        (PROBLEMS.name, "?" + "4" * 5 + "2", True),
    ]


@pytest.mark.parametrize("language", LOCALES)
async def test_the_interview_is_walked_with_words_voice_and_a_restart(
    tmp_path: Path, language: str
) -> None:
    """Long text in several messages, a voice whose file is fetched at last, and a new process."""
    say = TEXTS.speaking(language)
    async with Town(tmp_path) as town:
        await town.start()
        phone = town.phone(language_code=language)
        await send_core(phone, say, town, group="planners")
        await phone.tap(say("instrument-interview-2022.short"))
        await phone.tap(say("IV1-prepare"))
        long = "ұ" * 4096
        await phone.say(long)
        await phone.say("соңы")
        town.spoil("getFile", 2, Fault(code=500, description="Internal Server Error"))
        await phone.speak(b"OggS first")
        phone.sees(say("open-given", count=3))
        await town.restart()
        await phone.tap(say("button-next"))
        await phone.tap(say("button-skip"))
        await phone.say("/start")
        await phone.tap(say("button-continue"))
        await phone.tap(say("IV4-no"))
        phone.sees(say("IV6"))
        await phone.speak(b"OggS second")
        await phone.tap(say("button-next"))
        await phone.tap(say("button-skip"))
        await phone.tap(say("IV8-hearings"))
        await phone.tap(say("button-next"))
        await phone.tap(say("button-skip"))
        await phone.tap(say("button-skip"))
        await phone.say("12")
        await phone.tap(say("button-skip"))
        await phone.tap(say("IV13-yes"))
        await phone.tap(say("button-send"))
        phone.sees(say("done-thanks"))
        assert town.worker is not None
        for _ in range(3):  # the clock's tries, without waiting for their hour
            with town.archive.begin() as connection:
                due = datetime.now(UTC) - timedelta(seconds=1)
                late = update(OpenAnswer).where(OpenAnswer.fetch_at.is_not(None))
                connection.execute(late.values(fetch_at=due))
            await town.worker.clock.fetch()
        assert spoken(town) == [
            ("IV2", 1, "text", long, None),
            ("IV2", 2, "text", "соңы", None),
            ("IV2", 3, "voice", None, b"OggS first"),
            ("IV6", 1, "voice", None, b"OggS second"),
        ]
        (response,) = [one for one in town.responses() if one.instrument.startswith("interview")]
        assert (response.answers, response.complete) == ("23-2/1-10000--12-1", True)
        await phone.say("/withdraw")
        await phone.tap(say("withdraw-yes"))
        assert spoken(town) == []


TOML = """
id = "pilot"
version = 1
source = "a pilot"
[[section]]
id = "pilot"
source = "a pilot"
items = [
  { id = "Q1", kind = "pair", scales = ["before", "after"], source = "1" },
  { id = "Q2", kind = "one", options = ["yes", "no"], source = "2" },
  { id = "Q3", kind = "number", min = 1, max = 300, source = "3", ask_if = 'Q1_after >= 4' },
  { id = "Q4", kind = "text", source = "4" },
  { id = "Q5", kind = "voice", source = "5" },
]
"""
WORDS = """
instrument-pilot = Pilot {0}
    .short = Pilot {0}
section-pilot = Section {0}
    .short = Section {0}
Q1_before = Before {0}
    .question = Before? {0}
    .short = Before {0}
Q1_after = After {0}
    .question = After? {0}
    .short = After {0}
Q2 = Choice {0}
    .question = Choice? {0}
    .short = Choice {0}
Q2-yes = Yes {0}
Q2-no = No {0}
Q3 = Number {0}
    .question = Number? {0}
    .short = Number {0}
Q4 = Words {0}
    .question = Words? {0}
    .short = Words {0}
Q5 = Voice {0}
    .question = Voice? {0}
    .short = Voice {0}
"""
SCALES = "".join(
    f"scale-{name}-{n} = {name} {n}\n" for name in ("before", "after") for n in range(1, 6)
)


def pilot(folder: Path) -> Path:
    """A block of one's own in a folder: one TOML and three .ftl files."""
    folder.mkdir()
    (folder / "pilot.toml").write_text(TOML, encoding="utf-8")
    for language in LOCALES:
        (folder / language).mkdir()
        words = WORDS.format(language) + SCALES
        (folder / language / "pilot.ftl").write_text(words, encoding="utf-8")
    return folder


def test_words_that_were_fielded_are_not_changed_unnoticed(tmp_path: Path) -> None:
    """Once a block is locked, its check tells each sentence that differs, in which language."""
    folder = pilot(tmp_path / "instruments")
    file, words = str(folder / "pilot.toml"), folder / "ru" / "pilot.ftl"
    run = CliRunner()
    assert run.invoke(main, ["instrument", "lock", file]).exit_code == 0
    assert run.invoke(main, ["instrument", "check", file]).exit_code == 0
    words.write_text(words.read_text("utf-8").replace("After? ru", "Afterwards? ru"), "utf-8")
    checked = run.invoke(main, ["instrument", "check", file])
    assert checked.exit_code != 0
    (fault,) = checked.output.strip().splitlines()
    assert "@ru: differs from what was fielded" in fault
    again = run.invoke(main, ["instrument", "lock", file])
    assert again.exit_code != 0
    assert "a new version" in again.output


async def test_a_block_is_added_without_touching_python(tmp_path: Path) -> None:
    """One TOML and three .ftl files in a folder: the block is offered and walked everywhere."""
    folder = pilot(tmp_path / "instruments")
    texts = Texts(further=folder)
    async with Town(tmp_path, instruments=str(folder)) as town:
        await town.start()
        for language in LOCALES:
            say = texts.speaking(language)
            phone = town.phone(language_code=language)
            await send_core(phone, say, town)
            await phone.tap(f"Pilot {language}")
            await phone.tap("2")
            phone.sees(f"After? {language}", "after 5")
            await phone.tap("5")
            await phone.tap(f"Yes {language}")
            await phone.say("301")
            phone.sees(say("hint-number"))
            await phone.say("300")
            await phone.speak()
            phone.sees(say("hint-text"))
            await phone.say("a word")
            await phone.tap(say("button-next"))
            await phone.say("a word")
            phone.sees(say("hint-voice"))
            await phone.speak()
            await phone.tap(say("button-next"))
            await phone.tap(say("button-send"))
        answers = [one.answers for one in town.responses() if one.instrument == "pilot/1"]
        assert answers == ["25130011"] * 3
