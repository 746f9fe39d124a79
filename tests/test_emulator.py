"""The emulator behaves as Telegram does: seen through python-telegram-bot and through HTTP."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import orjson
import pytest
from aiohttp import web
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.emulator import Emulator, Event, Fault
from tests.phone import Phone

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 360) + b"\x08\x02\0\0\0"
Api = Callable[..., Awaitable[Any]]


@pytest.fixture(name="emulator")
async def _emulator() -> AsyncIterator[Emulator]:
    emulator = Emulator()
    await emulator.start()
    yield emulator
    await emulator.stop()


@pytest.fixture(name="api")
async def _api(emulator: Emulator) -> AsyncIterator[Api]:
    """Call a method as JSON; the whole answer."""
    async with aiohttp.ClientSession(f"{emulator.address}/bot{emulator.token}/") as session:

        async def call(method: str, **params: object) -> Any:  # noqa: ANN401 - JSON
            async with session.post(method, json=params) as answer:
                return orjson.loads(await answer.read())

        yield call


@pytest.fixture(name="bot")
async def _bot(emulator: Emulator) -> AsyncIterator[Bot]:
    bot = Bot(
        emulator.token,
        base_url=f"{emulator.address}/bot",
        base_file_url=f"{emulator.address}/file/bot",
    )
    async with bot:
        yield bot


def _keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(x, callback_data=x) for x in labels]])


async def test_a_message_with_buttons_is_sent_and_edited(emulator: Emulator, bot: Bot) -> None:
    """What the bot sends and edits stands on the person's screen under one message id."""
    phone = Phone(emulator)
    await phone.say("/start", changes=False)

    sent = await bot.send_message(
        phone.person.id, "<b>Сәлем</b> &lt;😀", parse_mode="HTML", reply_markup=_keyboard("1", "2")
    )

    assert phone.html == "<b>Сәлем</b> &lt;😀"
    assert phone.buttons == [["1", "2"]]
    assert sent.parse_entities() == {sent.entities[0]: "Сәлем"}

    await bot.edit_message_text("Рақмет", phone.person.id, sent.message_id)

    assert (phone.text, phone.message.id, phone.buttons) == ("Рақмет", sent.message_id, [])
    assert phone.message.edits == 1


async def test_an_edit_that_changes_nothing_is_refused(emulator: Emulator, bot: Bot) -> None:
    """The same text and keyboard again is refused; another keyboard is taken."""
    phone = Phone(emulator)
    await phone.say("/start", changes=False)
    sent = await bot.send_message(phone.person.id, "1", reply_markup=_keyboard("1"))

    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("1", reply_markup=_keyboard("1"))

    await sent.edit_reply_markup(_keyboard("2"))
    assert phone.buttons == [["2"]]


async def test_what_cannot_be_edited_is_refused(emulator: Emulator, bot: Bot) -> None:
    """A message that is gone, a person's message and the text of a photo cannot be edited."""
    phone = Phone(emulator)
    await phone.say("/start", changes=False)
    theirs = phone.messages[0].id
    sent = await bot.send_message(phone.person.id, "1")
    photo = await bot.send_photo(phone.person.id, PNG, caption="1")
    await sent.delete()

    with pytest.raises(BadRequest, match="Message to edit not found"):
        await sent.edit_text("2")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("2", phone.person.id, theirs)
    with pytest.raises(BadRequest, match="no text in the message to edit"):
        await photo.edit_text("2")

    await photo.edit_caption("2")
    assert phone.text == "2"


async def test_strangers_and_blockers_get_no_mail(emulator: Emulator, bot: Bot) -> None:
    """403 for whoever never started the bot or has blocked it, 400 for whom nobody knows."""
    person = emulator.person("Ербол")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(person.id, "1")
    emulator.say(person, "/start")
    await bot.send_message(person.id, "1")
    emulator.block(person)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(person.id, "1")
    emulator.unblock(person)
    await bot.send_message(person.id, "1")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "1")

    updates = await bot.get_updates(allowed_updates=["message", "my_chat_member"])

    standings = [u.my_chat_member.new_chat_member.status for u in updates if u.my_chat_member]
    assert standings == ["kicked", "member"]


