"""What reports tell of interviews, again and again: methodology §3.1, as `batches` for ratings.

Two reports a person apart would tell what that person said. So numbers move only where two coders
have read at least the minimum of people more, and an answer is quoted for the first time only where
as many more of its cell were interviewed since the last one was; or, once, when the wave is closed.
Words are never frozen: what may not be quoted any more, or is gone, is in nothing made afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from scoring.agreement import Trust
from scoring.interviews.coded import Coded, ThemeFound


@dataclass(frozen=True, slots=True)
class Agreed:
    """The coders' agreement, and the people behind it; None where these may not be told."""

    alpha: float | None
    trust: Trust
    people: int | None


@dataclass(frozen=True, slots=True)
class InterviewFigures:
    """The numbers of a wave's interviews by one version of the codebook, as they were told last.

    Where withdrawals left too few people `whole` is None, and nothing is told. `behind` counts the
    people as they were told last, `cells` those of a cell when an answer of it was quoted first.
    `final`: the wave was closed by then.
    """

    version: int
    behind: int
    final: bool
    whole: Agreed | None = None
    sentences: int = 0
    coders: int = 0
    themes: Mapping[str, Agreed] = field(default_factory=dict)
    cells: Mapping[str, int] = field(default_factory=dict)


def published(  # noqa: PLR0913 - what decides
    now: Coded,
    version: int,
    before: InterviewFigures | None,
    quoted: Collection[int],
    minimum: int,
    *,
    closed: bool,
) -> tuple[InterviewFigures | None, frozenset[int]]:
    """Return what may be told after `before`, and which answers may be quoted for the first time.

    `now` is the coding by `version` of the codebook, `quoted` are the answers that were quoted
    already, `closed` says that the wave is.
    """
    if now.people < max(minimum, 1):
        few = before and replace(before, whole=None, sentences=0, coders=0, themes={}, final=closed)
        return few, frozenset()
    closes = closed and not (before and before.final)
    past = before.cells if before else {}
    grown = {
        cell
        for cell, people in now.cells.items()
        if closes or people - past.get(" ".join(cell), 0) >= minimum
    }
    fresh = [one for one in now.quotations if one.answer not in quoted and one.cell in grown]
    cells = {**past, **{" ".join(one.cell): now.cells[one.cell] for one in fresh}}
    if before and not closes and now.people - before.behind < minimum:
        told = before
    else:
        told = InterviewFigures(
            version,
            now.people,
            closed,
            Agreed(now.whole.alpha, now.whole.trust, now.people),
            now.sentences,
            len(now.coders),
            {one.theme: _agreed(one, minimum) for one in now.themes},
        )
    return replace(told, cells=cells), frozenset(one.answer for one in fresh)


def _agreed(found: ThemeFound, minimum: int) -> Agreed:
    """Keep a theme's number to ourselves where few people raise it, or coders differ on it."""
    judged, shown = found.coding, found.coding.publishable and found.people >= minimum
    return Agreed(judged.alpha, judged.trust, found.people if shown else None)
