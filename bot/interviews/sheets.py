"""Sheets that coordinators fill in: voices to be transcribed, sentences to be coded."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bot.exporting.rows import guard
from scoring.interviews import passages, transcripts
from scoring.interviews import themes as theming
from scoring.interviews.passages import Marks
from scoring.interviews.sentences import Span, sentences
from scoring.interviews.themes import NONE, Theme
from storage.interviews import TextRow


def voices(path: Path, rows: Iterable[TextRow]) -> int:
    """Write the sheet of voice messages; return how many."""
    return _written(
        path,
        transcripts.COLUMNS,
        [
            [r.id, r.wave, r.city, r.item, r.language, r.seconds or "", guard(r.text or "")]
            for r in rows
        ],
    )


def codes(path: Path, rows: Iterable[TextRow], marks: Mapping[int, Marks]) -> int:
    """Write a coder's sheet, a sentence or an own passage a row; return how many texts."""
    chosen = [row for row in rows if row.text]
    lines = [line for row in chosen for line in _text(row, marks.get(row.id))]
    _written(path, passages.COLUMNS, lines)
    return len(chosen)


def themes(path: Path, found: Sequence[Theme]) -> int:
    """Write a codebook as a sheet; return how many themes."""
    lines = [[one.code, *one.labels.values(), *one.definitions.values()] for one in found]
    return _written(path, theming.COLUMNS, [[guard(cell) for cell in line] for line in lines])


def _text(row: TextRow, marks: Marks | None) -> Iterator[list[object]]:
    text = row.text or ""
    own: dict[Span, list[passages.Mark]] = {span: [] for span in sentences(text)}
    for mark in marks or ():
        own.setdefault(mark.span, []).append(mark)
    for span in sorted(own):
        names = " ".join(mark.theme for mark in own[span])
        if marks == () and span.start == min(own).start:
            names = NONE
        quote = "yes" if any(mark.quote for mark in own[span]) else ""
        passage = guard(text[span.start : span.stop])
        yield [row.id, row.item, span.start, span.stop, passage, names, quote]


def _written(path: Path, head: Sequence[str], lines: Sequence[Sequence[object]]) -> int:
    # The mark at the beginning lets Excel see that it is UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(head)
        table.writerows(lines)
    return len(lines)
