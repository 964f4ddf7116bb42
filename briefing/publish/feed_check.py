"""Is a podcast feed what directories and players need, before it replaces the one they have?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from functools import cache

from lxml import etree

from briefing.model.errors import Faulty
from briefing.publish.feed import NAMESPACES

# What Apple (https://podcasters.apple.com/support/823-podcast-requirements) and RSS 2.0 require, and our own AI mark.
CHANNEL = (
    "title", "link", "description", "language", "itunes:author", "itunes:category/@text", "itunes:explicit", "itunes:image/@href",
    "atom:link[@rel='self']/@href", "podcast:txt[@purpose='ai-content']",
)  # fmt: skip
ITEM = (
    "title", "guid", "pubDate", "link", "description", "content:encoded", "enclosure/@url", "enclosure/@length", "itunes:duration",
    "podcast:transcript/@url", "podcast:chapters/@url", "podcast:txt[@purpose='ai-content']",
)  # fmt: skip


def check_feed(data: bytes, sizes: Mapping[str, int], subject: str = "feed.xml") -> None:
    """Raise Faulty unless the feed is whole and has exactly these episodes: guid -> bytes of the MP3."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        raise Faulty(subject, "is not XML", str(error)) from error
    channel = root.find("channel")
    if root.tag != "rss" or channel is None:
        raise Faulty(subject, "is not RSS")
    faults = [*_find_lacking(channel, CHANNEL, "the channel")]
    items = channel.findall("item")
    for item in items:
        faults += _check_item(item, sizes)
    found = [item.findtext("guid") for item in items]
    if sorted(map(str, found)) != sorted(sizes):
        faults.append(f"holds {len(found)} episodes where there are {len(sizes)}, or not the same ones")
    if faults:
        raise Faulty(subject, faults[0], f"{len(faults) - 1} more" if faults[1:] else "")


def _check_item(item: etree._Element, sizes: Mapping[str, int]) -> Iterator[str]:
    guid = item.findtext("guid") or "an item"
    yield from _find_lacking(item, ITEM, guid)
    enclosure = item.find("enclosure")
    length = enclosure.get("length") if enclosure is not None else None
    if guid in sizes and length != str(sizes[guid]):
        yield f"{guid} says its sound has {length} bytes, it has {sizes[guid]}"
    try:
        parsedate_to_datetime(item.findtext("pubDate") or "")
    except ValueError:
        yield f"{guid} has no date that can be read"


def _find_lacking(element: etree._Element, paths: tuple[str, ...], name: str) -> Iterator[str]:
    for path in paths:
        if not str(_get_text(path)(element)).strip():
            yield f"{name} has no {path}"


@cache
def _get_text(path: str) -> etree.XPath:
    """Return what finds a text in an element; compiled once, since a feed of years asks thousands of times."""
    return etree.XPath(f"string({path})", namespaces=NAMESPACES)
