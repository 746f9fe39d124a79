"""Updates are applied once, together, and never at each other's cost."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event, text, update
from sqlalchemy.exc import OperationalError

from bot import interviewer
from bot.app import Saualnama
from bot.facts import CityResult
from bot.interviewer import Survey, Turn, View
from bot.outgoing.speaker import Said, Speech
from bot.settings import load
from bot.texts import Texts
from storage import letters, outbox, people, record
from storage.models import Respondent, Response
from storage.people import Person
from tests.databases import POSTGRESQL
from tests.mailroom import KEY, NOW, Mailroom

AYGUL, ERBOL, DANA = 7_000_000_001, 7_000_000_002, 7_000_000_003


@pytest.fixture(name="broken_commit")
def _broken_commit(room: Mailroom) -> Iterator[list[str]]:
    """While the list holds anything, no transaction of the worker can be committed."""
    trouble: list[str] = []

    def fail(_: Connection) -> None:
        if trouble:
            raise OperationalError("COMMIT", {}, OSError("disk full"))

    event.listen(room.archive.engine, "commit", fail)
    yield trouble
    event.remove(room.archive.engine, "commit", fail)


Boom = Callable[[Survey, Person, str], Turn]


def _plant(monkeypatch: pytest.MonkeyPatch, boom: Boom) -> None:
    """Make /boom a command."""
    monkeypatch.setitem(interviewer.COMMANDS, "boom", boom)


def _raise(_: Survey, __: Person, ___: str) -> Turn:
    raise RuntimeError("a fault of ours")


def _writes(place: str) -> Boom:
    return lambda _, person, __: Turn(replace(person, place=place), View("help"))


def _letters(room: Mailroom) -> list[letters.Letter]:
    with room.archive.read() as connection:
        return letters.every(connection)


def _answers(room: Mailroom, chat: int) -> str:
    return room.known(chat).sheets["shu"].answers


# Commit, then speak


async def test_nothing_is_said_of_what_is_not_on_disk(
    room: Mailroom, broken_commit: list[str]
) -> None:
    """A commit that fails leaves nothing said and nothing written; the same updates go in later."""
    batch = room.walk(AYGUL)
    broken_commit.append("disk full")
    with pytest.raises(OperationalError):
        await room.take(*batch)
    assert room.rows("respondent") == room.rows("update_ledger") == []

    broken_commit.clear()
    speeches = await room.take(*batch)
    assert len(speeches) == len(batch)
    assert _answers(room, AYGUL) == "4" * 23


async def test_the_worker_speaks_after_the_commit_alone(
    room: Mailroom, broken_commit: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker shows no screen of a failed batch, and keeps what was to be noted with it."""
    chosen = load({"telegram_token": "1234567890:" + "t" * 35, "secret_key": KEY.decode()})
    worker = Saualnama(chosen, room.archive, Texts())
    shown: list[Speech] = []
    monkeypatch.setattr(worker.speaker, "say", shown.extend)
    await worker.take([room.said(AYGUL, "/start")])
    assert len(shown) == 1
    noted = Said(room.known(AYGUL).id or 0, 1, 55)
    worker.said.append(noted)

    broken_commit.append("disk full")
    with pytest.raises(OperationalError):
        await worker.take([room.said(AYGUL, "/help")])
    assert len(shown) == 1
    assert worker.said == [noted]

    broken_commit.clear()
    await worker.take([room.said(AYGUL, "/help")])
    assert len(shown) == 2
    assert worker.said == []
    assert room.known(AYGUL).message_id == 55


# Once


async def test_an_update_counts_once_however_often_it_comes(
    room: Mailroom, second: Mailroom
) -> None:
    """Again, twice in one batch, at another worker or after a restart: applied once."""
    batch = room.entry(AYGUL)
    await room.take(*batch, *batch)
    before = room.everything()
    for worker in (room, second):
        speeches = await worker.take(*batch)
        assert len(speeches) == len(batch)  # the screen is shown again: it may never have been
        assert {speech.turn.view for speech in speeches} == {View("item", "SCRI1")}
    assert room.everything() == before
    assert room.known(AYGUL).turn == len(batch)
    assert len(room.rows("consent")) == 1


async def test_numbers_that_jump_downwards_count_like_any_other(room: Mailroom) -> None:
    """The ledger is a set: after a week of silence Telegram may begin at a lower number."""
    await room.take(room.said(AYGUL, "/start", number=1 << 30))
    low = room.said(AYGUL, "/help", number=5)
    await room.take(low)
    await room.take(low)
    assert room.known(AYGUL).turn == 2


