"""The digest says the paper's numbers in three languages, fits Telegram, and leaks nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import digest
from bot.digest_city import line as escaped
from bot.texts import Texts
from scoring.figures import CityFigures, city_figures
from scoring.groups import GROUPS
from tests.survey import INSTRUMENT, ITEMS, cells, country, countrywide, reference

TEXTS = Texts()
LANGUAGES = TEXTS.languages
ORDER = ("shu", "ayagoz", "shalkar")
WHEN = date(2025, 5, 25)
PERCENTS = {"shu": (43, 55, 60), "ayagoz": (31, 35, 40), "shalkar": (34, 35, 40)}


def figures(minimum: int = 5) -> tuple[CityFigures, ...]:
    return city_figures(INSTRUMENT, cells(reference()), minimum, ORDER)


def messages(
    found: Sequence[CityFigures], language: str, previous: Sequence[CityFigures] | None = None
) -> list[str]:
    say = TEXTS.speaking(language)
    return digest.messages(found, previous, say, wave="2025-05", when=WHEN, groups=GROUPS)


def caption(found: Sequence[CityFigures], language: str) -> str:
    return digest.caption(found, TEXTS.speaking(language), wave="2025-05", when=WHEN)


def plain(text: str) -> str:
    """A text without tags, with spaces as they are typed and none before a percent sign."""
    bare = re.sub(r"[\u00a0\u202f]", " ", re.sub("<[^>]*>", "", text))
    return bare.replace(" %", "%").replace(",", ".")


def block(text: str, city: str, language: str) -> str:
    """What a digest says of one city."""
    name = TEXTS.speaking(language)(f"city-{city}")
    names = "|".join(TEXTS.speaking(language)(f"city-{one}") for one in ORDER)
    found = re.search(rf"^{name} · .*?(?=^(?:{names}) · |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_papers_numbers_are_said(language: str) -> None:
    """Wave, sample by group, percents, totals, unrounded figures with people and interval."""
    text = plain("\n\n".join(messages(figures(), language)))
    assert "2025-05" in text
    assert "53" in text
    assert "9 · 5 · 4 · 23 · 12" in text
    for city, percents in PERCENTS.items():
        part = block(text, city, language)
        assert all(f": {percent}%" in part for percent in percents)
    shu = block(text, "shu", language)
    assert "3 · 2 · 1 · 8 · 4" in shu
    assert all(number in shu for number in ("24.8", "18.4–31.2", "42.5", "50.3", "18", "35"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_digest_compares_with_nothing(language: str) -> None:
    """No arrow and no words about a change where there is no digest before."""
    text = "\n".join(messages(figures(), language))
    say = TEXTS.speaking(language)
    assert say("digest-first") in text
    assert not re.search("[▲▼]", text)
    assert say("digest-same") not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_is_said_with_its_direction(language: str) -> None:
    """A gain, a loss, no change and a city shown for the first time are four different words."""
    now = figures()
    say = TEXTS.speaking(language)
    shu, ayagoz, _ = now
    up = replace(shu.indices[0], index=20.0, percent=40)
    down = replace(shu.indices[1], index=45.0, percent=58)
    before = (replace(shu, n=15, basis=15, indices=(up, down, shu.indices[2])), ayagoz)
    text = plain("\n\n".join(messages(now, language, before)))
    part = block(text, "shu", language)
    assert "(+3)" in part
    assert re.search(r"▲.*\+4\.8.*\+3", part)
    assert re.search(r"▼.*−2\.5.*−3", part)
    assert say("digest-same").replace(",", ".") in block(text, "ayagoz", language)
    assert say("digest-new").replace(",", ".") in block(text, "shalkar", language)
    assert len(re.findall("[▲▼]", text)) == 2
    assert say("digest-first").replace(",", ".") not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_held_and_provisional_ratings_are_called_so(language: str) -> None:
    """Who reads a figure that is not of today, or rests on few, is told."""
    shu = replace(figures()[0], n=20, provisional=True)
    text = "\n".join(messages((shu,), language))
    say = TEXTS.speaking(language)
    assert say("digest-held") in text
    assert say("digest-provisional") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_of_a_small_citys_ratings(language: str) -> None:
    """A city below the minimum has the same words whatever was answered there."""
    rows = [row for row in reference() if row["city"] != "shu" or row["respondent_id"] < "R008"]
    changed = [
        {**row, **dict.fromkeys(ITEMS, "5")} if row["city"] == "shu" else row for row in rows
    ]
    said = []
    for version in (rows, changed):
        found = city_figures(INSTRUMENT, cells(version), 5, ORDER)
        assert 0 < found[0].n < 5
        said.append((found[0], messages(found, language), caption(found, language)))
    assert said[0] == said[1]
    part = block(plain("\n\n".join(said[0][1])), "shu", language)
    assert TEXTS.speaking(language)("digest-few").replace(",", ".") in part
    assert "%" not in part


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_digest_is_friendly(language: str) -> None:
    """With no answer at all one short message says so, and the caption too."""
    (text,) = messages((), language)
    words = TEXTS.speaking(language)("digest-empty")
    assert words in text
    assert words in caption((), language)
    assert "%" not in text


class Checker(HTMLParser):
    """Counts tags that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag in {"b", "i"}
        assert not attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def well_formed(text: str) -> bool:
    checker = Checker()
    checker.feed(text)
    checker.close()
    return not checker.open


