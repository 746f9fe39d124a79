"""What the city said, for the people who said it."""

from __future__ import annotations

from bot.facts import CityResult
from bot.screens.screen import Screen, bold, paragraphs
from bot.screens.sight import Sight


def results(sight: Sight) -> Screen:
    """How the city stands, asked for by itself."""
    if not isinstance(sight.facts, CityResult):
        text = sight.words("results-none-city")
    else:
        text = paragraphs(result(sight), sight.words("results-when"))
    return Screen(text, sight.column("button-continue=go"))


def result(sight: Sight) -> str:
    """How the city stands, as a part of a screen; nothing where there is no city in hand."""
    found = sight.facts
    if not isinstance(found, CityResult):
        return ""
    title = bold(sight.words("results-title", city=sight.say(f"city-{found.city}")))
    people = sight.words("results-people", count=found.people)
    if not found.indices:
        few = sight.words("results-few", needed=found.needed)
        return f"{title}\n{few}"
    lines = [
        sight.words(
            "results-index",
            name=sight.say(f"index-{index.index}.report"),
            percent=index.percent,
            total=index.total,
            maximum=index.maximum,
        )
        for index in found.indices
    ]
    return "\n".join([title, people, "", *lines, "", sight.words("results-note")])
