"""Results come back to the people who made them: as published, never fresher, never of few."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.facts import CityResult
from bot.results import expected, own, result
from bot.texts import LOCALES, Say
from scoring.groups import GROUPS
from storage import waves
from storage.people import Sheet
from tests.phone import Phone
from tests.stories import balanced, tell
from tests.survey import INSTRUMENT, cells, reference
from tests.town import TEXTS, Town, enter, rate
from tests.vectors import EXPECTATIONS, PROBLEMS

KK = TEXTS.speaking("kk")
READY = INSTRUMENT.indices[0]


def _sheet(answers: str, group: str = "officials") -> Sheet:
    return Sheet("shu", group, answers, "k" * 23, "kk", complete=True)


def test_a_city_is_told_as_it_was_published() -> None:
    """Percent, 0-100 with interval and n are the digest's own; so are the groups'."""
    found = tell(cells(reference("vectors_onecity.csv")))
    told = result(INSTRUMENT, found, "shu", None)
    (city,) = (one for one in found.figures if one.city == "shu")
    assert [(one.percent, one.value, one.low) for one in told.indices] == [
        (one.percent, one.index, one.low) for one in city.indices
    ]
    assert (told.people, told.wave, told.items) == (city.basis, found.wave, ())
    for column, index in enumerate(told.indices):
        assert {one.group: one.value for one in index.groups} == {
            group: city.views[group][column].index if group in city.views else None
            for group in GROUPS
        }


def test_a_group_that_is_not_shown_is_not_counted() -> None:
    """Whether two, four or none of a group answered, people are told the same of it."""
    rows = reference("vectors_onecity.csv")
    for kept in (0, 2, 4):
        few = [row for row in rows if row["stakeholder_group"] == "ict"][:kept]
        rest = [row for row in rows if row["stakeholder_group"] != "ict"]
        told = result(INSTRUMENT, tell(cells([*rest, *few])), "shu", None)
        for index in told.indices:
            (one,) = [one for one in index.groups if one.group == "ict"]
            assert (one.n, one.value) == (0, None)
            assert [one.group for one in index.groups] == [*GROUPS]


@pytest.mark.parametrize("minimum", [9, 10])
def test_a_public_figure_needs_twice_the_minimum(minimum: int) -> None:
    """What coordinators see as provisional, the public does not see."""
    found = tell(cells(reference("vectors_onecity.csv")), minimum=minimum)
    (city,) = (one for one in found.figures if one.city == "shu")
    told = result(INSTRUMENT, found, "shu", None)
    assert city.indices, "coordinators see it"
    assert bool(told.indices) == (city.basis >= 2 * minimum)
    assert told.needed == 2 * minimum


def test_a_persons_own_answers_stand_beside_the_city() -> None:
    """Their index from at least half of its items, and each answer beside the city's mean."""
    found = tell(cells(reference("vectors_onecity.csv")))
    told = result(INSTRUMENT, found, "shu", _sheet("5" * 7 + "1???...." + "-" * 8))
    assert [one.mine for one in told.indices] == [100, None, None]
    assert told.group == "officials"
    assert [item.mine for item in told.items] == [*"5" * 7, *"1???", *"-" * 8]
    assert all(item.mean is not None for item in told.items)
    assert own(INSTRUMENT, READY, "35?5..." + "." * 16) is None
    assert own(INSTRUMENT, READY, "35?15.." + "." * 16) == 62.5


def test_what_changed_since_the_last_wave_is_told() -> None:
    """The last wave's figures as they were published, where they were public."""
    past = cells(reference("vectors_onecity.csv"))
    told = result(INSTRUMENT, tell(past, earlier=past), "shu", None)
    assert told.before == "2024-05"
    assert [one.before for one in told.indices] == [one.value for one in told.indices]
    assert result(INSTRUMENT, tell(past), "shu", None).before is None


def test_a_city_tells_what_it_expects_only_to_many() -> None:
    """Means as the digest froze them, from twice the minimum on; own answers stand beside them."""
    found = balanced(final=False)
    known = {layout.key: layout.instrument for layout in (EXPECTATIONS, PROBLEMS)}
    answers = {EXPECTATIONS.key: "52" + "?" * 13 + ".", PROBLEMS.key: "4" * 7}
    told = expected(known, found, "shu", answers)
    (block,) = (one.expectations for one in found.blocks if one.expectations)
    assert [(one.element, one.importance) for one in told.elements] == [
        (one.element, one.importance.mean) for one in block.gaps
    ]
    assert told.elements[0].mine == ("5", "2")
    assert told.elements[-1].mine == (), "not reached"
    assert {one.mine for one in told.problems} == {"4"}
    assert (told.people, told.needed) == (53, 10)
    few = expected(known, replace(found, minimum=27), "shu", answers)
    assert (few.elements, few.problems, few.needed) == ((), (), 54)
    assert not expected(known, found, "ayagoz", {}).elements


# With a telephone


