from __future__ import annotations

import asyncio
from pathlib import Path

from scoring.instrument import SKIPPED
from tests.town import INSTRUMENT, TEXTS, Town, enter, label, rate, title

KK, RU, EN = (TEXTS.speaking(code) for code in ("kk", "ru", "en"))
CODES = "12345?-54321-?1122334455"[:23]


async def test_a_whole_walk_leaves_exactly_what_was_tapped(town: Town) -> None:
    """From /start to the thanks in one message; the record holds every answer and its language."""
    phone = town.phone()
    await enter(phone, KK)
    for item, code in zip(INSTRUMENT.items, CODES, strict=True):
        index, _ = INSTRUMENT.section_of(item)
        phone.sees(KK(item.id), KK(f"{item.id}.question"), KK(f"index-{index.id}"))
        phone.sees(KK("question-header", number=item.number, total=23))
        assert [row[0] for row in phone.buttons[:3]] == [
            "1",
            KK("button-unknown"),
            KK("button-refuse"),
        ]
        await phone.tap(label(KK, code))
    phone.sees(KK("review-title", city=KK("city-shu")))
    assert not town.responses()[0].complete
    await phone.tap(KK("button-send"))
    phone.sees(KK("done-thanks"))
    (response,) = town.responses()
    assert (response.answers, response.languages) == (CODES, "k" * 23)
    assert (response.city, response.stakeholder_group) == ("shu", "society")
    assert (response.language, response.complete) == ("kk", True)
    assert len(phone.messages) == 2, phone.screen  # /start, and one message for everything


async def test_the_bot_may_end_between_any_two_taps(tmp_path: Path) -> None:
    """Each tap meets a bot that remembers nothing, and the walk goes on as if nothing had been."""
    async with Town(tmp_path) as town:
        phone = town.phone(language_code="ru")
        await town.start()
        await enter(phone, RU)
        for number, code in enumerate(CODES, start=1):
            await town.restart()
            phone.sees(title(RU, number))
            await phone.tap(label(RU, code))
        await town.restart()
        await phone.tap(RU("button-send"))
        phone.sees(RU("done-thanks"))
        (response,) = town.responses()
        assert (response.answers, response.complete) == (CODES, True)
        assert len(phone.messages) == 2, phone.screen


async def test_the_bots_process_may_be_killed_between_taps(tmp_path: Path) -> None:
    """`python -m bot run`, ended by SIGTERM and SIGKILL in turn: what was seen as answered is kept.

    A tap that finds no bot waits for the next one and is then applied once.
    """
    async with Town(tmp_path) as town:
        phone = town.phone(language_code="en")
        phone.patience = 30
        await town.launch()
        await enter(phone, EN)
        await rate(phone, EN, CODES[:8])
        assert await town.end() == 0
        waiting = asyncio.create_task(phone.tap(label(EN, CODES[8])))
        await asyncio.sleep(0)
        await town.launch()
        await waiting
        await rate(phone, EN, CODES[9:16])
        assert await town.kill() != 0
        phone.sees(title(EN, 17))
        waiting = asyncio.create_task(phone.tap(label(EN, CODES[16])))
        await asyncio.sleep(0)
        await town.launch()
        await waiting
        await rate(phone, EN, CODES[17:])
        await phone.tap(EN("button-send"))
        phone.sees(EN("done-thanks"))
        assert await town.end() == 0
        (response,) = town.responses()
        assert (response.answers, response.languages) == (CODES, "e" * 23)
        assert response.complete


async def test_an_answer_is_changed_from_the_review(town: Town) -> None:
    """Every answer is on the review; a tap on its button opens it, and the change is kept."""
    phone = town.phone()
    await enter(phone, KK)
    await rate(phone, KK, CODES)
    for item, code in zip(INSTRUMENT.items, CODES, strict=True):
        phone.sees(KK(f"{item.id}.short"), f"{item.number} · {code.replace(SKIPPED, '—')}")
    await phone.tap("9 · ")
    phone.sees(title(KK, 9), KK("edit-header"))
    await phone.tap("1")
    phone.sees("9 · 1")
    await phone.tap(KK("button-send"))
    await phone.tap(KK("button-change-answers"))
    await phone.tap("23 · ")
    await phone.tap(KK("button-refuse"))
    await phone.tap(KK("button-send"))
    (response,) = town.responses()
    assert response.answers == CODES[:8] + "1" + CODES[9:22] + "-"
    assert response.complete


