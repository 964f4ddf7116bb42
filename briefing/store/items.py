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
from briefing.store.health import record_answer
from briefing.store.identity import assign_ids, list_ids
from briefing.store.schema import bookmarks, insert_missing, items, upsert
from briefing.store.versions import KnownVersion, choose_version, find_absent, make_new_version, take_former_versions

KEPT_PER_FEED = 300  # items a feed may hold at a time; of 237 real ones one held so many, the next 120
CHUNK_SIZE = 500  # values in one IN: every database allows this many
COLUMNS = [column for column in items.c if column.name != "gone"]


class SqlItems:
    """The port Items, in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load_bookmarks(self, feeds: Iterable[str]) -> Mapping[str, Bookmark]:
        """Return the bookmarks of these feed ids, by feed id."""
        with self._database.read() as connection:
            rows = [
                row
                for some in _split_chunks(feeds)
                for row in connection.execute(select(bookmarks).where(bookmarks.c.feed.in_(some)))
            ]
        return {row.feed: Bookmark(row.feed, row.etag, row.modified) for row in rows}

    def save(self, answer: Answer) -> int:
        """Store items and bookmark in one transaction, all of it or nothing; return how many items were new or changed.

        Items that only share a guid get ids of their own (`identity`); of one that is there twice the first counts. An item
        without a date keeps the one it had. What an older release stored of the same words stays as it is.
        """
        if answer.error or not (answer.items or answer.bookmark):
            return 0
        with self._database.write() as connection:
            answer = replace(answer, items=_take_former_versions(connection, answer))
            answer = replace(answer, items=assign_ids(answer.items, _load_versions(connection, answer.items)))
            offered = {item.id: item for item in answer.items}
            known = _load_newest(connection, offered)
            fresh = [kept for item in offered.values() if (kept := make_new_version(item, known.get(item.id)))]
            insert_missing(connection, items, [{column.name: getattr(item, column.name) for column in COLUMNS} for item in fresh])
            if mark := answer.bookmark:
                upsert(connection, bookmarks, {"feed": mark.feed, "etag": mark.etag, "modified": mark.modified})
            _record_missing(connection, answer)
        return len(fresh)

    def record_answers(self, answers: Iterable[Answer], new: Mapping[str, int], now: datetime) -> None:
        """Record how feeds answered; `new` has the number of new items of each, by feed id."""
        with self._database.write() as connection:
            for answer in answers:
                record_answer(connection, answer, new.get(answer.feed.id, 0), now)

    def list_between(self, feeds: Iterable[str], after: datetime, until: datetime, cutoff: datetime) -> Sequence[Item]:
        """Return items with `after < published <= until`, oldest first.

        Each is in its newest version seen by `cutoff` or, when none was seen by then, in its first version.
        """
        found: list[Item] = []
        with self._database.read() as connection:
            for some in _split_chunks(feeds):
                near = select(items.c.id).where(items.c.feed.in_(some), items.c.published > after, items.c.published <= until)
                rows = connection.execute(select(*COLUMNS).where(items.c.id.in_(near)).order_by(items.c.id, items.c.seen))
                found += [
                    choose_version([Item(**row._mapping) for row in versions], cutoff)
                    for _, versions in groupby(rows, lambda row: str(row.id))
                ]
        return sorted((item for item in found if after < item.published <= until), key=lambda item: (item.published, item.id))

    def load_newest(self, ids: Iterable[str]) -> Sequence[Item]:
        """Return the newest known version of each of these items, in the order of their ids."""
        found: dict[str, Item] = {}
        with self._database.read() as connection:
            for some in _split_chunks(sorted(set(ids))):
                query = select(*COLUMNS).where(items.c.id.in_(some)).order_by(items.c.id, items.c.seen)
                found |= {row.id: Item(**row._mapping) for row in connection.execute(query)}
        return list(found.values())

    def prune_items(self, before: datetime, kept: Collection[str]) -> int:
        """Delete items seen before an instant, except those in `kept` by id and the newest of each feed; return how many versions.

        The feed may still hold its newest items: once deleted, they would come back as new ones.
        """
        rank = func.row_number().over(partition_by=items.c.feed, order_by=items.c.published.desc()).label("rank")
        ranked = select(items.c.id, items.c.seen, rank).subquery()
        old = select(ranked.c.id, ranked.c.seen).where(ranked.c.rank > KEPT_PER_FEED, ranked.c.seen < before)
        with self._database.write() as connection:
            gone = [row for row in connection.execute(old) if row.id not in kept]
            if gone:
                match = (items.c.id == bindparam("one")) & (items.c.seen == bindparam("then"))
                connection.execute(delete(items).where(match), [{"one": row.id, "then": row.seen} for row in gone])
        return len(gone)

    def find_missing(self, ids: Iterable[str]) -> frozenset[str]:
        """Return the ids that their feed, when last read whole, no longer held although it held older ones."""
        with self._database.read() as connection:
            return frozenset(
                id
                for some in _split_chunks(set(ids))
                for id in connection.scalars(select(items.c.id).where(items.c.id.in_(some), items.c.gone.is_not(None)))
            )


def _record_missing(connection: Connection, answer: Answer) -> None:
    """Record which items a feed no longer holds since this answer, and which of those it holds again."""
    for some in _split_chunks({item.id for item in answer.items}):
        connection.execute(update(items).where(items.c.id.in_(some), items.c.gone.is_not(None)).values(gone=None))
    dates = [item.published for item in answer.items if item.dated]
    if not answer.whole or not dates:
        return
    there = (items.c.feed == answer.feed.id) & (items.c.published > min(dates)) & items.c.dated & items.c.gone.is_(None)
    known = _load_newest(connection, set(connection.scalars(select(items.c.id).where(there))))
    lacks = find_absent(answer.items, [(id, newest.published) for id, newest in known.items() if newest.dated])
    seen = max(item.seen for item in answer.items)
    for some in _split_chunks(lacks):
        connection.execute(update(items).where(items.c.id.in_(some)).values(gone=seen))


def _take_former_versions(connection: Connection, answer: Answer) -> tuple[Item, ...]:
    ids = {id for item in answer.items if item.version in answer.formerly for id in list_ids(item)}
    newest = {id: known.version for id, known in _load_newest(connection, ids).items()} if ids else {}
    return take_former_versions(answer.items, answer.formerly, newest)


def _load_versions(connection: Connection, offered: Sequence[Item]) -> dict[str, list[Item]]:
    """Return the stored versions, oldest first, under the ids that those items may have whose exact version is not stored."""
    stored: dict[str, set[str]] = {}
    for some in _split_chunks({item.id for item in offered}):
        for row in connection.execute(select(items.c.id, items.c.version).where(items.c.id.in_(some))):
            stored.setdefault(row.id, set()).add(row.version)
    times = Counter(item.id for item in offered)
    unclear = [item for item in offered if times[item.id] > 1 or item.version not in stored.get(item.id, ())]
    found: dict[str, list[Item]] = {}
    for some in _split_chunks({id for item in unclear for id in list_ids(item)}):
        for row in connection.execute(select(*COLUMNS).where(items.c.id.in_(some)).order_by(items.c.seen)):
            found.setdefault(row.id, []).append(Item(**row._mapping))
    return found


def _load_newest(connection: Connection, ids: Iterable[str]) -> dict[str, KnownVersion]:
    """Return the newest known version of each of these items."""
    columns = (items.c.id, items.c.version, items.c.published, items.c.seen, items.c.dated)
    known: dict[str, KnownVersion] = {}
    for some in _split_chunks(ids):
        for row in connection.execute(select(*columns).where(items.c.id.in_(some)).order_by(items.c.seen)):
            known[row.id] = KnownVersion(row.version, row.published, row.seen, row.dated)
    return known


def _split_chunks(values: Iterable[str]) -> Iterator[list[str]]:
    everything = list(values)
    for start in range(0, len(everything), CHUNK_SIZE):
        yield everything[start : start + CHUNK_SIZE]
