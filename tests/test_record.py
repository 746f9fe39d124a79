"""What was given is written, what is withdrawn is erased, and what is read is what was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import StatementError

from storage import marks, outbox, people, record, waves
from storage.archive import Archive
from storage.columns import NONE
from storage.frames import how_many, stream_responses
from storage.models import Wave
from storage.outbox import Depth
from storage.people import Person, Sheet, WaveRow
from storage.record import Change
from storage.waves import WaveError
from tests.databases import DATABASES, migrated
from tests.mailroom import NOW, Mailroom

LATER = NOW + timedelta(days=3)
SHEET = Sheet("shu", "ict", "4?.", "kr.", "ru")
AYGUL = Person("a" * 32, 7_000_000_001, "at:SI1", "ru", "shu", "2026-11", "shu_ict", 5, 1)


@pytest.fixture(name="archive", params=DATABASES)
def _archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    with migrated(request.param, tmp_path) as archive:
        yield archive


@pytest.fixture(name="wave")
def _wave(archive: Archive) -> WaveRow:
    with archive.begin() as connection:
        return waves.start(connection, "2026-11", "smart-city-2025/1", NOW)


def read(archive: Archive, wave: WaveRow | None, who: Person = AYGUL) -> Person:
    with archive.begin() as connection:
        return people.people(connection, [who.pseudonym], wave)[who.pseudonym]


def save(archive: Archive, wave: WaveRow, *changes: Change, now: datetime = NOW) -> dict[str, int]:
    with archive.begin() as connection:
        return record.save(connection, changes, wave, now)


def times(archive: Archive) -> tuple[datetime, datetime | None]:
    with archive.read() as connection:
        (batch,) = stream_responses(connection)
    (started,), (completed,) = batch.started, batch.completed
    begun = datetime.fromtimestamp(started, UTC)
    return begun, None if completed == NONE else datetime.fromtimestamp(completed, UTC)


def test_a_person_is_read_as_written(archive: Archive, wave: WaveRow) -> None:
    """All that is known of a person comes back, with sheets of the asked wave alone."""
    after = replace(AYGUL, sheets={"shu": SHEET})
    met = save(archive, wave, Change(None, after))
    found = read(archive, wave)
    assert met == {AYGUL.pseudonym: found.id}
    assert replace(found, id=None, sheets={}) == replace(AYGUL, owed=True)
    assert replace(found.sheets["shu"], id=None) == SHEET

    with archive.begin() as connection:
        waves.end(connection, wave.name, LATER)
        following = waves.start(connection, "2026-12", wave.instrument, LATER)
    assert read(archive, following).sheets == {}
    assert read(archive, None).sheets == {}


def test_only_what_changed_is_written(archive: Archive, wave: WaveRow) -> None:
    """A sheet that is equal to the one before is not counted again."""
    save(archive, wave, Change(None, replace(AYGUL, sheets={"shu": SHEET})))
    with archive.begin() as connection:
        connection.execute(text("UPDATE response SET changed = :no"), {"no": False})
    before = read(archive, wave)
    same = replace(before, turn=2, sheets={"shu": replace(before.sheets["shu"])})
    save(archive, wave, Change(before, same))
    with archive.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM response WHERE changed")) == 0
    edited = replace(before.sheets["shu"], answers="42.")
    save(archive, wave, Change(before, replace(before, sheets={"shu": edited})))
    with archive.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM response WHERE changed")) == 1
    assert read(archive, wave).sheets["shu"] == edited


def test_the_day_of_sending_stays(archive: Archive, wave: WaveRow) -> None:
    """What is changed after it was sent keeps the time of the first sending."""
    save(archive, wave, Change(None, replace(AYGUL, sheets={"shu": SHEET})))
    assert times(archive) == (NOW, None)
    for day, answers in enumerate(("455", "455", "451"), start=1):
        before = read(archive, wave)
        sheet = replace(before.sheets["shu"], complete=day > 1, answers=answers, languages="kkk")
        now = NOW + timedelta(days=day)
        save(archive, wave, Change(before, replace(before, sheets={"shu": sheet})), now=now)
    assert times(archive) == (NOW, NOW + timedelta(days=2))


def test_an_older_message_never_takes_the_place_of_a_newer(archive: Archive, wave: WaveRow) -> None:
    """Of what workers report late only the newest turn says which message is edited next."""
    met = save(archive, wave, Change(None, replace(AYGUL, turn=4)))
    key = met[AYGUL.pseudonym]

    def told(*said: tuple[int, int | None]) -> tuple[int | None, int]:
        with archive.begin() as connection:
            outbox.spoken(connection, [(key, turn, message) for turn, message in said])
            owed = outbox.depth(connection).people
        return read(archive, wave).message_id, owed

    assert told((2, 12), (1, 11)) == (12, 1)
    assert told((3, 13), (4, None)) == (13, 0)  # the newest screen stands in message 13
    assert told((3, 9)) == (13, 0)
    assert told((4, 14)) == (14, 0)  # shown once more, in a new message
    assert told() == (14, 0)


def test_the_longest_owed_comes_first_and_the_blocked_never(
    archive: Archive, wave: WaveRow
) -> None:
    """Screens are owed in the order in which people came, to whoever can be reached."""
    crowd = [replace(AYGUL, pseudonym=f"{n}", chat_id=n) for n in (3, 1, 2)]
    for person in crowd:
        save(archive, wave, Change(None, person))
    first = read(archive, wave, crowd[0])
    save(archive, wave, Change(first, replace(first, blocked=True)))
    late = NOW + record.SAYING
    assert owed(archive, wave, late, limit=1) == [1]
    assert owed(archive, wave, late) == [2]  # the first was taken by another


def owed(archive: Archive, wave: WaveRow, now: datetime, limit: int = 9) -> list[int]:
    """Take who is owed a screen."""
    with archive.begin() as connection:
        keys = outbox.take(connection, now, now + record.SAYING, limit)
        return [one.chat_id for one in people.among(connection, keys, wave)]


def test_an_owed_screen_is_one_workers_for_a_while(archive: Archive, wave: WaveRow) -> None:
    """Who has just been answered, who was taken, and whom Telegram asks to leave alone, wait."""
    met = save(archive, wave, Change(None, replace(AYGUL, turn=1)))
    hour = timedelta(hours=1)
    assert owed(archive, wave, NOW) == []  # whoever committed the turn shows it
    assert owed(archive, wave, NOW + record.SAYING) == [AYGUL.chat_id]
    assert owed(archive, wave, NOW + record.SAYING) == []
    with archive.begin() as connection:
        outbox.hold(connection, met.values(), NOW + hour)
    before = read(archive, wave)
    save(archive, wave, Change(before, replace(before, turn=2)))
    assert owed(archive, wave, NOW + hour - timedelta(seconds=1)) == []  # a tap changes nothing
    with archive.read() as connection:
        assert outbox.depth(connection) == Depth(1, NOW)
        assert outbox.waits(connection, NOW + hour)
    assert owed(archive, wave, NOW + hour) == [AYGUL.chat_id]


async def test_the_view_shows_one_row_an_answer(archive: Archive) -> None:
    """Whoever asks by SQL finds each given answer with its place, code and language."""
    room = Mailroom(archive)
    room.open()
    await room.take(*room.entry(1), *room.answers(1, "5?-"))
    await room.take(*room.walk(2), room.tapped(2, "withdraw"))
    with archive.read() as connection:
        rows = connection.execute(
            text("SELECT position, code, language FROM answer ORDER BY response_id, position")
        ).all()
    assert [tuple(row) for row in rows] == [(1, "5", "r"), (2, "?", "r"), (3, "-", "r")]


async def test_the_export_streams_who_is_still_there(archive: Archive) -> None:
    """Withdrawn responses are in no frame; waves and cities can be asked for alone."""
    room = Mailroom(archive)
    room.open()
    for chat in (1, 2, 3):
        await room.take(*room.walk(chat))
    await room.take(room.tapped(3, "another"), room.tapped(3, "city:ayagoz"))
    await room.take(room.tapped(2, "withdraw"))

    def cities(wave: str | None = None, city: str | None = None) -> list[str]:
        with archive.read() as connection:
            batches = list(stream_responses(connection, wave, city))
            found = sorted(place for batch in batches for place in batch.cities)
            assert how_many(connection, wave, city) == len(found)
        return found

    assert cities() == cities("w1") == ["ayagoz", "shu", "shu"]
    assert cities(city="shu") == ["shu", "shu"]
    assert cities("w2") == []


def test_one_wave_is_open_at_a_time(archive: Archive, wave: WaveRow) -> None:
    """A second wave waits for the end of the first; names are used once."""
    with archive.begin() as connection:
        with pytest.raises(WaveError, match="close it first"):
            waves.start(connection, "x", wave.instrument, LATER)
        waves.end(connection, wave.name, LATER)
        with pytest.raises(WaveError, match="no open wave"):
            waves.end(connection, wave.name, LATER)
        with pytest.raises(WaveError, match="another name"):
            waves.start(connection, wave.name, wave.instrument, LATER)
        assert people.open_wave(connection) is None
        following = waves.start(connection, "x", wave.instrument, LATER)
        assert waves.latest(connection) == people.open_wave(connection) == following
        assert [one.name for one in waves.every(connection)] == [wave.name, "x"]
        assert waves.named(connection, "x") == following.id
        with pytest.raises(WaveError, match="no wave y"):
            waves.named(connection, "y")


def test_times_are_kept_with_their_zone(archive: Archive) -> None:
    """A time comes back as the same moment in UTC, and one without a zone is refused."""
    almaty = datetime(2026, 11, 2, 9, 30, 15, 123456, tzinfo=timezone(timedelta(hours=5)))
    row = {"name": "w", "instrument": "i", "opened_at": almaty}
    with archive.begin() as connection:
        connection.execute(insert(Wave), row)
        (found,) = connection.scalars(select(Wave.opened_at))
    assert found == almaty
    assert found.tzinfo is UTC
    naive = almaty.replace(tzinfo=None)
    with archive.begin() as connection, pytest.raises(StatementError, match="without a zone"):
        connection.execute(insert(Wave), {**row, "name": "x", "opened_at": naive})


def test_a_mark_is_read_as_last_written(archive: Archive) -> None:
    """A later mark takes the place of an earlier one."""
    with archive.begin() as connection:
        assert marks.read(connection, "webhook") is None
        for value in ("a", "b"):
            marks.write(connection, "webhook", value)
        assert marks.read(connection, "webhook") == "b"


def test_old_updates_leave_the_ledger(archive: Archive) -> None:
    """What Telegram cannot deliver again is forgotten, and nothing younger."""
    with archive.begin() as connection:
        assert record.fresh(connection, [3, 1, 2, 1], NOW) == {1, 2, 3}
        assert record.fresh(connection, [3, 4], LATER) == {4}
        assert record.fresh(connection, [], LATER) == set()
        record.prune_ledger(connection, LATER)
        assert record.fresh(connection, [1, 2, 3, 4], LATER) == {1, 2, 3}
