"""Bodies to raw entries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing.fetch import clean
from briefing.fetch.items import Origin, build_items
from briefing.fetch.limits import Unusable
from briefing.fetch.parse import Parsed, parse_feed
from briefing.fetch.raw import ENTRIES
from tests.fetch.feeds import entry, rss
from tests.support.make import NOW

HOME = "https://news.example/feed"


def _titles(body: bytes, charset: str = "") -> list[str]:
    return [found.title for found in parse_feed(body, charset, HOME).entries]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        pytest.param(b"", "is empty", id="nothing"),
        pytest.param(b"\xef\xbb\xbf \n\0", "is empty", id="blank"),
        pytest.param(b"<!DOCTYPE html><html><body>Log in</body></html>", r"it looks like a web page \(HTML\)", id="web page"),
        pytest.param(b"\x00\x01garbage", "is not a feed", id="garbage"),
        pytest.param(b"/etc/passwd", "is not a feed", id="a path"),
        pytest.param(b"http://127.0.0.1/rss", "is not a feed", id="an address"),
        pytest.param(b'{"a": 1}', "not a JSON Feed", id="other JSON"),
        pytest.param(b'{"items": ', "cannot be read", id="broken JSON"),
        pytest.param(b"{" + b'"a":{' * 100_000, "cannot be read", id="deep JSON"),
        pytest.param(b"<rss version='2.0'><channel><title>x</tit", "has no entries and is broken in line", id="cut at the start"),
        pytest.param(rss(entry())[:-60], "stops in the middle", id="cut inside its only entry"),
    ],
)
def test_not_a_feed(body: bytes, why: str) -> None:
    """What is no feed is refused with words that tell what it looks like."""
    with pytest.raises(Unusable, match=why):
        parse_feed(body, "", HOME)


def test_a_quiet_feed_is_a_feed() -> None:
    """A feed without entries is not an error."""
    assert parse_feed(rss(), "", HOME) == Parsed((), "https://news.example/", cut=False)


def test_a_feed_cut_off_loses_the_entry_that_was_cut() -> None:
    """Of a body that stops inside an entry the whole entries are kept and it is told."""
    found = parse_feed(rss(entry("One"), entry("Two", "It said that nobody"))[:-80], "", HOME)
    assert [raw.title for raw in found.entries] == ["One"]
    assert found.cut


def test_a_feed_cut_between_entries_loses_none() -> None:
    """Of a body that stops after an entry all entries are kept."""
    found = parse_feed(rss(entry("One"), entry("Two")).replace(b"</channel></rss>", b""), "", HOME)
    assert [raw.title for raw in found.entries] == ["One", "Two"]
    assert found.cut


def test_an_ill_formed_feed_is_read_to_its_end() -> None:
    """An unknown entity or a bare ampersand does not cost an entry."""
    found = parse_feed(rss(entry("One"), entry("AT&T&nope;").replace("&amp;", "&"), entry("Three")), "", HOME)
    assert [raw.title for raw in found.entries] == ["One", "AT&T&nope;", "Three"]
    assert not found.cut


@pytest.mark.parametrize(
    ("declaration", "codec", "charset"),
    [
        pytest.param("", "utf-8", "iso-8859-1", id="undeclared UTF-8, HTTP says Latin-1"),
        pytest.param("<?xml version='1.0' encoding='utf-8'?>", "utf-8", "iso-8859-1", id="declared UTF-8, HTTP says Latin-1"),
        pytest.param("<?xml version='1.0' encoding='iso-8859-1'?>", "latin-1", "utf-8", id="declared Latin-1, HTTP says UTF-8"),
        pytest.param("", "windows-1251", "windows-1251", id="only HTTP knows"),
        pytest.param("\ufeff", "utf-16", "utf-8", id="byte order mark"),
        pytest.param("<?xml version='1.0' encoding='utf-8'?>", "utf-8", "bad charset\r\n", id="hostile charset"),
    ],
)
def test_the_body_knows_its_encoding_best(declaration: str, codec: str, charset: str) -> None:
    """A feed is decoded as UTF-8 where it is that, else as it declares, else as HTTP says: a server's default garbles nothing."""
    word = "Київ" if codec == "windows-1251" else "café"
    body = declaration + f"<rss version='2.0'><channel><item><title>{word}</title></item></channel></rss>"
    assert _titles(body.encode(codec), charset) == [word]


def test_entities_bring_nothing_in(tmp_path: Path) -> None:
    """A file that a feed names as an entity does not become part of its text."""
    (tmp_path / "secret").write_text("s3cr3t")
    doctype = f"<!DOCTYPE rss [<!ENTITY x SYSTEM '{(tmp_path / 'secret').as_uri()}'>]><rss".encode()
    body = rss(entry("&x;", "&x;")).replace(b"<rss", doctype).replace(b"&amp;", b"&")
    assert "s3cr3t" not in repr(parse_feed(body, "", HOME))


