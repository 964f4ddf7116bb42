"""How a feed's server is asked, and what it may not do to us."""

from __future__ import annotations

import gzip
import socket
import ssl
from pathlib import Path
from threading import Barrier

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from briefing.fetch.fetcher import FeedFetcher
from briefing.fetch.http import explain_error
from briefing.fetch.limits import Limits
from briefing.model.news import Answer, Bookmark
from tests.fetch.feeds import entry, rss
from tests.fetch.server import Page, Server, serving
from tests.support import make
from tests.support.fast import READER
from tests.support.make import NOW

FEED = rss(entry())
PATIENT = Limits(seconds=60, parse_seconds=60, rules_seconds=60)  # no answer here is about time, and a machine may be busy
NOBODY = "leads to a private address on which no feed may be: metadata, link-local, multicast or the like"
MEANT = "leads to a private address: `private: true` on this feed lets its own host and port be one"


def _ask(server: Server, path: str, *, bookmark: Bookmark | None = None, private: bool = True, host: str = "127.0.0.1") -> Answer:
    fetcher = FeedFetcher(Path(), per_host=2, limits=PATIENT, bench=READER)
    feed = make.feed(url=server.url(path, host), private=private)
    (answer,) = fetcher.fetch([feed], {feed.id: bookmark} if bookmark else {}, NOW)
    return answer


def test_politeness() -> None:
    """The request says who asks and that it takes gzip, and carries no cookie, though one was set."""
    pages = {"/a": Page(status=302, headers={"Location": "/b", "Set-Cookie": "id=1"}), "/b": Page(FEED)}
    with serving(pages) as server:
        assert _ask(server, "/a").error == ""
    for _, headers in server.asked:
        assert headers["User-Agent"].startswith("Briefing/")
        assert headers["Accept-Encoding"] == "gzip, deflate"
        assert "Cookie" not in headers


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy named in the environment, which could reach what we may not, is left alone."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with serving({"/a": Page(FEED)}) as server:
        assert _ask(server, "/a").error == ""


def test_conditional() -> None:
    """A bookmark's ETag and date are sent back, and 304 is an answer without items."""
    with serving({"/a": Page(FEED, headers={"ETag": '"v1"', "Last-Modified": "Sun, 22 Nov 2026 04:00:00 GMT"})}) as server:
        first = _ask(server, "/a")
        assert first.bookmark == Bookmark(first.feed.id, '"v1"', "Sun, 22 Nov 2026 04:00:00 GMT")
        second = _ask(server, "/a", bookmark=first.bookmark)
    assert (second.items, second.bookmark, second.error) == ((), None, "")
    assert server.asked[1][1]["If-None-Match"] == '"v1"'
    assert server.asked[1][1]["If-Modified-Since"] == "Sun, 22 Nov 2026 04:00:00 GMT"


def test_304_unasked() -> None:
    """A 304 that nobody asked for is an error: there is nothing it could refer to."""
    with serving({"/a": Page(status=304)}) as server:
        assert _ask(server, "/a").error.endswith("answered 304 Not Modified")


def test_compressed() -> None:
    """A gzip body is unpacked."""
    with serving({"/a": Page(gzip.compress(FEED), headers={"Content-Encoding": "gzip"})}) as server:
        assert len(_ask(server, "/a").items) == 1


@pytest.mark.parametrize(
    ("status", "why"),
    [
        pytest.param(404, "answered 404 Not Found", id="404"),
        pytest.param(410, "answered 410 Gone: it is gone for good; take it out of feeds.yaml", id="410"),
        pytest.param(401, "answered 401 Unauthorized: it wants a name and a password", id="401"),
        pytest.param(503, "answered 503 Service Unavailable", id="503"),
        pytest.param(299, "answered 299", id="no known status"),
    ],
)
def test_refusals(status: int, why: str) -> None:
    """Any other status is told with its name, and with what to do where that is known."""
    with serving({"/a": Page(FEED, status=status)}) as server:
        answer = _ask(server, "/a")
    assert answer.error == f"Example News: {server.url('/a')}: {why}"


@pytest.mark.parametrize("hops", [1, 5])
def test_redirects(hops: int) -> None:
    """Up to five redirects are followed."""
    pages = {f"/{hop}": Page(status=302, headers={"Location": f"/{hop + 1}"}) for hop in range(hops)}
    with serving(pages | {f"/{hops}": Page(FEED)}) as server:
        assert len(_ask(server, "/0").items) == 1


