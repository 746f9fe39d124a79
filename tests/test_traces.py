"""Who withdraws leaves nothing: not in a table, not in a file, not in what is made afterwards."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from html import unescape

from sqlalchemy import Connection, insert, select

from bot.console.commands import drafted
from bot.console.desk import Selection, exported
from bot.console.upkeep import forgotten
from bot.interviews.gathering import codebook, transcribed
from bot.office import Office
from scoring.instrument import VALUES, load
from storage import interviews, kept, withdrawals
from storage.archive import Archive
from storage.models import (
    Base,
    Coding,
    Nudge,
    OpenAnswer,
    Passage,
    Respondent,
    Response,
    Tally,
    Transcript,
    Workplace,
)
from tests.phone import Phone
from tests.town import TEXTS, Town, enter, rate

KK = TEXTS.speaking("kk")
INTERVIEW = load("interview-2022")
MARK = "5142-31?2415-3?142513-4"  # a row of answers that nobody else gives
WORDS = ("Ешкім айтпаған сөз", "Ешкім естімеген үн")  # an open answer, and a transcript
VOICE = b"OggS of nobody else"
TIERS = ("shared", "internal")


def _office(town: Town) -> Office:
    assert town.worker is not None
    return town.worker.office


def _files(town: Town, phone: Phone, pseudonym: str) -> list[str]:
    """The files that hold something of a person, and what."""
    number = phone.person.id
    width = (number.bit_length() + 8) // 8  # as SQLite keeps it: the first bit is the sign
    marks = {
        "the Telegram id": str(number).encode(),
        "the Telegram id, packed": number.to_bytes(max(width, 4)),
        "the pseudonym": pseudonym.encode(),
        "the answers": MARK.encode(),
        "the label": b"poster77",
        "what was written": WORDS[0].encode(),
        "what was said": WORDS[1].encode(),
        "the voice": VOICE,
    }
    return [
        f"{path.relative_to(town.folder)}: {what}"
        for path in sorted(town.folder.rglob("*"))
        if path.is_file()
        for what, mark in marks.items()
        if mark in path.read_bytes()
    ]


def _tables(town: Town, phone: Phone, pseudonym: str) -> list[str]:
    """The tables that hold something of a person."""
    marks = (str(phone.person.id), pseudonym, MARK, "poster77", *WORDS, repr(VOICE))
    with town.archive.read() as connection:
        return [
            table.name
            for table in Base.metadata.sorted_tables
            for row in connection.execute(select(table))
            if any(mark in repr(row) for mark in marks)
        ]


def _export(town: Town, name: str, key: bytes | None) -> str:
    """Everything that an export of either tier says, under one key or under none."""
    said = []
    for tier in TIERS:
        folder = town.folder / f"{name}-{tier}-{bool(key)}"
        exported(_office(town), folder, Selection(None, None, ("csv",), tier, "kk"), key)
        said += [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.csv"))]
    return "\n".join(said)


def _interview(town: Town, person: int) -> None:
    """An interview of a person: written and said, typed, coded by two, and in a third's hand."""
    with town.archive.begin() as connection:
        core = select(Response).where(Response.respondent_id == person).order_by(Response.id)
        sheet = {**connection.execute(core).first()._mapping, "instrument": INTERVIEW.name}  # type: ignore[union-attr]
        del sheet["id"]
        sheet |= {"answers": INTERVIEW.blank, "languages": INTERVIEW.blank}
        added = insert(Response).returning(Response.id)
        response = connection.execute(added, sheet).scalar_one()
        about = {"response_id": response, "item": "IV2", "language": "kk"}
        about |= {"given_at": datetime.now(UTC), "seconds": None, "content": None}
        written = {**about, "ordinal": 1, "kind": "text", "text": WORDS[0]}
        said = {**about, "ordinal": 2, "kind": "voice", "text": None, "content": VOICE}
        keys = [
            connection.execute(insert(OpenAnswer).returning(OpenAnswer.id), one).scalar_one()
            for one in (written, said)
        ]
        now, version = datetime.now(UTC), codebook(connection)
        transcribed(connection, keys[1], WORDS[1], "aigul", now)
        for coder in ("a", "b"):
            marks = [(0, 5, "goals", True)]
            interviews.code(connection, dict.fromkeys(keys, marks), version, coder, now)
        interviews.take(connection, "of another", interviews.Work("code", keys[0], 0))


def _kept(connection: Connection) -> kept.Kept | None:
    """The person who wants to hear of the results."""
    key = connection.scalar(select(Respondent.id).where(Respondent.recontact.is_(True)))
    return kept.of(connection, key or 0)


async def _tick(town: Town) -> None:
    assert town.worker is not None
    await town.worker.clock.tick()


async def _marked(town: Town) -> Phone:
    """Somebody who leaves traces wherever that can be done."""
    phone = town.phone("Меруерт")
    await phone.say("/start shu_ict_poster77")
    await phone.tap(KK("language-name"))
    await phone.tap(KK("consent-agree"))
    await rate(phone, KK, MARK[:20])
    await phone.tap(KK("button-later"))
    await phone.tap(KK("remind-tomorrow"))
    await phone.tap(KK("button-continue"))
    await rate(phone, KK, MARK[20:])
    await phone.tap(KK("button-send"))
    await phone.tap(KK("recontact-yes"))
    await phone.tap(KK("button-another-city"))
    await phone.tap(KK("city-ayagoz"))
    await rate(phone, KK, MARK[:9])
    await phone.say("/mydata")
    await phone.waits_for(KK("mydata-title"))
    await phone.say("/results")
    assert town.worker is not None
    me = {"id": phone.person.id, "is_bot": False, "first_name": "Меруерт"}
    broken = {"message_id": "?", "from": me, "chat": {"id": me["id"]}, "text": [MARK]}
    await town.worker.take([{"update_id": 9, "message": broken}])
    return phone


