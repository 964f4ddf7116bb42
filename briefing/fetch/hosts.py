"""What hosts say to robots in files of their own, each asked for once in a fetch."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.fetch.limits import Unusable
from briefing.fetch.tdm import WELL_KNOWN, Rule, find_in_rules, parse_rules
from briefing.model.news import Item
from briefing.model.show import Feed

if TYPE_CHECKING:
    from briefing.fetch.http import Client

NOT_FOUND = range(400, 500)
TOO_OFTEN = 429
NOTHING = b"User-agent: *\nDisallow: /\n"
Key = tuple[str, bool]  # a host, and whether it is asked as a private feed's own: what is refused to others says nothing of it


class Hosts:
    """The files of hosts, asked for when first needed; a feed is named because its own host and port may be private."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._robots: dict[Key, asyncio.Task[bytes]] = {}
        self._rules: dict[Key, asyncio.Task[tuple[Rule, ...]]] = {}

    async def reservation(self, url: str, feed: Feed) -> str:
        """Return how the TDM Reservation Protocol's file reserves an address, or nothing; without a file nothing is reserved."""
        key = _make_key(url, feed)
        if key not in self._rules:
            self._rules[key] = asyncio.create_task(self._read_rules(key[0] + WELL_KNOWN, feed))
        return find_in_rules(await asyncio.shield(self._rules[key]), urlsplit(url).path or "/")

    async def reserved(self, items: Sequence[Item], url: str, feed: Feed) -> tuple[Item, ...]:
        """Return a feed's items, those reserved whose pages are on the host of the feed at `url` and reserved by its file."""
        found: list[Item] = []
        for item in items:  # each for itself: several may share an id, as publishers share guids
            here = not item.reserved and item.url and _get_host(item.url) == _get_host(url)
            why = await self.reservation(item.url, feed) if here else ""
            found.append(replace(item, reserved=why) if why else item)
        return tuple(found)

    async def robots(self, url: str, feed: Feed) -> bytes:
        """Return the robots.txt for an address: none allows all, one that cannot be had now allows nothing (RFC 9309, 2.3.1)."""
        key = _make_key(url, feed)
        if key not in self._robots:
            self._robots[key] = asyncio.create_task(self._read_robots(f"{key[0]}/robots.txt", feed))
        return await asyncio.shield(self._robots[key])

    async def _read_rules(self, address: str, feed: Feed) -> tuple[Rule, ...]:
        try:
            return parse_rules(await self._client.rules(feed, address))
        except Unusable:  # as good as none, which most hosts have
            return ()

    async def _read_robots(self, address: str, feed: Feed) -> bytes:
        try:
            return await self._client.rules(feed, address)
        except Unusable as error:
            return b"" if error.status in NOT_FOUND and error.status != TOO_OFTEN else NOTHING


def _make_key(url: str, feed: Feed) -> Key:
    host = _get_host(url)
    return host, (feed.private or feed.private_unless_public) and host == _get_host(feed.url)


def _get_host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
