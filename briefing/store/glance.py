"""Looking at a database without touching it: nothing is made, moved on or locked, so that whoever looks can do no harm."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, inspect

from briefing.errors import Faulty, UnknownVersion
from briefing.store.aired import SqlAired
from briefing.store.database import Database
from briefing.store.episodes import SqlEpisodes
from briefing.store.items import SqlItems
from briefing.store.open import Store
from briefing.store.overview import SqlOverview
from briefing.store.runs import SqlRuns
from briefing.store.standing import SqlFeeds, SqlMarks, SqlTroubles
from briefing.store.tables import METADATA


def glance(path: Path) -> Store | None:
    """Return the memory in a SQLite file, for reading only, or None where there is no file.

    Raises Faulty when it is damaged, UnknownVersion when it lacks a table or a column that this version knows, CannotWrite.
    """
    if not path.is_file():
        return None
    # without a log beside it nobody writes, and reading with one would make that log
    still = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    database = Database(f"sqlite:///file:{quote(str(path.absolute()))}?mode=ro{still}&uri=true")
    database.name = str(path)
    try:
        with database.read() as connection:
            _check(connection, database.name)
    except BaseException:
        database.close()
        raise
    return Store(
        database, SqlItems(database), SqlAired(database), SqlEpisodes(database), SqlRuns(database), SqlOverview(database),
        SqlMarks(database), SqlFeeds(database), SqlTroubles(database),
    )  # fmt: skip


def _check(connection: Connection, name: str) -> None:
    said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if said != "ok":
        raise Faulty(name, "is damaged", " ".join(str(said).split()), "put it back from a backup")
    there = inspect(connection)
    tables = set(there.get_table_names())
    for table in METADATA.sorted_tables:
        if table.name not in tables:
            raise UnknownVersion(name, f"has no table {table.name}", hint="an older version wrote it: the next run moves it on")
        if lacking := {column.name for column in table.columns} - {column["name"] for column in there.get_columns(table.name)}:
            raise UnknownVersion(name, f"{table.name} has no {min(lacking)}", hint="another version of briefing wrote it")
