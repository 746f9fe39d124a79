"""Single-use invitations: a seal that nobody else makes, and groups that nobody else enters."""

from __future__ import annotations

import asyncio
import string
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from bot.delivery.ingest import Fate
from bot.interviewer import View
from bot.invitations import LIMIT, Invitation, Invitations
from bot.screens.screen import Screen
from scoring.groups import GROUPS
from scoring.instrument import load
from storage import invitations
from storage.archive import Archive
from tests.mailroom import Mailroom, Update
from tests.phone import Phone
from tests.town import TEXTS, Town, rate
from tests.walker import SCREENS, SURVEY, Walker

KK = TEXTS.speaking("kk")
MAKER = Invitations(b"a secret that everybody knows")
SIGNS = string.ascii_letters + string.digits + "_-"
CITIES = st.from_regex(r"[a-z][a-z0-9-]{0,29}", fullmatch=True)
AYGUL, ERBOL, DANA = 7_000_000_001, 7_000_000_002, 7_000_000_003
INTERVIEW = load("interview-2022")
VOUCHED = frozenset({"officials", "planners"})


# The seal


@given(CITIES, st.sampled_from(GROUPS))
def test_an_invitation_fits_a_link_and_says_what_it_was_made_for(city: str, group: str) -> None:
    """Any city and group come back, in at most 64 of the characters that a link may carry."""
    payload = MAKER.make([city, group])
    assert len(payload) <= LIMIT
    assert set(payload) <= set(SIGNS)
    found = MAKER.open(payload)
    assert found is not None
    assert (found.city, found.group, found.used) == (city, group, False)


@given(st.sampled_from(GROUPS), st.data())
def test_whatever_is_changed_breaks_the_seal(group: str, data: st.DataObject) -> None:
    """Another character anywhere, one more or one less, and it is no invitation."""
    payload = MAKER.make(["shu", group, "ru", "akimat"])
    where = data.draw(st.integers(0, len(payload) - 1))
    sign = data.draw(st.sampled_from(SIGNS.replace(payload[where], "")))
    assert MAKER.open(payload[:where] + sign + payload[where + 1 :]) is None
    assert MAKER.open(payload[:where] + payload[where + 1 :]) is None
    assert MAKER.open(payload + sign) is None


@given(st.text(max_size=70) | st.text(max_size=60).map("1_".__add__))
def test_no_text_is_taken_for_an_invitation(text: str) -> None:
    """Whatever somebody writes after /start is refused and never an error."""
    assert MAKER.open(text) is None


def test_another_key_neither_opens_nor_marks_the_same() -> None:
    """A link of another installation is foreign; a mark cannot be found without the key."""
    other, payload = Invitations(b"another secret of theirs"), MAKER.make(["shu", "ict"])
    assert other.open(payload) is None
    found = MAKER.open(payload)
    assert found is not None
    assert found.mark not in payload
    assert len({MAKER.make(["shu", "ict"]) for _ in range(1000)}) == 1000


# The walk


def _walker(*invitations: str, used: bool = False, vouched: frozenset[str] = VOUCHED) -> Walker:
    """Somebody before a survey with vouched groups, which knows these invitations."""
    opened = {one: MAKER.open(one) for one in invitations}
    known = {one: replace(found, used=used) for one, found in opened.items() if found}
    return Walker(replace(SURVEY, vouched=vouched, invitations=known))


def _agreed(walker: Walker, start: str = "/start") -> Walker:
    walker.say(start)
    walker.press("language:kk", "agree")
    return walker


def _groups(walker: Walker) -> list[str]:
    taps = [button.tap.partition(":") for button in walker.buttons]
    return [code for verb, _, code in taps if verb == "group"]


def test_an_invitation_is_used_with_the_consent_and_leads_to_the_first_question() -> None:
    """Opening and reading it use nothing up; agreeing does, and city and group are chosen."""
    link = MAKER.make(["shu", "officials", "kk", "akimat"])
    walker = _walker(link)
    assert walker.say(f"/start {link}").used == ""
    assert walker.turn.view == View("language", likely="kk")
    assert walker.press("language:ru").used == ""
    turn = walker.press("agree")
    assert (turn.used, turn.view) == (link, View("item", "SCRI1"))
    assert walker.sheet.group == "officials"
    assert turn.person.vouched == "officials"
    assert turn.person.invitation == "shu_officials", "which link it was does not stay"


