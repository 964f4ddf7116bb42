"""The Pages port: do the pages of items still stand? Asked over the same guarded HTTP as the feeds."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING

from briefing.fetch.limits import Limits, Unusable
from briefing.model.news import Item
from briefing.model.show import Feed

if TYPE_CHECKING:
    from briefing.fetch.http import Client

GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
PATIENCE = 60.0  # seconds for all pages; what is not known by then counts as still there, since the slot is kept


class FeedPages:
    """Asks after pages; `per_host` is how many requests one host gets at a time."""

    def __init__(self, *, per_host: int, limits: Limits | None = None, patience: float = PATIENCE) -> None:
        self._per_host = per_host
        self._limits = limits or Limits()
        self._patience = patience

    def find_gone(self, feeds: Sequence[Feed], items: Sequence[Item]) -> frozenset[str]:
        """Return the ids of the items whose own page says that it is gone (404, 410); one that cannot be reached is not gone."""
        known = {feed.id: feed for feed in feeds}
        asked = [(known[item.feed], item) for item in items if item.url and item.feed in known]
        return asyncio.run(self._all(asked)) if asked else frozenset()

    async def _all(self, asked: Sequence[tuple[Feed, Item]]) -> frozenset[str]:
        from briefing.fetch.http import Client  # here, because aiohttp takes 0.2 s to import

        found: set[str] = set()
        async with Client(self._limits, per_host=self._per_host) as client:
            try:
                async with asyncio.timeout(self._patience):
                    await asyncio.gather(*(_ask_one(client, feed, item, found) for feed, item in asked))
            except TimeoutError:
                pass
        return frozenset(found)


async def _ask_one(client: Client, feed: Feed, item: Item, found: set[str]) -> None:
    try:
        status = await client.status(feed, item.url)
    except Unusable:  # nobody can tell, so it may be there
        return
    if status in GONE:
        found.add(item.id)
