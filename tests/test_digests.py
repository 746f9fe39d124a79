"""A digest is claimed once a period, and each post is sent once or said to be uncertain."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from bot.digests.newsroom import Newsroom
from bot.office import Office
from bot.settings import Settings
from bot.texts import Texts
from storage import digests, waves
from storage.archive import Archive
from storage.digests import CLAIMED, FAILED, SENDING, SENT, UNCERTAIN, DuePost, Edition, Outcome
from tests.databases import DATABASES, migrated
from tests.mailroom import NOW
from tests.survey import INSTRUMENT

CHANNEL = "-1001"
LEASE = timedelta(minutes=3)
POSTS = (("kk", "text 0"), ("kk", "picture"), ("ru", "text 0"))


@pytest.fixture(name="archive", params=DATABASES)
def _archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    with migrated(request.param, tmp_path) as archive:
        with archive.begin() as connection:
            waves.start(connection, "w1", "i", NOW)
        yield archive


def claim(
    archive: Archive,
    period: str = "2026-11-02T09:00",
    content: str = "[]",
    channel: str = CHANNEL,
) -> bool:
    hours = timedelta(hours=int(period[11:13])) if period.startswith("2") else timedelta()
    edition = Edition("w1", period[-8:], content, None, NOW + hours)
    with archive.begin() as connection:
        return digests.claim(connection, channel, period, 1, edition, POSTS)


def take(archive: Archive, later: timedelta = timedelta()) -> DuePost | None:
    with archive.begin() as connection:
        return digests.take_post(connection, NOW + later, NOW + later + LEASE)


def due(archive: Archive, later: timedelta = timedelta()) -> DuePost:
    post = take(archive, later)
    assert post is not None
    return post


def settle(archive: Archive, post: DuePost, outcome: Outcome) -> None:
    with archive.begin() as connection:
        digests.settle(connection, post, outcome)


def states(archive: Archive) -> dict[str, int]:
    with archive.read() as connection:
        return digests.states(connection)


def test_a_period_is_claimed_once(archive: Archive) -> None:
    """Whoever comes second claims nothing and leaves no posts."""
    assert claim(archive)
    assert not claim(archive)
    assert states(archive) == {CLAIMED: 3}
    assert claim(archive, "2026-11-02T10:00")


def test_of_many_workers_one_claims_a_period(archive: Archive) -> None:
    """At one moment, each over a connection of its own, one wins."""
    workers = [Archive(archive.url) for _ in range(4)]
    with ThreadPoolExecutor(len(workers)) as threads:
        assert sorted(threads.map(claim, workers)) == [False, False, False, True]
    for worker in workers:
        worker.close()
    assert states(archive) == {CLAIMED: 3}


def test_of_many_workers_one_takes_a_post(archive: Archive) -> None:
    """A post that one worker sends is not sent by another, and holds back those after it."""
    claim(archive)
    workers = [Archive(archive.url) for _ in range(4)]
    with ThreadPoolExecutor(len(workers)) as threads:
        taken = [post for post in threads.map(take, workers) if post]
    for worker in workers:
        worker.close()
    assert [(post.language, post.part, post.attempt) for post in taken] == [("kk", "text 0", 1)]
    assert states(archive) == {SENDING: 1, CLAIMED: 2}


def test_a_digest_goes_out_in_its_order(archive: Archive) -> None:
    """Text before picture, first language before second; then nothing is due."""
    claim(archive, content="[1]")
    for number, (language, part) in enumerate(POSTS, start=1):
        post = due(archive)
        assert (post.language, post.part, post.channel) == (language, part, CHANNEL)
        assert post.edition == Edition("w1", "02T09:00", "[1]", None, NOW + timedelta(hours=9))
        settle(archive, post, Outcome(SENT, message_id=number))
    assert take(archive) is None
    assert states(archive) == {SENT: 3}


def test_an_edition_knows_what_was_said_before_it(archive: Archive) -> None:
    """Changes are told since the digest before, whenever the post is written."""
    for period, content in (("2026-11-02T09:00", "[1]"), ("2026-11-02T10:00", "[2]")):
        claim(archive, period, content)
    first = due(archive)
    assert (first.edition.content, first.edition.before) == ("[1]", None)
    second = due(archive)  # another digest is not held back
    assert (second.edition.content, second.edition.before) == ("[2]", "[1]")
    with archive.read() as connection:
        assert digests.last_content(connection, CHANNEL, 1) == "[2]"
        assert digests.last_content(connection, "@other", 1) is None


def test_a_digest_is_found_by_its_code(archive: Archive) -> None:
    """What was said can be looked up for ever; digests are told in their order."""
    claim(archive, "2026-11-02T09:00", "[1]")
    claim(archive, "2026-11-02T10:00", "[2]")
    with archive.read() as connection:
        found = digests.find(connection, "02T09:00")
        assert found
        assert found.content == "[1]"
        assert digests.find(connection, "nonesuch") is None
        assert [one.content for one in digests.every(connection, "w1")] == ["[1]", "[2]"]
        assert [*digests.every(connection, "w2")] == []


def test_a_digest_in_which_nothing_changed_is_told_all_the_same(archive: Archive) -> None:
    """Two that say the same have one code; a period, or a person who asks, is not left without."""
    assert claim(archive, "asked 2026-11-02T09:00", "[1]")
    assert claim(archive, "2026-11-02T09:00", "[1]")
    assert states(archive) == {digests.CLAIMED: 2 * len(POSTS)}
    with archive.read() as connection:
        found = digests.find(connection, "02T09:00")
        assert found
        assert found.content == "[1]"


def test_a_channel_is_told_no_more_than_twenty_things_a_minute(archive: Archive) -> None:
    """Telegram's limit holds for all digests and workers together; then the rest follows."""
    for number in range(digests.MOST):
        claim(archive, f"2026-11-02T09:{number:02}", f"[{number}]")
    for _ in range(digests.MOST):
        settle(archive, due(archive), Outcome(digests.SENT, message_id=1))
    almost = digests.MINUTE - timedelta(seconds=1)
    assert take(archive, almost) is None
    claim(archive, "2026-11-02T10:00", "[]", channel="@other")
    assert due(archive, almost).channel == "@other"
    assert due(archive, digests.MINUTE).channel == CHANNEL


