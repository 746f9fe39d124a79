"""Transcripts of voice messages from a table: the number of the answer, and what is said. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from scoring import tabular
from scoring.interviews.sentences import bare, plain
from scoring.tabular import Fault, TableError

NEEDED = ("answer", "transcript")
COLUMNS = ("answer", "wave", "city", "item", "language", "seconds", "transcript")


def table(rows: Sequence[Sequence[str]], voices: Collection[int]) -> dict[int, str]:
    """Return the transcripts under a row of columns' names, by the number of the answer.

    `voices` are the numbers of voice messages; rows without a transcript wait for theirs.
    Raises TableError with every fault.
    """
    records, faults = tabular.records(rows, NEEDED, COLUMNS.__contains__, COLUMNS)
    filled = [(number, row) for number, row in records if row["transcript"]]
    seen: dict[str, int] = {}
    found: dict[int, str] = {}
    for number, row in filled:
        key = row["answer"]
        if not key.isdecimal() or int(key) not in voices:
            why = f"{key!r} is no voice message; see `saualnama interviews transcripts export`"
            faults.append(Fault(number, "answer", why))
        elif key in seen:
            why = f"{key} stands in row {seen[key]} already; take one out"
            faults.append(Fault(number, "answer", why))
        else:
            found[int(key)] = plain(bare(row["transcript"]))
        seen.setdefault(key, number)
    if not filled and not faults:
        faults.append(Fault(1, "transcript", "no row is filled in; write what is said"))
    if faults:
        raise TableError(faults)
    return found
