"""Evidence that two items with similar words are different events: headlines of one pattern with another name or number.

Daily reports of losses, results and earnings follow such patterns. In doubt the items stay apart: an event told twice is dull,
two events told as one are false.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import takewhile

from briefing.model.language import Titles
from briefing.model.news import Item
from briefing.select.likeness import Likeness
from briefing.select.titles import Words, has_label, is_changing_word, is_same_title

NEXT_DAY = timedelta(hours=18)  # our choice: other numbers in a headline that much later are the next day's
CERTAIN = float("inf")
SAME_TEXT = 0.4  # likeness from which two texts, without their titles, tell the same
ALL_CAPITALS = 0.7  # of a headline's words: it is written In Title Case
MOST_SWAPPED = 2  # words in place of others; more, and the headline is no pattern

Swap = tuple[Words, Words]  # what one title has in the place of what the other has


def weigh_differences(one: Item, other: Item, first: Words, second: Words, likeness: Likeness, titles: Titles) -> float:
    """Return how much evidence there is that two items are different events; `first` and `second` are their titles in words.

    Infinity means certain; 1 outweighs the likeness of these two, and that of several other items that tell the event with them.
    """
    between = abs(one.published - other.published)
    if is_same_title(first, second, titles):
        return 0.0
    if one.feed == other.feed and between < NEXT_DAY and (has_label(one.title, titles) or has_label(other.title, titles)):
        return 0.0
    numbers = [{word for word in title if word[0].isdigit()} for title in (first, second)]
    if all(numbers) and numbers[0].isdisjoint(numbers[1]) and between >= NEXT_DAY:
        return CERTAIN
    if _is_elsewhere(one.title, first, second, other, likeness) and _is_elsewhere(other.title, second, first, one, likeness):
        return 1.0
    swaps = _find_swaps(first, second)
    return 0.0 if swaps is None or _is_confirmed(one, other, swaps, likeness, titles) else 1.0


def _is_elsewhere(title: str, mine: Words, yours: Words, other: Item, likeness: Likeness) -> bool:
    """Return whether a headline has both a name and a number that the other item does not mention: another place, another toll."""
    if not any(word[0].isdigit() for word in mine):
        return False
    said = {word.casefold() for word in (*likeness.list_lead_words(other), *yours)}
    names = _find_names(title)
    unknown = [word for word in mine if not _has_word(word, said)]
    return any(word[0].isdigit() for word in unknown) and any(word in names for word in unknown)


def _find_names(title: str) -> set[str]:
    """Return the words of a headline that are written as names; none where nearly every word has a capital."""
    written = title.split()
    names = [word for word in written if word[:1].isupper()]
    return {word.strip(".,;:!?\"'()’").casefold() for word in names} if len(names) <= ALL_CAPITALS * len(written) else set()


def _find_swaps(one: Words, other: Words) -> list[Swap] | None:
    """Return the words that replace each other when two titles are otherwise alike; None when they are not.

    An empty list means the same words, perhaps in another order, which may change who did what to whom.
    """
    if sorted(one) == sorted(other):
        return []
    start = sum(1 for _ in takewhile(lambda pair: _is_same_word(*pair), zip(one, other, strict=False)))
    left, right = one[start:], other[start:]
    end = sum(1 for _ in takewhile(lambda pair: _is_same_word(*pair), zip(reversed(left), reversed(right), strict=False)))
    mine, yours = left[: len(left) - end], right[: len(right) - end]
    if len(mine) == len(yours):  # perhaps several swaps, each in its place
        swaps: list[Swap] = [((a,), (b,)) for a, b in zip(mine, yours, strict=True) if not _is_same_word(a, b)]
    else:
        swaps = [(mine, yours)]
    own = max(sum(len(swap[side]) for swap in swaps) for side in (0, 1)) if swaps else 0
    return swaps if own <= MOST_SWAPPED and min(len(one), len(other)) - own >= max(own, 2) else None


def _is_confirmed(one: Item, other: Item, swaps: Sequence[Swap], likeness: Likeness, titles: Titles) -> bool:
    """Return whether the texts confirm that two titles with so small a difference mean the same.

    The word that replaces a name or a number must occur in the other item's text too; other words may be paraphrased.
    """
    here, there = likeness.list_lead_words(one), likeness.list_lead_words(other)
    for mine, yours in swaps:
        crossed = _has_words(mine, there) and _has_words(yours, here)
        if _may_be_fact(mine, here) and _may_be_fact(yours, there) and not crossed:
            return False
        doubt = any(is_changing_word(word, titles) for word in (*mine, *yours) if not word[0].isdigit())
        if (doubt or not crossed) and likeness.compare_texts(one, other) < SAME_TEXT:
            return False
    return bool(swaps) or likeness.compare_texts(one, other) >= SAME_TEXT


def _may_be_fact(words: Words, text: Collection[str]) -> bool:
    """Return whether one of the words may be a number or a name; a word that the text has without a capital is neither."""
    return any(word[0].isdigit() or not _has_word(word, text) for word in words)


def _has_words(words: Words, text: Collection[str]) -> bool:
    lower = {said.casefold() for said in text}
    return all(_has_word(word, lower) for word in words)


def _has_word(word: str, text: Collection[str]) -> bool:
    return word in text or any(_is_same_word(word, said) for said in text if said[:4] == word[:4])


def _is_same_word(one: str, other: str) -> bool:
    """Return whether two words are forms of one: equal, or alike in their first four letters and two thirds of the longer one."""
    if one == other or one[0].isdigit():
        return one == other
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return shared >= 4 and 3 * shared >= 2 * max(len(one), len(other))
