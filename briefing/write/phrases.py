"""Word lists of a language as patterns, each compiled once."""

from __future__ import annotations

import re
from functools import cache


def _either(phrases: frozenset[str]) -> str:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)


@cache
def whole(phrases: frozenset[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words, in any case; a hyphen and a digit make it another word (I-95)."""
    return re.compile(rf"(?<!\w)(?:{_either(phrases)})(?!\w|-\d)", re.IGNORECASE)


@cache
def names(phrases: frozenset[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words, exactly as written."""
    return re.compile(rf"(?<!\w)(?:{_either(phrases)})(?!\w)")


@cache
def beginnings(phrases: frozenset[str]) -> re.Pattern[str]:
    """Any of the phrases where a word begins, in any case; it may end in a sign or go on."""
    return re.compile(rf"(?<!\w)(?:{_either(phrases)})", re.IGNORECASE)


@cache
def said_by(speakers: frozenset[str], pronouns: frozenset[str]) -> re.Pattern[str]:
    """A pronoun as the speaker, behind a quotation or at the end: `"No," he said`, `it rained, they told police.`"""
    return matching(frozenset(shape.replace("{pronouns}", f"(?:{_either(pronouns)})") for shape in speakers))


@cache
def matching(expressions: frozenset[str]) -> re.Pattern[str]:
    """Any of the regular expressions, in any case."""
    return re.compile("|".join(f"(?:{expression})" for expression in sorted(expressions)), re.IGNORECASE)
