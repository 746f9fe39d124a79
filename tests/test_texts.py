from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from bot.texts import LOCALES, TextError, Texts, language_of
from scoring.instrument import load
from tests.wording import faults, library, values_of

CITIES = ("shu", "ayagoz", "shalkar", "almaty", "astana", "shymkent", "pavlodar", "aktobe")
GROUPS = ("officials", "planners", "ict", "society", "researchers")


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts()


def planted(folder: Path, **sources: str) -> Path:
    """A folder of texts: by language, the source of its only file."""
    for language in LOCALES:
        (folder / language).mkdir()
        (folder / language / "some.ftl").write_text(sources.get(language, ""), encoding="utf-8")
    return folder


# The texts themselves


def test_nothing_is_wrong_with_any_text() -> None:
    """All languages are complete and keep the rules of values, plurals, letters, signs, lengths."""
    assert faults(library()) == []


CLEAN = {
    "kk": "t = Қала\nn = Тағы { $n } сұрақ қалды\np = { $p }%",
    "ru": "t = Город\nn = { $n ->\n [one] остался\n [few] осталось\n [many] осталось\n"
    " *[other] осталось\n }\np = { $p }\u00a0%",
    "en": "t = City\nn = { $n ->\n [one] is left\n *[other] are left\n }\np = { $p }%",
}


def test_clean_texts_have_no_fault(tmp_path: Path) -> None:
    """The checks are silent where nothing is wrong."""
    assert faults(library(planted(tmp_path, **CLEAN))) == []


@pytest.mark.parametrize(
    ("language", "old", "new", "fault"),
    [
        ("kk", "t = Қала\n", "", "is missing"),
        ("ru", "{ $p }", "{ $percent }", "other values"),
        ("ru", " [many] осталось\n", "", "plural forms"),
        ("en", "[one] is left\n", "", "plural forms"),
        ("kk", "Қала", "Aртқа", "mixes alphabets"),
        ("kk", "Қала", "Start", "is Latin"),
        ("kk", "Қала", "Пожалуйста, выберите один из ответов в списке ниже", "no Kazakh letter"),
        ("kk", "Қала", "Город", "are the same"),
        ("ru", "Город", "Аягөз", "is a Kazakh letter"),
        ("en", "City", "Сity", "mixes alphabets"),
        ("en", "City", "Қала", "is Cyrillic"),
        ("ru", "Город", "Вы готовы? Да, готов", "gender"),
        ("ru", "Город", "Уверен(а)", "gender"),
        ("ru", "Город", "О чём вы думаете", "capital"),
        ("ru", "Город", '"Город"', "straight quotes"),
        ("ru", "Город", "“Город”", "not «»"),
        ("en", "City", "«City»", "not “”"),
        ("en", "City", "City's", "straight quotes"),
        ("kk", "Қала", "Қала - біздікі", "a hyphen for a dash"),
        ("ru", "Город", "Город– наш", "an en dash"),
        ("ru", "Город", "Город—наш", "without spaces"),
        ("en", "City", "City...", "ellipsis"),
        ("en", "City", "The  city", "two spaces"),
        ("ru", "\u00a0%", " %", "before %"),
        ("kk", "{ $p }%", "{ $p } %", "before %"),
        ("kk", "t = Қала", 't = { "" }', "is empty"),
        ("ru", "t = Город", "SI1 = Город\n    .question = Каков город?", "for a level"),
        ("ru", "t = Город", "scale-1 = 1 – Низкий", "has a digit"),
        ("ru", "t = Город", f"toast-x = {'Город ' * 11}ждёт", "60 fit"),
    ],
)
def test_a_planted_fault_is_found(
    tmp_path: Path, language: str, old: str, new: str, fault: str
) -> None:
    """Each check finds the fault it is there for."""
    assert old in CLEAN[language]
    sources = CLEAN | {language: CLEAN[language].replace(old, new)}
    assert [found for found in faults(library(planted(tmp_path, **sources))) if fault in found]


@pytest.mark.parametrize("language", LOCALES)
def test_every_text_can_be_said(texts: Texts, language: str) -> None:
    """Every text speaks without an error once it has its values."""
    say = texts.speaking(language)
    for key, pattern in library()[language].items():
        values: dict[str, object] = dict.fromkeys(values_of(pattern), 5)
        said = say(key, **values)
        assert said.strip()
        assert "\u2068" not in said, "no invisible marks around values"


