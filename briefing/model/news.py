"""Values of fetch: items, stories, and the sources that a line rests on.

All are frozen and slotted; times are aware and in UTC unless a name says local; offsets in text are code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from briefing.model.progress import Note
from briefing.model.show import Feed

Basis = Literal["template", "verbatim", "edited", "rewritten", "human"]
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


@dataclass(frozen=True, slots=True)
class Edit:
    """What is said in place of the words at `[start, end)` of a line's quotation, and why; nothing said: they are left out."""

    start: int
    end: int
    said: str
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as it is written; `id` is unique in its script.

    A line of basis `edited` rests on one source, and is its quotation with `edits` (in order, apart) made in it.
    """

    id: str
    text: str
    basis: Basis
    sources: tuple[Source, ...]
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of asking one feed: items and the bookmark for next time (None: keep the old), or only an `error` text.

    It is `whole` when everything in the feed was read: an item missing from such an answer is really not there.
    """

    feed: Feed
    items: tuple[Item, ...]
    bookmark: Bookmark | None
    notes: tuple[Note, ...]
    error: str = ""
    whole: bool = False