def test_a_closed_wave_is_owed_its_last_digest(archive: Archive) -> None:
    """A wave that a channel heard of is unfinished from its end until it is told of again."""

    def unfinished() -> str | None:
        with archive.read() as connection:
            found = digests.unfinished(connection, CHANNEL)
        return found.name if found else None

    assert unfinished() is None
    claim(archive, "2026-11-02T01:00")
    assert unfinished() is None
    with archive.begin() as connection:
        waves.end(connection, "w1", NOW + timedelta(hours=2))
        waves.start(connection, "w2", "i", NOW + timedelta(hours=2))
    assert unfinished() == "w1"
    claim(archive, "2026-11-02T03:00")
    assert unfinished() is None


def test_what_was_asked_for_is_no_period_of_the_clock(archive: Archive) -> None:
    """A digest that a person asked for does not take the place of the scheduled one."""
    claim(archive, "2026-11-02T09:00")
    claim(archive, "asked 2026-11-03")
    with archive.read() as connection:
        assert digests.last_period(connection, CHANNEL) == "2026-11-02T09:00"
        assert digests.last_period(connection, "@other") is None


def test_what_was_certainly_not_sent_is_tried_again_when_told(archive: Archive) -> None:
    """After a 429 the post waits as long as it was told to, and is then another attempt."""
    claim(archive)
    wait = timedelta(minutes=1)
    settle(archive, due(archive), Outcome(CLAIMED, trouble="429", not_before=NOW + wait))
    assert take(archive, wait - timedelta(seconds=1)) is None
    again = due(archive, wait)
    assert (again.part, again.attempt) == ("text 0", 2)


