"""The questionnaire as data: what it asks, what it refuses, and that its wording is frozen."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import wording
from scoring.balance.gap import gaps
from scoring.instrument import (
    DONT_KNOW,
    NOT_ASKED,
    NOT_REACHED,
    SKIPPED,
    VALUES,
    Instrument,
    InstrumentError,
    load,
    names,
    parse,
)
from scoring.tally import Layout

SOUND = """
id = "small"
version = 2
source = "a pilot"
scale = [1, 2, 3, 4, 5]
[[index]]
id = "A"
source = "Table 1"
items = [{ id = "A1", source = "Table 1, 1" }, { id = "A2", source = "Table 1, 2" }]
[[index]]
id = "B"
source = "Table 2"
items = [{ id = "B1", source = "Table 2, 1" }]
"""

ANSWERS = st.text(alphabet="12345?-.", min_size=23, max_size=23)


def faults_of(text: str) -> tuple[str, ...]:
    with pytest.raises(InstrumentError) as caught:
        parse(text)
    return caught.value.faults


def test_the_2025_instrument_is_the_papers() -> None:
    """The packaged instrument has the paper's three tables: 7, 8 and 8 items, maxima 35, 40, 40."""
    instrument = load()
    assert instrument.name == "smart-city-2025/1"
    assert "smart-city-2025" in names()
    assert [(i.id, len(i.items), i.maximum) for i in instrument.indices] == [
        ("SCRI", 7, 35),
        ("SI", 8, 40),
        ("GC", 8, 40),
    ]
    assert [item.number for item in instrument.items] == list(range(1, 24))
    assert instrument.item("SI3").source == "Table 3, 3"
    assert instrument.blank == "." * 23
    assert instrument.ratings == ("1", "2", "3", "4", "5")


def test_every_packaged_instrument_can_be_read() -> None:
    """No file in the package is broken."""
    assert all(isinstance(load(name), Instrument) for name in names())


def test_an_unknown_name_says_what_there_is() -> None:
    """Asking for an instrument that is not there names those that are."""
    with pytest.raises(InstrumentError, match=r"there are .*smart-city-2025"):
        load("smart-city-1999")


def test_missing_codes_have_numbers_below_zero() -> None:
    """Don't know is -8, skipped -9, not reached -7, not asked -6, and a rating is itself."""
    assert (VALUES[DONT_KNOW], VALUES[SKIPPED], VALUES[NOT_REACHED]) == (-8, -9, -7)
    assert VALUES[NOT_ASKED] == -6
    assert [VALUES[str(rating)] for rating in range(1, 6)] == [1, 2, 3, 4, 5]
    assert len(VALUES) == 9


def test_where_an_item_stands() -> None:
    """Position, section and neighbour of an item follow from the order in the file."""
    instrument = load()
    item = instrument.item("SI1")
    index, ordinal = instrument.section_of(item)
    assert (instrument.position("SI1"), index.id, ordinal) == (7, "SI", 1)
    before = instrument.previous_item(item)
    assert before is not None
    assert before.id == "SCRI7"
    assert instrument.previous_item(instrument.items[0]) is None
    with pytest.raises(KeyError):
        instrument.item("SI9")


@given(answers=ANSWERS)
def test_the_next_item_is_the_first_not_reached(answers: str) -> None:
    """The next item depends on the stored answers alone."""
    instrument = load()
    unreached = [i for i in instrument.items if answers[instrument.position(i.id)] == "."]
    assert instrument.next_item(answers) == (unreached[0] if unreached else None)


@given(answers=ANSWERS, number=st.integers(0, 22), code=st.sampled_from("12345?-"))
def test_an_answer_changes_its_own_character_only(answers: str, number: int, code: str) -> None:
    """Putting a code in touches one place, and putting it in again changes nothing."""
    instrument = load()
    item_id = instrument.items[number].id
    changed = instrument.answer(answers, item_id, code)
    assert changed == answers[:number] + code + answers[number + 1 :]
    assert instrument.answer(changed, item_id, code) == changed


@pytest.mark.parametrize("code", ["0", "6", ".", "", "12", " ", "٣"])
def test_a_code_that_may_not_be_given_is_refused(code: str) -> None:
    """Only the ratings, don't know and skipped may be given; the message says which."""
    instrument = load()
    assert instrument.item("SI1").signs(code) is None
    with pytest.raises(ValueError, match=r"SI1: code .* is not one of"):
        instrument.answer(instrument.blank, "SI1", code)