async def test_withdrawing_leaves_no_trace_anywhere(town: Town) -> None:
    """After everything that can be done, nothing says who it was or what they answered."""
    others = [town.phone(f"{number}") for number in range(6)]
    for number, other in enumerate(others):
        await enter(other, KK, group="ict" if number < 5 else "society")
        await rate(other, KK, "3" * 23)
        await other.tap(KK("button-send"))
    phone = await _marked(town)
    pseudonym = town.read(
        lambda c: c.scalar(select(Respondent.pseudonym).where(Respondent.recontact.is_(True)))
    )
    assert pseudonym is not None
    person = town.read(
        lambda c: c.scalar(select(Respondent.id).where(Respondent.recontact.is_(True)))
    )
    _interview(town, person or 0)
    await _tick(town)
    assert {"respondent", "contact", "response", "dead_letter", "open_answer", "transcript"} <= {
        *_tables(town, phone, pseudonym)
    }
    assert len(_files(town, phone, pseudonym)) >= 8, "the search itself finds things"
    row = ",".join(str(VALUES[code]) for code in MARK)
    told = _export(town, "before", None)
    assert row in told
    assert all(word in told for word in WORDS)
    before = drafted(_office(town), ("kk",))

    await phone.say("/withdraw")
    await phone.waits_for(KK("withdraw-ask"))
    await phone.tap(KK("withdraw-yes"))
    await phone.waits_for(KK("withdraw-done"))
    await _tick(town)

    assert _tables(town, phone, pseudonym) == []
    left = [one for one in _files(town, phone, pseudonym) if not one.startswith("before")]
    assert left == [], "not in the database, its log or its free pages"
    for key in (None, b"one key"):
        told = _export(town, "after", key)
        assert row not in told
        assert not any(word in told for word in WORDS)
        assert "goals,true" not in told
    after = drafted(_office(town), ("kk",))
    assert after != before
    assert not any(pseudonym in unescape(text) for text in after)
    audit = town.read(_office(town).verify)
    assert (audit.responses, audit.different) == (6, ())
    assert town.read(lambda c: list(c.scalars(select(Nudge.kind)))) == []
    coding = (OpenAnswer, Transcript, Coding, Passage, Workplace)
    assert [town.read(lambda c, t=t: c.execute(select(t)).all()) for t in coding] == [[]] * 5  # type: ignore[misc]
    shells = [row for row in town.responses() if row.withdrawn_at]
    assert [(s.answers, s.counted_answers, s.stakeholder_group) for s in shells] == [
        ("", None, "")
    ] * 3
    assert town.read(lambda c: c.execute(select(Tally)).all()), "the others are still counted"


async def test_a_restored_backup_forgets_them_again(town: Town) -> None:
    """The list of withdrawals, kept apart, is repeated on a database that is older than it."""
    phone, other = town.phone("Меруерт"), town.phone("Ерлан")
    for one in (phone, other):
        await enter(one, KK)
        await rate(one, KK, MARK)
    backup = town.folder / "backup.sqlite3"
    with (
        closing(sqlite3.connect(town.folder / "saualnama.sqlite3")) as source,
        closing(sqlite3.connect(backup)) as target,
    ):
        source.backup(target)  # as deploy/backup.sh does
    await phone.say("/withdraw")
    await phone.tap(KK("withdraw-yes"))
    listed = [token for token, _ in town.read(withdrawals.every)]
    assert len(listed) == 1

    restored = Archive(f"sqlite:///{backup}")
    now = datetime.now(UTC)
    assert forgotten(restored, [*listed, "0123456789abcdef"], now) == 1
    assert forgotten(restored, listed, now) == 0, "once is enough"
    with restored.read() as connection:
        assert connection.scalars(select(Response.answers).order_by(Response.id)).all() == [
            "",
            MARK,
        ]
        assert [token for token, _ in withdrawals.every(connection)] == listed
    restored.close()


async def test_what_my_data_says_is_what_is_kept(town: Town) -> None:
    """Every column that speaks of a person is in the file, in codes and with its times."""
    phone = await _marked(town)
    document = next(m for m in reversed(phone.messages) if "document" in m.content)
    file = town.emulator.world.files[document.content["document"]["file_id"]]
    told = json.loads(file.data)
    found = town.read(_kept)
    assert found is not None
    assert told["pseudonym"] == found.pseudonym
    assert told["chat_id"] == phone.person.id
    (first, second) = told["sheets"]
    given = [answer["value"] for answer in first["answers"]]
    assert given == [VALUES[code] for code in MARK]
    assert {answer["language"] for answer in first["answers"]} == {"kk"}
    assert (second["city"], len(second["answers"])) == ("ayagoz", 9)
    assert [(c["purpose"], c["agreed"]) for c in told["consents"]] == [
        ("survey", True),
        ("recontact", True),
    ]
    columns = {
        column.name
        for table in Base.metadata.sorted_tables
        if "respondent_id" in table.columns or table.name == "respondent"
        for column in table.columns
    }
    inner = {"id", "respondent_id", "wave_id", "token", "place", "consent"}
    inner |= {"turn", "spoken", "not_before"}
    inner |= {"changed", "counted_group", "counted_answers", "counted_complete", "withdrawn_at"}
    inner |= {"blocked_at", "message_id", "languages", "language"}
    shown = {*told, *first, *told["consents"][0], *told["nudges"][0]}
    assert columns - inner <= shown