@pytest.fixture(name="town")
async def _town(tmp_path: Path) -> AsyncIterator[Town]:
    """Nobody set a channel: what is published is for the people alone, and nothing is posted."""
    async with Town(tmp_path, channel_id=None) as town:
        await town.start()
        yield town


async def _publish(town: Town) -> None:
    """Recompute and freeze, as the clock does at the hour of the digest."""
    assert town.worker is not None
    office = town.worker.office
    now = datetime.now(UTC)

    def work(connection: Connection) -> bool:
        wave = waves.latest(connection)
        assert wave is not None
        return office.claim(connection, "", now.isoformat(), wave, now)

    assert await office.archive.write(work)


async def _crowd(town: Town, count: int) -> list[Phone]:
    phones = [town.phone(f"{number}") for number in range(count)]

    async def walk(phone: Phone, number: int) -> None:
        await enter(phone, KK, group="society" if number < 8 else "officials")
        await rate(phone, KK, "4" * 23)
        await phone.tap(KK("button-send"))

    await asyncio.gather(*(walk(phone, number) for number, phone in enumerate(phones)))
    return phones


async def test_results_are_shown_with_their_pictures(town: Town) -> None:
    """In the person's language: what the city says and expects, the photo above, one's own too."""
    phones = await _crowd(town, 10)

    async def walk(phone: Phone) -> None:
        for block, codes in (("expectations", "52" * 8), ("problems", "4" * 7)):
            await phone.tap(KK(f"instrument-{block}-2022.short"))
            await rate(phone, KK, codes)
            await phone.tap(KK("button-send"))

    await asyncio.gather(*map(walk, phones))
    phone = phones[0]
    await phone.say("/results")
    phone.sees(KK("results-unpublished"))
    await _publish(town)
    for language in LOCALES:
        say = TEXTS.speaking(language)
        await phone.say("/language")
        await phone.tap(say("language-name"))
        await _sees_the_city(phone, say)
        await _sees_what_it_expects(phone, say)
        await phone.tap(say("button-results"))
        await phone.waits_for(say("results-when"))


async def _sees_the_city(phone: Phone, say: Say) -> None:
    await phone.say("/results")
    await phone.waits_for(say("results-people", count=10))
    name = say("index-SCRI.report")
    phone.sees(
        say("results-title", city=say("city-shu")),
        say("results-index", name=name, percent=80, total=28, maximum=35),
        say("results-mine", value=75),
        say("button-mine"),
    )
    photo, text = phone.messages[-2:]
    assert ("photo" in photo.content, text.id) == (True, phone.message.id)
    assert photo.text == say("results-title", city=say("city-shu"))
    await phone.tap(say("button-mine"))
    phone.sees(say("mine-how"), f"1. {say('SCRI1.short')}: 4")
    await phone.tap(say("button-results"))
    await phone.waits_for(say("results-when"))


async def _sees_what_it_expects(phone: Phone, say: Say) -> None:
    await phone.tap(say("button-expect"))
    await phone.waits_for(say("expect-note"))
    health = say("element-healthcare")
    phone.sees(
        say("expect-title", city=say("city-shu")),
        say("results-people", count=10),
        say("expect-one", name=health, value=5),
        say("expect-two", name=health, importance=5, performance=2),
        say("expect-gravest"),
        f"{health}: 5 / 2 · ",
        say("balance-problems-source"),
    )
    photo, _ = phone.messages[-2:]
    assert "photo" in photo.content


async def test_a_published_figure_waits_for_five_new_people(town: Town) -> None:
    """What /results shows is the last publication, and the next one moves by several at once."""
    phone = (await _crowd(town, 10))[0]
    await _publish(town)
    shown = {await _results(phone)}
    other = town.phone("eleventh")
    await enter(other, KK)
    await rate(other, KK, "1" * 23)
    await other.tap(KK("button-send"))
    shown.add(await _results(phone))
    await _publish(town)
    shown.add(await _results(phone))
    assert len(shown) == 1, "one newcomer moves nothing"


async def _results(phone: Phone) -> str:
    await phone.say("/results")
    await phone.waits_for(KK("results-when"))
    return phone.text


async def test_without_a_channel_people_are_told_all_the_same(town: Town) -> None:
    """The clock publishes for the people; nothing is posted anywhere."""
    phones = await _crowd(town, 10)
    assert town.worker is not None
    later = datetime.now(UTC) + timedelta(days=400)
    assert await town.worker.office.claim_due(later)
    assert not await town.worker.office.claim_due(later), "once a period"
    assert KK("results-people", count=10) in await _results(phones[0])
    assert town.emulator.messages(town.channel) == []


def test_nobody_is_told_of_a_city_that_was_not_published() -> None:
    """A city without answers has no people and no figures."""
    told = result(INSTRUMENT, tell(cells(reference("vectors_onecity.csv"))), "aktau", None)
    assert told == CityResult("aktau", 0, 10, wave=told.wave, made=told.made)
