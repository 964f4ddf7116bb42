"""Word budget: how many words a programme has and how many a story will take, as an estimate that later stages correct.

select budgets words, write drops the last story when the real words exceed the budget, and mix drops when the sound is still more
than 5 % over.
"""

from __future__ import annotations

import re

from briefing.model.news import Item
from briefing.model.show import Rights

QUOTED_SENTENCES = 2  # what `rights: quote` allows, as docs and feeds.yaml promise it
QUOTED_SHARE = 4
SHARE_APPLIES_ABOVE = 200

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+")


def count_words(text: str) -> int:
    """Return the number of words of a text, separated by white space as everywhere in Briefing."""
    return len(text.split())


def split_roughly(text: str) -> list[str]:
    """Return a text's sentences, split roughly; the exact splitter belongs to write, which select may not import."""
    return _SENTENCE_END.split(text)


def compute_available_words(*, minutes: float, words_per_minute: float, frame_words: int) -> int:
    """Return the words left for stories after opening and closing (`frame_words`); never below zero."""
    return max(0, int(minutes * words_per_minute) - frame_words)


def estimate_story_words(item: Item, *, rights: Rights, words: int, story_words: int) -> int:
    """Return the words a story will take: those that name its source, and what may be read of its text, or else its headline.

    The readable part is the first whole sentences within `words`, within what `rights` allow and within the text. Sentences are
    split roughly here; where not even the first fits, the whole allowance counts.
    """
    return story_words + (_count_readable_words(item.text, rights=rights, words=words) or count_words(item.title))


def _count_readable_words(text: str, *, rights: Rights, words: int) -> int:
    lengths = [n for n in map(count_words, split_roughly(text)) if n]
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
