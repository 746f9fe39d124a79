"""Where nobody knows whether a post was sent, each coordinator is asked once and decides."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import Saualnama
from bot.emulator import Fault
from bot.opening import now
from bot.timing.clock import Clock
from scoring.findings import to_json
from storage import digests, questions, waves
from storage.archive import Archive
from storage.digests import UNCERTAIN, Edition, Outcome
from storage.models import Question
from storage.questions import AGAIN, POSTED
from tests import stories
from tests.databases import DATABASES, migrated
from tests.mailroom import NOW
from tests.phone import Phone
from tests.stories import EMPTY
from tests.town import TEXTS, Town

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _no_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock does not tick by itself."""
    monkeypatch.setattr(Clock, "drive", lambda *_: None)


@asynccontextmanager
async def doubtful(folder: Path, language: str, *, applied: bool) -> AsyncIterator[Town]:
    """A digest of one text whose sending got no answer."""
    async with Town(folder, channel_languages=language) as town:
        boss = Phone(town.emulator, person=town.coordinator)
        town.phones.append(boss)
        await town.start()
        await boss.say("/start")
        await boss.tap(TEXTS.speaking(language)("language-name"))
        town.spoil("sendMessage", 1, Fault(drop=True, applied=applied))
        claim(town.archive, str(town.channel), language)
        await tick(town)
        yield town


def claim(
    archive: Archive, channel: str, language: str, content: str = EMPTY, part: str = "text 0"
) -> None:
    with archive.begin() as connection:
        wave = waves.latest(connection)
        assert wave is not None
        edition = Edition(wave.name, channel[-8:], content, None, now())
        digests.claim(connection, channel, "p", wave.id, edition, [(language, part)])


async def tick(town: Town, later: timedelta = timedelta()) -> None:
    assert town.worker is not None
    clock = town.worker.clock
    clock._now = clock._inquiry._clock = lambda: now() + later
    await clock.tick()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_post_again(tmp_path: Path, language: str) -> None:
    """The channel holds nothing: a coordinator sees so, and the post is sent, once."""
    say = TEXTS.speaking(language)
    async with doubtful(tmp_path, language, applied=False) as town:
        (*_, boss) = town.phones
        boss.sees(say("doubt-title"), say("doubt-uncertain"), say("doubt-again"))
        assert town.emulator.messages(town.channel) == []
        asked = boss.message
        await boss.tap(say("doubt-again"))
        await boss.waits_for(say("doubt-claimed"))
        await town.until(lambda: len(town.emulator.messages(town.channel)) == 1, "the post")
        await boss.press(asked.id, _data(town, boss, AGAIN), changes=False)
        await tick(town)
        assert len(town.emulator.messages(town.channel)) == 1
        assert town.read(digests.states) == {"sent": 1}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_several_pictures_are_one_post(tmp_path: Path, language: str) -> None:
    """They come as one album under one caption; a coordinator is asked of it, by what it shows."""
    say = TEXTS.speaking(language)
    two = replace(stories.three(), figures=stories.three().figures * 2)
    async with Town(tmp_path, channel_languages=language) as town:
        boss = Phone(town.emulator, person=town.coordinator)
        town.phones.append(boss)
        await town.start()
        await boss.say("/start")
        await boss.tap(say("language-name"))
        town.spoil("sendMediaGroup", 1, Fault(drop=True, applied=True))
        content = to_json(stories.expecting(two))
        claim(town.archive, str(town.channel), language, content, "expectations")
        await tick(town)
        boss.sees(say("doubt-title"), say("doubt-expectations"))
        await boss.tap(say("doubt-posted"))
        await boss.waits_for(say("doubt-sent"))
        album = town.emulator.messages(town.channel)
        assert len(album) > 1
        assert len({one.content["media_group_id"] for one in album}) == 1
        assert [bool(one.text) for one in album] == [True, *[False] * (len(album) - 1)]
        assert say("picture-expectations-caption") in album[0].text


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_it_is_posted(tmp_path: Path, language: str) -> None:
    """The channel holds it: that is noted, and nothing is sent again."""
    say = TEXTS.speaking(language)
    async with doubtful(tmp_path, language, applied=True) as town:
        (*_, boss) = town.phones
        assert len(town.emulator.messages(town.channel)) == 1
        await boss.tap(say("doubt-posted"))
        await boss.waits_for(say("doubt-sent"))
        await boss.press(boss.message.id, _data(town, boss, AGAIN), changes=False)  # too late
        await tick(town)
        assert len(town.emulator.messages(town.channel)) == 1
        assert town.read(digests.states) == {"sent": 1}


def _data(town: Town, boss: Phone, verb: str) -> str:
    assert town.worker is not None
    seal = town.worker.speaker._seals.seal(boss.person.id, "office")
    return f"1:{verb}:1:1:{seal}"


