"""The codebook: every variable of the export, what it may hold, and its words. Pure.

One list of variables serves the codebook for people and the data package for programs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scoring.instrument import DONT_KNOW, NOT_REACHED, RATINGS, SKIPPED, VALUES, Instrument

Wordings = Mapping[str, Callable[[str], str]]
"""For each language a function from a text's key to its words."""

MISSING = {
    str(VALUES[code]): f"missing{VALUES[code]}" for code in (NOT_REACHED, DONT_KNOW, SKIPPED)
}
"""The numbers that stand for no rating, and the keys of their words: `missing-7`."""

ALL = "all"
"""Stands for every group in a row about a whole city."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A column: where it stands, its type, its codes with the keys of their words."""

    file: str
    name: str
    type: str = "string"
    codes: Mapping[str, str] = field(default_factory=dict)
    minimum: int | None = None
    maximum: int | None = None
    required: bool = True
    missing: bool = False
    source: str = ""
    item: str | None = None


def variables(
    instruments: Sequence[Instrument],
    cities: Sequence[str],
    groups: Sequence[str],
    languages: Sequence[str],
) -> tuple[Variable, ...]:
    """Return the columns of responses, answers and indices, in their order."""
    tongues = {code: f"codebook-language-{code}" for code in languages}
    people = {code: f"group-{code}.report" for code in groups}
    places = {code: f"city-{code}" for code in cities}
    return (
        *_responses(instruments, places, people, tongues),
        *_answers(instruments, tongues),
        *_indices(instruments, places, people),
    )


def _responses(
    instruments: Sequence[Instrument],
    places: Mapping[str, str],
    people: Mapping[str, str],
    tongues: Mapping[str, str],
) -> Iterator[Variable]:
    file = "responses.csv"
    status = {code: f"codebook-status-{code}" for code in ("complete", "partial")}
    yield Variable(file, "respondent_id")
    yield Variable(file, "response_id")
    yield Variable(file, "wave")
    yield Variable(file, "city", codes=places)
    yield Variable(file, "stakeholder_group", codes=people)
    yield Variable(file, "language", codes=tongues)
    yield Variable(file, "status", codes=status)
    yield Variable(file, "started_on", "date")
    yield Variable(file, "completed_on", "date", required=False)
    yield Variable(file, "instrument", codes={one.name: "" for one in instruments})
    scale = {code: f"scale-{code}" for code in RATINGS}
    for name, source in items(instruments).items():
        yield Variable(
            file,
            name,
            "integer",
            codes=scale,
            minimum=int(RATINGS[0]),
            maximum=int(RATINGS[-1]),
            required=False,
            missing=True,
            source=source,
            item=name,
        )


def items(instruments: Sequence[Instrument]) -> dict[str, str]:
    """Return every item of the instruments with its source, each once, in their order."""
    return {item.id: item.source for one in instruments for item in one.items}


def _answers(instruments: Sequence[Instrument], tongues: Mapping[str, str]) -> Iterator[Variable]:
    file = "answers.csv"
    yield Variable(file, "response_id")
    yield Variable(file, "item", codes={name: name for name in items(instruments)})
    yield Variable(
        file,
        "value",
        "integer",
        codes={code: f"scale-{code}" for code in RATINGS},
        minimum=int(RATINGS[0]),
        maximum=int(RATINGS[-1]),
        required=False,
        missing=True,
    )
    yield Variable(file, "language", codes=tongues)


def _indices(
    instruments: Sequence[Instrument], places: Mapping[str, str], people: Mapping[str, str]
) -> Iterator[Variable]:
    file = "indices.csv"
    named = {index.id: f"index-{index.id}.report" for one in instruments for index in one.indices}
    named |= {name: name for name in items(instruments)}
    yield Variable(file, "wave")
    yield Variable(file, "city", codes=places)
    yield Variable(file, "stakeholder_group", codes={**people, ALL: "codebook-group-all"})
    yield Variable(file, "level", codes={c: f"codebook-level-{c}" for c in ("index", "item")})
    yield Variable(file, "id", codes=named)
    yield Variable(file, "method_paper")
    yield Variable(file, "method_index")
    yield Variable(file, "n", "integer", minimum=0)
    hidden = {code: f"codebook-suppressed-{code}" for code in ("true", "false")}
    yield Variable(file, "suppressed", "boolean", codes=hidden)
    yield Variable(file, "total", "integer", required=False, minimum=1)
    yield Variable(file, "maximum", "integer", minimum=5)
    yield Variable(file, "percent", "integer", required=False, minimum=20, maximum=100)
    yield Variable(file, "total_unrounded", "number", required=False, minimum=1)
    yield Variable(file, "percent_of_maximum", "number", required=False, minimum=20, maximum=100)
    for name in ("index", "low", "high"):
        yield Variable(file, name, "number", required=False, minimum=0, maximum=100)


def rows(columns: Sequence[Variable], wordings: Wordings) -> list[dict[str, str]]:
    """Return the codebook, a row a variable, its words in every language side by side."""
    return [_row(column, wordings) for column in columns]


def _row(column: Variable, wordings: Wordings) -> dict[str, str]:
    key = column.item or f"codebook-{column.name}"
    row = {"file": column.file, "name": column.name}
    row |= {f"label_{code}": words(key) for code, words in wordings.items()}
    for code, words in wordings.items():
        row[f"question_{code}"] = words(f"{column.item}.question") if column.item else ""
    row |= {"source": column.source, "type": column.type, "valid": _valid(column)}
    codes = {**column.codes, **(MISSING if column.missing else {})}
    for code, words in wordings.items():
        row[f"values_{code}"] = _listed(codes, words)
    # In brackets, so that no spreadsheet takes the minus for the beginning of a formula.
    row["missing_codes"] = f"[{', '.join(MISSING)}]" if column.missing else ""
    return row


def _valid(column: Variable) -> str:
    if column.minimum is None:
        return "|".join(column.codes)
    return f"{column.minimum}..{'' if column.maximum is None else column.maximum}"


def _listed(codes: Mapping[str, str], words: Callable[[str], str]) -> str:
    """Write `1=Very low|2=Low`; codes that are names already are left out."""
    return "|".join(f"{code}={words(key)}" for code, key in codes.items() if key)
