"""One story after the other into segments, as long as there is room in words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from briefing.model import Chosen, Item, Line, Rejected, Segment, Source
from briefing.ports import Language, Summarizer, Task
from briefing.show import Show
from briefing.write.render import render
from briefing.write.rules import against_headline

SHORTEST = 10  # words; room for fewer is no room for a summary


def count(lines: Iterable[Line]) -> int:
    """Return how many words lines have, counted between white space."""
    return sum(len(line.text.split()) for line in lines)


def ordered(stories: Iterable[Chosen]) -> list[Chosen]:
    """Return stories in the order of their scores."""
    return sorted(stories, key=lambda chosen: -chosen.score)


class Teller:
    """Tells stories, best first, while there is room in words."""

    def __init__(self, show: Show, language: Language, summarizer: Summarizer, room: int) -> None:
        self._feeds = {feed.id: feed for feed in show.feeds}
        self._show, self._language, self._summarizer, self._room = show, language, summarizer, room
        self._told: list[tuple[Chosen, Segment]] = []

    def told(self) -> list[Segment]:
        """Return what was told, in the order of scores."""
        segments = {chosen.story.id: segment for chosen, segment in self._told}
        return [segments[chosen.story.id] for chosen in ordered(chosen for chosen, _ in self._told)]

    def tell(self, chosen: Chosen) -> Rejected | None:
        """Tell a story by its best item: who reports it, the headline, as much summary as fits; or return why not."""
        item = chosen.story.items[0]
        feed = self._feeds.get(item.feed)
        if feed is None:
            return Rejected(item.title, item.feed, "its feed is no longer in the show")
        against = against_headline(item.title, self._language) if item.title.strip() else "there is none"
        naming = [Line("", text, "template", ()) for text in render(self._language.templates["story"], feed=feed.name)]
        head = [*naming, *([] if against else [_headline(item)])]
        most = self._show.summarizer.words
        words = min(most, self._room - count(head))
        summary = self._summarizer.summarize(item, Task(words, feed.rights)) if words >= min(most, SHORTEST) else ()
        lost = words < most and not summary and item.text  # all that might be read of its text, for want of room
        if words < 0 or (lost and (against or self._told)):
            return Rejected(item.title, item.feed, f"does not fit {self._show.minutes:g} minutes")
        if against and not summary:
            return Rejected(item.title, item.feed, f"nothing of it may be read; its headline: {against}")
        lines = _numbered(chosen.story.id, [*head, *summary])
        self._room -= count(lines)
        title = summary[0].text if against else item.title  # what may not be read must not stand in a list of chapters
        self._told.append((chosen, Segment(id=chosen.story.id, kind="story", title=title, url=item.url, lines=lines)))
        return None


def _headline(item: Item) -> Line:
    start = len(item.title) - len(item.title.lstrip())
    text = item.title.strip()
    digest = hashlib.sha256(item.title.encode()).hexdigest()
    source = Source(item.feed, item.id, item.version, "title", start, start + len(text), text, digest)
    return Line("", text, "verbatim", (source,))


def _numbered(story: str, lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(replace(line, id=f"{story}-{n}") for n, line in enumerate(lines, 1))