async def test_files_come_back_as_they_went(emulator: Emulator, bot: Bot) -> None:
    """A photo and documents posted in the channel can be fetched again, byte for byte."""
    channel = emulator.channel("Үйлестірушілер", "coordinators")
    table = b"id,value\n" * 100_000

    photo = await bot.send_photo("@coordinators", PNG, caption="<i>апта</i>", parse_mode="HTML")
    document = await bot.send_document(channel, table, filename="жауаптар.csv")
    album = await bot.send_media_group(
        channel, [InputMediaDocument(b"1", filename="a.txt"), InputMediaDocument(b"2")]
    )

    assert (photo.photo[-1].width, photo.photo[-1].height) == (640, 360)
    assert document.document is not None
    assert (document.document.file_name, document.document.mime_type) == (
        "жауаптар.csv",
        "text/csv",
    )
    fetched = await (await bot.get_file(document.document.file_id)).download_as_bytearray()
    assert bytes(fetched) == table
    assert len({m.media_group_id for m in album}) == 1
    assert [m.id for m in emulator.messages(channel)] == [1, 2, 3, 4]

    again = await bot.send_document(channel, document.document.file_id)
    assert again.document == document.document


async def test_the_bot_is_an_administrator_until_it_is_expelled(
    emulator: Emulator, bot: Bot
) -> None:
    """The bot may post and pin in its channel; thrown out, it gets a 403."""
    person, channel = emulator.person("Нұрлан"), emulator.channel("Арна")
    emulator.join(person, channel, "creator")
    post = await bot.send_message(channel, "1")
    await post.pin()

    pinned = (await bot.get_chat(channel)).pinned_message
    assert pinned is not None
    assert pinned.message_id == post.message_id
    assert (await bot.get_chat_member(channel, bot.id)).status == "administrator"
    assert (await bot.get_chat_member(channel, person.id)).status == "creator"

    emulator.expel(channel, person)
    with pytest.raises(Forbidden, match="kicked from the channel"):
        await bot.send_message(channel, "2")


async def test_an_offset_confirms(emulator: Emulator, bot: Bot) -> None:
    """Unconfirmed updates come again; those below the offset, or before a negative one, do not."""
    person = emulator.person("Дана")
    for text in "abcd":
        emulator.say(person, text)

    async def texts(offset: int | None = None) -> list[str | None]:
        return [u.message.text for u in await bot.get_updates(offset=offset) if u.message]

    first = (await bot.get_updates(limit=1))[0].update_id
    assert await texts() == ["a", "b", "c", "d"]
    assert await texts(first + 1) == ["b", "c", "d"]
    assert await texts(-2) == ["c", "d"]
    assert await texts() == ["c", "d"]
    assert await texts(first + 4) == []


async def test_a_poll_waits_for_news(emulator: Emulator, bot: Bot) -> None:
    """A long poll returns as soon as something happens."""
    person = emulator.person("Дана")
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await emulator.mailbox.polling.wait()
    emulator.say(person, "сәлем")

    updates = await asyncio.wait_for(poll, 5)

    assert updates[0].message is not None
    assert updates[0].message.text == "сәлем"


async def test_a_newer_poll_ends_the_older(emulator: Emulator, bot: Bot, api: Api) -> None:
    """Two pollers: the one that waits gets 409, the newer one goes on."""
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await emulator.mailbox.polling.wait()

    assert await api("getUpdates") == {"ok": True, "result": []}
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await poll


async def test_allowed_updates_are_remembered(emulator: Emulator, bot: Bot) -> None:
    """A kind of update that was not asked for is not queued, from that call on."""
    person = emulator.person("Дана")
    await bot.get_updates(allowed_updates=["callback_query"])
    emulator.say(person, "1")
    emulator.tap(person, 1, "x")

    updates = await bot.get_updates()

    assert [u.callback_query is not None for u in updates] == [True]


async def test_a_tap_is_answered_once_and_in_time() -> None:
    """A second answer, a late one and one to an invented query are refused alike."""
    now = 1_800_000_000.0
    emulator = Emulator(clock=lambda: now)
    address = await emulator.start()
    async with Bot(emulator.token, base_url=f"{address}/bot") as bot:
        phone = Phone(emulator)
        query = emulator.tap(phone.person, 1, "x")
        await bot.answer_callback_query(query, "Сақталды")
        assert phone.toast == "Сақталды"
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(query)

        late = emulator.tap(phone.person, 1, "x")
        assert len(await bot.get_updates()) == 2
        now += 151
        assert await bot.get_updates() == ()
        for number in (late, "1"):
            with pytest.raises(BadRequest, match="Query is too old"):
                await bot.answer_callback_query(number)
    await emulator.stop()


