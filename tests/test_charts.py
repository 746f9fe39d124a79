"""The picture is a phone's portrait in which every word is whole, large and apart from others."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from bot.aside import AsideError, aside
from bot.digests import captions, newsroom
from bot.pictures import draw as charts
from bot.pictures import page, people
from bot.pictures.page import Ink, length, wrap
from bot.readers import Secret
from bot.settings import Settings
from bot.texts import Say, Texts
from scoring.findings import Findings, from_json, to_json
from storage.digests import DuePost, Edition
from tests import stories
from tests.survey import ITEMS, cells, countrywide, reference

TEXTS = Texts()
ORDER = ("shu", "ayagoz", "shalkar", "almaty", "pavlodar", "shymkent")
SMALLEST = 26 / 3  # pixels of type on a phone, which is 360 wide
PHONE = 1080 / 360
TALLEST = 2200  # a phone held upright is about twice as high as it is wide
ALBUM = 10  # so many pictures Telegram takes at once
DETAILED = 6


@cache
def findings(cities: int, minimum: int = 5) -> Findings:
    """The reference answers spread over so many cities, in two waves, and what people expect."""
    if cities == 88:
        return stories.expecting(stories.many())
    rows = [
        {**row, "city": row["city"] if cities == 3 else ORDER[number % cities]}
        for number, row in enumerate([*reference(), *reference()])
    ]
    found = cells(rows)
    return stories.expecting(stories.tell(found, order=ORDER, minimum=minimum, earlier=found))


def speaking(language: str) -> Say:
    return countrywide(TEXTS.speaking(language))


def words(figure: Figure) -> list[tuple[Text, Bbox]]:
    """Each text of a figure and the box that it takes, in pixels; nothing needs to be painted."""
    canvas: Any = figure.canvas  # matplotlib's renderer has no types
    ruler = canvas.get_renderer()
    texts = [text for axes in figure.axes for text in axes.texts]
    return [(text, text.get_window_extent(ruler)) for text in texts]


def printed(kind: str, found: Findings, say: Say) -> list[str]:
    """All that is written in a picture."""
    figures = charts.figures(kind, found, say, stories.CODE)
    return [text.get_text() for figure in figures for text, _ in words(figure)]


def size(picture: bytes) -> tuple[int, int]:
    """The width and height that a PNG says it has."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


CASES = pytest.mark.parametrize(("cities", "minimum"), [(1, 5), (3, 5), (3, 40), (6, 5), (88, 5)])
EVERY_LANGUAGE = pytest.mark.parametrize("language", TEXTS.languages)


@CASES
@EVERY_LANGUAGE
def test_every_word_is_whole_large_and_apart(language: str, cities: int, minimum: int) -> None:
    """No text leaves the sheet, is smaller than a phone can show, or touches another one."""
    _legible(findings(cities, minimum), language)


@EVERY_LANGUAGE
def test_what_people_expect_is_drawn_with_its_numbers(language: str) -> None:
    """Every element with both means, the widest gap first, as legible as the others."""
    found, say = stories.balanced(), speaking(language)
    _legible(found, language)
    told = printed("expectations", found, say)
    (block,) = (one.expectations for one in found.blocks if one.expectations)
    joined = " ".join(told).replace("- ", "-")
    for one in block.gaps:
        assert say(f"element-{one.element}") in joined
        for score in (one.importance, one.performance):
            assert say("picture-mean", value=score.mean) in told
    places = [joined.index(say(f"element-{name}")) for name in ("housing_communal", "security")]
    assert places == sorted(places)
    assert captions.caption("expectations", found, say, stories.CODE).count(" / ") >= 8


def test_many_cities_have_a_row_of_gaps_each() -> None:
    """Of 88 cities a picture tells each one's gaps by element, as legibly as the others."""
    found, say = findings(88), speaking("kk")
    told = printed("expectations", found, say)
    assert found.blocks[0].expectations
    for one in found.blocks[0].expectations.gaps:
        assert one.difference
        gap = "+" + say("picture-mean", value=one.difference.points)
        assert told.count(gap) >= len(found.blocks)


