from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont

from bot.screens.screen import HERE
from bot.screens.sheet import REVIEW_COLUMNS
from bot.texts import LOCALES
from tests.wording import Wording, library, spoken, values_of

BOT = Path(__file__).parent.parent / "bot"
NAVIGATION = ("button-back", "button-language", "button-later")  # they share a row
LONE = r"button-.*|consent-(agree|decline|reconsider|more-button)|withdraw-(yes|no)|language-name"
KEY = re.compile(r"[A-Za-z][\w-]*(\.[\w-]+)?")  # not what a simulated person says: "/start"
MARKED = r"(city|group)-\w+|button-unknown|button-refuse"  # the present answer gets a tick


# Buttons


@cache
def _font() -> tuple[Mapping[int, str], Mapping[str, tuple[int, int]], int]:
    font = TTFont(Path(mpl.get_data_path()) / "fonts/ttf/DejaVuSans.ttf")
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


def width(label: str) -> float:
    """The width of a button's label on Android, in dp.

    Android writes Roboto Medium of 15 dp. DejaVu Sans, which is at hand wherever the charts are,
    is wider in a constant way: the labels measured in both (163 and 169 dp) give a factor of 0.90
    and 0.91. An emoji, which neither font holds, is taken as 20 dp.
    """
    glyphs, metrics, unit = _font()
    known = [metrics[glyphs[ord(sign)]][0] * 15 / unit for sign in label if ord(sign) in glyphs]
    return 0.91 * sum(known) + 20 * (len(label) - len(known))


def room(columns: int) -> float:
    """The room for a label, in dp, on a screen of 320 dp: gaps of 5 dp, padding of 16 dp."""
    return (305 - 5 * (columns - 1)) / columns - 16


@pytest.mark.parametrize("language", LOCALES)
def test_every_button_fits_its_row(language: str) -> None:
    """A label is read whole on the narrowest phone, also with the tick of the present answer."""
    for key, pattern in library()[language].items():
        (label, *_) = spoken(pattern)
        if re.fullmatch(MARKED, key) and key not in {"city-ask", "group-ask", "group-why"}:
            assert width(label + HERE) <= room(1), key
        if re.fullmatch(LONE, key):
            assert width(label) <= room(1), key
        if key in {"city-more", "city-previous"}:
            assert width(label) <= room(2), key
        if key in NAVIGATION:
            assert width(label) <= room(len(NAVIGATION)), key


def test_digits_fit_five_columns_and_nothing_longer_does() -> None:
    """Five columns hold a digit and its tick; a word there would be cut."""
    assert width("5" + HERE) <= room(5)
    assert width("23 · 5") <= room(REVIEW_COLUMNS)
    assert width("Жоғары") > room(5)
    assert width("Келісімді қайтарып алу") == pytest.approx(169, abs=2)


# The texts in the code


def misuses(source: str, wording: Wording) -> Iterator[str]:
    """Texts that the code asks for by name and that are absent, or get other values than theirs."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            # A button's text and tap: "button-send=send".
            if re.fullmatch(r"[a-z]+(-[a-z]+)+=[a-z]+", node.value):
                yield from _misuse(wording, node.value.partition("=")[0], set())
        elif isinstance(node, ast.keyword) and node.arg == "toast":
            for part in ast.walk(node.value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield from _misuse(wording, part.value, set())
        elif isinstance(node, ast.Call) and node.args and _says(node.func):
            first = node.args[0]
            if isinstance(first, ast.Constant) and KEY.fullmatch(str(first.value)):
                names = {keyword.arg for keyword in node.keywords}
                yield from _misuse(wording, str(first.value), names)


def _says(function: ast.expr) -> bool:
    """Whether it is `say`, `….say`, `….words`, or `texts.speaking(…)` itself."""
    if isinstance(function, ast.Call):
        return isinstance(function.func, ast.Attribute) and function.func.attr == "speaking"
    if isinstance(function, ast.Attribute):
        return function.attr in {"say", "words"}
    return isinstance(function, ast.Name) and function.id == "say"


def _misuse(wording: Wording, key: str, names: set[str | None]) -> Iterator[str]:
    if key not in wording:
        yield f"there is no {key!r}"
    elif None not in names and names != values_of(wording[key]):  # None stands for **values
        yield f"{key!r} takes {sorted(values_of(wording[key]))}"


def test_the_code_asks_only_for_texts_that_exist() -> None:
    """Each text named in the code exists and gets exactly the values that it uses."""
    wording = library()["kk"]
    found = [
        f"{path.name}: {fault}"
        for path in sorted(BOT.rglob("*.py"))
        for fault in misuses(path.read_text(encoding="utf-8"), wording)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("say('question-heder', number=1, total=2)", "no 'question-heder'"),
        ("say('question-header', number=1)", "takes ['number', 'total']"),
        ("self.say('button-back', number=1)", "takes []"),
        ("texts.speaking(code)('language-nam')", "no 'language-nam'"),
        ("sight.words('review-title')", "takes ['city']"),
        ("sight.column('button-snd=send')", "no 'button-snd'"),
        ("Turn(who, toast='toast-x' if who else None)", "no 'toast-x'"),
    ],
)
def test_a_text_misused_in_the_code_is_found(source: str, fault: str) -> None:
    """A wrong key and a wrong value in the code are both seen."""
    assert fault in " ".join(misuses(source, library()["kk"]))


def test_a_text_used_well_is_no_fault() -> None:
    """Right keys, right values, values that only the run knows, and keys made at run time pass."""
    source = (
        "say('button-back'); say('review-title', city=c); say('review-title', **v); say(f'{a}')"
    )
    assert list(misuses(source, library()["kk"])) == []
