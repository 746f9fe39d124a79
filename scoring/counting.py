"""Answers into tallies, by NumPy, which the method needs here and in `products` only.

Loaded late (`tally.Layout`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scoring.instrument import NOT_ASKED, NOT_REACHED
from scoring.places import CODES, HEAD, LOWEST, SIDE
from scoring.products import Integers, Small, add_indices, chunks, histogram
from scoring.tally import Layout

CHUNK = 1 << 15
"""Responses counted at once: some ten megabytes of working memory."""

_UNKNOWN = 255
_CODE_OF_BYTE = np.full(256, _UNKNOWN, np.uint8)
_CODE_OF_BYTE[[ord(code) for code in CODES]] = range(len(CODES))
# What a condition leaves out was not reached by this person either.
_CODE_OF_BYTE[ord(NOT_ASKED)] = CODES.index(NOT_REACHED)
_RATING_OF_CODE = np.array([int(c) if c.isdigit() else 0 for c in CODES], np.uint8)


def count(layout: Layout, answers: Sequence[str], complete: Sequence[bool]) -> Integers:
    """See `Layout.count`."""
    whole: Integers = count_cells(layout, answers, complete, [0] * len(answers), 1)[0]
    return whole


def count_cells(
    layout: Layout,
    answers: Sequence[str],
    complete: Sequence[bool],
    cells: Sequence[int],
    size: int,
) -> Integers:
    """See `Layout.count_cells`."""
    (table,) = count_vectors([layout], answers, complete, cells, size)
    return table


def count_vectors(
    layouts: Sequence[Layout],
    answers: Sequence[str],
    complete: Sequence[bool],
    cells: Sequence[int],
    size: int,
) -> list[Integers]:
    """Count responses into several vectors of their instrument at once, a table each."""
    _check_lengths(answers, complete)
    _check_lengths(answers, cells)
    tables = [np.zeros((size, layout.length), np.int64) for layout in layouts]
    rows = np.asarray(cells, np.int64)
    if rows.size and not (rows.min() >= 0 and rows.max() < size):
        raise ValueError(f"cells must be from 0 to {size - 1}")
    sent = np.asarray(complete, bool)
    for part in chunks(len(answers), CHUNK):
        order = np.argsort(rows[part], kind="stable")
        codes = _decode(layouts[0], answers[part])[order]
        for table, layout in zip(tables, layouts, strict=True):
            _add(table, layout, codes, sent[part][order], rows[part][order])
    return tables


def added(held: bytes | None, change: Integers) -> bytes:
    """Return the bytes of a tally with a change added; of nobody where none is held."""
    total = change + np.frombuffer(held, "<i8") if held else change
    return total.astype("<i8").tobytes()


def count_languages(
    layout: Layout, answers: Sequence[str], languages: Sequence[str], letters: str
) -> Integers:
    """Count each item's codes by the language of the answer: letters × items × codes.

    `languages` are the texts beside the answers; a letter that is none of `letters` counts
    nowhere. Raises what `count` raises.
    """
    _check_lengths(answers, languages)
    items, many = len(layout.places.rated), len(CODES)
    table = np.zeros(len(letters) * items * many, np.int64)
    places = many * np.arange(items, dtype=np.int64)
    for part in chunks(len(answers), CHUNK):
        codes = _decode(layout, answers[part])
        told = np.frombuffer("".join(languages[part]).encode("ascii"), np.uint8)
        told = told.reshape(codes.shape)
        for number, letter in enumerate(letters):
            of = told == ord(letter)
            found = (codes + places)[of] + number * items * many
            table += np.bincount(found, minlength=table.size)
    return table.reshape(len(letters), items, many)


def _add(
    table: Integers, layout: Layout, codes: Small, sent: NDArray[np.bool_], rows: Integers
) -> None:
    """Add responses to the rows of a table that are theirs; `rows` are in order."""
    ratings = _RATING_OF_CODE[codes]
    many, items = len(table), codes.shape[1]
    for head, of in enumerate((slice(None), ratings.any(axis=1), sent)):
        table[:, head] += np.bincount(rows[of], minlength=many)
    if layout.places.items:
        places = codes + len(CODES) * np.arange(items)
        found = histogram(rows[:, None], places, many, items * len(CODES))
        table[:, HEAD : HEAD + found.shape[1]] += found
    if layout.places.joints:
        _joints(table, layout, ratings, rows)
    if layout.places.ranked:
        _ranks(table, layout, ratings, rows)
    if layout.sections:
        add_indices(table, layout, ratings, rows)


def _joints(table: Integers, layout: Layout, ratings: Small, rows: Integers) -> None:
    numbers = {item.id: number for number, item in enumerate(layout.places.rated)}
    for (first, second), where in layout.places.joints.items():
        x, y = ratings[:, numbers[first]], ratings[:, numbers[second]]
        both = (x > 0) & (y > 0)
        cells = SIDE * (x[both] - LOWEST).astype(np.int64) + y[both] - LOWEST
        table[:, where] += histogram(rows[both], cells, len(table), SIDE * SIDE)


def _ranks(table: Integers, layout: Layout, ratings: Small, rows: Integers) -> None:
    """Count ranks within people; twice a mid-rank is 2·(lower) + equal + 1."""
    assert layout.places.ranked is not None  # noqa: S101 - it was looked at
    ranked, where = layout.places.ranked
    order = [item.id for item in layout.places.rated]
    numbers = [order.index(item) for item in ranked]
    whole = (ratings[:, numbers] > 0).all(axis=1)
    if not whole.any():
        return
    x = ratings[whole][:, numbers].astype(np.int64)
    alike = (x[:, :, None] == np.arange(LOWEST, LOWEST + SIDE)).sum(axis=1)
    lower = np.cumsum(alike, axis=1) - alike
    doubled = np.take_along_axis(2 * lower + alike + 1, x - LOWEST, axis=1)
    parts = np.column_stack(
        [
            np.ones(len(x), np.int64),
            doubled,
            (alike**3 - alike).sum(axis=1),
            x,
            x**2,
            x.sum(axis=1) ** 2,
        ]
    )
    present, starts = np.unique(rows[whole], return_index=True)
    table[present, where] += np.add.reduceat(parts, starts, axis=0)


def _decode(layout: Layout, answers: Sequence[str]) -> Small:
    """Return the places of the ratings' characters in CODES, a row a response.

    ValueError for a text of another length than the instrument's, or an unknown character.
    """
    width, name = len(layout.instrument.blank), layout.instrument.name
    if {*map(len, answers)} - {width}:
        raise ValueError(f"every response to {name} has {width} characters")
    # What is not ASCII becomes "?" under "replace", a valid code: so refuse it here.
    joined = "".join(answers)
    if not joined.isascii():
        raise ValueError("an answer is not one of " + " ".join(CODES))
    signs = np.frombuffer(joined.encode("ascii"), np.uint8).reshape(len(answers), width)
    if not layout.instrument.rated:
        signs = signs[:, [item.start for item in layout.places.rated]]
    codes: Small = _CODE_OF_BYTE[signs]
    if codes.size and codes.max() == _UNKNOWN:
        raise ValueError("an answer is not one of " + " ".join(CODES))
    return codes


def _check_lengths(answers: Sequence[str], beside: Sequence[object]) -> None:
    if len(answers) != len(beside):
        raise ValueError(f"{len(answers)} responses, but {len(beside)} values beside them")
