"""Database by URL: transactions to read, transactions to write, and database errors as BriefingErrors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from briefing.lib.permissions import make_file
from briefing.model.errors import BriefingError, CannotWrite, Damaged, Faulty, Misconfigured, TryLater

BUSY_TIMEOUT = 30_000  # milliseconds to wait for another process's transaction; the longest we know takes two seconds
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
        self._file = Path(self.name) if parsed.drivername == "sqlite" and parsed.database not in (None, "", ":memory:") else None
        self._met = _identify_file(self._file)
        self._writer = self._reader.execution_options(briefing_writes=True)
        if self._reader.dialect.name == "sqlite":
            _configure_sqlite(self._reader)

    def create_file(self) -> None:
        """Create the file of a SQLite database if missing, readable by its owner only; SQLite gives its log the same mode."""
        if self._file:
            with suppress(OSError):  # SQLite says it in its own words
                make_file(self._file)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that reads."""
        self._reconnect_if_replaced()
        with self._translate_errors(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that reads and writes, alone among all processes where the database is SQLite."""
        self._reconnect_if_replaced()
        with self._translate_errors(), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._reader.dispose()

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise  # a bug of ours, not the database's trouble
        except UnicodeEncodeError as error:
            raise Faulty(self.name, "cannot keep text that is not Unicode", str(error)) from error
        except DBAPIError as error:
            raise self._translate_error(error) from error

    def _translate_error(self, error: DBAPIError) -> BriefingError:
        return translate_error(self.name, error.orig or error)

    def _reconnect_if_replaced(self) -> None:
        """Drop connections to a file that another process has replaced by an intact one."""
        if (here := _identify_file(self._file)) != self._met and here:
            if self._met:
                self._reader.dispose()
            self._met = here


def is_damage(error: BaseException) -> bool:
    """Return whether the error of SQLite means that the file is damaged, or no database at all."""
    return _get_error_name(error) in DAMAGED


def translate_error(name: str, error: BaseException) -> BriefingError:
    """Return the BriefingError for an error of the database."""
    cause = " ".join(str(error).split())
    if is_damage(error):
        return Damaged(name, "is damaged, or not a database of Briefing", cause, "the next run repairs it: briefing run")
    if _get_error_name(error) in BUSY:
        return TryLater(name, "is busy", cause, "another run is writing; try again")
    return CannotWrite(name, "cannot be used", cause, "look at the disk's free space and at who may write to the folder")


def _get_error_name(error: BaseException) -> str:
    """Return SQLite's error name without its detail: SQLITE_IOERR_WRITE is a kind of SQLITE_IOERR."""
    code = getattr(error, "sqlite_errorname", "")
    if not code and isinstance(error, sqlite3.OperationalError) and "decode" in str(error):  # Python's own: text that is not UTF-8
        return "SQLITE_CORRUPT"
    return "_".join(code.split("_")[:2])


def _identify_file(file: Path | None) -> tuple[int, int] | None:
    """Return device and inode, which distinguish files of the same name; None when there is no file."""
    try:
        found = file.stat() if file else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def _configure_sqlite(engine: Engine) -> None:
    """Make SQLite durable, patient and strict, and leave the start of transactions to this module."""

    @event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # Python would begin too late: only before the first INSERT
        cursor = connection.cursor()
        for pragma in (f"busy_timeout={BUSY_TIMEOUT}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # a transaction that begins by reading may not write later when another wrote meanwhile: writers queue from the start
        writes = connection.get_execution_options().get("briefing_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
