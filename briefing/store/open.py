"""Opening the store: one database, one adapter for each thing the house remembers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, inspect, select

from briefing.errors import Faulty, UnknownVersion
from briefing.store.aired import SqlAired
from briefing.store.database import Database
from briefing.store.episodes import SqlEpisodes
from briefing.store.items import SqlItems
from briefing.store.overview import SqlOverview
from briefing.store.runs import SqlRuns
from briefing.store.tables import METADATA, SCHEMA, insert_missing, schema_version


@dataclass(frozen=True, slots=True)
class Store:
    """The memory of the house; close it when done."""

    database: Database
    items: SqlItems
    aired: SqlAired
    episodes: SqlEpisodes
    runs: SqlRuns
    overview: SqlOverview

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
            ready = _is_ours(connection, database.name)
        if not ready:
            with database.write() as connection:
                METADATA.create_all(connection)
                insert_missing(connection, schema_version, [{"version": SCHEMA}])
    except BaseException:
        database.close()
        raise
    return Store(database, SqlItems(database), SqlAired(database), SqlEpisodes(database), SqlRuns(database), SqlOverview(database))


def _is_ours(connection: Connection, name: str) -> bool:
    """Return whether the tables are there, or False for an empty database."""
    if not (tables := inspect(connection).get_table_names()):
        return False
    if schema_version.name not in tables:
        raise Faulty(name, "is another program's database", hint="set output: to a folder of its own")
    found = connection.scalars(select(schema_version.c.version)).all()
    if found != [SCHEMA]:
        what = f"has schema {', '.join(map(str, found)) or 'none'}, this program knows {SCHEMA}"
        raise UnknownVersion(name, what, hint="use the version of briefing that wrote it, or set output: to a new folder")
    return True
