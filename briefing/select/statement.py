"""Tokens of a sentence for comparing facts: its words in normal form, each a number, a name or a plain word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from babel import Locale

from briefing.model.language import Language

_TOKEN = re.compile(
    r"[^\W\d_]+-?\d+[^\W_]*"  # F-16, COVID-19
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*|[%$€£₴]"
)
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "\u00ad": None})
_SPACES = re.compile(r"[ \u00a0\u202f]")
TITLE_CASE = 0.6  # of a sentence's words with a capital: then a capital marks no name
STEM = 4  # letters


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is compared: `key` is the same for all its spellings."""

    key: str
    kind: Literal["number", "name", "word"]
    written: str


def tokenize(sentence: str, language: Language, names: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """Return the tokens of a sentence, in order; `names` are words, in lower case, that are known to be names."""
    plain = unicodedata.normalize("NFKC", sentence.translate(_APOSTROPHES)) if not sentence.isascii() else sentence
    found = list(_TOKEN.finditer(plain))
    capital = _has_marked_names(plain, found, language)
    made: list[Token] = []
    for number, match in enumerate(found):
        word = match.group()
        key = _make_key(word, language)
        if key[:1].isdigit():
            made.append(Token(key, "number", word))
        elif (power := _find_power(key, language)) and made and made[-1].kind == "number":
            made[-1] = Token(_multiply_number(made[-1].key, power), "number", f"{made[-1].written} {word}")
        else:
            beside = _is_beside_capital(plain, found, number)
            named = word[0].isupper() and _may_be_name(key, language)
            sure = key in names or (capital and not _is_at_beginning(plain, match) and (language.capitals == "names" or beside))
            made.append(Token(key, "name" if named and sure else "word", word))
    return tuple(made)


def find_known_names(texts: Iterable[str], language: Language) -> frozenset[str]:
    """Return the words that these texts write as names: always with a capital, and also within a sentence."""
    small: set[str] = set()
    within: set[str] = set()
    for text in texts:
        for line in text.split("\n"):
            found = list(_TOKEN.finditer(line.translate(_APOSTROPHES)))
            mark = _has_marked_names(line, found, language)
            for match in found:
                word = match.group()
                if word[0].islower():
                    small.add(_make_key(word, language))
                elif mark and word[0].isupper() and language.capitals == "names" and not _is_at_beginning(line, match):
                    within.add(_make_key(word, language))
    return frozenset(within - small)


def _make_key(word: str, language: Language) -> str:
    if word[0].isdigit():
        return _normalize_number(word, language)
    key = language.titles.spelled.get(word.casefold(), word.casefold())
    for pattern, instead in language.titles.endings:
        key = re.sub(pattern, instead, key)
    return key


def _normalize_number(word: str, language: Language) -> str:
    """Return a number in normal form: `1,200` and `1200`, `2.50` and `2.5` are the same; a time of day stays as it is."""
    plain = _SPACES.sub("", word)
    if language.counting.thousands.strip():
        plain = re.sub(rf"(?<=\d){re.escape(language.counting.thousands)}(?=\d{{3}}(?!\d))", "", plain)
    plain = plain.replace(language.counting.decimal, ".")
    try:
        return f"{float(plain):.10g}" if plain.count(".") < 2 and ":" not in plain and float(plain) < 1e9 else plain
    except ValueError:
        return plain


def _find_power(key: str, language: Language) -> int:
    return next((power for pattern, power in language.corrections.magnitudes if re.fullmatch(pattern, key)), 0)


def _multiply_number(number: str, power: int) -> str:
    try:
        return f"{float(number) * 10**power:.12g}"
    except ValueError:
        return f"{number}e{power}"


def _has_marked_names(line: str, found: list[re.Match[str]], language: Language) -> bool:
    words = [match.group() for match in found if len(match.group()) >= STEM and match.group()[0].isalpha()]
    return language.capitals == "nouns" or sum(word[0].isupper() for word in words) <= TITLE_CASE * max(len(words), 1)


def _is_at_beginning(line: str, match: re.Match[str]) -> bool:
    """Return whether a word begins a sentence, a quotation or the text after a colon, where every word has a capital."""
    before = line[: match.start()].rstrip(" \"'“”„«»([")
    return not before or before[-1] in ".!?:…–—-\n" or line[match.start() - 1] in "\"'“„«"


def _is_beside_capital(line: str, found: list[re.Match[str]], number: int) -> bool:
    """Return whether the word before or after has a capital too, with only a space between: Olaf Scholz."""
    here = found[number]
    before = number > 0 and line[found[number - 1].end() : here.start()] == " " and not _is_at_beginning(line, found[number - 1])
    behind = number + 1 < len(found) and line[here.end() : found[number + 1].start()] == " "
    return (before and found[number - 1].group()[0].isupper()) or (behind and found[number + 1].group()[0].isupper())


def _may_be_name(key: str, language: Language) -> bool:
    return key not in language.corrections.honorifics and key not in _list_calendar_names(language.code)


@cache
def _list_calendar_names(code: str) -> frozenset[str]:
    """Return the names of days and months, which are dates and not names."""
    locale = Locale.parse(code)
    tables = [
        table
        for names in (locale.days, locale.months)
        for form in names.values()
        for width, table in form.items()
        if width in ("wide", "abbreviated")
    ]
    return frozenset(str(name).casefold().rstrip(".") for table in tables for name in table.values())
