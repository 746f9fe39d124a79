"""The picture is a phone's portrait in which every word is whole, large and apart from others."""

from __future__ import annotations

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
from bot.pictures import page
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
SMALLEST = 26  # pixels of type at 1080 wide
DETAILED = 6


@cache
def findings(cities: int, minimum: int = 5) -> Findings:
    """The reference answers spread over so many cities, in two waves."""
    if cities == 88:
        return stories.many()
    rows = [
        {**row, "city": row["city"] if cities == 3 else ORDER[number % cities]}
        for number, row in enumerate([*reference(), *reference()])
    ]
    found = cells(rows)
    return stories.tell(found, order=ORDER, minimum=minimum, earlier=found)


def speaking(language: str) -> Say:
    return countrywide(TEXTS.speaking(language))


def words(figure: Figure) -> list[tuple[Text, Bbox]]:
    """Each text of a figure and the box that it takes, in pixels; nothing needs to be painted."""
    canvas: Any = figure.canvas  # matplotlib's renderer has no types
    ruler = canvas.get_renderer()
    texts = [text for axes in figure.axes for text in axes.texts]
    return [(text, text.get_window_extent(ruler)) for text in texts]


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
    figure = charts.draw("expectations", found, say, stories.CODE)
    told = [text.get_text() for text, _ in words(figure)]
    (block,) = (one.expectations for one in found.blocks if one.expectations)
    for one in block.gaps:
        assert say(f"element-{one.element}") in told
        for score in (one.importance, one.performance):
            assert say("picture-mean", value=score.mean) in told
    places = [told.index(say(f"element-{name}")) for name in ("housing_communal", "security")]
    assert places == sorted(places)
    assert captions.caption("expectations", found, say, stories.CODE).count(" / ") >= 8


def test_many_cities_have_a_row_of_gaps_each() -> None:
    """Of 88 cities a picture tells each one's gaps by element, as legibly as the others."""
    (block,) = (one for one in stories.balanced().blocks if one.expectations)
    many = stories.many()
    shown = [city.city for city in many.figures if city.shown]
    found = replace(many, blocks=tuple(replace(block, city=city) for city in shown))
    for language in TEXTS.languages:
        _legible(found, language, "expectations")
    say = speaking("kk")
    figure = charts.draw("expectations", found, say, stories.CODE)
    told = [text.get_text() for text, _ in words(figure)]
    assert block.expectations
    for one in block.expectations.gaps:
        assert one.difference
        gap = "+" + say("picture-mean", value=one.difference.points)
        assert told.count(gap) >= len(shown)
    assert figure.bbox.width + figure.bbox.height <= 10_000


def _legible(found: Findings, language: str, *kinds: str) -> None:
    for kind in kinds or captions.pictures(found):
        figure = charts.draw(kind, found, speaking(language), stories.CODE)
        width, height = figure.bbox.width, figure.bbox.height
        placed = words(figure)
        assert placed
        for text, box in placed:
            said = (kind, text.get_text())
            assert box.x0 >= 0, said
            assert box.y0 >= 0, said
            assert box.x1 <= width, said
            assert box.y1 <= height, said
            assert float(text.get_fontsize()) >= SMALLEST, said
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


@pytest.mark.parametrize("cities", [1, 3, 6, 88])
def test_the_pictures_are_portraits_that_telegram_takes(cities: int) -> None:
    """1080 wide; height and width together stay below 10000, their ratio below 20."""
    found = findings(cities)
    kinds = captions.pictures(found)
    assert {"cities", "profile", "waves"} <= {*kinds}
    assert ("groups" in kinds) == (cities != DETAILED)
    for kind in kinds:
        figure = charts.draw(kind, found, speaking("kk"), stories.CODE)
        width, height = figure.bbox.width, figure.bbox.height
        assert width == 1080
        assert width + height <= 10_000
        assert cities > DETAILED or height <= 4200


def test_the_largest_pictures_are_sent_as_they_are_drawn() -> None:
    """A PNG has a pixel for each of the sheet, and is light enough for a phone."""
    for kind in captions.pictures(stories.many()):
        figure = charts.draw(kind, stories.many(), speaking("kk"), stories.CODE)
        picture = page.png(figure)
        assert size(picture) == pytest.approx((1080, figure.bbox.height), abs=1)
        assert len(picture) < 2_000_000


@EVERY_LANGUAGE
def test_the_papers_numbers_are_in_the_pictures(language: str) -> None:
    """Every percent of the three cities, their people, and each item's score are printed."""
    say, found = TEXTS.speaking(language), stories.three()

    def printed(kind: str) -> list[str]:
        figure = charts.draw(kind, found, say, stories.CODE)
        return [text.get_text() for text, _ in words(figure)]

    said = printed("cities")
    for percent in (43, 55, 60, 31, 35, 40, 34):
        assert say("digest-percent", percent=percent) in said
    assert said.count(say("digest-people", count=18)) == 2
    said = printed("items")
    scores = "".join(text for text in said if text in {"1", "2", "3", "4", "5"})
    first = "2223312" + "1222211" + "2222211"
    assert sorted(scores) == sorted(first + "33322333" + "22211222" * 2 + "3" * 8 + "2" * 16)
    joined = " ".join(said).replace("-", "- ").replace("-  ", "- ")
    assert all(say(item).replace("-", "- ") in joined for item in ITEMS)
    said = printed("profile")
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
                charts.vector(kind, found, speaking("kk"), stories.CODE)
                for kind in captions.pictures(found)
            ]
        )
    assert drawn[0] == drawn[1]


def test_the_same_findings_give_the_same_bytes() -> None:
    """A picture can be drawn again after a restart and is still the same picture."""
    say, found = TEXTS.speaking("ru"), stories.two_waves()
    again = from_json(to_json(found))
    for kind in captions.pictures(found):
        one, other = (charts.picture(kind, f, say, stories.CODE) for f in (found, again))
        assert one == other
    first, second = (charts.vector("groups", f, say, stories.CODE) for f in (found, again))
    assert first == second
    assert "<svg" in first


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
        assert size((await room.drawn(post(part))).picture or b"")[0] == 1080
    assert begun == 1
