"""Through any row of digests nobody can work out few people: the digests are attacked."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.batches import steady
from scoring.figures import CityFigures, city_figures
from scoring.suppress import leak
from tests.survey import INSTRUMENT, ITEMS, cells, reference
from tests.vectors import tallied

MINIMUM = 5
GROUPS = "xyz"
ORDER = ("shu", "ayagoz", "shalkar")

Person = tuple[str, str, str]
"""A group, the digest at which the person is there first, and the first without them."""

People = dict[Person, int]


def present(people: People, digest: int) -> People:
    """Those who are there at a digest."""
    return {who: n for who, n in people.items() if int(who[1]) <= digest < int(who[2])}


def answers(who: Person, number: int) -> str:
    """A person's own answers, so that other people give other figures."""
    draw = random.Random(f"{who} {number}")
    return "".join(draw.choice("12345") for _ in ITEMS)


def counted(people: People) -> tuple[CityFigures, ...]:
    """What may be told of those people for the first time."""
    texts = {
        group: [answers(who, k) for who, n in people.items() if who[0] == group for k in range(n)]
        for group in GROUPS
    }
    found = {("a", group): tallied(given_) for group, given_ in texts.items() if given_}
    return city_figures(INSTRUMENT, found, MINIMUM)


def attack(people: People, digests: Sequence[CityFigures]) -> list[dict[Person, int]]:
    """Every sum over people that a reader of all digests knows."""
    known = []
    last: CityFigures | None = None
    for number, city in enumerate(digests):
        here = present(people, number)
        if city.shown and (last is None or city.indices != last.indices):
            known.append(dict.fromkeys(here, 1))
        for group, views in city.views.items():
            before = last.views.get(group) if last else None
            if views[0].index is not None and views != before:
                known.append({who: 1 for who in here if who[0] == group})
        last = city if city.shown else last
    return known


def published(people: People, digests: int) -> list[CityFigures]:
    """A digest after the other, each after the one before."""
    found: list[CityFigures] = []
    before: tuple[CityFigures, ...] = ()
    for number in range(digests):
        now = counted(present(people, number))
        if now:
            before = steady(now, before, MINIMUM)
            found.append(before[0])
        else:
            found.append(CityFigures("a", 0, 0, 0, {}))
    return found


FLOWS = st.lists(
    st.tuples(st.sampled_from(GROUPS), st.integers(0, 3), st.integers(1, 4), st.integers(1, 9)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(FLOWS)
def test_no_few_people_can_be_worked_out_from_all_digests(
    flows: list[tuple[str, int, int, int]],
) -> None:
    """Whoever comes and goes: cities' and groups' figures of every digest give away no few.

    Exact elimination over everything that was published looks for any sum of 1 to 4 people.
    """
    people: People = {}
    for group, come, stay, many in flows:
        who = (group, str(come), str(come + stay))
        people[who] = people.get(who, 0) + many
    known = attack(people, published(people, 4))
    assert leak(known, people, MINIMUM) is None


def test_the_attack_finds_a_newcomer_where_nothing_is_held() -> None:
    """The same attack on figures that always are of today finds the one who came."""
    people: People = {("x", "0", "9"): 8, ("y", "0", "9"): 8, ("x", "1", "9"): 1}
    fresh = [counted(present(people, number))[0] for number in range(2)]
    found = leak(attack(people, fresh), people, MINIMUM)
    assert found
    assert found.people == {("x", "1", "9")}
    assert leak(attack(people, published(people, 2)), people, MINIMUM) is None


def test_published_figures_move_by_several_people_at_once() -> None:
    """Fewer than the minimum of new people change the counts, not the ratings, however slowly."""
    rows = reference()
    before = city_figures(INSTRUMENT, cells(rows), 5, ORDER)
    shown = before
    for more in range(1, 6):
        rows.append({**rows[0], **dict.fromkeys(ITEMS, "5")})
        now = city_figures(INSTRUMENT, cells(rows), 5, ORDER)
        shown = steady(now, shown, 5)
        assert shown[0].n == before[0].n + more
        held = more < 5
        assert (shown[0].indices == before[0].indices) is held
        assert shown[0].basis == (before[0].n if held else shown[0].n)
    assert shown[0].indices == now[0].indices


def test_an_item_that_one_newcomer_rated_holds_the_city() -> None:
    """Five people came, and four of them left an item out: its mean would tell of the fifth."""
    rows = reference()
    before = city_figures(INSTRUMENT, cells(rows), 5, ORDER)
    came = [{**rows[0], **dict.fromkeys(ITEMS, "5")} for _ in range(5)]
    some = [came[0], *({**one, "SI5": "?"} for one in came[1:])]
    now = city_figures(INSTRUMENT, cells([*rows, *some]), 5, ORDER)
    assert steady(now, before, 5)[0].indices == before[0].indices
    now = city_figures(INSTRUMENT, cells([*rows, *came]), 5, ORDER)
    assert steady(now, before, 5)[0].indices == now[0].indices


def test_when_the_wave_closes_the_city_tells_all_and_its_groups_few() -> None:
    """The last digest holds every answer; a group moves by several people even then."""
    rows = reference()
    before = city_figures(INSTRUMENT, cells(rows), 5, ORDER)
    rows.append({**next(r for r in rows if r["stakeholder_group"] == "society"), "SI1": "5"})
    now = city_figures(INSTRUMENT, cells(rows), 5, ORDER)
    (city, *_) = steady(now, before, 5, final=True)
    assert city.indices == now[0].indices
    assert city.views["society"] == before[0].views["society"]
    assert now[0].views["society"] != before[0].views["society"]


def test_figures_that_may_no_longer_be_shown_are_not_held_and_not_forgotten() -> None:
    """A city that falls below the minimum loses its ratings, and is held against them later."""
    before = city_figures(INSTRUMENT, cells(reference()), 5, ORDER)
    fewer = city_figures(INSTRUMENT, cells(reference()), 18, ORDER)
    between = steady(fewer, before, 5)
    assert not between[2].shown
    assert between[2].behind == before[2].behind
    again = steady(before, between, 5)
    assert not again[2].shown
    assert steady(before, (), 5) == before
    assert steady(before, [replace(city, behind={}) for city in between], 5) == before
