"""What the bot says first: asked for, rarely, in the evening, once, and never to who said stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from bot.outgoing.speaker import Speech
from bot.timing.evenings import due, is_evening
from bot.timing.unasked import LIMIT, Unasked
from storage import waves
from storage.archive import Archive
from storage.digests import Edition, claim
from storage.models import Nudge
from tests.databases import migrated
from tests.mailroom import ZONE, Mailroom

AYGUL, ERLAN = 7_000_000_001, 7_000_000_002
EVENING = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)  # 20:00 in Almaty


def take(room: Mailroom) -> list[tuple[int, str]]:
    """What is said unasked now: to whom, and which view."""
    unasked = Unasked(room.survey, room.ingest.facts, ZONE)
    if not unasked.may(room.now):
        return []
    with room.archive.begin() as connection:
        speeches = unasked.take(connection, room.now)
    assert all(speech.turn.quiet and speech.turn.anew for speech in speeches)
    return [_told(speech) for speech in speeches]


def _told(speech: Speech) -> tuple[int, str]:
    return speech.turn.person.chat_id, speech.turn.view.name


async def begun(room: Mailroom, chat: int = AYGUL, when: str | None = None) -> None:
    """Somebody with three answers who puts the rest off."""
    await room.take(*room.entry(chat), *room.answers(chat, "123"), room.tapped(chat, "later"))
    if when:
        await room.take(room.tapped(chat, f"remind:{when}"))


async def willing(room: Mailroom, chat: int = AYGUL) -> None:
    """Somebody who sent everything and wants to hear of it."""
    await room.take(*room.walk(chat), room.tapped(chat, "recontact:yes"))


def close(room: Mailroom, name: str = "w1") -> None:
    """The wave ends, and all of it is published."""
    with room.archive.begin() as connection:
        waves.end(connection, name, room.now)
        wave = waves.latest(connection)
        assert wave is not None
        claim(connection, "", name, wave.id, Edition(name, name, "[]", None, room.now), ())


async def test_a_reminder_comes_in_the_evening_that_was_chosen(room: Mailroom) -> None:
    """Tonight at eight by the country's clocks, once; tomorrow a day later."""
    await begun(room, AYGUL, "tonight")
    await begun(room, ERLAN, "tomorrow")
    assert take(room) == [], "it is morning"
    room.now = EVENING - timedelta(seconds=1)
    assert take(room) == []
    room.now = EVENING
    assert take(room) == [(AYGUL, "reminder")]
    assert take(room) == []
    room.now += timedelta(days=1)
    assert take(room) == [(ERLAN, "reminder")]


async def test_what_a_dead_evening_left_waits_for_the_next(room: Mailroom) -> None:
    """A worker that was away sends nothing at night, and everything only once."""
    await begun(room, AYGUL, "tonight")
    room.now = EVENING + timedelta(hours=4)
    assert take(room) == []
    room.now = EVENING + timedelta(days=3)
    assert take(room) == [(AYGUL, "reminder")]
    assert take(room) == []


async def test_a_wave_has_two_reminders_at_most(room: Mailroom) -> None:
    """The third is not offered and not sent, whatever is pressed."""
    await begun(room, AYGUL, "tonight")
    said = []
    for _ in range(4):
        room.now += timedelta(days=1)
        said += take(room)
        await room.take(room.tapped(AYGUL, "remind:tomorrow"))
    assert said == []
    room.now = EVENING
    for _ in range(5):
        room.now += timedelta(days=1)
        said += take(room)
        await room.take(room.tapped(AYGUL, "remind:tomorrow"))
    assert said == [(AYGUL, "reminder")] * 2


@pytest.mark.parametrize("end", ["remind:never", "/stop", "blocked", "sent", "closed"])
async def test_nobody_is_reminded_who_does_not_want_or_need_it(room: Mailroom, end: str) -> None:
    """After no, /stop, a block, the last answer or the wave's end there is no reminder."""
    await begun(room, AYGUL, "tonight")
    ends: dict[str, Callable[[], list[Any]]] = {
        "remind:never": lambda: [room.tapped(AYGUL, "remind:never")],
        "/stop": lambda: [room.said(AYGUL, "/stop")],
        "blocked": lambda: [room.reach(AYGUL, "kicked")],
        "sent": lambda: [*_rest(room), room.tapped(AYGUL, "send")],
        "closed": list,
    }
    await room.take(*ends[end]())
    if end == "closed":
        close(room)
    room.now = EVENING
    assert [one for one in take(room) if one[1] == "reminder"] == []


def _rest(room: Mailroom) -> list[Any]:
    return [room.tapped(AYGUL, f"rate:{item.id}:4") for item in room.instrument.items[3:]]


async def test_stop_holds_until_start_or_continue(room: Mailroom) -> None:
    """Nothing is offered and nothing comes meanwhile; afterwards it is as it was."""
    await begun(room)
    await room.take(room.said(AYGUL, "/stop"))
    assert room.known(AYGUL).stopped
    await room.take(room.tapped(AYGUL, "remind:tonight"))
    room.now = EVENING
    assert take(room) == []
    for back in ("/start", "/continue"):
        await room.take(room.said(AYGUL, "/stop"), room.said(AYGUL, back))
        assert not room.known(AYGUL).stopped
    room.now -= timedelta(hours=1)
    await room.take(room.tapped(AYGUL, "later"), room.tapped(AYGUL, "remind:tonight"))
    room.now = EVENING
    assert take(room) == [(AYGUL, "reminder")]


