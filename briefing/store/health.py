"""How things stand between runs: marks, how each feed answers, and the troubles a person is told of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, delete, select

from briefing.model.alert import FeedState, Trouble
from briefing.model.news import Answer
from briefing.store.database import Database
from briefing.store.schema import feeds, marks, put, troubles

CLOCK, ROUND, REBUILT, SITE = "clock", "round", "rebuilt", "site trouble"  # marks: `INSTANT words`
LOST = "site lost"  # a mark: what the last refresh of the site could not bring back


class SqlMarks:
    """Small things remembered by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        """Return what was kept under a name, or None."""
        with self._database.read() as connection:
            return connection.scalars(select(marks.c.value).where(marks.c.name == name)).one_or_none()

    def put(self, name: str, value: str) -> None:
        """Keep something under a name."""
        with self._database.write() as connection:
            put(connection, marks, {"name": name, "value": value})


class SqlFeeds:
    """How feeds answer; the items of an answer and this are kept in one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, ids: Iterable[str]) -> Mapping[str, FeedState]:
        """Return how these feeds answer; one that was never asked is left out."""
        wanted = frozenset(ids)
        with self._database.read() as connection:
            rows = connection.execute(select(feeds)).all()
        return {row.feed: FeedState(**row._mapping) for row in rows if row.feed in wanted}


class SqlTroubles:
    """The troubles that are not over, or whose end was not told yet."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Sequence[Trouble]:
        """Return them, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(troubles).order_by(troubles.c.since, troubles.c.key)).all()
        return [Trouble(**row._mapping) for row in rows]

    def keep(self, kept: Iterable[Trouble], gone: Iterable[str]) -> None:
        """Keep these, and forget those with the keys `gone`, in one transaction."""
        with self._database.write() as connection:
            for trouble in kept:
                put(connection, troubles, asdict(trouble))
            connection.execute(delete(troubles).where(troubles.c.key.in_(list(gone))))


def heard(connection: Connection, answer: Answer, new: int, now: datetime) -> None:
    """Keep how a feed answered, within a transaction."""
    row = connection.execute(select(feeds).where(feeds.c.feed == answer.feed.id)).one_or_none()
    was = FeedState(**row._mapping) if row else None
    failing = (was and was.failing) or now
    state = FeedState(
        feed=answer.feed.id,
        asked=now,
        answered=(was.answered if was else None) if answer.error else now,
        failing=failing if answer.error else None,
        error=answer.error,
        fresh=now if new else was.fresh if was else None,
    )
    put(connection, feeds, asdict(state))
