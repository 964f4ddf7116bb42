"""Overview queries for the producer, which no run needs: counts made in the database, without reading the records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from briefing.model import codec
from briefing.model.edition import State
from briefing.model.episode import Episode
from briefing.store.database import Database
from briefing.store.schema import episodes, items, runs


@dataclass(frozen=True, slots=True)
class ItemCount:
    """The items of one feed: how many are known, and when the newest of them was published."""

    items: int
    newest: datetime


class SqlOverview:
    """Counts, states and names across all records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count_items(self, feeds: Iterable[str]) -> Mapping[str, ItemCount]:
        """Return the item counts of these feed ids; omits a feed that never gave an item."""
        counted = func.count(items.c.id.distinct()).label("items")
        query = select(items.c.feed, counted, func.max(items.c.published).label("newest")).group_by(items.c.feed)
        wanted = frozenset(feeds)
        with self._database.read() as connection:
            return {row.feed: ItemCount(row.items, row.newest) for row in connection.execute(query) if row.feed in wanted}

    def list_states(self, show: str) -> Mapping[str, State]:
        """Return the state of each edition of a show, by the edition's id."""
        query = select(runs.c.edition, runs.c.state).where(runs.c.show == show)
        with self._database.read() as connection:
            return {row.edition: row.state for row in connection.execute(query)}

    def list_published(self) -> Sequence[str]:
        """Return the ids of all editions that have an episode, newest slot first."""
        newest = func.max(episodes.c.slot).desc()
        query = select(episodes.c.edition).group_by(episodes.c.edition).order_by(newest, episodes.c.edition)
        with self._database.read() as connection:
            return list(connection.scalars(query))

    def find_newest(self, show: str) -> Episode | None:
        """Return the show's episode of the newest slot, in its latest revision, or None; raises UnknownVersion, Faulty."""
        latest = episodes.c.slot.desc(), episodes.c.revision.desc()
        query = select(episodes.c.edition, episodes.c.body).where(episodes.c.show == show).order_by(*latest).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return codec.loads(row.body, Episode, subject=row.edition) if row else None

    def list_revisions(self) -> Mapping[str, int]:
        """Return the latest revision of each edition that has an episode, by the edition's id."""
        query = select(episodes.c.edition, func.max(episodes.c.revision).label("revision")).group_by(episodes.c.edition)
        with self._database.read() as connection:
            return {row.edition: row.revision for row in connection.execute(query)}