@pytest.mark.parametrize("state", [FAILED, UNCERTAIN])
def test_what_failed_or_is_uncertain_is_never_sent_again(archive: Archive, state: str) -> None:
    """Nobody sends it twice blindly; what comes after it goes on."""
    claim(archive)
    settle(archive, due(archive), Outcome(state, trouble="?"))
    assert due(archive, timedelta(days=1)).part == "picture"
    assert states(archive)[state] == 1


def test_a_worker_that_died_leaves_its_post_uncertain(archive: Archive) -> None:
    """A lease that ran out says that nobody knows; one that has not holds the post."""
    claim(archive)
    due(archive)
    assert take(archive, LEASE) is None
    assert states(archive)[SENDING] == 1
    assert due(archive, LEASE + timedelta(seconds=1)).part == "picture"
    assert states(archive) == {UNCERTAIN: 1, SENDING: 1, CLAIMED: 1}


def test_a_slow_worker_still_knows_best(archive: Archive) -> None:
    """Who was thought dead and then reports makes the uncertain certain."""
    claim(archive)
    slow = due(archive)
    due(archive, LEASE + timedelta(seconds=1))
    settle(archive, slow, Outcome(SENT, message_id=5))
    assert states(archive) == {SENT: 1, SENDING: 1, CLAIMED: 1}


def test_an_older_attempt_settles_nothing(archive: Archive) -> None:
    """What a worker says of its attempt does not touch the next one."""
    claim(archive)
    old = due(archive)
    settle(archive, old, Outcome(CLAIMED))
    new = due(archive)
    settle(archive, old, Outcome(FAILED))
    assert states(archive) == {SENDING: 1, CLAIMED: 2}
    settle(archive, new, Outcome(SENT, message_id=1))
    settle(archive, new, Outcome(FAILED))
    assert states(archive) == {SENT: 1, CLAIMED: 2}


@pytest.mark.parametrize("kind", DATABASES)
def test_a_closed_wave_is_told_of_once(kind: str, tmp_path: Path) -> None:
    """Every Monday while it is open, once when it is closed, then nothing until a new one opens."""
    chosen = Settings(channel_id=CHANNEL)
    with migrated(kind, tmp_path) as archive:
        desk = Office(archive, INSTRUMENT, chosen, Newsroom(Texts(), chosen))
        week = timedelta(days=7)

        def claimed(weeks: int, *, asked: bool = False) -> bool:
            ask = desk.claim_now if asked else desk.claim_due
            return asyncio.run(ask(NOW + weeks * week))

        with archive.begin() as connection:
            waves.start(connection, "w1", INSTRUMENT.name, NOW)
        assert [claimed(number) for number in (1, 2)] == [True, True]
        with archive.begin() as connection:
            waves.end(connection, "w1", NOW + 2.5 * week)
        assert [claimed(number) for number in (3, 4, 5)] == [True, False, False]
        assert claimed(5, asked=True), "a coordinator may ask for it again"
        with archive.begin() as connection:
            waves.start(connection, "w2", INSTRUMENT.name, NOW + 5.5 * week)
        assert claimed(6)
        with archive.read() as connection:
            assert [one.wave for one in digests.every(connection)] == ["w1"] * 4 + ["w2"]


@pytest.mark.parametrize("kind", DATABASES)
def test_a_wave_between_two_mondays_has_its_digest(kind: str, tmp_path: Path) -> None:
    """Opened and closed before the clock fired: it is told of once all the same."""
    chosen = Settings(channel_id=CHANNEL)
    with migrated(kind, tmp_path) as archive:
        desk = Office(archive, INSTRUMENT, chosen, Newsroom(Texts(), chosen))
        with archive.begin() as connection:
            waves.start(connection, "w1", INSTRUMENT.name, NOW)
            waves.end(connection, "w1", NOW + timedelta(hours=1))
        weeks = [NOW + timedelta(days=7 * number) for number in (1, 2)]
        assert [asyncio.run(desk.claim_due(now)) for now in weeks] == [True, False]
