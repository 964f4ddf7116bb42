"""How many words a programme has, and how many a story will take: an estimate that write and mix correct with the real ones.

select budgets words, write drops the last story when the real words exceed, mix when the sound is still more than 5 % over.
"""

from __future__ import annotations

import re

from briefing.model.news import Item
from briefing.model.show import Rights

QUOTED_SENTENCES = 2  # what `rights: quote` allows, as docs and feeds.yaml promise it
QUOTED_SHARE = 4
SHARE_APPLIES_ABOVE = 200

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+")


def count(text: str) -> int:
    """Return how many words a text has, counted between white space as everywhere in the house."""
    return len(text.split())


def sentences(text: str) -> list[str]:
    """Return a text's sentences, found roughly: write has a splitter, which select may not know."""
    return _SENTENCE_END.split(text)


def available(*, minutes: float, words_per_minute: float, frame_words: int) -> int:
    """Return the words left for stories once opening and closing (`frame_words`) are spoken; not below zero."""
    return max(0, int(minutes * words_per_minute) - frame_words)


def cost(item: Item, *, rights: Rights, words: int, story_words: int) -> int:
    """Return the words a story will take: the line that names its source, its headline, and what may be read of its text.

    Read are the first whole sentences within `words`, within what `rights` allow and within what there is. Sentences are found
    roughly here; where not even the first fits, the whole allowance counts.
    """
    return story_words + count(item.title) + _readable(item.text, rights=rights, words=words)


def _readable(text: str, *, rights: Rights, words: int) -> int:
    lengths = [n for n in map(count, sentences(text)) if n]
    limit = min(words, sum(lengths))
    if rights == "quote":
        if sum(lengths) > SHARE_APPLIES_ABOVE:
            limit = min(limit, sum(lengths) // QUOTED_SHARE)
        lengths = lengths[:QUOTED_SENTENCES]
    taken = 0
    for length in lengths:
        if taken + length > limit:
            break
        taken += length
    return taken or limit
