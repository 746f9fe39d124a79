"""Wide files for SPSS and Stata, with labels and missing codes, by pyreadstat.

Codes such as `shu` and `officials` stay what they are in every file: SPSS shows their words,
Stata labels numbers only. Both formats are written at once by their library, so the rows of
the CSV are held in memory: 0.3 kB each of responses.csv.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scoring.variables import Variable

if TYPE_CHECKING:
    import pandas as pd

# What SPSS cuts off in silence (in bytes) and what Stata refuses (in letters), methodology §4.
SAV_LABEL, SAV_VALUE, DTA_LABEL = 256, 120, 80

LETTERS = {-8: "a", -9: "b", -7: "c", -6: "d", -5: "e"}
"""Stata's missing values: .a don't know, .b skipped, .c not reached, .d not asked, .e withheld."""

NAME = 31
"""Letters of a name in Stata; the library has room for one less where numbers have labels."""

OWN = re.compile(r"byte|double|float|if|in|int|long|str\d*|strL|using|with")
"""Words that name no column in Stata."""

STAMP = re.compile(rb"\d\d [A-Z][a-z]{2} (\d{4} \d\d:\d\d|\d{4}:\d\d:\d\d)")
"""Stata writes `01 Jun 2025 12:30`, SPSS the last two digits of the year and the time at once."""

Words = Callable[[str], str]
Labels = dict[str, dict[Any, str]]
"""By column the words of each code: SPSS labels texts too, though pyreadstat's types say not."""


def write_sav(source: Path, target: Path, columns: Iterable[Variable], words: Words) -> None:
    """Write SPSS's file from a CSV; -9 to -6, or -5, are missing by the user's definition."""
    import pyreadstat

    asked = [column for column in columns if column.file == source.name]
    numbers = [column for column in asked if column.missing]
    frame = _frame(source, asked)
    pyreadstat.write_sav(
        frame,
        target,
        column_labels=[fit(words(one.key), SAV_LABEL, in_bytes=True) for one in asked],
        variable_value_labels=_labels(asked, lambda key: fit(words(key), SAV_VALUE, in_bytes=True)),
        missing_ranges={
            one.name: [{"lo": -9, "hi": max(-6, *map(int, one.absent))}] for one in numbers
        },
        variable_measure={
            one.name: "ordinal" if one.ordered else "nominal" if one.codes else "scale"
            for one in asked
            if one.codes or one.missing
        },
        variable_format={one.name: f"F{max(2, _width(one))}.0" for one in numbers},
        row_compress=True,
    )


def write_dta(source: Path, target: Path, columns: Iterable[Variable], words: Words) -> None:
    """Write Stata's file from a CSV; non-answers are its letters .a to .e."""
    import pyreadstat

    asked = [column for column in columns if column.file == source.name]
    frame = _frame(source, asked)
    asked = [replace(one, name=_stata(one.name, place)) for place, one in enumerate(asked)]
    frame = frame.set_axis([one.name for one in asked], axis="columns")
    numbers = [column for column in asked if column.missing]
    for column in numbers:
        given = frame[column.name]
        # Whole numbers beside letters and gaps must be floats: of integers a gap becomes 0.
        frame[column.name] = given.astype(object).mask(given < 0, given.map(LETTERS))
    labels = _labels(numbers, lambda key: fit(words(key), DTA_LABEL, in_bytes=False))
    pyreadstat.write_dta(
        frame,
        target,
        column_labels=[fit(words(one.key), DTA_LABEL, in_bytes=False) for one in asked],
        variable_value_labels={
            name: {_letter(code): text for code, text in found.items()}
            for name, found in labels.items()
        },
        missing_user_values={one.name: list(LETTERS.values()) for one in numbers},
        variable_format={one.name: f"%{max(8, _width(one) + 1)}.0g" for one in numbers},
    )


def _width(column: Variable) -> int:
    return len(str(column.maximum))


def _stata(name: str, place: int) -> str:
    """Return a column's name as Stata takes it: a word of its own, or a long one, gets a number."""
    if len(name) <= NAME and not OWN.fullmatch(name):
        return name
    return f"{name[: NAME - len(f'_{place}')]}_{place}"


def tell_the_day_only(path: Path, day: date) -> None:
    """Put the day of the export in the place of the minute that the library wrote into the head."""
    with path.open("r+b") as file:
        found = STAMP.search(file.read(512))
        assert found is not None  # noqa: S101 - both formats have it
        of_stata = b" " in found[1]
        told = f"{day:%d %b %Y} 00:00" if of_stata else f"{day:%d %b %y}00:00:00"
        file.seek(found.start())
        file.write(told.encode())


def _letter(code: float) -> Any:  # noqa: ANN401 - the library takes letters, its types do not
    return LETTERS.get(int(code), code)


def fit(text: str, limit: int, *, in_bytes: bool) -> str:
    """Return a text that the format holds, cut with an ellipsis instead of in silence."""

    def size(part: str) -> int:
        return len(part.encode()) if in_bytes else len(part)

    if size(text) <= limit:
        return text
    while size(text) + size("…") > limit:
        text = text[:-1]
    return text.rstrip() + "…"


def _frame(source: Path, columns: Iterable[Variable]) -> pd.DataFrame:
    """Read a CSV: numbers as floats with gaps, days as days, all else as text."""
    import pandas as pd

    numbers = [column.name for column in columns if column.missing]
    kinds = {column.name: "float64" if column.missing else "str" for column in columns}
    empty = {name: [""] for name in numbers}
    frame: pd.DataFrame = pd.read_csv(
        source, dtype=kinds, keep_default_na=False, na_values=empty, lineterminator=None
    )
    for column in columns:
        if column.type == "date":
            days = pd.to_datetime(frame[column.name], format="%Y-%m-%d", errors="coerce")
            frame[column.name] = days.dt.date.astype(object).where(days.notna(), None)
    return frame


def _labels(columns: Iterable[Variable], words: Words) -> Labels:
    return {
        column.name: {
            float(code) if column.missing else code: words(key)
            for code, key in column.labels.items()
            if key
        }
        for column in columns
        if any(column.labels.values())
    }