async def test_a_phone_talks_with_a_bot(emulator: Emulator, api: Api) -> None:
    """Phone says, taps, waits for what the bot does and reads the screen."""

    async def answer() -> None:
        offset = 0
        while True:
            for update in (await api("getUpdates", offset=offset, timeout=20))["result"]:
                offset = update["update_id"] + 1
                keyboard = {"inline_keyboard": [[{"text": "4 — жоғары", "callback_data": "4"}]]}
                if "message" in update:
                    chat = update["message"]["chat"]["id"]
                    await api("sendMessage", chat_id=chat, text="1 / 23", reply_markup=keyboard)
                else:
                    query = update["callback_query"]
                    place = query["message"]
                    await api(
                        "editMessageText",
                        chat_id=place["chat"]["id"],
                        message_id=place["message_id"],
                        text=f"{query['data']} / 23",
                    )
                    await api("answerCallbackQuery", callback_query_id=query["id"], text="✓")

    bot = asyncio.create_task(answer())
    phone = Phone(emulator, name="Асель", language_code="ru")
    await phone.say("/start")
    phone.sees("1 / 23", "4 — жоғары")
    await phone.tap("4")
    assert (phone.text, phone.toast, phone.buttons) == ("4 / 23", "✓", [])
    with pytest.raises(AssertionError, match=r"\[4|4 / 23"):
        phone.sees("Аяғы")
    bot.cancel()


async def test_a_phone_that_waits_in_vain_shows_its_screen(emulator: Emulator) -> None:
    """When the bot keeps silent the test fails with the chat in the message."""
    phone = Phone(emulator, patience=0.01)
    with pytest.raises(AssertionError, match="me #1: /start"):
        await phone.say("/start")


