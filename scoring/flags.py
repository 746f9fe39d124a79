"""Responses that deserve a second look: straight-lining and haste, methodology §2.3. Pure.

A flag judges an answer sheet, not a person, and takes nothing away: figures keep every response,
and `sensitivity` tells what they would be without the flagged ones. Only responses that were sent
are judged, for whoever is still under way may yet change their answers.

The third flag of §2.3, duplicates, is needed by no response: the record holds one per person,
city and wave (`uq_response_respondent_id`, and a person is a Telegram id), and what is sent again
takes the place of what was sent before. A person with two Telegram accounts is two people here;
equal answers do not show them, since few ratings of a scale of five are often equal by chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.instrument import DONT_KNOW, RATINGS, SKIPPED, Instrument

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint8]
    Truths = NDArray[np.bool_]

STRAIGHT, FAST = 1, 2
FLAGS = {STRAIGHT: "straight", FAST: "fast", STRAIGHT | FAST: "straight-fast"}
"""The flags that a response may have, and how an export calls them."""

INDICES = 2
"""So many indices without any variation are straight-lining, §2.3."""

SECONDS = 2
"""Whoever took less for each item can hardly have read it, §2.3."""

RATED = 2
"""A single rating has no spread."""


def straight(instrument: Instrument, codes: Codes) -> Truths:
    """Say which responses straight-line: sd = 0 within each of two indices or more, §2.3.

    Of an index at least half of the items must be rated, as for a person's composite (§2.3), and
    two at least. `codes` are the answers' characters, a row a response.
    """
    import numpy as np

    bits = np.zeros(256, np.uint8)
    bits[[ord(code) for code in RATINGS]] = [1 << number for number in range(len(RATINGS))]
    found = bits[np.ascontiguousarray(codes.T)]
    flat = np.zeros(len(codes), np.uint8)
    for index in instrument.indices:
        own = found[[item.start for item in index.items]]
        seen = np.bitwise_or.reduce(own, axis=0)
        rated = (own > 0).sum(axis=0, dtype=np.uint8)
        enough = rated >= max(RATED, (len(own) + 1) // 2)
        flat += enough & (seen & (seen - 1) == 0)  # one bit: one rating throughout
    return flat >= INDICES


def fast(codes: Codes, seconds: NDArray[np.int64]) -> Truths:
    """Say which responses took less than two seconds for each item that was answered, §2.3.

    "Don't know" and to skip are a tap as well. `seconds` are from the first question to the
    sending, by the clock of whoever wrote them down: taps that had to wait for the bot look hasty.
    """
    import numpy as np

    tapped = np.zeros(256, np.uint8)
    tapped[[ord(code) for code in (*RATINGS, DONT_KNOW, SKIPPED)]] = 1
    many = tapped[np.ascontiguousarray(codes.T)].sum(axis=0, dtype=np.int64)
    hasty: Truths = seconds < SECONDS * many
    return hasty


def flags(instrument: Instrument, codes: Codes, seconds: NDArray[np.int64]) -> Codes:
    """Return the flags of responses that were sent, 0 where there is none."""
    import numpy as np

    found = STRAIGHT * straight(instrument, codes) + FAST * fast(codes, seconds)
    return found.astype(np.uint8)
