"""The site over HTTP, asked as players and browsers ask."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
import uvicorn

from briefing.cli.serve.body import build_application

FEED = (
    b'<rss version="2.0"><channel><link>../morning/index.html</link>'
    b'<item><enclosure url="../morning/d/a.mp3"/></item></channel></rss>'
)


@contextmanager
def serving(root: Path, fill_in: bool) -> Iterator[tuple[str, int]]:
    """Serve a site on a free port of loopback."""
    server = uvicorn.Server(uvicorn.Config(build_application(root, fill_in), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            thread.join(0.01)
        host, port = server.servers[0].sockets[0].getsockname()[:2]
        yield host, port
    finally:
        server.should_exit = True
        thread.join()


def ask(where: tuple[str, int], path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    """Return the answer to one GET."""
    connection = HTTPConnection(*where, timeout=10)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small site."""
    folder = tmp_path / "site" / "morning" / "d"
    folder.mkdir(parents=True)
    (folder / "a.mp3").write_bytes(bytes(range(200)))
    (folder / "transcript.vtt").write_text("WEBVTT\n", "utf-8")
    (folder / "chapters.json").write_text("{}", "utf-8")
    (folder / "index.html").write_text("<p>hello", "utf-8")
    (tmp_path / "site" / "morning" / "feed.xml").write_bytes(FEED)
    (tmp_path / "secret").write_text("state", "utf-8")
    return tmp_path / "site"


def test_a_player_can_seek(root: Path) -> None:
    """Ranges are answered with 206 and the bytes asked for, impossible ones with 416, known files with 304."""
    with serving(root, False) as where:
        part, body = ask(where, "/morning/d/a.mp3", Range="bytes=10-19")
        assert (part.status, body) == (206, bytes(range(10, 20)))
        assert ask(where, "/morning/d/a.mp3", Range="bytes=500-")[0].status == 416
        whole, _ = ask(where, "/morning/d/a.mp3")
        assert ask(where, "/morning/d/a.mp3", If_None_Match=str(whole.getheader("etag")))[0].status == 304


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        pytest.param("/morning/d/a.mp3", "audio/mpeg", id="audio"),
        pytest.param("/morning/d/transcript.vtt", "text/vtt; charset=utf-8", id="transcript"),
        pytest.param("/morning/d/chapters.json", "application/json+chapters", id="chapters"),
        pytest.param("/morning/feed.xml", "application/rss+xml; charset=utf-8", id="feed"),
        pytest.param("/morning/d/", "text/html; charset=utf-8", id="page"),
    ],
)
def test_types_and_permission(root: Path, path: str, kind: str) -> None:
    """Each file has the type that players want, and may be read from other sites."""
    with serving(root, False) as where:
        answer, _ = ask(where, path)
    assert answer.getheader("content-type") == kind
    assert answer.getheader("access-control-allow-origin") == "*"


def test_addresses_are_filled_in_on_the_way_out_only(root: Path) -> None:
    """Without a site link the feed gets the address it was asked at; the file stays as it is."""
    with serving(root, True) as where:
        _, body = ask(where, "/morning/feed.xml")
        assert f"http://{where[0]}:{where[1]}/morning/d/a.mp3".encode() in body
        assert ask(where, "/evening/feed.xml")[0].status == 404
    assert (root / "morning" / "feed.xml").read_bytes() == FEED


@pytest.mark.parametrize("path", ["/../secret", "/%2e%2e/secret", "/morning/..%2f..%2fsecret", "/..%2f/feed.xml"])
def test_nothing_outside_the_site_is_served(root: Path, path: str) -> None:
    """No path leads out of the site."""
    with serving(root, True) as where:
        answer, body = ask(where, path)
    assert answer.status == 404
    assert b"state" not in body
