"""What stands in a cell of a report's tables. Pure."""

from __future__ import annotations

from bot.texts import Say

HIDDEN = "–"
"""In the place of a figure that is not shown."""


def value(figure: float | None, say: Say) -> str:
    """Write a mean or a value, to one decimal."""
    # Babel writes a hyphen, which is read as a dash between two ends.
    return HIDDEN if figure is None else say("picture-mean", value=figure).replace("-", "−")
