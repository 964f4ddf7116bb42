"""Opening the store: one database, one adapter for each thing the house remembers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, inspect, select, update
from sqlalchemy.schema import CreateColumn

from briefing.errors import Faulty, UnknownVersion
from briefing.store.aired import SqlAired
from briefing.store.database import Database
from briefing.store.episodes import SqlEpisodes
from briefing.store.items import SqlItems
from briefing.store.overview import SqlOverview
from briefing.store.runs import SqlRuns
from briefing.store.standing import SqlFeeds, SqlMarks, SqlTroubles
from briefing.store.tables import METADATA, SCHEMA, insert_missing, items, schema_version

ADDED = ("language", "license", "reserved", "gone")  # columns of items that version 1 lacked


@dataclass(frozen=True, slots=True)
class Store:
    """The memory of the house; close it when done."""

    database: Database
    items: SqlItems
    aired: SqlAired
    episodes: SqlEpisodes
    runs: SqlRuns
    overview: SqlOverview
    marks: SqlMarks
    feeds: SqlFeeds
    troubles: SqlTroubles

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def open_store(url: str) -> Store:
    """Open a database by its SQLAlchemy URL, making its tables when it is empty.

    Raises CannotWrite, Faulty when it is damaged or another program's, UnknownVersion when another version of briefing wrote it.
    """
    database = Database(url)
    try:
        with database.read() as connection:
            version = _version(connection, database.name)
        if version != SCHEMA:
            with database.write() as connection:  # asked again: another process may have been faster
                _bring(connection, _version(connection, database.name))
    except BaseException:
        database.close()
        raise
    return Store(
        database, SqlItems(database), SqlAired(database), SqlEpisodes(database), SqlRuns(database), SqlOverview(database),
        SqlMarks(database), SqlFeeds(database), SqlTroubles(database),
    )  # fmt: skip


def _bring(connection: Connection, version: int) -> None:
    """Bring a database of an older version, or an empty one (0), to ours."""
    if version == 0:
        METADATA.create_all(connection)
        insert_missing(connection, schema_version, [{"version": SCHEMA}])
    elif version == 1:
        for name in ADDED:
            column = str(CreateColumn(items.c[name]).compile(dialect=connection.dialect))
            connection.exec_driver_sql(f"ALTER TABLE items ADD COLUMN {column}")
    if 0 < version < SCHEMA:
        METADATA.create_all(connection)
        connection.execute(update(schema_version).values(version=SCHEMA))


def _version(connection: Connection, name: str) -> int:
    """Return the version of the tables that are there, 0 for an empty database."""
    if not (tables := inspect(connection).get_table_names()):
        return 0
    if schema_version.name not in tables:
        raise Faulty(name, "is another program's database", hint="set output: to a folder of its own")
    found = connection.scalars(select(schema_version.c.version)).all()
    if found not in ([1], [2], [SCHEMA]):
        what = f"has schema {', '.join(map(str, found)) or 'none'}, this program knows {SCHEMA}"
        raise UnknownVersion(name, what, hint="use the version of briefing that wrote it, or set output: to a new folder")
    return int(found[0])
