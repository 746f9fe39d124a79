"""responses.csv and answers.csv from rows, by the array: RFC 4180, and as fast as a disk.

What a cell can say is written once, as a row of bytes in a table that is filled up with zeros;
lines are put together from tables, and the zeros are left out.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from bot.beside import beside
from bot.exporting.kinds import Kinds, Place, parts
from bot.exporting.protection import Protection
from bot.exporting.rows import guard, letters
from scoring.codebook import items
from scoring.flags import FLAGS
from scoring.instrument import NOT_REACHED, VALUES, Instrument
from scoring.partition import WITHHELD

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Numbers = NDArray[np.int64]

CHUNK = 1_000
"""Responses written at once: a long line for each, and 23 short ones."""

WIDE, LONG = "responses.csv", "answers.csv"
SPOKEN = {"k": "kk", "r": "ru", "e": "en"}
END = "\r\n"


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows are written: by whose items, under which heads, and what of each kind is told.

    A file without a head in `columns` is not written.
    """

    instruments: Mapping[str, Instrument]
    columns: Mapping[str, Sequence[str]]
    kinds: Kinds
    protection: Protection


def write(rows: Iterable[NDArray[Any]], folder: Path, plan: Plan) -> Iterator[Counter[str]]:
    """Write the files that the plan has heads for; give after each chunk what is written so far.

    An item that a response's instrument does not ask is empty, one not reached is -7 in
    responses.csv and absent from answers.csv. A response that the plan leaves out is in neither.
    Counted are the rows of each file and the responses `read`.
    """
    scribe = Scribe(plan)
    done: Counter[str] = Counter({WIDE: 0, LONG: 0})
    names = plan.columns.keys() & {WIDE, LONG}
    with ExitStack() as stack:
        files: dict[str, BinaryIO] = {}
        for name in names:
            files[name] = stack.enter_context((folder / name).open("wb"))
            files[name].write(_line(plan.columns[name], END))
        for read, texts in beside(
            lambda part: (len(part[0]), scribe.texts(*part, names)), _parts(rows, plan.protection)
        ):
            done["read"] += read
            for name, (count, text) in texts.items():
                files[name].write(text)
                done[name] += count
            yield done
    yield done


