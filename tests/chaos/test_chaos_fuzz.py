"""Strangers' JSON: no update, however broken, stops the bot or writes where it may not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

import aiohttp
import orjson
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.app import Saualnama
from bot.opening import now, open_archive
from bot.settings import load
from bot.taps import Seals, data
from bot.texts import Texts
from scoring.instrument import load as instrument
from storage import waves
from storage.archive import Archive
from tests.chaos.crowd import online
from tests.chaos.machine import CITIES, HOOK_SECRET, KEY, LONG, TOKEN, Balancer, SQLite, bots

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(3600 if LONG else 120)]

BATCH: Final = 20
EXAMPLES: Final = 1000 if LONG else 100  # batches
OVER_HTTP: Final = 3000 if LONG else 300
VICTIM: Final = 7_100_000_001
STRANGER: Final = 7_200_000_001
SEALS: Final = Seals(KEY.encode())
VERBS: Final = (
    *("language:kk", "languages", "more", "agree", "decline", "cities:0", "cities:99999999999"),
    *("cities:²", "city:shu", "city:x", "group:society", "rate:SCRI1:3", "rate:SCRI1:9", "back"),
    *("rate:SCRI1:", "later", "go", "review", "edit:GC8", "edit:", "send", "results", "another"),
    *("withdraw", "", ":", "rate", "rate:a:b:c:d"),
)

words = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        (
            "\x00",
            "/start \x00",
            "/",
            "/ ",
            "/start",
            "/start shu_society_kk",
            "/withdraw",
            "/digest",
        )
    ),
    st.sampled_from(
        ("\u202eшу\u202d", "\u200f/start", "مرحبا", "👩‍👩‍👧‍👦" * 50, "a" * 70_000, "\ufffe")
    ),
    st.text(st.characters(categories=["Cs"]), min_size=1, max_size=3),  # lone surrogates
)
numbers = st.one_of(
    st.integers(), st.sampled_from((0, -1, 1 << 31, 1 << 62, 1 << 63, 1 << 64, -(1 << 63)))
)
scopes = st.sampled_from(("", "0.", "1.", "1.shu", "1.almaty", "2.shu"))
own = st.builds(
    lambda verb, scope: data(verb, SEALS.seal(STRANGER, scope)), st.sampled_from(VERBS), scopes
)
foreign = st.builds(
    lambda verb, scope: data(verb, SEALS.seal(VICTIM, scope)), st.sampled_from(VERBS), scopes
)
buttons = st.one_of(
    own, foreign, words, own.map(lambda text: text[:-1]), foreign.map(lambda text: text[1:])
)
junk = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, st.floats(), words),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=12), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def updates(draw: st.DrawFn) -> Any:  # noqa: ANN401 - anything at all
    """A valid update of a stranger's, with a few fields broken, gone or replaced; or just junk."""
    if draw(st.integers(0, 9)) == 0:
        return draw(junk)
    person = {"id": STRANGER, "is_bot": False, "first_name": draw(words), "language_code": "kk"}
    chat = {"id": STRANGER, "type": "private", "first_name": "x"}
    message = {"message_id": draw(numbers), "date": 0, "chat": chat, "from": person}
    number = draw(st.integers(1, 1 << 40))
    body: dict[str, Any] = draw(
        st.sampled_from(
            (
                {"message": {**message, "text": draw(words)}},
                {
                    "callback_query": {
                        "id": draw(words),
                        "from": person,
                        "message": message,
                        "chat_instance": "1",
                        "data": draw(buttons),
                    }
                },
                {
                    "my_chat_member": {
                        "chat": chat,
                        "from": person,
                        "date": 0,
                        "new_chat_member": {"status": draw(st.sampled_from(("kicked", "member")))},
                    }
                },
            )
        )
    )
    update = deepcopy({"update_id": number, **body})
    for _ in range(draw(st.integers(0, 2))):
        _break(draw, update)
    return update


def _break(draw: st.DrawFn, update: dict[str, Any]) -> None:
    """Replace or drop one field somewhere."""
    place = update
    while True:
        if not place:
            return
        key = draw(st.sampled_from(sorted(place)))
        inner = place[key]
        if isinstance(inner, dict) and draw(st.booleans()):
            place = inner
            continue
        if draw(st.booleans()):
            place[key] = draw(junk)
        else:
            del place[key]
        return


@pytest.fixture(name="worker")
def _worker(tmp_path: Path) -> Iterator[Saualnama]:
    chosen = load(
        {
            "telegram_token": TOKEN,
            "telegram_api_url": "http://127.0.0.1:9",
            "database_url": f"sqlite:///{tmp_path / 'fuzz.sqlite3'}",
            "secret_key": KEY,
            "cities": ",".join(CITIES),
        }
    )
    archive = open_archive(chosen)
    try:
        with archive.begin() as connection:
            waves.start(connection, "2026-11", instrument().name, now())
        yield Saualnama(chosen, archive, Texts())
    finally:
        archive.close()


