"""Tables that people fill in: every fault at once, each with its row and column. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a table, and where: the row as a spreadsheet counts, and the column."""

    row: int
    column: str
    text: str

    def __str__(self) -> str:
        return f"row {self.row}, {self.column}: {self.text}"


class TableError(ValueError):
    """A table cannot be read; `faults` says all that is wrong, and what to do."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.row))
        super().__init__("\n".join(map(str, self.faults)))


Record = tuple[int, dict[str, str]]


def records(
    rows: Sequence[Sequence[str]],
    needed: Sequence[str],
    known: Callable[[str], bool],
    told: Sequence[str],
) -> tuple[list[Record], list[Fault]]:
    """Return the rows under a heading, by the columns' names, and what is wrong with their shape.

    `needed` are columns that must be there, `known` says whether a column may be, `told` lists
    the columns for a message. Empty rows are left out. Raises TableError if the heading itself
    is wrong: then no row can be judged.
    """
    heads = [head.strip() for head in rows[0]] if rows else []
    wrong = list(_heads(heads, needed, known, told))
    if wrong:
        raise TableError(wrong)
    found: list[Record] = []
    faults: list[Fault] = []
    for number, cells in enumerate(rows[1:], start=2):
        texts = [cell.strip() for cell in cells]
        if any(texts[len(heads) :]):
            faults.append(Fault(number, "end", "has more cells than the heading; take them out"))
        if any(texts):
            padded = [*texts, *[""] * len(heads)][: len(heads)]
            found.append((number, dict(zip(heads, padded, strict=True))))
    return found, faults


def _heads(
    heads: Sequence[str], needed: Sequence[str], known: Callable[[str], bool], told: Sequence[str]
) -> Iterator[Fault]:
    for name in needed:
        if name not in heads:
            yield Fault(1, name, "the column is missing; add it")
    for place, head in enumerate(heads):
        if head in heads[:place]:
            yield Fault(1, head, "the column stands twice; take one out")
        elif not known(head):
            text = f"is not known; columns are {', '.join(told)}"
            yield Fault(1, head or f"column {place + 1}", text)
