"""What some views show beside the person: looked up in the record, drawn as it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime

from storage.kept import Kept


@dataclass(frozen=True, slots=True)
class GroupResult:
    """How a group sees the city, 0-100; None where that would tell on few people."""

    group: str
    n: int
    value: float | None


@dataclass(frozen=True, slots=True)
class IndexResult:
    """One index of a city: the paper's integers, and 0-100 with its 95% interval.

    `before` is the value of the wave before, `mine` that of the person's own answers.
    """

    index: str
    total: int
    maximum: int
    percent: int
    value: float
    low: float | None = None
    high: float | None = None
    groups: tuple[GroupResult, ...] = ()  # every group there is
    before: float | None = None
    mine: float | None = None


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What a person answered to an item, beside the city's mean (1-5), where that is shown."""

    item: str
    mine: str
    mean: float | None


@dataclass(frozen=True, slots=True)
class CityResult:
    """A city as it was published last; without indices where too few people stand behind them.

    `made` is the day of the publication, None while there is none; `group` the person's own.
    """

    city: str
    people: int
    needed: int
    indices: tuple[IndexResult, ...] = ()
    wave: str = ""
    made: date | None = None
    before: str | None = None
    group: str | None = None
    items: tuple[ItemResult, ...] = ()
    expects: bool = False  # something of the further blocks is public, too
    picture: Callable[[str], Awaitable[bytes]] | None = None  # in a language


@dataclass(frozen=True, slots=True)
class ElementResult:
    """An element's importance and how good it is now (1-5), and the person's own two ratings."""

    element: str
    importance: float
    performance: float
    gap: float
    mine: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProblemResult:
    """How grave a city finds a problem (1-5), and what the person said."""

    problem: str
    severity: float
    mine: str = ""


@dataclass(frozen=True, slots=True)
class ExpectResult:
    """What a city expects and which problems it sees, as it was published last."""

    city: str
    people: int
    needed: int
    elements: tuple[ElementResult, ...] = ()
    problems: tuple[ProblemResult, ...] = ()
    wave: str = ""
    made: date | None = None
    picture: Callable[[str], Awaitable[bytes]] | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """Reminders of an unfinished sheet: how many are left, when the next one comes (local time).

    `tonight` says that the evening of this day is still to come.
    """

    left: int
    due: datetime | None = None
    tonight: bool = False


@dataclass(frozen=True, slots=True)
class MyData:
    """All that is kept of the person, and the time now (local)."""

    kept: Kept
    now: datetime


Facts = CityResult | ExpectResult | Rest | MyData
