"""What listeners get, as data: the shape of episode.json. Other programs read it, so a key is added, never changed or removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from briefing.model.news import Basis, Edit, FactWeights, Field, Item
from briefing.model.progress import Note
from briefing.model.rundown import Rejected
from briefing.model.sound import Loudness


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as published, in seconds; `url` may be empty."""

    start: float
    end: float
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as published: ids of feed and item, the item's page and title, the words and where they stand."""

    feed: str
    feed_name: str
    item: str
    url: str
    title: str
    field: Field
    start: int
    end: int
    quote: str
    hash: str
    license: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A line as published, in seconds; `edits` and `weights` are those of the line."""

    start: float
    end: float
    text: str
    line: str
    segment: str
    basis: Basis
    sources: tuple[Citation, ...]
    edits: tuple[Edit, ...] = ()
    weights: FactWeights | None = None


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story as published: the ids of its items, its score, why it was chosen, and the edition that told it before, or ""."""

    id: str
    title: str
    items: tuple[str, ...]
    score: float
    reason: str
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """That the audio was made with AI assistance: the words spoken, the IPTC URI, and who reviewed it when (or "")."""

    text: str
    digital_source_type: str
    reviewed_by: str | None
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A published episode was made again: when and why."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Episode:
    """What listeners get; its fields are the promised keys of episode.json, so read `docs/files.md` before touching one.

    `file` is the MP3's name, `size` its bytes, `duration` its seconds, `day` the show's local date, `slot` its instant.
    """

    guid: str
    edition: str
    show: str
    slot: datetime
    day: date
    revision: int
    title: str
    description: str
    published: datetime
    language: str
    generator: str
    duration: float
    file: str
    size: int
    sha256: str
    loudness: Loudness
    chapters: tuple[Chapter, ...]
    cues: tuple[Cue, ...]
    stories: tuple[ToldStory, ...]
    rejected: tuple[Rejected, ...]
    disclosure: Disclosure
    corrections: tuple[Correction, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The stored copy of every item that an episode's lines cite, in the version cited.

    It proves them when feeds and database have moved on, and is never published.
    """

    edition: str
    revision: int
    items: tuple[Item, ...]


class EpisodePlace(Protocol):
    """What has a folder below the site."""

    @property
    def show(self) -> str:
        """The show's key."""

    @property
    def edition(self) -> str:
        """The edition's id."""


def folder_of(episode: EpisodePlace) -> str:
    """Return an episode's folder below the site: the show, then the edition's id without the show."""
    return f"{episode.show}/{episode.edition.removeprefix(episode.show + '-')}"