@pytest.mark.parametrize("start", ["/start", "/start shu_officials", "/start shu_officials_x"])
def test_without_an_invitation_a_vouched_group_is_neither_offered_nor_accepted(start: str) -> None:
    """Not on the screen, not by a forged or old button, not by a link for many."""
    walker = _agreed(_walker(), start)
    walker.press("city:shu")
    assert _groups(walker) == ["ict", "society", "researchers"]
    turn = walker.press("group:officials")
    assert (turn.toast, turn.view) == ("error-old-button", View("group"))
    assert not walker.shown.sheets


def test_no_second_city_wave_or_block_opens_a_vouched_group() -> None:
    """Who answered for a group before it needed vouching goes on there, and nowhere else."""
    walker = Walker(replace(SURVEY, blocks=(INTERVIEW,)))
    _agreed(walker, "/start shu_officials")
    walker.press(*(f"rate:{item.id}:3" for item in SURVEY.instrument.items))
    walker.press("send")
    assert f"block:{INTERVIEW.name}" in [button.tap for button in walker.buttons]
    walker.survey = replace(walker.survey, vouched=VOUCHED)
    turn = walker.press(f"block:{INTERVIEW.name}")
    assert (turn.toast, turn.view) == ("error-old-button", View("done"))
    assert f"block:{INTERVIEW.name}" not in [button.tap for button in walker.buttons]
    walker.press("another", "city:ayagoz")
    assert walker.turn.view == View("group")
    assert "officials" not in _groups(walker)
    walker.begin_wave(2)
    walker.press("back", "city:shu")
    assert walker.turn.view == View("group")
    assert "officials" not in _groups(walker)


def test_a_block_that_was_begun_is_ended_though_its_group_needs_vouching_by_now() -> None:
    """What an operator sets meanwhile takes no question from under anybody's hand."""
    walker = Walker(replace(SURVEY, blocks=(INTERVIEW,)))
    _agreed(walker, "/start shu_officials")
    walker.press(*(f"rate:{item.id}:3" for item in SURVEY.instrument.items))
    walker.press("send", f"block:{INTERVIEW.name}")
    asked = walker.turn.view
    walker.survey = replace(walker.survey, vouched=VOUCHED)
    walker.say("/continue")
    assert walker.turn.view == asked != View("done")


def test_who_declines_does_not_keep_the_link() -> None:
    """It is still good for somebody else, and nothing shows that they had it in their hand."""
    link = MAKER.make(["shu", "officials"])
    walker = _walker(link)
    walker.say(f"/start {link}")
    walker.press("language:kk", "decline")
    assert walker.turn.person.invitation is None
    walker.say(f"/start {link}")
    assert walker.press("agree").used == link


def test_what_was_vouched_for_stays_in_other_cities_and_the_next_wave() -> None:
    """Once vouched for, a person speaks for their group wherever they answer."""
    link = MAKER.make(["shu", "officials"])
    walker = _agreed(_walker(link), f"/start {link}")
    walker.press(*(f"rate:{item.id}:3" for item in SURVEY.instrument.items), "send", "another")
    walker.press("city:ayagoz")
    assert walker.sheet.group == "officials"
    walker.begin_wave(2)
    walker.say("/start")
    walker.press("city:shalkar")
    assert walker.sheet.group == "officials"


