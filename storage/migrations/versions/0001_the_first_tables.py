"""The first tables."""

import sqlalchemy as sa
from alembic import op

from storage.models import UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# One row an answer, for those who ask by SQL: `position` holds the numbers to cut at.
ANSWER_VIEW = """
CREATE VIEW answer AS
SELECT response.id AS response_id, position.number AS position,
       substr(response.answers, position.number, 1) AS code,
       substr(response.languages, position.number, 1) AS language
FROM response JOIN position ON position.number <= length(response.answers)
WHERE substr(response.answers, position.number, 1) <> '.'
"""


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "dead_letter",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("kept_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dead_letter"),
    )
    op.create_index("ix_dead_letter_chat_id", "dead_letter", ["chat_id"])

    op.create_table(
        "mark",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_mark"),
    )
    op.create_table(
        "position",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_position"),
    )
    op.create_table(
        "respondent",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("city", sa.String(length=32), nullable=True),
        sa.Column("block", sa.String(length=32), nullable=True),
        sa.Column("consent", sa.String(length=16), nullable=True),
        sa.Column("invitation", sa.String(length=64), nullable=True),
        sa.Column("vouched", sa.String(length=64), server_default=sa.text("''"), nullable=False),
        sa.Column("recontact", sa.Boolean(), nullable=True),
        sa.Column("stopped_at", UTCDateTime(), nullable=True),
        sa.Column("token", sa.String(length=16), nullable=False),
        sa.Column("turn", sa.Integer(), server_default="0", nullable=False),
        sa.Column("spoken", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=True),
        sa.Column("not_before", UTCDateTime(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_respondent"),
        sa.UniqueConstraint("pseudonym", name="uq_respondent_pseudonym"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_respondent_owed",
        "respondent",
        ["id"],
        sqlite_where=sa.text("turn > spoken"),
        postgresql_where=sa.text("turn > spoken"),
    )

    op.create_table(
        "update_ledger",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_update_ledger"),
    )
    op.create_index("ix_update_ledger_received_at", "update_ledger", ["received_at"])

    op.create_table(
        "withdrawal",
        sa.Column("token", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("scrubbed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_withdrawal"),
    )
    op.create_table(
        "used_invitation",
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_used_invitation"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "wave",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("instrument", sa.String(length=32), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("blocks", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wave"),
        sa.UniqueConstraint("name", name="uq_wave_name"),
    )
    op.create_table(
        "consent",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("respondent_id", BIG_ID, nullable=False),
        sa.Column("purpose", sa.String(length=16), server_default="survey", nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("given_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name="fk_consent_respondent_id_respondent",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
    )
    op.create_index("ix_consent_respondent_id", "consent", ["respondent_id"])

    op.create_table(
        "contact",
        sa.Column("respondent_id", BIG_ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("blocked_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name="fk_contact_respondent_id_respondent",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("respondent_id", name="pk_contact"),
        sa.UniqueConstraint("chat_id", name="uq_contact_chat_id"),
    )
    op.create_table(
        "nudge",
        sa.Column("respondent_id", BIG_ID, nullable=False),
        sa.Column("wave_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name="fk_nudge_respondent_id_respondent",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_nudge_wave_id_wave"),
        sa.PrimaryKeyConstraint("respondent_id", "wave_id", "kind", name="pk_nudge"),
    )
    op.create_index(
        "ix_nudge_due",
        "nudge",
        ["due_at"],
        sqlite_where=sa.text("sent_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL"),
    )
    op.create_table(
        "digest",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("wave_id", BIG_ID, nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("claimed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_digest_wave_id_wave"),
        sa.PrimaryKeyConstraint("id", name="pk_digest"),
        sa.UniqueConstraint("channel", "period", name="uq_digest_channel_period"),
    )
    op.create_index("ix_digest_code", "digest", ["code"])
    op.create_table(
        "response",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("respondent_id", BIG_ID, nullable=True),
        sa.Column("wave_id", BIG_ID, nullable=False),
        sa.Column("city", sa.String(length=32), nullable=False),
        sa.Column("instrument", sa.String(length=32), nullable=False),
        sa.Column("stakeholder_group", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("complete", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=False),
        sa.Column("completed_at", UTCDateTime(), nullable=True),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=True),
        sa.Column("changed", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("counted_group", sa.String(length=32), nullable=True),
        sa.Column("counted_answers", sa.Text(), nullable=True),
        sa.Column("counted_complete", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name="fk_response_respondent_id_respondent",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_response_wave_id_wave"),
        sa.PrimaryKeyConstraint("id", name="pk_response"),
        sa.UniqueConstraint(
            "respondent_id",
            "wave_id",
            "city",
            "instrument",
            name="uq_response_respondent_id_wave_id_city_instrument",
        ),
    )
    op.create_index(
        "ix_response_changed",
        "response",
        ["id"],
        sqlite_where=sa.text("changed"),
        postgresql_where=sa.text("changed"),
    )
    op.create_index("ix_response_wave_id_city", "response", ["wave_id", "city"])
    op.create_index(
        "ix_response_withdrawn",
        "response",
        ["wave_id"],
        sqlite_where=sa.text("withdrawn_at IS NOT NULL"),
        postgresql_where=sa.text("withdrawn_at IS NOT NULL"),
    )

    op.create_table(
        "open_answer",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("response_id", BIG_ID, nullable=False),
        sa.Column("item", sa.String(length=32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("mime", sa.String(length=64), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("given_at", UTCDateTime(), nullable=False),
        sa.Column("fetch_at", UTCDateTime(), nullable=True),
        sa.Column("attempt", sa.Integer(), server_default="0", nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("quoted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["response.id"],
            name="fk_open_answer_response_id_response",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_open_answer"),
        sa.UniqueConstraint(
            "response_id", "item", "ordinal", name="uq_open_answer_response_id_item_ordinal"
        ),
    )
    op.create_index(
        "ix_open_answer_fetch_at",
        "open_answer",
        ["fetch_at"],
        sqlite_where=sa.text("fetch_at IS NOT NULL"),
        postgresql_where=sa.text("fetch_at IS NOT NULL"),
    )

    op.create_table(
        "transcript",
        sa.Column("open_answer_id", BIG_ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("transcribed_by", sa.String(length=32), nullable=False),
        sa.Column("transcribed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["open_answer_id"],
            ["open_answer.id"],
            name="fk_transcript_open_answer_id_open_answer",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("open_answer_id", name="pk_transcript"),
    )
    op.create_table(
        "theme",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label_kk", sa.Text(), nullable=False),
        sa.Column("label_ru", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("definition_kk", sa.Text(), nullable=False),
        sa.Column("definition_ru", sa.Text(), nullable=False),
        sa.Column("definition_en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", "code", name="pk_theme"),
    )
    op.create_table(
        "coding",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("open_answer_id", BIG_ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("coder", sa.String(length=32), nullable=False),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["open_answer_id"],
            ["open_answer.id"],
            name="fk_coding_open_answer_id_open_answer",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_coding"),
        sa.UniqueConstraint(
            "open_answer_id", "version", "coder", name="uq_coding_open_answer_id_version_coder"
        ),
    )
    op.create_table(
        "passage",
        sa.Column("coding_id", BIG_ID, nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stop", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("theme", sa.String(length=32), nullable=False),
        sa.Column("quote", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding_id"],
            ["coding.id"],
            name="fk_passage_coding_id_coding",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("coding_id", "start", "stop", "theme", name="pk_passage"),
    )
    op.create_table(
        "workplace",
        sa.Column("coordinator", sa.String(length=32), nullable=False),
        sa.Column("task", sa.String(length=16), nullable=False),
        sa.Column("open_answer_id", BIG_ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["open_answer_id"],
            ["open_answer.id"],
            name="fk_workplace_open_answer_id_open_answer",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("coordinator", name="pk_workplace"),
    )

    op.create_table(
        "tally",
        sa.Column("wave_id", BIG_ID, nullable=False),
        sa.Column("city", sa.String(length=32), nullable=False),
        sa.Column("stakeholder_group", sa.String(length=32), nullable=False),
        sa.Column("vector", sa.String(length=48), nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_tally_wave_id_wave"),
        sa.PrimaryKeyConstraint("wave_id", "city", "stakeholder_group", "vector", name="pk_tally"),
    )
    if op.get_bind().dialect.name == "postgresql":
        # Written often and never large: to pack it takes four times as long as to write it.
        op.execute("ALTER TABLE tally ALTER counts SET STORAGE EXTERNAL")
    op.create_table(
        "post",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("digest_id", BIG_ID, nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("not_before", UTCDateTime(), nullable=True),
        sa.Column("attempt", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_until", UTCDateTime(), nullable=True),
        sa.Column("begun_at", UTCDateTime(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["digest_id"], ["digest.id"], name="fk_post_digest_id_digest", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_post"),
        sa.UniqueConstraint(
            "digest_id", "language", "part", name="uq_post_digest_id_language_part"
        ),
    )
    op.create_table(
        "question",
        sa.Column("post_id", BIG_ID, nullable=False),
        sa.Column("attempt", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("coordinator", sa.String(length=32), nullable=False),
        sa.Column("not_before", UTCDateTime(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name="fk_question_post_id_post", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "attempt", "coordinator", name="pk_question"),
    )
    op.create_table(
        "indicator",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("catalogue", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("area", sa.String(length=32), nullable=False),
        sa.Column("title_kk", sa.Text(), nullable=False),
        sa.Column("title_ru", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_indicator"),
        sa.UniqueConstraint("catalogue", "code", name="uq_indicator_catalogue_code"),
    )
    op.create_table(
        "indicator_tag",
        sa.Column("indicator_id", BIG_ID, nullable=False),
        sa.Column("facet", sa.String(length=16), nullable=False),
        sa.Column("coder", sa.String(length=16), nullable=False),
        sa.Column("tags", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
            name="fk_indicator_tag_indicator_id_indicator",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("indicator_id", "facet", "coder", name="pk_indicator_tag"),
    )
    op.create_table(
        "note",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("city", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("noted_by", sa.String(length=32), nullable=False),
        sa.Column("noted_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
    )
    position = sa.table("position", sa.column("number", sa.Integer))
    op.bulk_insert(position, [{"number": number} for number in range(1, 401)])
    op.execute(ANSWER_VIEW)


def downgrade() -> None:
    """Take the schema back."""
    op.execute("DROP VIEW answer")
    op.drop_table("question")
    op.drop_table("note")
    op.drop_table("indicator_tag")
    op.drop_table("indicator")
    op.drop_table("post")
    op.drop_table("tally")
    op.drop_table("workplace")
    op.drop_table("passage")
    op.drop_table("coding")
    op.drop_table("theme")
    op.drop_table("transcript")
    op.drop_index("ix_open_answer_fetch_at", "open_answer")

    op.drop_table("open_answer")
    op.drop_index("ix_response_withdrawn", "response")
    op.drop_index("ix_response_wave_id_city", "response")
    op.drop_index("ix_response_changed", "response")

    op.drop_table("response")
    op.drop_index("ix_digest_code", "digest")
    op.drop_table("digest")
    op.drop_index("ix_nudge_due", "nudge")

    op.drop_table("nudge")
    op.drop_table("contact")
    op.drop_index("ix_consent_respondent_id", "consent")

    op.drop_table("consent")
    op.drop_table("wave")
    op.drop_table("used_invitation")
    op.drop_table("withdrawal")
    op.drop_index("ix_update_ledger_received_at", "update_ledger")

    op.drop_table("update_ledger")
    op.drop_index("ix_respondent_owed", "respondent")

    op.drop_table("respondent")
    op.drop_table("position")
    op.drop_table("mark")
    op.drop_index("ix_dead_letter_chat_id", "dead_letter")

    op.drop_table("dead_letter")