def test_a_redirect_too_many() -> None:
    """The sixth redirect ends it."""
    with serving({f"/{hop}": Page(status=302, headers={"Location": f"/{hop + 1}"}) for hop in range(9)}) as server:
        assert _ask(server, "/0").error.endswith("redirects more than 5 times")
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        pytest.param(301, 308, "/c", id="for good"),
        pytest.param(308, 302, "/b", id="for good, then for now"),
        pytest.param(302, 301, "", id="for now, then for good"),
    ],
)
def test_moved_for_good(first: int, second: int, told: str) -> None:
    """A permanent redirect is a note that says which address belongs into feeds.yaml; one behind a temporary one is not."""
    hops = {"/a": Page(status=first, headers={"Location": "/b"}), "/b": Page(status=second, headers={"Location": "/c"})}
    with serving({**hops, "/c": Page(FEED)}) as server:
        answer = _ask(server, "/a")
    expected = [f"{server.url('/a')}: has moved for good to {server.url(told)}: change it in feeds.yaml"] if told else []
    assert [note.message for note in answer.notes] == expected
    assert len(answer.items) == 1


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://e.example/", "javascript:alert(1)", "", "http://[::1"])
def test_redirects_elsewhere(target: str) -> None:
    """A redirect to anything but a web address is refused."""
    with serving({"/a": Page(status=302, headers={"Location": target})}) as server:
        assert _ask(server, "/a").error.endswith(("redirects to something that is not a web address", "is not a web address"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f000001", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_private_hosts_are_refused(host: str) -> None:
    """Without leave no request reaches a private address, however it is written."""
    with serving({"/a": Page(FEED)}) as server:
        answer = _ask(server, "/a", private=False, host=host)
    assert answer.error.endswith(NOBODY if host == "0.0.0.0" else MEANT)
    assert server.asked == []


def test_redirects_to_other_private_hosts_are_refused() -> None:
    """A feed whose own host may be private still leads to no other private host."""
    with serving({}) as server:
        server.pages["/a"] = Page(status=302, headers={"Location": server.url("/secret", "127.0.0.2")})
        answer = _ask(server, "/a")
    assert answer.error.endswith("leads to a private address: only its own host and port may be one")
    assert [path for path, _ in server.asked] == ["/a"]


def test_credentials_stay_with_their_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name and password go along to the same server, never to another, and never into an error or a note."""
    monkeypatch.setattr("briefing.fetch.http.open_public", lambda target: socket.socket(*target[:3]))
    with serving({}) as other, serving({"/b": Page(FEED, 404)}) as server:
        server.pages["/a"] = Page(status=301, headers={"Location": "/b"})
        server.pages["/c"] = Page(status=301, headers={"Location": other.url("/d?token=t0p")})
        same, away = (_ask(server, path, host="me:s3cr3t@127.0.0.1") for path in ("/a?api_key=hidden", "/c"))
    assert all("Authorization" in headers for _, headers in server.asked)
    assert [(path, "Authorization" in headers) for path, headers in other.asked] == [("/d?token=t0p", False)]
    told = repr((same.error, same.notes, away.error, away.notes))
    assert not any(secret in told for secret in ("s3cr3t", "hidden", "t0p"))


@pytest.mark.parametrize(("per_host", "most"), [(1, 1), (3, 3)])
def test_one_host_is_not_crowded(per_host: int, most: int) -> None:
    """One host gets at most `per_host` requests at a time, and does get that many."""
    with serving({"/a": Page(FEED)}) as server:
        server.together = Barrier(per_host) if per_host > 1 else None
        feeds = [make.feed(str(number), url=server.url(f"/a?{number}"), private=True) for number in range(6)]
        answers = FeedFetcher(Path(), per_host=per_host, limits=PATIENT, bench=READER).fetch(feeds, {}, NOW)
    assert all(len(answer.items) == 1 for answer in answers)
    assert server.most_inside == most


def test_a_turn_that_never_comes() -> None:
    """A feed that waits behind slow ones of its host for too long is told so."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        feeds = [
            make.feed(str(number), url=f"http://127.0.0.1:{silent.getsockname()[1]}/{number}", private=True) for number in range(2)
        ]
        limits = Limits(seconds=0.6, turn_seconds=0.9)
        first, second = FeedFetcher(Path(), per_host=1, limits=limits, bench=READER).fetch(feeds, {}, NOW)
    assert first.error.endswith("did not answer within 0.6 s")
    assert second.error.endswith("did not get its turn within 0.9 s: too many slow feeds before it")


def test_nobody_there() -> None:
    """A closed port is told in the system's words, without aiohttp's."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    feed = make.feed(url=f"http://127.0.0.1:{port}/?key=s3cr3t", private=True)
    (answer,) = FeedFetcher(Path(), per_host=1, bench=READER).fetch([feed], {}, NOW)
    assert answer.error == f"Example News: http://127.0.0.1:{port}/?key=***: cannot be reached: Connection refused"


KEY = ConnectionKey("e.example", 443, True, True, None, None, None)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        pytest.param(aiohttp.ClientConnectorDNSError(KEY, socket.gaierror(-2, "no")), "a host that is not known", id="no host"),
        pytest.param(
            aiohttp.ClientConnectorCertificateError(KEY, ssl.SSLCertVerificationError("expired")),
            "certificate that does not hold",
            id="TLS",
        ),
        pytest.param(aiohttp.InvalidURL("http://me:s3cr3t@"), "is not a web address", id="address"),
        pytest.param(aiohttp.ServerDisconnectedError(), "stopped in the middle", id="disconnected"),
        pytest.param(aiohttp.ClientOSError(104, "Connection reset by peer"), "stopped in the middle", id="reset as it was asked"),
        pytest.param(ConnectionResetError("Connection lost"), "stopped in the middle", id="reset"),
        pytest.param(aiohttp.ClientPayloadError("s3cr3t"), "stopped in the middle", id="body"),
        pytest.param(OSError("Multiple exceptions"), "none of its addresses answers", id="several addresses"),
        pytest.param(aiohttp.ClientError("s3cr3t"), "cannot be fetched (ClientError)", id="anything else"),
    ],
)
def test_in_words(error: Exception, why: str) -> None:
    """Each kind of failure has words of its own, without what aiohttp's messages repeat."""
    told = explain_error(error, private=False)
    assert why in told
    assert "s3cr3t" not in told