@pytest.mark.parametrize("language", LOCALES)
def test_every_code_has_its_words(texts: Texts, language: str) -> None:
    """Each item, index, rating, group, city and missing code of the outside has its texts."""
    say = texts.speaking(language)
    instrument = load()
    keys = [f"{item.id}{part}" for item in instrument.items for part in ("", ".question", ".short")]
    named = [f"index-{index.id}" for index in instrument.indices]
    named += [f"group-{code}" for code in GROUPS]
    keys += [f"{name}{part}" for name in named for part in ("", ".report", ".short")]
    keys += [f"city-{code}{part}" for code in CITIES for part in ("", ".region")]
    keys += [f"scale-{code}" for code in instrument.ratings]
    keys += [f"missing-{code}" for code in (7, 8, 9)]
    for ending in ("", ".question", ".short"):
        assert len({say(f"{item.id}{ending}") for item in instrument.items}) == 23
    assert all(say(key) for key in keys)


# The loader


def test_the_languages_stand_in_their_order(texts: Texts) -> None:
    """Kazakh comes first, and each language names itself."""
    assert texts.languages == ("kk", "ru", "en")
    names = [texts.speaking(code)("language-name") for code in texts.languages]
    assert names == ["Қазақша", "Русский", "English"]
    with pytest.raises(TextError, match="'de' is not one of kk, ru, en"):
        texts.speaking("de")


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("a = A\nb = { $x\nc = C\n", "kk/some.ftl:2: cannot be read"),
        ("a = A\nb = B\na = Again\n", "kk/some.ftl:3: 'a' stands already at kk/some.ftl:1"),
        ("", "kk: no text found"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, source: str, fault: str) -> None:
    """A fault in a file stops the bot at the start, and its place is named."""
    with pytest.raises(TextError, match=re.escape(fault)):
        Texts(planted(tmp_path, kk=source, ru="a = А", en="a = A")).checked()


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("absent", {}),
        ("a.absent", {}),
        ("only", {}),  # has no value of its own, only an attribute
        ("value", {}),  # its value is not given
        ("value", {"x": None}),  # nor is this one
        ("reference", {}),  # refers to what is not there
    ],
)
def test_a_text_that_cannot_be_said_is_an_error(
    tmp_path: Path, key: str, values: dict[str, object]
) -> None:
    """Nothing half-said, and nothing in another language, ever reaches a person."""
    source = "a = A\nonly =\n    .part = B\nvalue = { $x }\nreference = { nowhere }\n"
    say = Texts(planted(tmp_path, kk=source, ru="absent = А", en="absent = A")).speaking("kk")
    assert say("only.part") == "B"
    with pytest.raises(TextError, match=f"kk: .*{re.escape(key)}"):
        say(key, **values)


def test_values_are_written_as_the_language_writes_them(tmp_path: Path) -> None:
    """Numbers and dates follow the locale, dates in long form; spaces may be no-break ones."""
    folder = planted(tmp_path, **dict.fromkeys(LOCALES, "x = { $x }"))
    texts = Texts(folder)

    def written(x: object) -> list[str]:
        said = [texts.speaking(code)("x", x=x) for code in texts.languages]
        return [re.sub(r"[\u00a0\u202f]", " ", text) for text in said]

    assert written(1234.5) == ["1 234,5", "1 234,5", "1,234.5"]
    assert written(23) == ["23", "23", "23"]
    day = dt.date(2026, 11, 3)
    assert written(day) == ["2026 ж. 3 қараша", "3 ноября 2026 г.", "3 November 2026"]
    moment = dt.datetime(2026, 11, 3, 9, tzinfo=dt.UTC)
    assert written(moment) == written(day)
    assert written("2026-1 <b>") == ["2026-1 <b>"] * 3


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("kk", "kk"),
        ("kk-KZ", "kk"),
        ("KK_kz", "kk"),
        ("kz", "kk"),
        ("kaz", "kk"),
        ("ru", "ru"),
        ("ru-RU", "ru"),
        ("en-us", "en"),
        ("uz", None),
        ("zh-hans", None),
        ("", None),
        (None, None),
    ],
)
def test_telegrams_language_code_is_read_kindly(code: str | None, language: str | None) -> None:
    """A code is read by its first part in any case; a language we do not speak is None."""
    assert language_of(code) == language
