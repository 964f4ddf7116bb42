"""Stories into segments, one after the other, while there is room in words."""

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
from briefing.write.attribution import WrittenStory, build_segments
from briefing.write.other_sources import LONGEST, OtherSource, find_other_sources, write_additions
from briefing.write.purpose import shorten_cut_title
from briefing.write.relative_days.apply import apply_edits
from briefing.write.relative_days.apply import resolve_headline_days as reckoned
from briefing.write.rules import find_headline_objection, find_resolved_objection

SHORTEST = 10  # words; room for fewer is no room for a summary


def count_words(lines: Iterable[Line]) -> int:
    """Return the number of words in the lines, separated by white space."""
    return sum(len(line.text.split()) for line in lines)


def order_by_score(stories: Iterable[Chosen]) -> list[Chosen]:
    """Return stories in the order of their scores."""
    return sorted(stories, key=lambda chosen: -chosen.score)


@dataclass(frozen=True, slots=True)
class _StoryPlan:
    """A story before its text: item and feed, headline or why it is not read, what was heard of it, the room in words."""

    chosen: Chosen
    item: Item
    feed: Feed
    headline: tuple[Line, ...]
    against: str
    heard: tuple[str, ...]
    room: int


class StoryWriter:
    """Writes stories, best first, while there is room in words; `heard` is the local day of the programme."""

    def __init__(self, show: Show, language: Language, summarizer: Summarizer, room: int, heard: date) -> None:
        self._feeds = {feed.id: feed for feed in show.feeds}
        self._show, self._language, self._summarizer, self._room, self._heard = show, language, summarizer, room, heard
        self._told: list[WrittenStory] = []

    def list_segments(self) -> list[Segment]:
        """Return the segments of the written stories, in the order of scores."""
        return self._build_segments(self._told)

    @property
    def left(self) -> int:
        """The number of words left."""
        return self._count_words_left(self._told)

    def add_story(self, chosen: Chosen) -> Rejected | None:
        """Add a story by its best item: attribution, headline and as much summary as fits; or return why it is rejected."""
        item = chosen.story.items[0]
        feed = self._feeds.get(item.feed)
        if feed is None:
            return Rejected(item.title, item.feed, "its feed is no longer in the show")
        plan = self._plan_story(chosen, item, feed)
        most = self._show.summarizer.words
        words = min(most, plan.room)
        summary = self._summarize_story(plan, words) if words >= min(most, SHORTEST) else []
        lost = words < most and not summary and item.text  # all that might be read of its text, for want of room
        if plan.room < 0 or (lost and (not plan.headline or self._told)):
            return Rejected(item.title, item.feed, f"does not fit {self._show.minutes:g} minutes")
        if not (plan.headline or summary):
            return Rejected(item.title, item.feed, f"nothing of it may be read; its headline: {plan.against}")
        lines = (*plan.headline, *summary)
        title = lines[0].text if plan.headline else _find_cut_title(item.title, self._language) or lines[0].text
        self._told.append(WrittenStory(chosen, feed.name, title, lines))
        return None

    def _plan_story(self, chosen: Chosen, item: Item, feed: Feed) -> _StoryPlan:
        before = [chosen.follows.title, *(line.text for line in chosen.follows.lines if line.sources)] if chosen.follows else []
        headline, against = _build_headline(item, self._heard, self._show.timezone, self._language)
        if headline and headline.text in before:
            headline, against = None, "it was heard before"
        lines = (headline,) if headline else ()
        sofar = [line.text for told in self._told for line in told.lines if line.sources]
        room = self._count_words_left([*self._told, WrittenStory(chosen, feed.name, item.title, lines)])
        return _StoryPlan(chosen, item, feed, lines, against, (*before, *sofar), room)

    def _summarize_story(self, plan: _StoryPlan, words: int) -> list[Line]:
        """Return the teller's sentences, fewer where other sources have something to add, and what they add."""
        lines = self._summarize_item(plan, words)
        found = find_other_sources(plan.chosen.story, self._feeds)
        if not found or not lines:
            return lines
        more = self._write_additions(plan, lines, found, LONGEST)
        shorter = lines if count_words([*lines, *more]) <= words else self._summarize_item(plan, words - count_words(more))
        more = self._write_additions(plan, shorter, found, words - count_words(shorter)) if shorter != lines else more
        return [*shorter, *more] if shorter and more and count_words([*shorter, *more]) <= words else lines

    def _summarize_item(self, plan: _StoryPlan, words: int) -> list[Line]:
        found = self._summarizer.summarize(plan.item, self._make_task(words, plan.feed, plan.heard))
        return [] if all(line.text in plan.heard for line in found) else list(found)

    def _write_additions(self, plan: _StoryPlan, lines: Sequence[Line], found: Sequence[OtherSource], words: int) -> list[Line]:
        said = (*plan.headline, *lines)
        task = self._make_task(words, plan.feed, (*plan.heard, *(line.text for line in said)))
        return write_additions(plan.item, said, found, task, self._summarizer, self._language)

    def _make_task(self, words: int, feed: Feed, heard: tuple[str, ...]) -> Task:
        return Task(words, feed.rights, day=self._heard, timezone=self._show.timezone, told=heard)

    def _count_words_left(self, told: Sequence[WrittenStory]) -> int:
        return self._room - sum(count_words(segment.lines) for segment in self._build_segments(told))

    def _build_segments(self, told: Sequence[WrittenStory]) -> list[Segment]:
        places = {chosen.story.id: place for place, chosen in enumerate(order_by_score(one.chosen for one in told))}
        return build_segments(sorted(told, key=lambda one: places[one.chosen.story.id]), self._language, self._heard)


def _find_cut_title(title: str, language: Language) -> str:
    """Return a headline that is not read because it was cut off, without its dots; else "".

    What may not be read for another reason must not stand in a list of chapters either.
    """
    shown = shorten_cut_title(title, language)
    return "" if find_headline_objection(shown, language) else shown


def _build_headline(item: Item, heard: date, timezone: str, language: Language) -> tuple[Line | None, str]:
    """Return the headline worded for the day it is heard, or None and why it is not read."""
    text = item.title.strip()
    if not text:
        return None, "there is none"
    if against := find_resolved_objection(text, language):
        return None, against
    edits = reckoned(item, heard, timezone, language)
    if isinstance(edits, str):
        return None, edits
    start = len(item.title) - len(item.title.lstrip())
    digest = hashlib.sha256(item.title.encode()).hexdigest()
    source = Source(item.feed, item.id, item.version, "title", start, start + len(text), text, digest)
    return Line("", apply_edits(text, edits), "edited" if edits else "verbatim", (source,), edits), ""
