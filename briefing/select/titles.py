"""Near-identical titles, compared strictly by words: telling an event twice is dull, losing one is wrong.

Two titles are the same when one has every word of the other, in the same order except for one moved block, with at most one
additional word for every four shared ones, and when none of the additional words is a number or changes the event (not, former,
may, second...). A replaced word ("rises", "falls"; "Kyiv", "Lviv") makes them two events. So "opens" and "opened" are two as well:
in headlines "Bank sues" and "Bank sued" are opposite news.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from functools import cache

from briefing.model.language import Titles

Words = tuple[str, ...]

SHARED_PER_EXTRA = 4  # over 722 news and 1,670 feed titles no false merge; at 3 "possible next president" joins "next president"
TOO_SHORT = 10  # letters and digits; "Weather" and "In brief" are told every day and say nothing about the event
TOO_LONG = 1000  # characters; no headline, and the patterns below take quadratic time on a hostile one

_TAIL = re.compile(r"^(?P<title>.+\S)\s+[-–—|]\s+(?P<source>[^-–—|]+)$", re.DOTALL)
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|%")
_APOSTROPHES = str.maketrans("’ʼ", "''")


def extract_title_words(title: str, titles: Titles, sources: Collection[str] = ()) -> Words:
    """Return the words that tell the event: lower case, without insignificant endings, labels, fillers and the source's name.

    `sources` are names, in any case, that may stand after a dash at the end; a domain or a word such as "News" counts as one too.
    """
    if len(title) > TOO_LONG:
        return ()
    text = " ".join(unicodedata.normalize("NFKC", title).translate(_APOSTROPHES).split())
    text = _strip_source(_strip_labels(text, titles.labels), {name.casefold() for name in sources}, titles.press)
    found = _WORD.findall(_strip_labels(text, titles.labels).casefold())
    return tuple(_normalize_word(word, titles) for word in found if word not in titles.fillers)


def is_same_title(one: Words, other: Words, titles: Titles) -> bool:
    """Return whether two titles, as `extract_title_words` returns them, tell the same event in nearly the same words."""
    short, long = sorted((one, other), key=len)
    if sum(map(len, short)) < TOO_SHORT:
        return False
    extra = Counter(long)
    extra.subtract(short)
    if min(extra.values()) < 0:
        return False
    added = +extra
    if added.total() * SHARED_PER_EXTRA > len(short) or any(is_changing_word(word, titles) for word in added):
        return False
    return _has_moved_block(short, _remove_words(long, added))


def is_changing_word(word: str, titles: Titles) -> bool:
    """Return whether a word, as `extract_title_words` returns it, makes another event: a number, or one of the language's list."""
    return word[0].isdigit() or word in _normalize_words(titles.changing, titles.endings)


def has_label(title: str, titles: Titles) -> bool:
    """Return whether a title is labelled as an update, a correction or the like."""
    text = " ".join(title[:TOO_LONG].translate(_APOSTROPHES).split())
    return _strip_labels(text, titles.labels) != text


def _strip_labels(text: str, labels: frozenset[str]) -> str:
    start, end = _compile_labels(labels)
    before = None
    while text != before:
        before, text = text, end.sub("", start.sub("", text)).strip()
    return text


@cache
def _compile_labels(labels: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns for the labels before and after a title; a label that ends in a digit may be joined to it ("Update 2-")."""
    label = f"(?:{'|'.join(sorted(labels, key=len, reverse=True))})"
    before = rf"^(?:[\[(]{label}[\])]|{label}\s*[:|]|{label}\s+[-–—]\s|{label}(?<=\d)-)\s*"
    after = rf"(?:\s*[\[(]{label}[\])]|\s+[-–—|]\s+{label}|:\s+{label}|^{label})$"
    return re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE)


def _strip_source(text: str, names: Collection[str], press: frozenset[str]) -> str:
    match = _TAIL.match(text)
    if not match:
        return text
    source = match["source"].strip().casefold()
    known = source in names or _DOMAIN.fullmatch(source) or (len(source.split()) <= 4 and not press.isdisjoint(source.split()))
    return match["title"] if known else text


def _normalize_word(word: str, titles: Titles) -> str:
    if word[0].isdigit():
        return word.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", word) else word
    word = titles.spelled.get(word, word)
    for pattern, instead in titles.endings:
        word = re.sub(pattern, instead, word)
    return word


@cache
def _normalize_words(changing: frozenset[str], endings: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """Return the words as they appear in titles once their endings are removed."""
    nothing = Titles(frozenset(), frozenset(), frozenset(), frozenset(), {}, endings)
    return frozenset(_normalize_word(word, nothing) for word in changing)


def _remove_words(words: Words, unwanted: Counter[str]) -> Words:
    left = unwanted.copy()
    kept = []
    for word in words:
        if left[word] > 0:
            left[word] -= 1
        else:
            kept.append(word)
    return tuple(kept)


def _has_moved_block(one: Words, other: Words) -> bool:
    """Return whether one title is the other with two adjacent blocks exchanged, after removing the common beginning and end.

    Who did what to whom then stays the same.
    """
    start, end = 0, len(one)
    while start < end and one[start] == other[start]:
        start += 1
    while end > start and one[end - 1] == other[end - 1]:
        end -= 1
    first, second = one[start:end], other[start:end]
    return any(first[cut:] + first[:cut] == second for cut in range(max(1, len(first))))
