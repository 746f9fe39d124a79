"""Rows put aside and taken up again in the order of their random ids, however many there are.

Every row has the same width, so a chunk is one array and never a list of objects. An id's first
bits say which of the files a row goes into; each file fits into memory and is put in order there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BITS = 6
"""Of an id, for the choice of a file: 64 files, 16,000 rows each of a million."""


class Spool:
    """A temporary place for rows whose field `response` holds 64 random bits."""

    def __init__(self, folder: Path, row: np.dtype[Any]) -> None:
        """Use an existing folder on a disk that has room for all rows."""
        self._folder = folder
        self.row = row
        self._files: dict[int, IO[bytes]] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._stack.close()

    def put(self, rows: NDArray[Any]) -> None:
        """Put rows aside."""
        import numpy as np

        numbers = (rows["response"] >> np.uint64(64 - BITS)).astype(np.int64)
        order = np.argsort(numbers, kind="stable")
        ends = np.cumsum(np.bincount(numbers, minlength=1 << BITS))
        for number, part in enumerate(np.split(rows[order], ends[:-1])):
            if len(part):
                self._file(number).write(part.tobytes())

    def in_order(self) -> Iterator[NDArray[Any]]:
        """Give all rows that were put aside, some at a time."""
        import numpy as np

        for number in sorted(self._files):
            file = self._files[number]
            file.seek(0)
            rows = np.frombuffer(file.read(), self.row)
            yield rows[np.argsort(rows["response"], kind="stable")]

    def _file(self, number: int) -> IO[bytes]:
        if number not in self._files:
            # It has no name, so nothing is left of it whatever happens.
            self._files[number] = self._stack.enter_context(TemporaryFile(dir=self._folder))  # noqa: SIM115 - the stack closes it
        return self._files[number]
