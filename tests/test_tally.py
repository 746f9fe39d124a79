"""Tallies count exactly, and running ones equal rebuilt ones to the last integer."""

from __future__ import annotations

import random
import struct
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import counting, products
from scoring.instrument import load, parse
from scoring.places import CODES, HEAD
from scoring.tally import IndexTally, Layout, Tally

LAYOUT = Layout(load())
ANSWERS = st.text(st.sampled_from("1122334455?-."), min_size=23, max_size=23)
RESPONSES = st.lists(st.tuples(ANSWERS, st.booleans()), max_size=12)
Response = tuple[str, bool]


def counted(responses: list[Response]) -> Tally:
    answers = [answers for answers, _ in responses]
    return LAYOUT.tally(LAYOUT.count(answers, [complete for _, complete in responses]))


def by_hand(answers: list[str], start: int, many: int) -> dict[str, object]:
    """Count an index with loops only, as the definitions say."""
    rows = [
        [int(c) if c.isdigit() else None for c in text[start : start + many]] for text in answers
    ]
    pairs = [[0] * many for _ in range(many)]
    sums = [[0] * many for _ in range(many)]
    products = [[0] * many for _ in range(many)]
    listwise = [[0] * many for _ in range(many)]
    totals = dict.fromkeys(range(many, 5 * many + 1), 0)
    for row in rows:
        rated = [value for value in row if value is not None]
        if len(rated) == many:
            totals[sum(rated)] += 1
        for j, x in enumerate(row):
            for k, y in enumerate(row):
                if x is not None and y is not None:
                    pairs[j][k] += 1
                    sums[j][k] += x
                    products[j][k] += x * y
                    listwise[j][k] += x * y if len(rated) == many else 0
    return {
        "n": sum(any(value is not None for value in row) for row in rows),
        "pairs": pairs,
        "sums": sums,
        "products": products,
        "listwise": listwise,
        "totals": totals,
    }


def as_counted(found: IndexTally) -> dict[str, object]:
    return {
        "n": found.n,
        "pairs": [list(row) for row in found.pair_counts],
        "sums": [list(row) for row in found.pair_sums],
        "products": [list(row) for row in found.pair_products],
        "listwise": [list(row) for row in found.listwise_products],
        "totals": dict(found.totals),
    }


@given(RESPONSES)
def test_a_tally_counts_what_the_definitions_say(responses: list[Response]) -> None:
    """Every number of a tally equals a count by hand."""
    answers = [text for text, _ in responses]
    tally = counted(responses)
    assert tally.responses == len(responses)
    assert tally.answered == sum(any(c.isdigit() for c in text) for text in answers)
    assert tally.complete == sum(complete for _, complete in responses)
    for place, item in enumerate(load().items):
        column = [text[place] for text in answers]
        assert tally.item(item.id) == {code: column.count(code) for code in CODES}
    for name, start, many in [("SCRI", 0, 7), ("SI", 7, 8), ("GC", 15, 8)]:
        found = tally.index(name)
        assert as_counted(found) == by_hand(answers, start, many)
        assert found.listwise_n == sum(found.totals.values())
        assert sum(found.listwise_sums) == sum(t * c for t, c in found.totals.items())
        assert list(found.counts) == [found.pair_counts[j][j] for j in range(many)]
        assert list(found.sums) == [found.pair_sums[j][j] for j in range(many)]


@given(RESPONSES, st.randoms(use_true_random=False))
def test_order_never_matters(responses: list[Response], rnd: random.Random) -> None:
    """Shuffled responses give the same integers."""
    shuffled = responses.copy()
    rnd.shuffle(shuffled)
    assert counted(shuffled) == counted(responses)


@given(RESPONSES, RESPONSES)
def test_the_whole_is_the_sum_of_its_parts(some: list[Response], others: list[Response]) -> None:
    """A city is the sum of its groups, and taking one away leaves the other."""
    whole = counted(some + others)
    assert sum([counted(some), counted(others)], LAYOUT.zero()) == whole
    assert whole - counted(others) == counted(some)


@given(st.lists(st.tuples(ANSWERS, st.booleans(), st.integers(0, 4)), max_size=20))
def test_scattered_responses_are_counted_as_each_cells_own(
    responses: list[tuple[str, bool, int]],
) -> None:
    """Counting over cells at once gives for each cell what counting it alone gives."""
    table = LAYOUT.count_cells(
        [text for text, _, _ in responses],
        [complete for _, complete, _ in responses],
        [cell for _, _, cell in responses],
        5,
    )
    for cell in range(5):
        own = [(text, complete) for text, complete, place in responses if place == cell]
        assert LAYOUT.tally(table[cell]) == counted(own)


CHANGES = st.lists(
    st.tuples(st.integers(0, 7), ANSWERS, st.booleans(), st.integers(0, 4), st.booleans()),
    max_size=40,
)


