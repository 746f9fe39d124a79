"""The parts of an instrument: items under one head, of which some make one figure."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.items import RATINGS, Item


@dataclass(frozen=True, slots=True)
class Section:
    """Items that are asked under one head."""

    id: str
    items: tuple[Item, ...]
    source: str

    @property
    def key(self) -> str:
        """The key of its name."""
        return f"section-{self.id}"


@dataclass(frozen=True, slots=True)
class Index(Section):
    """A section whose ratings make one figure."""

    @property
    def key(self) -> str:
        """The key of its name."""
        return f"index-{self.id}"

    @property
    def maximum(self) -> int:
        """The largest possible sum of item scores."""
        return int(RATINGS[-1]) * len(self.items)