def test_answers_of_another_length_are_refused() -> None:
    """Answers that belong to another instrument are noticed, not shifted."""
    instrument = load()
    with pytest.raises(ValueError, match="has 23 characters, the answers have 22"):
        instrument.answer("." * 22, "SI1", "3")
    with pytest.raises(ValueError, match="has 23 characters, the answers have 24"):
        instrument.next_item("." * 24)


def test_a_sound_file_is_read_in_order() -> None:
    """Items are numbered through the whole instrument, indices keep their order."""
    instrument = parse(SOUND)
    assert instrument.name == "small/2"
    assert [(i.id, i.index, i.number) for i in instrument.items] == [
        ("A1", "A", 1),
        ("A2", "A", 2),
        ("B1", "B", 3),
    ]


def test_what_is_not_toml_is_one_fault_with_its_place() -> None:
    """A syntax error tells line and column."""
    (fault,) = faults_of('id = "small\nversion = 1')
    assert "not TOML" in fault
    assert "line 1" in fault


def test_all_faults_are_reported_at_once() -> None:
    """A file with many faults tells every one, with its place and its remedy."""
    found = faults_of("""
id = "Small City"
version = "two"
scale = [0, 1, 2]
colour = "red"
[[index]]
id = "A"
source = "Table 1"
items = [
  { id = "A1", source = "Table 1, 1" },
  { id = "A1", source = "Table 1, 2" },
  { id = "a-3", source = "" , weight = 2 },
  "A4",
]
[[index]]
id = "A"
source = "Table 2"
items = []
[[index]]
id = "toolongid"
items = 3
""")
    expected = [
        "instrument: source is missing",
        "instrument: unknown key colour",
        "instrument: id is 'Small City'",
        "instrument: version is 'two'",
        "instrument: scale is [0, 1, 2]",
        "index 1 (A), item 2 (A1): id A1 is taken by index 1 (A), item 1 (A1)",
        "index 1 (A), item 3 (a-3): unknown key weight",
        "index 1 (A), item 3 (a-3): id is 'a-3'",
        "index 1 (A), item 3 (a-3): source is ''",
        "index 1 (A), item 4: is 'A4'",
        "index 2 (A): id A is taken by index 1 (A)",
        "index 2 (A): has no items",
        "index 3 (toolongid): source is missing",
        "index 3 (toolongid): id is 'toolongid'",
        "index 3 (toolongid): items is 3",
    ]
    assert len(found) == len(expected)
    assert all(
        fault.startswith(start) and ("; " in fault)
        for fault, start in zip(found, expected, strict=True)
    )


@pytest.mark.parametrize("version", ["true", "0", "1.0", "-1"])
def test_a_version_is_a_whole_number_from_one(version: str) -> None:
    """What Python would let pass as 1 is still no version."""
    (fault,) = faults_of(SOUND.replace("version = 2", f"version = {version}"))
    assert fault.startswith("instrument: version")


@pytest.mark.parametrize("item_id", ["SCRI", "1A", "A100", "ABCDEFG1", "A1\\n", "А1"])
def test_a_bad_item_id_is_refused(item_id: str) -> None:
    """An id is Latin capitals and one or two digits; a Cyrillic А is not A."""
    faults = faults_of(SOUND.replace('id = "B1"', f'id = "{item_id}"'))
    assert len(faults) == 1
    assert ": id is " in faults[0]


def test_an_empty_file_asks_for_every_key() -> None:
    """All missing keys are named."""
    assert [fault.split(" is missing")[0].split(": ")[1] for fault in faults_of("")] == [
        "id",
        "version",
        "source",
        "scale",
        "index",
    ]
    assert faults_of(SOUND.split("[[index]]", maxsplit=1)[0] + "index = 3")
    assert faults_of(SOUND.split("[[index]]", maxsplit=1)[0] + "index = [3]")


