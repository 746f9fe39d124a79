"""A sheet to draw on, in pixels from its top left corner: measured text, bars, lines, dots.

Matplotlib's objects only, never pyplot, whose figures are shared by the whole process; loaded
with the first picture.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

WIDTH = 1080
DOTS = 72  # an inch: so a point is a pixel
FAMILY = "DejaVu Sans"  # comes with matplotlib and has every Kazakh letter

Align = Literal["left", "center", "right"]
Stroke = Callable[["Axes"], object]


@dataclass(frozen=True, slots=True)
class Ink:
    """How a text looks: height of its type in pixels, colour, weight."""

    size: int
    colour: str
    bold: bool = False


@dataclass(slots=True)
class Page:
    """Strokes in the order in which they are drawn; the height is settled at the end."""

    background: str
    strokes: list[Stroke] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, ink: Ink, align: Align = "left") -> None:
        """Write one line whose middle is at `y`."""
        self.strokes.append(
            lambda axes: axes.text(
                x,
                y,
                text,
                fontproperties=_font(ink),
                color=ink.colour,
                ha=align,
                va="center_baseline",
                parse_math=False,
            )
        )

    def lines(self, x: float, y: float, text: str, ink: Ink, room: float) -> float:
        """Write as many lines as it takes, the first with its top at `y`; return the bottom."""
        height = 1.36 * ink.size
        for line in wrap(text, ink, room):
            self.text(x, y + height / 2, line, ink)
            y += height
        return y

    def bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a box with rounded corners; `y` is its top."""
        radius = min(8.0, width / 2, height / 2)

        def stroke(axes: Axes) -> None:
            from matplotlib.patches import FancyBboxPatch

            box = f"round,pad=0,rounding_size={radius}"
            axes.add_artist(  # as `add_patch`, which would measure what the limits ought to be
                FancyBboxPatch((x, y), width, height, boxstyle=box, fc=colour, ec="none")
            )

        self.strokes.append(stroke)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], colour: str, thickness: float
    ) -> None:
        """Draw a straight line."""
        xs, ys = zip(start, end, strict=True)
        self.strokes.append(
            lambda axes: axes.plot(xs, ys, color=colour, lw=thickness, solid_capstyle="round")
        )

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """Draw a dot with a rim that sets it off from what it lies on."""
        self.strokes.append(
            lambda axes: axes.plot(
                [x], [y], "o", ms=2 * radius, mfc=colour, mec=self.background, mew=3
            )
        )

    def figure(self, height: float) -> Figure:
        """Draw everything on a sheet of this height."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=(WIDTH / DOTS, height / DOTS), dpi=DOTS, facecolor=self.background)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        for stroke in self.strokes:
            stroke(axes)
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(height, 0)
        return figure


@lru_cache(maxsize=4096)
def length(text: str, ink: Ink) -> float:
    """Return how many pixels a line of text takes; pictures of one digest share most lines."""
    return float(_ruler().get_text_width_height_descent(text, _font(ink), ismath=False)[0])


def wrap(text: str, ink: Ink, room: float) -> list[str]:
    """Break a text into lines of at most `room` pixels: at spaces, hyphens, or anywhere."""
    lines = [""]
    for word in text.replace(" ", " \n").split("\n"):
        for part in _parts(word, ink, room):
            if length((lines[-1] + part).rstrip(), ink) <= room:
                lines[-1] += part
            else:
                lines.append(part)
    return [line.strip() for line in lines if line.strip()]


def _parts(word: str, ink: Ink, room: float) -> Sequence[str]:
    """Cut a word only if it has no line to fit on."""
    if length(word.rstrip(), ink) <= room:
        return [word]
    pieces = word.replace("-", "-\n").split("\n")
    if all(length(piece.rstrip(), ink) <= room for piece in pieces):
        return pieces
    return list(word)


def png(figure: Figure) -> bytes:
    """Return a figure as a PNG, the same bytes for the same picture."""
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=DOTS, metadata={"Software": None})
    return stream.getvalue()


def svg(figure: Figure) -> str:
    """Return a figure as an SVG whose letters are outlines: it needs no font to be read."""
    import matplotlib as mpl

    stream = io.StringIO()
    # The salt makes the same ids for the same picture.
    with mpl.rc_context({"svg.hashsalt": "saualnama", "svg.fonttype": "path"}):
        figure.savefig(stream, format="svg", dpi=DOTS, metadata={"Date": None, "Creator": None})
    return stream.getvalue()


def typefaces() -> tuple[Path, Path]:
    """Return the files of the plain and of the bold type: every writer uses one family."""
    from matplotlib.font_manager import findfont

    plain, bold = (Path(findfont(_font(Ink(1, "black", weight)))) for weight in (False, True))
    return plain, bold


@cache
def _ruler() -> Any:  # noqa: ANN401 - matplotlib's renderer has no types
    from matplotlib.backends import backend_agg

    make: Any = backend_agg.RendererAgg
    return make(1, 1, DOTS)


@cache
def _font(ink: Ink) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=FAMILY, size=ink.size, weight="bold" if ink.bold else "normal")
