"""Health records between runs: marks, feed states, and alerts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, delete, select

from briefing.model.alert import Alert, FeedState
from briefing.model.news import Answer
from briefing.store.database import Database
from briefing.store.marks import Mark
from briefing.store.schema import feeds, marks, troubles, upsert

T = TypeVar("T")


class SqlMarks:
    """The port Marks, in the database: small values by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        """Return the value of a name, or None."""
        with self._database.read() as connection:
            return connection.scalars(select(marks.c.value).where(marks.c.name == name)).one_or_none()

    def put(self, name: str, value: str) -> None:
        """Store the value of a name."""
        with self._database.write() as connection:
            upsert(connection, marks, {"name": name, "value": value})

    def read(self, mark: Mark[T]) -> T | None:
        """Return what a mark holds; None where it holds nothing, or nothing that can be read."""
        text = self.get(mark.name)
        return mark.parse(text) if text else None

    def write(self, mark: Mark[T], value: T | None) -> None:
        """Store what a mark holds; None empties it."""
        self.put(mark.name, "" if value is None else mark.format(value))


class SqlFeeds:
    """Feed states; they are stored in one transaction with the items of an answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load_states(self, ids: Iterable[str]) -> Mapping[str, FeedState]:
        """Return the states of these feeds; omits a feed that was never asked."""
        wanted = frozenset(ids)
        with self._database.read() as connection:
            rows = connection.execute(select(feeds)).all()
        return {row.feed: FeedState(**row._mapping) for row in rows if row.feed in wanted}


class SqlAlerts:
    """Alerts that have not ended, or whose end was not reported yet."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_alerts(self) -> Sequence[Alert]:
        """Return all alerts, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(troubles).order_by(troubles.c.since, troubles.c.key)).all()
        return [Alert(**row._mapping) for row in rows]

    def save_alerts(self, kept: Iterable[Alert], gone: Iterable[str]) -> None:
        """Store these alerts and delete those with the keys `gone`, in one transaction."""
        with self._database.write() as connection:
            for trouble in kept:
                upsert(connection, troubles, asdict(trouble))
            connection.execute(delete(troubles).where(troubles.c.key.in_(list(gone))))


def record_answer(connection: Connection, answer: Answer, new: int, now: datetime) -> None:
    """Record how a feed answered, within a transaction."""
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
    upsert(connection, feeds, asdict(state))
