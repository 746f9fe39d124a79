"""One at a time, across processes: a lock that its holder's death sets free."""

from __future__ import annotations

import fcntl
import zlib
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from storage.archive import Archive


class Lock:
    """A named lock in the database (PostgreSQL) or beside its file (SQLite)."""

    def __init__(self, archive: Archive, name: str) -> None:
        """Nothing is locked yet."""
        self._archive = archive
        self.name = name
        self._number = zlib.crc32(f"saualnama {name}".encode())
        self._file: IO[bytes] | None = None
        self._connection: Connection | None = None

    def enter(self) -> bool:
        """Take the lock, or say at once that another process has it.

        Raises:
            SQLAlchemyError: the database cannot be asked.
        """
        return self._enter_file() if self._archive.embedded else self._enter_database()

    def held(self) -> bool:
        """Whether the lock is still ours: a lost connection has given it away."""
        if self._connection is None:
            return self._file is not None
        try:
            self._connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            self.leave()
            return False
        return True

    def leave(self) -> None:
        """Set it free."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._connection is not None:
            # The session holds the lock: it must end, not go back to the pool.
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _enter_file(self) -> bool:
        file = Path(f"{self._archive.url.database}.{self.name}.lock").open("ab")  # noqa: SIM115 - kept open
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def _enter_database(self) -> bool:
        connection = self._archive.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        asked = text("SELECT pg_try_advisory_lock(:number)")
        try:
            if connection.scalar(asked, {"number": self._number}):
                self._connection = connection
        finally:
            if self._connection is None:
                connection.close()
        return self._connection is not None
