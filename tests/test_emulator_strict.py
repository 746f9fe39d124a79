"""The emulator refuses what Telegram refuses, and what only a slip of the pen can mean."""

from __future__ import annotations

import asyncio
import importlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.emulator import Emulator, Person
from bot.emulator.markup import parse
from bot.emulator.methods import METHODS, Kind
from bot.emulator.refusals import Refusal
from bot.emulator.render import render
from bot.emulator.telegram import Telegram
from bot.emulator.text import cut, units

_SPECIFICATION: Final = Path(__file__).parents[2] / "shared" / "botapi.json"
Refused = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture(name="emulator")
async def _emulator() -> AsyncIterator[Emulator]:
    emulator = Emulator()
    await emulator.start()
    yield emulator
    await emulator.stop()


@pytest.fixture(name="person")
def _person(emulator: Emulator) -> Person:
    person = emulator.person("Дана")
    emulator.say(person, "/start")
    return person


@pytest.fixture(name="session")
async def _session(emulator: Emulator) -> AsyncIterator[aiohttp.ClientSession]:
    base = f"{emulator.address}/bot{emulator.token}/"
    async with aiohttp.ClientSession(base) as session:
        yield session


@pytest.fixture(name="refused")
async def _refused(session: aiohttp.ClientSession) -> Refused:
    """Call a method as JSON; status and description, (200, "") when it was taken."""

    async def call(method: str, **params: object) -> tuple[int, str]:
        async with session.post(method, json=params) as answer:
            told = orjson.loads(await answer.read())
            assert told["ok"] == (answer.status == 200)
            assert told.get("error_code", 200) == answer.status
            return answer.status, told.get("description", "")

    return call