def _victims_walk() -> Iterator[dict[str, Any]]:
    """A person who has answered five items."""
    taps = (("language:kk", "1."), ("agree", "1."), ("city:shu", "1."), ("group:society", "1.shu"))
    rated = tuple((f"rate:SCRI{number}:{number}", "1.shu") for number in range(1, 6))
    chat = {"id": VICTIM, "type": "private"}
    person = {"id": VICTIM, "is_bot": False, "first_name": "x"}
    message = {"message_id": 5, "date": 0, "chat": chat, "from": person}
    yield {"update_id": -1, "message": {**message, "text": "/start"}}
    for number, (verb, scope) in enumerate((*taps, *rated), 2):
        sealed = data(verb, SEALS.seal(VICTIM, scope))
        query = {"id": "1", "from": person, "message": message, "data": sealed}
        yield {"update_id": -number, "callback_query": query}


def _victim(archive: Archive) -> list[Any]:
    with archive.read() as connection:
        return list(
            connection.exec_driver_sql(
                "SELECT respondent.*, response.*, contact.* FROM contact"
                " JOIN respondent ON respondent.id = contact.respondent_id"
                " JOIN response ON response.respondent_id = respondent.id"
                f" WHERE contact.chat_id = {VICTIM}"
            )
        )


def test_no_update_breaks_the_way_in(worker: Saualnama) -> None:
    """Whatever comes in is applied, ignored or kept as a dead letter; nobody else is touched."""
    with asyncio.Runner() as runner:
        for update in _victims_walk():
            runner.run(worker.ingest.take([update]))
        before = _victim(worker.archive)
        assert len(before) == 1
        assert "12345" in str(before)

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=not LONG,
            database=None,
            phases=(Phase.generate,),  # a batch is shrunk by hand: it would take minutes
            suppress_health_check=list(HealthCheck),
        )
        @given(st.lists(updates(), min_size=BATCH, max_size=BATCH))
        def strike(batch: list[Any]) -> None:
            runner.run(worker.ingest.take([_through_a_door(update) for update in batch]))

        strike()
        assert _victim(worker.archive) == before
        _sound(worker.archive)


def _through_a_door(update: Any) -> Any:  # noqa: ANN401
    """As a door gives it on: what its parser refuses never reaches the record."""
    try:
        parsed = orjson.loads(json.dumps(update))
    except orjson.JSONDecodeError:
        parsed = None
    return parsed if isinstance(parsed, dict) else {"unreadable": str(parsed)}


def _sound(archive: Archive) -> None:
    """What the strangers have stored is what an instrument allows."""
    with archive.read() as connection:
        for answers, city, group in connection.exec_driver_sql(
            "SELECT answers, city, stakeholder_group FROM response"
        ):
            assert answers == "" or (len(answers) == 23 and set(answers) <= set("12345?-."))
            assert city in CITIES
            assert group


async def test_no_body_breaks_the_webhook(tmp_path: Path) -> None:
    """Over HTTP: every body is answered 200, 413 or 503, and none is refused for ever."""
    bodies: list[bytes] = []

    @settings(
        max_examples=OVER_HTTP,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(updates())
    def collect(update: Any) -> None:  # noqa: ANN401
        bodies.append(json.dumps(update).encode())

    collect()
    bodies += [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"update_id": 1e999}', b"[" * 100_000]
    bodies += [b'{"update_id": [1]}', b'{"update_id": {}}', b'"' + b"x" * (2 << 20) + b'"']
    database = SQLite(tmp_path)
    async with (
        online() as telegram,
        bots(tmp_path, database, telegram.address, workers=1) as (crew, balancer),
    ):
        await crew[0].hear("running on")
        (worker,) = balancer.workers
        bad = []
        for body in bodies:
            status = await _status(balancer, worker, body)
            if status not in {200, 413}:
                again = await _status(balancer, worker, body)
                bad.append((status, again, body[:200]))
        assert bad == []
        assert (await balancer.post(worker, b"{}", "wrong"))[0] == 403
        assert (await balancer.post(worker, b"{}", HOOK_SECRET))[0] == 200
        assert crew[0].running


async def _status(balancer: Balancer, worker: str, body: bytes) -> int:
    """The answer; a connection that is closed before a large body was read counts as 413."""
    try:
        return (await balancer.post(worker, body))[0]
    except aiohttp.ClientOSError:
        assert len(body) > 1 << 20
        return 413
