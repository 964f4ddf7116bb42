"""Nearly the same text: wire copy that several feeds carry, and the next state of a live blog; by shingles, words in fours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefing.model import Item

LONGEST = 6000  # characters that are compared
WORDS = 4  # in a shingle
FEWEST = 12  # shingles; shorter texts are alike by chance
CONTAINED = 0.7  # of the shorter text's shingles stand in the longer one
SHORTEST = 0.4  # of the longer text is the shorter: a story that a round-up of the day holds whole is no copy of it
ALIGNED = 250  # words in which names and numbers are held against each other, since that takes quadratic time
SWAPPED = 4  # words that stand in place of at most as many others; what is longer was written anew

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of an item: its words as they are written, and its shingles."""

    words: tuple[str, ...]
    shingles: frozenset[int]


def text_of(item: Item) -> Text:
    """Return what is compared of an item's text; the title is none of it, since every desk writes its own."""
    words = tuple(_WORD.findall(unicodedata.normalize("NFKC", item.text[:LONGEST])))
    lower = [word.casefold() for word in words]
    return Text(words, frozenset(hash(tuple(lower[n : n + WORDS])) for n in range(len(lower) - WORDS + 1)))


def copy_of(one: Text, other: Text) -> bool:
    """Say whether two texts are nearly the same, and neither has a name or a number in the place of the other's."""
    short, long = sorted((one.shingles, other.shingles), key=len)
    if len(short) < FEWEST or len(short) < SHORTEST * len(long) or len(short & long) < CONTAINED * len(short):
        return False
    return not _swapped(one.words[:ALIGNED], other.words[:ALIGNED])


def _swapped(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether some name or number stands where the other text has another one."""
    if one == other:
        return False
    first, second = ([word.casefold() for word in words] for words in (one, other))
    match = SequenceMatcher(None, first, second, autojunk=False)
    return any(
        what == "replace" and max(b - a, d - c) <= SWAPPED and any(map(_names, one[a:b])) and any(map(_names, other[c:d]))
        for what, a, b, c, d in match.get_opcodes()
    )


def _names(word: str) -> bool:
    return word[0].isdigit() or word[0].isupper()
