"""The export's raw rows on their way: pseudonymous, of fixed width, in arrays."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Any

from bot.beside import beside
from bot.exporting.counts import Counts
from bot.exporting.flagged import flags_of
from bot.exporting.spool import Spools
from scoring.instrument import NOT_REACHED, Instrument
from scoring.partition import WITHHELD
from storage.columns import Block
from storage.frames import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Rows = NDArray[Any]

BLOCK = 64
"""Ids that are made at once: people who came one after another stand beside each other."""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


def guard(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


class Pseudonyms:
    """Ids that lead back to nobody without the key; the same key gives the same ids again.

    The id of the number n is the n-th piece of a stream of bits that only the key can make
    (SHAKE256 of the key, the kind and the piece's place: FIPS 202). Two ids agree by chance about
    once in 2^64 pairs.
    """

    def __init__(self, key: bytes) -> None:
        """Keep the key for as long as an export takes; it is written nowhere."""
        self._key = hashlib.sha256(key).digest()
        self._block = lru_cache(maxsize=512)(self._made)

    def of(self, kind: str, numbers: NDArray[np.int64] | list[int]) -> NDArray[np.uint64]:
        """Return 64 bits for each number of the record, of a respondent or a response."""
        import numpy as np

        blocks, places = np.divmod(np.asarray(numbers), BLOCK)
        found, rows = np.unique(blocks, return_inverse=True)
        table = [self._block(kind, int(block)) for block in found]
        made: NDArray[np.uint64] = np.frombuffer(b"".join(table), ">u8").reshape(-1, BLOCK)
        return made[rows, places].astype(np.uint64)

    def _made(self, kind: str, block: int) -> bytes:
        message = self._key + kind.encode().ljust(16) + block.to_bytes(8, "big")
        return hashlib.shake_256(message).digest(8 * BLOCK)


def row_of(instruments: Iterable[Instrument]) -> np.dtype[Any]:
    """Return what is kept of a response on its way; short answers are filled up with zeros."""
    import numpy as np

    width = max(len(one.items) for one in instruments)
    texts = [(name, f"S{width}") for name in ("answers", "spoken")]
    return np.dtype([("response", "u8"), ("person", "u8"), ("kind", "i8"), ("flags", "u1"), *texts])


def set_aside(  # noqa: PLR0913 - what it reads, and where it goes
    blocks: Iterable[Block],
    spools: Spools,
    counts: Counts,
    pseudonyms: Pseudonyms,
    asked: Mapping[int, Instrument],
    *,
    shared: bool,
) -> Iterator[int]:
    """Count responses and put them aside; give the size of each block when it is done.

    `asked` says by the record's number of a wave what it asked. Where rows are `shared`, who
    changed the language on the way is not told: few do.
    """
    import numpy as np

    def put(block: Block) -> int:
        batch = Responses(*block.columns())
        rows = np.empty(len(batch.ids), spools.row)
        rows["response"] = pseudonyms.of("response", batch.ids)
        rows["person"] = pseudonyms.of("respondent", batch.people)
        rows["answers"] = _bytes(batch.answers)
        rows["spoken"] = _bytes(batch.spoken)
        rows["flags"] = flags_of(batch, letters(rows["answers"]), asked)
        languages = _languages(batch, rows["spoken"]) if shared else batch.languages
        batch = batch._replace(answers=[], spoken=[])  # they are large, and in the rows by now
        waves, complete = batch.waves.tolist(), batch.complete.astype(bool).tolist()
        keys = zip(waves, batch.cities, batch.groups, languages, complete, strict=True)
        times = (batch.started, batch.completed)
        rows["kind"] = counts.kinds.numbers(keys, *times)
        counts.add(rows, times)
        spools.put(rows)
        return len(rows)

    yield from beside(put, blocks)


def _languages(batch: Responses, spoken: Rows) -> list[str]:
    import numpy as np

    own = np.array(batch.languages, "S1").view(np.uint8)[:, None]
    shown = letters(spoken)
    mixed = (shown != own) & (shown != ord(NOT_REACHED)) & (shown != 0)
    told = [*batch.languages]
    for number in (np.flatnonzero(mixed) // shown.shape[1]).tolist():
        told[number] = WITHHELD
    return told


def _bytes(texts: list[str]) -> Rows:
    """Return texts of ASCII as an array, the shorter ones filled up with zeros."""
    import numpy as np

    width, joined = max(map(len, texts)), "".join(texts)
    if len(joined) < width * len(texts):
        joined = "".join(map(str.ljust, texts, repeat(width), repeat("\0")))
    return np.frombuffer(joined.encode("ascii"), f"S{max(width, 1)}")


def letters(texts: Rows) -> Bytes:
    """Look at texts of one width as letters, a row each."""
    import numpy as np

    return np.ascontiguousarray(texts).view(np.uint8).reshape(len(texts), texts.dtype.itemsize)
