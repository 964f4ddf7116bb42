"""Which feeds are being waited for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from briefing.fetch.fetcher import FeedFetcher
from briefing.model.progress import Note, Progress
from tests.support import make
from tests.support.fast import READER
from tests.support.newsroom import rss, wire
from tests.support.stories import entries


class Ears:
    """Events, remembered."""

    def __init__(self) -> None:
        self.heard: list[Progress | Note] = []

    def emit(self, event: Progress | Note) -> None:
        self.heard.append(event)


def test_the_feeds_still_waited_for_are_named(tmp_path: Path) -> None:
    """Before the first answer all are, and each that answers, well or not, is gone from the list; the last leaves none to tell."""
    ears = Ears()
    with wire() as desk:
        good = desk.serve("/a.xml", rss("A", entries(0, 1, datetime(2026, 11, 22, 3, 0, tzinfo=UTC))))
        feeds = [make.feed("a", "A", url=good, private=True), make.feed("b", "B", url=desk.address + "/none", private=True)]
        FeedFetcher(tmp_path, per_host=2, events=ears, bench=READER).fetch(feeds, {}, make.NOW)
    assert ears.heard[0] == Progress("fetch", 0, 2, "waiting for A, B")
    assert len(ears.heard) == 2
    assert ears.heard[1] in (Progress("fetch", 1, 2, "waiting for A"), Progress("fetch", 1, 2, "waiting for B"))
