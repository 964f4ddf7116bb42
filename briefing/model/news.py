"""Values of fetch: items, stories, and the sources that a line rests on.

All are frozen and slotted; times are aware and in UTC unless a name says local; offsets in text are code points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from briefing.model.progress import Note
from briefing.model.show import Feed

Basis = Literal["template", "confirmed", "verbatim", "edited", "rewritten", "human"]
Field = Literal["title", "text"]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of one feed, cleaned to plain text; `version` is the hash of what its feed tells, `seen` when we first met it.

    `dated` is false when the feed gave no usable date and `published` is therefore `seen`. `language` is a primary subtag (BCP 47),
    declared or detected, or empty when that is unknown; `license` what feed or item say of the terms of use; `reserved` how the
    publisher reserved it from text and data mining, or empty.
    """

    id: str
    version: str
    feed: str
    title: str
    text: str
    url: str
    author: str
    published: datetime
    seen: datetime
    dated: bool
    language: str = ""
    license: str = ""
    reserved: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """What a feed's server wants to hear next time, so that it can answer 304."""

    feed: str
    etag: str
    modified: str


@dataclass(frozen=True, slots=True)
class Story:
    """One event: the items that tell it, best teller first; `id` lasts over days."""

    id: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What a line rests on: `quote` stands at `[start, end)` in `field` of the item's `version`; `hash` is that field's SHA-256."""

    feed: str
    item: str
    version: str
    field: Field
    start: int
    end: int
    quote: str
    hash: str


NAMES_SOURCE = "its source is named"  # what the reason of an edit begins with that only adds the name of the source


@dataclass(frozen=True, slots=True)
class Edit:
    """What is said in place of the words at `[start, end)` of a line's quotation, and why; nothing said: they are left out."""

    start: int
    end: int
    said: str
    reason: str


@dataclass(frozen=True, slots=True)
class FactWeights:
    """How much each stem weighs among the texts of an edition, and which stems are names."""

    stems: Mapping[str, float]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as it is written; `id` is unique in its script.

    A line of basis `edited` is the quotation of its first source with `edits` (in order, apart) made in it; further sources are
    names that it gives in full. One of basis `confirmed` says that other publishers tell what the first source tells, and cites
    the words of each; `weights` are those by which that was judged.
    """

    id: str
    text: str
    basis: Basis
    sources: tuple[Source, ...]
    edits: tuple[Edit, ...] = ()
    weights: FactWeights | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of asking one feed: items and the bookmark for next time (None: keep the old), or only an `error` text.

    It is `whole` when everything in the feed was read: an item missing from such an answer is really not there. `formerly` has, by
    the version of an item, the version that older releases gave to the same words of its feed, where it differs: an item that is
    kept under that one is not a changed one.
    """

    feed: Feed
    items: tuple[Item, ...]
    bookmark: Bookmark | None
    notes: tuple[Note, ...]
    error: str = ""
    whole: bool = False
    formerly: Mapping[str, str] = field(default_factory=dict)
