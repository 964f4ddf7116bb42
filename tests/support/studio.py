"""A studio of fakes: the whole way in one process, without network, disk, voice and LAME."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.languages import load_language
from briefing.model.edition import Run
from briefing.model.news import Item
from briefing.model.progress import Note, Progress
from briefing.model.show import Show
from briefing.pipeline.produce import produce
from briefing.pipeline.studio import Studio
from briefing.speak.pace import compute_finished_pace
from briefing.write.summarizers.extractive import ENGINE
from tests.support import make
from tests.support.fakes.fetch import FakeFetcher, FakePages
from tests.support.fakes.mix import FakeEncoder
from tests.support.fakes.publish import MemoryPublisher
from tests.support.fakes.speak import FakeVoice
from tests.support.fakes.store import MemoryBlobs, MemoryLease, MemoryStore

RATE = 165  # words a minute of the fake voice


@dataclass(frozen=True, slots=True)
class Noon:
    """A clock that stands."""

    def now(self) -> datetime:
        return make.NOW


class Quiet:
    """Events without an observer."""

    def emit(self, event: Progress | Note) -> None:
        """Take an event."""


def studio(show: Show, items: Sequence[Item]) -> Studio:
    """A studio whose feeds hold these items."""
    store, english = MemoryStore(), load_language("en")
    feeds = {feed.id: [item for item in items if item.feed == feed.id] for feed in show.feeds}
    return Studio(
        show=show, site=make.site(), clock=Noon(), fetcher=FakeFetcher(feeds), pages=FakePages(),
        summarizer=ENGINE.open(english), voice=FakeVoice(), encoder=FakeEncoder(), publisher=MemoryPublisher(),
        archive=MemoryPublisher(), items=store.items, aired=store.aired, episodes=store.episodes, claims=store.claims,
        runs=store.runs,
        blobs=MemoryBlobs(), lease=MemoryLease(), events=Quiet(), language=english,
        words_per_minute=compute_finished_pace(60 / RATE), cover=lambda title: b"",
    )  # fmt: skip


def mixed(show: Show, items: Sequence[Item]) -> Run:
    """The run of an edition up to its sound."""
    here = studio(show, items)
    return produce(here.claims.claim(make.edition(show.key).slot), here, until="mixed")
