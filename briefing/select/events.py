"""Items that tell the same event, put together: by their titles, the best teller first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from briefing.language import Titles
from briefing.model import Item
from briefing.select.titles import SHARED_PER_EXTRA, Words, same, words
from briefing.show import Feed


def by_event(items: Sequence[Item], feeds: Mapping[str, Feed], language: Titles) -> list[list[Item]]:
    """Return the items in groups of one event each, the best teller of a group first: feed weight, longer text, earlier, id.

    An item joins the first group all of whose titles are the same as its own, so a chain of small changes never joins two events.
    """
    names = {feed.name for feed in feeds.values()}
    tellers = sorted(items, key=lambda item: (-feeds[item.feed].weight, -len(item.text), item.published, item.id))
    titles = [words(item.title, language, names) for item in tellers]
    frequency = Counter(word for title in titles for word in set(title))
    groups: list[list[Item]] = []
    tellings: list[set[Words]] = []  # a group's different titles
    holding: defaultdict[str, list[int]] = defaultdict(list)  # word -> the groups whose first title holds it
    for item, title in zip(tellers, titles, strict=True):
        near = {number for word in _rarest(title, frequency) for number in holding[word]}
        match = next((n for n in sorted(near) if all(same(title, other, language) for other in tellings[n])), None)
        if match is None:
            match = len(groups)
            groups.append([])
            tellings.append(set())
            for word in set(title):
                holding[word].append(match)
        groups[match].append(item)
        tellings[match].add(title)
    return groups


def _rarest(title: Words, frequency: Mapping[str, int]) -> Iterable[str]:
    """Return so many of the rarest words that a title that is the same has one of them: it lacks at most one in five."""
    ordered = sorted(set(title), key=lambda word: (frequency[word], word))
    return ordered[: len(title) // (SHARED_PER_EXTRA + 1) + 1]
