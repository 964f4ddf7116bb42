"""What each show has told."""

from __future__ import annotations

from sqlalchemy import select

from briefing.store.database import Database
from briefing.store.tables import aired


class SqlAired:
    """The port Aired, in the database; Episodes writes it, in the transaction that publishes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def aired(self, show: str) -> frozenset[str]:
        """Return the ids of all items this show has aired."""
        with self._database.read() as connection:
            return frozenset(connection.scalars(select(aired.c.item).where(aired.c.show == show)))
