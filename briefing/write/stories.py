"""One story after the other into segments, as long as there is room in words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.model.language import Language
from briefing.model.news import Item, Line, Source
from briefing.model.ports import Summarizer, Task
from briefing.model.rundown import Chosen, Rejected
from briefing.model.script import Segment
from briefing.model.show import Feed, Show
from briefing.write.attribution import Told, segments
from briefing.write.other_sources import LONGEST, Other, added, others
from briefing.write.relative_days.apply import apply
from briefing.write.relative_days.apply import headline as reckoned
from briefing.write.rules import against_reckoned

SHORTEST = 10  # words; room for fewer is no room for a summary


def count(lines: Iterable[Line]) -> int:
    """Return how many words lines have, counted between white space."""
    return sum(len(line.text.split()) for line in lines)


def ordered(stories: Iterable[Chosen]) -> list[Chosen]:
    """Return stories in the order of their scores."""
    return sorted(stories, key=lambda chosen: -chosen.score)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A story before its text: its item and feed, its headline or why that is not read, what was heard of it, the room in words."""

    chosen: Chosen
    item: Item
    feed: Feed
    headline: tuple[Line, ...]
    against: str
    heard: tuple[str, ...]
    room: int


class Teller:
    """Tells stories, best first, while there is room in words; `heard` is the local day of the programme."""

    def __init__(self, show: Show, language: Language, summarizer: Summarizer, room: int, heard: date) -> None:
        self._feeds = {feed.id: feed for feed in show.feeds}
        self._show, self._language, self._summarizer, self._room, self._heard = show, language, summarizer, room, heard
        self._told: list[Told] = []

    def told(self) -> list[Segment]:
        """Return what was told, in the order of scores."""
        return self._segments(self._told)

    @property
    def left(self) -> int:
        """How many words are left."""
        return self._left(self._told)

    def tell(self, chosen: Chosen) -> Rejected | None:
        """Tell a story by its best item: who reports it, the headline, as much summary as fits; or return why not."""
        item = chosen.story.items[0]
        feed = self._feeds.get(item.feed)
        if feed is None:
            return Rejected(item.title, item.feed, "its feed is no longer in the show")
        plan = self._planned(chosen, item, feed)
        most = self._show.summarizer.words
        words = min(most, plan.room)
        summary = self._summary(plan, words) if words >= min(most, SHORTEST) else []
        lost = words < most and not summary and item.text  # all that might be read of its text, for want of room
        if plan.room < 0 or (lost and (not plan.headline or self._told)):
            return Rejected(item.title, item.feed, f"does not fit {self._show.minutes:g} minutes")
        if not (plan.headline or summary):
            return Rejected(item.title, item.feed, f"nothing of it may be read; its headline: {plan.against}")
        # what may not be read must not stand in a list of chapters
        title = (*plan.headline, *summary)[0].text
        self._told.append(Told(chosen, feed.name, title, (*plan.headline, *summary)))
        return None

    def _planned(self, chosen: Chosen, item: Item, feed: Feed) -> _Plan:
        before = [chosen.follows.title, *(line.text for line in chosen.follows.lines if line.sources)] if chosen.follows else []
        headline, against = _headline(item, self._heard, self._show.timezone, self._language)
        if headline and headline.text in before:
            headline, against = None, "it was heard before"
        lines = (headline,) if headline else ()
        sofar = [line.text for told in self._told for line in told.lines if line.sources]
        room = self._left([*self._told, Told(chosen, feed.name, item.title, lines)])
        return _Plan(chosen, item, feed, lines, against, (*before, *sofar), room)

    def _summary(self, plan: _Plan, words: int) -> list[Line]:
        """Return the sentences of the teller, fewer where others have something to add, and what they add."""
        lines = self._own(plan, words)
        found = others(plan.chosen.story, self._feeds)
        if not found or not lines:
            return lines
        more = self._added(plan, lines, found, LONGEST)
        shorter = lines if count([*lines, *more]) <= words else self._own(plan, words - count(more))
        more = self._added(plan, shorter, found, words - count(shorter)) if shorter != lines else more
        return [*shorter, *more] if shorter and more and count([*shorter, *more]) <= words else lines

    def _own(self, plan: _Plan, words: int) -> list[Line]:
        found = self._summarizer.summarize(plan.item, self._task(words, plan.feed, plan.heard))
        return [] if all(line.text in plan.heard for line in found) else list(found)

    def _added(self, plan: _Plan, lines: Sequence[Line], found: Sequence[Other], words: int) -> list[Line]:
        said = (*plan.headline, *lines)
        task = self._task(words, plan.feed, (*plan.heard, *(line.text for line in said)))
        return added(plan.item, said, found, task, self._summarizer, self._language)

    def _task(self, words: int, feed: Feed, heard: tuple[str, ...]) -> Task:
        return Task(words, feed.rights, day=self._heard, timezone=self._show.timezone, told=heard)

    def _left(self, told: Sequence[Told]) -> int:
        return self._room - sum(count(segment.lines) for segment in self._segments(told))

    def _segments(self, told: Sequence[Told]) -> list[Segment]:
        places = {chosen.story.id: place for place, chosen in enumerate(ordered(one.chosen for one in told))}
        return segments(sorted(told, key=lambda one: places[one.chosen.story.id]), self._language, self._heard)


def _headline(item: Item, heard: date, timezone: str, language: Language) -> tuple[Line | None, str]:
    """Return the headline as it is said on the day it is heard, or None and why it is not read."""
    text = item.title.strip()
    if not text:
        return None, "there is none"
    if against := against_reckoned(text, language):
        return None, against
    edits = reckoned(item, heard, timezone, language)
    if isinstance(edits, str):
        return None, edits
    start = len(item.title) - len(item.title.lstrip())
    digest = hashlib.sha256(item.title.encode()).hexdigest()
    source = Source(item.feed, item.id, item.version, "title", start, start + len(text), text, digest)
    return Line("", apply(text, edits), "edited" if edits else "verbatim", (source,), edits), ""
