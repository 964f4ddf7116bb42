"""How alike two items are: by the words they share, weighed by how few others have them, or by being nearly the same text.

TF-IDF over the title, counted twice, and the lead: the opening of a news text says what happened. Words are cut to their stems in
the plainest way that holds for many languages: the first letters, without the vowels they end in.
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
from briefing.select.copies import Text, copy_of, text_of

LEAD = 1500  # characters of the text; 700 to 1,500 measured alike on ECB+
TITLE = 1000  # no headline is longer
STEM = 6  # letters; on ECB+ the best F1 is .90 at 4, 5, 6 and 7, and 6 keeps German compounds apart
TITLE_COUNTS = 2
FEW = 50  # items; a word that more have, and more than 3 in 100 of all, finds nothing that rarer words do not find
SHARE = 0.03
SHORT = 60  # different words
BRIEF = 0.85  # of a cosine counts where one item has fewer: in feeds of one sentence an item half the pairs below .25 are wrong
NEIGHBOURS = 40  # items before one that are looked at

Key = tuple[str, str]
Vector = Mapping[str, float]  # of length 1; words of an item in the order of its text

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_VOWELS = "aeiouyäöüаеєиіїоуюяьэыё"


class Likeness:
    """Weights of words, learned once from all items of an edition and of what it is compared with; the same words weigh the same.

    An item is known by id and version; one that was not there when the weights were learned is weighed by them all the same.
    """

    def __init__(self, items: Iterable[Item], titles: Titles) -> None:
        counts = {_key(item): _count(item) for item in items}
        self._frequency = Counter(word for count in counts.values() for word in count)
        self._items = len(counts)
        self._fillers = frozenset(map(stem, titles.fillers))
        self._vectors = {key: self._weigh(count) for key, count in counts.items()}
        self._texts: dict[Key, Text] = {}  # what is made when first asked for
        self._bodies: dict[Key, tuple[Vector, frozenset[str]]] = {}

    def between(self, one: Item, other: Item) -> float:
        """Return the cosine of two items, 0 to 1; less where there is little text, 0 where headlines alone share too few words."""
        return self._trusted(one, other, dot(self._vector(one), self._vector(other)))

    def near_copy(self, one: Item, other: Item) -> bool:
        """Say whether two items have nearly the same text, as wire copy and the next state of a live blog do; precision first.

        A number or a name that stands in place of another makes two texts of one pattern, which is no copy.
        """
        return copy_of(self._text(one), self._text(other))

    def texts(self, one: Item, other: Item) -> float:
        """Return the cosine of two items' texts without their titles, 0 to 1."""
        return dot(self._body(one)[0], self._body(other)[0])

    def said(self, item: Item) -> frozenset[str]:
        """Return the words of an item's lead, as they are written."""
        return self._body(item)[1]

    def pairs(self, items: Sequence[Item], least: float, first: int | None = None) -> Iterator[tuple[int, int, float]]:
        """Yield the places `a < b` of items that are alike by `least` or more, and how alike they are.

        With `first` only the first so many are held against those behind them.

        Found by the words that few items have, and so many of the most promising are looked at that time stays in bounds.
        """
        vectors = [self._vector(item) for item in items]
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
                alike = self._trusted(items[there], items[here], dot(vectors[there], vector))
                if alike >= least:
                    yield there, here, alike

    def _vector(self, item: Item) -> Vector:
        key = _key(item)
        if key not in self._vectors:
            self._vectors[key] = self._weigh(_count(item))
        return self._vectors[key]

    def _body(self, item: Item) -> tuple[Vector, frozenset[str]]:
        key = _key(item)
        if key not in self._bodies:
            written = _WORD.findall(unicodedata.normalize("NFKC", item.text[:LEAD]))
            self._bodies[key] = self._weigh(Counter(stem(word.casefold()) for word in written)), frozenset(written)
        return self._bodies[key]

    def _text(self, item: Item) -> Text:
        key = _key(item)
        if key not in self._texts:
            self._texts[key] = text_of(item)
        return self._texts[key]

    def _weigh(self, count: Mapping[str, int]) -> Vector:
        """Return sqrt(tf) x ln((N + 1) / df), scaled to length 1; the root keeps a word said ten times from drowning the others."""
        raw = {word: math.sqrt(n) * math.log((self._items + 1) / max(1, self._frequency[word])) for word, n in count.items()}
        length = math.sqrt(math.fsum(weight * weight for weight in raw.values()))
        return {word: weight / length for word, weight in raw.items() if weight > 0} if length else {}

    def _trusted(self, one: Item, other: Item, cosine: float) -> float:
        """Return as much of a cosine as can be trusted: few words are soon alike by chance, those of two headlines sooner still."""
        first, second = self._vector(one), self._vector(other)
        if not (one.text.strip() and other.text.strip()):
            known = [vector.keys() - self._fillers for vector in (first, second)]
            if len(known[0] & known[1]) < min(4, max(2, min(map(len, known)) - 1)):
                return 0.0
        return cosine if min(len(first), len(second)) >= SHORT else cosine * BRIEF


def dot(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of length 1, the same whichever comes first."""
    shared = one.keys() & other.keys()
    return min(1.0, math.fsum([one[word] * other[word] for word in shared]))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return what a word shares with its other forms, roughly: opened, opening: open; Одесі, Одесою: одес. Figures stay."""
    if word[0].isdigit():
        return word
    cut = word[:STEM]
    return cut[:3] + cut[3:].rstrip(_VOWELS)


def _count(item: Item) -> Counter[str]:
    counted = Counter(map(stem, _words(item.title[:TITLE])))
    for word in counted:
        counted[word] *= TITLE_COUNTS
    counted.update(map(stem, _words(item.text[:LEAD])))
    return counted


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _key(item: Item) -> Key:
    return item.id, item.version
