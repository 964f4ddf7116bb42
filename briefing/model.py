"""The values that flow through the house, in the order in which news meets them; `published.py` goes on from there.

All are frozen and slotted; times are aware and in UTC unless a name says local; offsets in text are code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Basis = Literal["template", "verbatim", "edited", "rewritten", "human"]
Field = Literal["title", "text"]
Kind = Literal["opening", "headlines", "story", "correction", "closing"]
Stage = Literal["fetch", "select", "write", "speak", "mix", "publish"]
State = Literal[
    "due", "fetched", "selected", "written", "waiting", "approved", "rejected", "spoken", "mixed", "published",
    "corrected", "retracted", "nothing", "missed", "failed",
]  # fmt: skip
FINAL: frozenset[State] = frozenset({"published", "corrected", "retracted", "nothing", "rejected", "missed"})


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of one feed, cleaned to plain text; `version` is the hash of what its feed tells, `seen` when we first met it.

    `dated` is false when the feed gave no usable date and `published` is therefore `seen`. `language` is a primary subtag (BCP 47),
    declared or detected, or empty when nobody can tell; `license` what feed or item say of the terms of use; `reserved` how the
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
class Earlier:
    """A story as an earlier edition of the show told it: the items it had, in the versions it had, and the lines that were said."""

    edition: str
    day: date
    story: Story
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A story on the rundown, its score (higher is earlier) and the reason in words; `follows` is how it was told before.

    `update` is false where that is only by the id of its item, so that nobody is told that it is an update.
    """

    story: Story
    score: float
    reason: str
    follows: Earlier | None = None
    update: bool = True


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that did not get in: its title, its feed's id, and the reason in words."""

    title: str
    feed: str
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A source took back or changed what an earlier edition said by `line`.

    `kind` says how: `changed` its words, `marked` the item as corrected or retracted, or `withdrawn` it. `item` is its newest
    version, `now` what stands there in place of the line's words, or None. `lead` is the headline under which the line was said,
    where it was another line.
    """

    kind: Literal["changed", "marked", "withdrawn"]
    edition: str
    day: date
    line: Line
    item: Item
    now: Source | None
    lead: Line | None = None


@dataclass(frozen=True, slots=True)
class Rundown:
    """The stories chosen, in order, and those rejected; the next in order, `reserves`, are among the latter until they are told.

    `changes` are what sources corrected since it was aired, `retold` the items told again for what is new in them: the id of each,
    and the edition that told it.
    """

    stories: tuple[Chosen, ...]
    rejected: tuple[Rejected, ...]
    words_per_minute: float
    reserves: tuple[Chosen, ...] = ()
    changes: tuple[Change, ...] = ()
    retold: tuple[tuple[str, str], ...] = ()


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
    `terms` is a digest of what feeds.yaml asked for when it was begun. `withdrawn` are the ids of items that earlier editions told
    and that their sources have taken back since, as far as the fetch found out.

    `claimed` is when the slot was taken up; `tries` counts the failures in a row, and behind one it is not tried before `retry_at`.
    `inside` is the stage that was entered and not left, `deaths` how often in a row a process ended inside it; the items `aside`
    did that. `overtaken` names the items for which it was taken back to its choice, each as often as that happened.
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
    withdrawn: tuple[str, ...] = ()
    claimed: datetime | None = None
    tries: int = 0
    retry_at: datetime | None = None
    inside: Stage | None = None
    deaths: int = 0
    aside: tuple[str, ...] = ()
    overtaken: tuple[str, ...] = ()
