"""JSON Feed (jsonfeed.org, versions 1 and 1.1) to raw entries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any, cast

from briefing.fetch.dates import parse_date
from briefing.fetch.limits import Unusable
from briefing.fetch.raw import SHORT, Raw


def read_entries(text: str) -> tuple[str, str, list[Raw]]:
    """Return the feed's page, its language and its entries; raises Unusable for other JSON, ValueError for what is no JSON."""
    feed: object = json.loads(text)
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise Unusable("is not a feed: it is JSON, but not a JSON Feed")
    items = [cast("Mapping[str, Any]", item) for item in feed["items"] if isinstance(item, dict)]
    return _read_word(feed, "home_page_url"), _read_word(feed, "language")[:SHORT], [_read_entry(item) for item in items]


def _read_entry(item: Mapping[str, Any]) -> Raw:
    written = next((item[name] for name in ("date_published", "date_modified") if isinstance(item.get(name), str)), "")
    summary, plain = (escape(_read_word(item, name), quote=False) for name in ("summary", "content_text"))
    return Raw(
        guid=_read_word(item, "id"),
        link=_read_word(item, "url") or _read_word(item, "external_url"),
        title=escape(_read_word(item, "title"), quote=False),  # plain text by definition, and cleaned as HTML later
        bodies=(summary, _read_word(item, "content_html"), plain),
        author=_read_author(item),
        published=parse_date(written),
        language=_read_word(item, "language"),
    ).capped()


def _read_author(item: Mapping[str, Any]) -> str:
    authors = item.get("authors")
    people = authors if isinstance(authors, list) else [item.get("author")]
    return ", ".join(name for person in people if isinstance(person, dict) and (name := _read_word(person, "name")))


def _read_word(values: Mapping[str, Any], name: str) -> str:
    found = values.get(name)
    return str(found) if isinstance(found, str | int | float) and not isinstance(found, bool) else ""