def _legible(found: Findings, language: str) -> None:
    for kind in captions.pictures(found):
        for figure in charts.figures(kind, found, speaking(language), stories.CODE):
            width, height = figure.bbox.width, figure.bbox.height
            placed = words(figure)
            assert placed
            for text, box in placed:
                said = (kind, text.get_text())
                assert box.x0 >= 0, said
                assert box.y0 >= 0, said
                assert box.x1 <= width, said
                assert box.y1 <= height, said
                assert float(text.get_fontsize()) / PHONE >= SMALLEST, said
                assert "…" not in said[1]
            assert touching(placed) == []


def touching(placed: Sequence[tuple[Text, Bbox]]) -> list[tuple[str, str]]:
    """The texts that touch one another."""
    ordered = sorted(placed, key=lambda one: one[1].y0)
    found = []
    for number, (one, a) in enumerate(ordered):
        for other, b in ordered[number + 1 :]:
            if b.y0 >= a.y1:
                break
            wide = min(a.x1, b.x1) - max(a.x0, b.x0)
            high = min(a.y1, b.y1) - max(a.y0, b.y0)
            # Boxes hold the font's full height, so neighbouring lines may share a pixel or two.
            if wide > 1 and high > 4:
                found.append((one.get_text(), other.get_text()))
    return found


@pytest.mark.parametrize("cities", [1, 2, 3, 4, 6, 88])
@EVERY_LANGUAGE
def test_no_picture_is_higher_than_a_phone_held_upright(language: str, cities: int) -> None:
    """What would be is several, as many as an album holds, numbered; up to three cities are one."""
    found, say = findings(cities), speaking(language)
    kinds = captions.pictures(found)
    assert {"cities", "profile", "waves", "expectations"} <= {*kinds}
    for kind in kinds:
        sheets = charts.figures(kind, found, say, stories.CODE)
        assert {sheet.bbox.width for sheet in sheets} == {1080}
        assert max(sheet.bbox.height for sheet in sheets) <= TALLEST, kind
        assert len(sheets) <= (1 if cities <= 3 else ALBUM), kind
        for number, sheet in enumerate(sheets, start=1):
            which = say("picture-part", number=number, total=len(sheets))
            told = [text.get_text() for text, _ in words(sheet)]
            assert (which in told) == (len(sheets) > 1)
    mine = people.picture(found.figures[0], found, say, stories.CODE)
    assert size(mine)[1] <= TALLEST


@pytest.mark.parametrize("kind", ["cities", "profile", "waves", "expectations"])
def test_several_pictures_share_the_cities_among_them(kind: str) -> None:
    """Of 88 cities each that has something to show is in one of them, in their order."""
    found = findings(88)
    assert len(charts.figures(kind, found, speaking("kk"), stories.CODE)) > 1
    told = " ".join(printed(kind, found, speaking("kk")))
    wanted = [c.city[1:] for c in found.figures if c.shown or kind == "cities"]
    assert re.findall(r"<(\d\d)>", told) == wanted


def test_what_no_album_holds_is_drawn_as_ten() -> None:
    """Of more cities than ten pictures hold, none is left out: the pictures are the higher."""
    found = stories.many()
    found = replace(found, figures=found.figures * 6)
    sheets = charts.figures("cities", found, speaking("kk"), stories.CODE)
    assert len(sheets) == ALBUM
    assert " ".join(printed("cities", found, speaking("kk"))).count("<07>") == 6


def test_the_largest_pictures_are_sent_as_they_are_drawn() -> None:
    """A PNG has a pixel for each of the sheet, and is light enough for a phone."""
    for kind in captions.pictures(stories.many()):
        for figure in charts.figures(kind, stories.many(), speaking("kk"), stories.CODE):
            picture = page.png(figure)
            assert size(picture) == pytest.approx((1080, figure.bbox.height), abs=1)
            assert len(picture) < 2_000_000


