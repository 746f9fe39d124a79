"""Answers into tallies, by NumPy: the one place of the method that needs it to count.

Loaded late (`tally.Layout`). Sums of products are taken in float64, whose integers are exact up
to 2^53: a chunk of responses stays below 2^22.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from scoring.instrument import NOT_ASKED, NOT_REACHED
from scoring.places import CODES, HEAD, HIGHEST, LOWEST, Section
from scoring.tally import Layout

Integers = NDArray[np.int64]
Small = NDArray[np.uint8]

CHUNK = 1 << 15
"""Responses counted at once: a few megabytes of working memory, and still in the cache."""

SCATTERED = 1 << 12
"""Responses spread out at once: each takes a whole vector of working memory."""

_UNKNOWN = 255
_CODE_OF_BYTE = np.full(256, _UNKNOWN, np.uint8)
_CODE_OF_BYTE[[ord(code) for code in CODES]] = range(len(CODES))
# What a condition leaves out was not reached by this person either.
_CODE_OF_BYTE[ord(NOT_ASKED)] = CODES.index(NOT_REACHED)
_RATING_OF_CODE = np.array([int(c) if c.isdigit() else 0 for c in CODES], np.uint8)


def count(layout: Layout, answers: Sequence[str], complete: Sequence[bool]) -> Integers:
    """See `Layout.count`."""
    vector = np.zeros(layout.length, np.int64)
    _check_lengths(answers, complete)
    items = len(layout.instrument.items)
    offsets = len(CODES) * np.arange(items, dtype=np.int64)
    for part in _chunks(len(answers), CHUNK):
        codes = _decode(layout, answers[part])
        ratings = _RATING_OF_CODE[codes]
        vector[0] += len(codes)
        vector[1] += np.count_nonzero(ratings.any(axis=1))
        vector[2] += np.count_nonzero(complete[part])
        histogram = np.bincount((codes + offsets).ravel(), minlength=items * len(CODES))
        vector[HEAD : HEAD + histogram.size] += histogram
        for section, columns in _columns(layout):
            _add_section(vector, section, ratings[:, columns])
    return vector


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
    for part in _chunks(len(answers), SCATTERED):
        spread = _spread(layout, answers[part], complete[part])
        order = np.argsort(rows[part], kind="stable")
        present, starts = np.unique(rows[part][order], return_index=True)
        table[present] += np.add.reduceat(spread[order], starts, axis=0, dtype=np.int64)
    return table


def _add_section(vector: Integers, section: Section, ratings: Small) -> None:
    """Add an index's blocks, by matrix products over all responses of a chunk."""
    many = ratings.shape[1]
    rated = ratings > 0
    everyone = rated.all(axis=1)
    vector[section.n] += np.count_nonzero(rated.any(axis=1))
    # [δ | x] squared holds N, S and P at once.
    both = np.concatenate([rated, ratings], axis=1, dtype=np.float64)
    gram = (both.T @ both).astype(np.int64)
    upper = np.triu_indices(many)
    vector[section.pair_counts] += gram[:many, :many][upper]
    vector[section.pair_sums] += gram[many:, :many].ravel()
    vector[section.pair_products] += gram[many:, many:][upper]
    listwise = both[everyone, many:]
    vector[section.listwise_products] += (listwise.T @ listwise).astype(np.int64)[upper]
    vector[section.listwise_sums] += listwise.sum(axis=0).astype(np.int64)
    totals = ratings[everyone].sum(axis=1, dtype=np.int64) - LOWEST * many
    vector[section.totals] += np.bincount(totals, minlength=(HIGHEST - LOWEST) * many + 1)


def _spread(layout: Layout, answers: Sequence[str], complete: Sequence[bool]) -> Small:
    """Return what each response adds, a row each; no number in it is above 25."""
    codes = _decode(layout, answers)
    ratings = _RATING_OF_CODE[codes]
    spread = np.empty((len(codes), layout.length), np.uint8)
    spread[:, 0] = 1
    spread[:, 1] = ratings.any(axis=1)
    spread[:, 2] = np.asarray(complete, bool)
    one_hot = np.equal(codes[:, :, None], np.arange(len(CODES), dtype=np.uint8))
    spread[:, HEAD : HEAD + codes.shape[1] * len(CODES)] = one_hot.reshape(len(codes), -1)
    for section, columns in _columns(layout):
        x = ratings[:, columns]
        rated = np.minimum(x, np.uint8(1))
        whole = x * rated.all(axis=1, keepdims=True)
        j, k = np.triu_indices(x.shape[1])
        spread[:, section.n] = rated.any(axis=1)
        spread[:, section.pair_counts] = rated[:, j] * rated[:, k]
        spread[:, section.pair_sums] = (x[:, :, None] * rated[:, None, :]).reshape(len(x), -1)
        spread[:, section.pair_products] = x[:, j] * x[:, k]
        spread[:, section.listwise_products] = whole[:, j] * whole[:, k]
        spread[:, section.listwise_sums] = whole
        # Nobody's total is 0, so whoever left an item out falls in no column.
        possible = np.arange(LOWEST * x.shape[1], HIGHEST * x.shape[1] + 1)
        spread[:, section.totals] = whole.sum(axis=1, dtype=np.int64)[:, None] == possible
    return spread


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
