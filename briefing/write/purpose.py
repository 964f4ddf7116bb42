"""Sentences and headlines that tell no news: pure functions, each returning its reason in words, or "" when it has no objection."""

from __future__ import annotations

import re

from briefing.model.language import Language
from briefing.write.phrases import compile_expressions
from briefing.write.quotations import blank_quotations, straighten_quotes

SHOWN = 60  # characters of what was found that a reason shows
SHORTEST = 3  # words of a headline that is left when its dots are taken away

_ENDED = re.compile(r"[.!?][\"'”’»)\]]*$")
_CUT = re.compile(r"\s*[\[(]?(?:\.{2,}|…)[\])]?[\"'”’»)\s]*$")


def check_purpose(sentence: str, language: Language) -> str:
    """Object to a sentence that points elsewhere, speaks to listeners as a programme does, or is about rights; quotations may."""
    plain = straighten_quotes(blank_quotations(sentence)).strip()
    for what, expressions in (
        ("only says where more is told", language.pointing),
        ("speaks to listeners", language.addressing),
        ("is about rights", language.copyright),
    ):
        if found := compile_expressions(expressions).search(plain):
            return f'it {what}: "{found.group()[:SHOWN]}"'
    return ""


def check_title_purpose(title: str, language: Language) -> str:
    """Object to a headline that tells no news, with the full stop that headlines do not have."""
    return check_purpose(title if _ENDED.search(title) else f"{title}.", language)


def check_title_end(title: str, _: Language) -> str:
    """Object to a headline that was cut off."""
    return "cut off: it has no end" if _CUT.search(title) else ""


def shorten_cut_title(title: str, language: Language) -> str:
    """Return a headline that was cut off, without its dots and without words that cannot be the last; "" where it is whole."""
    words = _CUT.sub("", title).split() if _CUT.search(title) else []
    while len(words) > SHORTEST and words[-1].casefold() in language.dangling_endings:
        words.pop()
    return " ".join(words).rstrip(" ,;:–—-")
