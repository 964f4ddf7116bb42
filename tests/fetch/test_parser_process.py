"""A reader's process that waits for the next fetch."""

from __future__ import annotations

from collections.abc import Iterator

import psutil
import pytest

from briefing.fetch.limits import Limits, Unusable
from briefing.fetch.parser_process import IDLE, TURNS, IdleProcess, ParserProcess
from tests.support import make

pytestmark = pytest.mark.usefixtures("no_reader")
BODY = b"<rss version='2.0'><channel><title>T</title><item><title>The bridge opens</title><guid>1</guid></item></channel></rss>"


@pytest.fixture
def bench() -> Iterator[IdleProcess]:
    """An empty bench that is closed in the end."""
    made = IdleProcess()
    yield made
    made.close()


def children() -> list[int]:
    """The processes of readers that are there."""
    return [child.pid for child in psutil.Process().children() if "briefing.fetch.parser_worker" in child.cmdline()]


def read(bench: IdleProcess, body: bytes = BODY, limits: Limits | None = None) -> int:
    """Read a body as a fetch does; returns how many items it has."""
    with ParserProcess(limits or Limits(), make.NOW, bench) as reader:
        return len(reader.read(make.feed(), body, "utf-8").items)


def test_the_next_fetch_has_the_same_process(bench: IdleProcess) -> None:
    """One process reads for both; closing the bench ends it."""
    assert read(bench) == 1
    (first,) = children()
    assert read(bench) == 1
    assert children() == [first]
    bench.close()
    assert children() == []


def test_one_that_was_asked_nothing_does_not_wait(bench: IdleProcess) -> None:
    """A fetch whose every feed failed leaves a process that may not have loaded yet; the next fetch reads with its own."""
    with ParserProcess(Limits(), make.NOW, bench):
        pass
    assert children() == []
    assert [read(bench), read(bench)] == [1, 1]


def test_one_that_died_while_it_waited_is_replaced(bench: IdleProcess) -> None:
    """Whoever killed it, the next fetch reads."""
    read(bench)
    psutil.Process(children()[0]).kill()
    assert read(bench) == 1


def test_one_that_took_too_long_does_not_wait_for_another(bench: IdleProcess) -> None:
    """A hostile body costs its process; the next feed gets a new one."""
    read(bench)
    (first,) = children()
    slow = b"<rss version='2.0'><channel><item " + b" ".join(b"a%d='1'" % n for n in range(100_000)) + b"/></channel></rss>"
    with pytest.raises(Unusable, match="took longer"):
        read(bench, slow, limits=Limits(parse_seconds=0.5))
    assert first not in children()
    assert read(bench) == 1


def test_nobody_waits_for_ever(bench: IdleProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a minute without a fetch it is ended, and behind a hundred fetches."""
    read(bench)
    bench.rest()
    (first,) = children()
    monkeypatch.setattr("briefing.fetch.parser_process.IDLE", 0.0)
    bench.rest()
    assert children() == []
    monkeypatch.setattr("briefing.fetch.parser_process.IDLE", IDLE)
    read(bench)
    for _ in range(TURNS - 1):
        process = bench.take()
        assert process
        bench.put(process, new=False)
    assert first not in children()
    assert bench.take() is None
