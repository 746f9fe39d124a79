"""A variable of the export: a column of a file, and what its cells may hold. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scoring.instrument import DONT_KNOW, NOT_REACHED, SKIPPED, VALUES

MISSING = {
    str(VALUES[code]): f"missing{VALUES[code]}" for code in (NOT_REACHED, DONT_KNOW, SKIPPED)
}
"""The numbers that stand for no rating, and the keys of their words: `missing-7`."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A column: where it stands, its type, its codes with the keys of their words.

    `missing`: it holds numbers for non-answers, too; `ordered`: a higher code says more.
    `unasked` are the numbers that stand for no answer in this column alone; `note` is the key of
    what is to be known of it beside its label.
    """

    file: str
    name: str
    type: str = "string"
    codes: Mapping[str, str] = field(default_factory=dict)
    minimum: int | None = None
    maximum: int | None = None
    required: bool = True
    missing: bool = False
    ordered: bool = False
    source: str = ""
    item: str | None = None
    index: str = ""
    label: str = ""
    unasked: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    @property
    def key(self) -> str:
        """The key of the column's label."""
        return self.label or self.item or f"codebook-{self.name}"

    @property
    def absent(self) -> dict[str, str]:
        """The numbers that stand for no answer, with the keys of their words."""
        return {**(MISSING if self.missing else {}), **self.unasked}

    @property
    def labels(self) -> dict[str, str]:
        """Every code that may stand in the column, with the key of its words; "" for a name."""
        return {**self.codes, **self.absent}
