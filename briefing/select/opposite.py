"""Evidence that two items of one pattern tell opposite or parallel news: hired and fired, two fires in one town.

Such items share most of their words, so their likeness cannot tell. In doubt they stay apart: an event told twice is dull, two told
as one are false.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import SequenceMatcher
from functools import lru_cache

from briefing.model.language import Titles
from briefing.model.news import Item
from briefing.select.mentions import START, Mentions

FIRST = 40  # words of a text that are laid side by side: a pattern shows in its first sentence
SAME_PATTERN = 0.5  # of their words in the same order; in ECB+ and three mornings only copies that an editor touched have more
OTHER_NAMES = 0.5  # of their names are crossed: other people or places

Row = tuple[frozenset[str], frozenset[str]]

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")


def has_opposite_titles(one: str, other: str, titles: Titles) -> bool:
    """Return whether one headline has a word of a row of opposites, and the other only words against it.

    Some rows count only where both headlines begin with the same word, as of one team that won and lost.
    """
    rows = titles.opposites
    mine, yours = _split_words(one), _split_words(other)
    known = _list_words((*rows, *titles.opposites_of_one))
    if known.isdisjoint(mine) or known.isdisjoint(yours):
        return False
    if mine[0] == yours[0]:
        rows += titles.opposites_of_one
    first, second = frozenset(mine), frozenset(yours)
    return any(_is_against(first, second, row) or _is_against(second, first, row) for row in rows)


def _is_against(one: frozenset[str], other: frozenset[str], row: Row) -> bool:
    return bool(one & row[0] and other & row[1]) and one.isdisjoint(row[1]) and other.isdisjoint(row[0])


def follows_one_pattern(one: Item, other: Item, first: Mentions, second: Mentions) -> bool:
    """Return whether two texts are one sentence with other words in the same places; `first` and `second` are their mentions.

    Where neither names nor numbers are others, what differs may be an editor's wording: ask only where they are.
    """
    mine, yours = _WORD.findall(one.text[: FIRST * 20])[:FIRST], _WORD.findall(other.text[: FIRST * 20])[:FIRST]
    matcher = SequenceMatcher(None, [word.casefold() for word in mine], [word.casefold() for word in yours], autojunk=False)
    if matcher.real_quick_ratio() < SAME_PATTERN or matcher.quick_ratio() < SAME_PATTERN or matcher.ratio() < SAME_PATTERN:
        return False
    return any(
        kind == "replace" and _has_news(mine[a:b], second) and _has_news(yours[c:d], first)
        for kind, a, b, c, d in matcher.get_opcodes()
    )


def _has_news(words: Collection[str], known: Mentions) -> bool:
    """Return whether one of the words, long enough to say something, stands nowhere in the other item."""
    return any(
        word not in known.numbers if word[0].isdigit() else len(word) >= START and word.casefold()[:START] not in known.starts
        for word in words
    )


@lru_cache(maxsize=10)
def _list_words(rows: tuple[Row, ...]) -> frozenset[str]:
    return frozenset().union(*(side for row in rows for side in row))


@lru_cache(maxsize=10_000)
def _split_words(title: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(title[:1000]))
