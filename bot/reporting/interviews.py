"""What interviews were about: themes by people, the coders' agreement, allowed quotations. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.reporting.cells import HIDDEN
from bot.reporting.document import Block, Points, Table, Words
from bot.texts import Say
from scoring.interviews.coded import Quotation
from scoring.interviews.published import Agreed, InterviewFigures
from scoring.interviews.themes import Theme


@dataclass(frozen=True, slots=True)
class Heard:
    """The words beside the frozen figures, as they stand: themes, and what may be quoted."""

    themes: Sequence[Theme]
    quotations: Sequence[Quotation]


def interviews(
    told: InterviewFigures | None, heard: Heard | None, minimum: int, say: Say
) -> Iterator[Block]:
    """Write what coders came to, once it may be told."""
    if told is None or told.whole is None or heard is None:
        return
    about = {"people": told.behind, "sentences": told.sentences, "coders": told.coders}
    yield Words(say("report-interviews-about", **about))
    yield Table(
        say("report-themes"),
        (say("report-theme"), say("report-people"), say("report-alpha"), say("report-trust")),
        (
            *(_row(one.labels[say.language], told.themes[one.code], say) for one in heard.themes),
            _row(say("tables-all"), told.whole, say),
        ),
    )
    for note in ("report-themes-note", "report-interviews-held"):
        yield Words(say(note, minimum=minimum), small=True)
    for theme in heard.themes:
        quoted = [one for one in heard.quotations if one.theme == theme.code]
        if quoted and told.themes[theme.code].trust.publishable:
            yield Words(say("report-quoted", theme=theme.labels[say.language]))
            yield Points(
                tuple(
                    say(
                        "report-quotation",
                        text=one.text,
                        group=say(f"group-{one.group}.report"),
                        city=say(f"city-{one.city}"),
                    )
                    for one in quoted
                )
            )


def _row(name: str, agreed: Agreed, say: Say) -> tuple[str, ...]:
    people = HIDDEN if agreed.people is None else str(agreed.people)
    alpha = HIDDEN if agreed.alpha is None else say("report-alpha-value", value=agreed.alpha)
    return name, people, alpha, say(f"report-trust-{agreed.trust.value}")
