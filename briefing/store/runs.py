"""Runs: the progress of each edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select

from briefing.model import codec
from briefing.model.edition import FINAL, Edition, Run, Slot
from briefing.model.errors import Faulty, UnknownVersion
from briefing.model.progress import Note
from briefing.store.database import Database
from briefing.store.schema import runs, upsert

MIN_BODY = 500  # code points of a record that has nothing to drop


class SqlRuns:
    """The port Runs, in the database.

    A run that another version wrote, or that is damaged, is restored as far as its columns tell: as `due`, to be made again
    with the same edition, cutoff and publishing time, or in its final state.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, run: Run) -> None:
        """Store the present state of a run."""
        with self._database.write() as connection:
            upsert(connection, runs, build_row(run))

    def list_since(self, show: str, day: date) -> Sequence[Run]:
        """Return the show's runs whose local day is `day` or later, oldest slot first."""
        query = select(runs).where(runs.c.show == show, runs.c.day >= day).order_by(runs.c.at, runs.c.edition)
        with self._database.read() as connection:
            return [parse_row(row) for row in connection.execute(query)]

    def list_unfinished(self, show: str) -> Sequence[Run]:
        """Return the show's runs, of any day, that are not in a final state, oldest slot first."""
        query = select(runs).where(runs.c.show == show, runs.c.state.not_in(FINAL)).order_by(runs.c.at, runs.c.edition)
        with self._database.read() as connection:
            return [parse_row(row) for row in connection.execute(query)]

    def list_recent(self, day: date) -> Sequence[Run]:
        """Return the runs of all shows whose local day is `day` or later."""
        with self._database.read() as connection:
            return [parse_row(row) for row in connection.execute(select(runs).where(runs.c.day >= day))]

    def list_all_unfinished(self) -> Sequence[Run]:
        """Return the runs of all shows that are not in a final state."""
        with self._database.read() as connection:
            return [parse_row(row) for row in connection.execute(select(runs).where(runs.c.state.not_in(FINAL)))]

    def strip_finished(self, before: datetime) -> int:
        """Drop the products of finished runs whose slot was before an instant, but keep their outcome; return their number."""
        old = runs.c.state.in_(FINAL) & (runs.c.at < before) & (func.length(runs.c.body) > MIN_BODY)
        with self._database.write() as connection:
            fat = [run for row in connection.execute(select(runs).where(old)) if (run := parse_row(row)) != _strip_products(run)]
            for run in fat:
                upsert(connection, runs, build_row(_strip_products(run)))
        return len(fat)

    def find(self, edition: str) -> Run | None:
        """Return the run of an edition by its id, or None."""
        with self._database.read() as connection:
            row = connection.execute(select(runs).where(runs.c.edition == edition)).one_or_none()
        return parse_row(row) if row else None


def build_run(id: str, slot: Slot, now: datetime | None, missed: str) -> Run:
    """Return a new run for a slot, as it is when claimed."""
    return Run(Edition(id, slot), "missed" if missed else "due", claimed=now, reason=missed)


def _strip_products(run: Run) -> Run:
    return replace(run, rundown=None, script=None, clips=(), programme=None, notes=())


def build_row(run: Run) -> dict[str, object]:
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


def parse_row(row: Row[Any]) -> Run:
    """Return the run of a row; where its body cannot be read, as far as its columns tell."""
    try:
        return codec.loads(row.body, Run, subject=row.edition)
    except (UnknownVersion, Faulty) as error:
        return _salvage_run(row, str(error))


def _salvage_run(row: Row[Any], trouble: str) -> Run:
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
