"""A sentence as it is compared with another: its main clause, stems, names, figures, and the kinds of event it tells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from briefing.model.fact_words import FactWords
from briefing.model.news import FactWeights

STEM = 6  # letters; as select compares items
TITLED = 0.7  # of the content words begin with a capital: a headline in title case
CORE = 3  # content words that are left of a main clause at least

_WORD = re.compile(r"[$€£]?\d+(?:[.,:]\d+)*%?|[^\W\d_]+(?:['’][^\W\d_]+)?")
_INITIALS = re.compile(r"\b(?:[A-Z]\.\s?){2,}(?![a-z])")  # U.S.
_LEAD_IN = re.compile(r"^(?:In|On|At|After|As|While|When)\b[^,]{2,40},\s+(?=[A-Z])")
_VOWELS = "aeiouyäöüаеєиіїоуюяьэыё"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it is compared: its core's text, stems, names, figures and the rows of its words for events."""

    text: str
    core_text: str
    stems: frozenset[str]
    core: frozenset[str]
    names: frozenset[str]
    subject: frozenset[str]
    figures: frozenset[str]
    rows: frozenset[str]
    events: Mapping[str, frozenset[str]]


def read_sentence(text: str, weights: FactWeights, words: FactWords) -> Sentence:
    """Return a sentence as it is compared."""
    core_text = find_core(text, words)
    stems, core = list_stems(text, words), list_stems(core_text, words)
    events = dict(list_events(text, words))
    figures = frozenset(find_figures(text, words))
    names = frozenset(stem for stem in stems if stem in weights.names) | _find_unknown_names(text, weights, words)
    rows = frozenset(row for _, found in list_events(core_text, words) for row in found)
    return Sentence(text, core_text, stems, core, names, _find_subject(core_text, names, words), figures, rows, events)


def find_core(text: str, words: FactWords) -> str:
    """Return a sentence's main clause: without a lead-in or what stands between two commas, up to a subordinate clause."""
    clause = cut_clause(text, words)
    return clause if len(list_stems(clause, words)) >= CORE else _drop_asides(text)


def cut_clause(text: str, words: FactWords) -> str:
    """Return a sentence's main clause up to its first subordinate clause, however short it is."""
    plain = _drop_asides(text)
    cut = compile_any_case(words.clause_ends).search(plain, min(len(plain), 12))
    return plain[: cut.start()] if cut else plain


def _drop_asides(text: str) -> str:
    return re.sub(r",\s[^,]{3,80},\s", " ", _LEAD_IN.sub("", text, count=1), count=1)


def _find_unknown_names(text: str, weights: FactWeights, words: FactWords) -> frozenset[str]:
    """Return the stems of words with a capital that no item of the edition has; a headline that writes all so shows none."""
    said = [word for word in split_words(text) if word[0].isalpha() and word.casefold() not in words.function_words]
    if sum(word[0].isupper() for word in said) > TITLED * len(said):
        return frozenset()
    stems = (_fold(stem_word(word), words) for word in said if word[0].isupper())
    return frozenset(stem for stem in stems if stem not in weights.stems and stem[0].isalpha())


def _find_subject(core: str, names: frozenset[str], words: FactWords) -> frozenset[str]:
    """Return the stems of the first run of names of a clause."""
    found: list[str] = []
    for word in split_words(core):
        stem = _fold(stem_word(word), words)
        if word[0].isupper() and stem in names:
            found.append(stem)
        elif found and word.casefold() not in words.joiners:
            break
    return frozenset(found)


def list_stems(text: str, words: FactWords) -> frozenset[str]:
    """Return the stems of the content words of a text."""
    return frozenset(_fold(stem_word(word), words) for word in split_words(text) if not _is_function_word(word, words))


def _is_function_word(word: str, words: FactWords) -> bool:
    """Return whether a word says nothing; initials such as those of the United States do."""
    return word.casefold() in words.function_words and not (len(word) > 1 and word.isupper())


def _fold(stem: str, words: FactWords) -> str:
    """Return the country's name for a word of its people or capital, and the figure for a number word."""
    return _nations(words).get(stem, stem)


@cache
def _nations(words: FactWords) -> Mapping[str, str]:
    return {stem_word(word): stem_word(name) for word, name in (*words.numbers, *words.nations)}


def list_events(text: str, words: FactWords) -> list[tuple[str, frozenset[str]]]:
    """Return the stems of the words for events, each with its kinds of event."""
    return [(_fold(stem_word(word), words), rows) for word in split_words(text) if (rows := find_rows(word.lower(), words))]


@cache
def _numbers(words: FactWords) -> Mapping[str, str]:
    return dict(words.numbers)


@lru_cache(maxsize=50_000)
def find_rows(word: str, words: FactWords) -> frozenset[str]:
    """Return the kinds of event that a word tells."""
    return frozenset(name for name, pattern in words.events if compile_any_case(pattern).fullmatch(word))


def find_figures(text: str, words: FactWords) -> Iterator[str]:
    """Yield the figures of a text, number words among them."""
    for word in split_words(text):
        spelled = _numbers(words).get(word.casefold())
        if spelled or word[-1].isdigit() or word.endswith("%"):
            yield (spelled or word).lstrip("$€£").rstrip("%").replace(",", "")


def list_measured(text: str) -> Iterator[tuple[str, str]]:
    """Yield each unit, currency or age with its figure."""
    for found in re.finditer(r"([$€£])(\d[\d.,]*)|(\d[\d.,]*)\s?-?\s?(%|per\s?cent|percent|[^\W\d_]{3,})", text.casefold()):
        unit = found[1] or stem_word(found[4])
        yield unit, (found[2] or found[3]).rstrip(".,")


def split_words(text: str) -> list[str]:
    """Return the words and figures of a text."""
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), unicodedata.normalize("NFKC", text).replace("’", "'"))
    return _WORD.findall(plain)


@lru_cache(maxsize=100_000)
def stem_word(word: str) -> str:
    """Return the rough stem of a word, as select compares items."""
    small = word.casefold().removesuffix("'s")
    if not small or not small[0].isalpha():
        return small or word
    cut = small[:STEM]
    return cut[:3] + cut[3:].rstrip(_VOWELS)


@cache
def compile_any_case(pattern: str) -> re.Pattern[str]:
    """Return a pattern in any case."""
    return re.compile(pattern, re.IGNORECASE)


@cache
def _anywhere(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


def stands_in(pattern: str, text: str) -> bool:
    """Return whether a pattern stands in a text as whole words."""
    return bool(_anywhere(pattern).search(text))


@cache
def compile_all(patterns: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for any of these."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(patterns)), re.IGNORECASE)
