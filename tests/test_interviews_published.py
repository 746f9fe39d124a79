"""What is published of interviews, again and again, tells on nobody: methodology §3.1."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, update

from bot.console.commands import reported
from bot.digests.newsroom import Newsroom
from bot.interviews.gathering import codebook
from bot.office import Office
from bot.reporting import report
from bot.settings import Settings
from bot.texts import Texts
from scoring.findings import from_json, to_json
from scoring.instrument import load
from scoring.interviews.coded import Coded, Spoken, coded
from scoring.interviews.passages import Mark, Marks
from scoring.interviews.published import InterviewFigures, published
from scoring.interviews.themes import packaged
from storage import digests, interviews, record, waves
from storage.models import OpenAnswer, Respondent, Response
from storage.people import Person, WaveRow
from tests import survey
from tests.databases import DATABASES, migrated
from tests.survey import BEGUN, INSTRUMENT, reference

TEXTS = Texts()
NOW = datetime(2025, 5, 26, tzinfo=UTC)
MINIMUM = 5
INTERVIEW = load("interview-2022")
MARKS: Marks = (Mark(0, 9, "goals", quote=True),)


# The rule


def coding(people: int, spoke: int) -> Coded:
    """What two coders of so many people's same words came to; `spoke` were interviewed."""
    told = {
        key: Spoken("Су керек. Ақша жоқ.", key, "shu", "officials", "kk", quotable=True)
        for key in range(1, people + 1)
    }
    codings = {key: {"a": MARKS, "b": MARKS} for key in told}
    names = [theme.code for theme in packaged()]
    return coded(told, codings, names, {("shu", "officials", "kk"): spoke}, MINIMUM)


STEPS = st.lists(st.tuples(st.integers(0, 25), st.integers(0, 6)), min_size=1, max_size=8)


@given(STEPS, st.integers(0, 8))
def test_figures_and_quotations_move_by_five_people_or_once_at_the_end(
    steps: list[tuple[int, int]], end: int
) -> None:
    """Whoever comes, is read or leaves: numbers are as before or of five more; quotations too."""
    before: InterviewFigures | None = None
    quoted: set[int] = set()
    read = cell = 0
    for number, (people, unread) in enumerate(steps):
        closed = number >= end
        closes = closed and not (before and before.final)
        found = coding(people, people + unread)
        now, fresh = published(found, 1, before, quoted, MINIMUM, closed=closed)
        if now and now.whole and (before is None or now.whole != before.whole):
            assert now.whole.people == people >= MINIMUM
            assert closes or people - read >= MINIMUM
            read = people
        if fresh - quoted:
            assert closes or people + unread - cell >= MINIMUM
            cell = people + unread
        if people < MINIMUM:
            assert now is None or (now.whole is None and not now.themes)
        quoted |= fresh
        before = now


# In the record


@pytest.fixture(name="office", params=DATABASES)
def _office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """A wave whose first digest was published, before anybody was interviewed."""
    chosen = Settings()
    with migrated(request.param, tmp_path) as archive:
        office = Office(archive, INSTRUMENT, chosen, Newsroom(TEXTS, chosen))
        with archive.begin() as connection:
            survey.fill(connection, reference())
            codebook(connection)
        digest(office)
        yield office


NUMBERS = count(1)


def digest(office: Office) -> None:
    with office.archive.begin() as connection:
        assert office.claim(connection, "", f"day {next(NUMBERS)}", wave(office), NOW)


def wave(office: Office) -> WaveRow:
    with office.archive.read() as connection:
        found = waves.latest(connection)
    assert found is not None
    return found


def close(office: Office) -> None:
    with office.archive.begin() as connection:
        waves.end(connection, wave(office).name, NOW + timedelta(days=1))


def interview(office: Office, *names: str, leave: str = "1") -> None:
    """Officials of Shu are interviewed, and coded by two; each says what nobody else says."""
    here = wave(office)
    with office.archive.begin() as connection:
        for name in names:
            person = connection.execute(
                insert(Respondent).returning(Respondent.id),
                {"pseudonym": name, "place": "done", "created_at": BEGUN},
            ).scalar_one()
            sheet = {"respondent_id": person, "wave_id": here.id, "city": "shu", "language": "kk"}
            sheet |= {"instrument": INTERVIEW.name, "stakeholder_group": "officials"}
            sheet |= {"answers": INTERVIEW.blank[:-1] + leave, "languages": INTERVIEW.blank}
            response = connection.execute(
                insert(Response).returning(Response.id), {**sheet, "started_at": BEGUN}
            ).scalar_one()
            said = {"response_id": response, "item": "IV2", "ordinal": 1, "language": "kk"}
            said |= {"kind": "text", "text": f"{name} су сұрайды. Ақша жоқ.", "given_at": BEGUN}
            key = connection.execute(insert(OpenAnswer).returning(OpenAnswer.id), said).scalar_one()
            marks = [(0, len(name) + 12, "goals", True)]
            for coder in ("a", "b"):
                interviews.code(connection, {key: marks}, codebook(connection), coder, NOW)


def people(*numbers: int) -> list[str]:
    return [f"Адам{number:02}" for number in numbers]


def withdraw(office: Office, name: str) -> None:
    with office.archive.begin() as connection:
        key = connection.scalar(select(Respondent.id).where(Respondent.pseudonym == name))
        record.forget(connection, Person(name, 1, "done", id=key), NOW)


