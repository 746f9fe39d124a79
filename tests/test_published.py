"""What is published of the 2022 paper's blocks gives nobody away: the digests are attacked."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from sqlalchemy import text, update

from bot.exporting.scripts import recompute
from bot.office import Office
from bot.texts import LOCALES
from scoring.balance.gap import Gap
from scoring.balance.published import BlockFigures, block_figures
from scoring.findings import Findings, from_json, to_json
from scoring.groups import GROUPS
from scoring.suppress import leak
from storage import record, tallies, waves
from storage.models import Response, Wave
from storage.people import Person
from tests import stories, survey
from tests import test_batches as core
from tests.test_batches import FLOWS, MINIMUM, People, present
from tests.vectors import ELEMENTS, EXPECTATIONS, PROBLEMS, counted, rows, severities, wishes

NOW = datetime(2025, 5, 26, tzinfo=UTC)


# Attack: whoever comes and goes, no combination of digests tells of few people

PLACES = dict(zip("xyz", GROUPS, strict=False))


def given_by(who: core.Person, number: int) -> str:
    """A person's own answers; who stays until an even digest rates the first element alone."""
    draw = random.Random(f"{who} {number}")
    codes = "".join(draw.choice("12345") for _ in range(16))
    return codes if int(who[2]) % 2 else codes[:2] + "?" * 14


def rated(who: core.Person, element: str) -> bool:
    return bool(int(who[2]) % 2) or element == ELEMENTS[0]


def told(here: People, before: Sequence[BlockFigures]) -> tuple[BlockFigures, ...]:
    cells = {
        ("a", group): counted(
            EXPECTATIONS,
            [
                given_by(who, k)
                for who, n in here.items()
                if PLACES[who[0]] == group
                for k in range(n)
            ],
        )
        for group in GROUPS
    }
    return block_figures(EXPECTATIONS.instrument, cells, before, MINIMUM, final=False, closes=False)


def figures(found: BlockFigures) -> dict[tuple[str, str], Gap]:
    """Every figure of a digest, by element and group; `all` is the city."""
    if found.expectations is None:
        return {}
    every = {("all", one.element): one for one in found.expectations.gaps}
    for group, gaps in found.expectations.stakeholders.gaps.items():
        every |= {(group, one.element): one for one in gaps}
    return every


def attack(
    flow: People, digests: Sequence[BlockFigures]
) -> list[tuple[str, dict[core.Person, int]]]:
    """Every sum over people that a reader of all digests knows, by element."""
    known = []
    last: dict[tuple[str, str], Gap] = {}
    for number, one in enumerate(digests):
        now = figures(one)
        for (group, element), gap in now.items():
            if last.get((group, element)) != gap:
                known.append(
                    (
                        element,
                        {
                            who: 1
                            for who in present(flow, number)
                            if rated(who, element) and group in {"all", PLACES[who[0]]}
                        },
                    )
                )
        last |= now
    return known


@settings(max_examples=80, deadline=None)
@given(FLOWS)
def test_no_few_people_can_be_worked_out_from_all_digests(
    flows: list[tuple[str, int, int, int]],
) -> None:
    """Exact elimination over all published figures of each element finds no sum of 1 to 4."""
    flow: People = {}
    for group, come, stay, many in flows:
        who = (group, str(come), str(come + stay))
        flow[who] = flow.get(who, 0) + many
    before: tuple[BlockFigures, ...] = ()
    found = []
    for number in range(4):
        before = told(present(flow, number), before)
        found.append(before[0])
    known = attack(flow, found)
    for element in {name for name, _ in known}:
        people = {who: n for who, n in flow.items() if rated(who, element)}
        sums = [one for name, one in known if name == element]
        assert leak(sums, people, MINIMUM) is None


def test_the_attack_finds_a_newcomer_where_nothing_is_held() -> None:
    """The same attack on figures that always are of today finds the one who came."""
    flow: People = {("x", "0", "9"): 8, ("y", "0", "9"): 8, ("x", "1", "9"): 1}
    fresh = [told(present(flow, number), ())[0] for number in range(2)]
    sums = [one for element, one in attack(flow, fresh) if element == ELEMENTS[1]]
    assert leak(sums, flow, MINIMUM) is not None


# In the record


def begun(office: Office, count: int = 53) -> None:
    """A wave with the blocks, answered by so many of R's people, all in one city."""
    core = [{**row, "city": "shu"} for row in survey.reference()][:count]
    known = {row["respondent_id"]: row for row in rows("vectors_expectation.csv")}
    asked = {row["respondent_id"]: known[row["respondent_id"]] for row in core}
    with office.archive.begin() as connection:
        survey.fill(connection, core)
        blocks = f"{EXPECTATIONS.key} {PROBLEMS.key}"
        connection.execute(update(Wave).values(blocks=blocks))
        for layout, answer in ((EXPECTATIONS, wishes), (PROBLEMS, severities)):
            survey.fill_block(
                connection, {who: answer(row) for who, row in asked.items()}, layout.key
            )


def digest(office: Office, day: int) -> Findings:
    """The digest of a day, claimed."""
    with office.archive.begin() as connection:
        wave = waves.latest(connection)
        assert wave is not None
        office.claim(connection, "", f"day {day}", wave, NOW + timedelta(days=day))
        content = connection.scalar(text("SELECT content FROM digest ORDER BY id DESC LIMIT 1"))
    assert isinstance(content, str)
    return from_json(content)


