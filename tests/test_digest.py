"""The digest says the paper's numbers in three languages, fits Telegram, and leaks nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests import captions, message
from bot.digests.city import line as escaped
from bot.digests.fieldwork import missing
from bot.digests.sentences import sentence
from bot.texts import Texts
from scoring.claims import Claim, Part
from scoring.findings import Findings
from tests import stories
from tests.stories import CODE, ORDER, tell
from tests.survey import ITEMS, cells, countrywide, reference

TEXTS = Texts()
LANGUAGES = TEXTS.languages
PERCENTS = {"shu": (43, 55, 60), "ayagoz": (31, 35, 40), "shalkar": (34, 35, 40)}
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def messages(found: Findings, language: str, before: Findings | None = None) -> list[str]:
    return message.messages(found, before, TEXTS.speaking(language), CODE)


def said(found: Findings, language: str, before: Findings | None = None) -> str:
    return plain("\n\n".join(messages(found, language, before)))


def plain(text: str) -> str:
    """A text without tags, with spaces as they are typed and none before a percent sign."""
    bare = re.sub(r"[\u00a0\u202f]", " ", re.sub("<[^>]*>", "", text))
    return bare.replace(" %", "%").replace(",", ".")


def block(text: str, city: str, language: str) -> str:
    """What a digest says of one city."""
    name = TEXTS.speaking(language)(f"city-{city}")
    found = re.search(rf"^{name} · .*?(?=^\S+ · |\n\n\n|^•|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found
    return found[0]


@EVERY_LANGUAGE
def test_the_papers_numbers_are_said(language: str) -> None:
    """Wave, sample, percents, totals, unrounded figures with their intervals, and levels."""
    text = said(stories.three(), language)
    say = TEXTS.speaking(language)
    assert "2025-05" in text
    assert "53" in text
    for city, percents in PERCENTS.items():
        part = block(text, city, language)
        assert all(f": {percent}%" in part for percent in percents)
    shu = block(text, "shu", language)
    assert all(number in shu for number in ("24.8", "18.4–31.2", "42.5", "50.3", "18", "35"))
    ends = {"from": say("sentence-level-2.between"), "to": say("sentence-level-3.between")}
    assert say("digest-level-between", **ends) in shu


@EVERY_LANGUAGE
def test_fieldwork_comes_first_and_names_who_is_missing(language: str) -> None:
    """Before any result: who answered against who is wanted, and the groups farthest from it."""
    text = said(tell(cells(reference())), language)
    say = TEXTS.speaking(language)
    named = [say(f"group-{group}.report") for group in ("ict", "planners")]
    needed = plain(say("digest-missing", groups=", ".join(named)))
    group = say("group-society.report")
    assert plain(say("digest-group-wanted", name=group, count=23, wanted=30)) in text
    assert text.index(needed) < text.index("43%")
    assert needed not in said(stories.three(), language), "a closed wave needs nobody"


@EVERY_LANGUAGE
def test_one_number_is_said_once(language: str) -> None:
    """Where all that was collected was filled in to the end, that is said without its number."""
    say = TEXTS.speaking(language)
    assert say("digest-finished-all") in said(stories.three(), language)
    assert plain(say("digest-finished", count=53)) not in said(stories.three(), language)
    first, *others = stories.three().figures
    unfinished = replace(
        stories.three(), figures=(replace(first, complete=first.complete - 1), *others)
    )
    assert plain(say("digest-finished", count=52)) in said(unfinished, language)
    assert say("digest-finished-all") not in said(unfinished, language)


def test_why_an_index_has_no_interval_is_said() -> None:
    """Where all rate the same there is none, and a bare figure would look certain."""
    same = [{**row, **dict.fromkeys(ITEMS, "1")} for row in reference()]
    text = said(tell(cells(same)), "en")
    assert "On a 0–100 scale: 0.0 (no interval: all gave the same on average)" in text
    assert "no interval" not in said(stories.three(), "en")


def test_nobody_is_missing_where_enough_came() -> None:
    """Groups with as many people as wanted are not called for, nor are those nobody wanted."""
    counts = {"officials": 10, "ict": 3, "planners": 4, "society": 6}
    wanted = {"officials": 10, "ict": 10, "planners": 10, "society": 0}
    assert missing(counts, wanted) == ["ict", "planners"]
    assert missing(counts, dict.fromkeys(counts, 0)) == []


@EVERY_LANGUAGE
def test_claims_stand_under_their_headings_in_the_methods_order(language: str) -> None:
    """Strengths, weaknesses, opportunities, comparison, what cannot be said, views, quality."""
    found = stories.three()
    text = said(found, language)
    say = TEXTS.speaking(language)
    told = [part for part in message.TOLD if any(one.part is part for one in found.claims)]
    assert {Part.STRENGTHS, Part.WEAKNESSES, Part.COMPARISON, Part.UNSAID, Part.QUALITY} <= {*told}
    places = [text.index(f"\n{plain(say(f'sentence-part-{part.value}'))}\n") for part in told]
    assert places == sorted(places)


@EVERY_LANGUAGE
def test_a_digest_says_whether_it_is_final(language: str) -> None:
    """While the wave is open nothing is compared; when it is closed the days are told."""
    say = TEXTS.speaking(language)
    opened = said(tell(cells(reference())), language)
    assert plain(say("sentence-provisional")) in opened
    assert plain(say("sentence-part-comparison")) not in opened
    closed = said(stories.three(), language)
    assert plain(say("sentence-provisional")) not in closed


@EVERY_LANGUAGE
def test_the_first_digest_compares_with_nothing(language: str) -> None:
    """No arrow and no words about a change where there is no digest before."""
    text = said(stories.three(), language)
    say = TEXTS.speaking(language)
    assert plain(say("digest-first")) in text
    assert not re.search("[▲▼]", text)
    assert plain(say("digest-moved")) not in text


@EVERY_LANGUAGE
def test_what_moved_is_told_with_its_reason(language: str) -> None:
    """New ratings, held ratings, new questionnaires, withdrawals and a changed method."""
    say = TEXTS.speaking(language)
    rows = reference()
    before = tell(cells(rows))
    rows += [{**row, **dict.fromkeys(ITEMS, "4")} for row in rows if row["city"] == "shu"][:5]
    rows += [row for row in rows if row["city"] == "ayagoz"][:2]
    now = replace(tell(cells(rows), before), begun=61, withdrawn=1, methods=("x",))
    text = said(now, language, before)
    names = {city: say(f"city-{city}") for city in ORDER}
    for line in (
        say("digest-moved-new", count=8),
        say("digest-moved-withdrawn", count=1),
        say("digest-moved-anew", cities=names["shu"], minimum=5),
        say("digest-moved-held", cities=names["ayagoz"], minimum=5),
        say("digest-moved-method", methods=f"{now.instrument}, x"),
    ):
        assert plain(line) in text
    assert re.search(r"▲.*\+\d", block(text, "shu", language))
    assert "(+2)" in block(text, "ayagoz", language)
    people = say("digest-people", count=18)
    assert plain(say("digest-held", people=people)) in block(text, "ayagoz", language)
    same = said(before, language, before)
    assert plain(say("digest-moved-none")) in same


@EVERY_LANGUAGE
def test_nothing_is_said_of_a_small_citys_ratings(language: str) -> None:
    """A city below the minimum has the same words whatever was answered there."""
    rows = [row for row in reference() if row["city"] != "shu" or row["respondent_id"] < "R008"]
    changed = [
        {**row, **dict.fromkeys(ITEMS, "5")} if row["city"] == "shu" else row for row in rows
    ]
    texts = []
    for version in (rows, changed):
        found = tell(cells(version), final=True)
        assert 0 < found.figures[0].n < 5
        under = [
            captions.caption(kind, found, TEXTS.speaking(language), CODE)
            for kind in captions.pictures(found)
        ]
        texts.append((messages(found, language), under))
    assert texts[0] == texts[1]
    part = block(plain("\n\n".join(texts[0][0])), "shu", language)
    assert plain(TEXTS.speaking(language)("digest-few")) in part.split("\n\n")[0]
    assert "%" not in part.split("\n\n")[0]


@EVERY_LANGUAGE
def test_an_empty_digest_is_friendly(language: str) -> None:
    """With no answer at all one short message says so, and there is no picture."""
    found = tell({})
    (text,) = messages(found, language)
    assert TEXTS.speaking(language)("digest-empty") in text
    assert captions.pictures(found) == ()


@EVERY_LANGUAGE
def test_it_tells_how_to_look_behind_it(language: str) -> None:
    """Each digest carries its code, as a command to send."""
    assert f"/verify {CODE}" in messages(stories.three(), language)[-1]


@EVERY_LANGUAGE
def test_a_digest_is_read_in_a_minute(language: str) -> None:
    """What lists, explains and qualifies is folded; of three cities a page is seen at once."""
    text = "\n".join(messages(stories.tell(cells(reference())), language))
    folded = re.findall(r"<blockquote expandable>(.*?)</blockquote>", text, re.DOTALL)
    assert any(f"/verify {CODE}" in part for part in folded)
    seen = re.sub(r"<blockquote expandable>.*?</blockquote>", "", text, flags=re.DOTALL)
    assert len(re.sub(r"<[^>]*>", "", seen).split()) < 360


class Checker(HTMLParser):
    """Counts tags that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag in {"b", "i", "blockquote"}
        assert attrs == ([("expandable", None)] if tag == "blockquote" else [])
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def well_formed(text: str) -> bool:
    checker = Checker()
    checker.feed(text)
    checker.close()
    return not checker.open


