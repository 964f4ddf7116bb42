"""Likeness of two items: the words they share, weighted by rarity (TF-IDF), or nearly the same text.

TF-IDF covers the title, counted twice, and the lead: the opening of a news text says what happened. Words are stemmed in the
simplest way that works for many languages: the first letters, without final vowels.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest

from briefing.model.language import Titles
from briefing.model.news import Item
from briefing.select.copies import TextShingles, build_shingles, has_swapped_facts, is_copy
from briefing.select.mentions import Mentions, find_mentions

LEAD = 1500  # characters of the text; 700 to 1,500 measured alike on ECB+
TITLE = 1000  # no headline is longer
STEM = 6  # letters; on ECB+ the best F1 is .90 at 4, 5, 6 and 7, and 6 keeps German compounds apart
TITLE_COUNTS = 2
FEW = 50  # items; a word that more have, and more than 3 in 100 of all, finds nothing that rarer words do not find
SHARE = 0.03
SHORT = 60  # different words
BRIEF = (
    0.85  # of a cosine counts where one item has fewer and what was told already is left out: losing news is worse than repeating
)
SHARED_BARE = 4  # words that say something in common, of two headlines without texts ...
MANY_NAMES = 0.3  # of the different words
SHARED = 2  # ... and of one with an item that has a text
NEIGHBOURS = 40  # items before one that are looked at

Key = tuple[str, str]
Vector = Mapping[str, float]  # of length 1; words of an item in the order of its text

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_VOWELS = "aeiouyäöüаеєиіїоуюяьэыё"


class Likeness:
    """TF-IDF weights, learned once from all items of an edition and those it is compared with.

    An item is known by id and version; one that was not among those items is weighted with the same weights.
    """

    def __init__(self, items: Iterable[Item], titles: Titles) -> None:
        counts = {_make_key(item): _count_words(item) for item in items}
        self._frequency = Counter(word for count in counts.values() for word in count)
        self._items = len(counts)
        self._fillers = frozenset(map(stem_word, titles.fillers))
        self._vectors = {key: self._weigh(count) for key, count in counts.items()}
        self._texts: dict[Key, TextShingles] = {}  # what is made when first asked for
        self._bodies: dict[Key, tuple[Vector, frozenset[str]]] = {}
        self._mentions: dict[Key, tuple[Mentions, Mapping[str, float], frozenset[str]]] = {}

    def compare_items(self, one: Item, other: Item) -> float:
        """Return the cosine of two items, 0 to 1; less where there is little text, 0 where headlines alone share too few words."""
        return self._discount_cosine(one, other, compute_cosine(self._get_vector(one), self._get_vector(other)))

    def is_near_copy(self, one: Item, other: Item) -> bool:
        """Return whether two items have nearly the same text, like wire copy or successive states of a live blog; precision first.

        Two texts with a different number or name at the same place follow one pattern and are no copies.
        """
        return is_copy(self._get_shingles(one), self._get_shingles(other))

    def has_swapped_facts(self, one: Item, other: Item) -> bool:
        """Return whether two texts have another name or number at the same place."""
        return has_swapped_facts(self._get_shingles(one), self._get_shingles(other))

    def share_event(self, one: Item, other: Item) -> bool:
        """Return whether two items have a word in common that says something and is no name: what happened, not to whom.

        Where most words are written as names, as in a German headline, nobody can tell, and the answer is yes.
        """
        mine, yours = self._get_vector(one), self._get_vector(other)
        named = [self._get_mentions(item)[2] for item in (one, other)]
        if any(len(names) > MANY_NAMES * len(words) for names, words in zip(named, (mine, yours), strict=True)):
            return True
        return not (mine.keys() & yours.keys()) - self._fillers <= named[0] | named[1]

    def compare_texts(self, one: Item, other: Item) -> float:
        """Return the cosine of two items' texts without their titles, 0 to 1."""
        return compute_cosine(self._get_body(one)[0], self._get_body(other)[0])

    def list_lead_words(self, item: Item) -> frozenset[str]:
        """Return the words of an item's lead, as written."""
        return self._get_body(item)[1]

    def count_words(self, item: Item) -> int:
        """Return how many different words of an item count."""
        return len(self._get_vector(item))

    def get_mentions(self, item: Item) -> Mentions:
        """Return the names and numbers of an item."""
        return self._get_mentions(item)[0]

    def weigh_names(self, item: Item) -> Mapping[str, float]:
        """Return the weight of each name of an item."""
        return self._get_mentions(item)[1]

    def find_pairs(self, items: Sequence[Item], least: float, first: int | None = None) -> Iterator[tuple[int, int, float]]:
        """Yield the places `a < b` of items whose likeness is at least `least`, and that likeness.

        With `first`, only the first so many are compared with those after them.
        """
        for there, here, cosine in self._find_near(items, least, first):
            alike = self._discount_cosine(items[there], items[here], cosine)
            if alike >= least:
                yield there, here, alike

    def find_close_pairs(self, items: Sequence[Item], least: float) -> Iterator[tuple[int, int, float]]:
        """Yield the places `a < b` of items with a cosine of `least` or more, and it, unless bare headlines share too few words."""
        for there, here, cosine in self._find_near(items, least):
            one, other = items[there], items[here]
            bare = (not one.text.strip()) + (not other.text.strip())
            if not bare or self._share_words(one, other, SHARED_BARE if bare > 1 else SHARED):
                yield there, here, cosine

    def _find_near(self, items: Sequence[Item], least: float, first: int | None = None) -> Iterator[tuple[int, int, float]]:
        """Yield the places of items whose cosine is at least `least`, and that cosine.

        Candidates come from rare words, and only the most promising are compared, so the time is bounded.
        """
        vectors = [self._get_vector(item) for item in items]
        few = max(FEW, self._items * SHARE)
        holding: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)  # word -> the items before that have it
        unseen: list[float] = []  # how long a vector is in the words of many
        for here, vector in enumerate(vectors):
            found: defaultdict[int, float] = defaultdict(float)
            rare = {word: weight for word, weight in vector.items() if self._frequency[word] <= few}
            for word, weight in rare.items():
                for there, its in holding[word]:
                    found[there] += weight * its
                if first is None or here < first:
                    holding[word].append((here, weight))
            unseen.append(math.sqrt(max(0.0, 1 - math.fsum(weight * weight for weight in rare.values()))))
            # by Cauchy and Schwarz the words that were not looked up add no more than the product of their lengths
            promising = [(value, -there) for there, value in found.items() if value + unseen[here] * unseen[there] >= least]
            for there in (-place for _, place in nlargest(NEIGHBOURS, promising)):
                cosine = compute_cosine(vectors[there], vector)
                if cosine >= least:
                    yield there, here, cosine

    def _get_vector(self, item: Item) -> Vector:
        key = _make_key(item)
        if key not in self._vectors:
            self._vectors[key] = self._weigh(_count_words(item))
        return self._vectors[key]

    def _get_body(self, item: Item) -> tuple[Vector, frozenset[str]]:
        key = _make_key(item)
        if key not in self._bodies:
            written = _WORD.findall(unicodedata.normalize("NFKC", item.text[:LEAD]))
            self._bodies[key] = self._weigh(Counter(stem_word(word.casefold()) for word in written)), frozenset(written)
        return self._bodies[key]

    def _get_shingles(self, item: Item) -> TextShingles:
        key = _make_key(item)
        if key not in self._texts:
            self._texts[key] = build_shingles(item)
        return self._texts[key]

    def _get_mentions(self, item: Item) -> tuple[Mentions, Mapping[str, float], frozenset[str]]:
        key = _make_key(item)
        if key not in self._mentions:
            found, vector = find_mentions(item), self._get_vector(item)
            stems = {name: stem_word(name) for name in found.names}
            weights = {name: vector.get(stem, 0.0) for name, stem in stems.items()}
            self._mentions[key] = found, weights, frozenset(stems.values())
        return self._mentions[key]

    def _weigh(self, count: Mapping[str, int]) -> Vector:
        """Return sqrt(tf) x ln((N + 1) / df), scaled to length 1; the root keeps a word repeated ten times from dominating."""
        raw = {word: math.sqrt(n) * math.log((self._items + 1) / max(1, self._frequency[word])) for word, n in count.items()}
        length = math.sqrt(math.fsum(weight * weight for weight in raw.values()))
        return {word: weight / length for word, weight in raw.items() if weight > 0} if length else {}

    def _discount_cosine(self, one: Item, other: Item, cosine: float) -> float:
        """Return the trustworthy part of a cosine: short texts are easily alike by chance, two headlines even more so."""
        if not (one.text.strip() and other.text.strip()) and not self._share_words(one, other, SHARED_BARE):
            return 0.0
        return cosine if min(self.count_words(one), self.count_words(other)) >= SHORT else cosine * BRIEF

    def _share_words(self, one: Item, other: Item, least: int) -> bool:
        """Return whether two items have so many words in common that say something; fewer where one has not many more."""
        known = [vector.keys() - self._fillers for vector in (self._get_vector(one), self._get_vector(other))]
        return len(known[0] & known[1]) >= min(least, max(2, min(map(len, known)) - 1))


def compute_cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of length 1; symmetric."""
    shared = one.keys() & other.keys()
    return min(1.0, math.fsum([one[word] * other[word] for word in shared]))


@lru_cache(maxsize=100_000)
def stem_word(word: str) -> str:
    """Return the rough stem of a word: opened, opening: open; Одесі, Одесою: одес. Numbers stay."""
    if word[0].isdigit():
        return word
    cut = word[:STEM]
    return cut[:3] + cut[3:].rstrip(_VOWELS)


def _count_words(item: Item) -> Counter[str]:
    counted = Counter(map(stem_word, _split_words(item.title[:TITLE])))
    for word in counted:
        counted[word] *= TITLE_COUNTS
    counted.update(map(stem_word, _split_words(item.text[:LEAD])))
    return counted


def _split_words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _make_key(item: Item) -> Key:
    return item.id, item.version
