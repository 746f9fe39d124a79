"""Every variable of the export, what it may hold, and the keys of its words. Pure.

One list serves the codebooks for people and the descriptions for programs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scoring.analysis import CONTRAST, GAPS, SEVERITY
from scoring.anonymity import TECHNICAL
from scoring.flags import FLAGS
from scoring.instrument import RATINGS, Instrument, Item
from scoring.partition import WITHHELD
from scoring.variables import Variable

ALL = "all"
"""Stands for every group in a row about a whole city."""

NONE = "none"
"""Stands where a row of statistics compares nothing."""

SAMPLE = "sample"
"""Stands for who answered, where a row is about no rating."""

STATISTICS = (
    *(
        "alpha",
        "alpha_without",
        "rest",
        "deviation",
        "bottom",
        "evenness",
        "dissimilarity",
        "equal",
        "shares",
        "kruskal",
        "epsilon_squared",
        "dunn",
    ),
    *("difference", "delta", "signed_ranks", "dominance", "effect"),
    *("trend", "trend_equal", "language", "unflagged", "unflagged_change"),
    *("importance", "performance", "gap", "quadrant", "expectation_balance", "expectation_range"),
    *("severity", "top", "order", "concordance", "contrast", "symmetric", "ratio"),
)
"""What rows of statistics.csv may hold."""

OURS = {
    ALL: "codebook-group-all",
    TECHNICAL: "codebook-group-technical",
    WITHHELD: "codebook-withheld",
}
"""Codes of the export's own, and the keys of their words."""


NOTES: Mapping[str, str] = {
    "note_id": "integer",
    "city": "string",
    "subject": "string",
    "dated": "date",
    "title": "string",
    "shows": "string",
    "link": "string",
    "file_name": "string",
    "sha256": "string",
    "noted_by": "string",
    "noted_on": "date",
}
"""The columns of notes.csv with their types."""

MAY_BE_EMPTY = {"link", "file_name", "sha256", "noted_by"}
"""Those of them that a note may leave empty."""


def variables(  # noqa: PLR0913 - what an export holds, by name
    instruments: Sequence[Instrument],
    cities: Sequence[str],
    groups: Sequence[str],
    languages: Sequence[str],
    *,
    months: bool = False,
    flagged: bool = False,
    blocks: Sequence[Instrument] = (),
) -> tuple[Variable, ...]:
    """Return the columns of responses, answers, indices, statistics and notes, in order.

    `blocks` are the further instruments, of whose ratings statistics tell.
    `months`: times are months, and empty where a month would tell too much. `flagged`: responses
    tell which flags they have.
    """
    tongues = {code: OURS.get(code, f"codebook-language-{code}") for code in languages}
    people = {code: OURS.get(code, f"group-{code}.report") for code in groups}
    places = {code: f"city-{code}" for code in cities}
    return (
        *_responses(instruments, places, people, tongues, months=months, flagged=flagged),
        *_answers(instruments, tongues),
        *_indices(instruments, places, people),
        *_statistics(instruments, blocks, places),
        *_notes(places),
    )


def _responses(  # noqa: PLR0913 - what is told of a response, by name
    instruments: Sequence[Instrument],
    places: Mapping[str, str],
    people: Mapping[str, str],
    tongues: Mapping[str, str],
    *,
    months: bool,
    flagged: bool,
) -> Iterator[Variable]:
    file = "responses.csv"
    time = "yearmonth" if months else "date"
    status = {code: f"codebook-status-{code}" for code in ("complete", "partial")}
    yield Variable(file, "respondent_id")
    yield Variable(file, "response_id")
    yield Variable(file, "wave")
    yield Variable(file, "city", codes=places)
    yield Variable(file, "stakeholder_group", codes=people)
    yield Variable(file, "language", codes=tongues)
    yield Variable(file, "status", codes=status)
    yield Variable(file, "started_on", time, required=not months)
    yield Variable(file, "completed_on", time, required=False)
    yield Variable(file, "instrument", codes={one.name: "" for one in instruments})
    if flagged:
        judged = {code: f"codebook-quality-{code}" for code in FLAGS.values()}
        yield Variable(file, "quality", codes=judged, required=False)
    scale = {code: f"scale-{code}" for code in RATINGS}
    for name, item in items(instruments).items():
        yield Variable(
            file,
            name,
            "integer",
            codes=scale,
            minimum=int(RATINGS[0]),
            maximum=int(RATINGS[-1]),
            required=False,
            missing=True,
            ordered=True,
            source=item.source,
            item=name,
            index=item.index,
        )


def items(instruments: Sequence[Instrument]) -> dict[str, Item]:
    """Return every item of the instruments by its id, each once, in their order."""
    return {item.id: item for one in instruments for item in one.items}


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
        ordered=True,
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
    yield Variable(file, "stakeholder_group", codes={**people, ALL: OURS[ALL]})
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


def analysed(instruments: Sequence[Instrument]) -> dict[str, str]:
    """Return what the analyses of instruments are about, with the keys of their words."""
    named: dict[str, str] = {}
    for one in instruments:
        for analysis in one.analyses:
            if analysis.kind == CONTRAST:
                named[analysis.id] = f"codebook-contrast-{analysis.id}"
            else:
                kind = "element" if analysis.kind == GAPS else "problem"
                named |= {name: f"{kind}-{name}" for name in analysis.names}
        if one.analysis(SEVERITY):
            named[one.sections[0].id] = one.sections[0].key
    return named


def _statistics(
    instruments: Sequence[Instrument], blocks: Sequence[Instrument], places: Mapping[str, str]
) -> Iterator[Variable]:
    file = "statistics.csv"
    named = {index.id: f"index-{index.id}.report" for one in instruments for index in one.indices}
    named |= {name: name for name, item in items(instruments).items() if item.index}
    named |= analysed([*instruments, *blocks])
    named[SAMPLE] = "codebook-sample"
    yield Variable(file, "wave")
    yield Variable(file, "city", codes={**places, ALL: "codebook-city-all"})
    yield Variable(file, "id", codes=named)
    yield Variable(file, "statistic", codes={c: f"codebook-statistic-{c}" for c in STATISTICS})
    for name in ("method", "first", "second"):
        yield Variable(file, name)
    yield Variable(file, "n", "integer", minimum=0)
    yield Variable(file, "n_second", "integer", minimum=0, required=False)
    yield Variable(file, "estimate", "number", required=False)
    for name in ("low", "high"):
        yield Variable(file, name, "number", required=False, label=f"codebook-interval-{name}")
    for name in ("p", "p_holm"):
        yield Variable(file, name, "number", required=False, minimum=0, maximum=1)
    judged = {code: f"codebook-clear-{code}" for code in ("true", "false")}
    yield Variable(file, "clear", "boolean", codes=judged, required=False)


def _notes(places: Mapping[str, str]) -> Iterator[Variable]:
    for name, kind in NOTES.items():
        codes = places if name == "city" else {}
        yield Variable("notes.csv", name, kind, codes, required=name not in MAY_BE_EMPTY)
