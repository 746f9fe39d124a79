"""The tables. A response is one fixed-width text, one character an item (see `design.md`)."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from typing import Annotated, Any

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UTCDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC; SQLite forgets zones, so it is put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401 - the base's signature
        """Refuse a naive time: its zone would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        aware = value.astimezone(UTC)
        return aware.replace(tzinfo=None) if dialect.name == "sqlite" else aware

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the base's signature
        """Give the time back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Telegram's ids do not fit 32 bits; SQLite counts up only a column that says INTEGER.
BigId = BigInteger().with_variant(Integer, "sqlite")

Identity = Annotated[int, mapped_column(BigId, primary_key=True, autoincrement=True)]
Moment = Annotated[datetime, mapped_column(UTCDateTime())]
Code = Annotated[str, mapped_column(String(32))]


class Base(DeclarativeBase):
    """Named constraints, so that a migration can find them again."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Respondent(Base):
    """A person under a pseudonym, and where in the questionnaire they stand."""

    __tablename__ = "respondent"

    id: Mapped[Identity]
    pseudonym: Mapped[Code] = mapped_column(unique=True)
    language: Mapped[str | None] = mapped_column(String(2))
    place: Mapped[Code]
    city: Mapped[str | None] = mapped_column(String(32))
    block: Mapped[str | None] = mapped_column(String(32))  # the further block in hand, if one is
    consent: Mapped[str | None] = mapped_column(String(16))  # the version agreed to
    invitation: Mapped[str | None] = mapped_column(String(64))  # the deep link's payload
    # Groups that need vouching and that a used invitation has opened for them, apart by spaces.
    vouched: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    recontact: Mapped[bool | None]  # may be told of results and asked again; None: not asked yet
    stopped_at: Mapped[Moment | None]  # since then nothing is said to them unasked
    # What the list of withdrawals calls them: random, so it means nothing without this row.
    token: Mapped[str] = mapped_column(String(16), default=lambda: secrets.token_hex(8))
    turn: Mapped[int] = mapped_column(server_default="0")  # screens that were due so far
    spoken: Mapped[int] = mapped_column(server_default="0")  # the last one that was shown
    due_at: Mapped[Moment | None]  # when the last turn was made
    not_before: Mapped[Moment | None]  # until then somebody is at it, or Telegram asked to wait
    created_at: Mapped[Moment]

    # The id of a person who left is never given to another.
    __table_args__ = ({"sqlite_autoincrement": True},)


class Contact(Base):
    """How to reach a respondent: the only table that holds a Telegram id."""

    __tablename__ = "contact"

    respondent_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("respondent.id", ondelete="CASCADE"), primary_key=True
    )
    chat_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    message_id: Mapped[int | None] = mapped_column(BigInteger)  # the one that is edited in place
    blocked_at: Mapped[Moment | None]


class Consent(Base):
    """What was agreed to or declined, in which wording and language, and when."""

    __tablename__ = "consent"

    id: Mapped[Identity]
    respondent_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("respondent.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[str] = mapped_column(String(16), server_default="survey")  # or recontact
    version: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(2))
    agreed: Mapped[bool]
    given_at: Mapped[Moment]


class Withdrawal(Base):
    """That somebody left, and when: repeated on a backup that still holds them.

    `scrubbed` once nothing of them is left in the database's files either.
    """

    __tablename__ = "withdrawal"

    token: Mapped[str] = mapped_column(String(16), primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    scrubbed: Mapped[bool] = mapped_column(server_default=false())


class UsedInvitation(Base):
    """That a single-use invitation was used: a keyed hash of it, without a person or a time.

    In SQLite the rows lie in the order of the marks, so that not even their order tells who came.
    """

    __tablename__ = "used_invitation"
    __table_args__ = ({"sqlite_with_rowid": False},)

    mark: Mapped[Code] = mapped_column(primary_key=True)


class Wave(Base):
    """One round of fieldwork with one instrument version, and the blocks offered after it."""

    __tablename__ = "wave"

    id: Mapped[Identity]
    name: Mapped[Code] = mapped_column(unique=True)
    instrument: Mapped[Code]
    opened_at: Mapped[Moment]
    closed_at: Mapped[Moment | None]
    blocks: Mapped[str] = mapped_column(Text, server_default=text("''"))  # names, apart by spaces


class Response(Base):
    """One respondent's answers for one city in one wave to one instrument.

    `counted_*` is the copy that the tallies hold; `changed` says that it is out of date.
    A withdrawn response keeps its row without a person and without answers, so that it
    can be taken out of the tallies and is never counted again.
    """

    __tablename__ = "response"

    id: Mapped[Identity]
    respondent_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("respondent.id", ondelete="SET NULL")
    )
    wave_id: Mapped[int] = mapped_column(BigId, ForeignKey("wave.id"))
    city: Mapped[Code]
    instrument: Mapped[Code]
    stakeholder_group: Mapped[Code]
    language: Mapped[str] = mapped_column(String(2))  # shown last
    answers: Mapped[str] = mapped_column(Text)
    languages: Mapped[str] = mapped_column(Text)  # shown for each answer
    complete: Mapped[bool] = mapped_column(server_default=false())
    started_at: Mapped[Moment]
    completed_at: Mapped[Moment | None]
    withdrawn_at: Mapped[Moment | None]
    changed: Mapped[bool] = mapped_column(server_default=true())
    counted_group: Mapped[str | None] = mapped_column(String(32))
    counted_answers: Mapped[str | None] = mapped_column(Text)
    counted_complete: Mapped[bool | None]

    __table_args__ = (
        UniqueConstraint("respondent_id", "wave_id", "city", "instrument"),
        Index("ix_response_wave_id_city", "wave_id", "city"),
    )


