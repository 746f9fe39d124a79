"""What some views show beside the person: looked up in the record, drawn as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.kept import Kept


@dataclass(frozen=True, slots=True)
class IndexResult:
    """One index of a city, by the paper's method."""

    index: str
    total: int
    maximum: int
    percent: int


@dataclass(frozen=True, slots=True)
class CityResult:
    """What the city looks like; without indices where too few people stand behind them."""

    city: str
    people: int
    needed: int
    indices: tuple[IndexResult, ...] = ()


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


Facts = CityResult | Rest | MyData
