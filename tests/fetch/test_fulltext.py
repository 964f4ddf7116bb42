"""The pages of items whose feed has only teasers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from briefing.fetch import fulltext
from briefing.fetch.article import find_mismatch, is_teaser, make_page_version
from briefing.fetch.fetcher import FeedFetcher
from briefing.fetch.limits import Limits
from briefing.fetch.parser_process import IdleProcess
from briefing.fetch.wrappers import RedactingFetcher
from briefing.model.news import Answer, Item
from tests.fetch.feeds import entry, rss
from tests.fetch.server import Page, Server, serving
from tests.support import make
from tests.support.fast import READER
from tests.support.make import NOW

HTML = {"Content-Type": "text/html; charset=utf-8"}
LEAD = "The bridge over the river opened at noon on Monday after two years of work."
MORE = [
    "The mayor cut the ribbon while several thousand people watched from both banks.",
    "Traffic had been diverted through the old town, where residents complained of noise and of dust.",
    "The works cost forty million, ten more than planned, because the northern pillar had to be founded anew.",
    "A second bridge for trams is planned further downstream, and its construction begins in the spring.",
]


def _page(*paragraphs: str, head: str = "", more: str = "") -> Page:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = f"<html><head><title>Bridge opens</title>{head}</head><body><nav><a href='/'>Home</a> <a href='/s'>Sport</a></nav>"
    html += f"<article><h1>Bridge opens</h1>{body}</article>{more}<footer><p>Imprint and privacy</p></footer></body></html>"
    return Page(html.encode(), headers=HTML)


ARTICLE = _page(LEAD, *MORE)


class World:
    """A server whose feed `/rss` has one teaser, of the page `/1`, and what is kept of it."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server = server
        self.folder = folder
        self.kept: dict[str, Item] = {}
        self.limits = Limits()
        self.bench: IdleProcess | None = READER
        self.variables: list[tuple[str, str]] = []
        self.language = "en"  # given, so that no model of languages is loaded for every test
        server.pages["/rss"] = Page(rss(entry("Bridge opens", LEAD), link=server.url("/")))

    def fetch(self, *, full_text: bool = True) -> Answer:
        fetcher = FeedFetcher(
            self.folder, per_host=4, limits=self.limits, known=lambda ids: list(self.kept.values()), bench=self.bench
        )
        feed = replace(make.feed(url=self.server.url("/rss"), private=True), full_text=full_text, language=self.language)
        (answer,) = RedactingFetcher(fetcher, str, variables=self.variables).fetch([feed], {}, NOW)
        assert answer.error == ""
        return answer

    def asked(self) -> list[str]:
        return [path for path, _ in self.server.asked]


@pytest.mark.usefixtures("no_reader")
def test_a_teaser_becomes_the_article(tmp_path: Path) -> None:
    """The text is what the page's article says, without what stands around it; title, id and date stay the feed's."""
    with serving({"/1": ARTICLE}) as server:
        world = World(server, tmp_path)
        world.bench = None
        (plain,) = world.fetch(full_text=False).items
        assert world.asked() == ["/rss"]
        answer = world.fetch()
    (item,) = answer.items
    assert item.text == "\n".join([LEAD, *MORE])
    assert item == replace(plain, text=item.text, version=make_page_version(plain.version))
    assert answer.notes == ()
    assert psutil.Process().children() == []


def test_a_page_that_holds_what_the_environment_gave(tmp_path: Path) -> None:
    """Its item is refused, as one whose feed says it, and the note names the variable."""
    with serving({"/1": _page(LEAD, *MORE, "The gate is opened by Sesame<wbr>99\nopen, they say.")}) as server:
        world = World(server, tmp_path)
        world.variables = [("GATE", "sesame99-or-not"), ("DOOR", "sesame99open")]
        answer = world.fetch()
    assert answer.items == ()
    assert ["the value of ${DOOR} stands in the text" in note.message for note in answer.notes] == [True]


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("text/html; charset=utf-8", id="UTF-8 is said"),
        pytest.param("text/html", id="nothing is said"),
        pytest.param("text/html; charset=iso-8859-1", id="Latin-1 is said"),
    ],
)
def test_a_broken_byte_of_a_page_garbles_nothing_around_it(tmp_path: Path, kind: str) -> None:
    """One byte that is no UTF-8 is replaced, halves of a character are joined, and the rest is read as UTF-8."""
    html = _page(LEAD, "São Paulo’s café stayed shut# &#55357;&#56832; that day.", *MORE).body.replace(b"# ", b"\xff ")
    with serving({"/1": Page(html, headers={"Content-Type": kind})}) as server:
        (item,) = World(server, tmp_path).fetch().items
    assert "São Paulo’s café stayed shut\ufffd 😀 that day." in item.text


