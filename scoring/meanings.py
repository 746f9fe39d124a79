"""The codebook: every variable of the export with its words and its counts. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from scoring.instrument import RATINGS, VALUES
from scoring.tally import Tally
from scoring.variables import Variable

Wordings = Mapping[str, Callable[[str], str]]
"""For each language a function from a text's key to its words."""

VALID = "n_valid"
NUMBERS = {"-7": "n_not_reached", "-8": "n_dont_know", "-9": "n_skipped"}
"""The codebook's columns that count responses: those with a rating, and those without."""

Frequencies = Mapping[str, Mapping[str, int]]
"""How many responses have each number, by item: `{"SCRI1": {"1": 4, "-8": 1}}`."""


def frequencies(tallies: Iterable[Tally]) -> dict[str, Counter[str]]:
    """Count the codes of each item over all tallies, by the numbers that exports give them."""
    found: dict[str, Counter[str]] = {}
    for tally in tallies:
        for item in tally.layout.instrument.items:
            codes = tally.item(item.id)
            found.setdefault(item.id, Counter()).update(
                {str(VALUES[code]): count for code, count in codes.items()}
            )
    return found


def rows(
    columns: Sequence[Variable], wordings: Wordings, counts: Frequencies
) -> list[dict[str, str]]:
    """Return the codebook, a row a variable, its words in every language side by side."""
    return [_row(column, wordings, counts.get(column.item or "")) for column in columns]


def described(heads: Iterable[str]) -> list[Variable]:
    """Return the columns of the codebook itself: numbers of responses, and texts."""
    return [
        Variable(
            "codebook.csv",
            name,
            "integer" if name in {VALID, *NUMBERS.values()} else "string",
            required=False,
        )
        for name in heads
    ]


def _row(column: Variable, wordings: Wordings, count: Mapping[str, int] | None) -> dict[str, str]:
    row = {"file": column.file, "name": column.name}
    row |= {f"label_{code}": words(column.key) for code, words in wordings.items()}
    for code, words in wordings.items():
        row[f"question_{code}"] = words(f"{column.item}.question") if column.item else ""
    row |= {"source": column.source, "index": column.index}
    row |= {"type": column.type, "valid": _valid(column)}
    for code, words in wordings.items():
        row[f"values_{code}"] = _listed(column.labels, words)
    # In brackets, so that no spreadsheet takes the minus for the beginning of a formula.
    row["missing_codes"] = f"[{', '.join(column.absent)}]" if column.absent else ""
    row[VALID] = "" if count is None else str(sum(count.get(code, 0) for code in RATINGS))
    for code, name in NUMBERS.items():
        row[name] = "" if count is None else str(count.get(code, 0))
    for code, words in wordings.items():
        row[f"note_{code}"] = words(column.note) if column.note else ""
    return row


def _valid(column: Variable) -> str:
    if column.minimum is None:
        return "|".join(column.codes)
    return f"{column.minimum}..{'' if column.maximum is None else column.maximum}"


def _listed(codes: Mapping[str, str], words: Callable[[str], str]) -> str:
    """Write `1=Very low|2=Low`; codes that are names already are left out."""
    return "|".join(f"{code}={words(key)}" for code, key in codes.items() if key)
