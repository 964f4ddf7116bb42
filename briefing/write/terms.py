"""Terms of a sentence: its content words, cut to what their inflections share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from briefing.model.language import Language

SAME = 0.85  # of its content words
STEM = 6  # letters: "verified" and "verify", "Ukraine" and "Ukrainian" meet in them
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


def extract_terms(text: str, language: Language) -> frozenset[str]:
    """Return the content words and numbers of a text, in lower case and cut."""
    return frozenset(_find_terms(text, language.function_words))


@lru_cache(maxsize=4096)  # each sentence of a programme is held against every later one
def _find_terms(text: str, function_words: frozenset[str]) -> Mapping[str, bool]:
    """Return each content word, cut, and whether it is a number or begins with a capital."""
    found: dict[str, bool] = {}
    for word in _WORD.findall(text):
        small = word.casefold()
        if word[0].isdecimal() or (len(word) > 1 and small not in function_words):
            found[small[:STEM]] = found.get(small[:STEM], False) or not word[0].islower()
    return found


def compute_term_likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the likeness of two sets, 0 to 1: the cosine of their indicator vectors."""
    return len(one & other) / ((len(one) * len(other)) ** 0.5) if one and other else 0.0


def is_heard(sentence: str, told: Sequence[frozenset[str]], language: Language) -> bool:
    """Return whether another sentence has already told what this one tells; `told` holds the terms of each earlier one.

    It has few new words, no number or name among them, and none that makes it another event.
    """
    weighs = _find_terms(sentence, language.function_words)
    few = (1 - SAME) * len(weighs)
    if not told or len(weighs.keys() - frozenset().union(*told)) > few:
        return False
    turning = _stem_words(language.titles.changing) | _stem_words(frozenset(language.titles.spelled))
    return bool(weighs) and any(
        len(new) <= few and not any(weighs[term] or term in turning for term in new)
        for new in (weighs.keys() - before for before in told)
    )


@cache
def _stem_words(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word[:STEM] for word in words)