def test_too_many_entries_keep_the_newest() -> None:
    """Of more entries than the cap the newest stay, wherever they stand in the feed."""
    entries = [entry(f"t{number}", date=NOW - timedelta(hours=1000 - number)) for number in range(ENTRIES + 20)]
    kept = _titles(rss(*entries))
    assert len(kept) == ENTRIES
    assert kept[0] == f"t{ENTRIES + 19}"
    assert "t19" not in kept


MRSS = "http://search.yahoo.com/mrss/"


@pytest.mark.parametrize(
    ("inside", "caption"),
    [
        pytest.param(
            "<description>It opened.</description><media:description>A woman.</media:description>", "A woman.", id="after"
        ),
        pytest.param(
            "<media:description>A woman.</media:description><description>It opened.</description>", "A woman.", id="before"
        ),
        pytest.param(
            "<description>It opened.</description><media:content url='/a.jpg'><media:description type='html'>A woman."
            "</media:description></media:content>",
            "A woman.",
            id="of a picture",
        ),
        pytest.param(
            "<description>It opened.</description><m:description>A woman.</m:description>", "A woman.", id="another prefix"
        ),
        pytest.param("<description>It opened.</description><media:description/>", "", id="empty"),
        pytest.param("<description>It opened.</description><media:text>A woman.</media:text>", "", id="a text of the picture"),
        pytest.param("<description>It opened.</description><media:credit>A woman</media:credit>", "", id="a credit"),
        pytest.param(
            "<description>It opened.</description><media:description><![CDATA[A <b>woman</b> & a flag.]]></media:description>",
            "A <b>woman</b> & a flag.",
            id="as HTML",
        ),
    ],
)
def test_captions(inside: str, caption: str) -> None:
    """What Media RSS says of a picture is its caption and never a text of the entry, wherever it stands."""
    body = rss(f"<item><title>One</title>{inside}</item>").replace(
        b"<rss", f"<rss xmlns:media='{MRSS}' xmlns:m='{MRSS}'".encode(), 1
    )
    (raw,) = parse_feed(body, "", HOME).entries
    assert (raw.title, [text for text in raw.bodies if text], raw.caption) == ("One", ["It opened."], caption)


def test_a_caption_alone_is_no_text() -> None:
    """An entry that has only a caption has no text."""
    body = rss("<item><title>One</title><media:description>A woman.</media:description></item>")
    (raw,) = parse_feed(body.replace(b"<rss", f"<rss xmlns:media='{MRSS}'".encode(), 1), "", HOME).entries
    assert not any(raw.bodies)


def test_json_feed() -> None:
    """JSON Feed is read: plain text stays literal, an external address serves, authors are joined."""
    item = {"id": 7, "external_url": "/x", "title": "a < b & c", "content_text": "1 < 2",
            "date_published": "2026-11-22T04:00:00Z", "authors": [{"name": "A"}, {"name": "B"}, "C"]}  # fmt: skip
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "home_page_url": "https://e.example/", "items": [item, 3]})
    found = parse_feed(body.encode(), "", HOME)
    (made,) = build_items(found.entries, Origin("f", HOME, found.link, NOW)).items
    assert (made.title, made.text, made.author, made.url) == ("a < b & c", "1 < 2", "A, B", "https://e.example/x")
    assert made.published == NOW


def _expected(shared: Path) -> Iterator[tuple[Path, str, Mapping[str, Any]]]:
    for row in map(json.loads, (shared / "data/feeds/manifest.jsonl").read_text("utf-8").splitlines()):
        if row["tier"] == "A":
            base = re.search(r"base URL (\S+)", row["note"] or "")
            yield shared / "data/feeds" / row["file"], base[1] if base else HOME, row["expected"]


def test_real_feeds(shared: Path) -> None:
    """Of what independent parsers agree on in real feeds, entries, first titles, links and dates are found, 95 of 100 at least."""
    right: dict[str, list[bool]] = {}
    for file, base, expected in _expected(shared):
        found = parse_feed(file.read_bytes(), "", base)
        right.setdefault("entries", []).append(expected.get("entries", len(found.entries)) == len(found.entries))
        made = build_items(found.entries[:1], Origin("f", base, found.link, datetime.now(UTC))).items
        if not made:  # nothing to tell: neither title nor text
            continue
        if title := expected.get("first_title"):
            right.setdefault("title", []).append(made[0].title == clean.clean_line(title))
        if (link := expected.get("first_link")) and link.strip().startswith("http"):
            right.setdefault("link", []).append(made[0].url.rstrip("/") == link.strip().rstrip("/"))
        if written := expected.get("first_published"):
            told = datetime.fromisoformat(written.replace("Z", "+00:00"))
            told = told if told.tzinfo else told.replace(tzinfo=UTC)
            right.setdefault("published", []).append(abs((made[0].published - told).total_seconds()) < 1)
    assert {name: len(hits) for name, hits in right.items() if sum(hits) < 0.95 * len(hits)} == {}
    assert len(right["entries"]) > 250
