"""Integrity checks of a database: its pages, the indexes that prevent repeated news, its tables, and the stored values."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from briefing.model import codec
from briefing.model.episode import Episode
from briefing.model.errors import Faulty, UnknownVersion
from briefing.store.database import BUSY_TIMEOUT, is_damage, translate_error
from briefing.store.schema import METADATA, SCHEMA

CRITICAL_TABLES = ("aired", "episodes", "show_guids", "runs")  # tables whose indexes are held against them every time
TABLES = frozenset(METADATA.tables)


def find_damage(file: Path, *, whole: bool = False) -> str:
    """Return what is wrong with a database, or "" when it is intact; `whole` checks every index too, which takes longer.

    A database of another program or version is checked as far as possible. Raises TryLater when it is busy, CannotWrite when it
    cannot be opened.
    """
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_TIMEOUT / 1000)) as connection:
            connection.isolation_level = None
            return _check_pages(connection, whole) or _check_tables(connection, whole) or _check_rows(connection)
    except sqlite3.Error as error:
        if is_damage(error):
            return " ".join(str(error).split())
        raise translate_error(str(file), error) from error


def _check_pages(connection: sqlite3.Connection, whole: bool) -> str:
    return _run_check(connection, "integrity_check(1)" if whole else "quick_check(1)")


def _check_tables(connection: sqlite3.Connection, whole: bool) -> str:
    """Return which of our tables is missing or disagrees with its indexes, or ""."""
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in there or connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(SCHEMA,)]:
        return ""  # of another version, or of another program: opening it reports that
    if missing := sorted(TABLES - there):
        return f"no such table: {', '.join(missing)}"
    checks = () if whole else CRITICAL_TABLES
    return next((found for table in checks if (found := _run_check(connection, f"integrity_check({table})"))), "")


def _check_rows(connection: sqlite3.Connection) -> str:
    """Return what cannot be read in the rows, which SQLite itself does not check, or ""."""
    there = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'") if row[0] in TABLES]
    for table in there:
        for _ in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608  # a name of ours
            pass
    if "episodes" in there:
        for edition, body in connection.execute("SELECT edition, body FROM episodes"):
            try:
                codec.loads(body, Episode, subject=edition)
            except UnknownVersion:
                continue
            except Faulty as error:
                return str(error)
    return ""


def _run_check(connection: sqlite3.Connection, check: str) -> str:
    said = [str(row[0]) for row in connection.execute(f"PRAGMA {check}")]
    return "" if said == ["ok"] else " ".join("; ".join(said).split())
