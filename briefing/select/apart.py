"""What keeps two items apart however alike their words are: headlines of one pattern with another name or number in it.

Daily reports of losses, results and earnings are such patterns. Being unsure, they stay apart: an event told twice is dull, two
told as one is false.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import takewhile

from briefing.model.language import Titles
from briefing.model.news import Item
from briefing.select.likeness import Likeness
from briefing.select.titles import Words, changes, labelled, same

NEXT_DAY = timedelta(hours=18)  # our choice: other numbers in a headline that much later are the next day's
CERTAIN = float("inf")
AGREE = 0.4  # likeness from which two texts, without their titles, tell the same
ALL_CAPITALS = 0.7  # of a headline's words: it is written In Title Case
FEW = 2  # words in place of others; more, and the headline is no pattern

Swap = tuple[Words, Words]  # what one title has in the place of what the other has


def against(one: Item, other: Item, first: Words, second: Words, likeness: Likeness, titles: Titles) -> float:
    """Return how much speaks against two items being one event; `first` and `second` are their titles in words.

    Infinity is certain; 1 outweighs the likeness of these two, and that of several others who tell the event with them.
    """
    between = abs(one.published - other.published)
    if same(first, second, titles):
        return 0.0
    if one.feed == other.feed and between < NEXT_DAY and (labelled(one.title, titles) or labelled(other.title, titles)):
        return 0.0
    numbers = [{word for word in title if word[0].isdigit()} for title in (first, second)]
    if all(numbers) and numbers[0].isdisjoint(numbers[1]) and between >= NEXT_DAY:
        return CERTAIN
    if _elsewhere(one.title, first, second, other, likeness) and _elsewhere(other.title, second, first, one, likeness):
        return 1.0
    swaps = _one_pattern(first, second)
    return 0.0 if swaps is None or _borne_out(one, other, swaps, likeness, titles) else 1.0


def _elsewhere(title: str, mine: Words, yours: Words, other: Item, likeness: Likeness) -> bool:
    """Say whether a headline has both a name and a number of which the other item knows nothing: another place, another toll."""
    said = {word.casefold() for word in (*likeness.said(other), *yours)}
    names = _names(title)
    unknown = [word for word in mine if not _stands(word, said)]
    return any(word[0].isdigit() for word in unknown) and any(word in names for word in unknown)


def _names(title: str) -> set[str]:
    """Return the words of a headline that are written as names, none where nearly every word has a capital."""
    written = title.split()
    names = [word for word in written if word[:1].isupper()]
    return {word.strip(".,;:!?\"'()’").casefold() for word in names} if len(names) <= ALL_CAPITALS * len(written) else set()


def _one_pattern(one: Words, other: Words) -> list[Swap] | None:
    """Return what stands in the place of what, when two titles are alike but for that; None when they are not.

    Without a swap they have the same words, perhaps in another order, which may be who did what to whom.
    """
    if sorted(one) == sorted(other):
        return []
    start = sum(1 for _ in takewhile(lambda pair: _forms(*pair), zip(one, other, strict=False)))
    left, right = one[start:], other[start:]
    end = sum(1 for _ in takewhile(lambda pair: _forms(*pair), zip(reversed(left), reversed(right), strict=False)))
    mine, yours = left[: len(left) - end], right[: len(right) - end]
    if len(mine) == len(yours):  # perhaps several swaps, each in its place
        swaps: list[Swap] = [((a,), (b,)) for a, b in zip(mine, yours, strict=True) if not _forms(a, b)]
    else:
        swaps = [(mine, yours)]
    own = max(sum(len(swap[side]) for swap in swaps) for side in (0, 1)) if swaps else 0
    return swaps if own <= FEW and min(len(one), len(other)) - own >= max(own, 2) else None


def _borne_out(one: Item, other: Item, swaps: Sequence[Swap], likeness: Likeness, titles: Titles) -> bool:
    """Say whether the texts bear out that two titles which differ in so little mean the same.

    What takes the place of a name or a number must stand in the other's text too; other words may be said in other words.
    """
    here, there = likeness.said(one), likeness.said(other)
    for mine, yours in swaps:
        crossed = _stand_in(mine, there) and _stand_in(yours, here)
        if _facts(mine, here) and _facts(yours, there) and not crossed:
            return False
        doubt = any(changes(word, titles) for word in (*mine, *yours) if not word[0].isdigit())
        if (doubt or not crossed) and likeness.texts(one, other) < AGREE:
            return False
    return bool(swaps) or likeness.texts(one, other) >= AGREE


def _facts(words: Words, text: Collection[str]) -> bool:
    """Say whether one of the words may be a number or a name: it is none when the text has it without a capital."""
    return any(word[0].isdigit() or not _stands(word, text) for word in words)


def _stand_in(words: Words, text: Collection[str]) -> bool:
    lower = {said.casefold() for said in text}
    return all(_stands(word, lower) for word in words)


def _stands(word: str, text: Collection[str]) -> bool:
    return word in text or any(_forms(word, said) for said in text if said[:4] == word[:4])


def _forms(one: str, other: str) -> bool:
    """Say whether two words are forms of one: equal, or alike in their first four letters and two thirds of the longer one."""
    if one == other or one[0].isdigit():
        return one == other
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return shared >= 4 and 3 * shared >= 2 * max(len(one), len(other))
