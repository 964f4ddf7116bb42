"""Is an item only a teaser, and is what a page says the same article? Pure."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Sequence

from lxml.etree import LxmlError

from briefing.fetch import clean, tdm
from briefing.fetch.encoding import decode_utf8, repair_references
from briefing.fetch.items import TEXT, cut_text
from briefing.fetch.language import detect_language, get_primary_subtag
from briefing.fetch.limits import Unusable
from briefing.fetch.messages import PageResult, PageTask
from briefing.model.news import Item

TEASER = 120  # words; a text that is longer and has an end is told from as it is
LEAST = 40  # words; our choice: a page with fewer says no more than teasers do
LONGER = 1.3  # times the teaser: beneath it is the same with a sentence of a paywall
SHARED = 0.5  # of the words of title and teaser stand on the page too; our choice: teasers are often written anew
WORD = re.compile(r"[^\W_]{4,}")


def is_teaser(item: Item) -> bool:
    """Return whether an item has a page, and a text so short or cut off that the page is worth asking for."""
    return bool(item.url) and (len(item.text.split()) < TEASER or item.text.endswith("…"))


def make_page_version(version: str) -> str:
    """Return the version of an item with the text of its page, by the version that it has with its feed's."""
    return hashlib.sha256(f"{version}\nits page".encode()).hexdigest()[:12]


def find_mismatch(title: str, text: str, page: str) -> str:
    """Return why a page's text cannot stand for an item's, or nothing."""
    words = len(page.split())
    if words < LEAST or words < LONGER * len(text.split()):
        return "says no more than the feed"
    wanted = _split_words(f"{title} {text}")
    if not wanted or len(wanted & _split_words(page)) < SHARED * len(wanted):
        return "tells something else than the feed"
    return ""


def _split_words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))


def read_page(task: PageTask, body: bytes) -> PageResult:
    """Return the article of a page, when it is the item's; raises Unusable."""
    from trafilatura import extract, load_html

    try:
        tree = load_html(_decode(body, task["charset"]))
        if tree is None:
            raise Unusable("is no web page")
        reserved = tdm.find_in_metadata((str(meta.get("name", "")), str(meta.get("content", ""))) for meta in tree.iter("meta"))
        found = extract(tree, fast=True, favor_precision=True, include_comments=False, include_tables=False)
    except (LxmlError, ValueError, TypeError, RecursionError) as error:
        raise Unusable(f"cannot be read as a page ({type(error).__name__})") from error
    headings = [task["title"], *("".join(map(str, heading.itertext())) for heading in tree.iter("h1"))]
    text = cut_text(_strip_title(clean.clean_text(html.escape(found or "", quote=False).replace("\n", "\n\n")), headings), TEXT)
    if reserved:  # whatever it says
        return {"text": "", "language": "", "reserved": reserved, "error": ""}
    if why := find_mismatch(task["title"], task["text"], text):
        raise Unusable(why)
    tag = get_primary_subtag(task["language"]) or detect_language(f"{task['title']}\n{text}", task["declared"])
    return {"text": text, "language": tag, "reserved": "", "error": ""}


def is_allowed(body: bytes, agent: str, urls: Sequence[str]) -> list[bool]:
    """Return for each address whether a host's robots.txt lets a program of this name ask for it."""
    from protego import Protego

    robots = Protego.parse(body.decode("utf-8", "replace"))
    return [bool(robots.can_fetch(url, agent)) for url in urls]


def _strip_title(text: str, headings: Iterable[str]) -> str:
    """Return the text without a first line that is its title or the page's heading, which would be told twice."""
    first, _, rest = text.partition("\n")
    return rest if rest and any(_keep_letters(first) == _keep_letters(heading) for heading in headings) else text


def _keep_letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _decode(body: bytes, charset: str) -> str | bytes:
    """Return the page as UTF-8 when little of it is not, else as HTTP says; where that cannot be, trafilatura finds out."""
    if not body.isascii() and (text := decode_utf8(body)) is not None:
        return repair_references(text)
    try:
        return repair_references(body.decode(charset or "ascii"))
    except (LookupError, ValueError):
        return body
