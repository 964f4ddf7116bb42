"""Item identity: whether an item is the one stored under its id, since publishers use one guid for several stories; pure functions.

The first holder keeps the id for ever. An item that is surely another gets an id of its own, made of the feed, the guid and its
link or title. In doubt it is the same item: telling a story twice is worse than losing one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefing.model.news import Item

LEAD = 500  # characters of a text in which it names whom and what it is about
SHORTEST = 5  # letters of a word of a headline that says something
WORDS = 2  # such words in common leave a doubt
ALIKE = 0.25  # share of the pairs of letters of the shorter headline, where a script has no capitals; our choice

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_NAME = re.compile(r"(?<![.!?…:\n»”\"'’„“(—–-])(?<=\s)[\"'„“«(]?([^\W\d_][\w'’ʼ-]{2,})")


def assign_ids(offered: Iterable[Item], kept: Mapping[str, Sequence[Item]]) -> tuple[Item, ...]:
    """Return the items of one answer, each under an id of its own, in their order; of several copies of one item the first stays.

    `kept` are the known versions of the ids, oldest first; where none is known, the first item offered holds the id.
    """
    holders: dict[str, list[Item]] = {id: list(versions) for id, versions in kept.items()}
    settled: dict[str, Item] = {}
    for item in offered:
        known = holders.setdefault(item.id, [item])
        if all(is_another(item, holder) for holder in known):
            item = replace(item, id=make_own_id(item))
        settled.setdefault(item.id, item)
    return tuple(settled.values())


def make_own_id(item: Item) -> str:
    """Return the id of an item whose feed and guid belong to another: the hash of both and of its link, or else its title."""
    return hashlib.sha256(f"{item.id}\n{item.url or item.title}".encode("utf-8", "replace")).hexdigest()[:16]


def is_another(item: Item, holder: Item) -> bool:
    """Return whether an item surely differs from the holder of its id: a different or no link, and no name in common."""
    if item.version == holder.version or (item.url and item.url == holder.url):
        return False
    if not _has_capitals(item) or not _has_capitals(holder):
        return _score_likeness(item.title or item.text[:LEAD], holder.title or holder.text[:LEAD]) < ALIKE
    said, told = _find_names(item), _find_names(holder)
    first, second = said | (_find_first_words(item) & told), told | (_find_first_words(holder) & said)
    return not first & second and len(_split_words(item.title) & _split_words(holder.title)) < WORDS


def _find_names(item: Item) -> frozenset[str]:
    """Return the capitalised words inside sentences, except those of a headline that capitalises most of its words."""
    inside = [word for word in item.title.split()[1:] if word[:1].isalpha() and len(word) > 3]
    by_capitals = sum(word[:1].isupper() for word in inside) > max(2, len(inside) / 2)
    texts = (item.text[:LEAD], "" if by_capitals else item.title)
    found = (match[1] for text in texts for match in _NAME.finditer(text))
    return frozenset(_strip_ending(word) for word in found if word[0].isupper())


def _find_first_words(item: Item) -> frozenset[str]:
    """Return the first words of headline and sentences, which may be names."""
    sentences = [item.title, *re.split(r"(?<=[.!?…])\s+|\n", item.text[:LEAD])]
    return frozenset(_strip_ending(found[0]) for sentence in sentences if (found := _WORD.search(sentence)))


def _split_words(title: str) -> frozenset[str]:
    return frozenset(_strip_ending(word) for word in _WORD.findall(title) if len(word) >= SHORTEST)


def _strip_ending(word: str) -> str:
    """Return a word without its ending, as "Kyiv's" and many cases have one."""
    return re.sub(r"['’ʼ]s$", "", word).casefold()[:6]


def _has_capitals(item: Item) -> bool:
    return any(char.isupper() for char in f"{item.title} {item.text[:LEAD]}")


def _score_likeness(one: str, other: str) -> float:
    pairs = [{text[place : place + 2].casefold() for place in range(len(text) - 1)} for text in (one, other)]
    return len(pairs[0] & pairs[1]) / max(1, min(map(len, pairs)))