class Nudge(Base):
    """Something that is said to a person unasked, at most once: the key makes it so.

    `kind` is first or second (a reminder, at the time they chose), told (a wave's results) or
    invited (to the next wave).
    """

    __tablename__ = "nudge"

    respondent_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("respondent.id", ondelete="CASCADE"), primary_key=True
    )
    wave_id: Mapped[int] = mapped_column(BigId, ForeignKey("wave.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    due_at: Mapped[Moment]
    sent_at: Mapped[Moment | None]


# The clock looks for reminders that were not sent only.
Index(
    "ix_nudge_due",
    Nudge.due_at,
    sqlite_where=text("sent_at IS NULL"),
    postgresql_where=text("sent_at IS NULL"),
)

# What is still to be said looks for people who are owed a screen only.
Index(
    "ix_respondent_owed",
    Respondent.id,
    sqlite_where=Respondent.turn > Respondent.spoken,
    postgresql_where=Respondent.turn > Respondent.spoken,
)

# The job looks for changed responses only: the index holds no others.
Index(
    "ix_response_changed",
    Response.id,
    sqlite_where=text("changed"),
    postgresql_where=text("changed"),
)

Index(
    "ix_response_withdrawn",
    Response.wave_id,
    sqlite_where=Response.withdrawn_at.is_not(None),
    postgresql_where=Response.withdrawn_at.is_not(None),
)


class OpenAnswer(Base):
    """One message of an open answer: its text, or a voice and what is to be fetched of it.

    `fetch_at` says when the file is asked for next; it is empty where there is none to ask for.
    `quoted` says that a report may quote it: it could from the first that quoted it on.
    """

    __tablename__ = "open_answer"

    id: Mapped[Identity]
    response_id: Mapped[int] = mapped_column(BigId, ForeignKey("response.id", ondelete="CASCADE"))
    item: Mapped[Code]
    ordinal: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(8))  # text or voice
    text: Mapped[str | None] = mapped_column(Text)
    file_id: Mapped[str | None] = mapped_column(Text)
    seconds: Mapped[int | None]
    mime: Mapped[str | None] = mapped_column(String(64))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    given_at: Mapped[Moment]
    fetch_at: Mapped[Moment | None]
    attempt: Mapped[int] = mapped_column(server_default="0")
    trouble: Mapped[str | None] = mapped_column(Text)
    quoted: Mapped[bool] = mapped_column(server_default=false())

    __table_args__ = (UniqueConstraint("response_id", "item", "ordinal"),)


# The clock looks for files that are still to be fetched.
Index(
    "ix_open_answer_fetch_at",
    OpenAnswer.fetch_at,
    sqlite_where=OpenAnswer.fetch_at.is_not(None),
    postgresql_where=OpenAnswer.fetch_at.is_not(None),
)


class Transcript(Base):
    """What a voice message says, as a coordinator typed it: `transcribed_by` signs like a note."""

    __tablename__ = "transcript"

    open_answer_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("open_answer.id", ondelete="CASCADE"), primary_key=True
    )
    text: Mapped[str] = mapped_column(Text)
    transcribed_by: Mapped[Code]
    transcribed_at: Mapped[Moment]


class Theme(Base):
    """A theme of one version of the codebook, which never changes."""

    __tablename__ = "theme"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[Code] = mapped_column(primary_key=True)
    position: Mapped[int]
    label_kk: Mapped[str] = mapped_column(Text)
    label_ru: Mapped[str] = mapped_column(Text)
    label_en: Mapped[str] = mapped_column(Text)
    definition_kk: Mapped[str] = mapped_column(Text)
    definition_ru: Mapped[str] = mapped_column(Text)
    definition_en: Mapped[str] = mapped_column(Text)


class Coding(Base):
    """A coder went through a text with a version of the codebook; `done_at` is empty meanwhile."""

    __tablename__ = "coding"

    id: Mapped[Identity]
    open_answer_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("open_answer.id", ondelete="CASCADE")
    )
    version: Mapped[int]
    coder: Mapped[Code]
    done_at: Mapped[Moment | None]

    __table_args__ = (UniqueConstraint("open_answer_id", "version", "coder"),)


class Passage(Base):
    """A marked passage, `start` to before `stop` in the text's characters; `quote`: quotable."""

    __tablename__ = "passage"

    coding_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("coding.id", ondelete="CASCADE"), primary_key=True
    )
    start: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stop: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    theme: Mapped[Code] = mapped_column(primary_key=True)
    quote: Mapped[bool]