@settings(max_examples=60)
@given(CHANGES, st.integers(1, 10))
def test_running_tallies_equal_rebuilt_ones(
    changes: list[tuple[int, str, bool, int, bool]], batch: int
) -> None:
    """Through edits, withdrawals and changes of group, taking out and putting in is exact."""
    record: dict[int, tuple[str, bool, int]] = {}
    seen: dict[int, tuple[str, bool, int]] = {}
    running = LAYOUT.count_cells([], [], [], 5)
    for place, (person, text, complete, group, leaves) in enumerate(changes, start=1):
        if leaves:
            record.pop(person, None)
        else:
            record[person] = (text, complete, group)
        if place % batch and place < len(changes):
            continue
        dirty = [p for p in record.keys() | seen.keys() if record.get(p) != seen.get(p)]
        for copies, sign in [(seen, -1), (record, 1)]:
            rows = [copies[p] for p in dirty if p in copies]
            running += sign * LAYOUT.count_cells(
                [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows], 5
            )
        seen = record.copy()
    for group in range(5):
        members = [(text, complete) for text, complete, own in record.values() if own == group]
        assert LAYOUT.tally(running[group]) == counted(members)


def test_chunks_join_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting in small chunks gives the same integers as counting at once."""
    rnd = random.Random(53)
    answers = ["".join(rnd.choices("12345?-.", k=23)) for _ in range(500)]
    complete = [rnd.random() < 0.5 for _ in answers]
    cells = [rnd.randrange(7) for _ in answers]
    whole = LAYOUT.count(answers, complete)
    table = LAYOUT.count_cells(answers, complete, cells, 7)
    monkeypatch.setattr(counting, "CHUNK", 64)
    monkeypatch.setattr(products, "BLOCK", 5)
    assert (LAYOUT.count(answers, complete) == whole).all()
    assert (LAYOUT.count_cells(answers, complete, cells, 7) == table).all()
    assert (table.sum(axis=0) == whole).all()


def test_the_bytes_are_little_endian_words() -> None:
    """A stored tally reads the same on every machine and comes back unchanged."""
    tally = counted([("12345?-" + "3" * 16, True), ("." * 23, False)])
    data = tally.to_bytes()
    assert len(data) == 8 * LAYOUT.length
    assert struct.unpack("<3q", data[:24]) == (2, 1, 1)
    assert LAYOUT.from_bytes(data) == tally
    below = LAYOUT.zero() - tally
    assert LAYOUT.from_bytes(below.to_bytes()) == below
    assert data == LAYOUT.count(["12345?-" + "3" * 16, "." * 23], [True, False]).tobytes()


def test_the_vector_has_no_gap_and_no_overlap() -> None:
    """The blocks of the layout follow one another to the vector's end."""
    edges = [0, HEAD]
    edges += [LAYOUT.item(item.id).stop for item in load().items]
    for section in LAYOUT.sections:
        assert section.n == edges[-1]
        blocks = [
            slice(section.n, section.n + 1),
            section.pair_counts,
            section.pair_sums,
            section.pair_products,
            section.listwise_products,
            section.listwise_sums,
            section.totals,
        ]
        assert all(one.stop == two.start for one, two in pairwise(blocks))
        edges += [block.stop for block in blocks]
    assert edges == sorted(set(edges))
    assert edges[-1] == LAYOUT.length == 785


@pytest.mark.parametrize(
    "text", ["1" * 22, "1" * 24, "1" * 22 + "6", "1" * 22 + "é", "1" * 22 + " "]
)
def test_what_is_no_answer_text_is_refused(text: str) -> None:
    """A text of another length or with an unknown character is an error, never a count."""
    with pytest.raises(ValueError, match=r"characters|is not one of"):
        LAYOUT.count(["1" * 23, text], [True, True])
    with pytest.raises(ValueError, match=r"characters|is not one of"):
        LAYOUT.count_cells([text], [True], [0], 1)


def test_sequences_that_do_not_match_are_refused() -> None:
    """Responses, completeness and cells belong together one by one."""
    with pytest.raises(ValueError, match="1 responses, but 2"):
        LAYOUT.count(["1" * 23], [True, False])
    with pytest.raises(ValueError, match="1 responses, but 0"):
        LAYOUT.count_cells(["1" * 23], [True], [], 1)
    for cell in (-1, 2):
        with pytest.raises(ValueError, match="from 0 to 1"):
            LAYOUT.count_cells(["1" * 23], [True], [cell], 2)


def test_a_vector_of_another_instrument_is_refused() -> None:
    """Lengths and instruments are checked where tallies meet."""
    small = Layout(
        parse("""
id = "small"
version = 1
source = "a pilot"
scale = [1, 2, 3, 4, 5]
[[index]]
id = "A"
source = "Table 1"
items = [{ id = "A1", source = "Table 1, 1" }]
""")
    )
    with pytest.raises(ValueError, match="two instruments"):
        LAYOUT.zero() + small.zero()
    with pytest.raises(ValueError, match="has 785 integers, not 3"):
        LAYOUT.tally([1, 2, 3])
    with pytest.raises(ValueError, match="bytes"):
        LAYOUT.from_bytes(b"123")
    with pytest.raises(KeyError):
        LAYOUT.zero().index("A")
    assert small.tally(small.count(["4", "."], [True, False])).index("A").sums == (4,)


def test_reading_needs_no_numpy() -> None:
    """A tally is read, added and scored on paper without loading NumPy or SciPy."""
    program = """
import sys
from scoring.instrument import load
from scoring import index, paper
from scoring.tally import Layout
layout = Layout(load())
cell = layout.from_bytes(layout.zero().to_bytes()) + layout.zero()
found = cell.index("SI")
paper.score(found.sums, found.counts), index.score(found)
sys.exit(any(name in sys.modules for name in ("numpy", "scipy", "pandas")))
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
