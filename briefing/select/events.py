"""Clustering of items into events, best teller first: near-identical titles, then copies, then likeness."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from math import inf

from briefing.model.language import Titles
from briefing.model.news import Item
from briefing.model.show import Feed
from briefing.select.apart import weigh_differences
from briefing.select.chance import FLOOR_BRIEF, MAY_BE_COPY, ONE_SOURCE, SAME, is_brief_pair, rate_pair
from briefing.select.likeness import Likeness
from briefing.select.linkage import add_to_large, link_groups
from briefing.select.titles import SHARED_PER_EXTRA, Words, extract_title_words, has_label, is_same_title

SAME_STORY = 0.40  # of two items, by `alike`: on ECB+ 324 of 326 such pairs tell one event; for hiding what was told already
WINDOW = timedelta(days=3)  # our choice: a feed that is late by a weekend still tells the same event


def group_by_event(
    items: Iterable[Item], feeds: Mapping[str, Feed], titles: Titles, likeness: Likeness | None = None
) -> list[list[Item]]:
    """Return the items in groups of one event each, the best teller of a group first.

    A long article is like another by what it says; brief items by that and by the names and numbers they share (`chance`). The best
    has a text, then the higher feed weight, longer text, earlier time, id; but a later correction or update from the same
    feed goes before it. The groups do not depend on the order of the items.
    """
    tellers = sorted(items, key=lambda item: _rank_teller(item, feeds))
    likeness = likeness or Likeness(tellers, titles)
    told = _extract_title_words(tellers, feeds, titles)
    links = _rate_links(tellers, told, likeness, titles)
    groups = link_groups(_group_by_title(tellers, told, titles), links, SAME)
    brief = {
        (one, other): chance
        for (one, other), chance in links.items()
        if chance < 0 or is_brief_pair(tellers[one], tellers[other], likeness)
    }
    groups = add_to_large(groups, brief, SAME)
    return [_put_update_first([tellers[place] for place in sorted(group)], titles) for group in sorted(groups, key=min)]


def _rate_links(items: Sequence[Item], told: Sequence[Words], likeness: Likeness, titles: Titles) -> dict[tuple[int, int], float]:
    """Return the chance that two items tell one event, by their places; minus infinity keeps them apart."""
    links: dict[tuple[int, int], float] = {}
    for one, other, cosine in likeness.find_close_pairs(items, FLOOR_BRIEF):
        pair = items[one], items[other]
        chance = -inf if _is_far_apart(*pair) else rate_pair(*pair, (told[one], told[other]), cosine, likeness, titles)
        if chance:
            links[one, other] = chance
    return links


def score_same_event(one: Item, other: Item, feeds: Mapping[str, Feed], titles: Titles, likeness: Likeness) -> float:
    """Return how alike two items are, less the evidence that they are different events: at most 1, 1 for near-identical titles.

    The days between them do not count. Compare the result with SAME_STORY.
    """
    first, second = _extract_title_words((one, other), feeds, titles)
    if is_same_title(first, second, titles):
        return 1.0
    return _score_pair(one, other, first, second, likeness.compare_items(one, other), likeness, titles)


def _extract_title_words(items: Sequence[Item], feeds: Mapping[str, Feed], titles: Titles) -> list[Words]:
    names = {feed.name for feed in feeds.values()}
    return [extract_title_words(item.title, titles, names) for item in items]


def _score_pair(one: Item, other: Item, first: Words, second: Words, value: float, likeness: Likeness, titles: Titles) -> float:
    """Return the likeness of two items, 1 for copies, less the evidence that they are different events."""
    if value >= MAY_BE_COPY and likeness.is_near_copy(one, other):
        value = 1.0
    elif one.feed == other.feed and not (has_label(one.title, titles) or has_label(other.title, titles)):
        value *= ONE_SOURCE
    return value - weigh_differences(one, other, first, second, likeness, titles)


def _is_far_apart(one: Item, other: Item) -> bool:
    return abs(one.published - other.published) > WINDOW


def _rank_teller(item: Item, feeds: Mapping[str, Feed]) -> tuple[object, ...]:
    return not item.text.strip(), -feeds[item.feed].weight, -len(item.text), item.published, item.id, item.version, item.feed


def _put_update_first(group: list[Item], titles: Titles) -> list[Item]:
    best = group[0]
    later = [
        item for item in group
        if item.feed == best.feed and item.published > best.published and len(item.text) * 2 >= len(best.text)
        and has_label(item.title, titles)
    ]  # fmt: skip
    return sorted(group, key=lambda item: item is not max(later, key=lambda one: one.published)) if later else group


def _group_by_title(items: Sequence[Item], told: Sequence[Words], titles: Titles) -> list[list[int]]:
    """Return the places of nearly identical titles, in groups.

    A title joins the first group in which it matches every title, so a chain of small changes never joins two events.
    """
    frequency = Counter(word for title in told for word in set(title))
    groups: list[list[int]] = []
    tellings: list[set[Words]] = []  # a group's different titles
    holding: defaultdict[str, list[int]] = defaultdict(list)  # word -> the groups whose first title holds it
    for place, title in enumerate(told):
        near = {number for word in _find_rarest_words(title, frequency) for number in holding[word]}
        fit = (n for n in sorted(near) if all(is_same_title(title, other, titles) for other in tellings[n]))
        match = next((n for n in fit if not any(_is_far_apart(items[place], items[there]) for there in groups[n])), None)
        if match is None:
            match = len(groups)
            groups.append([])
            tellings.append(set())
            for word in set(title):
                holding[word].append(match)
        groups[match].append(place)
        tellings[match].add(title)
    return groups


def _find_rarest_words(title: Words, frequency: Mapping[str, int]) -> Iterable[str]:
    """Return enough of the rarest words that any matching title has one of them: a match lacks at most one word in five."""
    ordered = sorted(set(title), key=lambda word: (frequency[word], word))
    return ordered[: len(title) // (SHARED_PER_EXTRA + 1) + 1]
