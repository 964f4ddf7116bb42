"""How far each edition has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, func, select

from briefing.model import codec
from briefing.model.edition import FINAL, Edition, Run, Slot
from briefing.model.errors import Faulty, UnknownVersion
from briefing.model.progress import Note
from briefing.store.database import Database
from briefing.store.health import SqlMarks
from briefing.store.schema import insert_missing, put, runs

SHORT = 500  # code points of a record that has nothing to drop


class SqlRuns:
    """The port Runs, in the database.

    A run that another version wrote, or that is damaged, comes back as far as its columns tell: `due`, to be made again with the
    same edition, cutoff and publishing time, or in its final state.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._marks = SqlMarks(database)

    def claim(self, slot: Slot, now: datetime | None = None, missed: str = "") -> Run:
        """Return the run of this slot, made when there is none; its edition's id is given once and kept.

        However many processes claim a slot, one row is made and all get it: each row offered is refused where its id or its slot
        is there already.
        """
        day = f"{slot.show}-{slot.day}"
        ids = (day, f"{day}-{slot.time.replace(':', '')}")
        here = (runs.c.show == slot.show) & (runs.c.day == slot.day) & (runs.c.time == slot.time)
        with self._database.write() as connection:
            insert_missing(connection, runs, [row_of(new_run(id, slot, now, missed)) for id in ids])
            return run_of(connection.execute(select(runs).where(here)).one())

    def save(self, run: Run) -> None:
        """Keep the run as it now is."""
        with self._database.write() as connection:
            put(connection, runs, row_of(run))

    def since(self, show: str, day: date) -> Sequence[Run]:
        """Return the show's runs whose local day is `day` or later, oldest slot first."""
        query = select(runs).where(runs.c.show == show, runs.c.day >= day).order_by(runs.c.at, runs.c.edition)
        with self._database.read() as connection:
            return [run_of(row) for row in connection.execute(query)]

    def unsettled(self, show: str) -> Sequence[Run]:
        """Return the show's runs, of whatever day, that have not come to their end, oldest slot first."""
        query = select(runs).where(runs.c.show == show, runs.c.state.not_in(FINAL)).order_by(runs.c.at, runs.c.edition)
        with self._database.read() as connection:
            return [run_of(row) for row in connection.execute(query)]

    def taken(self, show: str, day: date) -> Sequence[Slot]:
        """Return the slots of the local day `day` and later that have a run, oldest first."""
        columns = (runs.c.show, runs.c.at, runs.c.day, runs.c.time)
        query = select(*columns).where(runs.c.show == show, runs.c.day >= day).order_by(runs.c.at)
        with self._database.read() as connection:
            return [Slot(row.show, row.at, row.day, row.time) for row in connection.execute(query)]

    def forget(self, edition: str) -> None:
        """Forget a run of which nothing was published, so that its slot is free."""
        with self._database.write() as connection:
            connection.execute(delete(runs).where(runs.c.edition == edition, runs.c.published.is_(None)))

    def watched(self, show: str) -> datetime | None:
        """Return until when the show's slots were looked after, or None when they never were."""
        found = self._marks.get(f"watched {show}")
        return datetime.fromisoformat(found) if found else None

    def watch(self, show: str, until: datetime) -> None:
        """Keep that the show's slots were looked after until this instant."""
        self._marks.put(f"watched {show}", until.isoformat())

    def recent(self, day: date) -> Sequence[Run]:
        """Return the runs of all shows whose local day is `day` or later."""
        with self._database.read() as connection:
            return [run_of(row) for row in connection.execute(select(runs).where(runs.c.day >= day))]

    def unfinished(self) -> Sequence[Run]:
        """Return the runs of all shows that have not come to their end."""
        with self._database.read() as connection:
            return [run_of(row) for row in connection.execute(select(runs).where(runs.c.state.not_in(FINAL)))]

    def slim(self, before: datetime) -> int:
        """Drop what runs that ended made, whose slot was before an instant; what they came to stays; return how many there were."""
        old = runs.c.state.in_(FINAL) & (runs.c.at < before) & (func.length(runs.c.body) > SHORT)
        with self._database.write() as connection:
            fat = [run for row in connection.execute(select(runs).where(old)) if (run := run_of(row)) != _slim(run)]
            for run in fat:
                put(connection, runs, row_of(_slim(run)))
        return len(fat)

    def find(self, edition: str) -> Run | None:
        """Return the run of an edition by its id, or None."""
        with self._database.read() as connection:
            row = connection.execute(select(runs).where(runs.c.edition == edition)).one_or_none()
        return run_of(row) if row else None


def new_run(id: str, slot: Slot, now: datetime | None, missed: str) -> Run:
    """Return the run of a slot as it is claimed."""
    return Run(Edition(id, slot), "missed" if missed else "due", claimed=now, reason=missed)


def _slim(run: Run) -> Run:
    return replace(run, rundown=None, script=None, clips=(), programme=None, notes=())


def row_of(run: Run) -> dict[str, object]:
    """Return a run as a row of its table."""
    slot = run.edition.slot
    return {
        "edition": run.edition.id,
        "show": slot.show,
        "day": slot.day,
        "time": slot.time,
        "at": slot.at,
        "state": run.state,
        "cutoff": run.cutoff,
        "published": run.published,
        "reason": run.reason,
        "body": codec.dumps(run),
    }


def run_of(row: Row[Any]) -> Run:
    """Return the run of a row; of one that cannot be read, as far as its columns tell."""
    try:
        return codec.loads(row.body, Run, subject=row.edition)
    except (UnknownVersion, Faulty) as error:
        return _salvaged(row, str(error))


def _salvaged(row: Row[Any], trouble: str) -> Run:
    final = row.state in FINAL
    what = "only its end is known" if final else "it is made again from the start"
    return Run(
        edition=Edition(row.edition, Slot(row.show, row.at, row.day, row.time)),
        state=row.state if final else "due",
        cutoff=row.cutoff,
        published=row.published,
        reason=row.reason if final else "",
        notes=(Note("fetch", row.edition, f"its record cannot be read, {what}: {trouble}"),),
    )
