"""Near-duplicate texts by shingles of four words: wire copy that several feeds carry, and successive states of a live blog."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefing.model.news import Item

LONGEST = 6000  # characters that are compared
WORDS = 4  # in a shingle
FEWEST = 12  # shingles; shorter texts are alike by chance
CONTAINED = 0.7  # of the shorter text's shingles stand in the longer one
SHORTEST = 0.4  # of the longer text is the shorter: a story that a round-up of the day holds whole is no copy of it

Place = tuple[str, str]  # the words before and after

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class TextShingles:
    """What is compared of an item: its distinct words, its shingles, and the names and numbers by place."""

    words: frozenset[str]
    shingles: frozenset[int]
    facts: Mapping[Place, frozenset[str]]


def build_shingles(item: Item) -> TextShingles:
    """Return what is compared of an item's text; the title is left out, since every newsroom writes its own."""
    words = _WORD.findall(unicodedata.normalize("NFKC", item.text[:LONGEST]))
    lower = [word.casefold() for word in words]
    shingles = frozenset(hash(tuple(lower[n : n + WORDS])) for n in range(len(lower) - WORDS + 1))
    facts: defaultdict[Place, set[str]] = defaultdict(set)
    for place, names in _find_facts(words):
        facts[place].update(names)
    return TextShingles(frozenset(lower), shingles, {place: frozenset(names) for place, names in facts.items()})


def is_copy(one: TextShingles, other: TextShingles) -> bool:
    """Return whether two texts are nearly the same, and neither has another name or number at the same place."""
    short, long = sorted((one.shingles, other.shingles), key=len)
    if len(short) < FEWEST or len(short) < SHORTEST * len(long) or len(short & long) < CONTAINED * len(short):
        return False
    return not has_swapped_facts(one, other)


def has_swapped_facts(one: TextShingles, other: TextShingles) -> bool:
    """Return whether two texts have, between the same words, names or numbers of which the other knows nothing."""
    shared = one.facts.keys() & other.facts.keys()
    return any(one.facts[place] - other.words and other.facts[place] - one.words for place in shared)


def _find_facts(words: Sequence[str]) -> Iterator[tuple[Place, list[str]]]:
    """Yield each run of numbers and of words with a capital, in lower case, and the words around it."""
    before, run = "", list[str]()
    for is_fact, part in groupby(words, key=lambda word: word[0].isdigit() or word[0].isupper()):
        found = [word.casefold() for word in part]
        if is_fact:
            run = found
        else:
            if run:
                yield (before, found[0]), run
            before, run = found[-1], []
    if run:
        yield (before, ""), run
