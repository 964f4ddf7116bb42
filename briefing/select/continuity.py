"""Continuity over days: whether an item continues a story that listeners heard in the last days, and how much of it is new.

Losing an event is worse than telling it twice, and an update attached to another event is false. So an item counts as a story told
before only by its id or when that is beyond doubt, and it is left out only when nothing in it is new.
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
from briefing.select.budget import split_roughly
from briefing.select.chance import SAME_EVENT
from briefing.select.events import SAME_STORY
from briefing.select.events import score_same_event as events_alike
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
class StoryMatcher:
    """Decides whether two items of an edition tell one story; holds what that needs."""

    likeness: Likeness
    feeds: Mapping[str, Feed]
    titles: Titles

    def score_match(self, one: Item, other: Item) -> float:
        """Return how alike two items are, less the evidence that they are different events."""
        return events_alike(one, other, self.feeds, self.titles, self.likeness)

    def score_match_over_days(self, one: Item, other: Item) -> float:
        """Return the same as if two feeds had told them at once: a story lasts for days, and a number in its headline grows."""
        alike = self.score_match(one, replace(other, published=one.published, feed=""))
        first, second = extract_content(one.title, self.titles), extract_content(other.title, self.titles)
        agree = len(first & second) >= max(TITLE_WORDS, TITLE_SHARE * min(len(first), len(second)))
        return max(alike, SAME_STORY) if agree and alike >= TITLE_LIKE else alike

    def goes_on(self, item: Item, earlier: Earlier) -> bool:
        """Return whether listeners may be told that an item, held to tell an earlier story, is an update on it.

        Of the item itself, in other words than then, only its id says so, and publishers use one for stories that have nothing to
        do with each other: it must still be alike, or name most of what a headline told.
        """
        same = [told for told in earlier.story.items if told.id == item.id]
        said = extract_content(f"{item.title}\n{item.text[:LONGEST]}", self.titles)
        return not same or any(
            self.score_match_over_days(item, told) >= SAME_EVENT or self._names_most(said, told) for told in same
        )

    def _names_most(self, said: Content, told: Item) -> bool:
        words = extract_content(told.title, self.titles)
        return len(words & said) >= max(2, len(words) / 2)

    def find_pairs(self, items: Sequence[Item], first: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield the places of items that may tell one event; with `first`, pairs of one of the first so many and one after them."""
        return ((there, here) for there, here, _ in self.likeness.find_pairs(items, SAME_EVENT, first))


@dataclass(frozen=True, slots=True)
class EarlierMatch:
    """How an item relates to a story told before: its latest telling, whether the match is certain, and the share that is new."""

    told: Earlier
    sure: bool
    new: float


@dataclass(frozen=True, slots=True)
class StoryThread:
    """A story over several days: its tellings, the latest first, and what was heard or could be read then."""

    tellings: tuple[Earlier, ...]
    items: tuple[Item, ...]
    heard: tuple[Content, ...]

    def is_continued_by(self, item: Item, titles: Titles) -> bool:
        """Return whether an item, unless it is one of the thread's own, still names all words of a told headline, numbers apart.

        An event that happens again elsewhere, to others or the other way round does not: another port, a skier, higher instead of
        lower. Nor does a headline that says "again" or "another" continue what was told.
        """
        if any(item.id == told.id for told in self.items):
            return True
        said, repeats = (
            extract_content(f"{item.title}\n{item.text[:LONGEST]}", titles),
            extract_content(" ".join(titles.again), titles),
        )
        named = [extract_content(told.title, titles) for told in self.items]
        new = extract_content(item.title, titles) - frozenset().union(*named)
        words = [{word for word in told if not word[0].isdigit()} for told in named]
        return not new & repeats and any(told <= said for told in words)

    def compute_new_share(self, item: Item, titles: Titles) -> float:
        """Return the share of an item's sentences that tell something new.

        An item that is no later than what was told is not new; nor is the same item, unless more was added than a correction.
        """
        known = frozenset().union(*self.heard)
        said = [(sentence, extract_content(sentence, titles)) for sentence in list_sentences(item)]
        turned = (
            extract_content(item.title, titles) & extract_content(" ".join(titles.changing), titles)
        ) - known  # not, denies, former
        fresh = [one for one in said if _is_new(one[1], known) or (turned and one[0] == item.title)]
        if any(item.id == told.id for told in self.items):
            fresh = [one for one in fresh if not any(len(one[1] & old) >= REWORDED * len(one[1]) for old in self.heard)]
            enough = sum(len(sentence.split()) for sentence, _ in fresh) >= ADDED
        else:
            enough = item.published > max(told.published for told in self.items)
        return len(fresh) / len(said) if enough and said else 0.0


def match_history(items: Sequence[Item], history: Sequence[Earlier], judge: StoryMatcher) -> Mapping[str, EarlierMatch]:
    """Return, by item id, which story of the history (latest edition first) an item may tell again; items not listed are new."""
    threads = _build_threads(history, judge.titles)
    return {
        item.id: EarlierMatch(
            thread.tellings[0],
            alike >= SAME_STORY and thread.is_continued_by(item, judge.titles),
            thread.compute_new_share(item, judge.titles),
        )
        for item, (alike, thread) in _find_nearest(items, threads, judge)
    }


def _find_nearest(
    items: Sequence[Item], threads: Sequence[StoryThread], judge: StoryMatcher
) -> Iterator[tuple[Item, tuple[float, StoryThread]]]:
    """Yield the items that may continue a thread, with how alike they are; infinity when it is the item itself."""
    told = [(item, thread) for thread in threads for item in thread.items]
    found = {item.id: (inf, thread) for item, thread in reversed(told)}
    for there, here in judge.find_pairs([*(item for item, _ in told), *items], len(told)) if told else ():
        if there < len(told) <= here:
            (other, thread), item = told[there], items[here - len(told)]
            alike = judge.score_match_over_days(item, other)
            if alike >= SAME_EVENT and (item.id not in found or alike > found[item.id][0]):
                found[item.id] = (alike, thread)
    return ((item, found[item.id]) for item in items if item.id in found)


def extract_content(text: str, titles: Titles) -> Content:
    """Return the content words of a text, cut to what their forms share, and its numbers."""
    found = (titles.spelled.get(word, word) for word in _WORD.findall(_TIME.sub(" ", text.casefold())))
    return frozenset(word if word[0].isdigit() else word[: max(4, len(word) - 3)] for word in found if word not in titles.fillers)


def list_sentences(item: Item) -> list[str]:
    """Return an item's headline and sentences."""
    return [text for text in (item.title, *split_roughly(item.text[:LONGEST])) if text.strip()]


def _is_new(said: Content, known: Content) -> bool:
    unknown = said - known
    return any(word[0].isdigit() for word in unknown) or len(unknown) >= NEW_WORDS


def _build_threads(history: Sequence[Earlier], titles: Titles) -> list[StoryThread]:
    """Return the stories of the history, each with all its tellings."""
    tellings: dict[str, list[Earlier]] = {}
    for earlier in history:
        tellings.setdefault(earlier.story.id, []).append(earlier)
    return [_build_thread(several, titles) for several in tellings.values()]


def _build_thread(tellings: Sequence[Earlier], titles: Titles) -> StoryThread:
    items = {(item.id, item.version): item for telling in tellings for item in telling.story.items}
    heard: Iterable[str] = (
        *(line.text for telling in tellings for line in telling.lines),
        *(sentence for item in items.values() for sentence in list_sentences(item)),
    )
    return StoryThread(tuple(tellings), tuple(items.values()), tuple(extract_content(text, titles) for text in heard))
