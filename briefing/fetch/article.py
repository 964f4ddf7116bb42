"""Is an item only a teaser, and is what a page says the same article? Pure."""

from __future__ import annotations

import hashlib
import re

from briefing.model import Item

TEASER = 120  # words; a text that is longer and has an end is told from as it is
LEAST = 40  # words; our choice: a page with fewer says no more than teasers do
LONGER = 1.3  # times the teaser: beneath it is the same with a sentence of a paywall
SHARED = 0.5  # of the words of title and teaser stand on the page too; our choice: teasers are often written anew
WORD = re.compile(r"[^\W_]{4,}")


def teaser(item: Item) -> bool:
    """Return whether an item has a page, and a text so short or cut off that the page is worth asking for."""
    return bool(item.url) and (len(item.text.split()) < TEASER or item.text.endswith("…"))


def of_page(version: str) -> str:
    """Return the version of an item with the text of its page, by the version that it has with its feed's."""
    return hashlib.sha256(f"{version}\nits page".encode()).hexdigest()[:12]


def why_not(title: str, text: str, page: str) -> str:
    """Return why a page's text cannot stand for an item's, or nothing."""
    words = len(page.split())
    if words < LEAST or words < LONGER * len(text.split()):
        return "says no more than the feed"
    wanted = _words(f"{title} {text}")
    if not wanted or len(wanted & _words(page)) < SHARED * len(wanted):
        return "tells something else than the feed"
    return ""


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))
