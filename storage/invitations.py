"""Which single-use invitations were used: by a mark that leads to no link and to no person."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select, text

from storage.models import UsedInvitation


def used(connection: Connection, marks: Collection[str]) -> set[str]:
    """Those among the marks whose invitations were used."""
    if not marks:
        return set()
    found = select(UsedInvitation.mark).where(UsedInvitation.mark.in_(marks))
    return set(connection.scalars(found))


def use(connection: Connection, marks: Collection[str]) -> None:
    """Use invitations up.

    Raises:
        IntegrityError: another worker was faster with one of them; heard again, it is used.
    """
    if marks:
        # In one order, so that workers wait for each other but never in a circle.
        connection.execute(insert(UsedInvitation), [{"mark": mark} for mark in sorted(marks)])


def shuffle(connection: Connection) -> None:
    """Write all marks anew, at once and in the order of the marks.

    PostgreSQL keeps with each row the transaction that wrote it, and rows lie as they came: with
    the consents beside them that would say whose mark is whose.
    """
    if connection.dialect.name == "sqlite":
        return  # it keeps neither
    alike = text("SELECT count(DISTINCT xmin::text) < 2 FROM used_invitation")
    if not connection.scalar(alike):
        marks = connection.scalars(delete(UsedInvitation).returning(UsedInvitation.mark)).all()
        use(connection, marks)
