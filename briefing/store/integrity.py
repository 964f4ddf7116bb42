"""Is a database sound: its pages, the indexes that keep news from being told twice, its tables, and what is written in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from briefing.model import codec
from briefing.model.episode import Episode
from briefing.model.errors import Faulty, UnknownVersion
from briefing.store.database import PATIENCE, damaged, told
from briefing.store.schema import METADATA, SCHEMA

DEAR = ("aired", "episodes", "show_guids", "runs")  # tables whose indexes are held against them every time
TABLES = frozenset(METADATA.tables)


def trouble(file: Path, *, whole: bool = False) -> str:
    """Return what is wrong with a database, or "" when it is sound; `whole` looks at every index too, which takes longer.

    A database that is another program's or another version's is looked at as far as that can be done. Raises TryLater when it is
    busy, CannotWrite when it cannot be opened.
    """
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=PATIENCE / 1000)) as connection:
            connection.isolation_level = None
            return _pages(connection, whole) or _tables(connection, whole) or _written(connection)
    except sqlite3.Error as error:
        if damaged(error):
            return " ".join(str(error).split())
        raise told(str(file), error) from error


def _pages(connection: sqlite3.Connection, whole: bool) -> str:
    return _verdict(connection, "integrity_check(1)" if whole else "quick_check(1)")


def _tables(connection: sqlite3.Connection, whole: bool) -> str:
    """Return which of our tables is missing or does not agree with its indexes."""
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in there or connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(SCHEMA,)]:
        return ""  # of another version, or none of ours: whoever opens it says so
    if missing := sorted(TABLES - there):
        return f"no such table: {', '.join(missing)}"
    checks = () if whole else DEAR
    return next((found for table in checks if (found := _verdict(connection, f"integrity_check({table})"))), "")


def _written(connection: sqlite3.Connection) -> str:
    """Return what cannot be read of the rows, which SQLite itself does not look into."""
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


def _verdict(connection: sqlite3.Connection, check: str) -> str:
    said = [str(row[0]) for row in connection.execute(f"PRAGMA {check}")]
    return "" if said == ["ok"] else " ".join("; ".join(said).split())
