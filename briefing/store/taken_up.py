"""Taking up again what was published and the database does not know: one episode in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, select

from briefing import codec
from briefing.model import Item, Run, State
from briefing.published import Episode
from briefing.store.database import Database
from briefing.store.items import COLUMNS
from briefing.store.runs import row_of, run_of
from briefing.store.tables import aired, episodes, insert_missing, items, put, runs, show_guids

HEARD: frozenset[State] = frozenset({"published", "corrected", "retracted"})


def take_up(database: Database, episode: Episode, run: Run, told: Iterable[Item]) -> bool:
    """Keep an episode, its run, what it aired and the items it rests on, where they are not known; tell whether its slot was free.

    A run that is known keeps what it knows, unless it had not come as far. The same again changes nothing.
    """
    row = {"edition": episode.edition, "revision": episode.revision, "show": episode.show, "slot": episode.slot}
    with database.write() as connection:
        insert_missing(connection, episodes, [{**row, "body": codec.dumps(episode)}])
        insert_missing(connection, aired, [{"show": episode.show, "item": item} for item in run.told])
        insert_missing(connection, items, [{column.name: getattr(item, column.name) for column in COLUMNS} for item in told])
        return _keep(connection, run)


def take_up_guid(database: Database, show: str, guid: str) -> None:
    """Keep the podcast:guid that a show's listeners know, where none is known."""
    with database.write() as connection:
        insert_missing(connection, show_guids, [{"show": show, "guid": guid}])


def air(database: Database, show: str, told: Iterable[Item]) -> None:
    """Keep that a show aired these items."""
    with database.write() as connection:
        insert_missing(connection, aired, [{"show": show, "item": item.id} for item in told])


def _keep(connection: Connection, run: Run) -> bool:
    """Keep a run; False when another edition has its slot."""
    insert_missing(connection, runs, [row_of(run)])
    row = connection.execute(select(runs).where(runs.c.edition == run.edition.id)).one_or_none()
    if row is None:
        return False
    known = run_of(row)
    if known.state not in HEARD or known.revision < run.revision:
        put(connection, runs, row_of(_finished(known, run)))
    return True


def _finished(known: Run, run: Run) -> Run:
    """Return a run that had not come as far as what was published: as it is known, if that is what was published."""
    if (known.published, known.revision) == (run.published, run.revision) and known.programme:
        return replace(known, state=run.state, reason="")
    return replace(run, edition=known.edition, told=tuple(dict.fromkeys((*known.told, *run.told))))
