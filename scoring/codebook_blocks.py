"""The columns of further blocks in the export, and of open answers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scoring.analysis import GAPS, SEVERITY
from scoring.instrument import NOT_ASKED, RATINGS, VALUES, Instrument, Item
from scoring.items import MANY, MANY_MESSAGES, NUMBER, ONE, RATING
from scoring.known import WITHHELD
from scoring.variables import Variable


def block(
    instruments: Sequence[Instrument], without: str = "", *, shared: bool = False
) -> tuple[Variable, ...]:
    """Return the columns of a further block's own file, one or more an item.

    `instruments` are the versions that were answered, oldest first: a column stands once, and is
    empty where a version does not ask it. The item `without` is left out.
    Where it is `shared`, what others may know of a person is not told of everybody.
    """
    file = f"{instruments[0].id}.csv"
    status = {code: f"codebook-status-{code}" for code in ("complete", "partial")}
    named = [(item, _figures(one)) for one in instruments for item in one.items]
    asked = {
        column.name: column
        for item, figures in named
        if item.id != without
        for column in _asked(file, item, figures.get(item.id, ""), veiled=shared and item.known)
    }
    return (
        Variable(file, "response_id"),
        Variable(file, "status", codes=status),
        Variable(file, "instrument", codes={one.name: "" for one in instruments}),
        *asked.values(),
    )


def _figures(instrument: Instrument) -> dict[str, str]:
    """Return what of statistics.csv each item's ratings come to: `education.importance`, `P1`."""
    pairs = {
        item: f"{name}.{side}"
        for analysis in instrument.analyses
        if analysis.kind == GAPS
        for name, items in analysis.of
        for item, side in zip(items, ("importance", "performance"), strict=True)
    }
    grave = (one for one in instrument.analyses if one.kind == SEVERITY)
    return pairs | {items[0]: name for one in grave for name, items in one.of}


def _asked(file: str, item: Item, figure: str, *, veiled: bool) -> Iterator[Variable]:
    unasked = {str(VALUES[NOT_ASKED]): "missing-6"} if item.ask_if else {}
    if veiled:
        unasked[str(WITHHELD)] = "codebook-withheld"
    for place, name in enumerate(item.columns):
        option = f"{item.id}-{item.options[place]}" if item.kind == MANY else ""
        low, high, codes = _range(item)
        yield Variable(
            file,
            name,
            "integer",
            codes=codes,
            minimum=low,
            maximum=high,
            required=False,
            missing=True,
            ordered=item.kind == RATING,
            source=item.source,
            index=figure,
            item=item.id,
            label=option,
            unasked=unasked,
            note=f"codebook-veiled-{item.kind}" if veiled else "",
        )


def _range(item: Item) -> tuple[int, int | None, dict[str, str]]:
    """The lowest and highest number of an answer, and the words of each."""
    if item.kind == RATING:
        return 1, 5, {code: f"{item.scale}-{code}" for code in RATINGS}
    if item.kind == ONE:
        options = enumerate(item.options, start=1)
        return 1, len(item.options), {str(n): f"{item.id}-{option}" for n, option in options}
    if item.kind == MANY:
        return 0, 1, {code: f"codebook-chosen-{code}" for code in ("0", "1")}
    return (item.low, item.high, {}) if item.kind == NUMBER else (1, MANY_MESSAGES, {})


def open_answers() -> tuple[Variable, ...]:
    """Return the columns of open answers, one row a message."""
    file = "open_answers.csv"
    kinds = {code: f"codebook-kind-{code}" for code in ("text", "voice")}
    return (
        Variable(file, "response_id"),
        Variable(file, "item"),
        Variable(file, "ordinal", "integer", minimum=1),
        Variable(file, "language"),
        Variable(file, "kind", codes=kinds),
        Variable(file, "seconds", "integer", required=False, minimum=0),
        Variable(file, "voice", required=False),
        Variable(file, "text", required=False),
    )


def transcripts() -> tuple[Variable, ...]:
    """Return the columns of what voices say, one row a voice."""
    file = "transcripts.csv"
    return (
        *_place(file),
        Variable(file, "transcribed_by", required=False),
        Variable(file, "transcript"),
    )


def codes() -> tuple[Variable, ...]:
    """Return the columns of coders' marks, one row a passage and theme."""
    file = "codes.csv"
    quotable = {code: f"codebook-quote-{code}" for code in ("true", "false")}
    return (
        *_place(file),
        Variable(file, "coder"),
        Variable(file, "version", "integer", minimum=1),
        Variable(file, "start", "integer", minimum=0),
        Variable(file, "end", "integer", minimum=0),
        Variable(file, "theme"),
        Variable(file, "quote", "boolean", codes=quotable),
        Variable(file, "passage"),
    )


def themes(languages: Sequence[str]) -> tuple[Variable, ...]:
    """Return the columns of the codebook of themes."""
    file = "themes.csv"
    kinds = [(kind, language) for kind in ("label", "definition") for language in languages]
    return (
        Variable(file, "version", "integer", minimum=1),
        Variable(file, "theme"),
        *(Variable(file, f"{kind}_{one}", label=f"codebook-theme-{kind}") for kind, one in kinds),
    )


def quotations() -> tuple[Variable, ...]:
    """Return the columns of what may be quoted, under no response's id."""
    file = "quotations.csv"
    return (
        Variable(file, "number", "integer", minimum=1),
        Variable(file, "city"),
        Variable(file, "stakeholder_group"),
        Variable(file, "theme"),
        Variable(file, "passage"),
    )


def _place(file: str) -> Iterator[Variable]:
    """The columns that say which open answer a row is about."""
    yield Variable(file, "response_id")
    yield Variable(file, "item")
    yield Variable(file, "ordinal", "integer", minimum=1)
