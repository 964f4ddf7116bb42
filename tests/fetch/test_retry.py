"""Feeds that fail in passing, and those that fail."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from hypothesis import given
from hypothesis import strategies as st

from briefing.fetch.fetcher import FeedFetcher
from briefing.fetch.guard import PrivateAddress
from briefing.fetch.limits import Limits
from briefing.fetch.retry import get_retry_after, is_temporary
from briefing.model.news import Answer
from tests.fetch.feeds import entry, rss
from tests.fetch.server import Page, Server, serving
from tests.support import make
from tests.support.fast import READER
from tests.support.make import NOW

FEED = Page(rss(entry()))
WAITS = (0.0, 0.0)


class Turns(dict[str, Page]):
    """Pages of which one path answers one after the other, the last for good."""

    def __init__(self, *answers: Page) -> None:
        self._answers = list(answers)

    def get(self, path: str, default: object = None) -> Page:
        """Return the next answer."""
        if path != "/a":
            return Page(status=404)
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


def ask(url: str, waits: tuple[float, ...] = WAITS) -> Answer:
    """What asking one feed gave."""
    fetcher = FeedFetcher(Path(), per_host=2, limits=Limits(seconds=60, parse_seconds=60), waits=waits, bench=READER)
    (answer,) = fetcher.fetch([make.feed(url=url, private=True)], {}, NOW)
    return answer


def asked(server: Server) -> int:
    """How often the feed was asked for."""
    return sum(path == "/a" for path, _ in server.asked)


@pytest.mark.parametrize(
    ("pages", "times", "error"),
    [
        pytest.param([Page(status=503), FEED], 2, "", id="503, then well"),
        pytest.param([Page(status=502), Page(status=504), FEED], 3, "", id="502, 504, then well"),
        pytest.param([Page(status=429, headers={"Retry-After": "0"}), FEED], 2, "", id="429 with a short wait"),
        pytest.param([Page(status=429, headers={"Retry-After": "3600"}), FEED], 1, "answered 429", id="429 with a long wait"),
        pytest.param([Page(status=503, headers={"Retry-After": "Sun, 22 Nov 2026 05:00:00 GMT"}), FEED], 2, "", id="a date"),
        pytest.param([Page(status=503)], 3, "answered 503 Service Unavailable", id="503 for good"),
        pytest.param([Page(status=404), FEED], 1, "answered 404", id="404"),
        pytest.param([Page(status=500), FEED], 1, "answered 500", id="500"),
        pytest.param([Page(b"<html>"), FEED], 1, "is not a feed", id="no feed"),
    ],
)
def test_what_passes_is_asked_again(pages: list[Page], times: int, error: str) -> None:
    """A server that is busy is asked again, twice at most; one that has said what is wrong is not."""
    with serving({}) as server:
        server.pages = Turns(*pages)
        answer = ask(server.url("/a"))
        assert asked(server) == times
    assert error in answer.error
    assert bool(answer.error) is bool(error)


def test_nobody_is_asked_again_unasked() -> None:
    """Without waits a failure is final, as it is for a person who looks."""
    with serving({}) as server:
        server.pages = Turns(Page(status=503), FEED)
        assert "answered 503" in ask(server.url("/a"), ()).error


@contextmanager
def resetting() -> Iterator[tuple[int, list[int]]]:
    """A port that hangs up on whoever connects, and a list with an entry for each."""
    met: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def hang_up() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                met.append(1)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                connection.close()

        Thread(target=hang_up, daemon=True).start()
        yield listener.getsockname()[1], met
        listener.shutdown(socket.SHUT_RDWR)


def test_a_connection_that_is_reset_is_made_again() -> None:
    """Three times in all, and then the error says what happened."""
    with resetting() as (port, met):
        answer = ask(f"http://127.0.0.1:{port}/a")
    assert 3 <= len(met) <= 6  # aiohttp itself connects once more each time when the break comes after it has asked
    assert "the connection broke" in answer.error


@pytest.mark.parametrize(
    ("host", "error", "again"),
    [
        pytest.param("news.example", ConnectionRefusedError(111, "refused"), True, id="refused"),
        pytest.param("127.0.0.1", ConnectionRefusedError(111, "refused"), False, id="refused by this machine"),
        pytest.param("news.example", PrivateAddress(), False, id="a private address"),
        pytest.param("news.example", OSError(113, "no route"), False, id="no route"),
    ],
)
def test_who_is_not_reached(host: str, error: OSError, again: bool) -> None:
    """A server that restarts refuses for a moment; a host that cannot be reached cannot be reached."""
    key = ConnectionKey(host, 80, False, True, None, None, None)
    assert is_temporary(aiohttp.ClientConnectorError(key, error)) is again


def test_the_deadline_counts_for_all_of_it() -> None:
    """A wait that is longer than what is left is cut off by the feed's one deadline."""
    fetcher = FeedFetcher(Path(), per_host=2, limits=Limits(seconds=0.3), waits=(60.0,), bench=READER)
    with serving({"/a": Page(status=503)}) as server:
        (answer,) = fetcher.fetch([make.feed(url=server.url("/a"), private=True)], {}, NOW)
    assert "did not answer within 0.3 s" in answer.error


@given(st.text(max_size=20))
def test_any_retry_after_is_survived(header: str) -> None:
    """Whatever a server writes there is a number of seconds or nothing."""
    assert (get_retry_after(header) or 0.0) >= 0
