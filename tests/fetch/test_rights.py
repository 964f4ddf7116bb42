"""What feed and item say of their terms of use, and how publishers reserve them from text and data mining."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.fetch import tdm
from briefing.fetch.fetcher import FeedFetcher
from briefing.fetch.items import Origin, build_items
from briefing.fetch.parse import parse_feed
from briefing.fetch.tdm import WELL_KNOWN
from tests.fetch.feeds import entry, rss
from tests.fetch.server import Page, serving
from tests.support import make
from tests.support.fast import READER
from tests.support.make import NOW

CC = "https://creativecommons.org/licenses/by/4.0/"
MODULE = "http://backend.userland.com/creativeCommonsRssModule"
DC = "http://purl.org/dc/elements/1.1/"


def _feed(channel: str, item: str = "") -> bytes:
    one = entry("One").replace("<title>", f"{item}<title>")
    return rss(one).replace(b"<title>News", f"{channel}<title>News".encode())


def _atom(feed: str, item: str = "") -> bytes:
    link = "<link href='https://e.example/1'/>"
    return f"<feed xmlns='http://www.w3.org/2005/Atom'>{feed}<entry><title>One</title>{link}{item}</entry></feed>".encode()


@pytest.mark.parametrize(
    ("body", "license"),
    [
        pytest.param(_feed(""), "", id="nothing said"),
        pytest.param(_feed("<copyright>© 2026 Example</copyright>"), "© 2026 Example", id="copyright"),
        pytest.param(
            _feed("<copyright>©</copyright>", f"<rights xmlns='{DC}'>CC BY</rights>"), "CC BY", id="the item's before the feed's"
        ),
        pytest.param(_feed(f"<license xmlns='{MODULE}'>{CC}</license>"), CC, id="creativeCommons"),
        pytest.param(_feed(f"<copyright>©</copyright><license xmlns='{MODULE}'>{CC}</license>"), CC, id="an address before words"),
        pytest.param(_atom("<rights>All rights reserved</rights>"), "All rights reserved", id="atom:rights"),
        pytest.param(_atom("<rights>x</rights>", f"<link rel='license' href='{CC}'/>"), CC, id="rel=license"),
        pytest.param(_atom("", "<link rel='license' href='/terms'/>"), "https://e.example/terms", id="a relative address"),
        pytest.param(_atom("", "<link rel='license' href='javascript:alert(1)'/>"), "", id="javascript"),
        pytest.param(_feed("<copyright>&lt;script&gt;x&lt;/script&gt;&lt;b&gt;A\u202e&lt;/b&gt;</copyright>"), "A", id="markup"),
        pytest.param(_feed(f"<copyright>{'word ' * 2000}</copyright>"), "word " * 58 + "word…", id="10 kB"),
    ],
)  # fmt: skip
def test_terms_of_use(body: bytes, license: str) -> None:
    """What the item says of its terms, else the feed, is one short line of plain text, or an address."""
    parsed = parse_feed(body, "", "https://e.example/")
    (made,) = build_items(parsed.entries, Origin("f", "https://e.example/rss", parsed.link, NOW, license=parsed.license)).items
    assert made.license == license


@pytest.mark.parametrize(
    ("reservation", "robots", "how"),
    [
        pytest.param([], [], "", id="nothing"),
        pytest.param(["1"], [], "header TDM-Reservation", id="reserved"),
        pytest.param([" 1 "], [], "header TDM-Reservation", id="spaces"),
        pytest.param(["0"], [], "", id="not reserved"),
        pytest.param(["yes\x00" * 999, "11"], ["\xff" * 9999, ",,,;"], "", id="garbage"),
        pytest.param([], ["noindex, NoAI"], "header X-Robots-Tag: noai", id="noai"),
        pytest.param([], ["all", "noml"], "header X-Robots-Tag: noml", id="noml, in the second header"),
        pytest.param([], ["noimageai, noindex"], "", id="pictures only"),
        pytest.param([], ["otherbot: noai"], "", id="another robot"),
    ],
)
def test_headers(reservation: list[str], robots: list[str], how: str) -> None:
    """TDM-Reservation: 1, and noai or noml for all robots, reserve a body."""
    assert tdm.find_in_headers(reservation, robots) == how


@pytest.mark.parametrize(
    ("rules", "path", "reserved"),
    [
        pytest.param([{"location": "/", "tdm-reservation": 1}], "/rss", True, id="all"),
        pytest.param([{"location": "/", "tdm-reservation": 0}], "/rss", False, id="nothing"),
        pytest.param([{"location": "/news/", "tdm-reservation": 1}], "/rss", False, id="another path"),
        pytest.param(
            [{"location": "/", "tdm-reservation": 1}, {"location": "/open/*", "tdm-reservation": 0}],
            "/open/a",
            False,
            id="exception",
        ),
        pytest.param([{"location": "*.xml$", "tdm-reservation": "1"}], "/rss.xml", True, id="ending"),
        pytest.param([{"location": "*.xml$", "tdm-reservation": 1}], "/rss.xml/x", False, id="not the ending"),
        pytest.param([{"location": "/a", "tdm-reservation": 1}, {"location": "/a", "tdm-reservation": 0}], "/a", True, id="doubt"),
        pytest.param([{"location": 5}, "x", None, {}], "/", False, id="odd rules"),
        pytest.param({"location": "/", "tdm-reservation": 1}, "/", False, id="no list"),
    ],
)
def test_the_file_of_a_host(rules: object, path: str, reserved: bool) -> None:
    """In /.well-known/tdmrep.json the longest pattern that fits a path says whether it is reserved."""
    assert bool(tdm.find_in_rules(tdm.parse_rules(json.dumps(rules).encode()), path)) == reserved


@given(st.binary(max_size=200), st.text(max_size=50), st.text("/*$ab", max_size=30))
@settings(max_examples=100)
def test_any_file(body: bytes, path: str, pattern: str) -> None:
    """Whatever a host answers, no rule comes of what is no file of rules, and matching a path ends."""
    tdm.parse_rules(body)
    tdm.parse_rules(b"[" * 100_000)
    assert tdm.matches("*", path)
    assert isinstance(tdm.matches(pattern, path), bool)


def _reserved(tmp_path: Path, pages: dict[str, Page]) -> list[str]:
    with serving(pages) as server:
        fetcher = FeedFetcher(tmp_path, per_host=2, bench=READER)
        body = rss(entry("One", link="/news/1"), entry("Two", link="/open/2"), link=server.url("/"))
        server.pages["/rss"] = Page(body, headers=server.pages["/rss"].headers)
        (answer,) = fetcher.fetch([make.feed(url=server.url("/rss"), private=True)], {}, NOW)
    assert (answer.error, answer.notes) == ("", ())
    return [item.reserved for item in answer.items]


@pytest.mark.parametrize(
    ("headers", "file", "reserved"),
    [
        pytest.param({}, None, ["", ""], id="nobody says anything"),
        pytest.param({"tdm-reservation": "1"}, None, ["header TDM-Reservation"] * 2, id="the feed's header"),
        pytest.param({"X-Robots-Tag": "noai"}, None, ["header X-Robots-Tag: noai"] * 2, id="what robots are told"),
        pytest.param({}, [{"location": "/", "tdm-reservation": 1}], [WELL_KNOWN] * 2, id="the host's file"),
        pytest.param({}, [{"location": "/news", "tdm-reservation": 1}], [WELL_KNOWN, ""], id="some of the host's pages"),
        pytest.param({}, "garbage", ["", ""], id="a file that says nothing"),
    ],
)
def test_a_feed_that_is_reserved(tmp_path: Path, headers: dict[str, str], file: object, reserved: list[str]) -> None:
    """Header and file of the feed's host reserve its items, each by how it was said; the feed itself stays a good answer."""
    pages = {"/rss": Page(headers=headers)} | ({WELL_KNOWN: Page(json.dumps(file).encode())} if file else {})
    assert _reserved(tmp_path, pages) == reserved


def test_a_host_is_asked_once(tmp_path: Path) -> None:
    """Two feeds of one host cost one request for its file, and a feed that has not changed none."""
    pages = {"/a": Page(rss(entry("A"))), "/b": Page(rss(entry("B")), headers={"ETag": '"1"'}), WELL_KNOWN: Page(b"[]")}
    with serving(pages) as server:
        fetcher = FeedFetcher(tmp_path, per_host=2, bench=READER)
        a, b = (make.feed(id, url=server.url(f"/{id}"), private=True) for id in "ab")
        answers = fetcher.fetch([a, b], {}, NOW)
        assert sum(path == WELL_KNOWN for path, _ in server.asked) == 1
        server.asked.clear()
        mark = answers[1].bookmark
        assert mark
        fetcher.fetch([b], {"b": mark}, NOW)
        assert [path for path, _ in server.asked] == ["/b"]
