"""Are two titles near-identical? Decided by words, and strictly: telling an event twice is dull, losing one is wrong.

Two titles are the same when one has every word of the other, in the same order give or take one block that moved, with at most one
word more for every four they share, and when no number and no word that changes the event (not, former, may, second...) is among
those. A word swapped for another ("rises", "falls"; "Kyiv", "Lviv") makes them two events. So "opens" and "opened" are two as well:
in headlines "Bank sues" and "Bank sued" are opposite news.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection

Words = tuple[str, ...]

SHARED_PER_EXTRA = 4  # over 722 news and 1,670 feed titles no false merge; at 3 "possible next president" joins "next president"
TOO_SHORT = 10  # letters and digits; "Weather" and "In brief" are told every day and say nothing about the event
TOO_LONG = 1000  # characters; no headline, and the patterns below take quadratic time on a hostile one

_LABEL = r"(?:live(?: updates?| ?blog)?|updated?(?: \d+)?|breaking(?: news)?|just in|developing|watch|video|in pictures|exclusive)"
_BEFORE = re.compile(rf"^(?:[\[(]{_LABEL}[\])]|{_LABEL}\s*[:|]|{_LABEL}\s+[-–—]\s|update \d+-)\s*", re.IGNORECASE)
_AFTER = re.compile(rf"(?:\s*[\[(]{_LABEL}[\])]|\s+[-–—|]\s+{_LABEL}|:\s+{_LABEL}|^{_LABEL})$", re.IGNORECASE)
_TAIL = re.compile(r"^(?P<title>.+\S)\s+[-–—|]\s+(?P<source>[^-–—|]+)$", re.DOTALL)
_PRESS = {
    "news", "times", "post", "herald", "tribune", "gazette", "guardian", "independent", "telegraph", "reuters", "bbc",
    "cnn", "afp", "ap",
}  # fmt: skip
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|%")

_FILLERS = {
    "a", "an", "the", "and", "of", "in", "on", "at", "is", "are", "was", "were", "has", "have", "had", "been", "be",
    "its", "his", "her", "their",
}  # fmt: skip
_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_SPELLED = {
    **{word: str(number) for number, word in enumerate(_NUMBERS)},
    **dict.fromkeys(("m", "mn", "mln"), "million"),
    **dict.fromkeys(("bn", "bln"), "billion"),
    "%": "percent",
}  # fmt: skip


def words(title: str, sources: Collection[str] = ()) -> Words:
    """Return the words that tell the event: lower case, plural and possessive s off, no labels, no fillers, no source's name.

    `sources` are names, in any case, that may stand behind a dash at the end; a domain or a word such as "News" counts as one too.
    """
    if len(title) > TOO_LONG:
        return ()
    text = " ".join(unicodedata.normalize("NFKC", title).replace("’", "'").split())
    text = _without_source(_without_labels(text), {name.casefold() for name in sources})
    found = _WORD.findall(_without_labels(text).casefold())
    return tuple(_plain(word) for word in found if word not in _FILLERS)


def same(one: Words, other: Words) -> bool:
    """Say whether two titles, as `words` returns them, tell the same event in nearly the same words."""
    short, long = sorted((one, other), key=len)
    if sum(map(len, short)) < TOO_SHORT:
        return False
    extra = Counter(long)
    extra.subtract(short)
    if min(extra.values()) < 0:
        return False
    added = +extra
    if added.total() * SHARED_PER_EXTRA > len(short) or any(map(_changes, added)):
        return False
    return _one_block_moved(short, _leave_out(long, added))


def _without_labels(text: str) -> str:
    before = None
    while text != before:
        before, text = text, _AFTER.sub("", _BEFORE.sub("", text)).strip()
    return text


def _without_source(text: str, names: Collection[str]) -> str:
    match = _TAIL.match(text)
    if not match:
        return text
    source = match["source"].strip().casefold()
    known = source in names or _DOMAIN.fullmatch(source) or (len(source.split()) <= 4 and not _PRESS.isdisjoint(source.split()))
    return match["title"] if known else text


def _plain(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", word) else word
    word = _SPELLED.get(word, word.removesuffix("'s").removesuffix("'"))
    if len(word) > 3 and word.endswith("s") and word[-2] not in "sui":
        word = word[:-1]
    return re.sub(r"[iy]{2,}$", "y", word)  # Zelenskyy, Zelenskiy, Zelensky


_CHANGING = set(map(_plain, (
    "not", "no", "never", "none", "without", "denies", "denied", "former", "ex", "deputy", "vice", "acting", "may",
    "might", "could", "would", "should", "must", "will", "to", "if", "threatens", "plans", "likely", "almost",
    "possible", "why", "how", "nearly", "against", "before", "until", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth", "another", "again", "more", "half", "opinion", "analysis", "explainer",
    "editorial", "correction", "review",
)))  # fmt: skip


def _changes(word: str) -> bool:
    return word[0].isdigit() or word in _CHANGING or word.endswith("n't")


def _leave_out(words: Words, unwanted: Counter[str]) -> Words:
    left = unwanted.copy()
    kept = []
    for word in words:
        if left[word] > 0:
            left[word] -= 1
        else:
            kept.append(word)
    return tuple(kept)


def _one_block_moved(one: Words, other: Words) -> bool:
    """Without what they begin and end alike with, one is the other with its two halves exchanged; so who did what to whom stays."""
    start, end = 0, len(one)
    while start < end and one[start] == other[start]:
        start += 1
    while end > start and one[end - 1] == other[end - 1]:
        end -= 1
    first, second = one[start:end], other[start:end]
    return any(first[cut:] + first[:cut] == second for cut in range(max(1, len(first))))
