"""Published episodes, and each show's guid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, func, select

from briefing.model import codec
from briefing.model.episode import Episode
from briefing.model.errors import Faulty
from briefing.store.database import Database
from briefing.store.schema import aired, episodes, insert_missing, show_guids
from briefing.store.schema import aired as aired_table


class SqlAired:
    """The port Aired, in the database; Episodes writes the rows, in the transaction that publishes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_item_ids(self, show: str) -> frozenset[str]:
        """Return the ids of all items this show has aired."""
        with self._database.read() as connection:
            return frozenset(connection.scalars(select(aired.c.item).where(aired.c.show == show)))


class SqlEpisodes:
    """The port Episodes, in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_episodes(self, show: str) -> Sequence[Episode]:
        """Return the show's episodes, newest slot first, each in its latest revision; raises UnknownVersion, Faulty."""
        latest = (
            select(episodes.c.edition, func.max(episodes.c.revision).label("revision"))
            .where(episodes.c.show == show)
            .group_by(episodes.c.edition)
            .subquery()
        )
        both = (episodes.c.edition == latest.c.edition) & (episodes.c.revision == latest.c.revision)
        query = select(episodes.c.edition, episodes.c.body).join(latest, both).order_by(episodes.c.slot.desc(), episodes.c.edition)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [codec.loads(row.body, Episode, subject=row.edition) for row in rows]

    def list_revisions(self, show: str) -> Mapping[str, int]:
        """Return the latest revision of each edition that the show published, newest slot first, without reading an episode."""
        revision, slot = func.max(episodes.c.revision), func.max(episodes.c.slot)
        query = select(episodes.c.edition, revision.label("revision")).where(episodes.c.show == show)
        with self._database.read() as connection:
            rows = connection.execute(query.group_by(episodes.c.edition).order_by(slot.desc(), episodes.c.edition)).all()
        return {row.edition: row.revision for row in rows}

    def find(self, edition: str) -> Episode | None:
        """Return the edition's episode in its latest revision, or None; raises UnknownVersion, Faulty."""
        query = select(episodes.c.body).where(episodes.c.edition == edition).order_by(episodes.c.revision.desc()).limit(1)
        with self._database.read() as connection:
            body = connection.scalars(query).one_or_none()
        return None if body is None else codec.loads(body, Episode, subject=edition)

    def save(self, episode: Episode, aired: Iterable[str]) -> None:
        """Store the episode and that these items were aired, in one transaction; doing the same again changes nothing.

        Raises Faulty for another episode of the same edition and revision.
        """
        key = {"edition": episode.edition, "revision": episode.revision}
        row = {**key, "show": episode.show, "slot": episode.slot, "body": codec.dumps(episode)}
        with self._database.write() as connection:
            insert_missing(connection, episodes, [row])
            if _load_kept(connection, episode) != episode:
                what = f"is published already, and revision {episode.revision} says something else"
                raise Faulty(episode.edition, what, hint="a correction is a revision of its own")
            insert_missing(connection, aired_table, [{"show": episode.show, "item": item} for item in aired])

    def ensure_show_guid(self, show: str, candidate: str) -> str:
        """Return the show's podcast:guid; the first candidate offered is stored for ever."""
        with self._database.write() as connection:
            insert_missing(connection, show_guids, [{"show": show, "guid": candidate}])
            return str(connection.scalars(select(show_guids.c.guid).where(show_guids.c.show == show)).one())


def _load_kept(connection: Connection, episode: Episode) -> Episode:
    row = (episodes.c.edition == episode.edition) & (episodes.c.revision == episode.revision)
    return codec.loads(connection.scalars(select(episodes.c.body).where(row)).one(), Episode, subject=episode.edition)