def told(office: Office) -> tuple[int, set[str]]:
    """The people that a report made now tells of, and those whom it quotes."""
    with office.archive.begin() as connection:
        report.claim(connection, office.settings, None)
    with office.archive.read() as connection:
        edition, made = report.told(connection, office.settings, TEXTS.speaking("kk"), None)
    figures = from_json(edition.content).interviews
    assert edition.content == to_json(from_json(edition.content))
    quoted = {name for name in people(*range(40)) if name in repr(made)}
    assert (figures and figures.whole) or not quoted
    return (figures.whole.people or 0 if figures and figures.whole else 0), quoted


def test_two_reports_a_person_apart_are_the_same(office: Office) -> None:
    """Until five people more were read the next report says what the last one said."""
    interview(office, *people(1, 2, 3, 4))
    assert told(office) == (0, set())
    interview(office, *people(5, 6, 7, 8))
    first = told(office)
    assert first == (8, {*people(1, 2, 3, 4, 5, 6, 7, 8)})
    for number in (9, 10, 11, 12):
        interview(office, *people(number))
        assert told(office) == first
    digest(office)
    assert told(office) == first, "a digest passes on what was told"
    interview(office, *people(13))
    assert told(office) == (13, {*people(*range(1, 14))})


def test_the_files_of_two_reports_a_person_apart_are_the_same(
    office: Office, tmp_path: Path
) -> None:
    """Page and PDF are equal byte for byte, their code too, which is known to whoever asks."""
    interview(office, *people(1, 2, 3, 4, 5))
    for name in ("one", "two"):
        edition = reported(office, tmp_path / name, None, "kk")
        interview(office, *people(6 if name == "one" else 7))
    for file in (report.PAGE, report.PAPER):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    with office.archive.read() as connection:
        assert digests.find(connection, edition.code) is not None
        assert len({one.code for one in digests.every(connection)}) == 2
        assert not digests.states(connection), "nothing is posted"


def test_when_the_wave_closes_all_that_was_coded_counts_once(office: Office) -> None:
    """The first report after it tells of everybody; whoever is coded later waits for four more."""
    interview(office, *people(1, 2, 3, 4, 5))
    told(office)
    interview(office, *people(6))
    assert told(office) == (5, {*people(1, 2, 3, 4, 5)})
    close(office)
    last = told(office)
    assert last == (6, {*people(1, 2, 3, 4, 5, 6)})
    interview(office, *people(7))
    assert told(office) == last
    digest(office)
    assert told(office) == last


def test_a_report_is_no_last_word(office: Office) -> None:
    """A wave whose report was written after it closed still gets its final digest."""
    interview(office, *people(1, 2, 3, 4, 5))
    close(office)
    told(office)
    with office.archive.read() as connection:
        assert digests.unfinished(connection, "") == wave(office)


def test_who_withdrew_is_quoted_nowhere_and_leaves_no_mark(office: Office) -> None:
    """Their words are gone at once, the numbers with the next five; of too few nothing is told."""
    interview(office, *people(1, 2, 3, 4, 5, 6))
    told(office)
    withdraw(office, "Адам01")
    assert told(office) == (6, {*people(2, 3, 4, 5, 6)})
    interview(office, *people(7, 8, 9, 10, 11, 12))
    assert told(office) == (11, {*people(*range(2, 13))})
    for name in people(*range(2, 9)):
        withdraw(office, name)
    assert told(office) == (0, set())
    with office.archive.read() as connection:
        marked = connection.scalar(select(func.count()).where(OpenAnswer.quoted))
        assert marked == 4
        contents = [one.content for one in digests.every(connection)]
    assert not any("Адам" in content for content in contents), "words are never frozen"
    interview(office, *people(13))
    assert told(office) == (0, set()), "five are shown only on top of those who were told"


def test_a_leave_to_quote_that_comes_late_is_no_sign(office: Office) -> None:
    """Whoever says yes between two reports is quoted with the next, not alone; a no counts now."""
    interview(office, *people(1, 2, 3, 4, 5))
    interview(office, *people(6), leave="2")
    assert told(office) == (6, {*people(1, 2, 3, 4, 5)})
    with office.archive.begin() as connection:
        for name, leave in (("Адам06", "1"), ("Адам01", "2")):
            person = connection.scalar(select(Respondent.id).where(Respondent.pseudonym == name))
            connection.execute(
                update(Response)
                .where(Response.respondent_id == person)
                .values(answers=INTERVIEW.blank[:-1] + leave)
            )
    assert told(office) == (6, {*people(2, 3, 4, 5)})
    interview(office, *people(7, 8, 9, 10, 11))
    assert told(office) == (11, {*people(2, 3, 4, 5, 6, 7, 8, 9, 10, 11)})


def test_what_is_shared_quotes_as_reports_do(office: Office, tmp_path: Path) -> None:
    """A shared export holds what a report told, the team's own what it may tell one day."""
    interview(office, *people(1, 2, 3, 4, 5))
    told(office)
    interview(office, *people(6))
    found = {}
    for tier in ("shared", "internal"):
        folder = tmp_path / tier
        survey.exported(office, folder, NOW, tier=tier, formats=("csv",))
        with (folder / "quotations.csv").open(encoding="utf-8", newline="") as file:
            found[tier] = {row["passage"].split()[0] for row in csv.DictReader(file)}
    assert found["shared"] == {*people(1, 2, 3, 4, 5)}
    assert found["internal"] == {*people(1, 2, 3, 4, 5, 6)}
