"""Opening of the store: one database, and one adapter per kind of record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, select

from briefing.model.errors import Faulty, UnknownVersion
from briefing.store.backup import back_up, format_timestamp
from briefing.store.claims import SqlClaims
from briefing.store.database import Database
from briefing.store.episodes import SqlAired, SqlEpisodes
from briefing.store.health import SqlAlerts, SqlFeeds, SqlMarks
from briefing.store.items import SqlItems
from briefing.store.overview import SqlOverview
from briefing.store.runs import SqlRuns
from briefing.store.schema import METADATA, OLDER_SCHEMAS, SCHEMA, alembic_version, insert_missing


@dataclass(frozen=True, slots=True)
class Store:
    """The opened store; close it when done."""

    database: Database
    items: SqlItems
    aired: SqlAired
    episodes: SqlEpisodes
    claims: SqlClaims
    runs: SqlRuns
    overview: SqlOverview
    marks: SqlMarks
    feeds: SqlFeeds
    troubles: SqlAlerts

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def open_store(url: str, backups: Path | None = None, now: datetime | None = None) -> Store:
    """Open a database by its SQLAlchemy URL; create its tables when it is empty and migrate those of an older version.

    Before a SQLite file is migrated, a copy goes into the folder `backups`, named for the instant `now`. Raises CannotWrite,
    Damaged, Faulty when it belongs to another program, UnknownVersion when another version of briefing wrote it.
    """
    database = Database(url)
    database.create_file()
    try:
        with database.read() as connection:
            ready = read_schema_version(connection, database.name) == (SCHEMA, True)
        if not ready:
            with database.write() as connection:  # asked again: another process may have been faster
                _prepare_schema(connection, database.name, backups, now)
    except BaseException:
        database.close()
        raise
    return build_store(database)


def build_store(database: Database) -> Store:
    """Return the store of an open database."""
    return Store(
        database, SqlItems(database), SqlAired(database), SqlEpisodes(database), SqlClaims(database), SqlRuns(database),
        SqlOverview(database), SqlMarks(database), SqlFeeds(database), SqlAlerts(database),
    )  # fmt: skip


def _prepare_schema(connection: Connection, name: str, backups: Path | None, now: datetime | None) -> None:
    """Create the tables in an empty database, or migrate those of an older version."""
    found, by_alembic = read_schema_version(connection, name)
    if not found:
        METADATA.create_all(connection)
        insert_missing(connection, alembic_version, [{"version_num": SCHEMA}])
    elif (found, by_alembic) != (SCHEMA, True):
        if backups and now and connection.dialect.name == "sqlite":
            back_up(Path(name), backups / f"before-{SCHEMA}-{format_timestamp(now)}.db")
        from briefing.store.migrate import migrate

        migrate(connection, found)


def read_schema_version(connection: Connection, name: str) -> tuple[str, bool]:
    """Return the version of the existing tables ("" for an empty database), and whether Alembic recorded it."""
    if not (tables := inspect(connection).get_table_names()):
        return "", False
    if by_alembic := alembic_version.name in tables:
        found = sorted(connection.scalars(select(alembic_version.c.version_num)))
    elif "schema_version" in tables:
        found = [f"{number:04}" for number in connection.exec_driver_sql("SELECT version FROM schema_version ORDER BY 1").scalars()]
    else:
        raise Faulty(name, "is another program's database", hint="set output: to a folder of its own")
    if found not in [[known] for known in (*OLDER_SCHEMAS, SCHEMA)]:
        what = f"has schema {', '.join(found) or 'none'}, this program knows {SCHEMA}"
        raise UnknownVersion(name, what, hint="use the version of briefing that wrote it, or set output: to a new folder")
    return found[0], by_alembic