def _keys(*rows: list[Any]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def _key(text: str = "1", **fields: object) -> dict[str, object]:
    return {"text": text, "callback_data": "1"} | fields


async def test_unknown_methods_and_tokens(emulator: Emulator, refused: Refused) -> None:
    """A method nobody knows is 404, a wrong token 401; names of methods are case-insensitive."""
    assert await refused("sendTelegram") == (404, "Not Found")
    assert await refused("GETME") == (200, "")
    async with (
        aiohttp.ClientSession() as other,
        other.get(f"{emulator.address}/bot1:x/getMe") as answer,
    ):
        assert (answer.status, (await answer.json())["description"]) == (401, "Unauthorized")


_WRONG: Final[list[tuple[str, dict[str, Any], str]]] = [
    ("sendMessage", {"text": "x", "txt": "x"}, 'unknown parameter "txt" of sendMessage'),
    ("sendMessage", {}, "message text is empty"),
    ("sendMessage", {"text": ""}, "message text is empty"),
    ("sendMessage", {"text": " \n"}, "text must be non-empty"),
    ("sendMessage", {"text": 5}, 'parameter "text" must be a String'),
    ("sendMessage", {"text": "x", "chat_id": "x"}, 'parameter "chat_id" must be an Integer'),
    ("sendMessage", {"text": "x", "chat_id": "@nobody"}, "chat not found"),
    ("sendMessage", {"text": "x", "protect_content": "so"}, "must be a Boolean"),
    ("sendMessage", {"text": "x" * 4097}, "message is too long"),
    ("sendMessage", {"text": "😀" * 2049}, "message is too long"),
    ("sendMessage", {"text": "x", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
    ("sendMessage", {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "out"),
    ("sendMessage", {"text": "x", "reply_markup": {"keyboard": [["x"]]}}, "inline keyboards only"),
    ("sendMessage", {"text": "x", "reply_markup": _keys([{"text": "x"}])}, "Text buttons are una"),
    ("sendMessage", {"text": "x", "reply_markup": _keys([_key("")])}, "must be non-empty"),
    ("sendMessage", {"text": "x", "reply_markup": _keys([_key(colour="x")])}, "unknown field"),
    ("sendMessage", {"text": "x", "reply_markup": _keys([_key(url="e.kz")])}, "exactly one action"),
    (
        "sendMessage",
        {"text": "x", "reply_markup": _keys([_key(style="blue")])},
        "invalid button st",
    ),
    ("sendMessage", {"text": "x", "reply_markup": _keys(*[[_key()]] * 101)}, "markup is too long"),
    ("sendMessage", {"text": "x", "reply_markup": _keys([_key()] * 9)}, "markup is too long"),
    *(
        ("sendMessage", {"text": "x", "reply_markup": _keys([_key(callback_data=data)])}, why)
        for data, why in (("", "BUTTON_DATA_INVALID"), ("ң" * 33, "BUTTON_DATA_INVALID"))
    ),
    ("sendPhoto", {}, "there is no photo in the request"),
    ("sendPhoto", {"photo": "no such file"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {"photo": "x", "caption": "x" * 1025}, "message caption is too long"),
    ("sendChatAction", {"action": "dance"}, "wrong parameter action in request"),
    ("editMessageText", {"text": "x"}, "message identifier is not specified"),
    ("editMessageText", {"text": "x", "message_id": 99}, "message to edit not found"),
    ("deleteMessage", {"message_id": 99}, "message to delete not found"),
    ("deleteMessage", {}, 'parameter "message_id" is required'),
]


@pytest.mark.parametrize(("method", "params", "why"), _WRONG)
async def test_a_wrong_request_is_refused(
    person: Person, refused: Refused, method: str, params: dict[str, Any], why: str
) -> None:
    """Each of these is a 400 in Telegram's words and leaves no message behind."""
    status, description = await refused(method, **({"chat_id": person.id} | params))

    assert status == 400
    assert description.startswith("Bad Request: ")
    assert why in description


_WRONG_ABOUT_THE_BOT: Final[list[tuple[str, dict[str, Any], str]]] = [
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old"),
    ("getUpdates", {"allowed_updates": ["messages"]}, "unknown kind of update"),
    ("setWebhook", {"url": "http://example.kz/"}, "An HTTPS URL must be provided"),
    ("setWebhook", {"url": "http://localhost/", "secret_token": "ә"}, "unallowed characters"),
    ("setMyCommands", {"commands": [{"command": "Start", "description": "x"}]}, "COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": ""}]}, "must be non-empty"),
    ("setMyCommands", {"commands": [], "scope": {"type": "everybody"}}, "unsupported type"),
    ("setMyCommands", {"commands": [], "language_code": "kaz"}, "LANGUAGE_CODE_INVALID"),
    ("setMyCommands", {"commands": "start"}, "can't parse JSON"),
    ("setMyName", {"name": "x" * 65}, "name is too long"),
    ("setMyDescription", {"description": "x" * 513}, "description is too long"),
    ("setMyShortDescription", {"short_description": "x" * 121}, "short description is too long"),
    ("getFile", {"file_id": "x"}, "wrong file_id"),
]


@pytest.mark.parametrize(("method", "params", "why"), _WRONG_ABOUT_THE_BOT)
async def test_a_wrong_setting_is_refused(
    refused: Refused, method: str, params: dict[str, Any], why: str
) -> None:
    """Limits on commands, names, answers and webhooks hold."""
    status, description = await refused(method, **params)

    assert (status, why in description) == (400, True), description


async def test_limits_are_not_narrower_than_telegrams(person: Person, refused: Refused) -> None:
    """The longest text, the fullest keyboard and the longest callback data are taken."""
    rows = [[_key(callback_data="ң" * 32)] * 8] * 12 + [[_key()] * 4]
    markup = _keys(*rows)
    assert await refused(
        "sendMessage", chat_id=person.id, text="😀" * 2048, reply_markup=markup
    ) == (200, "")
    text = "<b>" + "&lt;" * 4096 + "</b>"
    assert await refused("sendMessage", chat_id=person.id, text=text, parse_mode="HTML") == (
        200,
        "",
    )


async def test_a_form_and_a_query_say_the_same_as_json(
    emulator: Emulator, person: Person, session: aiohttp.ClientSession
) -> None:
    """Nested values may come as JSON in a form's or a query's field, numbers as digits."""
    fields = {
        "chat_id": str(person.id),
        "text": "x",
        "protect_content": "true",
        "reply_markup": json.dumps(_keys([_key()])),
    }
    async with session.post("sendMessage", data=fields) as answer:
        assert answer.status == 200
    async with session.get(f"sendMessage?{urlencode(fields)}") as answer:
        assert answer.status == 200

    first, second = emulator.messages(person.id)[-2:]
    assert first.keyboard == second.keyboard == [[_key()]]


async def test_a_part_nobody_names_is_refused(
    person: Person, session: aiohttp.ClientSession
) -> None:
    """A file that came along but is attached to nothing is an unknown parameter."""
    form = aiohttp.FormData({"chat_id": str(person.id), "document": "attach://one"})
    form.add_field("one", b"1", filename="1.txt")
    async with session.post("sendDocument", data=form) as answer:
        assert answer.status == 200
    form = aiohttp.FormData({"chat_id": str(person.id), "document": "attach://one"})
    form.add_field("two", b"1", filename="1.txt")
    async with session.post("sendDocument", data=form) as answer:
        assert 'unknown parameter "two"' in (await answer.json())["description"]


async def test_every_method_in_the_table_is_served(emulator: Emulator) -> None:
    """The table of parameters and the table of deeds hold the same methods."""
    telegram: Telegram = emulator.telegram
    assert telegram.methods.keys() == METHODS.keys()


def test_the_table_agrees_with_the_specification() -> None:
    """Every method and parameter exists in the Bot API, as required and of that type there."""
    if not _SPECIFICATION.is_file():
        pytest.skip("the Bot API's specification is not at hand")
    methods = json.loads(_SPECIFICATION.read_text("utf-8"))["methods"]
    for method, table in METHODS.items():
        fields = {f["name"]: f for f in methods[method].get("fields", [])}
        for name, parameter in table.items():
            field = fields[name]
            assert field["required"] == parameter.required, (method, name)
            types = field["types"]
            if parameter.kind is Kind.ARRAY:
                assert all(t.startswith("Array of") for t in types), (method, name)
            elif parameter.kind is Kind.OBJECT:
                assert not {"Integer", "String", "Boolean", "InputFile"} & set(types), (
                    method,
                    name,
                )
            else:
                assert set(parameter.kind.value) <= set(types), (method, name)
        missed = {n for n, f in fields.items() if f["required"]} - table.keys()
        assert not missed, (method, missed)


_UNREADABLE: Final = {
    "a < b": 'Unsupported start tag "" at byte offset 2',
    "Қ<": "Unclosed start tag at byte offset 2",
    "<b>x": 'Can\'t find end tag corresponding to start tag "b"',
    "<b>x</i>": 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
    "x</b>": "Unexpected end tag at byte offset 1",
    "<br>": 'Unsupported start tag "br" at byte offset 0',
    "<span>x</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
}


@pytest.mark.parametrize(("markup", "why"), _UNREADABLE.items())
def test_unreadable_markup_is_refused_in_telegrams_words(markup: str, why: str) -> None:
    """Where the markup is wrong, the error names the place in bytes."""
    with pytest.raises(Refusal) as refusal:
        parse(markup)
    assert refusal.value.description == f"Bad Request: can't parse entities: {why}"


_PIECES: Final = (
    *("<b>", "</b>", "<i>", "</i>", "</I>", "<code>", "</code>", "<pre>", "</pre>", "<br>", "</>"),
    *('<code class="language-py">', "<blockquote>", "<blockquote expandable>", "</blockquote>"),
    *('<span class="tg-spoiler">', "</span>", "<span>", '<a href="https://e.kz/x">', "</a>"),
    *("<a href='http://e.kz'>", "<b class=x>", "<b class=x$>", "<b =>", "<b", "</b ", "<", "&"),
    *("&amp;", "&lt", "&#60;", "&#x4b;", "&nbsp;", "&#0;", "&#65a", "&#1234567890;", ">", "=", '"'),
    *("a", "Қ", "😀", " ", "\n", "/", "<tg-spoiler>", "</tg-spoiler>"),
)
_MARKUP: Final = st.lists(st.sampled_from(_PIECES), max_size=8).map("".join)


@settings(deadline=None)
@given(_MARKUP)
def test_rendering_is_the_inverse_of_parsing(markup: str) -> None:
    """What was read and is written again reads the same, entities and all."""
    try:
        text, entities = parse(markup)
    except Refusal:
        return
    for entity in entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= units(text)
    again, _ = parse(render(text, [e for e in entities if "url" not in e]))
    assert again == text
    assert cut(text, 0, units(text)) == text


_NAMES: Final = {
    "TextUrl": "text_link",
    "PreCode": "pre",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
}
_OURS: Final = frozenset(
    (
        *("bold", "italic", "code", "pre", "spoiler", "text_link"),
        *("blockquote", "expandable_blockquote"),
    )
)


@settings(deadline=None)
@given(_MARKUP)
def test_tdlib_reads_markup_the_same_way(markup: str) -> None:
    """Telegram's own library gives the same text, entities and errors."""
    tdjson = _tdjson()
    question = {"@type": "parseTextEntities", "text": markup} | {
        "parse_mode": {"@type": "textParseModeHTML"}
    }
    theirs = json.loads(tdjson.td_execute(json.dumps(question).encode()))
    if theirs["@type"] == "error":
        with pytest.raises(Refusal) as refusal:
            parse(markup)
        mine = refusal.value.description.removeprefix("Bad Request: ")
        assert mine[0].upper() + mine[1:] == theirs["message"]
        return
    found = []
    for entity in theirs["entities"]:
        name = entity["type"]["@type"].removeprefix("textEntityType")
        kind = _NAMES.get(name, name.lower())
        if kind in _OURS:
            found.append((entity["offset"], entity["length"], kind))
    text, entities = parse(markup)
    assert text == theirs["text"]
    assert [(e["offset"], e["length"], e["type"]) for e in entities] == found


def _tdjson() -> Any:  # noqa: ANN401 - a module without types
    try:
        module = importlib.import_module("tdjson")
    except ImportError:
        pytest.skip("tdjson, Telegram's own library, is not installed")
    module.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')
    return module


async def test_a_hundred_people_tap_at_once(
    emulator: Emulator, session: aiohttp.ClientSession
) -> None:
    """Concurrent requests are all answered and keep to their own chats."""
    people = [emulator.person(f"{number}") for number in range(100)]
    for person in people:
        emulator.say(person, "/start")

    async def send(person: Person) -> None:
        async with session.post("sendMessage", json={"chat_id": person.id, "text": person.name}):
            pass

    await asyncio.gather(*map(send, people))

    assert [emulator.messages(p.id)[-1].text for p in people] == [p.name for p in people]
