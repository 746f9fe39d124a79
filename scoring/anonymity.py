"""k-anonymity of what is shared: which details go, so that nobody stands alone. Pure.

A response can be recognised by what others know of a person: the city they rated, the group they
speak for, their language and when they answered. Rows that agree in all of these form a class,
and in what is shared no class has fewer than k rows (methodology §3.1: an ICT professional in a
town of 30 thousand is a named person). What researchers need most is kept longest:

1. group: where planners or ICT professionals are few, both become `technical`; groups that are
   still few become `*` together; where that and what digests told of the groups would tell of few
   people, the digests' own choice is taken (`partition.agreeing`);
2. language: what few in a class use becomes `*`;
3. time: days become months in the whole export if a single day would tell; a month that tells
   becomes empty;
4. the rows of a city with fewer than k responses are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from scoring.partition import WITHHELD, Published, Town, agreeing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Detail = TypeVar("Detail", int, tuple[str, ...])

TECHNICAL = "technical"
MERGED = ("planners", "ict")
"""The groups that are joined first: both build the city's systems, and both are few."""

MONTH = 7  # letters of 2025-05


class Traits(NamedTuple):
    """What others may know of a response; days are ISO dates, empty if there is none."""

    wave: str
    city: str
    group: str
    language: str
    started: str
    completed: str

    @property
    def town(self) -> Town:
        """The wave and the city."""
        return self[:2]

    @property
    def in_months(self) -> Traits:
        """The same with months in the place of days."""
        return self._replace(started=self.started[:MONTH], completed=self.completed[:MONTH])


Cell = tuple[str, str, str]  # wave, city, group


@dataclass(frozen=True, slots=True)
class Coarsening:
    """What becomes of each combination (None: left out; absent: it stays), of how many responses.

    `before` and `after` are the sizes of the smallest class, 0 if there is no response. `linkable`
    says whether a person may keep one id over several responses: not where a detail is withheld
    in one of them and shown in another.
    """

    becomes: Mapping[Traits, Traits | None]
    before: int
    after: int
    technical: int
    groups: int
    languages: int
    months: bool
    times: int
    left_out: int
    linkable: bool

    def told(self, traits: Traits) -> Traits | None:
        """Return what is told of a response with these traits; None if it is left out.

        Where no day is told, months may have been enough to decide by.
        """
        return self.becomes.get(traits, self.becomes.get(traits.in_months, traits))

    @property
    def cells(self) -> dict[Cell, Cell | None]:
        """What becomes of each wave, city and group; absent: it stays."""
        return {old[:3]: new[:3] if new else None for old, new in self.becomes.items()}

    @property
    def pools(self) -> dict[Cell, set[str]]:
        """Which groups each wave, city and group that is told stands for; absent: itself."""
        found: dict[Cell, set[str]] = {}
        for old, new in self.cells.items():
            if new:
                found.setdefault(new, set()).add(old[2])
        return found


def _linkable(becomes: Mapping[Traits, Traits | None]) -> bool:
    """Say whether joining a person's responses tells no more than each of them does."""
    kept = [(old, new) for old, new in becomes.items() if new]
    groups = {(old.group, new.group) for old, new in kept}
    languages = {(new.group, old.language, new.language) for old, new in kept}
    return _constant(g[:1] for g in groups) and _constant(one[:2] for one in languages)


def _constant(keys: Iterable[tuple[str, ...]]) -> bool:
    return all(count == 1 for count in Counter(keys).values())


def untouched(sizes: Sequence[int]) -> Coarsening:
    """Return the coarsening that leaves classes of these sizes as they are."""
    smallest = min(sizes, default=0)
    return Coarsening({}, smallest, smallest, 0, 0, 0, False, 0, 0, True)


def coarsen(
    counts: Mapping[Traits, int], k: int, published: Published = MappingProxyType({})
) -> Coarsening:
    """Decide from the number of responses of each combination what of it may be told.

    Afterwards every class that is told has at least `k` responses, and nobody can work out fewer
    than `k` people of a city from its classes and the groups whose figures were `published`.
    """
    becomes: dict[Traits, Traits | None] = {one: one for one in counts}

    def change(step: Callable[[Counter[Traits]], Mapping[Traits, Traits | None]]) -> None:
        other = step(_classes(becomes, counts))
        becomes.update({o: other.get(new, new) if new else None for o, new in becomes.items()})

    change(lambda now: _small_towns(now, k))
    change(lambda now: _technical(now, k))
    change(lambda now: _pooled(now, k, 2, (WITHHELD,)))
    becomes.update(_beside(becomes, counts, k, published))
    change(lambda now: _pooled(now, k, 3, (WITHHELD,)))
    change(lambda now: _months(now, k))
    change(lambda now: _pooled(now, k, 4, ("", "")))
    return _summary(becomes, counts)


