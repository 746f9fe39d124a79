"""Answers into tallies, by NumPy: the one place of the method that needs it to count.

Loaded late (`tally.Layout`). Sums of products are taken in float32, whose integers are exact up
to 2^24: a block of responses stays far below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from scoring.instrument import NOT_ASKED, NOT_REACHED
from scoring.places import CODES, HEAD, LOWEST, Section
from scoring.tally import Layout

Integers = NDArray[np.int64]
Small = NDArray[np.uint8]

CHUNK = 1 << 14
"""Responses counted at once: some ten megabytes of working memory."""

BLOCK = 32
"""Responses whose products are summed at once; a cell's last block is filled up with nothing."""

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
    _check_lengths(answers, complete)
    _check_lengths(answers, cells)
    table = np.zeros((size, layout.length), np.int64)
    rows = np.asarray(cells, np.int64)
    if rows.size and not (rows.min() >= 0 and rows.max() < size):
        raise ValueError(f"cells must be from 0 to {size - 1}")
    sent = np.asarray(complete, bool)
    for part in _chunks(len(answers), CHUNK):
        codes = _decode(layout, answers[part])
        order = np.argsort(rows[part], kind="stable")
        _add(table, layout, codes[order], sent[part][order], rows[part][order])
    return table


def count_languages(
    layout: Layout, answers: Sequence[str], languages: Sequence[str], letters: str
) -> Integers:
    """Count each item's codes by the language of the answer: letters × items × codes.

    `languages` are the texts beside the answers; a letter that is none of `letters` counts
    nowhere. Raises what `count` raises.
    """
    _check_lengths(answers, languages)
    items, many = len(layout.instrument.items), len(CODES)
    table = np.zeros(len(letters) * items * many, np.int64)
    places = many * np.arange(items, dtype=np.int64)
    for part in _chunks(len(answers), CHUNK):
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
    places = codes + len(CODES) * np.arange(items)
    histogram = _histogram(rows[:, None], places, many, items * len(CODES))
    table[:, HEAD : HEAD + histogram.shape[1]] += histogram
    place, starts, present = _blocks(rows)
    padded = np.zeros((-(-(place[-1] + 1) // BLOCK) * BLOCK, items), np.uint8)
    padded[place] = ratings
    for section, columns in _columns(layout):
        own = ratings[:, columns]
        table[:, section.n] += np.bincount(rows[own.any(axis=1)], minlength=many)
        span = section.totals.stop - section.totals.start
        whole = own.all(axis=1)
        totals = own[whole].sum(axis=1, dtype=np.int64) - LOWEST * own.shape[1]
        table[:, section.totals] += _histogram(rows[whole], totals, many, span)
        blocks = padded[:, columns].reshape(-1, BLOCK, own.shape[1])
        for where, sums in _products(section, blocks):
            table[present, where] += np.add.reduceat(sums, starts, axis=0, dtype=np.int64)


def _histogram(rows: Integers, places: Integers, many: int, width: int) -> Integers:
    """Count how often each row has each place, 0 to width - 1."""
    found = np.bincount((rows * width + places).ravel(), minlength=many * width)
    return found.reshape(many, width)


def _blocks(rows: Integers) -> tuple[Integers, Integers, Integers]:
    """Lay rows that are in order out in blocks, none of which holds two rows' responses.

    Returns each response's place, the first block of each row that is present, and these rows.
    """
    present, first, counts = np.unique(rows, return_index=True, return_counts=True)
    needed = -(-counts // BLOCK)
    starts = np.cumsum(needed) - needed
    place = np.arange(len(rows)) + np.repeat(starts * BLOCK - first, counts)
    return place, starts, present


def _products(section: Section, x: Small) -> Iterator[tuple[slice, NDArray[np.float32]]]:
    """Give an index's sums of each block with their place in the vector; 0 is no rating."""
    many = x.shape[2]
    rated = x > 0
    # [δ | x] squared holds N, S and P at once.
    both = np.concatenate([rated, x], axis=2, dtype=np.float32)
    gram = both.transpose(0, 2, 1) @ both
    listwise = both[:, :, many:] * rated.all(axis=2, keepdims=True)
    j, k = np.triu_indices(many)
    yield section.pair_counts, gram[:, j, k]
    yield section.pair_sums, gram[:, many:, :many].reshape(len(x), -1)
    yield section.pair_products, gram[:, many + j, many + k]
    yield section.listwise_products, (listwise.transpose(0, 2, 1) @ listwise)[:, j, k]
    yield section.listwise_sums, listwise.sum(axis=1)


def _columns(layout: Layout) -> Iterator[tuple[Section, slice]]:
    for section in layout.sections:
        start = section.index.items[0].number - 1
        yield section, slice(start, start + len(section.index.items))


def _decode(layout: Layout, answers: Sequence[str]) -> Small:
    return decode(answers, len(layout.instrument.items), layout.instrument.name)


def decode(answers: Sequence[str], items: int, name: str = "the instrument") -> Small:
    """Return the places of the answers' characters in CODES, a row a response.

    ValueError for a text of another length than `items`, or an unknown character.
    """
    if any(len(text) != items for text in answers):
        raise ValueError(f"every response to {name} has {items} characters")
    # What is not ASCII becomes "?" under "replace", a valid code: so refuse it here.
    joined = "".join(answers)
    if not joined.isascii():
        raise ValueError("an answer is not one of " + " ".join(CODES))
    codes = _CODE_OF_BYTE[np.frombuffer(joined.encode("ascii"), np.uint8)]
    if codes.size and codes.max() == _UNKNOWN:
        raise ValueError("an answer is not one of " + " ".join(CODES))
    return codes.reshape(len(answers), items)


def ratings_of(codes: Small) -> Small:
    """Return the ratings of places in CODES; 0 where there is none."""
    return _RATING_OF_CODE[codes]


def _chunks(many: int, size: int) -> Iterator[slice]:
    for start in range(0, many, size):
        yield slice(start, min(start + size, many))


def _check_lengths(answers: Sequence[str], beside: Sequence[object]) -> None:
    if len(answers) != len(beside):
        raise ValueError(f"{len(answers)} responses, but {len(beside)} values beside them")
