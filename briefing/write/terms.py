"""What a sentence is about: its content words, cut so that inflections meet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.ports import Language

STEM = 6  # letters: "verified" and "verify", "Ukraine" and "Ukrainian" meet in them
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


def terms(text: str, language: Language) -> frozenset[str]:
    """Return the content words and numbers of a text, in small letters and cut."""
    return frozenset(term for term, _ in _found(text, language))


def _found(text: str, language: Language) -> Iterator[tuple[str, bool]]:
    """Yield each content word, cut, and whether it is a number or begins with a capital."""
    for word in _WORD.findall(text):
        small = word.casefold()
        if word[0].isdecimal() or (len(word) > 1 and small not in language.function_words):
            yield small[:STEM], not word[0].islower()


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two sets have in common, 0 to 1: the cosine of their indicator vectors."""
    return len(one & other) / ((len(one) * len(other)) ** 0.5) if one and other else 0.0


SAME = 0.85  # of its content words


def says_the_same(sentence: str, before: frozenset[str], language: Language) -> bool:
    """Return whether a sentence tells nothing that another, of these terms, has not told.

    It has few new words, no number or name among them, and none that makes it another event.
    """
    found = dict.fromkeys(terms(sentence, language), False) | {term: True for term, weighs in _found(sentence, language) if weighs}
    new = found.keys() - before
    weighty = (*language.titles.changing, *language.titles.spelled)
    turned = any(found[term] for term in new) or any(word[:STEM] in new for word in weighty)
    return bool(found) and not turned and len(new) <= (1 - SAME) * len(found)
