"""Which feeds are one publisher's: an event that three sections of one paper tell has one source."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlsplit

from briefing.model.show import Feed

SHARED_HOSTS = (
    "feedburner.com",
    "google.com",
    "substack.com",
    "medium.com",
    "wordpress.com",
    "blogspot.com",
    "github.io",
    "rss.app",
)
"""Hosts that serve the feeds of many publishers."""

_HOST = re.compile(r"(?:[a-z0-9_-]+\.)*?([a-z0-9_-]+\.(?:[a-z]{1,3}\.[a-z]{2}|[a-z][a-z0-9-]*))")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DIVIDED = re.compile(r"\s*(?:\s[-–—/]\s|[|:»›>·•(\[])")  # "Example News - World", "Example News: World", "Example News (World)"


def group_publishers(feeds: Sequence[Feed], sections: Collection[str] = ()) -> Mapping[str, str]:
    """Return, for each feed's id, the id of the first feed of its publisher.

    Two feeds have the same publisher when their hosts have the same domain (`example.org`, `example.co.uk`), or when their names
    are the same but for a section behind them: words of `sections` ("Example News Sport") or, unless their domains differ, what
    stands behind a dash or the like ("Example News - Velm"). Any other word is another publisher's: "ABC News" is American, "ABC
    News Australia" is not.
    """
    found: dict[str, str] = {}
    for place, feed in enumerate(feeds):
        first = next((other for other in feeds[:place] if _is_same_publisher(feed, other, sections)), feed)
        found[feed.id] = found.get(first.id, feed.id)
    return found


def _is_same_publisher(one: Feed, other: Feed, sections: Collection[str]) -> bool:
    domains = _find_publisher_domain(one.url), _find_publisher_domain(other.url)
    if domains[0] and domains[0] == domains[1]:
        return True
    first, second = _split_words(one.name), _split_words(other.name)
    cores = _strip_sections(first, sections), _strip_sections(second, sections)
    if cores[0] and cores[0] == cores[1] and (len(cores[0]) > 1 or cores[0] in (first, second)):  # "The Local" is not "The World"
        return True
    heads = [_split_words(_DIVIDED.split(feed.name, maxsplit=1)[0]) for feed in (one, other)]
    return bool(heads[0]) and heads[0] == heads[1] and not all(domains)


def _strip_sections(words: Sequence[str], sections: Collection[str]) -> Sequence[str]:
    """Return the words of a name without those at its end that name sections; the first stays."""
    end = len(words)
    while end > 1 and words[end - 1] in sections:
        end -= 1
    return words[:end]


def _split_words(name: str) -> list[str]:
    return _WORD.findall(name.casefold())


def _find_publisher_domain(url: str) -> str:
    """Return the domain that one publisher owns, or "" for IP addresses and for hosts of many publishers."""
    host = (urlsplit(url).hostname or "").lower()
    match = _HOST.fullmatch(host)
    return match[1] if match and match[1] not in SHARED_HOSTS else ""
