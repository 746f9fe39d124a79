"""The export's raw rows: pseudonymous, in an order of their own, written as a stream."""

from __future__ import annotations

import csv
import hmac
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scoring.codebook import items
from scoring.instrument import NOT_REACHED, VALUES, Instrument
from scoring.tally import Layout, Tally
from storage.frames import ResponseRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK = 20_000
"""Responses held in memory at once, whatever the size of the survey."""

TICK = 1000
"""Responses between two reports of progress."""

LANGUAGES = {"k": "kk", "r": "ru", "e": "en"}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")

Cell = tuple[str, str, str, str]  # instrument, wave, city, stakeholder group


def guard(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


class Pseudonyms:
    """Ids that lead back to nobody without the key; the same key gives the same ids again."""

    def __init__(self, key: bytes) -> None:
        """Keep the key for as long as an export takes; it is written nowhere."""
        self._key = key

    def of(self, kind: str, *parts: str) -> str:
        """Return 16 hexadecimal digits for a respondent or a response."""
        # A list in JSON cannot be read in two ways, as joined parts could be.
        message = json.dumps([kind, *parts]).encode()
        return hmac.digest(self._key, message, "sha256").hex()[:16]


class Counts:
    """What goes by is counted into tallies, so that the tables are about these very rows."""

    def __init__(self, instruments: Mapping[str, Instrument]) -> None:
        """Begin with nobody."""
        self._layouts = {name: Layout(one) for name, one in instruments.items()}
        self._waiting: list[tuple[Cell, str, bool]] = []
        self._vectors: dict[Cell, NDArray[np.int64]] = {}

    def add(self, row: ResponseRow) -> None:
        """Count one response."""
        cell = (row.instrument, row.wave, row.city, row.stakeholder_group)
        self._waiting.append((cell, row.answers, row.complete))
        if len(self._waiting) >= CHUNK:
            self._flush()

    def tallies(self) -> dict[Cell, Tally]:
        """Return the tallies of all that was added."""
        self._flush()
        return {
            cell: self._layouts[cell[0]].tally(vector)
            for cell, vector in sorted(self._vectors.items())
        }

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for name in sorted({cell[0] for cell, _, _ in waiting}):
            part = [one for one in waiting if one[0][0] == name]
            cells = sorted({cell for cell, _, _ in part})
            places = {cell: place for place, cell in enumerate(cells)}
            table = self._layouts[name].count_cells(
                [answers for _, answers, _ in part],
                [complete for _, _, complete in part],
                [places[cell] for cell, _, _ in part],
                len(cells),
            )
            for cell, place in places.items():
                known = self._vectors.get(cell)
                self._vectors[cell] = table[place] if known is None else known + table[place]


def records(
    rows: Iterable[ResponseRow], pseudonyms: Pseudonyms, zone: tzinfo, counts: Counts
) -> Iterator[str]:
    """Give each response as a line that begins with its pseudonymous ids."""
    for row in rows:
        counts.add(row)
        yield json.dumps(
            [
                pseudonyms.of("respondent", row.pseudonym),
                pseudonyms.of("response", row.pseudonym, row.wave, row.city),
                *map(guard, (row.wave, row.city, row.stakeholder_group, row.language)),
                "complete" if row.complete else "partial",
                _day(row.started_at, zone),
                _day(row.completed_at, zone),
                guard(row.instrument),
                row.answers,
                row.languages,
            ]
        )


def _day(moment: datetime | None, zone: tzinfo) -> str:
    return "" if moment is None else moment.astimezone(zone).date().isoformat()


def in_order(lines: Iterator[str], folder: Path) -> Iterator[str]:
    """Sort lines, however many: chunks are put aside in `folder` and merged."""
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        paths: list[Path] = []
        while chunk := sorted(islice(lines, CHUNK)):
            paths.append(Path(aside) / f"{len(paths)}")
            paths[-1].write_text("\n".join(chunk) + "\n", encoding="utf-8")
        files = [path.open(encoding="utf-8") for path in paths]
        try:
            yield from (line.rstrip("\n") for line in merge(*files))
        finally:
            for file in files:
                file.close()


def write(
    lines: Iterable[str],
    folder: Path,
    instruments: Mapping[str, Instrument],
    columns: Mapping[str, Sequence[str]],
    progress: Callable[[int], None] | None = None,
) -> Counter[str]:
    """Write responses.csv and answers.csv; return their numbers of rows and of respondents.

    An item that a response's instrument does not ask is empty, one not reached is -7 in
    responses.csv and absent from answers.csv.
    """
    names = list(items(list(instruments.values())))
    done: Counter[str] = Counter({"responses.csv": 0, "answers.csv": 0, "respondents": 0})
    last = None
    with (
        (folder / "responses.csv").open("w", encoding="utf-8", newline="") as wide_file,
        (folder / "answers.csv").open("w", encoding="utf-8", newline="") as long_file,
    ):
        wide, long = csv.writer(wide_file), csv.writer(long_file)  # RFC 4180 is their default
        wide.writerow(columns["responses.csv"])
        long.writerow(columns["answers.csv"])
        for line in lines:
            *about, answers, languages = json.loads(line)
            asked = [item.id for item in instruments[about[9]].items]
            codes = dict(zip(asked, answers, strict=True))
            wide.writerow([*about, *(VALUES[codes[n]] if n in codes else "" for n in names)])
            found = _answers(about[1], codes, languages)
            long.writerows(found)
            done["responses.csv"] += 1
            done["answers.csv"] += len(found)
            done["respondents"] += about[0] != last
            last = about[0]
            if progress and done["responses.csv"] % TICK == 0:
                progress(done["responses.csv"])
    if progress:
        progress(done["responses.csv"])
    return done


def _answers(response: str, codes: Mapping[str, str], languages: str) -> list[list[Any]]:
    return [
        [response, item, VALUES[code], LANGUAGES.get(language, "")]
        for (item, code), language in zip(codes.items(), languages, strict=True)
        if code != NOT_REACHED
    ]
