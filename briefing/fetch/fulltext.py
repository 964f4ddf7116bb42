"""The pages of items whose feed has only teasers: asked for with the same guards as feeds, and only where robots.txt allows it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from briefing.fetch.article import is_teaser, make_page_version
from briefing.fetch.hosts import Hosts
from briefing.fetch.limits import Limits, Unusable
from briefing.fetch.parser_process import ParserProcess
from briefing.lib.redact import shown
from briefing.model.news import Item
from briefing.model.show import Feed

if TYPE_CHECKING:
    from briefing.fetch.http import Client, Reply

NEEDED = ("trafilatura", "protego")
Known = Callable[[Sequence[str]], Sequence[Item]]
"""Returns the newest version that is kept of each of these items, by their ids."""


def find_missing_packages() -> str:
    """Return what to do before pages can be read here, or nothing."""
    if all(find_spec(name) for name in NEEDED):
        return ""
    return "full_text needs more than is installed: pip install 'news-briefing[fulltext]'"


def _identify(item: Item) -> tuple[str, str]:
    """Return what tells an item of an answer from others, which may have the same id."""
    return item.id, item.version


def take_kept_pages(items: Sequence[Item], known: Mapping[str, Item]) -> tuple[list[Item], list[Item]]:
    """Return the items with the text of their pages where that is kept already, and those whose pages are to be asked for.

    An item that says something new in its feed is asked for again; so is one whose page failed before.
    """
    whole: list[Item] = []
    for item in items:
        before = known.get(item.id)
        settled = before is not None and before.version == make_page_version(item.version)
        whole.append(
            replace(item, text=before.text, version=before.version, language=before.language) if before and settled else item
        )
    return whole, [item for item, raw in zip(whole, items, strict=True) if item is raw and not item.reserved and is_teaser(item)]


class FullText:
    """Reads pages for one fetch; `turn` is held by who uses the reader."""

    def __init__(
        self, client: Client, hosts: Hosts, reader: ParserProcess, turn: asyncio.Lock, limits: Limits, known: Known
    ) -> None:
        self._client, self._hosts, self._reader, self._turn = client, hosts, reader, turn
        self._limits, self._known = limits, known

    async def read(self, feed: Feed, items: Sequence[Item]) -> tuple[tuple[Item, ...], list[str]]:
        """Return a feed's items, teasers with the text of their pages, and notes on those that stay teasers."""
        known = {item.id: item for item in self._known([item.id for item in items])}
        whole, wanted = take_kept_pages(items, known)
        newest = sorted(wanted, key=lambda item: item.published, reverse=True)
        asked = newest[: self._limits.pages]
        outcomes = dict(zip((_identify(item) for item in asked), await self._all(feed, asked), strict=True))
        outcomes |= {
            _identify(item): Unusable(f"over the {self._limits.pages} that one run asks for") for item in newest[len(asked) :]
        }
        failed = {same: str(outcome) for same, outcome in outcomes.items() if isinstance(outcome, Unusable)}
        full = [found if isinstance(found := outcomes.get(_identify(item)), Item) else item for item in whole]
        return tuple(full), _make_notes([(item.url, failed[_identify(item)]) for item in newest if _identify(item) in failed])

    async def _all(self, feed: Feed, items: Sequence[Item]) -> list[Item | Unusable]:
        """Return for each item what became of its page, in order."""
        allowed = await self._allowed(feed, [item.url for item in items])
        replies = await self._replies(feed, [item.url for item in items if item.url in allowed])
        ends = {reply.url for reply in replies.values() if not isinstance(reply, Unusable)}
        allowed |= await self._allowed(feed, sorted(ends - allowed))  # where a redirect leads, others say what is allowed
        return [await self._item(feed, item, replies.get(item.url), allowed) for item in items]

    async def _item(self, feed: Feed, item: Item, reply: Reply | Unusable | None, allowed: set[str]) -> Item | Unusable:
        if isinstance(reply, Unusable):
            return reply
        if reply is None or reply.url not in allowed:
            return Unusable("not allowed by robots.txt")
        if reserved := reply.reserved or await self._hosts.reservation(reply.url, feed):
            return replace(item, reserved=reserved)
        async with self._turn:
            try:
                return await asyncio.to_thread(self._reader.page, feed, item, reply.body or b"", reply.charset)
            except Unusable as error:
                return error

    async def _allowed(self, feed: Feed, urls: Sequence[str]) -> set[str]:
        """Return those of the addresses that their hosts' robots.txt allows."""
        from briefing.fetch.http import AGENT

        found: set[str] = set()
        together: dict[bytes, list[str]] = {}
        for url, robots in zip(urls, await asyncio.gather(*(self._hosts.robots(url, feed) for url in urls)), strict=True):
            together.setdefault(robots, []).append(url)
        for robots, some in together.items():
            async with self._turn:
                try:
                    answers = await asyncio.to_thread(self._reader.allowed, robots, AGENT, some)
                except Unusable:  # a robots.txt that nobody can read allows nothing
                    continue
            found.update(url for url, yes in zip(some, answers, strict=True) if yes)
        return found

    async def _replies(self, feed: Feed, urls: Sequence[str]) -> dict[str, Reply | Unusable]:
        tasks = {url: asyncio.create_task(self._page(url, feed)) for url in urls}
        if tasks:
            _, late = await asyncio.wait(tasks.values(), timeout=self._limits.pages_seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        overdue = Unusable(f"not within the {self._limits.pages_seconds:g} s that all pages of a feed may take")
        return {url: overdue if task.cancelled() else task.result() for url, task in tasks.items()}

    async def _page(self, url: str, feed: Feed) -> Reply | Unusable:
        try:
            return await self._client.page(feed, url)
        except Unusable as error:
            return error


def _make_notes(failed: Sequence[tuple[str, str]]) -> list[str]:
    """Return one note for each reason, with the first page that it was said of."""
    first = {why: url for url, why in reversed(failed)}
    return [
        f"{times} {'page' if times == 1 else 'pages'} left for the teaser: {why}, such as {shown(first[why])}"
        for why, times in Counter(why for _, why in failed).items()
    ]