def _classes(
    becomes: Mapping[Traits, Traits | None], counts: Mapping[Traits, int]
) -> Counter[Traits]:
    found: Counter[Traits] = Counter()
    for old, new in becomes.items():
        if new:
            found[new] += counts[old]
    return found


def _summary(becomes: Mapping[Traits, Traits | None], counts: Mapping[Traits, int]) -> Coarsening:
    classes = _classes(becomes, counts)
    many = classes.items()
    return Coarsening(
        becomes=becomes,
        before=min(counts.values(), default=0),
        after=min(classes.values(), default=0),
        technical=sum(count for one, count in many if one.group == TECHNICAL),
        groups=sum(count for one, count in many if one.group == WITHHELD),
        languages=sum(count for one, count in many if one.language == WITHHELD),
        months=any(len(old.started) > len(new.started) > 0 for old, new in becomes.items() if new),
        times=sum(count for one, count in many if not one.started),
        left_out=sum(counts[old] for old, new in becomes.items() if new is None),
        linkable=_linkable(becomes),
    )


def rarest_set(people: NDArray[np.uint64], classes: NDArray[np.int64]) -> int:
    """Return how many people share the rarest set of classes, 0 if there is nobody.

    Who joins a person's responses sees all of their classes at once: rated Shu as an official in
    May and Ayagoz in November. `classes` are numbers, one a response; below 0: it is left out.
    """
    import numpy as np

    kept = classes >= 0
    people, classes = people[kept], classes[kept]
    order = np.lexsort((classes, people))
    _, starts, sizes = np.unique(people[order], return_index=True, return_counts=True)
    rarest = []
    for size in np.unique(sizes):
        first = starts[sizes == size]
        sets = classes[order][first[:, None] + np.arange(size)]
        rarest.append(int(np.unique(sets, axis=0, return_counts=True)[1].min()))
    return min(rarest, default=0)


def _small_towns(now: Counter[Traits], k: int) -> dict[Traits, Traits | None]:
    towns = _sums(now, lambda one: one.town)
    return {one: None for one in now if towns[one.town] < k}


def _technical(now: Counter[Traits], k: int) -> dict[Traits, Traits | None]:
    cells = _sums(now, lambda one: one[:3])
    few = {cell[:2] for cell, count in cells.items() if cell[2] in MERGED and count < k}
    return {
        one: one._replace(group=TECHNICAL) for one in now if one.town in few and one.group in MERGED
    }


def _beside(
    becomes: Mapping[Traits, Traits | None], counts: Mapping[Traits, int], k: int, told: Published
) -> dict[Traits, Traits | None]:
    """Tell the groups of a city so that they agree with what was published of them."""
    people: defaultdict[Town, Counter[str]] = defaultdict(Counter)
    names: defaultdict[Town, dict[str, str]] = defaultdict(dict)
    for old, new in becomes.items():
        if new and new.town in told:
            people[new.town][old.group] += counts[old]
            names[new.town][old.group] = new.group
    for town, groups in names.items():
        names[town] = dict(agreeing(groups, people[town], told[town], k))
    return {
        old: new._replace(group=names[new.town][old.group])
        for old, new in becomes.items()
        if new and new.town in names
    }


def _months(now: Counter[Traits], k: int) -> dict[Traits, Traits | None]:
    if all(count >= k for count in now.values()):
        return {}
    return {one: month for one in now if (month := one.in_months) != one}


def _pooled(
    now: Counter[Traits], k: int, place: int, blank: tuple[str, ...]
) -> dict[Traits, Traits | None]:
    """Blank the details at a place that are few among rows with the same traits before it."""
    end = place + len(blank)
    details: defaultdict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for one, count in now.items():
        details[one[:place]][one[place:end]] += count
    pools = {traits: pool(counts, k, blank) for traits, counts in details.items()}
    return {
        one: Traits(*one[:place], *blank, *one[end:])
        for one in now
        if one[place:end] in pools[one[:place]]
    }


def pool(counts: Counter[Detail], k: int, blank: Detail) -> set[Detail]:
    """Return what is blanked together: all that is few, and then the next until they are k."""
    found = {detail for detail, count in counts.items() if count < k or detail == blank}
    many = sum(counts[detail] for detail in found)
    if found and many < k:
        rest = sorted(counts.keys() - found, key=lambda detail: (-counts[detail], detail))
        while rest and many < k:
            found.add(rest[-1])
            many += counts[rest.pop()]
    return found


def _sums(
    now: Counter[Traits], key: Callable[[Traits], tuple[str, ...]]
) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for one, count in now.items():
        found[key(one)] += count
    return found
