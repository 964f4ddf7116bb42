"""Raw entries to clean items: pure; `now` is an argument."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urljoin

from briefing.fetch import clean
from briefing.fetch.address import without_secrets
from briefing.fetch.raw import Raw
from briefing.model import Item

TITLE, TEXT, AUTHOR = 500, 50_000, 200
AHEAD = timedelta(hours=1)


def items(entries: Iterable[Raw], *, feed: str, url: str, page: str, now: datetime) -> tuple[Item, ...]:
    """Return the feed's items in its order: `feed` is its id, `url` its address or empty, `page` its own link.

    Entries with neither title nor text are left out; of those with the same id the first stays.
    """
    found: dict[str, Item] = {}
    for entry in entries:
        made = _item(entry, feed, url, page, now)
        if made.title or made.text:
            found.setdefault(made.id, made)
    return tuple(found.values())


def _item(entry: Raw, feed: str, url: str, page: str, now: datetime) -> Item:
    title = _cut(clean.line(entry.title), TITLE)
    text = _cut(max((clean.text(body) for body in entry.bodies), key=len, default=""), TEXT)
    link = _link(entry, url, page)
    dated = entry.published is not None and entry.published <= now + AHEAD
    return Item(
        id=_hash(feed, entry.guid.strip() or link or f"{title}\n{text}")[:16],
        version=_hash(f"{title}\n{text}")[:12],
        feed=feed,
        title=title,
        text=text,
        url=link,
        author=_cut(clean.line(entry.author), AUTHOR),
        published=entry.published if entry.published and dated else now,
        seen=now,
        dated=dated,
    )


def _link(entry: Raw, url: str, page: str) -> str:
    """Return the item's page: resolved against the feed's page, else its address; a guid that is an address serves too."""
    for candidate in (entry.link.strip(), entry.guid.strip() if "://" in entry.guid else ""):
        try:
            resolved = urljoin(clean.link(page) or url, candidate) if candidate else ""
        except ValueError:
            continue
        if good := clean.link(resolved):
            return without_secrets(good, url)
    return ""


def _cut(text: str, length: int) -> str:
    """Return the text cut at a space, with the sign of a cut, when it is too long."""
    return text if len(text) <= length else text[: length - 1].rpartition(" ")[0].rstrip() + "…"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()