@pytest.mark.parametrize("language", LANGUAGES)
def test_88_cities_fit_into_several_messages(language: str) -> None:
    """Each message is well-formed and within 4096 units, and holds whole cities, all in order."""
    say = countrywide(TEXTS.speaking(language))
    found = country()
    texts = digest.messages(found, found, say, wave="2025-05", when=WHEN, groups=GROUPS)
    assert 1 < len(texts) < 8
    assert all(well_formed(text) for text in texts)
    assert all(digest.length(text) <= 4096 for text in texts)
    names = re.findall(r"Усть-Қаменогорск &amp; &lt;(\d\d)&gt;", "".join(texts))
    assert names == [f"{number:02d}" for number in range(88)]
    for text in texts[1:]:
        assert text.startswith("<i>")
    under = digest.caption(found, say, wave="2025-05", when=WHEN)
    assert digest.length(under) <= 1024
    assert well_formed(under)
    assert len(re.findall("Усть", under)) + int(re.findall(r"\d+", under)[-1]) == 88


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_caption_tells_what_the_picture_shows(language: str) -> None:
    """Whoever cannot see the picture hears each city, its people and its percents."""
    text = plain(caption(figures(), language))
    for city, percents in PERCENTS.items():
        name = TEXTS.speaking(language)(f"city-{city}")
        line = next(one for one in text.splitlines() if one.startswith(name))
        assert re.findall(r"(\d+)%", line) == [str(percent) for percent in percents]


BLOCKS = st.lists(st.text("ab<&😀\n", min_size=1, max_size=30).map(escaped), min_size=1)


@given(BLOCKS, st.integers(60, 90))
def test_splitting_keeps_every_block_whole(blocks: list[str], limit: int) -> None:
    """Texts are within the limit, hold the blocks in order, and none could take the next block."""
    texts = digest.split(blocks, limit)
    assert all(digest.length(text) <= limit for text in texts)
    assert "\n\n".join(texts) == "\n\n".join(blocks)
    left = list(blocks)
    for text in texts:
        taken = left.pop(0)
        while taken != text:
            taken += "\n\n" + left.pop(0)
        if left:
            assert digest.length(f"{taken}\n\n{left[0]}") > limit
    assert not left


def test_length_is_counted_as_telegram_counts() -> None:
    """A tag is nothing, an entity is one, an emoji is two."""
    assert digest.length("<b>қала</b> &lt;&amp; 😀") == 4 + 1 + 2 + 1 + 2


def test_a_block_that_fits_nowhere_is_an_error() -> None:
    """A city is never cut in two, so what cannot be sent whole is said at once."""
    with pytest.raises(ValueError, match="does not fit into 3"):
        digest.split(["abcd"], 3)
