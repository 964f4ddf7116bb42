"""What stands between two numbers, and before one."""

from __future__ import annotations

import re

from briefing.model.language import Language
from briefing.speak.normalize.numbers import NUMBER

_BETWEEN = re.compile(rf"(?<![\w.,:-])({NUMBER}%?)\s?(?:-|:)\s?(?={NUMBER}(?![\d:]|-\d))")
_MINUS = re.compile(r"(?<![\w).,%-])-(?=\d|[A-Z]{0,2}[$€£₴¥₹]\d)")


def minus(text: str, language: Language) -> str:
    """Read `-5` and `-$5` with the language's word for a minus, which its table has under `-1`."""
    return _MINUS.sub(f"{language.abbreviations.get('-1', '')} ", text)


def ranges(text: str, language: Language) -> str:
    """Read `10-12` and the score `2-1` with the language's word for `-`."""
    return _BETWEEN.sub(lambda m: f"{m[1]}{between(language)}", text)


def between(language: Language) -> str:
    """Return what is said between two numbers, with the spaces around it: a word, or a hyphen that joins them."""
    word = language.abbreviations.get("-", "")
    return word if word == "-" else f" {word} "