class Scribe:
    """The tables that lines are put together from."""

    def __init__(self, plan: Plan) -> None:
        """Write every kind's head, every cell of a rating and every end of a long line."""
        import numpy as np

        self._plan = plan
        self._names = list(items(list(plan.instruments.values())))
        asked, places = list(plan.instruments), plan.kinds.all_places()
        self._heads = _table([_head(place) for place in places])
        self._days = _table([f",{guard(day)}".encode() for day in plan.kinds.all_days()])
        self._asked = np.array([asked.index(one.instrument) for one in places], np.int64)
        self._withheld = np.array([one.language == WITHHELD for one in places], bool)
        self._flags = _table([_line(["", FLAGS.get(one, "")], "") for one in range(max(FLAGS) + 1)])
        self._ends = _table([_line(["", guard(name)], "") for name in asked])
        self._cells = np.zeros((256, 3), np.uint8)
        self._cells[:, 0] = ord(",")
        for code, value in VALUES.items():
            cell = f",{value}".encode()
            self._cells[ord(code), : len(cell)] = np.frombuffer(cell, np.uint8)
        self._answer = _table(
            [
                _line(["", name, VALUES[code], language], END)
                for name in self._names
                for code in VALUES
                for language in (*SPOKEN.values(), WITHHELD, "")
            ]
        )
        self._code = np.zeros(256, np.int64)
        self._code[[ord(code) for code in VALUES]] = range(len(VALUES))
        self._language = np.full(256, len(SPOKEN) + 1)
        self._language[[ord(letter) for letter in SPOKEN]] = range(len(SPOKEN))

    def texts(
        self, rows: NDArray[Any], kinds: Numbers, names: Collection[str]
    ) -> dict[str, tuple[int, bytes]]:
        """Return for each of some files how many lines it gets, and these.

        `kinds` are those that the rows are told as; -1: a row is left out.
        """
        told = kinds >= 0
        kept, kinds = rows[told], kinds[told]
        codes = self.codes(kept, kinds)
        found: dict[str, tuple[int, bytes]] = {}
        if WIDE in names:
            found[WIDE] = len(kept), self.wide(kept, kinds, codes)
        if LONG in names:
            found[LONG] = self.long(kept, kinds, codes)
        return found

    def codes(self, rows: NDArray[Any], kinds: Numbers) -> tuple[Bytes, Bytes]:
        """Return the code and the language's letter of each row and item, 0 if it is not asked."""
        import numpy as np

        answers, spoken = (letters(rows[name]) for name in ("answers", "spoken"))
        if len(self._plan.instruments) == 1:
            return answers, spoken
        both = np.zeros((2, len(rows), len(self._names)), np.uint8)
        for number, one in enumerate(self._plan.instruments.values()):
            own = np.flatnonzero(self._asked[parts(kinds)[0]] == number)[:, None]
            columns = [self._names.index(item.id) for item in one.items]
            for target, source in zip(both, (answers, spoken), strict=True):
                target[own, columns] = source[own[:, 0], : len(columns)]
        return both[0], both[1]

    def wide(self, rows: NDArray[Any], kinds: Numbers, codes: tuple[Bytes, Bytes]) -> bytes:
        """Return the lines of responses.csv."""
        linked = self._plan.protection.coarsening.linkable
        person = rows["person"] if linked else rows["response"]
        place, started, completed = parts(kinds)
        flagged = "quality" in self._plan.columns[WIDE]
        return _put_together(
            _hex(person),
            _same(b",", rows),
            _hex(rows["response"]),
            self._heads[place],
            self._days[started],
            self._days[completed],
            self._ends[self._asked[place]],
            *([self._flags[rows["flags"]]] if flagged else []),
            self._cells.take(codes[0], axis=0).reshape(len(rows), 3 * codes[0].shape[1]),
            _same(END.encode(), rows),
        )

    def long(
        self, rows: NDArray[Any], kinds: Numbers, codes: tuple[Bytes, Bytes]
    ) -> tuple[int, bytes]:
        """Return how many lines answers.csv gets, and these."""
        import numpy as np

        given, spoken = codes
        row, item = np.nonzero((given != 0) & (given != ord(NOT_REACHED)))
        language = self._language[spoken[row, item]]
        language[self._withheld[parts(kinds)[0]][row]] = len(SPOKEN)
        number = item * len(VALUES) + self._code[given[row, item]]
        ends = self._answer[number * (len(SPOKEN) + 2) + language]
        return len(row), _put_together(_hex(rows["response"])[row], ends)


def _head(place: Place) -> bytes:
    """Write what stands between the ids and the days."""
    status = "complete" if place.complete else "partial"
    return _line(["", *map(guard, place[1:5]), status], "")


def _line(cells: Sequence[object], end: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerow(cells)  # RFC 4180 is its default
    return text.getvalue().encode()


def _table(texts: Sequence[bytes]) -> Bytes:
    import numpy as np

    return letters(np.array(texts or [b""], f"S{max(map(len, texts), default=1)}"))


def _hex(ids: NDArray[np.uint64]) -> Bytes:
    """Write ids as 16 hexadecimal digits each."""
    import numpy as np

    return np.frombuffer(ids.astype(">u8").tobytes().hex().encode(), np.uint8).reshape(-1, 16)


def _same(text: bytes, rows: NDArray[Any]) -> Bytes:
    import numpy as np

    return np.broadcast_to(np.frombuffer(text, np.uint8), (len(rows), len(text)))


def _put_together(*parts: Bytes) -> bytes:
    import numpy as np

    return np.concatenate(parts, axis=1).tobytes().translate(None, b"\0")


def _parts(
    rows: Iterable[NDArray[Any]], protection: Protection
) -> Iterator[tuple[NDArray[Any], Numbers]]:
    """Give some rows at a time, and the kinds that they are told as."""
    for one in rows:
        kinds = protection.told(one["kind"])
        for start in range(0, len(one), CHUNK):
            part = slice(start, start + CHUNK)
            yield one[part], kinds[part]
