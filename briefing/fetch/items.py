"""Raw entries to clean items: pure; `now` is an argument."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urljoin

from briefing.fetch import clean
from briefing.fetch.bodies import join_texts
from briefing.fetch.habits import close_text, find_habit
from briefing.fetch.language import detect_language, get_primary_subtag
from briefing.fetch.links import strip_secrets
from briefing.fetch.raw import Raw
from briefing.model.news import Item

TITLE, TEXT, AUTHOR, LICENSE = 500, 50_000, 200, 300
AHEAD = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Origin:
    """The feed that entries come from: its id, its address or nothing, its own page, when it was asked, and what holds for all.

    `language` is what the producer says its language is, `declared` what the feed says, `license` its terms of use, `reserved` how
    its server reserved it from text and data mining.
    """

    feed: str
    url: str
    page: str
    now: datetime
    language: str = ""
    declared: str = ""
    license: str = ""
    reserved: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """A feed's items, and by the version of an item the version that older releases gave to the same entry, where it differs."""

    items: tuple[Item, ...]
    formerly: Mapping[str, str]


def build_items(entries: Iterable[Raw], origin: Origin) -> Built:
    """Return a feed's items in its order.

    Entries with neither title nor text are left out; of those with the same id and the same words the first stays. Whether others
    of the same id are one item is known to who has seen what was kept under it: `briefing.store.identity`. Ids and versions are of
    what the entries say, before the feed's habit: with other entries beside it, an item has the same.
    """
    found: dict[tuple[str, str], Item] = {}
    formerly: dict[str, str] = {}
    for entry in entries:
        made, former = _build_item(entry, origin)
        if made.title or made.text:
            found.setdefault((made.id, made.version), made)
            formerly |= {made.version: former} if former != made.version else {}
    habit = find_habit([item.text for item in found.values()])
    return Built(tuple(replace(item, text=close_text(item.text, habit)) for item in found.values()), formerly)


def _build_item(entry: Raw, origin: Origin) -> tuple[Item, str]:
    """Return an entry's item, and the version that it had when the longest body, be it a caption, was the text."""
    title = cut_text(clean.clean_line(entry.title), TITLE)
    description, *contents = (clean.clean_text(body) for body in entry.bodies or ("",))
    text = cut_text(join_texts(description, contents), TEXT)
    longest = cut_text(max((*contents, description, clean.clean_text(entry.caption)), key=len), TEXT)
    link = _find_link(entry, origin.url, origin.page)
    dated = entry.published is not None and entry.published <= origin.now + AHEAD
    item = Item(
        id=_hash(origin.feed, entry.guid.strip() or link or f"{title}\n{longest}")[:16],
        version=_make_version(title, text),
        feed=origin.feed,
        title=title,
        text=text,
        url=link,
        author=cut_text(clean.clean_line(entry.author), AUTHOR),
        published=entry.published if entry.published and dated else origin.now,
        seen=origin.now,
        dated=dated,
        language=get_primary_subtag(origin.language) or detect_language(f"{title}\n{text}", entry.language or origin.declared),
        license=_find_license(entry.license, origin) or _find_license(origin.license, origin),
        reserved=origin.reserved,
    )
    return item, _make_version(title, longest)


def _make_version(title: str, text: str) -> str:
    return _hash(f"{title}\n{text}")[:12]


def _find_license(written: str, origin: Origin) -> str:
    """Return terms of use as one short line: an address, whole, or words."""
    plain = clean.clean_line(written)
    if not plain or " " in plain or ("/" not in plain and ":" not in plain):
        return cut_text(plain, LICENSE)
    address = _resolve(plain if "&" not in written else written.strip(), origin.url, origin.page)
    return address if len(address) <= LICENSE else ""


def _find_link(entry: Raw, url: str, page: str) -> str:
    """Return the item's page: resolved against the feed's page, else its address; a guid that is an address serves too."""
    for candidate in (entry.link.strip(), entry.guid.strip() if "://" in entry.guid else ""):
        if good := _resolve(candidate, url, page):
            return strip_secrets(good, url)
    return ""


def _resolve(candidate: str, url: str, page: str) -> str:
    try:
        return clean.clean_link(urljoin(clean.clean_link(page) or url, candidate)) if candidate else ""
    except ValueError:
        return ""


def cut_text(text: str, length: int) -> str:
    """Return the text cut at a space, with the sign of a cut, when it is too long."""
    return text if len(text) <= length else text[: length - 1].rpartition(" ")[0].rstrip() + "…"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()