class Workplace(Base):
    """What a coordinator has in hand in chat: an answer to transcribe or to code.

    `place` is the sentence in hand, or how many messages of the transcript have come.
    """

    __tablename__ = "workplace"

    coordinator: Mapped[Code] = mapped_column(primary_key=True)  # a pseudonym
    task: Mapped[str] = mapped_column(String(16))
    open_answer_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("open_answer.id", ondelete="CASCADE")
    )
    place: Mapped[int]


class Tally(Base):
    """The sufficient statistics of a wave × city × group: one vector of integers an instrument.

    `vector` is the instrument's name, or that and what a further vector of it is about. `counts`
    is little-endian int64; its layout is documented with the method (scoring).
    """

    __tablename__ = "tally"

    wave_id: Mapped[int] = mapped_column(BigId, ForeignKey("wave.id"), primary_key=True)
    city: Mapped[Code] = mapped_column(primary_key=True)
    stakeholder_group: Mapped[Code] = mapped_column(primary_key=True)
    vector: Mapped[str] = mapped_column(String(48), primary_key=True)
    counts: Mapped[bytes] = mapped_column(LargeBinary)


class Digest(Base):
    """What is said to a channel about a period: claimed once, its content frozen."""

    __tablename__ = "digest"

    id: Mapped[Identity]
    channel: Mapped[str] = mapped_column(String(64))
    period: Mapped[str] = mapped_column(String(40))
    wave_id: Mapped[int] = mapped_column(BigId, ForeignKey("wave.id"))
    code: Mapped[str] = mapped_column(String(8), index=True)  # the same where nothing changed
    content: Mapped[str] = mapped_column(Text)  # JSON: all that is said, and what it rests on
    claimed_at: Mapped[Moment]

    __table_args__ = (UniqueConstraint("channel", "period"),)


class Post(Base):
    """One message of a digest, and what became of it: claimed, sending, sent, uncertain, failed."""

    __tablename__ = "post"

    id: Mapped[Identity]
    digest_id: Mapped[int] = mapped_column(BigId, ForeignKey("digest.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(2))
    part: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    not_before: Mapped[Moment | None]
    attempt: Mapped[int] = mapped_column(server_default="0")
    lease_until: Mapped[Moment | None]
    begun_at: Mapped[Moment | None]  # when the last attempt began
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    trouble: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (UniqueConstraint("digest_id", "language", "part"),)


class Question(Base):
    """A coordinator was asked what became of an attempt whose outcome nobody knows."""

    __tablename__ = "question"

    post_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("post.id", ondelete="CASCADE"), primary_key=True
    )
    attempt: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    coordinator: Mapped[Code] = mapped_column(primary_key=True)  # a pseudonym
    not_before: Mapped[Moment]
    asked_at: Mapped[Moment | None]


class Indicator(Base):
    """An indicator of a rating's catalogue, in three languages; `position` is its place in it."""

    __tablename__ = "indicator"

    id: Mapped[Identity]
    catalogue: Mapped[Code]
    position: Mapped[int]
    code: Mapped[Code]
    area: Mapped[Code]
    title_kk: Mapped[str] = mapped_column(Text)
    title_ru: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)

    __table_args__ = (UniqueConstraint("catalogue", "code"),)


class IndicatorTag(Base):
    """How a coder tagged an indicator in one facet: tags joined by spaces, "" for none of them."""

    __tablename__ = "indicator_tag"

    indicator_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("indicator.id", ondelete="CASCADE"), primary_key=True
    )
    facet: Mapped[str] = mapped_column(String(16), primary_key=True)
    coder: Mapped[str] = mapped_column(String(16), primary_key=True)
    tags: Mapped[str] = mapped_column(String(64))


class Note(Base):
    """A dated note of what a document shows; it stands beside the ratings and is in no score.

    `subject` is an item's or an indicator's code. `file_id` is Telegram's, `sha256` that of the
    file once it was fetched. `noted_by` is no Telegram id (`/withdraw` blanks it).
    """

    __tablename__ = "note"

    id: Mapped[Identity]
    city: Mapped[Code]
    subject: Mapped[Code]
    dated: Mapped[date]
    title: Mapped[str] = mapped_column(Text)
    shows: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    file_id: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    noted_by: Mapped[Code]
    noted_at: Mapped[Moment]


class UpdateLedger(Base):
    """The updates that were applied: Telegram delivers at least once, we apply once."""

    __tablename__ = "update_ledger"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    received_at: Mapped[Moment] = mapped_column(index=True)


class DeadLetter(Base):
    """An update that could not be applied, kept for a person to look at."""

    __tablename__ = "dead_letter"

    id: Mapped[Identity]
    update_id: Mapped[int | None] = mapped_column(BigInteger)
    chat_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    raw: Mapped[str] = mapped_column(Text)
    trouble: Mapped[str] = mapped_column(Text)
    kept_at: Mapped[Moment]


class Mark(Base):
    """What a deploy has done once for all workers."""

    __tablename__ = "mark"

    name: Mapped[Code] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class Position(Base):
    """The numbers 1, 2, 3 …: the view `answer` joins them to show one row an answer."""

    __tablename__ = "position"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
