"""What interviews were about: themes by people, the coders' agreement, allowed quotations. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.interviews.gathering import Gathered
from bot.reporting.cells import HIDDEN
from bot.reporting.document import Block, Points, Table, Words
from bot.texts import Say
from scoring.interviews.coded import ThemeFound
from scoring.interviews.themes import Theme


def interviews(gathered: Gathered | None, minimum: int, say: Say) -> Iterator[Block]:
    """Write what coders came to; of fewer people than the minimum, nothing but that."""
    if gathered is None or not gathered.coded.people:
        return
    found = gathered.coded
    if found.people < minimum:
        yield Words(say("report-interviews-few", minimum=minimum))
        return
    about = {"people": found.people, "sentences": found.sentences, "coders": len(found.coders)}
    yield Words(say("report-interviews-about", **about))
    judged = {one.theme: one for one in found.themes}
    rows = [_row(theme, judged[theme.code], minimum, say) for theme in gathered.themes]
    whole = (say("tables-all"), str(found.people), _alpha(found.whole.alpha, say))
    yield Table(
        say("report-themes"),
        (say("report-theme"), say("report-people"), say("report-alpha"), say("report-trust")),
        (*rows, (*whole, say(f"report-trust-{found.whole.trust.value}"))),
    )
    yield Words(say("report-themes-note", minimum=minimum), small=True)
    for theme in gathered.themes:
        told = [one for one in found.quotations if one.theme == theme.code]
        if told:
            yield Words(say("report-quoted", theme=theme.labels[say.language]))
            yield Points(
                tuple(
                    say(
                        "report-quotation",
                        text=one.text,
                        group=say(f"group-{one.group}.report"),
                        city=say(f"city-{one.city}"),
                    )
                    for one in told
                )
            )


def _row(theme: Theme, found: ThemeFound, minimum: int, say: Say) -> tuple[str, ...]:
    shown = found.coding.publishable and found.people >= minimum
    return (
        theme.labels[say.language],
        str(found.people) if shown else HIDDEN,
        _alpha(found.coding.alpha, say),
        say(f"report-trust-{found.coding.trust.value}"),
    )


def _alpha(alpha: float | None, say: Say) -> str:
    return HIDDEN if alpha is None else say("report-alpha-value", value=alpha)
