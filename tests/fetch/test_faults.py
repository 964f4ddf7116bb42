"""One server, one fault per path."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.fetch.fetcher import FeedFetcher
from briefing.fetch.limits import Limits
from briefing.model.news import Answer
from tests.conftest import SHARED
from tests.fetch.feeds import entry, rss
from tests.support import make
from tests.support.make import NOW

FAULTS = [
    ("slowheader", "did not answer within 4 s"),
    ("never", "did not answer within 4 s"),
    ("slowbody", "did not answer within 4 s"),
    ("reset", "stopped in the middle"),
    ("endless/50", "larger than 10 MB"),
    ("chunked_endless", "larger than 10 MB"),
    ("redirloop", "more than 5 times"),
    ("redirn/6", "more than 5 times"),
    ("redirprivate", "private address"),
    ("redirfile", "not a web address"),
    ("redirlocal", "private address"),
    ("gzipgzip", "not asked for"),
    ("badgzip", "not the gzip"),
    ("truncgzip", "stopped in the middle"),
    ("unkenc", "not asked for"),
    ("clen_short", "stopped in the middle"),
    ("clen_long", ""),
    ("clen_two", "not HTTP"),
    ("clen_neg", "not HTTP"),
    ("429", "429 Too Many Requests"),
    ("503", "503 Service Unavailable"),
    ("410", "410 Gone"),
    ("hugeheader", "not HTTP"),
    ("manyheaders", "not HTTP"),
    ("garbage", "not HTTP"),
    ("empty", "stopped in the middle"),
    ("html", "web page"),
]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a running fault server."""
    tool = SHARED / "tools" / "fault_server.py"
    if not tool.is_file():
        pytest.skip("the fault server is not on this machine")
    feed = tmp_path_factory.mktemp("faults") / "feed.xml"
    feed.write_bytes(rss(*(entry(f"Item {number}", "words and words " * 60, link=f"/{number}") for number in range(30))))
    with socket.create_server(("127.0.0.1", 0)) as free:
        chosen: int = free.getsockname()[1]
    with subprocess.Popen([sys.executable, tool, str(chosen), feed], stdout=subprocess.PIPE) as server:
        assert server.stdout
        assert server.stdout.readline()
        yield chosen
        server.kill()


def _ask(port: int, *paths: str, seconds: float = 4) -> list[Answer]:
    feeds = [make.feed(path, url=f"http://127.0.0.1:{port}/{path}", private=True) for path in paths]
    fetcher = FeedFetcher(Path(), per_host=50, limits=Limits(seconds=seconds, turn_seconds=max(seconds, 12)))
    return list(fetcher.fetch(feeds, {}, NOW))


def test_faults(port: int) -> None:
    """Asked all at once, each fault is told in its own words, and costs nobody else."""
    answers = _ask(port, "ok/50", *(path for path, _ in FAULTS), "inflight103", "redirn/5")
    told = {answer.feed.id: answer.error for answer in answers}
    assert {path: told[path] for path, why in FAULTS if why not in told[path] or not told[path]} == {}
    assert [len(answer.items) for answer in answers if not answer.error] == [30, 30, 30]


@pytest.mark.slow
def test_a_bomb(port: int) -> None:
    """A gigabyte of nothing in a megabyte of gzip is refused at ten megabytes."""
    (answer,) = _ask(port, "gzipbomb", seconds=30)
    assert answer.error.endswith("is larger than 10 MB")


@pytest.mark.slow
def test_a_hundred_feeds(port: int) -> None:
    """A hundred feeds that answer after 200 ms each all have their turn within 12 s; one after the other only sixty would."""
    answers = _ask(port, *(f"ok/200?{number}" for number in range(100)), seconds=12)
    assert all(len(answer.items) == 30 for answer in answers)
