"""The export's raw rows: pseudonymous, in an order of their own, written as a stream."""

from __future__ import annotations

import csv
import hmac
import json
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import Any

from bot.exporting.counts import CHUNK, Counts
from scoring.anonymity import WITHHELD, Coarsening, Traits
from scoring.codebook import items
from scoring.instrument import NOT_REACHED, VALUES, Instrument
from storage.frames import ResponseRow

TICK = 1000
"""Responses between two reports of progress."""

LANGUAGES = {"k": "kk", "r": "ru", "e": "en"}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


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


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows are written: by whose items, under which heads, and in how much detail."""

    instruments: Mapping[str, Instrument]
    columns: Mapping[str, Sequence[str]]
    coarsening: Coarsening
    pseudonyms: Pseudonyms


def records(
    rows: Iterable[ResponseRow],
    pseudonyms: Pseudonyms,
    zone: tzinfo,
    counts: Counts,
    *,
    shared: bool,
) -> Iterator[str]:
    """Give each response as a line that begins with its pseudonymous ids."""
    for row in rows:
        traits = _traits(row, zone, shared=shared)
        counts.add(row, traits)
        yield json.dumps(
            [
                pseudonyms.of("response", row.pseudonym, row.wave, row.city),
                pseudonyms.of("respondent", row.pseudonym),
                *traits,
                "complete" if row.complete else "partial",
                row.instrument,
                row.answers,
                row.languages,
            ]
        )


def _traits(row: ResponseRow, zone: tzinfo, *, shared: bool) -> Traits:
    """Where rows are shared, who changed the language on the way is not told: few do."""
    mixed = shared and set(row.languages) - {".", row.language[0]}
    return Traits(
        row.wave,
        row.city,
        row.stakeholder_group,
        WITHHELD if mixed else row.language,
        _day(row.started_at, zone),
        _day(row.completed_at, zone),
    )


def _day(moment: datetime | None, zone: tzinfo) -> str:
    return "" if moment is None else moment.astimezone(zone).date().isoformat()


@contextmanager
def in_order(lines: Iterable[str], folder: Path) -> Iterator[Iterator[str]]:
    """Sort lines, however many: all are read and put aside in `folder`, then merged."""
    lines = iter(lines)
    with tempfile.TemporaryDirectory(dir=folder) as aside, ExitStack() as stack:
        paths: list[Path] = []
        while chunk := sorted(islice(lines, CHUNK)):
            paths.append(Path(aside) / f"{len(paths)}")
            paths[-1].write_text("\n".join(chunk) + "\n", encoding="utf-8")
        files = [stack.enter_context(path.open(encoding="utf-8")) for path in paths]
        yield (line.rstrip("\n") for line in merge(*files))


def write(
    lines: Iterable[str],
    folder: Path,
    plan: Plan,
    progress: Callable[[int], None] | None = None,
) -> Counter[str]:
    """Write responses.csv and answers.csv; return their numbers of rows and of respondents.

    An item that a response's instrument does not ask is empty, one not reached is -7 in
    responses.csv and absent from answers.csv. A response that the plan leaves out is in neither.
    """
    names = list(items(list(plan.instruments.values())))
    done: Counter[str] = Counter({"responses.csv": 0, "answers.csv": 0})
    people = array("Q")
    with (
        (folder / "responses.csv").open("w", encoding="utf-8", newline="") as wide_file,
        (folder / "answers.csv").open("w", encoding="utf-8", newline="") as long_file,
    ):
        wide, long = csv.writer(wide_file), csv.writer(long_file)  # RFC 4180 is their default
        wide.writerow(plan.columns["responses.csv"])
        long.writerow(plan.columns["answers.csv"])
        for read, line in enumerate(lines, start=1):
            response, person, *about, answers, languages = json.loads(line)
            told = plan.coarsening.becomes[Traits(*about[:6])]
            if told is not None:
                people.append(int(person, 16))
                asked = [item.id for item in plan.instruments[about[7]].items]
                codes = dict(zip(asked, answers, strict=True))
                found = _answers(response, codes, languages, told)
                wide.writerow(
                    [
                        *(_person(person, response, plan), response),
                        *(guard(text) for text in (*told[:4], about[6])),
                        *(*told[4:], guard(about[7])),
                        *(VALUES[codes[n]] if n in codes else "" for n in names),
                    ]
                )
                long.writerows(found)
                done["responses.csv"] += 1
                done["answers.csv"] += len(found)
            if progress and read % TICK == 0:
                progress(read)
        if progress:
            progress(done["responses.csv"] + plan.coarsening.left_out)
    done["respondents"] = _distinct(people)
    return done


def _person(person: str, response: str, plan: Plan) -> str:
    return person if plan.coarsening.linkable else plan.pseudonyms.of("alone", response)


def _distinct(numbers: array[int]) -> int:
    """Count without a set: a million ids are eight megabytes."""
    import numpy as np

    return len(np.unique(np.frombuffer(numbers, dtype=np.uint64))) if numbers else 0


def _answers(
    response: str, codes: Mapping[str, str], languages: str, told: Traits
) -> list[list[Any]]:
    withheld = told.language == WITHHELD
    return [
        [response, item, VALUES[code], WITHHELD if withheld else LANGUAGES.get(language, "")]
        for (item, code), language in zip(codes.items(), languages, strict=True)
        if code != NOT_REACHED
    ]
