"""A database by URL: transactions that read, transactions that write, and its troubles in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from briefing.errors import BriefingError, CannotWrite, Faulty, Misconfigured, TryLater

PATIENCE = 30_000  # milliseconds to wait for another process's transaction; the longest we know takes two seconds
DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR", "SQLITE_SCHEMA"}
BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED"}


class Database:
    """One database; each `with` is one transaction, all of it or nothing, and raises CannotWrite, Faulty or TryLater."""

    def __init__(self, url: str) -> None:
        try:
            parsed = make_url(url)
            self._reader = create_engine(parsed)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise Misconfigured([f"database: no such kind of database: {error}"]) from error
        self.name = parsed.database or "" if parsed.drivername == "sqlite" else parsed.render_as_string(hide_password=True)
        self._writer = self._reader.execution_options(briefing_writes=True)
        if self._reader.dialect.name == "sqlite":
            _tune(self._reader)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection to read through."""
        with self._in_our_words(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection to read and write through, alone among all processes where the database is SQLite."""
        with self._in_our_words(), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._reader.dispose()

    @contextmanager
    def _in_our_words(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise  # a bug of ours, not the database's trouble
        except UnicodeEncodeError as error:
            raise Faulty(self.name, "cannot keep text that is not Unicode", str(error)) from error
        except DBAPIError as error:
            raise self._told(error) from error

    def _told(self, error: DBAPIError) -> BriefingError:
        cause = " ".join(str(error.orig).split())
        code = getattr(error.orig, "sqlite_errorname", "")
        plain = "_".join(code.split("_")[:2])  # SQLITE_IOERR_WRITE is a kind of SQLITE_IOERR
        if plain in DAMAGED:
            return Faulty(self.name, "is damaged, or not ours", cause, "put it back from a backup")
        if plain in BUSY:
            return TryLater(self.name, "is busy", cause, "another run is writing; try again")
        return CannotWrite(self.name, "cannot be used", cause, "look at the disk's free space and at who may write to the folder")


def _tune(engine: Engine) -> None:
    """Make SQLite durable, patient and strict, and let us begin transactions ourselves."""

    @event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # Python would begin too late: only before the first INSERT
        cursor = connection.cursor()
        for pragma in (f"busy_timeout={PATIENCE}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # a transaction that begins by reading may not write later when another wrote meanwhile: writers queue from the start
        writes = connection.get_execution_options().get("briefing_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