@pytest.mark.parametrize(
    ("used", "link", "hint"),
    [
        (True, MAKER.make(["shu", "officials"]), "hint-invitation-used"),
        (False, Invitations(b"of somebody else").make(["shu", "officials"]), "hint-invitation-bad"),
        (False, MAKER.make(["shu", "officials"])[:-1], "hint-invitation-bad"),
        (False, "1_", "hint-invitation-bad"),
        (False, "1_shu_officials_" + "ә" * 19, "hint-invitation-bad"),
    ],
    ids=["used", "foreign", "cut", "empty", "forged"],
)
def test_an_invitation_that_is_no_good_costs_a_kind_word_and_nothing_else(
    used: bool, link: str, hint: str
) -> None:
    """Used, foreign, cut or forged: the usual first screen, and the walk of anybody."""
    walker = _walker(link, used=used)
    turn = walker.say(f"/start {link}")
    assert (turn.hint, turn.view.name) == (hint, "language")
    shown = SCREENS.hinted(walker.screen, turn.hint, turn.person.language)
    assert all(TEXTS.speaking(one)(hint) in shown.text for one in TEXTS.languages)
    walker.press("language:kk", "agree", "city:shu", "group:society")
    assert walker.turn.view == View("item", "SCRI1")
    assert walker.shown.vouched == ""


def test_an_invitation_that_was_used_meanwhile_is_told_with_the_consent() -> None:
    """Of two who hold one link the later to agree goes on as anybody."""
    link = MAKER.make(["shu", "officials"])
    walker = _walker(link)
    walker.say(f"/start {link}")
    walker.press("language:kk")
    known = {link: replace(walker.survey.invitations[link], used=True)}
    walker.survey = replace(walker.survey, invitations=known)
    turn = walker.press("agree")
    assert (turn.hint, turn.used, turn.view.name) == ("hint-invitation-used", "", "city")


def test_who_is_vouched_for_already_uses_up_nothing_more() -> None:
    """One's own link again, and another of the same group, just go on."""
    link, spare = (MAKER.make(["shu", "officials"]) for _ in range(2))
    walker = _agreed(_walker(link, spare), f"/start {link}")
    walker.press("rate:SCRI1:4")
    for again in (link, spare):
        turn = walker.say(f"/start {again}")
        assert (turn.used, turn.hint, turn.view.name) == ("", "", "resume")
        assert turn.person.invitation == "shu_officials"


def test_who_takes_part_already_uses_a_link_by_opening_it() -> None:
    """What they have answered in its city is given for its group from then on."""
    link = MAKER.make(["shu", "officials"])
    walker = _agreed(_walker(link), "/start shu_society")
    walker.press("rate:SCRI1:4")
    turn = walker.say(f"/start {link}")
    assert (turn.used, turn.view.name) == (link, "resume")
    assert (walker.sheet.group, walker.sheet.answers[0]) == ("officials", "4")


def _plain(screen: Screen) -> str:
    return screen.text.replace("&amp;", "&")


@pytest.mark.parametrize("language", TEXTS.languages)
def test_the_group_screen_says_who_answers_by_invitation_and_whom_to_ask(language: str) -> None:
    """The names of the groups, and the contact where an operator has set one."""
    walker = _walker()
    walker.say("/start")
    walker.press(f"language:{language}", "agree", "city:shu")
    say = TEXTS.speaking(language)
    names = ", ".join(say(f"group-{code}.report") for code in ("officials", "planners"))
    assert say("vouched-groups", groups=names) in _plain(walker.screen)
    assert say("vouched-contact", contact="mail@example.org") in _plain(walker.screen)


def test_where_all_groups_need_vouching_a_stranger_is_told_so_at_once() -> None:
    """A screen of its own instead of a notice to agree to and an empty list."""
    walker = _walker(vouched=frozenset(GROUPS))
    walker.say("/start")
    assert walker.press("language:kk").view == View("uninvited")
    assert walker.press("agree", "city:shu").view == View("uninvited")
    assert KK("vouched-only") in walker.screen.text
    assert [button.tap for button in walker.buttons] == ["results", "languages"]
    walker.press("back")
    assert walker.turn.view == View("uninvited")


def test_where_all_groups_need_vouching_the_invited_walk_as_ever() -> None:
    """The notice, the consent, the first question."""
    link = MAKER.make(["shu", "society"])
    walker = _walker(link, vouched=frozenset(GROUPS))
    walker.say(f"/start {link}")
    assert walker.press("language:kk").view == View("consent")
    assert walker.press("agree").view == View("item", "SCRI1")


# The record


def _link(room: Mailroom) -> str:
    return room.seals.invitations.make(["shu", "officials"])


