"""A programme gets shorter and plainer before it is given up, in the order of the values; each step with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import pytest

from briefing.model.edition import Run
from briefing.model.errors import BriefingError, EngineFailed, VoiceFailed
from briefing.model.news import Item, Line
from briefing.model.ports import Task
from briefing.model.script import Reading
from briefing.model.show import Show
from briefing.pipeline.produce import produce
from briefing.pipeline.studio import Studio
from tests.support import make
from tests.support.fakes.speak import FakeVoice
from tests.support.stories import TOLD
from tests.support.studio import studio

FEEDS = tuple(make.feed(name, name.title(), rights="own") for name in ("one", "two", "three"))
ITEMS = [make.item(title, text, feed=feed.id, url=f"https://{feed.id}.example/1")
         for feed, (title, text) in zip(FEEDS, TOLD, strict=False)]  # fmt: skip
FIRST = ITEMS[0].title
UNTITLED = [replace(ITEMS[0], title=""), *ITEMS[1:]]
SHOW = make.show("morning", *FEEDS)


@dataclass
class Sulking:
    """The studio's summarizer, which fails on items with one of these titles, and counts how often."""

    real: Studio
    titles: tuple[str, ...]
    failures: int = 0

    def summarize(self, item: Item, task: Task) -> Sequence[Line]:
        if item.title in self.titles:
            self.failures += 1
            raise EngineFailed("sulking", "does not feel like it", item.title[:7])
        return self.real.summarizer.summarize(item, task)


class Mute(FakeVoice):
    """A voice that can say nothing with this word."""

    def __init__(self, name: str, word: str) -> None:
        super().__init__(name)
        self._word = word

    def speak(self, readings: Sequence[Reading]) -> Iterator[bytes]:
        for reading in readings:
            if self._word in reading.text:
                raise VoiceFailed(f'"{reading.text}"', f"could not be spoken by {self}", "it is hoarse")
            yield from super().speak([reading])


def summarizer(*titles: str) -> Callable[[Studio], Studio]:
    """A summarizer that fails on these."""
    return lambda here: replace(here, summarizer=Sulking(here, titles))


def voices(word: str, other: str | None = None) -> Callable[[Studio], Studio]:
    """A voice that cannot say a word, and perhaps a fallback that cannot say another."""
    return lambda here: replace(here, voice=Mute("first", word), fallback=None if other is None else Mute("second", other))


def both(*changes: Callable[[Studio], Studio]) -> Callable[[Studio], Studio]:
    """Several faults at once."""

    def change(here: Studio) -> Studio:
        for one in changes:
            here = one(here)
        return here

    return change


@dataclass(frozen=True)
class Row:
    """What is wrong, and what becomes of it: the state, how many stories and summaries, and a word of a note or of the reason."""

    wrong: Callable[[Studio], Studio]
    state: str
    stories: int
    summaries: int
    said: str
    show: Show = SHOW
    items: Sequence[Item] = tuple(ITEMS)


ALL = tuple(item.title for item in ITEMS)
TABLE = [
    pytest.param(Row(both(), "published", 3, 3, ""), id="nothing is wrong"),
    pytest.param(Row(both(), "published", 2, 2, "no room in", replace(SHOW, minutes=0.6)), id="fewer stories: no room"),
    pytest.param(Row(summarizer(FIRST), "published", 3, 2, "without a summary: sulking"), id="headline instead of summary"),
    pytest.param(Row(summarizer(*ALL), "published", 3, 0, "without a summary: sulking"), id="headlines alone"),
    pytest.param(Row(summarizer(""), "published", 2, 2, "nothing of it may be read", items=UNTITLED), id="no headline either"),
    pytest.param(Row(summarizer(""), "failed", 0, 0, "sulking: does not feel", items=UNTITLED[:1]), id="nothing is left"),
    pytest.param(Row(both(), "nothing", 0, 0, "0 stories, 1 wanted", items=()), id="no episode, with its reason"),
    pytest.param(Row(voices("harbour", "\0"), "published", 3, 3, "read by second: "), id="fallback voice"),
    pytest.param(Row(voices("harbour", "harbour"), "published", 2, 2, "cannot be spoken: "), id="shorter: nobody can say it"),
    pytest.param(Row(voices("harbour"), "published", 2, 2, "cannot be spoken: "), id="shorter: no fallback"),
    pytest.param(Row(voices("Briefing", "\0"), "published", 3, 3, "read by second: "), id="fallback opens"),
    pytest.param(Row(voices("Briefing", "Briefing"), "failed", 0, 0, "it is hoarse"), id="nobody opens"),
    pytest.param(
        Row(both(summarizer(FIRST), voices("apple", "\0")), "published", 3, 2, "read by second: "), id="headline and fallback voice"
    ),
]


@pytest.mark.parametrize("row", TABLE)
def test_degradation(row: Row) -> None:
    """Each fault costs as little as it can, and what it cost is told."""
    here = row.wrong(studio(row.show, row.items))
    run = finished(here)
    assert run.state == row.state
    published = row.state == "published"
    assert len(heard(run)) == row.stories
    assert sum(any(source.field == "text" for source in line.sources) for line in heard(run).values()) == row.summaries
    rejected = run.rundown.rejected if run.rundown else ()
    said = [run.reason, *(note.message for note in run.notes), *(out.reason for out in rejected)]
    assert any(row.said in one for one in said)
    assert (here.episodes.find(run.edition.id) is not None) is published


def finished(here: Studio) -> Run:
    """The run of the morning, as it is kept in the end."""
    claimed = here.claims.claim(make.edition("morning").slot)
    with suppress(BriefingError):
        produce(claimed, here)
    kept = here.runs.find(claimed.edition.id)
    assert kept
    assert (kept.inside, kept.deaths) == (None, 0)
    return kept


def heard(run: Run) -> dict[str, Line]:
    """The last line of each story that sounded, by the id of its segment."""
    if not (run.script and run.programme):
        return {}
    there = {span.segment for span in run.programme.spans}
    return {segment.id: segment.lines[-1] for segment in run.script.segments if segment.kind == "story" and segment.id in there}


def test_a_summarizer_that_always_fails_is_soon_asked_no_more() -> None:
    """Three failures in a row are enough: each may take as long as its own deadline."""
    feeds = tuple(make.feed(f"f{number}", f"Feed {number}", rights="own") for number in range(len(TOLD)))
    items = [make.item(title, text, feed=feed.id, url=f"https://{feed.id}.example/1")
             for feed, (title, text) in zip(feeds, TOLD, strict=True)]  # fmt: skip
    here = studio(make.show("morning", *feeds), items)
    sulking = Sulking(here, tuple(item.title for item in items))
    run = finished(replace(here, summarizer=sulking))
    assert len(heard(run)) == len(items) - 2  # the headlines of two are no sentences
    assert sulking.failures == 3
    assert sum("not asked: it failed 3 times on end" in note.message for note in run.notes) == len(items) - 3
