"""Search for the producer's phrases: whole words in any case, and `clim*` for all words with that beginning.

Texts are hostile, so nothing here backtracks: a text is folded to words once, and each word is looked up among the first words of
the phrases.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from briefing.model.news import Item

LEAD = 60  # words of the text that are looked at: what it is about stands there, what it mentions further down
LONGEST = 1000  # characters of title and of text that are folded; sixty words are about four hundred

_WORD = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "\u0301": None})  # the accent is a mark of stress in Ukrainian

Words = tuple[str, ...]


class Phrases:
    """The phrases of one list, indexed for the search."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_start: defaultdict[str, list[tuple[str, Words]]] = defaultdict(list)
        for phrase in phrases:
            for first, *rest in filter(None, [_split_phrase(phrase)]):
                self._by_start[first].append((phrase, tuple(rest)))
        self._stems = sorted({len(first) - 1 for first in self._by_start if first.endswith("*")})

    def find_phrases(self, item: Item) -> tuple[str, ...]:
        """Return the phrases found in an item's title or in the first 60 words of its text, sorted."""
        return tuple(
            sorted({phrase for text in (fold_words(item.title), fold_words(item.text)) for phrase in self._find_in_text(text)})
        )

    def _find_in_text(self, text: Words) -> Iterator[str]:
        if not self._by_start:
            return
        for start, word in enumerate(text):
            for first in (word, *(f"{word[:length]}*" for length in self._stems)):
                for phrase, rest in self._by_start.get(first, ()):
                    behind = text[start + 1 : start + 1 + len(rest)]
                    if len(behind) == len(rest) and all(map(_matches_word, rest, behind)):
                        yield phrase


def fold_words(text: str) -> Words:
    """Return the first sixty words and numbers of a text, folded, without punctuation."""
    return tuple(_WORD.findall(_fold_text(text[:LONGEST]))[:LEAD])


def _fold_text(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).casefold()


def _split_phrase(phrase: str) -> list[str]:
    """Return a phrase's words, keeping a star at the end of a word."""
    parts: list[str] = []
    for piece in _fold_text(phrase).split():
        found = _WORD.findall(piece)
        parts += [*found[:-1], found[-1] + "*" * piece.endswith("*")] if found else []
    return parts


def _matches_word(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part
