"""Item identity: whether an item is the one stored under its id, since publishers use one guid for several stories; pure functions.

The first holder keeps the id for ever. An item that is surely another gets an id of its own, made of the feed, the guid and its
link, title or text. What one document holds at once in different words are different items. Between documents, in doubt, it is the
same item: telling a story twice is worse than losing one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from briefing.model.news import Item

LEAD = 500  # characters of a text in which it names whom and what it is about
SHORTEST = 5  # letters of a word of a headline that says something
SHORT = 4  # letters of a word that may, where there are no names
MARKS = re.compile(r"(?i)(utm_\w+|fbclid|gclid|s?id_?session|sid|session_?id|phpsessid|jsessionid|ref|source|cmp(id)?)=")
WORDS = 2  # such words in common leave a doubt
OPENING = 50  # characters of a text that stand for an item without a link or title of its own
VERSIONS = 20  # newest ones of an id that an item is compared with: under a guid that every story has, old ones name everything
LONGEST = 3000  # characters of a text that are compared with another
SHINGLE = 12  # characters that two texts hardly share by chance: two words, or a clause where a word has two letters; our choice
COPY = 0.5  # share of the shingles of the shorter text that its other version still has; our choice
ALIKE = 0.25  # share of the pairs of letters of the shorter headline, where a script has no capitals; our choice

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_NAME = re.compile(r"(?<![.!?…:\n»”\"'’„“(—–-])(?<=\s)[\"'„“«(]?([^\W\d_][\w'’ʼ-]{2,})")


def assign_ids(offered: Iterable[Item], kept: Mapping[str, Sequence[Item]]) -> tuple[Item, ...]:
    """Return the items of one answer, each under an id of its own, in their order; of several copies of one item the first stays.

    `kept` are the known versions, oldest first, of the ids that the items may have (`list_ids`); where none is known of the id that
    several share, the first item offered holds it. Items whose exact words are known are placed first: they have their ids.
    """
    items = list(offered)
    known = {place: id for place, item in enumerate(items) if (id := _find_version(item, kept))}
    placed: dict[str, int] = {}
    taken: dict[str, Item] = {}
    for place in (*known, *(place for place in range(len(items)) if place not in known)):
        id = known.get(place) or _choose_id(items[place], kept, taken)
        placed[id] = min(place, placed.get(id, place))
        taken.setdefault(id, items[place])
    return tuple(replace(items[place], id=id) for id, place in sorted(placed.items(), key=lambda entry: entry[1]))


def list_ids(item: Item) -> list[str]:
    """Return the ids that an item may have: that of its feed and guid, and those of its own, by its link, title and text."""
    return [item.id, *_make_own_ids(item)]


def make_own_id(item: Item) -> str:
    """Return the id of an item whose feed and guid belong to another: the hash of both and of its link, or else its title."""
    return _make_own_ids(item)[0]


def _make_own_ids(item: Item) -> list[str]:
    parts = dict.fromkeys(part for part in (_strip_marks(item.url), item.title, item.text[:OPENING]) if part)
    return [hashlib.sha256(f"{item.id}\n{part}".encode("utf-8", "replace")).hexdigest()[:16] for part in parts]


def _find_version(item: Item, kept: Mapping[str, Sequence[Item]]) -> str:
    """Return the id under which the exact words of an item are known, or nothing."""
    return next((id for id in list_ids(item) if any(item.version == holder.version for holder in kept.get(id, ()))), "")


def _choose_id(item: Item, kept: Mapping[str, Sequence[Item]], taken: Mapping[str, Item]) -> str:
    """Return the id of an item whose exact words are not known; `taken` are the ids that other items of its document have.

    An id of its own that it once got stays, whatever it says now.
    """
    own = _make_own_ids(item)
    free = [id for id in (item.id, *own) if id not in taken or is_copy(item, taken[id])]
    for id in reversed(own):
        if id in kept and id in free:
            return id
    holders = kept.get(item.id, ())[-VERSIONS:]
    if any(is_copy(item, holder) for holder in holders):  # of two stories that an older version kept as one, both hold the id
        return item.id
    if item.id in free and not (holders and all(is_another(item, holder) for holder in holders)):
        return item.id
    links = {holder.url for holder in (*holders, taken.get(item.id, item)) if holder is not item}
    fresh = own[1:] or own if item.url and item.url in links else own
    return next((id for id in fresh if id in free), fresh[-1])


def is_copy(item: Item, other: Item) -> bool:
    """Return whether two items of one document are one story in two versions: one has half of what the other says."""
    one, two = (_split_shingles(f"{either.title} {either.text[:LONGEST]}") for either in (item, other))
    return len(one & two) >= COPY * min(len(one), len(two))


@lru_cache(maxsize=64)  # an item is compared with several
def _split_shingles(words: str) -> frozenset[str]:
    text = " ".join(words.casefold().split())
    return frozenset(text[place : place + SHINGLE] for place in range(max(1, len(text) - SHINGLE + 1)))


def is_another(item: Item, holder: Item) -> bool:
    """Return whether an item surely differs from the holder of its id: a different or no link, and no name in common."""
    if item.version == holder.version or (item.url and _strip_marks(item.url) == _strip_marks(holder.url)):
        return False
    if not _has_capitals(item) or not _has_capitals(holder):
        return _score_likeness(item.title or item.text[:LEAD], holder.title or holder.text[:LEAD]) < ALIKE
    said, told = _find_names(item), _find_names(holder)
    first, second = said | (_find_first_words(item) & told), told | (_find_first_words(holder) & said)
    if not first or not second:  # no name could be in common: words leave the doubt
        return len(_split_all_words(item) & _split_all_words(holder)) < WORDS
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


def _split_all_words(item: Item) -> frozenset[str]:
    """Return the words of headline and beginning that are long enough to say something."""
    return frozenset(_strip_ending(word) for word in _WORD.findall(f"{item.title} {item.text[:LEAD]}") if len(word) >= SHORT)


def _strip_marks(link: str) -> str:
    """Return a link without its fragment and without parameters that only say where a reader comes from, or who it is."""
    parts = urlsplit(link)
    pairs = [pair for pair in parts.query.split("&") if not MARKS.match(pair)]
    return urlunsplit(parts._replace(query="&".join(pairs), fragment=""))


def _strip_ending(word: str) -> str:
    """Return a word without its ending, as "Kyiv's" and many cases have one."""
    return re.sub(r"['’ʼ]s$", "", word).casefold()[:6]


def _has_capitals(item: Item) -> bool:
    return any(char.isupper() for char in f"{item.title} {item.text[:LEAD]}")


def _score_likeness(one: str, other: str) -> float:
    pairs = [{text[place : place + 2].casefold() for place in range(len(text) - 1)} for text in (one, other)]
    return len(pairs[0] & pairs[1]) / max(1, min(map(len, pairs)))