@EVERY_LANGUAGE
def test_88_cities_fit_into_several_messages(language: str) -> None:
    """Each message is well-formed and within 4096 units; each city has one line, all in order."""
    say = countrywide(TEXTS.speaking(language))
    found = stories.many()
    texts = message.messages(found, found, say, CODE)
    assert 1 < len(texts) < 5
    assert all(well_formed(text) for text in texts)
    assert all(message.length(text) <= 4096 for text in texts)
    names = re.findall(
        r"^<b>Усть-Қаменогорск &amp; &lt;(\d\d)&gt;</b>, \d+: ", "\n".join(texts), re.MULTILINE
    )
    assert names == [f"{number:02d}" for number in range(88)]
    for text in texts[1:]:
        assert text.startswith("<i>")


@EVERY_LANGUAGE
@pytest.mark.parametrize("story", ["one", "three", "two_waves", "many"])
def test_captions_fit_and_count_what_they_leave_out(language: str, story: str) -> None:
    """At most 1024 units, well-formed, with the code; cities that do not fit are counted."""
    found: Findings = getattr(stories, story)()
    say = countrywide(TEXTS.speaking(language))
    kinds = captions.pictures(found)
    assert {"cities", "profile"} <= {*kinds}
    assert ("waves" in kinds) == bool(found.history)
    assert ("items" in kinds) == (story != "many")
    for kind in kinds:
        text = captions.caption(kind, found, say, CODE)
        assert message.length(text) <= 1024
        assert well_formed(text)
        assert CODE in text
    if story == "many":
        text = captions.caption("cities", found, say, CODE)
        more = re.findall(r"\d+", text.replace(CODE, ""))[-1]
        assert len(re.findall("Усть", text)) + int(more) == 88


