"""Phrases that a producer looks for: whole words in any case, and `clim*` for all that begins so.

Texts are hostile, so nothing here backtracks: a text is folded to words once, and each word is looked up among the phrases' first.
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
    """The phrases of one list, ready to be looked for."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_start: defaultdict[str, list[tuple[str, Words]]] = defaultdict(list)
        for phrase in phrases:
            for first, *rest in filter(None, [_parts(phrase)]):
                self._by_start[first].append((phrase, tuple(rest)))
        self._stems = sorted({len(first) - 1 for first in self._by_start if first.endswith("*")})

    def found(self, item: Item) -> tuple[str, ...]:
        """Return the phrases that stand in an item's title or in the first 60 words of its text, sorted."""
        return tuple(sorted({phrase for text in (words(item.title), words(item.text)) for phrase in self._in(text)}))

    def _in(self, text: Words) -> Iterator[str]:
        if not self._by_start:
            return
        for start, word in enumerate(text):
            for first in (word, *(f"{word[:length]}*" for length in self._stems)):
                for phrase, rest in self._by_start.get(first, ()):
                    behind = text[start + 1 : start + 1 + len(rest)]
                    if len(behind) == len(rest) and all(map(_fits, rest, behind)):
                        yield phrase


def words(text: str) -> Words:
    """Return the first sixty words and numbers of a text, folded, without signs."""
    return tuple(_WORD.findall(_folded(text[:LONGEST]))[:LEAD])


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).casefold()


def _parts(phrase: str) -> list[str]:
    """Return a phrase's words, with the star that ends some."""
    parts: list[str] = []
    for piece in _folded(phrase).split():
        found = _WORD.findall(piece)
        parts += [*found[:-1], found[-1] + "*" * piece.endswith("*")] if found else []
    return parts


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part
