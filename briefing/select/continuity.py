"""What listeners heard before: does an item tell a story of the last days, and what does it bring that is new?

Losing an event is worse than telling it twice, and an update on another event is false: so an item is held to be a story told
before only by its id, or when that is beyond doubt, and it is left out only when nothing in it is new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from briefing.model.language import Titles
from briefing.model.news import Item
from briefing.model.rundown import Earlier
from briefing.model.show import Feed
from briefing.select.budget import sentences
from briefing.select.events import SAME_EVENT, SAME_STORY
from briefing.select.events import alike as events_alike
from briefing.select.likeness import Likeness

LONGEST = 6000  # characters of a text that are read
TITLE_LIKE = 0.3  # enough where headlines agree as well: on ECB+ 56 of 56 such pairs below SAME_STORY tell one event
TITLE_WORDS = 4  # that carry both headlines, ...
TITLE_SHARE = 0.6  # ... and this share of those of the shorter one
NEW_WORDS = 2  # words of a sentence that were not heard make it new; or one number
REWORDED = 0.5  # of a sentence's words stand in one that was heard: it is that sentence, corrected
ADDED = 12  # words that an item must have gained to be told again

_TIME = re.compile(r"\d{1,2}:\d\d")  # of day, as live pages and updates carry it
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]{3,}(?:['’ʼ][^\W\d_]+)*")

Content = frozenset[str]


@dataclass(frozen=True, slots=True)
class Judge:
    """What it takes to say whether two items of an edition tell one story."""

    likeness: Likeness
    feeds: Mapping[str, Feed]
    titles: Titles

    def alike(self, one: Item, other: Item) -> float:
        """Return how alike two items are, less what speaks against their being one event."""
        return events_alike(one, other, self.feeds, self.titles, self.likeness)

    def over_days(self, one: Item, other: Item) -> float:
        """Return the same as if two feeds had told them at once: a story goes on for days, and a number in its headline grows."""
        alike = self.alike(one, replace(other, published=one.published, feed=""))
        first, second = content(one.title, self.titles), content(other.title, self.titles)
        agree = len(first & second) >= max(TITLE_WORDS, TITLE_SHARE * min(len(first), len(second)))
        return max(alike, SAME_STORY) if agree and alike >= TITLE_LIKE else alike

    def goes_on(self, item: Item, earlier: Earlier) -> bool:
        """Return whether listeners may be told that an item, held to tell an earlier story, is an update on it.

        Of the item itself, in other words than then, only its id says so, and publishers use one for stories that have nothing to
        do with each other: it must still be alike, or name most of what a headline told.
        """
        same = [told for told in earlier.story.items if told.id == item.id]
        said = content(f"{item.title}\n{item.text[:LONGEST]}", self.titles)
        return not same or any(self.over_days(item, told) >= SAME_EVENT or self._names_most(said, told) for told in same)

    def _names_most(self, said: Content, told: Item) -> bool:
        words = content(told.title, self.titles)
        return len(words & said) >= max(2, len(words) / 2)

    def pairs(self, items: Sequence[Item], first: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield the places of items that may tell one event; with `first`, of one of the first so many and one behind it."""
        return ((there, here) for there, here, _ in self.likeness.pairs(items, SAME_EVENT, first))


@dataclass(frozen=True, slots=True)
class Before:
    """How an item stands to a story told before: its latest telling, whether it surely is it, and the share of it that is new."""

    told: Earlier
    sure: bool
    new: float


