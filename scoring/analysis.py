"""What an instrument's ratings are put to beside its indices: declared in its file, as data.

| kind     | each name stands for                        | kept beside the counts of every rating |
|----------|---------------------------------------------|----------------------------------------|
| gaps     | two ratings, importance and performance     | how many gave r to one, s to the other |
| severity | one rating, graver the higher               | that of every two; ranks within people |
| contrast | the ratings of one of two sides             | a vector of its own: an index of both  |

The vectors are described in `tally`, the methods in `balance`.
"""

from __future__ import annotations

from dataclasses import dataclass

GAPS, SEVERITY, CONTRAST = KINDS = ("gaps", "severity", "contrast")


@dataclass(frozen=True, slots=True)
class Analysis:
    """One analysis: `of` are names (of an element, a problem, a side) and their items' ids."""

    kind: str
    of: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def id(self) -> str:
        """Of a contrast: its two sides."""
        return "_".join(self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """What the items are of, in the file's order."""
        return tuple(name for name, _ in self.of)

    @property
    def items(self) -> tuple[str, ...]:
        """All items, in the file's order."""
        return tuple(item for _, items in self.of for item in items)
