"""Bodies made to break a parser, through the process that may be killed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from briefing.fetch.limits import Limits, Unusable
from briefing.fetch.parser_process import ParserProcess
from tests.fetch.feeds import entry, rss
from tests.support import make
from tests.support.make import NOW

pytestmark = pytest.mark.usefixtures("no_reader")
FEED = replace(make.feed(), language="en")  # so that no model of languages counts as the memory that a body takes
SLOW = b"<rss version='2.0'><channel><item " + b" ".join(b"a%d='1'" % n for n in range(100_000)) + b"/></channel></rss>"
LARGE = rss(entry(text="x" * 9_000_000))


def _read(reader: ParserProcess, body: bytes) -> str:
    try:
        return f"{len(reader.read(FEED, body, '').items)} items"
    except Unusable as error:
        return str(error)


def test_a_body_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    """The process is killed at the wall limit, the feed gets the error, and the next feed a new process."""
    with ParserProcess(Limits(parse_seconds=2), NOW) as reader:
        assert _read(reader, SLOW) == "took longer than 2 s to read: it is broken or hostile"
        assert _read(reader, rss(entry())) == "1 items"


def test_a_body_that_takes_too_much_memory_is_given_up() -> None:
    """Beyond the memory limit the process ends itself, and the next feed gets a new one."""
    with ParserProcess(Limits(parse_memory=80 << 20), NOW) as reader:
        assert _read(reader, LARGE) == "needs more than 80 MB of memory to read: it is broken or hostile"
        assert _read(reader, rss(entry())) == "1 items"


def test_the_process_ends_with_an_exception() -> None:
    """Whatever goes wrong around it, the process does not outlive its user."""
    with pytest.raises(KeyboardInterrupt), ParserProcess(Limits(), NOW):
        raise KeyboardInterrupt
    assert psutil.Process().children() == []


def test_a_worker_killed_between_two_bodies_is_replaced() -> None:
    """A process that the system killed meanwhile costs no feed."""
    with ParserProcess(Limits(), NOW) as reader:
        assert _read(reader, rss(entry())) == "1 items"
        (child,) = psutil.Process().children()
        child.kill()
        child.wait()
        assert _read(reader, rss(entry())) == "1 items"


def test_the_folder_one_stands_in_lends_no_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A feedparser.py that lies in the current folder is not what reads the feeds."""
    (tmp_path / "feedparser.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    with ParserProcess(Limits(), NOW) as reader:
        assert _read(reader, rss(entry())) == "1 items"


@pytest.mark.slow
def test_every_hostile_feed(shared: Path, tmp_path: Path) -> None:
    """None of the hostile feeds crashes us: each is read, or given up in words."""
    subprocess.run([sys.executable, shared / "tools/hostile_feeds.py", tmp_path], check=True, capture_output=True)
    limits = Limits(parse_seconds=2)
    with ParserProcess(limits, NOW) as reader:
        for file in sorted(tmp_path.iterdir()):
            body = file.read_bytes()
            if len(body) > limits.body:  # never comes this far
                continue
            assert _read(reader, body), file.name
    assert psutil.Process().children() == []