async def test_a_message_that_was_shown_is_not_sent_again(room: Mailroom) -> None:
    """A worker that ended before it confirmed: who has seen the answer gets no second message."""
    hello = room.said(AYGUL, "/start")
    (speech,) = await room.take(hello)
    assert len(await room.take(hello)) == 1  # it may never have been shown
    shown = Said(room.known(AYGUL).id or 0, speech.turn.person.turn, message_id=55)
    await room.take(said=[shown])
    assert await room.take(hello) == []


async def test_an_update_counts_once_when_workers_have_it_at_once(
    room: Mailroom, second: Mailroom
) -> None:
    """Two workers that are given the same updates at the same time apply each once."""
    people_ = range(AYGUL, AYGUL + 6)
    batches = [room.walk(chat) for chat in people_]
    works = [worker.take(*batch) for batch in batches for worker in (room, second)]
    await asyncio.gather(*works)
    for chat, batch in zip(people_, batches, strict=True):
        assert room.known(chat).turn == len(batch)
        assert _answers(room, chat) == "4" * 23
    assert len(room.rows("consent")) == len(people_)
    assert _letters(room) == []


async def test_a_double_tap_leaves_one_answer(room: Mailroom) -> None:
    """Of two taps on one question in one batch the first counts, and only there."""
    await room.take(
        *room.entry(AYGUL),
        room.tapped(AYGUL, "rate:SCRI1:4"),
        room.tapped(AYGUL, "rate:SCRI1:2"),
    )
    assert _answers(room, AYGUL) == "4" + "." * 22
    assert room.known(AYGUL).place == "at:SCRI2"


# Two workers, one person


@pytest.mark.parametrize("room", [POSTGRESQL], indirect=True)
@pytest.mark.parametrize("same", [True, False])
async def test_workers_wait_for_each_other_but_never_in_a_circle(
    room: Mailroom, second: Mailroom, *, same: bool
) -> None:
    """Who waits for the ledger or for one person does not hold another whose screen it notes."""
    await room.take(room.said(AYGUL, "/start"), room.said(ERBOL, "/start"))
    first, last = sorted((AYGUL, ERBOL), key=lambda chat: room.known(chat).id or 0)
    shown = Said(room.known(last).id or 0, 1, message_id=55)
    hello = room.said(first, "/help")
    again = hello if same else room.said(first, "/help")
    with room.archive.begin() as connection:
        connection.execute(text("SET LOCAL deadlock_timeout = '10ms'"))  # it would notice first
        room.ingest.apply(connection, [hello])
        other = asyncio.create_task(second.take(again, said=[shown]))
        await asyncio.to_thread(_await_block, room, threading.Event())
        room.ingest.apply(connection, [room.said(last, "/help")])
    await other
    assert room.known(last).message_id == 55


def _await_block(room: Mailroom, held: threading.Event) -> None:
    """Wait until somebody waits for a lock."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with room.archive.engine.connect() as connection:
        while not connection.scalar(text(waiting)):
            connection.rollback()
    held.set()


@pytest.mark.parametrize("room", [POSTGRESQL], indirect=True)
@pytest.mark.parametrize("same", [True, False])
async def test_two_workers_meet_a_stranger_at_once(
    room: Mailroom, second: Mailroom, *, same: bool
) -> None:
    """The one that comes second waits, finds the person known, and applies only what is new."""
    hello = room.said(AYGUL, "/start")
    again = hello if same else room.said(AYGUL, "/start")
    mate = room.said(ERBOL, "/start")
    with room.archive.begin() as connection:
        room.ingest.apply(connection, [hello])
        other = asyncio.create_task(second.take(mate, again))
        await asyncio.to_thread(_await_block, room, threading.Event())
    speeches = await other

    assert len(speeches) == 2
    assert all(speech.turn.person.id is not None for speech in speeches)
    assert room.known(AYGUL).turn == (1 if same else 2)
    assert room.known(ERBOL).turn == 1
    assert _letters(room) == []


@pytest.mark.parametrize("room", [POSTGRESQL], indirect=True)
async def test_a_waiting_worker_reads_the_person_as_they_are(
    room: Mailroom, second: Mailroom
) -> None:
    """Who waited for a person's row sees the message, place and answers that the other left."""
    await room.take(*room.entry(AYGUL))
    moved = room.tapped(AYGUL, "rate:SCRI1:4")
    moved["callback_query"]["message"]["message_id"] = 77
    with room.archive.begin() as connection:
        room.ingest.apply(connection, [moved])
        other = asyncio.create_task(second.take(room.said(AYGUL, "/continue")))
        await asyncio.to_thread(_await_block, room, threading.Event())
    (speech,) = await other
    assert speech.turn.view == View("item", "SCRI2")
    assert speech.turn.person.message_id == 77
    assert speech.turn.person.sheets["shu"].answers.startswith("4")


