"""Compiled patterns for the word lists of a language, each compiled once."""

from __future__ import annotations

import re
from functools import cache


def _join_phrases(phrases: frozenset[str]) -> str:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)


@cache
def compile_whole(phrases: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for any of the phrases as whole words, in any case; a hyphen and a digit make another word (I-95)."""
    return re.compile(rf"(?<!\w)(?:{_join_phrases(phrases)})(?!\w|-\d)", re.IGNORECASE)


@cache
def compile_exact(phrases: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for any of the phrases as whole words, exactly as written."""
    return re.compile(rf"(?<!\w)(?:{_join_phrases(phrases)})(?!\w)")


@cache
def compile_beginnings(phrases: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for any of the phrases at the beginning of a word, in any case; what follows does not matter."""
    return re.compile(rf"(?<!\w)(?:{_join_phrases(phrases)})", re.IGNORECASE)


@cache
def compile_speakers(speakers: frozenset[str], pronouns: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for a pronoun as speaker, after a quotation or at the end: `"No," he said`, `it rained, they said.`"""
    return compile_expressions(frozenset(shape.replace("{pronouns}", f"(?:{_join_phrases(pronouns)})") for shape in speakers))


@cache
def compile_expressions(expressions: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for any of the regular expressions, in any case."""
    return re.compile("|".join(f"(?:{expression})" for expression in sorted(expressions)), re.IGNORECASE)
