from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

import pytest

from bot.texts import LOCALES
from scoring.interviews.themes import packaged
from tests.wording import FOREIGN, library, parts_of, spoken

pytestmark = pytest.mark.spelling

POSSESSIVE = re.compile(r"’s\b|(?<=s)’")
DICTIONARIES = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB"}


def lists(language: str) -> Path:
    """The words that we know beside the dictionary's."""
    return Path(str(resources.files("locales"))) / "spelling" / f"{language}.txt"


def unknown(language: str, lines: Iterable[str]) -> list[str]:
    """The words that neither the dictionary nor our list knows, each once."""
    command = ["hunspell", "-l", "-i", "utf-8", "-d", DICTIONARIES[language]]
    done = subprocess.run(
        [*command, "-p", str(lists(language))],
        # "^" keeps hunspell from taking a line's first sign for a command.
        input="\n".join(f"^{line}" for text in lines for line in text.splitlines()),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert not done.stderr, "a dictionary is missing"
    return sorted(set(done.stdout.split()))


def written(language: str) -> list[str]:
    """All that is said in a language: values, commands and addresses are taken out."""
    themes = [text for one in packaged() for text in (one.labels, one.definitions)]
    return [POSSESSIVE.sub("", text[language]) for text in themes] + [
        POSSESSIVE.sub("", FOREIGN.sub(" ", part))
        for home, wording in library().items()
        for key, pattern in wording.items()
        for form in spoken(pattern)
        for spoken_in, part in parts_of(home, key, form)
        if spoken_in == language
    ]


@pytest.mark.parametrize("language", LOCALES)
def test_every_word_is_known(language: str) -> None:
    """Each word is in the dictionary or was looked at and put into our list."""
    assert unknown(language, written(language)) == []


@pytest.mark.parametrize("language", LOCALES)
def test_the_list_of_words_is_in_order_and_in_use(language: str) -> None:
    """Our list is sorted, has no word twice, and none that no text uses any more."""
    words = lists(language).read_text(encoding="utf-8").splitlines()
    assert words == sorted(set(words))
    said = "\n".join(written(language))
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize(
    ("language", "typo"), [("kk", "бағалайсыс"), ("ru", "вопросс"), ("en", "questoin")]
)
def test_a_typo_is_found(language: str, typo: str) -> None:
    """The check sees a planted typo."""
    assert unknown(language, [f"{typo}."]) == [typo]
