"""The values that flow through the house, in the order in which news meets them; `published.py` goes on from there.

All are frozen and slotted; times are aware and in UTC unless a name says local; offsets in text are code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Rights = Literal["own", "licensed", "quote"]
Basis = Literal["template", "verbatim", "edited", "rewritten", "human"]
Field = Literal["title", "text"]
Kind = Literal["opening", "headlines", "story", "correction", "closing"]
Stage = Literal["fetch", "select", "write", "speak", "mix", "publish"]
State = Literal[
    "due", "fetched", "selected", "written", "waiting", "approved", "rejected", "spoken", "mixed", "published",
    "corrected", "retracted", "nothing", "missed", "failed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """The voice a producer asked for: engine by entry-point name, the engine's own voice name, rate in words a minute."""

    engine: str
    name: str
    rate: int


@dataclass(frozen=True, slots=True)
class SummarizerChoice:
    """The summarizer a producer asked for, and how many words a story may have."""

    engine: str
    words: int


@dataclass(frozen=True, slots=True)
class Feed:
    """A source as the producer wrote it: either `url` (http or https) or `path` (relative to feeds.yaml), the other empty."""

    id: str
    name: str
    url: str
    path: str
    weight: float
    rights: Rights

    @property
    def address(self) -> str:
        """The URL or the path, whichever the producer gave."""
        return self.url or self.path


@dataclass(frozen=True, slots=True)
class Show:
    """A programme that recurs: `schedule` is a cron expression; `not_news` adds to the language's rules, `allow` lifts some."""

    key: str
    title: str
    description: str
    language: str
    timezone: str
    schedule: str
    minutes: float
    min_stories: int
    max_age_hours: float
    voice: VoiceChoice
    summarizer: SummarizerChoice
    disclosure: str
    when_empty: Literal["silent", "announce"]
    feeds: tuple[Feed, ...]
    not_news: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """Who publishes, and where `output/site` is served; `link` has no trailing slash and may be empty."""

    title: str
    link: str
    author: str
    email: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of one feed, cleaned to plain text; `version` is the hash of title and text, `seen` when we first met it.

    `dated` is false when the feed gave no usable date and `published` is therefore `seen`.
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
class Slot:
    """One instant at which a show is due; `day` and `time` (HH:MM) are the show's local wall clock."""

    show: str
    at: datetime
    day: date
    time: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A show and a slot: the identity of a run, a folder and a guid; `id` is given once and kept."""

    id: str
    slot: Slot


@dataclass(frozen=True, slots=True)
class Chosen:
    """A story on the rundown, its score (higher is earlier) and the reason in words."""

    story: Story
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that did not get in: its title, its feed's id, and the reason in words."""

    title: str
    feed: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rundown:
    """The stories chosen, in order, and those rejected; the next in order, `reserves`, are among the latter until they are told."""

    stories: tuple[Chosen, ...]
    rejected: tuple[Rejected, ...]
    words_per_minute: float
    reserves: tuple[Chosen, ...] = ()


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
class Line:
    """One sentence as it is written; `id` is unique in its script."""

    id: str
    text: str
    basis: Basis
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The line as it is to be read aloud, in words; no engine's markup."""

    line: str
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Lines that belong together and become a chapter; `id` is its kind or its story's id, `url` the story's page or empty."""

    id: str
    kind: Kind
    title: str
    url: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """The whole programme in words; `dropped` are stories that did not fit, with the reason."""

    edition: str
    segments: tuple[Segment, ...]
    dropped: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Clip:
    """A line, spoken: `key` of its WAV in the blob store, length in samples, rate in Hz."""

    line: str
    key: str
    samples: int
    rate: int


@dataclass(frozen=True, slots=True)
class Loudness:
    """What ebur128 reads from the decoded mono file: LUFS and dBTP."""

    integrated_lufs: float
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class Span:
    """Where a line sounds in the programme, in samples: `[start, end)`."""

    line: str
    segment: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Programme:
    """The show in sound: `key` of the untagged MP3 in the blob store, its length in samples at `rate`, its timeline.

    `chapters` holds one span a segment (its `line` empty); they tile 0 to `samples`. A segment that has no span was left out to
    keep the length; `dropped` says why.
    """

    key: str
    samples: int
    rate: int
    spans: tuple[Span, ...]
    chapters: tuple[Span, ...]
    loudness: Loudness
    dropped: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know: the stage, what it is about (a feed, a story), and the message."""

    stage: Stage
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Run:
    """How far an edition has come: its state, what each stage made so far, and what a person should know.

    `cutoff` is fixed by the first fetch; `reason` says why it is `nothing` or `failed`. `revision` is above 1 once a published
    edition is made again: `correction` says why, `corrected` when listeners got it, `told` which items it aired before.
    `terms` is a digest of what feeds.yaml asked for when it was begun.
    """

    edition: Edition
    state: State
    cutoff: datetime | None = None
    rundown: Rundown | None = None
    script: Script | None = None
    clips: tuple[Clip, ...] = ()
    programme: Programme | None = None
    published: datetime | None = None
    reason: str = ""
    notes: tuple[Note, ...] = ()
    revision: int = 1
    correction: str = ""
    corrected: datetime | None = None
    told: tuple[str, ...] = ()
    terms: str = ""