async def test_each_is_asked_once_by_many_workers_and_after_restarts(tmp_path: Path) -> None:
    """However many workers tick, and whatever ends in between, nobody is asked twice."""
    async with doubtful(tmp_path, "kk", applied=False) as town:
        (boss,) = town.phones
        asked = len(boss.messages)
        assert town.worker is not None
        others = [Saualnama(town.settings, town.archive, TEXTS) for _ in range(2)]
        await asyncio.gather(*(worker.clock.tick() for worker in (*others, town.worker)))
        await town.restart()
        for later in (timedelta(), timedelta(days=1)):
            await tick(town, later)
        assert len(boss.messages) == asked
        for worker in others:
            await worker.transport.shutdown()
        assert [row.attempt for row in town.traces()[Question.__name__]] == [1]


async def test_only_a_coordinator_decides(tmp_path: Path) -> None:
    """The right is checked when the button is pressed, whatever the button is."""
    async with doubtful(tmp_path, "kk", applied=False) as town:
        (boss,) = town.phones
        data, number = _data(town, boss, POSTED), boss.message.id
        stranger = town.phone()
        await stranger.say("/start")
        await stranger.press(stranger.message.id, data, changes=False)
        assert town.read(digests.states) == {UNCERTAIN: 1}
        for broken in (data.replace(":1:1:", ":9:1:"), data.replace(":1:1:", ":1:7:")):
            await boss.press(number, broken, changes=False)
        assert town.read(digests.states) == {UNCERTAIN: 1}
        await town.stop()
        town.settings = replace(town.settings, coordinator_ids=())
        await town.start()
        await boss.press(number, data, changes=False)
        assert town.read(digests.states) == {UNCERTAIN: 1}


async def test_a_coordinator_who_was_away_is_asked_later(tmp_path: Path) -> None:
    """Who has not started the bot cannot be written to: they are asked when that is possible."""
    async with Town(tmp_path, channel_languages="kk") as town:
        await town.start()
        town._expected.update(("chat not found", "can't initiate"))
        town.spoil("sendMessage", 1, Fault(drop=True))
        claim(town.archive, str(town.channel), "kk")
        await tick(town)
        boss = Phone(town.emulator, person=town.coordinator)
        town.phones.append(boss)
        await boss.say("/start")
        await tick(town, timedelta(hours=2))
        await boss.waits_for(TEXTS.speaking("kk")("doubt-title"))


# The record


@pytest.fixture(name="archive", params=DATABASES)
def _archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    with migrated(request.param, tmp_path) as archive:
        with archive.begin() as connection:
            waves.start(connection, "w1", "i", NOW)
            edition = Edition("w1", "0", EMPTY, None, NOW)
            digests.claim(connection, "-1", "p", 1, edition, [("kk", "text 0")])
        yield archive


def fail(archive: Archive, later: timedelta = timedelta()) -> None:
    """The post's next attempt ends without an answer."""
    with archive.begin() as connection:
        post = digests.take_post(connection, NOW + later, NOW + later + MINUTE)
        assert post is not None
        digests.settle(connection, post, Outcome(UNCERTAIN))


def take(archive: Archive, later: timedelta = timedelta()) -> list[str]:
    with archive.begin() as connection:
        taken = questions.take(connection, ("a", "b"), NOW + later, NOW + later + MINUTE)
        return [f"{coordinator}{doubt.attempt}" for coordinator, doubt in taken]


def test_a_question_that_may_not_have_arrived_is_asked_again(archive: Archive) -> None:
    """Taken by one worker for a while; noted, it is over; a further attempt is asked about anew."""
    assert take(archive) == []
    fail(archive)
    assert take(archive) == ["a1", "b1"]
    assert take(archive) == []
    with archive.begin() as connection:
        doubt = questions.doubt(connection, 1)
        assert doubt is not None
        questions.asked(connection, doubt, "a", NOW)
    assert take(archive, MINUTE) == ["b1"]
    with archive.begin() as connection:
        questions.decide(connection, 1, 1, AGAIN)
    assert take(archive, 2 * MINUTE) == []
    fail(archive, MINUTE)
    assert take(archive, 2 * MINUTE) == ["a2", "b2"]


def test_a_decision_counts_once_and_for_its_attempt(archive: Archive) -> None:
    """An old button does not touch what is certain, nor another attempt."""
    fail(archive)
    with archive.begin() as connection:
        questions.decide(connection, 1, 2, POSTED)
        assert digests.states(connection) == {UNCERTAIN: 1}
        questions.decide(connection, 1, 1, POSTED)
        assert digests.states(connection) == {"sent": 1}
        questions.decide(connection, 1, 1, AGAIN)
        assert digests.states(connection) == {"sent": 1}
