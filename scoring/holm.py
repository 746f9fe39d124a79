"""Many comparisons at once: Holm's correction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key")


def holm(chances: Mapping[Key, float]) -> dict[Key, float]:
    """Return p values corrected for their number, Holm (1979); R's `p.adjust`.

    The smallest of m is multiplied by m, the next by m - 1, and so on; none is below the one
    before it, nor above 1. Keys and their order stay.
    """
    corrected: dict[Key, float] = {}
    highest = 0.0
    for place, key in enumerate(sorted(chances, key=chances.__getitem__)):
        highest = max(highest, min(1.0, (len(chances) - place) * chances[key]))
        corrected[key] = highest
    return {key: corrected[key] for key in chances}
