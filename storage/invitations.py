"""Which single-use invitations were used: by a mark that leads to no link and to no person."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, insert, select

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