def changed(office: Office, who: str, block: str, answers: str) -> None:
    with office.archive.begin() as connection:
        key = connection.scalar(
            text("SELECT id FROM respondent WHERE pseudonym = :who"), {"who": who}
        )
        of = (Response.respondent_id == key) & (Response.instrument == block)
        connection.execute(update(Response).where(of).values(answers=answers, changed=True))


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Iterator[Office]:
    with survey.office(tmp_path) as office:
        yield office


def test_two_digests_tell_nobodys_change(office: Office) -> None:
    """One person answers a block anew: no figure, claim or seal of it moves."""
    begun(office)
    first = digest(office, 1)
    changed(office, "R001", EXPECTATIONS.key, "51" * 8)
    changed(office, "R001", PROBLEMS.key, "1" * 7)
    second = digest(office, 2)
    assert second.blocks == first.blocks
    assert second.seals == first.seals
    assert {one.instrument for one in first.blocks} == {EXPECTATIONS.key, PROBLEMS.key}
    assert all(one.basis == 53 for one in first.blocks)


def test_when_the_wave_closes_every_answer_counts_once(office: Office) -> None:
    """The last digest takes the change in and may compare; after it nothing moves any more."""
    begun(office)
    first = digest(office, 1)
    changed(office, "R001", EXPECTATIONS.key, "51" * 8)
    with office.archive.begin() as connection:
        waves.end(connection, "2025-05", NOW + timedelta(days=2))
    last = digest(office, 3)
    assert last.final
    wishes_then, wishes_now = (one.blocks[0].expectations for one in (first, last))
    assert wishes_then is not None
    assert wishes_now is not None
    assert wishes_then.gaps != wishes_now.gaps
    assert first.blocks[1].problems is not None
    assert first.blocks[1].problems.graver == {}, "an open wave orders nothing"
    assert last.blocks[1].problems is not None
    assert any(last.blocks[1].problems.graver.values())
    assert last.seals[f"shu {EXPECTATIONS.key}"] != first.seals[f"shu {EXPECTATIONS.key}"]
    assert any(claim.key == "balance-gap-more" for claim in last.claims)
    assert not any(claim.rule in {"E1", "E2", "E3", "P1", "P2", "T1"} for claim in first.claims)


def test_a_withdrawn_person_leaves_every_vector(office: Office) -> None:
    """After the job the tallies are those of the others, for the core, its contrasts and blocks."""
    begun(office)
    digest(office, 1)
    with office.archive.begin() as connection:
        key = connection.scalar(text("SELECT id FROM respondent WHERE pseudonym = 'R001'"))
        record.forget(connection, Person("R001", 1, "done", id=key), NOW)
        office.apply_all(connection)
        held = tallies.every(connection)
        assert office.verify(connection).different == ()
    counts = {
        key: sum(
            office.layouts[vector].from_bytes(data).responses
            for (_, _, _, vector), data in held.items()
            if vector == key
        )
        for key in {cell[3] for cell in held}
    }
    assert set(counts.values()) == {52}
    assert len(counts) == 4


def test_a_small_city_tells_nothing_of_a_block(office: Office) -> None:
    """Four people: no figure, no seal and no claim."""
    begun(office, 4)
    found = digest(office, 1)
    assert all(one.basis == 0 and one.expectations is None for one in found.blocks)
    assert found.seals == {}


@pytest.mark.parametrize("final", [True, False])
def test_json_loses_nothing(*, final: bool) -> None:
    """Blocks, contrasts and documents are read back as they were written."""
    found = stories.balanced(final=final)
    assert from_json(to_json(found)) == found


@pytest.mark.parametrize("language", LOCALES)
def test_a_digest_says_what_people_expect(office: Office, language: str) -> None:
    """Its parts stand in the messages, in words of the language."""
    begun(office)
    with office.archive.begin() as connection:
        waves.end(connection, "2025-05", NOW)
    with office.archive.begin() as connection:
        office.apply_all(connection)
        wave = waves.latest(connection)
        assert wave is not None
        edition = office.edition(connection, wave, NOW)
    said = "\n".join(office.newsroom.messages(edition, language))
    say = office.newsroom._texts.speaking(language)
    for part in ("expectations", "problems"):
        assert say(f"sentence-part-{part}") in said
    assert say("element-housing_communal.inside") in said


def test_an_export_shows_a_blocks_answers_to_be_those_of_the_digest(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The fingerprint of each block is computed anew; one answer changed gives another."""
    begun(office)
    digest(office, 1)
    folder = tmp_path / "export"
    with office.archive.read() as connection:
        code = connection.scalar(text("SELECT code FROM digest"))
    survey.exported(office, folder, NOW, tier="internal", formats=("csv",))
    assert recompute.verify(folder, str(code)) == 0, capsys.readouterr().out
    table = folder / "problems-2022.csv"
    head, first, *rest = table.read_text(encoding="utf-8").splitlines()
    other = first[:-1] + ("1" if first[-1] != "1" else "2")
    table.write_text("\n".join([head, other, *rest]) + "\n", encoding="utf-8")
    assert recompute.verify(folder, str(code)) == 1
    assert "shu: the fingerprint of problems-2022.csv is another one" in capsys.readouterr().out
