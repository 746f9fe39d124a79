"""Two hands do what one would, in the same order."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.beside import beside


@given(st.lists(st.integers()))
def test_everything_is_made_in_order(pieces: list[int]) -> None:
    """Each piece is worked on once, and what comes of it comes in the pieces' order."""
    assert list(beside(lambda piece: piece + 1, pieces)) == [piece + 1 for piece in pieces]


def test_what_is_given_stays_in_the_asking_thread() -> None:
    """A connection behind the pieces is never used by two threads; the work is done in another."""
    asking: set[int] = set()

    def pieces() -> Iterator[int]:
        for number in range(5):
            asking.add(threading.get_ident())
            yield number

    working = set(beside(lambda _: threading.get_ident(), pieces()))
    assert asking == {threading.get_ident()}
    assert len(working) == 1
    assert working.isdisjoint(asking)


def test_a_fault_of_the_work_is_raised_where_it_is_waited_for() -> None:
    """What was made before is given, and nothing after it."""
    found = beside(lambda piece: 6 // piece, [3, 2, 0, 1])
    assert [next(found), next(found)] == [2, 3]
    with pytest.raises(ZeroDivisionError):
        next(found)
    assert list(found) == []
