"""Nobody stands alone in what is shared, and no more is taken away than that needs."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.anonymity import TECHNICAL, Coarsening, Traits, coarsen, rarest_set, untouched
from scoring.groups import GROUPS
from scoring.partition import WITHHELD
from tests.survey import REFERENCE, reference

K = 5
DAY = "2025-05-19"


def one(group: str = "society", language: str = "kk", day: str = DAY, city: str = "shu") -> Traits:
    return Traits("2025-05", city, group, language, day, day)


def told(done: Coarsening, counts: Counter[Traits]) -> Counter[Traits]:
    """How many responses there are of what is told."""
    found: Counter[Traits] = Counter()
    for old, count in counts.items():
        new = done.becomes[old]
        if new is not None:
            found[new] += count
    return found


def test_the_few_technical_people_are_one_group() -> None:
    """Where planners or ICT professionals are fewer than k, both are `technical`."""
    counts = Counter({one("planners"): 6, one("ict"): 3, one(): 9})
    done = coarsen(counts, K)
    assert told(done, counts) == {one(TECHNICAL): 9, one(): 9}
    assert (done.before, done.after, done.technical, done.groups) == (3, 9, 9, 0)
    enough = Counter({one("planners"): 6, one("ict"): 5, one(): 9})
    assert told(coarsen(enough, K), enough) == enough


def test_groups_that_are_still_few_are_withheld_together() -> None:
    """The smallest group that could be shown goes with them until they are k."""
    counts = Counter({one("officials"): 2, one("researchers"): 6, one(): 9})
    done = coarsen(counts, K)
    assert told(done, counts) == {one(WITHHELD): 8, one(): 9}
    assert done.groups == 8


def test_a_rare_language_is_withheld_and_the_group_is_not() -> None:
    """What researchers need most is kept longest."""
    counts = Counter({one(language="kk"): 9, one(language="ru"): 6, one(language="en"): 1})
    done = coarsen(counts, K)
    assert told(done, counts) == {one(language="kk"): 9, one(language=WITHHELD): 7}
    assert (done.languages, done.groups) == (7, 0)


def test_days_become_months_and_rare_months_nothing() -> None:
    """One lonely day makes months of all days; a month that still tells is empty."""
    counts = Counter({one(): 6, one(day="2025-05-21"): 1, one(day="2025-06-02"): 1})
    done = coarsen(counts, K)
    month = one(day="2025-05")
    assert told(done, counts) == {one(day=""): 8}, "one in June: with the next smallest month"
    counts = Counter({one(): 6, one(day="2025-05-21"): 1, one(day="2025-06-02"): 5})
    done = coarsen(counts, K)
    assert told(done, counts) == {month: 7, one(day="2025-06"): 5}
    assert (done.months, done.times) == (True, 0)


def test_a_city_of_few_is_left_out() -> None:
    """Fewer than k responses cannot hide among each other."""
    counts = Counter({one(): 6, one(city="ayagoz"): 4})
    done = coarsen(counts, K)
    assert told(done, counts) == {one(): 6}
    assert (done.left_out, done.cells["2025-05", "ayagoz", "society"]) == (4, None)


def test_ids_join_responses_only_where_that_tells_nothing() -> None:
    """A group withheld in one city and shown in another would be told by the person's id."""
    same = Counter({one("officials", city=city): 2 for city in ("shu", "ayagoz")})
    same += Counter({one(city=city): 9 for city in ("shu", "ayagoz")})
    assert coarsen(same, K).linkable
    differ = same + Counter({one("officials"): 9})
    assert not coarsen(differ, K).linkable
    assert untouched([*differ.values()]).linkable


def test_the_reference_sets_are_as_dangerous_as_r_says() -> None:
    """The k of the synthetic respondents, and none of it left in what is shared."""
    oracle = json.loads((REFERENCE / "reference.json").read_text("utf-8"))["privacy"]["k_anonymity"]
    rows = reference()
    groups = Counter(one(row["stakeholder_group"], "kk", DAY, row["city"]) for row in rows)
    assert untouched([*groups.values()]).before == oracle["one_city: city x group"]
    few = sum(count for count in groups.values() if count < K)
    assert few == oracle["one_city: rows in city x group cells with k<5"]
    counts = Counter(
        one(row["stakeholder_group"], row["language"], DAY, row["city"]) for row in rows
    )
    done = coarsen(counts, K)
    assert (done.before, done.left_out) == (1, 0)
    assert done.after >= K


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(-1, 3)), max_size=30))
def test_the_rarest_set_is_counted_by_people(rows: list[tuple[int, int]]) -> None:
    """Of all that a person's responses tell together, the rarest is shared by so many people."""
    people, classes = (np.array([row[part] for row in rows], int) for part in (0, 1))
    told: dict[int, list[int]] = {}
    for person, place in sorted(rows):
        if place >= 0:
            told.setdefault(person, []).append(place)
    sets = Counter(map(tuple, told.values()))
    assert rarest_set(people.astype(np.uint64), classes) == min(sets.values(), default=0)


TRAITS = st.builds(
    Traits,
    st.sampled_from(["2025-05", "2025-11"]),
    st.sampled_from(["shu", "ayagoz"]),
    st.sampled_from(GROUPS),
    st.sampled_from(["kk", "ru", "en", WITHHELD]),
    st.sampled_from(["2025-05-19", "2025-05-20", "2025-06-01"]),
    st.sampled_from(["2025-05-20", "2025-06-01", ""]),
)


@given(st.dictionaries(TRAITS, st.integers(1, 12), max_size=40), st.integers(1, 8))
def test_every_class_has_k_and_nothing_is_made_up(counts: dict[Traits, int], k: int) -> None:
    """For any survey: classes of k, cities and waves as they were, details kept or blanked."""
    done = coarsen(counts, k)
    classes = told(done, Counter(counts))
    assert all(count >= k for count in classes.values())
    assert classes.total() + done.left_out == sum(counts.values())
    for old, new in done.becomes.items():
        if new is None:
            continue
        assert new.town == old.town
        assert new.group in {old.group, TECHNICAL, WITHHELD}
        assert new.language in {old.language, WITHHELD}
        for before, after in ((old.started, new.started), (old.completed, new.completed)):
            assert before.startswith(after)
    assert done.before == min(counts.values(), default=0)
    if counts and done.before >= k and all(one.language != WITHHELD for one in counts):
        assert all(old == new for old, new in done.becomes.items()), "no more than it needs"