@dataclass(frozen=True, slots=True)
class Thread:
    """A story over the days: its tellings, the latest first, and what was heard or could be read then."""

    tellings: tuple[Earlier, ...]
    items: tuple[Item, ...]
    heard: tuple[Content, ...]

    def holds(self, item: Item, titles: Titles) -> bool:
        """Return whether an item, the thread's own apart, still names everything that a headline told, numbers apart.

        What happens again elsewhere, to others, or the other way round does not: another port, a skier, higher instead of lower.
        Nor does a headline that says "again" or "another" hold on to what was told.
        """
        if any(item.id == told.id for told in self.items):
            return True
        said, repeats = content(f"{item.title}\n{item.text[:LONGEST]}", titles), content(" ".join(titles.again), titles)
        named = [content(told.title, titles) for told in self.items]
        new = content(item.title, titles) - frozenset().union(*named)
        words = [{word for word in told if not word[0].isdigit()} for told in named]
        return not new & repeats and any(told <= said for told in words)

    def new(self, item: Item, titles: Titles) -> float:
        """Return the share of an item's sentences that tell something new.

        What is no later than what was told tells nothing new; nor does the item itself, unless more was added than a correction.
        """
        known = frozenset().union(*self.heard)
        said = [(sentence, content(sentence, titles)) for sentence in read(item)]
        turned = (content(item.title, titles) & content(" ".join(titles.changing), titles)) - known  # not, denies, former
        fresh = [one for one in said if _is_new(one[1], known) or (turned and one[0] == item.title)]
        if any(item.id == told.id for told in self.items):
            fresh = [one for one in fresh if not any(len(one[1] & old) >= REWORDED * len(one[1]) for old in self.heard)]
            enough = sum(len(sentence.split()) for sentence, _ in fresh) >= ADDED
        else:
            enough = item.published > max(told.published for told in self.items)
        return len(fresh) / len(said) if enough and said else 0.0


def recall(items: Sequence[Item], history: Sequence[Earlier], judge: Judge) -> Mapping[str, Before]:
    """Return, by item id, which story of the history (the latest edition first) an item may tell again; the others are new."""
    threads = _threads(history, judge.titles)
    return {
        item.id: Before(
            thread.tellings[0], alike >= SAME_STORY and thread.holds(item, judge.titles), thread.new(item, judge.titles)
        )
        for item, (alike, thread) in _nearest(items, threads, judge)
    }


def _nearest(items: Sequence[Item], threads: Sequence[Thread], judge: Judge) -> Iterator[tuple[Item, tuple[float, Thread]]]:
    """Yield the items that may tell a thread again, with how alike they are: infinitely when it is the item itself."""
    told = [(item, thread) for thread in threads for item in thread.items]
    found = {item.id: (inf, thread) for item, thread in reversed(told)}
    for there, here in judge.pairs([*(item for item, _ in told), *items], len(told)) if told else ():
        if there < len(told) <= here:
            (other, thread), item = told[there], items[here - len(told)]
            alike = judge.over_days(item, other)
            if alike >= SAME_EVENT and (item.id not in found or alike > found[item.id][0]):
                found[item.id] = (alike, thread)
    return ((item, found[item.id]) for item in items if item.id in found)


def content(text: str, titles: Titles) -> Content:
    """Return the words that carry a text, cut to what their forms share, and its numbers."""
    found = (titles.spelled.get(word, word) for word in _WORD.findall(_TIME.sub(" ", text.casefold())))
    return frozenset(word if word[0].isdigit() else word[: max(4, len(word) - 3)] for word in found if word not in titles.fillers)


def read(item: Item) -> list[str]:
    """Return an item's headline and sentences."""
    return [text for text in (item.title, *sentences(item.text[:LONGEST])) if text.strip()]


def _is_new(said: Content, known: Content) -> bool:
    unknown = said - known
    return any(word[0].isdigit() for word in unknown) or len(unknown) >= NEW_WORDS


def _threads(history: Sequence[Earlier], titles: Titles) -> list[Thread]:
    """Return the stories of the history, each with all its tellings."""
    tellings: dict[str, list[Earlier]] = {}
    for earlier in history:
        tellings.setdefault(earlier.story.id, []).append(earlier)
    return [_thread(several, titles) for several in tellings.values()]


def _thread(tellings: Sequence[Earlier], titles: Titles) -> Thread:
    items = {(item.id, item.version): item for telling in tellings for item in telling.story.items}
    heard: Iterable[str] = (
        *(line.text for telling in tellings for line in telling.lines),
        *(sentence for item in items.values() for sentence in read(item)),
    )
    return Thread(tuple(tellings), tuple(items.values()), tuple(content(text, titles) for text in heard))
