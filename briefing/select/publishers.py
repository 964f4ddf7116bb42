"""Which feeds are one publisher's: an event that one house tells in three of its feeds is told by one source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from briefing.show import Feed

MANY = ("feedburner.com", "google.com", "substack.com", "medium.com", "wordpress.com", "blogspot.com", "github.io", "rss.app")
"""Hosts that serve the feeds of many publishers."""

_HOST = re.compile(r"(?:[a-z0-9_-]+\.)*?([a-z0-9_-]+\.(?:[a-z]{1,3}\.[a-z]{2}|[a-z][a-z0-9-]*))")


def publishers(feeds: Sequence[Feed]) -> Mapping[str, str]:
    """Return for each feed's id the id of the first feed of its publisher.

    Feeds are one publisher's when their hosts end alike (`example.org`, `example.co.uk`), or when one name begins with the whole
    words of the other ("Example News", "Example News Sport").
    """
    found: dict[str, str] = {}
    for place, feed in enumerate(feeds):
        first = next((other for other in feeds[:place] if _same(feed, other)), feed)
        found[feed.id] = found.get(first.id, feed.id)
    return found


def _same(one: Feed, other: Feed) -> bool:
    house = _house(one.url)
    if house and house == _house(other.url):
        return True
    short, long = sorted((one.name.casefold().split(), other.name.casefold().split()), key=len)
    return bool(short) and long[: len(short)] == short


def _house(url: str) -> str:
    """Return the end of a host that one publisher owns, or nothing for addresses in figures and for hosts of many."""
    host = (urlsplit(url).hostname or "").lower()
    match = _HOST.fullmatch(host)
    return match[1] if match and match[1] not in MANY else ""
