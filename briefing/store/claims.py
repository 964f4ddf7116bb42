"""Claims: which slots have a run, and until when slots were watched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, select

from briefing.model.edition import Run, Slot
from briefing.store.database import Database
from briefing.store.health import SqlMarks
from briefing.store.marks import name_watched
from briefing.store.runs import build_row, build_run, parse_row
from briefing.store.schema import insert_missing, runs


class SqlClaims:
    """The port Claims, in the database; a claim is a row of the table of runs."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._marks = SqlMarks(database)

    def claim(self, slot: Slot, now: datetime | None = None, missed: str = "") -> Run:
        """Return the run of this slot, created when there is none; its edition's id is given once and kept.

        However many processes claim a slot, one row is created and all get it: a row is refused where its id or its slot
        already exists.
        """
        day = f"{slot.show}-{slot.day}"
        ids = (day, f"{day}-{slot.time.replace(':', '')}")
        here = (runs.c.show == slot.show) & (runs.c.day == slot.day) & (runs.c.time == slot.time)
        with self._database.write() as connection:
            insert_missing(connection, runs, [build_row(build_run(id, slot, now, missed)) for id in ids])
            return parse_row(connection.execute(select(runs).where(here)).one())

    def list_taken_slots(self, show: str, day: date) -> Sequence[Slot]:
        """Return the slots of the local day `day` and later that have a run, oldest first."""
        columns = (runs.c.show, runs.c.at, runs.c.day, runs.c.time)
        query = select(*columns).where(runs.c.show == show, runs.c.day >= day).order_by(runs.c.at)
        with self._database.read() as connection:
            return [Slot(row.show, row.at, row.day, row.time) for row in connection.execute(query)]

    def delete_unpublished(self, edition: str) -> None:
        """Delete a run of which nothing was published, so that its slot is free."""
        with self._database.write() as connection:
            connection.execute(delete(runs).where(runs.c.edition == edition, runs.c.published.is_(None)))

    def get_watched_until(self, show: str) -> datetime | None:
        """Return the instant until which the show's slots were watched, or None when they never were."""
        return self._marks.read(name_watched(show))

    def set_watched_until(self, show: str, until: datetime) -> None:
        """Record that the show's slots were watched until this instant."""
        self._marks.write(name_watched(show), until)
