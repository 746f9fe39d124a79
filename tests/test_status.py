"""/status: fieldwork and health on one screen, for coordinators alone, in three languages."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, update

from bot.opening import now
from bot.timing.clock import Clock
from bot.watch.status import SEEN
from storage import digests, health, record, waves
from storage.digests import Edition
from storage.models import Respondent
from storage.record import Dead
from tests.phone import Phone
from tests.stories import EMPTY
from tests.town import TEXTS, Town, enter, rate


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_one_screen_shows_fieldwork_and_health(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks sees the wave, its counts, and what waits, what failed and who works."""
    monkeypatch.setattr(Clock, "drive", lambda *_: None)
    say = TEXTS.speaking(language)
    async with Town(tmp_path, channel_languages=language) as town:
        await town.start()
        phone = town.phone()
        await enter(phone, say)
        await rate(phone, say, "123")
        boss = Phone(town.emulator, person=town.coordinator)
        town.phones.append(boss)
        await boss.say("/start")
        await boss.tap(say("language-name"))
        assert town.worker is not None
        await town.worker.clock.note()
        with town.archive.begin() as connection:
            _bad_day(connection)
        await boss.say("/status")
        await boss.waits_for(say("status-title"))
        day = now().date()
        boss.sees(
            say("status-wave", wave=f"{day:%Y-%m}", since=day),
            say("status-counts", started=0, complete=0),
            say("status-line", name=say("group-society.report"), count=0),
            say("status-health"),
            say("status-workers", count=1),
            say("status-letters", count=1),
            say("status-owed-age", age=say("age-hours", count=3)),
            say("status-uncounted", count=1),
            say("status-line", name=say("status-posts-claimed"), count=2),
        )
        assert say("status-update", age="").strip() in boss.text
        await phone.say("/status")
        assert say("status-health") not in phone.text


async def test_too_few_answers_to_share_are_not_called_none(town: Town) -> None:
    """Where an export would leave everybody out, its coordinator is told why there is no file."""
    kk, ru = (TEXTS.speaking(code) for code in ("kk", "ru"))
    boss = Phone(town.emulator, person=town.coordinator)
    town.phones.append(boss)
    await boss.say("/start")
    await boss.tap(kk("language-name"))
    await boss.say("/export")
    await boss.waits_for(kk("export-empty"))
    phone = town.phone()
    await enter(phone, kk)
    await rate(phone, kk, "123")
    await boss.say("/language")
    await boss.tap(ru("language-name"))
    await boss.say("/export")
    minimum = town.settings.minimum_cell
    await boss.waits_for(ru("export-withheld", count=1, minimum=minimum))


def _bad_day(connection: Connection) -> None:
    """A dead letter, a digest that waits, screens owed for hours, a worker that died."""
    wave = waves.latest(connection)
    assert wave is not None
    record.bury(connection, [Dead(1, 1, "{}", "x")], now())
    posts = [("kk", "text 0"), ("ru", "text 0")]
    digests.claim(
        connection, "@there", "p", wave.id, Edition(wave.name, "0", EMPTY, None, now()), posts
    )
    late = now() - timedelta(hours=3, minutes=5)
    owed = {"turn": Respondent.spoken + 1, "due_at": late, "not_before": now() + SEEN}
    connection.execute(update(Respondent).values(owed))
    health.seen(connection, "alive", now(), now() - 9 * SEEN)
    health.seen(connection, "dead", now() - 2 * SEEN, now() - 9 * SEEN)
