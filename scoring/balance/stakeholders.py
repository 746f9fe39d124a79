"""Do the stakeholder groups expect the same? Methodology §2.8, 5.

For each element the five groups' mean importances: their standard deviation, range and widest
pair. The SD of few people's means is noisy upwards, so a low balance of small groups says little.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from scoring.balance.gap import Gap, gaps
from scoring.suppress import ALL, hidden
from scoring.tally import Tally

LARGEST_SD = 2.0
"""Of means on 1 to 5: half at either end."""

PLACE = "city"  # of the one place that a mask is made for


@dataclass(frozen=True, slots=True)
class Balance:
    """An element between the groups: 1 all expect the same, 0 as far apart as can be.

    `means` are the mean importances of the groups that may be shown, `thin` the others. `sd`
    (population form), `balance`, `range` and `mean_pair` (the mean distance of two groups) are
    None unless every group is shown: with all means but one, an SD would tell the last. `widest`
    names the two shown groups furthest apart, first the one to whom it matters more; None where
    several pairs are equally far apart or nobody differs.
    """

    element: str
    means: Mapping[str, float]
    thin: tuple[str, ...]
    widest: tuple[str, str] | None = None
    sd: float | None = None
    balance: float | None = None
    range: float | None = None
    mean_pair: float | None = None


@dataclass(frozen=True, slots=True)
class Stakeholders:
    """Every group's gaps, of the elements in which it may be shown, and the balance of each.

    `hidden` are elements whose figure of the whole city would give few people away.
    """

    gaps: Mapping[str, tuple[Gap, ...]]
    balances: tuple[Balance, ...]
    hidden: tuple[str, ...]


def stakeholders(cells: Mapping[str, Tally], minimum: int = 5) -> Stakeholders:
    """Return what the groups of a city expect; `cells` are its tables by group, of every group.

    A group is hidden in an element in which fewer than `minimum` of it rated both, and so is the
    smallest other that would give it away from the city's own figure (`suppress.hidden`).
    """
    own = {group: gaps(table, minimum, None) for group, table in cells.items()}
    elements = [one.element for one in next(iter(own.values()), ())]
    masks = {
        element: hidden({(PLACE, group): own[group][place].n for group in cells}, minimum)
        for place, element in enumerate(elements)
    }
    shown = {
        group: tuple(one for one in found if one.n and (PLACE, group) not in masks[one.element])
        for group, found in own.items()
    }
    withheld = tuple(element for element in elements if (PLACE, ALL) in masks[element])
    return Stakeholders(shown, balances(elements, shown), withheld)


def balances(elements: Sequence[str], shown: Mapping[str, Sequence[Gap]]) -> tuple[Balance, ...]:
    """Return each element's balance between the groups; of those that may be shown, by group."""
    return tuple(_balance(element, shown) for element in elements)


def _balance(element: str, shown: Mapping[str, Sequence[Gap]]) -> Balance:
    means = {
        group: one.importance.mean
        for group, found in shown.items()
        for one in found
        if one.element == element and one.importance.mean is not None
    }
    thin = tuple(group for group in shown if group not in means)
    apart = {
        (one, other) if means[one] > means[other] else (other, one): abs(means[one] - means[other])
        for one, other in combinations(means, 2)
    }
    furthest = max(apart.values(), default=0.0)
    pairs = [pair for pair, distance in apart.items() if math.isclose(distance, furthest)]
    widest = pairs[0] if furthest and len(pairs) == 1 else None
    if thin or not apart:
        return Balance(element, means, thin, widest)
    middle = math.fsum(means.values()) / len(means)
    sd = math.sqrt(math.fsum((mean - middle) ** 2 for mean in means.values()) / len(means))
    return Balance(
        element,
        means,
        thin,
        widest,
        sd=sd,
        balance=1 - sd / LARGEST_SD,
        range=furthest,
        mean_pair=math.fsum(apart.values()) / len(apart),
    )