async def _hold(room: Mailroom, link: str, *chats: int) -> None:
    """These people have opened a link and read the notice."""
    for chat in chats:
        await room.take(room.said(chat, f"/start {link}"), room.tapped(chat, "language:kk", ""))


def _vouched(room: Mailroom) -> list[int]:
    return [chat for chat in (AYGUL, ERBOL) if room.known(chat).vouched == "officials"]


async def test_in_one_batch_the_first_to_agree_is_vouched_for(room: Mailroom) -> None:
    """One invitation, two people: one of them, and the other goes on as anybody."""
    link = _link(room)
    await _hold(room, link, AYGUL, ERBOL)
    assert room.rows("used_invitation") == []
    await room.take(*(room.tapped(chat, "agree", "") for chat in (ERBOL, AYGUL)))
    assert _vouched(room) == [ERBOL]
    assert room.known(ERBOL).sheets["shu"].group == "officials"
    assert room.known(AYGUL).place == "city"
    assert len(room.rows("used_invitation")) == 1


async def test_two_workers_race_for_one_invitation(room: Mailroom, second: Mailroom) -> None:
    """Exactly one person is vouched for; the batch that lost is applied whole all the same."""
    link, fates = _link(room), list[Fate]()
    await _hold(room, link, AYGUL, ERBOL)
    second.ingest._told = lambda told, _: fates.extend(told)
    mate, tasks = second.entry(DANA, "ict"), list[asyncio.Task[object]]()
    loop = asyncio.get_running_loop()

    def meanwhile(*_: object) -> None:
        """While the first worker is about to commit, the second looks, too, and has to wait."""
        late = [second.tapped(ERBOL, "agree", "", number=900), *mate]
        for update in late[1:]:
            update["update_id"] += 1000
        begun = asyncio.run_coroutine_threadsafe(_begin(second, late, tasks), loop)
        begun.result(10)

    event.listen(room.archive.engine, "commit", meanwhile, once=True)
    await room.take(room.tapped(AYGUL, "agree", ""))
    await asyncio.gather(*tasks)
    assert _vouched(room) == [AYGUL]
    assert room.known(ERBOL).place == "city"
    assert room.known(DANA).sheets["shu"].group == "ict"
    assert {fate.outcome for fate in fates} == {"applied"}
    assert room.rows("dead_letter") == []


async def _begin(
    worker: Mailroom, batch: Sequence[Update], tasks: list[asyncio.Task[object]]
) -> None:
    """The worker is inside its transaction, or waits for its turn to begin one."""
    tasks.append(asyncio.create_task(worker.take(*batch)))
    if not worker.archive.embedded:
        await asyncio.to_thread(_waits, worker.archive)


def _waits(archive: Archive) -> None:
    """Until a transaction waits for another one's insert to be decided."""
    query = "SELECT count(*) FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted"
    for _ in range(1000):
        with archive.read() as connection:
            if connection.exec_driver_sql(query).scalar():
                return
    raise AssertionError("the second worker never came to the invitation")


async def test_an_update_that_comes_twice_uses_an_invitation_once(room: Mailroom) -> None:
    """Redelivery changes nothing, for the person and for the invitation."""
    link = _link(room)
    await _hold(room, link, AYGUL)
    agree = room.tapped(AYGUL, "agree", "")
    await room.take(agree)
    before = room.everything()
    await room.take(agree)
    assert room.everything() == before
    await room.take(room.said(AYGUL, f"/start {link}"))
    assert len(room.rows("used_invitation")) == 1
    assert _vouched_of(room, AYGUL) == "officials"


async def test_a_server_does_not_tell_whose_mark_is_whose(room: Mailroom) -> None:
    """Neither a transaction's number nor the place of a row joins a mark and a consent."""
    for chat in (AYGUL, ERBOL, DANA):
        await _hold(room, link := _link(room), chat)
        await room.take(room.tapped(chat, "agree", ""))
    before = room.rows("used_invitation")
    assert _joined(room) == (0 if room.archive.embedded else 3)
    with room.archive.begin() as connection:
        invitations.shuffle(connection)
    after = room.rows("used_invitation")
    assert (_joined(room), sorted(after)) == (0, sorted(before))
    assert room.archive.embedded or after == sorted(after)
    await _hold(room, link, ERBOL)
    await room.take(room.tapped(ERBOL, "agree", ""))
    assert len(room.rows("used_invitation")) == len(before), "each is still used"


