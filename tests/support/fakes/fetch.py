"""A fetcher and pages whose answers are prepared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from briefing.model.news import Answer, Bookmark, Item
from briefing.model.progress import Note
from briefing.model.show import Feed


@dataclass(slots=True)
class FakeFetcher:
    """Answers with the items prepared by feed id, with none when asked with the bookmark it gave; unknown feeds are dead."""

    items: Mapping[str, Sequence[Item]]
    asked: list[str] = field(default_factory=list)

    def fetch(self, feeds: Sequence[Feed], bookmarks: Mapping[str, Bookmark], now: datetime) -> Sequence[Answer]:
        return [self._make_answer(feed, bookmarks.get(feed.id), now) for feed in feeds]

    def _make_answer(self, feed: Feed, bookmark: Bookmark | None, now: datetime) -> Answer:
        self.asked.append(feed.id)
        if feed.id not in self.items:
            what = f"{feed.address}: answered 404 Not Found"
            return Answer(feed, (), None, (Note("fetch", feed.name, what),), error=f"{feed.name}: {what}")
        items = tuple(replace(item, feed=feed.id, seen=now) for item in self.items[feed.id])
        tag = Bookmark(feed.id, etag=f'"{len(items)}"', modified="")
        return Answer(feed, (), None, ()) if bookmark == tag else Answer(feed, items, tag, (), whole=True)


@dataclass(slots=True)
class FakePages:
    """Pages, of which those with a prepared address are gone."""

    lost: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def find_gone(self, feeds: Sequence[Feed], items: Sequence[Item]) -> frozenset[str]:
        known = {feed.id for feed in feeds}
        wanted = [item for item in items if item.url and item.feed in known]
        self.asked += [item.url for item in wanted]
        return frozenset(item.id for item in wanted if item.url in self.lost)
