"""Texts into the integers of `tables`, by NumPy; loaded late."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scoring.balance.tables import CHUNK, HEAD, SIDE, Design
from scoring.counting import Integers, Small, decode, ratings_of
from scoring.places import CODES


def count(design: Design, answers: Sequence[str]) -> tuple[int, ...]:
    """See `Design.count`."""
    vector = np.zeros(design.length, np.int64)
    for start in range(0, len(answers), CHUNK):
        texts = answers[start : start + CHUNK]
        codes = decode(texts, design.width)[:, list(design.places)]
        vector += _vector(design, codes)
    return tuple(map(int, vector))


def _vector(design: Design, codes: Small) -> Integers:
    ratings = ratings_of(codes).astype(np.int64)
    many = len(design.columns)
    head = [len(codes), np.count_nonzero(ratings.any(axis=1))]
    offsets = len(CODES) * np.arange(many)
    columns = np.bincount((codes + offsets).ravel(), minlength=len(CODES) * many)
    blocks = [np.array(head), columns]
    for first, second in design.pairs:
        x, y = (ratings[:, design.columns.index(name)] for name in (first, second))
        both = (x > 0) & (y > 0)
        cells = SIDE * (x[both] - 1) + y[both] - 1
        blocks.append(np.bincount(cells, minlength=SIDE * SIDE))
    if design.ranked:
        blocks.append(_ranked(ratings[(ratings > 0).all(axis=1)]))
    return np.concatenate(blocks).astype(np.int64)


def _ranked(ratings: Integers) -> Integers:
    """Return the block of ranks within people; twice a mid-rank is 2·(lower) + equal + 1."""
    alike = (ratings[:, :, None] == np.arange(1, SIDE + 1)).sum(axis=1)
    lower = np.cumsum(alike, axis=1) - alike
    doubled = np.take_along_axis(2 * lower + alike + 1, ratings - 1, axis=1)
    return np.concatenate(
        [
            [len(ratings)],
            doubled.sum(axis=0),
            [(alike**3 - alike).sum()],
            ratings.sum(axis=0),
            (ratings**2).sum(axis=0),
            [(ratings.sum(axis=1) ** 2).sum()],
        ]
    ).astype(np.int64)


assert HEAD == 2  # noqa: S101, PLR2004 - `_vector` writes the head by hand
