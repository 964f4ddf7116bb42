"""The names and numbers that an item mentions: two brief items that tell one event rarely name other people, places and counts."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefing.model.news import Item

LEAD = 400  # characters of the text: what happened, to whom and where stands there
BODY = 1500  # characters in which the other item's names and numbers are looked for
START = 4  # letters; Ukraine, Ukrainian; Jakarta, Jakarta's
NAMELESS = 0.6  # counts as crossed where an item names nothing: nobody can tell
ALL_CAPITALS = 0.7  # of a text's words: it is written In Title Case, and no capital says anything

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*|[.!?:]")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"['’ʼ]s?$")


@dataclass(frozen=True, slots=True)
class Mentions:
    """What headline and lead name and count, and what stands anywhere in the item.

    `names` are words that stand with a capital inside a sentence or in a run of such words, and `starts` the first letters of all
    words; `counts` are the numbers in figures of headline and lead, `numbers` all of them.
    """

    names: frozenset[str]
    starts: frozenset[str]
    counts: frozenset[str]
    numbers: frozenset[str]


def find_mentions(item: Item) -> Mentions:
    """Return what an item mentions; names in lower case."""
    title, text = (unicodedata.normalize("NFKC", part) for part in (item.title[:BODY], item.text[:BODY]))
    names = frozenset(name for part in (title, text[:LEAD]) for name in _find_names(part))
    counts = frozenset(_find_numbers(f"{title} {text[:LEAD]}"))
    starts = frozenset(word[:START] for word in _WORD.findall(f"{title} {text}".casefold()))
    return Mentions(names, starts, counts, frozenset(_find_numbers(f"{title} {text}")))


def compare_names(one: Mentions, other: Mentions, first: Mapping[str, float], second: Mapping[str, float]) -> tuple[float, float]:
    """Return how far the names of two items are crossed and how far they are shared, each 0 to 1.

    Crossed is the share of the names of one that the other lacks, the smaller of the two directions; shared is what those weigh
    that both mention: two rare names, or one in a short headline, are 1. `first` and `second` have the weights of the names.
    """
    mine, yours = _weigh_known(first, other), _weigh_known(second, one)
    return min(_compute_lost_share(first, mine), _compute_lost_share(second, yours)), min(1.0, mine + yours)


def has_crossed_numbers(one: Mentions, other: Mentions) -> bool:
    """Return whether each item counts something of which the other knows nothing, and they have no count in common."""
    return bool(one.counts - other.numbers and other.counts - one.numbers) and one.counts.isdisjoint(other.counts)


def _compute_lost_share(weights: Mapping[str, float], known: float) -> float:
    total = math.fsum(weights.values())
    return 1 - known / total if total else NAMELESS


def _weigh_known(weights: Mapping[str, float], yours: Mentions) -> float:
    starts = yours.starts
    return math.fsum([weight for name, weight in weights.items() if name[:START] in starts])


def _find_numbers(text: str) -> Iterator[str]:
    return (found.replace(",", "") for found in _NUMBER.findall(text))


def _find_names(text: str) -> Iterator[str]:
    """Yield the words of a text that are written as names."""
    tokens = _TOKEN.findall(text)
    words = [token for token in tokens if token[0].isalpha()]
    if sum(word[0].isupper() for word in words) > ALL_CAPITALS * len(words):
        return
    run: list[tuple[str, bool]] = []  # words with a capital, and whether each begins its sentence
    begins = True
    for token in (*tokens, "."):
        if token[0].isupper():
            run.append((token, begins))
        else:
            yield from _split_run(run)
            run = []
        begins = token in {".", "!", "?", ":"}


def _split_run(run: list[tuple[str, bool]]) -> Iterator[str]:
    for word, begins in run:
        if not begins or len(run) > 1:
            yield from _WORD.findall(_POSSESSIVE.sub("", word).casefold())
