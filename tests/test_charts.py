"""The picture is a phone's portrait in which every word is whole, large and apart from others."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import date
from itertools import combinations

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from bot.pictures import digest as charts
from bot.pictures.page import Ink, Page
from bot.texts import Say, Texts
from scoring.figures import CityFigures, city_figures
from tests.survey import INSTRUMENT, ITEMS, cells, country, countrywide, reference

TEXTS = Texts()
ORDER = ("shu", "ayagoz", "shalkar", "almaty", "pavlodar", "shymkent")
SMALLEST = 26  # pixels of type at 1080 wide
WHEN = date(2025, 5, 25)


def figures(cities: int, minimum: int = 5) -> tuple[CityFigures, ...]:
    """The reference answers spread over so many cities."""
    if cities == 88:
        return country(minimum)
    rows = [
        {**row, "city": row["city"] if cities == 3 else ORDER[number % cities]}
        for number, row in enumerate(reference() if cities else [])
    ]
    return city_figures(INSTRUMENT, cells(rows), minimum, ORDER)


def speaking(language: str) -> Say:
    return countrywide(TEXTS.speaking(language))


def draw(found: Sequence[CityFigures], language: str) -> Figure:
    return charts.draw(found, speaking(language), wave="2025-05", when=WHEN)


def words(figure: Figure) -> list[tuple[Text, Bbox]]:
    """Each text of a figure and the box that it takes, in pixels."""
    figure.canvas.draw()
    texts = [text for axes in figure.axes for text in axes.texts]
    return [(text, text.get_window_extent()) for text in texts]


def size(picture: bytes) -> tuple[int, int]:
    """The width and height that a PNG says it has."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


CASES = pytest.mark.parametrize(
    ("cities", "minimum"), [(0, 5), (1, 5), (3, 5), (3, 18), (3, 99), (4, 10), (6, 5), (88, 5)]
)
EVERY_LANGUAGE = pytest.mark.parametrize("language", TEXTS.languages)


@CASES
@EVERY_LANGUAGE
def test_every_word_is_whole_large_and_apart(language: str, cities: int, minimum: int) -> None:
    """No text leaves the sheet, is smaller than a phone can show, or touches another one."""
    figure = draw(figures(cities, minimum), language)
    width, height = figure.bbox.width, figure.bbox.height
    found = words(figure)
    assert found
    for text, box in found:
        said = text.get_text()
        assert box.x0 >= 0, said
        assert box.y0 >= 0, said
        assert box.x1 <= width, said
        assert box.y1 <= height, said
        assert float(text.get_fontsize()) >= SMALLEST, said
        assert "…" not in said
    for (one, a), (other, b) in combinations(found, 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        # Boxes hold the font's full height, so neighbouring lines may share a pixel or two.
        assert wide <= 1 or high <= 4, (one.get_text(), other.get_text())


@EVERY_LANGUAGE
@pytest.mark.parametrize("cities", [0, 1, 3, 6, 88])
def test_the_picture_is_a_portrait_that_telegram_takes(language: str, cities: int) -> None:
    """1080 wide; height and width together stay below 10000, their ratio below 20."""
    say = speaking(language)
    picture = charts.picture(figures(cities), say, wave="2025-05", when=WHEN)
    width, height = size(picture)
    assert width == 1080
    assert width + height <= 10_000
    assert cities > 6 or height <= 4000
    assert cities == 0 or height > width
    assert len(picture) < 1_000_000


@EVERY_LANGUAGE
def test_the_papers_numbers_are_in_the_picture(language: str) -> None:
    """Every percent of the three cities, their people, and each item's score are printed."""
    said = [text.get_text() for text, _ in words(draw(figures(3), language))]
    say = TEXTS.speaking(language)
    for percent in (43, 55, 60, 31, 35, 40, 34):
        assert say("digest-percent", percent=percent) in said
    assert said.count(say("digest-people", count=18)) == 2
    scores = [text for text in said if text in {"1", "2", "3", "4", "5"}]
    assert sorted(scores) == sorted("2223312" + "1222211" + "2222211")
    joined = " ".join(said)
    for item in ITEMS[:7]:
        assert say(item).replace("-", "- ") in joined.replace("-", "- ").replace("-  ", "- ")


@pytest.mark.parametrize("cities", [3, 88])
def test_a_small_citys_picture_does_not_depend_on_its_ratings(cities: int) -> None:
    """Below the minimum the bytes are the same whatever was answered."""
    rows = [row for row in reference() if row["respondent_id"] < "R010"]
    pictures = []
    for rating in "15":
        same = [
            {**row, **dict.fromkeys(ITEMS, rating), "city": f"c{number % cities:02d}"}
            for number, row in enumerate(rows)
        ]
        found = city_figures(INSTRUMENT, cells(same), 5)
        pictures.append(charts.picture(found, speaking("kk"), wave="2025-05", when=WHEN))
    assert pictures[0] == pictures[1]


def test_the_same_figures_give_the_same_bytes() -> None:
    """A picture can be drawn again after a restart and is still the same picture."""
    say = TEXTS.speaking("ru")
    one, other = (charts.picture(figures(3), say, wave="2025-05", when=WHEN) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("room", [60, 200, 900])
def test_wrapped_lines_fit_and_lose_nothing(room: int) -> None:
    """A text breaks at spaces, then at hyphens, then anywhere, and every letter stays."""
    page, ink = Page("#FFFFFF"), Ink(26, "#000000")
    text = "Мемлекеттік-жекешелік әріптестік Wi-Fi $x_1$ Қызылорда"
    lines = page.wrap(text, ink, room)
    assert all(page.width(line, ink) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
