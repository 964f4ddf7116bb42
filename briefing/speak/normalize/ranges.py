"""Number ranges, scores and minus signs in words."""

from __future__ import annotations

import re

from briefing.model.language import Language
from briefing.speak.normalize.numbers import NUMBER

_BETWEEN = re.compile(rf"(?<![\w.,:-])({NUMBER}%?)\s?(?:-|:)\s?(?={NUMBER}(?![\d:]|-\d))")
_MINUS = re.compile(r"(?<![\w).,%-])-(?=\d|[A-Z]{0,2}[$€£₴¥₹]\d)")


def spell_minus(text: str, language: Language) -> str:
    """Replace the minus of `-5` and `-$5` by the language's word, which its table has under `-1`."""
    return _MINUS.sub(f"{language.abbreviations.get('-1', '')} ", text)


def spell_ranges(text: str, language: Language) -> str:
    """Replace the hyphen of `10-12` and of the score `2-1` by the language's word, which its table has under `-`."""
    return _BETWEEN.sub(lambda m: f"{m[1]}{get_range_word(language)}", text)


def get_range_word(language: Language) -> str:
    """Return the text between two numbers, with the spaces around it: a word, or a hyphen that joins them."""
    word = language.abbreviations.get("-", "")
    return word if word == "-" else f" {word} "