def _joined(room: Mailroom) -> int:
    """How many marks the server itself joins with a consent."""
    if room.archive.embedded:
        return 0
    query = (
        "SELECT count(DISTINCT mark) FROM used_invitation u"
        " JOIN consent c ON c.xmin::text = u.xmin::text"
    )
    with room.archive.read() as connection:
        return int(connection.exec_driver_sql(query).scalar_one())


def _vouched_of(room: Mailroom, chat: int) -> str:
    return room.known(chat).vouched


async def test_who_agrees_and_withdraws_in_one_breath_has_used_it(room: Mailroom) -> None:
    """The person is gone, the invitation is used all the same."""
    link = _link(room)
    await _hold(room, link, AYGUL)
    taps = (room.tapped(AYGUL, "agree", ""), room.tapped(AYGUL, "withdraw"))
    await room.take(*taps)
    assert room.person(AYGUL) is None
    await _hold(room, link, ERBOL)
    await room.take(room.tapped(ERBOL, "agree", ""))
    assert room.known(ERBOL).vouched == ""


# The whole of it, on a phone


@pytest.fixture(name="town")
async def _town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town whose officials are invited."""
    async with Town(tmp_path, vouched_groups="officials", contact="survey@example.kz") as town:
        await town.start()
        yield town


def _invitation(town: Town) -> str:
    return Invitations(town.settings.key()).make(["shu", "officials", "akimat77"])


async def _come(phone: Phone, payload: str) -> None:
    await phone.say(f"/start {payload}")
    await phone.tap(KK("language-name"))
    await phone.tap(KK("consent-agree"))


async def test_an_official_answers_leaves_and_leaves_no_trace(town: Town) -> None:
    """No table holds link, label or person after /withdraw, and the link is used for ever."""
    phone, payload = town.phone(), _invitation(town)
    await _come(phone, payload)
    await rate(phone, KK, "3" * 23)
    await phone.tap(KK("button-send"))
    await phone.say("/mydata")
    await phone.waits_for(KK("mydata-title"))
    phone.sees(KK("mydata-vouched", groups=KK("group-officials.report")))
    (response,) = town.responses()
    assert response.stakeholder_group == "officials"
    kept = repr(town.traces())
    assert not any(part in kept for part in (payload, payload[-12:], "akimat77")), "nor while here"

    await phone.say("/withdraw")
    await phone.tap(KK("withdraw-yes"))
    await phone.waits_for(KK("withdraw-done"))
    traces = town.traces()
    (mark,) = traces.pop("UsedInvitation")
    assert mark == (_mark(town, payload).mark,)
    assert {*traces} == {"Response"}, "the shell that corrects the tallies"
    other = town.phone("Ерлан")
    await other.say(f"/start {payload}")
    other.sees(*(TEXTS.speaking(one)("hint-invitation-used") for one in TEXTS.languages))
    await other.tap(KK("language-name"))
    await other.tap(KK("consent-agree"))
    await other.tap(KK("city-shu"))
    other.sees(
        KK("vouched-groups", groups=KK("group-officials.report")),
        KK("vouched-contact", contact="survey@example.kz"),
    )
    assert [KK("group-officials")] not in other.buttons


def _mark(town: Town, payload: str) -> Invitation:
    found = Invitations(town.settings.key()).open(payload)
    assert found is not None
    return found


async def test_a_forwarded_link_that_was_merely_opened_is_still_good(town: Town) -> None:
    """A colleague who only looks at it takes nothing from the one for whom it was meant."""
    payload, curious, meant = _invitation(town), town.phone("Ерлан"), town.phone()
    await curious.say(f"/start {payload}")
    await curious.tap(KK("language-name"))
    await _come(meant, payload)
    meant.sees(KK("SCRI1"))
    await curious.tap(KK("consent-agree"))
    curious.sees(KK("hint-invitation-used"), KK("city-ask"))