def test_the_page_tells_its_language(tmp_path: Path) -> None:
    """A teaser may be too short to tell; its page is not."""
    german = ["Die Brücke über den Fluss ist am Montag nach zwei Jahren eröffnet worden, wie die Stadt mitteilte."] * 4
    with serving({"/1": _page(*german)}) as server:
        world = World(server, tmp_path)
        world.language = ""
        server.pages["/rss"] = Page(rss(entry("Brücke über den Fluss", "Nach zwei Jahren"), link=server.url("/")))
        assert [item.language for item in world.fetch().items] == ["de"]


def test_a_page_is_asked_for_once(tmp_path: Path) -> None:
    """What is kept is not asked for again until the feed says something new; a page that failed is."""
    with serving({}) as server:
        world = World(server, tmp_path)
        (failed,) = world.fetch().items
        world.kept = {failed.id: failed}
        server.pages["/1"] = ARTICLE
        (first,) = world.fetch().items
        world.kept = {first.id: first}
        server.asked.clear()
        assert world.fetch().items == (first,)
        assert world.asked() == ["/rss"]
        server.pages["/rss"] = Page(rss(entry("Bridge opens in the rain", LEAD), link=server.url("/")))
        (changed,) = world.fetch().items
        assert "/1" in world.asked()
    assert len(failed.text) < len(first.text)
    assert (changed.title, changed.text) == ("Bridge opens in the rain", first.text)
    assert len({failed.version, first.version, changed.version}) == 3


def test_a_long_text_needs_no_page(tmp_path: Path) -> None:
    """An item that the feed tells whole costs no request."""
    with serving({"/1": ARTICLE}) as server:
        world = World(server, tmp_path)
        server.pages["/rss"] = Page(rss(entry("Bridge opens", " ".join([LEAD, *MORE] * 3)), link=server.url("/")))
        world.fetch()
        assert world.asked() == ["/rss"]


SORRY = "We could not find the page that you are looking for. " * 8
BAD = [
    pytest.param({}, "answered 404 Not Found", id="gone"),
    pytest.param({"/1": Page(b"x", headers={"Content-Type": "application/pdf"})}, "is no web page", id="a PDF"),
    pytest.param({"/1": Page(b"", headers=HTML)}, "is empty", id="empty"),
    pytest.param({"/1": _page(SORRY)}, "tells something else than the feed", id="another text"),
    pytest.param({"/1": _page(LEAD)}, "says no more than the feed", id="the teaser again"),
    pytest.param({"/1": Page(b"<p>" * 700_000, headers=HTML)}, "is larger than 2 MB", id="too large"),
    pytest.param({"/1": ARTICLE, "/robots.txt": Page(b"User-agent: *\nDisallow: /1")}, "not allowed by robots.txt", id="robots"),
    pytest.param({"/1": ARTICLE, "/robots.txt": Page(b"User-agent: briefing\nDisallow: /")}, "not allowed by", id="our name"),
    pytest.param({"/1": ARTICLE, "/robots.txt": Page(status=503)}, "not allowed by robots.txt", id="robots.txt not to be had"),
    pytest.param(
        {"/1": Page(status=302, headers={"Location": "/2"}), "/2": ARTICLE, "/robots.txt": Page(b"User-agent: *\nDisallow: /2")},
        "not allowed by robots.txt", id="robots, behind a redirect",
    ),
    pytest.param({"/1": Page(status=302, headers={"Location": "http://localhost:1/"})}, "leads to a private address", id="private"),
    pytest.param({"/1": Page(status=302, headers={"Location": "/1"})}, "redirects more than 5 times", id="redirects for ever"),
]  # fmt: skip


@pytest.mark.parametrize(("served", "why"), BAD)
def test_a_page_that_fails_is_a_note(tmp_path: Path, served: Mapping[str, Page], why: str) -> None:
    """The feed is no worse for it: the item stays a teaser, and a note says what was wrong with which page."""
    with serving(served) as server:
        answer = World(server, tmp_path).fetch()
        page = server.url("/1")
    assert [item.text for item in answer.items] == [LEAD]
    (note,) = answer.notes
    assert "1 page left for the teaser: " in note.message
    assert why in note.message
    assert page in note.message


