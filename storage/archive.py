"""The archive: one engine, one writer, and the two kinds of transaction."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    SQLAlchemyError,
    StatementError,
)

T = TypeVar("T")

DRIVERS = frozenset({"sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg"})
SQLITE_PRAGMAS = (
    "PRAGMA busy_timeout=10000",
    "PRAGMA synchronous=FULL",  # what was acknowledged survives a power cut
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what is deleted is overwritten
)
# A server that has vanished is noticed in seconds, not in hours; the URL may say otherwise.
POSTGRESQL_OPTIONS = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}
CROSSED = frozenset({"40001", "40P01"})  # serialization failure, deadlock: rolled back for certain
PAUSES = (0.05, 0.2, 0.5)  # seconds before another try: the one that won needs them to end


class DatabaseURLError(ValueError):
    """The database URL cannot be used; the message says what to write instead."""


def parse_url(text: str) -> URL:
    """Read a SQLAlchemy URL and accept only the two databases that are tested."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise DatabaseURLError(
            "not a database URL: write sqlite:///path/to/file or postgresql://user@host/name"
        ) from None
    if url.drivername not in DRIVERS:
        raise DatabaseURLError(
            f"{url.drivername} is not supported: use sqlite:///… or postgresql://…"
        )
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        raise DatabaseURLError("answers need a file: write sqlite:///path/to/file")
    return url


def passing(error: Exception) -> bool:
    """Whether trying again later may help: the database is away, busy, full or being migrated.

    What is left is refused for good: values that it will never take, or a fault of our own.
    """
    if isinstance(error, DBAPIError):
        return not isinstance(error, DataError | IntegrityError)
    return isinstance(error, SQLAlchemyError) and not isinstance(error, StatementError)


class Archive:
    """The database behind one URL.

    All writes of a process go through one thread, in the order in which they were asked for:
    SQLite allows one writer, and one writer with batches is the fastest on both databases.
    """

    def __init__(self, url: str | URL) -> None:
        """Make the engine; nothing is opened yet."""
        self.url = parse_url(url) if isinstance(url, str) else url
        self.embedded = self.url.get_backend_name() == "sqlite"
        self.engine = _engine(self.url, embedded=self.embedded)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="reader")

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that may write; committed at the end, rolled back on an exception."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads: one consistent picture, never in a writer's way."""
        options: dict[str, Any] = {"saualnama_read": True}
        if not self.embedded:
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self.engine.connect() as connection:
            yield connection.execution_options(**options)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in the writer's thread, in a transaction of its own.

        Where PostgreSQL rolls it back because two workers crossed, `work` is run again.
        """
        return await asyncio.get_running_loop().run_in_executor(
            self._writer, self._in_transaction, work
        )

    async def look(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a reader's thread."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._reading, work)

    async def scrub(self) -> bool:
        """Leave nothing in the files of what was deleted; False where that has to be tried again.

        SQLite overwrites what is deleted, but keeps earlier pages in its log until that is cut.
        PostgreSQL's VACUUM, which runs by itself, and the ageing of its log do the same in time.
        """
        if not self.embedded:
            return True
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._cut)

    def _cut(self) -> bool:
        with self.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None  # noqa: S101 - it was just opened
            busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def _in_transaction(self, work: Callable[[Connection], T]) -> T:
        def once() -> T:
            with self.begin() as connection:
                return work(connection)

        return _again(once, _crossed, PAUSES)

    def _reading(self, work: Callable[[Connection], T]) -> T:
        with self.read() as connection:
            return work(connection)

    def close(self) -> None:
        """Finish what was asked for and close the connections."""
        self._writer.shutdown()
        self._readers.shutdown()
        self.engine.dispose()


def _engine(url: URL, *, embedded: bool) -> Engine:
    # An error's text may reach a log: it must not hold what people sent.
    if not embedded:
        options = {key: value for key, value in POSTGRESQL_OPTIONS.items() if key not in url.query}
        engine = create_engine(
            url,
            pool_pre_ping=True,
            pool_size=6,
            max_overflow=4,
            connect_args=options,
            hide_parameters=True,
        )

        @event.listens_for(engine, "before_cursor_execute")
        def _on_execute(*about: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
            _, cursor, _, _, context, _ = about
            if context.execution_options.get("binary"):
                cursor.format = 1  # numbers as bytes: nobody writes and reads digits

        return engine
    engine = create_engine(url, connect_args={"check_same_thread": False}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: object) -> None:  # noqa: ANN401 - a driver's object
        # The driver must not begin transactions on its own: it would begin them too late.
        connection.isolation_level = None
        for pragma in SQLITE_PRAGMAS:
            connection.execute(pragma)
        _write_ahead(connection)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("saualnama_read", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Keep a log of what is written; of several that open a new file one is refused at once."""

    def refused(error: Exception) -> bool:
        return isinstance(error, sqlite3.OperationalError)  # no timeout holds for this change

    _again(lambda: connection.execute("PRAGMA journal_mode=WAL"), refused, (*PAUSES, *PAUSES))


def _crossed(error: Exception) -> bool:
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in CROSSED


def _again(work: Callable[[], T], lost: Callable[[Exception], bool], pauses: Iterable[float]) -> T:
    """Work; where that was lost to somebody else, again after each pause."""
    for pause in pauses:
        try:
            return work()
        except Exception as error:
            if not lost(error):
                raise
            time.sleep(pause)
    return work()
