"""A city for its own people: the indices with their intervals, and the groups beside them."""

from __future__ import annotations

from bot.pictures import cities, groups, style
from bot.pictures.page import Page, png
from bot.texts import Say
from scoring.figures import CityFigures
from scoring.findings import Findings


def picture(city: CityFigures, found: Findings, say: Say, code: str) -> bytes:
    """Return the picture as a PNG, 1080 pixels wide."""
    sheet = Page(style.PAPER)
    lines = [say("digest-about", wave=found.wave, date=found.made)]
    y = style.heading(sheet, say("picture-heading"), lines)
    y = cities.draw(sheet, y, [city], say) + 20
    notes = [say("picture-legend"), say("digest-note-sample"), say("picture-code", code=code)]
    if groups.told(city):
        y = groups.draw(sheet, y, [city], say)
        notes.insert(1, say("picture-legend-groups"))
    return png(sheet.figure(style.footing(sheet, y, notes)))
