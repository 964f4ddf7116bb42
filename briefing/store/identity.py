"""Is an item the one that is kept under its id? Publishers use one guid for several stories; functions of values.

The first holder keeps the id for ever. An item that is surely another gets an id of its own, made of the feed, the guid and its
link or title. In doubt it is the same item: losing a story is dull, telling one twice is worse.
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


def settle_ids(offered: Iterable[Item], kept: Mapping[str, Sequence[Item]]) -> tuple[Item, ...]:
    """Return the items of one answer, each under an id of its own, in their order; of those that are one item the first stays.

    `kept` are the versions that are known of the ids, oldest first; where none is known, the first that is offered holds the id.
    """
    holders: dict[str, list[Item]] = {id: list(versions) for id, versions in kept.items()}
    settled: dict[str, Item] = {}
    for item in offered:
        known = holders.setdefault(item.id, [item])
        if all(is_another(item, holder) for holder in known):
            item = replace(item, id=own_id(item))
        settled.setdefault(item.id, item)
    return tuple(settled.values())


def own_id(item: Item) -> str:
    """Return the id of an item whose feed and guid are another's: the hash of theirs and of its link, or else its title."""
    return hashlib.sha256(f"{item.id}\n{item.url or item.title}".encode("utf-8", "replace")).hexdigest()[:16]


def is_another(item: Item, holder: Item) -> bool:
    """Return whether an item surely is another than the holder of its id: another link or none, and no name in common."""
    if item.version == holder.version or (item.url and item.url == holder.url):
        return False
    if not _has_capitals(item) or not _has_capitals(holder):
        return _likeness(item.title or item.text[:LEAD], holder.title or holder.text[:LEAD]) < ALIKE
    said, told = _names(item), _names(holder)
    first, second = said | (_openers(item) & told), told | (_openers(holder) & said)
    return not first & second and len(_words(item.title) & _words(holder.title)) < WORDS


def _names(item: Item) -> frozenset[str]:
    """Return the words that stand capitalised inside sentences, a headline's apart that capitalises most of its words."""
    inside = [word for word in item.title.split()[1:] if word[:1].isalpha() and len(word) > 3]
    by_capitals = sum(word[:1].isupper() for word in inside) > max(2, len(inside) / 2)
    texts = (item.text[:LEAD], "" if by_capitals else item.title)
    found = (match[1] for text in texts for match in _NAME.finditer(text))
    return frozenset(_plain(word) for word in found if word[0].isupper())


def _openers(item: Item) -> frozenset[str]:
    """Return the first words of headline and sentences, which may be names."""
    sentences = [item.title, *re.split(r"(?<=[.!?…])\s+|\n", item.text[:LEAD])]
    return frozenset(_plain(found[0]) for sentence in sentences if (found := _WORD.search(sentence)))


def _words(title: str) -> frozenset[str]:
    return frozenset(_plain(word) for word in _WORD.findall(title) if len(word) >= SHORTEST)


def _plain(word: str) -> str:
    """Return a word without the ending that "Kyiv's" and many cases have."""
    return re.sub(r"['’ʼ]s$", "", word).casefold()[:6]


def _has_capitals(item: Item) -> bool:
    return any(char.isupper() for char in f"{item.title} {item.text[:LEAD]}")


def _likeness(one: str, other: str) -> float:
    pairs = [{text[place : place + 2].casefold() for place in range(len(text) - 1)} for text in (one, other)]
    return len(pairs[0] & pairs[1]) / max(1, min(map(len, pairs)))