@pytest.mark.parametrize(
    ("page", "how"),
    [
        pytest.param(
            _page(LEAD, *MORE, head="<meta name='tdm-reservation' content='1'>"), "tdm-reservation on its page", id="meta"
        ),
        pytest.param(_page(LEAD, *MORE, head="<meta name=ROBOTS content='index,noai'>"), "robots: noai on its page", id="robots"),
        pytest.param(replace(ARTICLE, headers={**HTML, "tdm-reservation": "1"}), "header TDM-Reservation", id="header"),
        pytest.param(_page(LEAD, *MORE, head="<meta name='tdm-reservation' content='0'>"), "", id="not reserved"),
    ],
)
def test_a_page_that_is_reserved(tmp_path: Path, page: Page, how: str) -> None:
    """A reservation on the page holds for the item, whose text is then not taken from it."""
    with serving({"/1": page}) as server:
        (item,) = World(server, tmp_path).fetch().items
    assert item.reserved == how
    assert (item.text == LEAD) == bool(how)


def test_no_more_pages_than_the_cap(tmp_path: Path) -> None:
    """The newest pages are asked for, as many as one run may; a note counts the others."""
    served = {f"/{number}": ARTICLE for number in range(4)}
    with serving(served) as server:
        world = World(server, tmp_path)
        world.limits = Limits(pages=3)
        entries = [entry("Bridge opens", LEAD, link=f"/{number}") for number in range(4)]
        server.pages["/rss"] = Page(rss(*entries, link=server.url("/")))
        answer = world.fetch()
        assert sum(path in served for path in world.asked()) == 3
        assert world.asked().count("/robots.txt") == 1
    assert [item.text == LEAD for item in answer.items] == [False, False, False, True]
    assert "1 page left for the teaser: over the 3 that one run asks for" in answer.notes[0].message


def test_private_pages_are_not_asked_for(tmp_path: Path) -> None:
    """A public feed cannot make us ask a private host: only the host and port of a private feed may be one."""
    (tmp_path / "feed.xml").write_bytes(rss(entry("Bridge opens", LEAD, link="http://127.0.0.1:9/1")))
    feed = replace(make.feed(path="feed.xml"), full_text=True)
    (answer,) = FeedFetcher(tmp_path, per_host=2, bench=READER).fetch([feed], {}, NOW)
    assert [item.text for item in answer.items] == [LEAD]
    assert "not allowed by robots.txt" in answer.notes[0].message


def test_what_is_not_installed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what reads pages the feed is used as it is, and a note has the command that mends it."""
    monkeypatch.setattr(fulltext, "NEEDED", ("no_such_package",))
    with serving({"/1": ARTICLE}) as server:
        world = World(server, tmp_path)
        answer = world.fetch()
        assert world.asked() == ["/rss"]
    assert [item.text for item in answer.items] == [LEAD]
    assert "pip install 'news-briefing[fulltext]'" in answer.notes[0].message


def test_hostile_words_of_a_page_are_cleaned(tmp_path: Path) -> None:
    """What a page says is cleaned as what a feed says."""
    sly = "The minister wrote &lt;script&gt;alert(1)&lt;/script&gt; and \u202eturned \ufb01ve \x1b[31m signs."
    with serving({"/1": _page(LEAD, *MORE, sly, "Sign up for our newsletter.")}) as server:
        (item,) = World(server, tmp_path).fetch().items
    assert item.text.split("\n")[len(MORE) + 1 :] == ["The minister wrote and turned five [31m signs."]


@pytest.mark.parametrize(
    ("title", "text", "page", "why"),
    [
        pytest.param("Bridge opens", LEAD, " ".join([LEAD, *MORE]), "", id="the article"),
        pytest.param("Bridge opens over river", "", " ".join([LEAD, *MORE]), "", id="a title only"),
        pytest.param("Bridge opens", LEAD, LEAD + " Subscribe to read on.", "says no more than the feed", id="a paywall"),
        pytest.param("Ferry stops", "After a century.", " ".join([LEAD, *MORE]), "tells something else than the feed", id="other"),
        pytest.param("", "", " ".join([LEAD, *MORE]), "tells something else than the feed", id="nothing to compare"),
    ],
)  # fmt: skip
def test_is_it_the_same_article(title: str, text: str, page: str, why: str) -> None:
    """A page counts when it says more than the feed, and most of what the feed says."""
    assert find_mismatch(title, text, page) == why


@pytest.mark.parametrize(
    ("text", "url", "short"),
    [
        pytest.param(LEAD, "https://e.example/", True, id="short"),
        pytest.param(LEAD, "", False, id="no page"),
        pytest.param("word " * 200, "https://e.example/", False, id="long"),
        pytest.param("word " * 200 + "…", "https://e.example/", True, id="cut off"),
    ],
)
def test_teaser(text: str, url: str, short: bool) -> None:
    """A short text and one that is cut off are teasers, when there is a page."""
    assert is_teaser(make.item(text=text, url=url)) == short
