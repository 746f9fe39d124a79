"""Two hands: while one fetches the next piece, the other works on the last one.

Databases and NumPy let go of the interpreter's lock for most of their time, so the two overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

G = TypeVar("G")
M = TypeVar("M")


def beside(work: Callable[[G], M], given: Iterable[G]) -> Iterator[M]:
    """Give what `work` makes of each piece, in order; one piece is ahead, in a thread of its own.

    What is given stays with the thread that asks: a connection is never in two hands.
    """
    with ThreadPoolExecutor(1) as hand:
        made: Future[M] | None = None
        for piece in given:
            if made is not None:
                yield made.result()
            made = hand.submit(work, piece)
        if made is not None:
            yield made.result()
