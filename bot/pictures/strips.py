"""A strip: a stretch of scale on which dots stand with their intervals, the number beside it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.pictures.page import Ink, Page
from bot.pictures.style import DARK, INK, MUTED, PAPER, TRACK

NUMBER = Ink(28, INK, bold=True)
QUIET = Ink(26, MUTED)
GAP = 14


@dataclass(frozen=True, slots=True)
class Strip:
    """From `left` to `right` on the page lie `lowest` to `highest`; the number stands behind."""

    left: float
    right: float
    lowest: float
    highest: float

    def place(self, value: float) -> float:
        """Return where a value stands."""
        share = (value - self.lowest) / (self.highest - self.lowest)
        return self.left + (self.right - self.left) * share

    def draw(
        self,
        page: Page,
        y: float,
        value: float | None,
        ends: tuple[float | None, float | None],
        number: str,
    ) -> None:
        """Draw the strip with its dot, line and number; a dash where there is no value."""
        if value is None:
            page.text(self.left, y, "—", QUIET)
            return
        page.bar(self.left, y - 8, self.right - self.left, 16, TRACK)
        self.mark(page, y, value, ends)
        page.text(self.right + GAP, y, number, NUMBER)

    def mark(
        self,
        page: Page,
        y: float,
        value: float,
        ends: tuple[float | None, float | None],
        *,
        hollow: bool = False,
    ) -> None:
        """Draw a value's dot and the line of its interval."""
        low, high = ends
        if low is not None and high is not None:
            page.line((self.place(low), y), (self.place(high), y), DARK, 4)
        dot(page, self.place(value), y, hollow=hollow)


def dot(page: Page, x: float, y: float, *, hollow: bool) -> None:
    """Draw a dot, full or hollow."""
    page.dot(x, y, 8, DARK)
    if hollow:
        page.dot(x, y, 3, PAPER)
