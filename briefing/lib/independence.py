"""Which items of an event are independent tellers: titles of one owner count once, and so do copies of one agency's report.

`briefing.select.copies` asks whether two items say nearly the same, so that one stands for both; here the question is whether the
one was written without the other, which a shared lead or credit answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate

from briefing.lib.owners import AGENCIES, owner_of
from briefing.model.news import Item

LEAD = 60  # words in which copies of one report are alike
SHINGLE = 3  # words
FEWEST = 8  # shingles; fewer are alike by chance
COPIED = 0.5  # of the shorter lead's shingles stand in the other
TITLE, BEGUN = 0.7, 0.2  # of the words of both titles are shared, and of the shingles: a copy whose lead was edited
RUN = 7  # words that two titles have in one run: the agency's headline
KICKER = 6  # words of a headline behind its kicker that stand in the other's in order ...
REPEATED = 0.85  # ... all of them, or so many where one item has next to no text: a feed of an agency's headlines
ENDS = 200  # characters at the ends of a text in which an agency is credited

_WIRE = re.compile(r"/wire-?story/|/wires?/ap\b", re.IGNORECASE)  # ABC News gives such addresses to the Associated Press alone
_NAMES = {name: agency for agency, names in AGENCIES.items() for name in names}
_ANY = "|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True))
_AUTHOR = re.compile(rf"(?<![\w/])({_ANY})(?!\w)")
_DATELINE = re.compile(rf"^[^.!?]{{0,60}}?\(({_ANY})\)\s*[-–—:]|^({_ANY})\s*[-–—]\s")
_SIGNED = re.compile(rf"(?:\(|©\s*(?:\d{{4}}\s*)?|\bvia\s|Quelle:\s*|Джерело:\s*)({_ANY})\)?[\s.]*$")


def find_credit(item: Item) -> str:
    """Return the agency that an item credits as its author, in its dateline, in a signature or by its address; "" where none."""
    if _WIRE.search(item.url):
        return "AP"
    for pattern, text in ((_AUTHOR, item.author), (_DATELINE, item.text[:ENDS]), (_SIGNED, item.text[-ENDS:])):
        if found := pattern.search(text):
            return _NAMES[next(name for name in found.groups() if name)]
    return ""


def is_copy(one: Item, other: Item) -> bool:
    """Return whether two items were written from one another or from the same report, as their leads, titles and credits show."""
    mine, theirs = _shingle(one.text), _shingle(other.text)
    short = min(len(mine), len(theirs))
    alike = len(mine & theirs) / short if short else 0.0
    if short >= FEWEST and alike >= COPIED:
        return True
    if alike >= BEGUN and _share_words(one.title, other.title) >= TITLE:
        return True
    if _has_run(one.title, other.title) or _repeats(one.title, other.title) >= (REPEATED if short < FEWEST else 1.0):
        return True
    credit = find_credit(one)
    return bool(credit) and credit == find_credit(other)


def is_independent(one: tuple[str, Item], other: tuple[str, Item]) -> bool:
    """Return whether two publishers, each with its item, tell a thing independently of each other."""
    sources = [{owner_of(publisher), find_credit(item)} - {""} for publisher, item in (one, other)]
    return not sources[0] & sources[1] and not is_copy(one[1], other[1])


def list_independent(told: Iterable[tuple[str, Item]]) -> list[tuple[str, Item]]:
    """Return the publishers with their items that are independent of all before them, in order."""
    kept: list[tuple[str, Item]] = []
    for each in told:
        if all(is_independent(each, one) for one in kept):
            kept.append(each)
    return kept


def find_copies(items: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Return the pairs of items that are copies, the earlier place first."""
    return [(one, other) for at, one in enumerate(items) for other in items[at + 1 :] if is_copy(one, other)]


@lru_cache(maxsize=4096)
def _shingle(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text[: LEAD * 12].casefold())[:LEAD]
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def _has_run(one: str, other: str) -> bool:
    mine, theirs = (" ".join(re.findall(r"\w+", title.casefold())) for title in (one, other))
    words = mine.split()
    runs = (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return any(f" {run} " in f" {theirs} " for run in runs)


def _repeats(one: str, other: str) -> float:
    """Return the share of the shorter headline's words that the other has in the same order; 0 for headlines of a few words."""
    short, long = sorted((re.findall(r"\w+", re.sub(r"^[^:]{1,40}:\s", "", title).casefold()) for title in (one, other)), key=len)
    if len(short) < KICKER:
        return 0.0
    best = [0] * (len(long) + 1)
    for word in short:
        for at, (before, each) in reversed(list(enumerate(zip(best[:-1], long, strict=True), 1))):
            if each == word:
                best[at] = before + 1
        best = list(accumulate(best, max))
    return best[-1] / len(short)


def _share_words(one: str, other: str) -> float:
    mine, theirs = ({word for word in re.findall(r"\w+", title.casefold()) if len(word) > 1} for title in (one, other))
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0