def test_the_freeze_sees_every_change_and_nothing_else() -> None:
    """A changed title, question or scale word is found, equal wording is not."""
    instrument = parse(SOUND)
    words = {
        key: f"words of {key}"
        for item in instrument.items
        for key in (item.id, f"{item.id}.question")
    } | {f"scale-{code}": code for code in instrument.ratings}
    frozen = wording.fingerprints(instrument, {"kk": words.__getitem__, "ru": words.__getitem__})
    locked = wording.lock(instrument, frozen)
    assert len(frozen) == 2 * (3 + 5)
    assert wording.check(instrument, frozen, locked) == []
    for key, place in [("A1", "A1"), ("A2.question", "A2"), ("scale-4", "scale-4")]:
        changed = words | {key: words[key] + "!"}
        prints = wording.fingerprints(
            instrument, {"kk": changed.__getitem__, "ru": words.__getitem__}
        )
        (fault,) = wording.check(instrument, prints, locked)
        assert fault.startswith(f"{place}@kk: differs")


def test_the_freeze_notices_what_came_and_went() -> None:
    """A text that is gone, one that is new, and a lock that is none are told apart."""
    instrument = parse(SOUND)
    locked = wording.lock(instrument, {"A1@kk": "1", "A2@kk": "2"})
    came_and_went = wording.check(instrument, {"A1@kk": "1", "B1@kk": "3"}, locked)
    assert [fault.split(";")[0] for fault in came_and_went] == [
        "A2@kk: was fielded and is gone",
        "B1@kk: is not in the lock",
    ]
    assert "is for small/2" in wording.check(load(), {}, locked)[0]
    assert "not JSON" in wording.check(instrument, {}, "<<<<<<<")[0]
    assert "no table" in wording.check(instrument, {}, "[]")[0]


@pytest.mark.parametrize("name", names())
def test_the_fielded_wording_is_unchanged(name: str) -> None:
    """Titles, questions, scale words and options are in each language what the lock froze."""
    from bot.texts import Texts

    texts = Texts()
    prints = wording.fingerprints(
        load(name), {language: texts.speaking(language) for language in texts.languages}
    )
    text = (resources.files("scoring.instruments") / f"{name}.lock").read_text("utf-8")
    assert wording.check(load(name), prints, text) == []
    assert text == wording.lock(load(name), prints)


ANALYSIS = """
id = "small"
version = 1
source = "x"
[[section]]
id = "S"
source = "x"
items = [
  { id = "A", kind = "pair", scales = ["importance", "performance"], source = "x" },
  { id = "B", source = "x" },
  { id = "C", kind = "number", min = 0, max = 9, source = "x" },
]
"""


def test_what_is_made_of_ratings_is_declared() -> None:
    """Pairs and ranks that the file names are kept; ratings of a mixed block are counted."""
    small = Layout(
        parse(
            f"""{ANALYSIS}
[[analysis]]
kind = "gaps"
of = {{ one = ["A_importance", "A_performance"], other = ["B", "B2"] }}
""".replace('{ id = "C"', '{ id = "B2", source = "x" }, { id = "C"')
        )
    )
    found = small.tally(small.count(["53247", "4?1-0"], [True, False]))
    assert found.joint("A_importance", "A_performance")[4][2] == 1
    assert found.item("B")["2"] == 1
    assert [one.n for one in gaps(found, minimum=1)] == [1, 1]


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ('kind = "means"\nof = { a = ["B"] }', "choose from gaps, severity, contrast"),
        ('kind = "gaps"', "give two names or more their items"),
        ('kind = "severity"\nof = { a = ["B"], b = ["C"] }', "there is no rating C"),
        ('kind = "severity"\nof = { a = ["B"], b = ["B"] }', "B stands twice"),
        ('kind = "gaps"\nof = { a = ["B"], b = ["A_importance", "A_performance"] }', "two ratings"),
        ('kind = "contrast"\nof = { a = ["B"], b_c = ["A_importance"] }', "'b_c' is no name"),
        ('kind = "severity"\nof = { a = [], b = ["B"] }', "list its items"),
        ('kind = "severity"\nwhy = 1\nof = { a = ["B"], b = ["B"] }', "unknown key why"),
    ],
)
def test_an_analysis_that_cannot_be_made_is_refused(table: str, fault: str) -> None:
    """Each fault names the analysis and what to write."""
    with pytest.raises(InstrumentError) as caught:
        parse(f"{ANALYSIS}[[analysis]]\n{table}\n")
    assert any(fault in one and one.startswith("analysis 1") for one in caught.value.faults)
