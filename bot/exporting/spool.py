"""Rows put aside and taken up again in the order of random ids, however many there are.

Every row has the same width, so a chunk is one array and never a list of objects. An id's first
bits say which of the files a row goes into; each file fits into memory and is put in order there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PERSON = ("person", "kind")

BITS = 7
"""Of an id, for the choice of a file: 128 files, 8,000 rows each of a million."""

BUFFER = 512
"""Bytes that a file holds back: what is put there at once is more."""


class Spool:
    """A temporary place for rows whose field `key` holds 64 random bits."""

    def __init__(self, folder: Path, row: np.dtype[Any], key: str = "response") -> None:
        """Use an existing folder on a disk that has room for all rows."""
        self._folder = folder
        self.row = row
        self._key = key
        self._files: dict[int, IO[bytes]] = {}
        self._stack = ExitStack()

    def close(self) -> None:
        """Give up what was put aside."""
        self._stack.close()

    def put(self, rows: NDArray[Any]) -> None:
        """Put rows aside."""
        import numpy as np

        # Small numbers are sorted by counting them.
        numbers = (rows[self._key] >> np.uint64(64 - BITS)).astype(np.uint8)
        order = np.argsort(numbers, kind="stable")
        ends = np.cumsum(np.bincount(numbers, minlength=1 << BITS)) * self.row.itemsize
        ordered, start = memoryview(rows.take(order).tobytes()), 0
        for number, end in enumerate(ends.tolist()):
            if end > start:
                self._file(number).write(ordered[start:end])
            start = end

    def in_order(self) -> Iterator[NDArray[Any]]:
        """Give all rows that were put aside, some at a time; those of one id are together."""
        import numpy as np

        for number in sorted(self._files):
            file = self._files[number]
            file.seek(0)
            rows = np.frombuffer(file.read(), self.row)
            rows = rows.take(np.argsort(rows[self._key], kind="stable"))
            yield rows

    def _file(self, number: int) -> IO[bytes]:
        if number not in self._files:
            # It has no name, so nothing is left of it whatever happens.
            file = TemporaryFile(dir=self._folder, buffering=BUFFER)  # noqa: SIM115 - the stack closes it
            self._files[number] = self._stack.enter_context(file)
        return self._files[number]


class Spools:
    """An export's rows while they wait; and whose each is, once more, by people's ids."""

    def __init__(self, folder: Path, row: np.dtype[Any]) -> None:
        """Use a folder; rows have ids of theirs and of people's, and the number of a kind."""
        import numpy as np

        self.row = row
        self._rows = Spool(folder, row)
        self._people = Spool(folder, np.dtype([(name, row[name]) for name in PERSON]), "person")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *about: object) -> None:
        self._rows.close()
        self._people.close()

    def put(self, rows: NDArray[Any]) -> None:
        """Put rows aside."""
        import numpy as np

        self._rows.put(rows)
        people = np.empty(len(rows), self._people.row)
        for name in PERSON:
            people[name] = rows[name]
        self._people.put(people)

    def in_order(self) -> Iterator[NDArray[Any]]:
        """Give the rows by their own ids, some at a time."""
        return self._rows.in_order()

    def whose(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """Return of each row whose it is and of which kind."""
        import numpy as np

        found = np.concatenate([np.empty(0, self._people.row), *self._people.in_order()])
        return found["person"], found["kind"]

    def respondents(self, shown: Callable[[NDArray[np.int64]], NDArray[np.bool_]]) -> int:
        """Count the people of whom something is told: of a kind that is shown."""
        import numpy as np

        told = (part["person"][shown(part["kind"])] for part in self._people.in_order())
        return sum(len(one) and 1 + int(np.count_nonzero(one[1:] != one[:-1])) for one in told)
