from __future__ import annotations

from tests.town import TEXTS, Town, enter, rate


async def test_walk(town: Town) -> None:
    """x."""
    phone, say = town.phone(), TEXTS.speaking("kk")
    await enter(phone, say)
    await rate(phone, say, "12345?-" * 3 + "12")
    phone.sees(say("button-send"))
    await phone.tap(say("button-send"))
    phone.sees(say("done-thanks"))
    print(town.responses(), phone.screen, town.refused())