@EVERY_LANGUAGE
def test_the_caption_tells_what_the_picture_shows(language: str) -> None:
    """Whoever cannot see the picture hears each city, its people and its percents."""
    say = TEXTS.speaking(language)
    text = plain(captions.caption("cities", stories.three(), say, CODE))
    for city, percents in PERCENTS.items():
        name = say(f"city-{city}")
        line = next(one for one in text.splitlines() if one.startswith(name))
        assert re.findall(r"(\d+)%", line) == [str(percent) for percent in percents]


def test_a_long_part_is_cut_between_its_lines() -> None:
    """However much there is to say, every line is there once and every message fits."""
    claim = next(one for one in stories.three().claims if one.part is Part.STRENGTHS)
    many = tuple(
        Claim(claim.part, claim.rule, claim.key, {**claim.values, "items": tuple(ITEMS[:k])})
        for k in range(1, 23)
    )
    texts = messages(replace(stories.three(), claims=many), "kk")
    assert all(message.length(text) <= 4096 for text in texts)
    assert "".join(texts).count("• ") == len(many)


BLOCKS = st.lists(st.text("ab<&😀\n", min_size=1, max_size=30).map(escaped), min_size=1)


@given(BLOCKS, st.integers(60, 90))
def test_splitting_keeps_every_block_whole(blocks: list[str], limit: int) -> None:
    """Texts are within the limit, hold the blocks in order, and none could take the next block."""
    texts = message.split(blocks, limit)
    assert all(message.length(text) <= limit for text in texts)
    assert "\n\n".join(texts) == "\n\n".join(blocks)
    left = list(blocks)
    for text in texts:
        taken = left.pop(0)
        while taken != text:
            taken += "\n\n" + left.pop(0)
        if left:
            assert message.length(f"{taken}\n\n{left[0]}") > limit
    assert not left


def test_length_is_counted_as_telegram_counts() -> None:
    """A tag is nothing, an entity is one, an emoji is two."""
    assert message.length("<b>қала</b> &lt;&amp; 😀") == 4 + 1 + 2 + 1 + 2


def test_a_block_that_fits_nowhere_is_an_error() -> None:
    """A city is never cut in two, so what cannot be sent whole is said at once."""
    with pytest.raises(ValueError, match="does not fit into 3"):
        message.split(["abcd"], 3)


@EVERY_LANGUAGE
def test_the_2022_papers_blocks_are_told_so_that_they_can_be_read_aloud(language: str) -> None:
    """What people expect, the gravest problems once a city, and documents; the rest is left."""
    found, say = stories.balanced(), TEXTS.speaking(language)
    text = said(found, language)
    for part in ("expectations", "problems", "documents"):
        assert f"\n{plain(say(f'sentence-part-{part}'))}\n" in text
    assert text.count(plain(say("problem-P6.quoted"))) == 1
    wide = next(one for one in found.claims if one.key == "balance-gap-more")
    assert plain(sentence(wide, say)) in text
    left = [one for one in found.claims if one.key in message.LEFT]
    assert left
    assert not any(plain(sentence(one, say)) in text for one in left)
    assert all(name in text for name in ("expectations-2022/1", "problems-2022/1"))


def test_of_many_cities_the_documents_alone_are_told() -> None:
    """With more than six cities there is no sentence on each."""
    found = stories.balanced()
    many = [replace(found.figures[0], city=f"c{number:02d}") for number in range(7)]
    say = countrywide(TEXTS.speaking("en"))
    text = "\n".join(message.messages(replace(found, figures=tuple(many)), None, say, CODE))
    assert "7 are covered by the areas" in text
    assert "importance is clearly above" not in text
    assert "rated graver" not in text
