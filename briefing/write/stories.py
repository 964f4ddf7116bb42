"""Stories into segments, one after the other, while there is room in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefing.model.language import Language
from briefing.model.news import FactWeights, Item, Line
from briefing.model.ports import Summarizer, Task
from briefing.model.rundown import Chosen, Rejected
from briefing.model.script import Segment
from briefing.model.show import Feed, Show
from briefing.write.attribution import WrittenStory, build_segments, count_naming_words, get_told_text
from briefing.write.confirm import confirm_lead, find_coverage
from briefing.write.examine import examine_sentences
from briefing.write.introduce import introduce_people
from briefing.write.lead import Headline, build_headline, choose_lead
from briefing.write.order import LEADS, Place, order_programme
from briefing.write.other_sources import LONGEST, OtherSource, find_other_sources, write_additions
from briefing.write.speakable import is_grave

FRONT = 4  # stories that may be among the headlines; more would announce what is minutes away
COVERED = 5  # first stories of which it is said who else covers them
LONGER = 1.5  # times the words of a story that each of the first ones may have
BRIEF = 35  # words of a brief's one sentence
SHORTEST = 10  # words; room for fewer is no room for a summary


def count_words(lines: Iterable[Line]) -> int:
    """Return the number of words in the lines, separated by white space."""
    return sum(len(line.text.split()) for line in lines)


def order_by_score(stories: Iterable[Chosen]) -> list[Chosen]:
    """Return stories in the order of their scores."""
    return sorted(stories, key=lambda chosen: -chosen.score)


@dataclass(frozen=True, slots=True)
class _StoryPlan:
    """A story before its text: its item and feed, its headline, what was heard of it, and the room in words."""

    chosen: Chosen
    item: Item
    feed: Feed
    headline: Headline
    heard: tuple[str, ...]
    room: int


class StoryWriter:
    """Writes stories, best first, while there is room in words.

    `heard` is the local day of the programme, `weights` are those of the words of all its items.
    """

    def __init__(
        self, show: Show, language: Language, summarizer: Summarizer, room: int, heard: date, weights: FactWeights
    ) -> None:  # fmt: skip
        self._weights = weights
        self._feeds = {feed.id: feed for feed in show.feeds}
        self._show, self._language, self._summarizer, self._room, self._heard = show, language, summarizer, room, heard
        self._told: list[WrittenStory] = []

    def list_segments(self) -> list[Segment]:
        """Return the segments of the written stories, in the order of scores."""
        return self._build_segments(self._told)

    def list_headlines(self) -> list[Line]:
        """Return the headlines of the first stories that can be spoken and that their stories do not read."""
        first = order_by_score(one.chosen for one in self._told)[:FRONT]
        told = {one.chosen.story.id: one for one in self._told}
        found = [(told[chosen.story.id].headline, told[chosen.story.id].lines) for chosen in first]
        return [line for line, lines in found if line and line.sources[0] not in [one.sources[0] for one in lines if one.sources]]

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
        against = f"does not fit {self._show.minutes:g} minutes"
        naming = count_naming_words(feed.name, self._language)
        for kept in (0, naming, naming + len(item.title.split())):  # words that naming the source and the headline may take
            written = self._write_story(plan, plan.room - kept)
            if isinstance(written, str):
                return Rejected(item.title, item.feed, written or against)
            named = replace(written, others=self._name_others(chosen, written.lines))
            fits = next((one for one in (named, written) if self._count_words_left([*self._told, one]) >= 0), None)
            if fits:
                self._told.append(fits)
                return None
        return Rejected(item.title, item.feed, against)

    def _write_story(self, plan: _StoryPlan, room: int) -> WrittenStory | str:
        """Return a story in at most `room` words, before its source is named, or why not; "" where the room is too small."""
        most = self._count_most_words()
        words = min(most, room)
        summary = self._summarize_story(plan, words) if words >= min(most, SHORTEST) else []
        lost = words < most and not summary and plan.item.text  # all that might be read of its text, for want of room
        if room < 0 or (lost and (not plan.headline.line or self._told)):
            return ""
        sentences = examine_sentences(plan.item, self._make_task(words, plan.feed, plan.heard), self._language)
        follows = plan.chosen.follows is not None
        lines = choose_lead(plan.item, plan.headline, summary, sentences, self._language, follows=follows)
        if isinstance(lines, str):
            return lines
        lines = introduce_people(lines, plan.chosen.story.items, self._language)
        if against := self._find_excess(lines):
            return against
        # what may not be read must not stand in a list of chapters
        title = plan.headline.title or lines[0].text
        small = frozenset(word for word in re.findall(r"[^\W\d_]+", plan.item.text) if word.islower())
        return WrittenStory(plan.chosen, plan.feed.name, title, tuple(lines), small, plan.headline.line)

    def _name_others(self, chosen: Chosen, lines: Sequence[Line]) -> Line | None:
        """Return who also reports what a story's first sentence tells; for the first stories at least who has more on it."""
        found = confirm_lead(lines[0], chosen.story, self._feeds, self._weights, self._language)
        if found is None and len(self._told) < COVERED and self._show.style == "bulletin":
            heard = {source.feed for line in lines for source in line.sources}
            return find_coverage(chosen.story, self._feeds, self._weights, self._language, heard)
        return found

    def _count_most_words(self) -> int:
        """Return how many words a story may have: the first ones more, one after the last story only a brief's."""
        most = self._show.summarizer.words
        if self._show.style == "digest":
            return most
        if self._count_told(brief=False) >= self._show.most_stories:
            return min(most, BRIEF)
        return round(LONGER * most) if len(self._told) < LEADS else most

    def _find_excess(self, lines: Sequence[Line]) -> str:
        """Return why a written story is not told: it says too little, or there are enough of its form; or ""."""
        words, brief = count_words(lines), _is_brief(lines)
        if not brief and words < self._show.min_words:
            return f"it would speak {words} words, fewer than min_words: {self._show.min_words}"
        if self._show.style == "digest" or len(self._told) < LEADS:
            return ""
        most = self._show.most_briefs if brief else self._show.most_stories
        return f"the programme has its {most} {'briefs' if brief else 'stories'}" if self._count_told(brief=brief) >= most else ""

    def _count_told(self, *, brief: bool) -> int:
        return sum(_is_brief(one.lines) == brief or (not brief and at < LEADS) for at, one in enumerate(self._told))

    def _plan_story(self, chosen: Chosen, item: Item, feed: Feed) -> _StoryPlan:
        lines = [line for line in chosen.follows.lines if line.sources] if chosen.follows else []
        before = [chosen.follows.title, *map(get_told_text, lines)] if chosen.follows else []
        headline = build_headline(item, self._heard, self._show.timezone, self._language, feed.name)
        if headline.line and (headline.line.text in before or headline.title in before):
            headline = replace(headline, line=None, against="it was heard before")
        sofar = [get_told_text(line) for told in self._told for line in told.lines if line.sources]
        room = self._count_words_left([*self._told, WrittenStory(chosen, feed.name, item.title, ())])
        return _StoryPlan(chosen, item, feed, headline, (*before, *sofar), room)

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
        task = self._make_task(words, plan.feed, (*plan.heard, *(line.text for line in lines)))
        return write_additions(plan.item, lines, found, task, self._summarizer, self._language)

    def _make_task(self, words: int, feed: Feed, heard: tuple[str, ...]) -> Task:
        stories = self._show.style == "digest" or self._count_told(brief=False) < self._show.most_stories
        return Task(words, feed.rights, self._heard, self._show.timezone, heard, None if stories else 1)

    def _count_words_left(self, told: Sequence[WrittenStory]) -> int:
        return self._room - sum(count_words(segment.lines) for segment in self._build_segments(told))

    def _build_segments(self, told: Sequence[WrittenStory]) -> list[Segment]:
        by_id = {one.chosen.story.id: one for one in told}
        places = [self._make_place(by_id[chosen.story.id]) for chosen in order_by_score(one.chosen for one in told)]
        ordered, last = order_programme(places, bulletin=self._show.style == "bulletin")
        one_source = len({feed.name for feed in self._show.feeds}) == 1
        stories = [by_id[place.key] for place in ordered]
        return build_segments(stories, self._language, self._heard, one_source=one_source, last=last)

    def _make_place(self, one: WrittenStory) -> Place:
        grave = any(is_grave(line.text, self._language) for line in one.lines)
        return Place(one.chosen.story.id, one.feed, one.chosen.topic, _is_brief(one.lines), grave)


def _is_brief(lines: Sequence[Line]) -> bool:
    """Return whether a story is one sentence."""
    return sum(bool(line.sources) for line in lines) <= 1
