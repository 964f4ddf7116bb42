"""Whether the pages of items still stand: what every adapter of the port Pages keeps to, and what the real one is on guard for."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

from briefing.fetch.limits import Limits
from briefing.fetch.page_status import FeedPages
from briefing.model.news import Item
from briefing.model.ports import Pages
from tests.fetch.server import Page, Server, serving
from tests.support import make
from tests.support.fakes.fetch import FakePages

PATIENT = Limits(seconds=60)
STANDING = {
    "/there": Page(b"news"),
    "/gone": Page(status=410),
    "/moved": Page(status=301, headers={"Location": "/there"}),
    "/lost": Page(status=302, headers={"Location": "/nowhere"}),
    "/round": Page(status=302, headers={"Location": "/round"}),
    "/broken": Page(status=500),
    "/closed": Page(status=403),
}


def page(url: str, feed: str = make.FEED_ID) -> Item:
    """An item whose id is its address."""
    return make.item(id=url, feed=feed, url=url)


def real(patience: float = 60) -> FeedPages:
    """The real adapter."""
    return FeedPages(per_host=2, limits=PATIENT, patience=patience)


def fake(server: Server) -> FakePages:
    """The fake, told what the server would say."""
    return FakePages({server.url(path) for path in ("/gone", "/lost", "/never")})


@pytest.mark.parametrize("open_pages", [pytest.param(lambda _: real(), id="real"), pytest.param(fake, id="fake")])
def test_gone_is_what_says_so_itself(open_pages: Callable[[Server], Pages]) -> None:
    """404 and 410 are gone, also at the end of a redirect; what answers otherwise, or not at all, or has no page, is not."""
    with serving(STANDING) as server:
        feed = make.feed(url=server.url("/rss"), private=True)
        items = [page(server.url(path)) for path in (*STANDING, "/never")]
        items += [page("http://127.0.0.1:1/"), page(""), page(server.url("/never"), feed="another")]
        found = open_pages(server).find_gone([feed], items)
        assert found == {server.url(path) for path in ("/gone", "/lost", "/never")}


def test_nobody_is_asked_for_nothing() -> None:
    """Without items there is no request."""
    with serving(STANDING) as server:
        assert real().find_gone([make.feed(url=server.url("/rss"), private=True)], []) == frozenset()
        assert not server.asked


@pytest.mark.parametrize(
    ("private", "feed"),
    [
        pytest.param(False, "http://127.0.0.1/rss", id="the feed is not private"),
        pytest.param(True, "https://news.example/rss", id="not the host of its feed"),
        pytest.param(True, "http://127.0.0.1/rss", id="not the port of its feed"),
        pytest.param(True, "", id="the feed is a file"),
    ],
)
def test_private_pages_are_not_asked(private: bool, feed: str) -> None:
    """Only where its own feed is private may a page be, and only on the host and port of that feed."""
    with serving(STANDING) as server:
        assert real().find_gone([make.feed(url=feed, private=private)], [page(server.url("/gone"))]) == frozenset()
        assert not server.asked


def test_a_redirect_to_a_private_host_is_not_followed() -> None:
    """A page cannot send us where its feed may not lie."""
    with serving({}) as server:
        server.pages["/away"] = Page(status=302, headers={"Location": server.url("/never", "127.0.0.2")})
        assert real().find_gone([make.feed(url=server.url("/rss"), private=True)], [page(server.url("/away"))]) == frozenset()
        assert [path for path, _ in server.asked] == ["/away"]


def test_slow_pages_do_not_hold_the_run_up() -> None:
    """When patience ends, what is known by then is told, and a page that has not answered counts as there."""
    with serving(STANDING) as server, socket.create_server(("127.0.0.1", 0)) as silent:
        feed = make.feed(url=server.url("/rss"), private=True)
        slow = page(f"http://127.0.0.1:{silent.getsockname()[1]}/")
        assert real(patience=2).find_gone([feed], [page(server.url("/gone")), slow]) == {server.url("/gone")}


def test_a_page_is_asked_for_as_a_page() -> None:
    """The request says who asks, that it wants a page, and nothing of any bookmark."""
    with serving(STANDING) as server:
        real().find_gone([make.feed(url=server.url("/rss"), private=True)], [page(server.url("/there"))])
        ((_, headers),) = server.asked
    assert headers["User-Agent"].startswith("Briefing/")
    assert headers["Accept"].startswith("text/html")
    assert "If-None-Match" not in headers
