"""The bytes of a feed to raw entries, by feedparser (RSS, Atom, RDF, CDF) or as JSON Feed. Runs in the killable process only."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from xml.sax import SAXParseException

import feedparser
from lxml import etree

from briefing.fetch.dates import parse_date
from briefing.fetch.encoding import decode, repair_references, strip_declaration
from briefing.fetch.jsonfeed import read_entries as json_entries
from briefing.fetch.limits import Unusable
from briefing.fetch.raw import ENTRIES, SHORT, Raw

UTF_8 = b"<?xml version='1.0' encoding='utf-8'?>"
BLANKS = "\ufeff\0 \t\r\n"
CDATA = re.compile(rb"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
BARE = re.compile(rb"&(?!#?[A-Za-z0-9]{1,32};)")
# What expat says when a document stops in the middle.
ENDLESS = ("no element found", "unclosed token", "unclosed CDATA section")
# The namespace of Media RSS under any prefix: what it calls a description is the caption of a picture.
MEDIA = re.compile(rb"""xmlns:([\w.-]{1,40})\s*=\s*["']http://search\.yahoo\.com/mrss/?["']""")
HTML = re.compile(rb"(?i)<(?:!doctype\s+html|html|head|body)\b")
# What feedparser 6 raised on hostile bodies; anything else ends the process, which its parent survives.
RAISED = (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError, OverflowError, etree.LxmlError)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed's entries, newest first where there were too many, its own page, and whether it stopped in the middle.

    `language` and `license` are what it says of all its entries, as hostile as these.
    """

    entries: tuple[Raw, ...]
    link: str
    cut: bool
    language: str = ""
    license: str = ""


def parse_feed(body: bytes, charset: str, location: str) -> Parsed:
    """Return what is in a feed; `charset` is what HTTP said, `location` where relative links start. Raises Unusable."""
    text = decode(body, charset)
    start = text[:2000].strip(BLANKS)
    if not start and not text.strip(BLANKS):
        raise Unusable("is empty")
    try:
        if start.startswith("{"):
            link, language, found = json_entries(text)
            return Parsed(_sort_newest_first(found), link, cut=False, language=language)
        return _parse_xml(UTF_8 + strip_declaration(repair_references(text)).encode(), location)
    except RAISED as error:
        raise Unusable(f"cannot be read as a feed ({type(error).__name__})") from error


def _parse_xml(body: bytes, location: str) -> Parsed:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": location}
    body = _set_captions_apart(body)
    feed = _run_feedparser(body, headers)
    broken = feed.get("bozo_exception")
    if isinstance(broken, SAXParseException) and (mended := _escape_ampersands(body)) != body:
        feed = _run_feedparser(mended, headers)
        broken = feed.get("bozo_exception")
    found = cast("Sequence[Mapping[str, Any]]", feed.entries)
    if not found and not feed.get("version"):
        raise Unusable("is not a feed" + (": it looks like a web page (HTML)" if HTML.search(body[:4000]) else ""))
    if not found and isinstance(broken, SAXParseException):
        raise Unusable(f"has no entries and is broken in line {broken.getLineNumber()}: {broken.getMessage()}")
    cut = isinstance(broken, SAXParseException) and broken.getMessage().startswith(ENDLESS)
    whole = found[:-1] if cut and _ends_within_entry(body) else found
    if found and not whole:
        raise Unusable("stops in the middle of its only entry")
    entries = _sort_newest_first([_read_entry(entry) for entry in whole])
    whose: Mapping[str, Any] = feed.feed
    return Parsed(
        entries, str(whose.get("link", "")), cut=cut, language=_find_language(whose)[:SHORT], license=_find_license(whose)[:SHORT]
    )


def _run_feedparser(body: bytes, headers: Mapping[str, str]) -> Any:
    return feedparser.parse(io.BytesIO(body), response_headers=dict(headers), sanitize_html=False, resolve_relative_uris=False)


def _escape_ampersands(body: bytes) -> bytes:
    """Return the body with its bare ampersands escaped: the commonest fault, of which feedparser makes `AT&T;` for `AT&T`."""
    return b"".join(part if part.startswith(b"<![CDATA[") else BARE.sub(b"&amp;", part) for part in CDATA.split(body))


def _set_captions_apart(body: bytes) -> bytes:
    """Return the body with `media:description` under a name of its own: feedparser takes it for another text of the entry."""
    if b":description" not in body:
        return body
    names = b"|".join(re.escape(name) for name in sorted({b"media", *MEDIA.findall(body)}))
    return re.sub(rb"<(/?)(%b):description(?:\s[^<>]*?)?(/?)>" % names, rb"<\1\2:caption\3>", body)


def _ends_within_entry(body: bytes) -> bool:
    """Return whether a body that was cut off ends inside an entry, of which nobody knows how much is missing."""
    opened, closed = (max(body.rfind(tag) for tag in tags) for tags in ((b"<item", b"<entry"), (b"</item>", b"</entry>")))
    return opened > closed


def _read_entry(entry: Mapping[str, Any]) -> Raw:
    contents = [str(content.get("value", "")) for content in entry.get("content", ())]
    return Raw(
        guid=str(entry.get("id", "")),
        link=_find_link(entry),
        title=str(entry.get("title", "")),
        bodies=(str(entry.get("summary", "")), *contents),
        author=str(entry.get("author", "")),
        published=_find_date(entry),
        language=_find_language(entry),
        license=_find_license(entry),
        caption=str(entry.get("media_caption", "")),
    ).capped()


def _find_link(entry: Mapping[str, Any]) -> str:
    """Return the entry's page: its alternate link, else a guid that is an address."""
    link = str(entry.get("link", ""))
    for other in entry.get("links", ()):
        if not link and other.get("rel", "alternate") == "alternate":
            link = str(other.get("href", ""))
    return link


def _find_language(values: Mapping[str, Any]) -> str:
    """Return what an entry or a feed says its language is: <language>, dc:language, else the nearest xml:lang."""
    return str(values.get("language") or (values.get("title_detail") or {}).get("language") or "")


def _find_license(values: Mapping[str, Any]) -> str:
    """Return the address of a license (creativeCommons, cc, rel="license"), else <copyright>, <rights> or dc:rights."""
    found = (str(link.get("href") or "") for link in values.get("links", ()) if link.get("rel") == "license")
    return next(filter(None, found), "") or str(values.get("rights") or "")


def _find_date(entry: Mapping[str, Any]) -> datetime | None:
    for name in ("published", "updated", "created"):
        if name in entry and (found := parse_date(str(entry[name]))):
            return found
    return None


def _sort_newest_first(entries: Sequence[Raw]) -> tuple[Raw, ...]:
    """Return the entries in the feed's order, or the newest of them when there are too many; those without a date go first."""
    if len(entries) <= ENTRIES:
        return tuple(entries)
    oldest = datetime.min.replace(tzinfo=UTC)
    return tuple(sorted(entries, key=lambda entry: entry.published or oldest, reverse=True)[:ENTRIES])
