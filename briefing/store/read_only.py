"""Read-only access to a database: it creates, migrates and locks nothing, so that looking does no harm."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, inspect

from briefing.model.errors import CannotWrite, Damaged, UnknownVersion
from briefing.store.database import Database
from briefing.store.open import Store, build_store, read_schema_version
from briefing.store.schema import METADATA, SCHEMA


def open_read_only(path: Path) -> Store | None:
    """Return the store in a SQLite file, for reading only, or None where there is no file.

    Raises Faulty when it is damaged, UnknownVersion when it lacks a table or a column that this version knows, CannotWrite.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CannotWrite(
            str(path), "cannot be read", error.strerror or str(error), "look as the user who runs briefing"
        ) from error
    # without a log beside it no process writes, and reading with one would make that log
    still = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    database = Database(f"sqlite:///file:{quote(str(path.absolute()))}?mode=ro{still}&uri=true")
    database.name = str(path)
    try:
        with database.read() as connection:
            _check_schema(connection, database.name)
    except BaseException:
        database.close()
        raise
    return build_store(database)


def _check_schema(connection: Connection, name: str) -> None:
    said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if said != "ok":
        raise Damaged(name, "is damaged", " ".join(str(said).split()), "the next run repairs it")
    there = inspect(connection)
    if (found := read_schema_version(connection, name)[0]) > SCHEMA:
        raise UnknownVersion(name, f"has schema {found}, this program knows {SCHEMA}", hint="a newer version of briefing wrote it")
    tables = set(there.get_table_names())
    for table in METADATA.sorted_tables:
        if table.name not in tables:
            raise UnknownVersion(name, f"has no table {table.name}", hint="an older version wrote it: the next run upgrades it")
        if lacking := {column.name for column in table.columns} - {column["name"] for column in there.get_columns(table.name)}:
            raise UnknownVersion(name, f"{table.name} has no {min(lacking)}", hint="another version of briefing wrote it")