# One bad update


async def test_a_fault_of_ours_costs_nobody_else_anything(
    room: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The update that failed is kept with its reason; its person is told, the others go on."""
    _plant(monkeypatch, _raise)
    await room.take(*room.entry(AYGUL))
    boom = room.said(AYGUL, "/boom")
    speeches = await room.take(
        *room.walk(ERBOL), boom, room.tapped(AYGUL, "rate:SCRI1:4"), *room.walk(DANA)
    )

    (letter,) = _letters(room)
    assert (letter.update_id, json.loads(letter.raw)) == (boom["update_id"], boom)
    assert "a fault of ours" in letter.trouble
    (sorry,) = [speech for speech in speeches if speech.turn.toast == "error-unknown"]
    assert sorry.turn.person.chat_id == AYGUL
    assert sorry.turn.view == View("item", "SCRI1")
    assert _answers(room, AYGUL) == "4" + "." * 22
    assert _answers(room, ERBOL) == _answers(room, DANA) == "4" * 23

    await room.take(boom)
    assert len(_letters(room)) == 1


async def test_a_crowd_whose_updates_fail_does_not_stall_others(
    room: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ninety failures in one batch are ninety letters; whoever is among them is answered."""
    _plant(monkeypatch, _raise)
    crowd = [room.said(chat, "/boom") for chat in range(AYGUL + 1, AYGUL + 91)]
    speeches = await room.take(*crowd[:45], *room.walk(AYGUL), *crowd[45:])
    assert _answers(room, AYGUL) == "4" * 23
    assert speeches
    assert len(_letters(room)) == len(crowd)


async def test_a_stranger_whose_first_word_fails_is_told(
    room: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is kept of a person who was not known before the failure but the letter."""
    _plant(monkeypatch, _raise)
    (speech,) = await room.take(room.said(AYGUL, "/boom"))
    assert (speech.turn.toast, speech.turn.view.name) == ("error-unknown", "language")
    assert room.person(AYGUL) is None
    assert len(_letters(room)) == 1


@pytest.mark.parametrize(
    ("room", "place"),
    [
        ("sqlite", "half \ud800"),
        pytest.param("postgresql", "half \ud800", marks=pytest.mark.postgresql),
        pytest.param("postgresql", "nothing \x00", marks=pytest.mark.postgresql),
        pytest.param("postgresql", "long" * 9, marks=pytest.mark.postgresql),
    ],
    indirect=["room"],
)
async def test_what_the_database_refuses_is_kept_and_the_rest_applied(
    room: Mailroom, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """A batch with a value that no column takes is applied but for the update that made it."""
    _plant(monkeypatch, _writes(place))
    await room.take(*room.entry(AYGUL))
    mine = Said(room.known(AYGUL).id or 0, 5, 55)
    boom = room.said(AYGUL, "/boom")
    speeches = await room.take(*room.walk(ERBOL), boom, *room.walk(DANA), said=[mine])

    assert _answers(room, ERBOL) == _answers(room, DANA) == "4" * 23
    (letter,) = _letters(room)
    assert (letter.update_id, json.loads(letter.raw)) == (boom["update_id"], boom)
    assert "Error" in letter.trouble
    (sorry,) = [speech for speech in speeches if speech.turn.toast == "error-unknown"]
    assert sorry.turn.view == View("item", "SCRI1")
    assert (room.known(AYGUL).place, room.known(AYGUL).message_id) == ("at:SCRI1", 55)

    await room.take(boom)
    assert len(_letters(room)) == 1


JUNK: tuple[Any, ...] = (
    {},
    {"message": {"chat": {"id": AYGUL}}},
    {"update_id": [1], "message": {"from": {"id": DANA}}},
    {"update_id": 1 << 70, "message": {}},
    {"update_id": True},
    {"update_id": 7, "callback_query": {"from": {"id": ERBOL}, "id": 5, "data": "half \ud800"}},
    {"update_id": 8, "message": {"text": "nothing \x00"}},
    {"update_id": 9, "message": {"chat": {"id": "many", "type": "private"}, "from": {}}},
    {"update_id": 10, "callback_query": {"message": {"chat": {"id": DANA}}}},
    [],
    None,
    "text",
    3.5,
)


async def test_what_cannot_be_read_is_kept_and_the_rest_applied(room: Mailroom) -> None:
    """Junk of any shape in the middle of a batch is a dead letter each, with its owner if named."""
    await room.take(*room.entry(AYGUL), *JUNK, *room.answers(AYGUL, "345"))
    assert _answers(room, AYGUL).startswith("345.")
    owners = [row.chat_id for row in room.rows("dead_letter")]
    assert owners == [None, AYGUL, DANA, *[None] * 2, ERBOL, *[None] * 2, DANA, *[None] * 4]
    assert [letter.update_id for letter in _letters(room)][5:9] == [7, 8, 9, 10]

    await room.take(JUNK[5])
    assert len(_letters(room)) == len(JUNK)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["message", "callback_query", "from", "chat", "id", "type", "text"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
UPDATES = JSON | st.builds(
    lambda number, kind, body: {"update_id": number, kind: body},
    st.integers(0, 50),
    st.sampled_from(["message", "callback_query", "my_chat_member", "poll"]),
    JSON,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=st.lists(UPDATES, max_size=3), after=st.lists(UPDATES, max_size=3))
def test_no_update_whatever_holds_back_another(
    room: Mailroom, before: list[Any], after: list[Any]
) -> None:
    """Whatever JSON surrounds a good update, the good one is applied."""
    with room.archive.begin() as connection:
        room.ingest.apply(connection, [*before, room.said(DANA, "/start"), *after])
    dana = room.known(DANA)
    with room.archive.begin() as connection:
        record.forget(connection, dana, NOW)


async def test_a_broken_sheet_costs_only_its_own_person(room: Mailroom) -> None:
    """Whose stored answers nobody can read gets no screen, and the others get theirs."""
    await room.take(*room.entry(AYGUL))
    with room.archive.begin() as connection:
        connection.execute(update(Response).values(answers="12"))
        connection.execute(update(Respondent).values(place="review"))
    speeches = await room.take(room.tapped(AYGUL, "rate:SCRI1:4"), *room.walk(ERBOL))
    assert {speech.turn.person.chat_id for speech in speeches} == {ERBOL}
    assert _answers(room, ERBOL) == "4" * 23
    assert len(_letters(room)) == 1


async def test_a_figure_that_fails_costs_no_answer(
    room: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thanks are shown without the city's result where that cannot be computed."""

    def fail(_: Connection, __: Survey, ___: Turn) -> CityResult | None:
        raise ValueError("a tally of another instrument")

    monkeypatch.setattr(room.ingest, "_lookup", fail)
    *_, thanks = await room.take(*room.walk(AYGUL))
    assert (thanks.turn.view.name, thanks.facts) == ("done", None)
    assert room.known(AYGUL).sheets["shu"].complete


# Coming and going


async def test_who_leaves_and_comes_back_in_one_batch_is_a_stranger(room: Mailroom) -> None:
    """/withdraw erases all before it in the batch, and what follows begins anew."""
    await room.take(*room.walk(AYGUL))
    old = room.known(AYGUL).id
    *_, withdrawn, hello = await room.take(
        room.tapped(AYGUL, "review"),
        room.said(AYGUL, "/withdraw"),
        room.tapped(AYGUL, "withdraw"),
        room.said(AYGUL, "/start"),
    )
    assert withdrawn.turn.view.name == "withdrawn"
    assert withdrawn.turn.person.id is None
    assert hello.turn.view.name == "language"
    new = room.known(AYGUL)
    assert new.id not in {old, None}
    assert (new.language, new.sheets, new.turn) == (None, {}, 1)
    assert room.rows("consent") == []


async def test_a_stranger_who_comes_and_leaves_in_one_batch_leaves_nothing(room: Mailroom) -> None:
    """Nobody is entered who has withdrawn before the batch ended."""
    await room.take(*room.walk(AYGUL), room.tapped(AYGUL, "withdraw"))
    assert room.person(AYGUL) is None
    assert room.rows("response") == room.rows("consent") == room.rows("contact") == []


async def test_withdrawing_leaves_nothing_of_the_person(
    room: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No table knows the chat, the pseudonym or an answer, not even among the dead letters."""
    _plant(monkeypatch, _raise)
    await room.take(*room.walk(AYGUL, codes="31" * 12), room.said(AYGUL, "/boom"))
    await room.take({"update_id": 5, "message": {"from": {"id": AYGUL}, "text": 5}})
    key = room.known(AYGUL).id
    await room.take(*room.walk(ERBOL, codes="2" * 23))
    # In the batch of the withdrawal too.
    await room.take(room.said(AYGUL, "/boom"), room.tapped(AYGUL, "withdraw"))

    for table, rows in room.everything().items():
        assert str(AYGUL) not in rows, table
        assert room.pseudonyms.of(AYGUL) not in rows, table
        assert "3131" not in rows, table
    assert key not in {row.respondent_id for row in room.rows("response")}
    tombstone, kept = sorted(room.rows("response"), key=lambda row: bool(row.answers))
    assert tombstone.respondent_id is tombstone.counted_answers is tombstone.completed_at is None
    assert (tombstone.stakeholder_group, tombstone.answers, tombstone.languages) == ("", "", "")
    assert tombstone.started_at == tombstone.withdrawn_at == room.now
    assert kept.answers == "2" * 23


async def test_the_number_of_who_left_is_given_to_nobody(room: Mailroom) -> None:
    """Ids are never used again, not even the last one."""
    used = set()
    for _ in range(3):
        await room.take(room.said(AYGUL, "/start"), room.tapped(AYGUL, "language:ru", ""))
        used.add(room.known(AYGUL).id)
        await room.take(room.tapped(AYGUL, "withdraw", ""))
    assert len(used) == 3


async def test_who_blocks_the_bot_is_owed_nothing_until_they_return(room: Mailroom) -> None:
    """A block is noted without losing what the same batch did, and ends with any word."""
    batch = room.entry(AYGUL)
    await room.take(*batch, room.reach(AYGUL, "kicked"))
    assert room.known(AYGUL).blocked
    assert len(room.rows("consent")) == 1
    assert _owed(room) == []

    await room.take(room.reach(AYGUL, "member"), room.said(AYGUL, "/start"))
    assert not room.known(AYGUL).blocked
    assert _owed(room) == [AYGUL]

    # Telegram has refused a screen; the word that the person is back was lost.
    await room.take(said=[Said(room.known(AYGUL).id or 0, 6, blocked=True)])
    assert room.known(AYGUL).blocked
    await room.take(room.said(AYGUL, "/continue"))
    assert not room.known(AYGUL).blocked
    assert _owed(room) == [AYGUL]


async def test_a_screen_is_owed_until_it_was_shown(room: Mailroom, second: Mailroom) -> None:
    """What was committed and not shown is known to any worker after any end."""
    *_, speech = await room.take(*room.entry(AYGUL))
    assert _owed(second) == [AYGUL]
    person = speech.turn.person
    await second.take(said=[Said(person.id or 0, person.turn - 1, 54)])
    assert _owed(room) == [AYGUL]
    await second.take(said=[Said(person.id or 0, person.turn, 55)])
    assert _owed(room) == []
    assert room.known(AYGUL).message_id == 55


def _owed(room: Mailroom) -> list[int]:
    late = room.now + record.SAYING
    with room.archive.begin() as connection:
        keys = outbox.take(connection, late, room.now)
        found = people.among(connection, keys, people.open_wave(connection))
        return [one.chat_id for one in found]


async def test_a_dead_letter_can_be_applied_again(
    room: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the fault is mended the update that it cost is applied as if it came now."""
    await room.take(*room.entry(AYGUL))
    with monkeypatch.context() as planted:
        _plant(planted, _raise)
        await room.take(room.said(AYGUL, "/boom"))
    (letter,) = _letters(room)
    with room.archive.begin() as connection:
        again = json.loads(letters.reopen(connection, letter.id).raw)
        (speech,) = room.ingest.apply(connection, [again])
    assert speech.turn.hint  # the command is unknown now: a kind hint
    assert _letters(room) == []


async def test_people_are_asked_for_once(room: Mailroom) -> None:
    """However many taps arrive together, a batch costs a fixed number of statements."""
    statements: list[str] = []

    def hear(*args: object) -> None:
        statements.append(str(args[2]))

    await room.take(*room.entry(AYGUL), *room.entry(ERBOL))
    event.listen(room.archive.engine, "before_cursor_execute", hear)
    await room.take(room.tapped(AYGUL, "rate:SCRI1:1"))
    one = len(statements)
    await room.take(*room.answers(AYGUL, "11111"), *room.answers(ERBOL, "22222"))
    many = len(statements) - one
    event.remove(room.archive.engine, "before_cursor_execute", hear)
    assert many == one
    assert _answers(room, ERBOL).startswith("22222.")