@EVERY_LANGUAGE
def test_the_papers_numbers_are_in_the_pictures(language: str) -> None:
    """Every percent of the three cities, their people, and each item's score are printed."""
    say, found = TEXTS.speaking(language), stories.three()

    said = printed("cities", found, say)
    for percent in (43, 55, 60, 31, 35, 40, 34):
        assert say("digest-percent", percent=percent) in said
    assert said.count(say("digest-people", count=18)) == 2
    said = printed("items", found, say)
    scores = "".join(text for text in said if text in {"1", "2", "3", "4", "5"})
    first = "2223312" + "1222211" + "2222211"
    assert sorted(scores) == sorted(first + "33322333" + "22211222" * 2 + "3" * 8 + "2" * 16)
    joined = " ".join(said).replace("-", "- ").replace("-  ", "- ")
    assert all(say(item).replace("-", "- ") in joined for item in ITEMS)
    said = printed("profile", found, say)
    means = [item.mean for item in found.figures[0].items[:7]]
    assert all(say("picture-mean", value=mean) in said for mean in means)


@pytest.mark.parametrize("cities", [3, 88])
def test_a_small_citys_picture_does_not_depend_on_its_ratings(cities: int) -> None:
    """Below the minimum every stroke is the same whatever was answered."""
    large = [{**row, "city": "c99"} for row in reference()]
    rows = [row for row in reference() if row["respondent_id"] < "R010"]
    drawn = []
    for rating in "15":
        same = [
            {**row, **dict.fromkeys(ITEMS, rating), "city": f"c{number % cities:02d}"}
            for number, row in enumerate(rows)
        ]
        found = stories.tell(cells([*same, *large]))
        drawn.append(
            [
                [*map(page.svg, charts.figures(kind, found, speaking("kk"), stories.CODE))]
                for kind in captions.pictures(found)
            ]
        )
    assert drawn[0] == drawn[1]


def test_the_same_findings_give_the_same_bytes() -> None:
    """A picture can be drawn again after a restart and is still the same picture."""
    say, found = TEXTS.speaking("ru"), stories.two_waves()
    again = from_json(to_json(found))
    for kind in captions.pictures(found):
        one, other = (charts.pictures(kind, f, say, stories.CODE) for f in (found, again))
        assert one == other
    first, second = (
        [*map(page.svg, charts.figures("groups", f, say, stories.CODE))] for f in (found, again)
    )
    assert first == second
    assert "<svg" in first[0]


@pytest.mark.parametrize("room", [60, 200, 900])
def test_wrapped_lines_fit_and_lose_nothing(room: int) -> None:
    """A text breaks at spaces, then at hyphens, then anywhere, and every letter stays."""
    ink = Ink(26, "#000000")
    text = "Мемлекеттік-жекешелік әріптестік Wi-Fi $x_1$ Қызылорда"
    lines = wrap(text, ink, room)
    assert all(length(line, ink) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


async def test_one_process_draws_all_pictures_of_a_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To load what draws takes longest; and one that cannot be drawn holds up no other."""
    begun = 0

    async def counted(secrets: Sequence[str], work: Any, *args: Any) -> Any:  # noqa: ANN401 - `aside`
        nonlocal begun
        begun += 1
        return await aside(secrets, work, *args)

    monkeypatch.setattr(newsroom, "aside", counted)
    token = Secret("1234567890:" + "t" * 35)
    room, found = newsroom.Newsroom(TEXTS, Settings(telegram_token=token)), stories.one()
    edition = Edition(
        "2026-11", "K7QM2XWD", to_json(found), None, datetime(2026, 11, 2, tzinfo=UTC)
    )

    def post(part: str) -> DuePost:
        return DuePost(1, 1, "kk", part, "-1001", edition)

    with pytest.raises(AsideError, match="nonesuch was not drawn"):
        await room.drawn(post("nonesuch"))
    kinds = captions.pictures(found)
    assert len(kinds) > 1
    for part in kinds:
        (picture,) = (await room.drawn(post(part))).pictures
        assert size(picture)[0] == 1080
    assert begun == 1
