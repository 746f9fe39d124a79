from __future__ import annotations

import json
import logging

from hypothesis import given
from hypothesis import strategies as st

from bot.watch.trouble import Discreet, blanked

TOKEN = "1234567890:" + "ABCdefGHIjklMNOpqrsTUVwxyz_-0123456"


def record(message: str, *, error: BaseException | None = None) -> logging.LogRecord:
    made = logging.LogRecord("bot", logging.INFO, "here", 1, message, None, None)
    if error is not None:
        made.exc_info = (type(error), error, error.__traceback__)
    return made


def test_a_traceback_is_told_without_the_token() -> None:
    """What a library puts into an error is blanked out like everything else."""
    error = RuntimeError(f"https://api.example/bot{TOKEN}/getMe failed")
    told = Discreet().format(record("no luck", error=error))
    assert TOKEN not in told
    assert "<token>" in told


def test_a_line_is_one_json_object_with_its_facts() -> None:
    """Machines read the log: a record is one line of JSON, with the update's number."""
    made = record("a tap")
    made.facts = {"update": 7, "view": "item"}
    told = Discreet().format(made)
    assert "\n" not in told
    assert json.loads(told)["update"] == 7
    assert json.loads(told)["said"] == "a tap"


@given(st.text(alphabet="abcdef0123456789 %/:", min_size=8, max_size=40), st.text())
def test_no_secret_is_ever_told(secret: str, around: str) -> None:
    """Whatever the text around it, a secret does not pass."""
    told = Discreet([secret], lines=True).format(record(f"{around}{secret}{around}"))
    assert secret not in told.replace("<secret>", "")


def test_a_secret_that_json_writes_otherwise_is_found_in_a_line_of_the_log() -> None:
    """Quotes and slashes in a secret are written with a backslash there."""
    secret = 'with "quotes" and a \\ in it'
    told = Discreet([secret]).format(record(f"it is {secret}"))
    assert json.loads(told)["said"] == "it is <secret>"


def test_the_last_line_of_a_command_tells_no_secret_that_the_log_knows() -> None:
    """What is said on the terminal goes through the formatter that is in force."""
    handler = logging.NullHandler()
    handler.setFormatter(Discreet(["a webhook's secret"]))
    logging.getLogger().addHandler(handler)
    try:
        assert blanked(f"{TOKEN} or a webhook's secret") == "<token> or <secret>"
    finally:
        logging.getLogger().removeHandler(handler)
