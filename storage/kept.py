"""All that is kept of one person, for themselves to see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from storage.models import (
    Coding,
    Consent,
    Contact,
    DeadLetter,
    Nudge,
    OpenAnswer,
    Passage,
    Respondent,
    Response,
    Transcript,
    Wave,
)


@dataclass(frozen=True, slots=True)
class KeptConsent:
    """What was agreed to or declined, when, and in which language the notice was shown."""

    purpose: str
    version: str
    language: str
    agreed: bool
    given_at: datetime


@dataclass(frozen=True, slots=True)
class KeptPassage:
    """A passage of a text that somebody put under a theme; `quote`: as worth quoting."""

    start: int
    stop: int
    theme: str
    quote: bool


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """What was written or said to an open question; a voice has its length in seconds.

    `transcript` is what a coordinator typed of a voice, `passages` what was marked in either;
    `quoted` says that a report may quote it.
    """

    item: str
    kind: str
    text: str | None
    seconds: int | None
    language: str
    given_at: datetime
    transcript: str | None = None
    quoted: bool = False
    passages: tuple[KeptPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """The answers about one city in one wave to one instrument, as the record holds them."""

    wave: str
    instrument: str
    city: str
    stakeholder_group: str
    answers: str
    languages: str
    complete: bool
    started_at: datetime
    completed_at: datetime | None
    messages: tuple[KeptMessage, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptNudge:
    """Something that was or is to be said unasked."""

    wave: str
    kind: str
    due_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A person as the record has them; `letters` are updates of theirs that went wrong."""

    pseudonym: str
    language: str | None
    city: str | None
    block: str | None
    invitation: str | None
    vouched: str
    recontact: bool | None
    stopped_at: datetime | None
    created_at: datetime
    chat_id: int
    letters: int
    consents: tuple[KeptConsent, ...] = ()
    sheets: tuple[KeptSheet, ...] = ()
    nudges: tuple[KeptNudge, ...] = ()


def of(connection: Connection, person: int) -> Kept | None:
    """Everything under a person's id; None where nothing is."""
    row = connection.execute(
        select(
            Respondent.pseudonym,
            Respondent.language,
            Respondent.city,
            Respondent.block,
            Respondent.invitation,
            Respondent.vouched,
            Respondent.recontact,
            Respondent.stopped_at,
            Respondent.created_at,
            Contact.chat_id,
        )
        .join(Contact, Contact.respondent_id == Respondent.id)
        .where(Respondent.id == person)
    ).first()
    if row is None:
        return None
    consents = select(
        Consent.purpose, Consent.version, Consent.language, Consent.agreed, Consent.given_at
    ).where(Consent.respondent_id == person)
    sheets = (
        select(
            Response.id,
            Wave.name,
            Response.instrument,
            Response.city,
            Response.stakeholder_group,
            Response.answers,
            Response.languages,
            Response.complete,
            Response.started_at,
            Response.completed_at,
        )
        .join(Wave, Wave.id == Response.wave_id)
        .where(Response.respondent_id == person)
    )
    said = (
        select(Wave.name, Nudge.kind, Nudge.due_at, Nudge.sent_at)
        .join(Wave, Wave.id == Nudge.wave_id)
        .where(Nudge.respondent_id == person)
    )
    letters = select(DeadLetter.id).where(DeadLetter.chat_id == row.chat_id)
    return Kept(
        **row._mapping,  # noqa: SLF001 - its public name
        letters=len(connection.execute(letters).all()),
        consents=tuple(KeptConsent(*r) for r in connection.execute(consents.order_by(Consent.id))),
        sheets=tuple(
            replace(KeptSheet(*row), messages=_messages(connection, key))
            for key, *row in connection.execute(sheets.order_by(Response.id)).all()
        ),
        nudges=tuple(KeptNudge(*r) for r in connection.execute(said.order_by(Nudge.due_at))),
    )


def _messages(connection: Connection, response: int) -> tuple[KeptMessage, ...]:
    columns = (OpenAnswer.item, OpenAnswer.kind, OpenAnswer.text, OpenAnswer.seconds)
    made = (Transcript.text, OpenAnswer.quoted)
    query = (
        select(*columns, OpenAnswer.language, OpenAnswer.given_at, *made, OpenAnswer.id)
        .outerjoin(Transcript, Transcript.open_answer_id == OpenAnswer.id)
        .where(OpenAnswer.response_id == response)
        .order_by(OpenAnswer.id)
    )
    return tuple(
        KeptMessage(*row[:-1], passages=_passages(connection, row[-1]))
        for row in connection.execute(query)
    )


def _passages(connection: Connection, answer: int) -> tuple[KeptPassage, ...]:
    query = (
        select(Passage.start, Passage.stop, Passage.theme, Passage.quote)
        .join(Coding, Coding.id == Passage.coding_id)
        .where(Coding.open_answer_id == answer)
        .order_by(Coding.id, Passage.start, Passage.stop, Passage.theme)
    )
    return tuple(KeptPassage(*row) for row in connection.execute(query))
