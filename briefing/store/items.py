"""Items and bookmarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, bindparam, delete, func, select, update

from briefing.model.news import Answer, Bookmark, Item
from briefing.store.database import Database
from briefing.store.health import heard
from briefing.store.identity import settle_ids
from briefing.store.schema import bookmarks, insert_missing, items, put
from briefing.store.versions import Known, absent, as_of, news

HELD = 300  # items a feed may hold at a time; of 237 real ones one held so many, the next 120
FEW = 500  # values in one IN: every database allows this many
COLUMNS = [column for column in items.c if column.name != "gone"]


class SqlItems:
    """The port Items, in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def bookmarks(self, feeds: Iterable[str]) -> Mapping[str, Bookmark]:
        """Return the bookmarks of these feed ids, by feed id."""
        with self._database.read() as connection:
            rows = [
                row for some in _chunks(feeds) for row in connection.execute(select(bookmarks).where(bookmarks.c.feed.in_(some)))
            ]
        return {row.feed: Bookmark(row.feed, row.etag, row.modified) for row in rows}

    def save(self, answer: Answer) -> int:
        """Keep items and bookmark in one transaction, all of it or nothing; return how many items were new or changed.

        Items that only share a guid get ids of their own (`identity`); of one that stands twice the first counts. An item without a
        date keeps the one it had.
        """
        if answer.error or not (answer.items or answer.bookmark):
            return 0
        with self._database.write() as connection:
            answer = replace(answer, items=settle_ids(answer.items, _versions(connection, answer.items)))
            offered = {item.id: item for item in answer.items}
            known = _newest(connection, offered)
            fresh = [kept for item in offered.values() if (kept := news(item, known.get(item.id)))]
            insert_missing(connection, items, [{column.name: getattr(item, column.name) for column in COLUMNS} for item in fresh])
            if mark := answer.bookmark:
                put(connection, bookmarks, {"feed": mark.feed, "etag": mark.etag, "modified": mark.modified})
            _mark(connection, answer)
        return len(fresh)

    def heard(self, answers: Iterable[Answer], new: Mapping[str, int], now: datetime) -> None:
        """Remember how feeds answered; `new` says of how many items each had news, by feed id."""
        with self._database.write() as connection:
            for answer in answers:
                heard(connection, answer, new.get(answer.feed.id, 0), now)

    def between(self, feeds: Iterable[str], after: datetime, until: datetime, cutoff: datetime) -> Sequence[Item]:
        """Return items with `after < published <= until`, oldest first.

        Each is in the newest version seen by `cutoff`, or, when none was seen by then, in the first there is.
        """
        found: list[Item] = []
        with self._database.read() as connection:
            for some in _chunks(feeds):
                near = select(items.c.id).where(items.c.feed.in_(some), items.c.published > after, items.c.published <= until)
                rows = connection.execute(select(*COLUMNS).where(items.c.id.in_(near)).order_by(items.c.id, items.c.seen))
                found += [
                    as_of([Item(**row._mapping) for row in versions], cutoff)
                    for _, versions in groupby(rows, lambda row: str(row.id))
                ]
        return sorted((item for item in found if after < item.published <= until), key=lambda item: (item.published, item.id))

    def newest(self, ids: Iterable[str]) -> Sequence[Item]:
        """Return the newest version of each of these items that is known, in the order of their ids."""
        found: dict[str, Item] = {}
        with self._database.read() as connection:
            for some in _chunks(sorted(set(ids))):
                query = select(*COLUMNS).where(items.c.id.in_(some)).order_by(items.c.id, items.c.seen)
                found |= {row.id: Item(**row._mapping) for row in connection.execute(query)}
        return list(found.values())

    def forget(self, before: datetime, kept: Collection[str]) -> int:
        """Forget items seen before an instant but for those `kept` by id and the newest of each feed; return how many versions.

        Those are what the feed may still hold: forgotten, they would be met as new ones.
        """
        rank = func.row_number().over(partition_by=items.c.feed, order_by=items.c.published.desc()).label("rank")
        ranked = select(items.c.id, items.c.seen, rank).subquery()
        old = select(ranked.c.id, ranked.c.seen).where(ranked.c.rank > HELD, ranked.c.seen < before)
        with self._database.write() as connection:
            gone = [row for row in connection.execute(old) if row.id not in kept]
            if gone:
                match = (items.c.id == bindparam("one")) & (items.c.seen == bindparam("then"))
                connection.execute(delete(items).where(match), [{"one": row.id, "then": row.seen} for row in gone])
        return len(gone)

    def missing(self, ids: Iterable[str]) -> frozenset[str]:
        """Return those ids which their feed, when last read whole, no longer held, although it held older ones."""
        with self._database.read() as connection:
            return frozenset(
                id
                for some in _chunks(set(ids))
                for id in connection.scalars(select(items.c.id).where(items.c.id.in_(some), items.c.gone.is_not(None)))
            )


def _mark(connection: Connection, answer: Answer) -> None:
    """Keep which items a feed lacks since this answer, and that it has those again which it names."""
    for some in _chunks({item.id for item in answer.items}):
        connection.execute(update(items).where(items.c.id.in_(some), items.c.gone.is_not(None)).values(gone=None))
    dates = [item.published for item in answer.items if item.dated]
    if not answer.whole or not dates:
        return
    there = (items.c.feed == answer.feed.id) & (items.c.published > min(dates)) & items.c.dated & items.c.gone.is_(None)
    known = _newest(connection, set(connection.scalars(select(items.c.id).where(there))))
    lacks = absent(answer.items, [(id, newest.published) for id, newest in known.items() if newest.dated])
    seen = max(item.seen for item in answer.items)
    for some in _chunks(lacks):
        connection.execute(update(items).where(items.c.id.in_(some)).values(gone=seen))


def _versions(connection: Connection, offered: Sequence[Item]) -> dict[str, list[Item]]:
    """Return what is kept under the ids of items of which the very words are not, oldest first."""
    stored: dict[str, set[str]] = {}
    for some in _chunks({item.id for item in offered}):
        for row in connection.execute(select(items.c.id, items.c.version).where(items.c.id.in_(some))):
            stored.setdefault(row.id, set()).add(row.version)
    unclear = {item.id for item in offered if item.id in stored and item.version not in stored[item.id]}
    unclear |= {id for id, times in Counter(item.id for item in offered).items() if times > 1 and id in stored}
    found: dict[str, list[Item]] = {}
    for some in _chunks(unclear):
        for row in connection.execute(select(*COLUMNS).where(items.c.id.in_(some)).order_by(items.c.seen)):
            found.setdefault(row.id, []).append(Item(**row._mapping))
    return found


def _newest(connection: Connection, ids: Iterable[str]) -> dict[str, Known]:
    """Return what we know of the newest version of each of these items."""
    columns = (items.c.id, items.c.version, items.c.published, items.c.seen, items.c.dated)
    known: dict[str, Known] = {}
    for some in _chunks(ids):
        for row in connection.execute(select(*columns).where(items.c.id.in_(some)).order_by(items.c.seen)):
            known[row.id] = Known(row.version, row.published, row.seen, row.dated)
    return known


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    everything = list(values)
    for start in range(0, len(everything), FEW):
        yield everything[start : start + FEW]