async def test_results_and_the_next_wave_are_told_to_who_agreed(room: Mailroom) -> None:
    """Once each, in the evening, after all of the wave was published; to nobody else."""
    await willing(room, AYGUL)
    await room.take(*room.walk(ERLAN))
    room.now = EVENING
    assert take(room) == [], "nothing is published yet"
    close(room)
    assert take(room) == [(AYGUL, "told")]
    assert take(room) == []
    room.now += timedelta(days=1)
    room.wave = room.open("w2").id
    await room.take(*room.walk(7_000_000_003), room.tapped(7_000_000_003, "recontact:yes"))
    assert take(room) == [(AYGUL, "invited")]
    assert take(room) == []
    room.now += timedelta(days=1)
    await room.take(room.tapped(AYGUL, "recontact:no", ""))
    close(room, "w2")
    assert take(room) == [(7_000_000_003, "told")]


async def test_many_are_written_to_a_few_at_a_time(room: Mailroom) -> None:
    """What is due at once is spread over ticks, and two workers never take the same person."""
    with room.archive.begin() as connection:
        wave = waves.latest(connection)
        assert wave is not None
    chats = range(7_000_000_100, 7_000_000_100 + LIMIT + 5)
    for chat in chats:
        await room.take(*room.entry(chat), room.tapped(chat, "later"))
    with room.archive.begin() as connection:
        rows = [
            {"respondent_id": person, "wave_id": wave.id, "kind": "first", "due_at": EVENING}
            for person in range(1, len(chats) + 1)
        ]
        connection.execute(insert(Nudge), rows)
    room.now = EVENING
    first, second = take(room), take(room)
    assert (len(first), len(second)) == (LIMIT, 5)
    assert {chat for chat, _ in first + second} == set(chats)


ACTS = (
    *("later", "remind:tonight", "remind:tomorrow", "remind:never", "recontact:yes"),
    *("recontact:no", "/stop", "/start", "/continue", "kicked", "member", "rate", "walk"),
    *("hours", "evening", "close", "open", "withdraw"),
)


@settings(max_examples=25)
@given(acts=st.lists(st.sampled_from(ACTS), max_size=40))
def test_the_promise_holds_whatever_happens(
    acts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nothing unasked to who stopped, blocked or said no; two reminders a wave; evenings only."""
    with migrated("sqlite", tmp_path_factory.mktemp("acts")) as archive:
        asyncio.run(_lived(archive, ["open", "rate", *acts]))


async def _lived(archive: Archive, acts: list[str]) -> None:
    life = Life(archive)
    for act in acts:
        await life.do(act)
        person, told = life.room.person(AYGUL), take(life.room)
        if told:
            assert person is not None
            assert not person.stopped
            assert not person.blocked
            assert is_evening(life.room.now, ZONE)
        if person and person.recontact is not True:
            assert {view for _, view in told} <= {"reminder"}
        life.reminded += [view for _, view in told].count("reminder")
        assert life.reminded <= 2
        assert take(life.room) == [], "nothing is said twice"


class Life:
    """A person, the waves and the time, and what may happen to them."""

    def __init__(self, archive: Archive) -> None:
        self.room = Mailroom(archive)
        self.waves = 0
        self.open = False
        self.reminded = 0

    async def do(self, act: str) -> None:
        """Let it happen, where it can."""
        room = self.room
        if act in {"hours", "evening"}:
            room.now += timedelta(hours=5)
            if act == "evening":
                room.now = room.now.replace(hour=15, minute=0)
        elif act == "close" and self.open:
            close(room, f"w{self.waves}")
            self.open, room.wave = False, 0
        elif act == "open" and not self.open:
            self.waves, self.open, self.reminded = self.waves + 1, True, 0
            room.wave = room.open(f"w{self.waves}").id
        else:
            await room.take(*self._did(act))
            self.reminded = 0 if act == "withdraw" else self.reminded

    def _did(self, act: str) -> list[Any]:
        room, person = self.room, self.room.person(AYGUL)
        if act == "walk":
            return room.walk(AYGUL)
        if act == "rate":
            return [*room.entry(AYGUL), *room.answers(AYGUL, "1")]
        if act in {"kicked", "member"}:
            return [room.reach(AYGUL, act)]
        if act.startswith("/"):
            return [room.said(AYGUL, act)]
        return [room.tapped(AYGUL, act, (person.city or "") if person else "")]


@given(
    now=st.datetimes(datetime(2023, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
    when=st.sampled_from(["tonight", "tomorrow"]),
)
def test_a_choice_is_an_evening_to_come(now: datetime, when: str) -> None:
    """It lies ahead, at most two days off, and at that time people may be written to."""
    at = due(when, now, ZONE)
    assert at is not None
    assert now < at <= now + timedelta(days=2)
    assert is_evening(at, ZONE)
    assert due("never", now, ZONE) is None