async def test_a_further_city_is_a_further_response(town: Town) -> None:
    """Two cities of one person are two rows; all rated, no further one is offered."""
    phone = town.phone()
    await enter(phone, KK, "shu")
    await rate(phone, KK, "1" * 23)
    await phone.tap(KK("button-send"))
    for city, code in (("ayagoz", "2"), ("shalkar", "3")):
        await phone.tap(KK("button-another-city"))
        await phone.tap(KK(f"city-{city}"))
        phone.sees(title(KK, 1))
        await rate(phone, KK, code * 23)
        await phone.tap(KK("button-send"))
        phone.sees(KK("done-thanks"))
    phone.sees(KK("done-all-cities"))
    rows = [(r.city, r.answers[0], r.stakeholder_group, r.complete) for r in town.responses()]
    assert rows == [
        ("shu", "1", "society", True),
        ("ayagoz", "2", "society", True),
        ("shalkar", "3", "society", True),
    ]
    assert len({response.respondent_id for response in town.responses()}) == 1


async def test_withdrawing_leaves_nothing(town: Town) -> None:
    """No table holds a word of a person who left; of the response only an empty shell is left."""
    phone = town.phone()
    await phone.say("/start shu_ict_poster7")
    await phone.tap(KK("language-name"))
    await phone.tap(KK("consent-agree"))
    await rate(phone, KK, "123")
    await phone.say("/withdraw")
    await phone.tap(KK("withdraw-yes"))
    phone.sees(KK("withdraw-done"))
    traces = town.traces()
    (shell,) = traces.pop("Response")
    assert traces == {}
    assert (shell.respondent_id, shell.answers, shell.languages, shell.language) == (
        None,
        "",
        "",
        "",
    )
    await phone.tap(KK("button-start"))
    phone.sees(KK("welcome"), RU("welcome"), EN("welcome"))


async def test_who_comes_back_days_later_goes_on_at_the_same_question(town: Town) -> None:
    """Later, /start, another phone of the same account: always the same item."""
    phone = town.phone()
    await enter(phone, KK)
    await rate(phone, KK, "12345")
    await phone.tap(KK("button-later"))
    phone.sees(KK("later-text", count=18))
    await town.restart()
    await phone.say("/start")
    phone.sees(KK("resume-text", city=KK("city-shu"), number=6, total=23))
    await phone.tap(KK("button-continue"))
    phone.sees(title(KK, 6))
    await phone.say("/continue")
    phone.sees(title(KK, 6))
    await rate(phone, KK, "5")
    assert town.responses()[0].answers == "123455" + "." * 17


async def test_at_the_end_only_the_sending_is_left(town: Town) -> None:
    """Who pauses on the review is told that all is answered, not how much is left."""
    phone = town.phone()
    await enter(phone, KK)
    await rate(phone, KK, CODES)
    await phone.tap(KK("button-later"))
    phone.sees(KK("later-text", count=0))


async def test_a_deep_link_leaves_out_what_it_answers(town: Town) -> None:
    """The payload outlives language and consent, and a restart between them."""
    phone = town.phone("Олег", "ru")
    await phone.say("/start shu_society_ru_poster7")
    await town.restart()
    await phone.tap(RU("language-name"))
    await town.restart()
    await phone.tap(RU("consent-agree"))
    phone.sees(title(RU, 1))
    (response,) = town.responses()
    assert (response.city, response.stakeholder_group) == ("shu", "society")
    (person,) = town.traces()["Respondent"]
    assert person.invitation == "shu_society_ru_poster7"


async def test_who_declines_may_change_their_mind(town: Town) -> None:
    """A refusal is respected and kept, more can be read, and the way back stays open."""
    phone = town.phone()
    await phone.say("/start")
    await phone.tap(KK("language-name"))
    await phone.tap(KK("consent-more-button"))
    phone.sees("2026-11", town.settings.operator)
    await phone.tap(KK("consent-decline"))
    phone.sees(KK("consent-declined"))
    await phone.tap(KK("consent-reconsider"))
    phone.sees(KK("city-ask"))
    given = [(row.agreed, row.version, row.language) for row in town.traces()["Consent"]]
    assert given == [(False, "2026-11", "kk"), (True, "2026-11", "kk")]
