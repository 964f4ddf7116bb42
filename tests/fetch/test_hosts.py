"""What hosts say to robots in files of their own."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from briefing.fetch.hosts import Hosts
from briefing.fetch.http import Client
from briefing.fetch.limits import Limits
from tests.fetch.server import Page, serving
from tests.support import make

RULES = b'[{"location": "/premium/*", "tdm-reservation": 1}]'


def test_two_items_of_one_guid_are_each_reserved_for_themselves() -> None:
    """Items that share an id, as publishers share guids, each get what the host says of their own page."""
    with serving({"/.well-known/tdmrep.json": Page(RULES, headers={"Content-Type": "application/json"})}) as server:
        feed = make.feed(url=server.url("/rss"), private=True)
        kept, free = (make.item(title, id="g", url=server.url(path)) for title, path in (("A", "/premium/1"), ("B", "/free/2")))

        async def ask() -> list[bool]:
            async with Client(Limits(), per_host=2) as client:
                both = [await Hosts(client).reserved(items, feed.url, feed) for items in ((kept, free), (free, kept))]
            return [bool(item.reserved) for found in both for item in found]

        assert asyncio.run(ask()) == [True, False, False, True]
    assert replace(kept, reserved="") == kept