async def test_faults_happen_as_ordered(
    emulator: Emulator, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refusals, HTML, lost connections and hangs reach the bot; `applied` ones took effect."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    phone = Phone(emulator)
    await phone.say("/start", changes=False)
    faults = [
        (
            Fault(code=429, description="Too Many Requests: retry after 7", retry_after=7),
            RetryAfter,
        ),
        (Fault(code=502, html=True), NetworkError),
        (Fault(drop=True), NetworkError),
        (Fault(drop=True, applied=True), NetworkError),
        (Fault(hang=5, applied=True), TimedOut),
    ]
    for number, (fault, error) in enumerate(faults):
        emulator.faults = lambda method, _, fault=fault: fault if method == "sendMessage" else None
        with pytest.raises(error):
            await bot.send_message(phone.person.id, str(number), read_timeout=0.2)
    emulator.faults = None
    await bot.send_message(phone.person.id, "last")

    assert [m.text for m in phone.messages] == ["/start", "3", "4", "last"]


class _Receiver:
    """A webhook of ours: notes what comes and answers as told."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.stirred = asyncio.Event()

    async def __call__(self, request: web.BaseRequest) -> web.Response:
        self.seen.append(orjson.loads(await request.read()))
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.stirred.set()
        return self.answers.pop(0) if self.answers else web.Response()

    async def has(self, count: int) -> None:
        async with asyncio.timeout(10):
            while len(self.seen) < count:
                self.stirred.clear()
                await self.stirred.wait()


@pytest.fixture(name="receiver")
async def _receiver() -> AsyncIterator[tuple[_Receiver, str]]:
    receiver = _Receiver()
    runner = web.ServerRunner(web.Server(receiver), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield receiver, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


async def test_a_webhook_gets_what_waited_and_what_comes(
    emulator: Emulator, bot: Bot, receiver: tuple[_Receiver, str]
) -> None:
    """Updates are posted with the secret, getUpdates is refused meanwhile, and nothing is lost."""
    hook, url = receiver
    person = emulator.person("Дана")
    emulator.say(person, "a")
    await bot.set_webhook(url, secret_token="s-1", max_connections=3)
    emulator.say(person, "b")
    await hook.has(2)

    assert [u["message"]["text"] for u in hook.seen] == ["a", "b"]
    assert hook.secrets == ["s-1", "s-1"]
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == url

    await bot.delete_webhook()
    emulator.say(person, "c")
    assert [u.message.text for u in await bot.get_updates() if u.message] == ["c"]


async def test_a_webhook_is_tried_again_and_lanes_keep_their_order(
    emulator: Emulator, bot: Bot, receiver: tuple[_Receiver, str]
) -> None:
    """A non-2xx answer brings the same update again, before the next one of its chat."""
    hook, url = receiver
    hook.answers = [
        web.Response(status=503, headers={"Retry-After": "1"}),
        web.Response(status=500),
    ]
    person = emulator.person("Дана")
    await bot.set_webhook(url)
    emulator.say(person, "a")
    emulator.say(person, "b")
    await hook.has(4)

    assert [u["message"]["text"] for u in hook.seen] == ["a", "a", "a", "b"]
    assert (await bot.get_webhook_info()).last_error_message is not None


async def test_commands_and_texts_follow_the_language(emulator: Emulator, bot: Bot) -> None:
    """A person sees the commands of the narrowest scope, in their language or in none."""
    person = emulator.person("Дана", "kk")
    await bot.set_my_commands([BotCommand("start", "Start")])
    await bot.set_my_commands([BotCommand("start", "Бастау")], language_code="kk")
    await bot.set_my_description("Сипаттама", language_code="kk")

    profile = emulator.telegram.profile
    assert profile.commands_for(person.id, "kk") == [{"command": "start", "description": "Бастау"}]
    assert profile.commands_for(person.id, "ru") == [{"command": "start", "description": "Start"}]
    assert profile.said("description", "kk") == "Сипаттама"
    assert (await bot.get_my_description("ru")).description == ""


async def test_calls_are_recorded(emulator: Emulator, api: Api) -> None:
    """Each request is kept with its parameters and its result or refusal."""
    await api("getMe")
    await api("sendMessage", chat_id=1, text="x")

    me, refused = emulator.calls
    assert (me.method, me.error) == ("getMe", None)
    assert refused.params == {"chat_id": 1, "text": "x"}
    assert refused.error is not None
    assert refused.error.description == "Bad Request: chat not found"


async def test_people_live_over_http_too(emulator: Emulator, api: Api) -> None:
    """The desk adds people, lets them say and tap, shows chats and streams what happens."""
    emulator.coordinator = emulator.person("Нұрлан", "ru")
    async with aiohttp.ClientSession(emulator.address) as session:

        async def post(path: str, **fields: object) -> Any:  # noqa: ANN401 - JSON
            async with session.post(f"/emulator/{path}", json=fields) as answer:
                return orjson.loads(await answer.read())

        person = await post("people", name="Айгүл", language_code="kk")
        async with session.get(f"/emulator/events?chat={person['id']}") as stream:
            await stream.content.readuntil(b"here\n\n")
            await post("say", person=person["id"], text="<сәлем>")
            await api("sendMessage", chat_id=person["id"], text="иә")
            heard = [orjson.loads((await stream.content.readuntil(b"\n\n"))[6:]) for _ in "12"]
        assert [e["message"]["html"] for e in heard] == ["&lt;сәлем&gt;", "иә"]

        assert (await post("tap", person=person["id"], message_id=2, data="x"))["query"]
        assert (await post("block", person=person["id"], blocked=True)) == {"blocked": True}
        await post("digest")
        async with session.get(f"/emulator/chats/{emulator.coordinator.id}") as answer:
            assert [m["html"] for m in (await answer.json())["messages"]] == ["/digest"]
        async with session.get("/emulator/state") as answer:
            assert emulator.token not in await answer.text()
        async with session.post("/emulator/say", data={"person": "1"}) as answer:
            assert answer.status == 400


async def test_listeners_stop_hearing(emulator: Emulator) -> None:
    """What `listen` returns ends the listening."""
    heard: list[Event] = []
    person = emulator.person("Дана")
    end = emulator.listen(person.id, heard.append)
    emulator.say(person, "1")
    end()
    emulator.say(person, "2")

    assert [e.message.text for e in heard if e.message] == ["1"]
